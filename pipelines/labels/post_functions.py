"""What a post is for, as read behind its head: "Reskrim", "Dinas Pemuda, Olahraga, dan Pariwisata", "Pidum
Satreskrim". Knows branches and offices; places and units are for `post_phrases.py`.
"""

from __future__ import annotations

from pipelines.labels.post_words import BRANCH, MILITARY, OFFICE, post_words
from pipelines.labels.ranks import rank_at, rank_firsts
from pipelines.labels.sighting import Sight
from pipelines.labels.vocabulary import vocabulary
from pipelines.labels.words import NEAR, STOP

AHEAD = 4  # words between a head and the rank or unit behind it that need not be known
_AND = vocabulary("dan serta &")
NUMBERS = vocabulary("i ii iii iv v vi vii viii ix x iia iib iic ia ib")
_NO_FUNCTION = vocabulary("yang di ke dari dengan kami kita tersebut ini itu bersama")
_SUB_UNITS = {"sat": "Sat", "satuan": "Sat", "dit": "Dit", "direktorat": "Dit"}


class Function:
    """Collects a function piece by piece. Its readers give the index behind what they took, or where they
    began when they took nothing."""

    def __init__(self, sight: Sight, kind: str) -> None:
        self.sight, self.words, self.kind, self.known = sight, sight.words, kind, post_words()
        self.parts: list[str] = []
        self.office = ""
        self.civil = False

    @property
    def text(self) -> str:
        return " ".join(self.parts).replace(" ,", ", ").strip()

    def piece(self, i: int) -> int:
        """The next word or phrase."""
        words, known, key = self.words, self.known, self.words.keys[i]
        if known.heads.at(words, i) and not self._belongs(i):
            return i
        if office := known.offices.at(words, i):
            self.office = self.office or office[0]
            return self._took(*office)
        if branch := known.branches.at(words, i) or known.joined.at(words, i):
            return self._took(*branch)
        if key in _AND:
            return self._and(i)
        if (short := _SUB_UNITS.get(key)) and (branch := known.branches.at(words, i + 1)):
            return self._took(short + branch[0].lower(), branch[1])
        if key in known.fields or key in known.sub_units or key in NUMBERS or key[0].isdigit():
            return self._word(i)
        return self._unknown(i)

    def listed(self, i: int) -> int:
        """ "Dinas Pemuda, Olahraga, dan Pariwisata": behind a comma inside an office's name."""
        words, fields = self.words, self.known.fields
        if not (self.office or self.civil):
            return i
        if words.keys[i] in fields and words.raw[i][0].isupper():
            return self._took(f",{words.raw[i]}", i + 1)
        if words.keys[i] in _AND and i + 1 < len(words) and words.keys[i + 1] in fields:
            return self._took(",dan", i + 1)
        return i

    def bracket(self, i: int) -> int:
        """Behind "(BPBD)", "(Humas)" and "(TTU)", which only repeat."""
        words, known = self.words, self.known
        if i + 1 < len(words) and words.seps[i + 1].strip() == ")":
            repeats = (
                words.keys[i] in known.firsts or known.offices.at(words, i) or known.branches.at(words, i)
            )
            if words.raw[i].isupper() or repeats:
                return i + 1
        return i

    def _took(self, text: str, end: int) -> int:
        """ "II/Sriwijaya" and "0403/AYJP" are one."""
        if self.parts and self.words.seps[end - 1] == "/" and self.parts[-1][0] in "0123456789IVX":
            self.parts[-1] += f"/{text}"
        else:
            self.parts.append(text)
        return end

    def _belongs(self, i: int) -> bool:
        """A word that may begin a post of its own goes on with this one: "Kanit Bhabinkamtibmas"."""
        words, known = self.words, self.known
        return bool(
            known.offices.at(words, i) or known.branches.at(words, i) or words.keys[i] in known.fields
        )

    def _word(self, i: int) -> int:
        words = self.words
        self.civil = self.civil or words.keys[i] in self.known.fields
        if words.seps[i] == "-" and self.parts and self.parts[-1].isdigit():
            self.parts[-1] += f"-{words.raw[i]}"  # "0403-05"
            return i + 1
        return self._took(words.raw[i][0].upper() + words.raw[i][1:], i + 1)

    def _and(self, i: int) -> int:
        """ "Pemuda dan Olahraga", not "Kapolres dan Dandim"."""
        words, after = self.words, i + 1
        if after < len(words) and words.gaps[after] == NEAR and self.parts:
            branch = words.raw[after][0].isupper() and self.known.branches.at(words, after)
            if words.keys[after] in self.known.fields or branch:
                return self._took("dan", after)
        return i

    def _unknown(self, i: int) -> int:
        """A word in capitals that no list has: "Kepala Dinas KPKP"; "Kanit Turangga", when a rank or a unit
        follows soon."""
        words, raw = self.words, self.words.raw[i]
        in_office = bool(self.office or (self.parts and self.kind == OFFICE))
        if in_office and raw.isupper() and 2 < len(raw) < 9 and words.seps[i] == " ":
            return self._took(raw, i + 1)
        if self.kind == OFFICE and self.office:
            return self._up_to_comma(i)
        if (
            self.kind in (BRANCH, MILITARY)
            and words.keys[i] not in _NO_FUNCTION
            and self._rank_or_unit_soon(i)
        ):
            return self._took(raw, i + 1)
        return i

    def _rank_or_unit_soon(self, i: int) -> bool:
        words = self.words
        for j in range(i, min(i + AHEAD, len(words))):
            rank = words.keys[j] in rank_firsts()
            if words.gaps[j] == STOP:
                return False
            if j > i and (j in self.sight.units or (rank and rank_at(words, j))):
                return True
            if words.raw[j][0].islower() or (j > i and words.gaps[j] != NEAR) or rank:
                return False
        return False

    def _up_to_comma(self, i: int) -> int:
        """ "Kepala UPTD Samsat I Rajabasa, Andi": words in capitals between office and comma."""
        words = self.words
        for j in range(i, min(i + AHEAD, len(words) - 1)):
            after = words.raw[j + 1]
            if not words.raw[j][0].isupper() or (j > i and words.gaps[j] != NEAR):
                return i
            if words.seps[j + 1].strip() == "," and after.istitle() and len(after) > 3:
                self.parts.extend(words.raw[i : j + 1])
                return j + 1
        return i
