"""Where a text names a post, and with which words: "Plt Kasat Reskrim Polres OKU", "Kepala Dinas Sosial".

A post is read as head, what it does, and the unit or area behind it. What is left unsaid ("Kasat Binmas" in
an article on Polres OKU) is filled in by `post_places.py`.
"""

from __future__ import annotations

from dataclasses import replace

from pipelines.labels.gazetteer import Mention
from pipelines.labels.post_functions import AHEAD, NUMBERS, Function
from pipelines.labels.post_words import AREA, BRANCH, CHIEF, MILITARY, NATIONAL, OFFICE, Head, post_words
from pipelines.labels.ranks import rank_at, rank_firsts
from pipelines.labels.sighting import Post, Sight
from pipelines.labels.unit_names import LEVELS
from pipelines.labels.units import Unit
from pipelines.labels.vocabulary import vocabulary
from pipelines.labels.words import NEAR, STOP, Words

OPEN_HEADS = {"kasubbag": "polres", "kasubag": "polres", "kasubbid": "polda", "kasubdit": "polda"}
OPEN_HEADS |= {"kasat": "polres", "kanit": "any", "panit": "any", "kabag": "polres"}
"""How posts of the police begin that no list has ("Kasubbagdalprogar"), and the level of their unit."""

_PAST = vocabulary("mantan eks ex bekas")
_ALONE = vocabulary("bhabinkamtibmas irwasda babinsa kplp kalapas karutan kajari kajati wakajari wakajati")
_ALONE_TITLES = (
    "Kajari",
    "Kajati",
    "Wakajari",
    "Wakajati",
    "Kacabjari",
    "Kalapas",
    "Karutan",
    "Kepala Kantor Imigrasi",
)
_FOLLOWED = ("anggota",)  # a post only with a unit or a rank behind it
_DIRECTORS = ("Dir", "Wadir")  # of firms, unless a unit or an office follows
_OF_THE_COUNTRY = ("Menteri", "Wakil Menteri", "Dirjen")
_MOST = 16  # words of a tail
_MARKS = ("", ",", "-", "/", ")", ".")  # inside a tail
_OF_POLICE = vocabulary("polri antiteror anti teror at ri")
_LONG_FORM = vocabulary("kepolisian resor resort sektor daerah kota metro polres polsek polda polresta")
_AREA_LEVELS = ("kabupaten", "kota", "provinsi")


def post_at(sight: Sight, i: int) -> Post | None:
    """The post whose head begins with word `i`; None where the words name none ("Ketua RT")."""
    words = sight.words
    found = post_words().heads.at(words, i) or _open_head(words, i)
    if found is None:
        return None
    head, end = found
    first, prefix = _prefixed(words, i)
    past = bool(first) and words.gaps[first] == NEAR and words.keys[first - 1] in _PAST
    post = Post(first, _past_brackets(words, end), head, prefix=prefix, past=past)
    if head.kind == NATIONAL:
        return replace(post, end=_past_police(words, post.end))
    post = _Tail(sight, post).read(i)
    return post if _is_post(post, words, i) else None


def _open_head(words: Words, i: int) -> tuple[Head, int] | None:
    """ "Kasubbagdalprogar Bagren Polres X"."""
    if words.raw[i][0].isupper():
        for beginning, level in OPEN_HEADS.items():
            if words.keys[i].startswith(beginning):
                return Head(BRANCH, words.raw[i].capitalize(), level), i + 1
    return None


def _prefixed(words: Words, i: int) -> tuple[int, str]:
    """(first word with the prefix, prefix): "Plt.", "Pelaksana Tugas (Plt)"."""
    prefixes = post_words().prefixes
    for start in range(max(i - 4, 0), i):
        found = prefixes.at(words, start) if words.raw[start][0].isupper() else None
        if found:
            meaning, end = found
            again = prefixes.at(words, end) if end < i else None
            if end == i or (again and again[1] == i):
                return start, meaning
    return i, ""


def _past_brackets(words: Words, end: int) -> int:
    """Behind "(Danlanal)" in "Komandan Lanal (Danlanal) Dumai", "(Kabid Humas)"."""
    if end < len(words) and words.seps[end].strip() == "(":
        for close in range(end + 1, min(end + 4, len(words))):
            if words.seps[close].strip().startswith(")"):
                return close if post_words().heads.at(words, end) or close == end + 1 else end
    return end


def _past_police(words: Words, end: int) -> int:
    """Behind "Polri" in "Kakorlantas Polri", "Antiteror Polri" in "Densus 88 Antiteror Polri"."""
    while end < len(words) and words.keys[end] in _OF_POLICE and words.gaps[end] == NEAR:
        end += 1
    return end


def _is_post(post: Post, words: Words, i: int) -> bool:
    kind, title = post.head.kind, post.head.title
    bare = not post.tail and post.unit is None and post.area is None
    if kind == OFFICE:
        alone = words.keys[i] in _ALONE or title in _ALONE_TITLES
        return bool(post.tail) or alone or post.head.level == "full"
    if kind != BRANCH:
        return True
    if title in _FOLLOWED:
        return not bare or bool(post.end < len(words) and rank_at(words, post.end))
    if title in _DIRECTORS and post.unit is None:
        return bool(post.office)
    return not bare or " " in title or words.keys[i] in _ALONE or title.startswith("D")


class _Tail:
    """Reads on behind a post's head."""

    def __init__(self, sight: Sight, post: Post) -> None:
        self.sight, self.words, self.post = sight, sight.words, post
        self.function = Function(sight, post.head.kind)
        self.unit: Unit | None = None
        self.area: Mention | None = None

    def read(self, i: int) -> Post:
        """`i`: the head's first word."""
        end = self._chief(i) if self.post.head.kind == CHIEF else self._pieces(i)
        return replace(
            self.post,
            end=self._past_parents(end),
            tail=self.function.text,
            unit=self.unit,
            area=self.area,
            office=self.function.office,
            civil=self.function.civil,
        )

    def _pieces(self, i: int) -> int:
        end = self.post.end
        own = self.sight.units.get(i)  # "Kasat Reskrim OKU": the unit begins with the post itself
        limit = min(own[1] if own else end + _MOST, len(self.words))
        while end < limit and (step := self._step(end)) != end:
            end = step
        if own and own[1] >= end:
            self.unit, end = own
        return end

    def _chief(self, i: int) -> int:
        """The unit of a Kapolres; its name as written where no list has it."""
        words, end = self.words, self.post.end
        # "Kepala Polres OKU": the unit begins inside the head
        own = next((self.sight.units[j] for j in range(i, end) if j in self.sight.units), None)
        if own:
            return self._own_unit(own[0], max(own[1], end))
        start = end + (end < len(words) and words.keys[end] == "metro")
        if start >= len(words) or words.gaps[start] != NEAR:
            return end
        mention, rank = self.sight.area_at(start), self._rank_soon(start)
        fits = mention is not None and mention.codes(*LEVELS.get(self.post.head.level, ()))
        if mention and fits and rank <= mention.end:
            self.area = mention
            return mention.end
        self.function.parts.extend(words.raw[start:rank])  # "Kapolres Padang Parimana AKBP Andi"
        return max(rank, start)

    def _own_unit(self, unit: Unit, end: int) -> int:
        """A further word in capitals before the rank makes it another: "Kapolres Padang Parimana AKBP"; a
        number and an area do not."""
        words, rank = self.words, self._rank_soon(end)
        known = end in self.sight.areas or self.sight.unit_at(end) if rank > end else True
        if not known and words.keys[end] not in NUMBERS:
            behind_head = words.raw[self.post.first + 1 : rank]
            self.function.parts.extend(raw for raw in behind_head if raw.lower() not in _LONG_FORM)
            return rank
        self.unit = unit
        return rank if not known else end

    def _rank_soon(self, start: int) -> int:
        """The first word of the rank behind up to three words in capitals; 0 where none is."""
        words = self.words
        for i in range(start, min(start + AHEAD, len(words))):
            if words.keys[i] in rank_firsts() and words.gaps[i] != STOP and rank_at(words, i):
                return i
            if not words.raw[i][0].isupper() or words.gaps[i] != NEAR:
                return 0
        return 0

    def _step(self, i: int) -> int:
        """One behind the next piece of the tail, or `i` at its end."""
        words, mark = self.words, self.words.seps[i].strip()
        if words.gaps[i] == STOP or words.aside[i] != words.aside[self.post.first]:
            return i
        if mark not in _MARKS:
            return self.function.bracket(i) if mark in ("(", ") (") else i
        if mark == ",":
            return i if self.area or self.unit else self.function.listed(i)
        if self.unit is None and (found := self.sight.unit_at(i)):
            self.unit = found[0]
            return _past_police(words, found[1])
        return self._piece(i)

    def _piece(self, i: int) -> int:
        kind = self.post.head.kind
        if self.unit is not None or (self.area is not None and kind != OFFICE):
            return i
        if self.words.keys[i] in ("setempat", "wilayah"):
            return i + 1
        if (mention := self.sight.area_at(i)) and self._takes_area(mention):
            self.area = mention
            return mention.end
        return i if self.area is not None or kind == AREA else self.function.piece(i)

    def _takes_area(self, mention: Mention) -> bool:
        head = self.post.head
        if head.title in _OF_THE_COUNTRY:  # "Wakil Menteri Dalam Negeri Bima Arya": Bima is a kabupaten too
            return False
        if head.kind == AREA and head.level in (*_AREA_LEVELS, "kecamatan"):
            return bool(mention.codes(head.level))
        levels = (*_AREA_LEVELS, "kecamatan") if head.kind == MILITARY else _AREA_LEVELS
        return head.level != "desa" and bool(mention.codes(*levels))

    def _past_parents(self, end: int) -> int:
        """Behind ", Polres Muratara" and ", Provinsi Kalimantan Barat," that only say where the unit lies."""
        words = self.words
        while end < len(words) and words.gaps[end] != STOP and (self.unit or self.area):
            unit, area = self.sight.unit_at(end), self.sight.area_at(end)
            if unit and words.keys[end].startswith("pol"):
                end = unit[1]
            elif area and self._closed(area):
                end = area.end
            else:
                break
        return end

    def _closed(self, area: Mention) -> bool:
        """A rank or a mark stands behind an area: it is no part of a name."""
        words, end = self.words, area.end
        if end >= len(words):
            return False
        behind = words.seps[end].strip()
        if behind in ("", ",") and words.keys[end] in rank_firsts():
            return True
        return words.seps[area.first].strip() in ("(", ",") and behind.startswith((")", ","))
