"""Whose names a text gives that the press would print as initials: children, victims of sexual violence and
their families, suspects. Finds the namings; `privacy.py` masks them. Knows nothing of officials.

A name counts by the words beside it: an age below 18 behind it ("Raka (15)"), "tersangka", "korban" in a
report on sexual violence, "pelajar bernama". A name that stands without such words is not found.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.labels.holders import in_headline
from pipelines.labels.person_names import PersonName, name_at, name_words
from pipelines.labels.post_words import post_words
from pipelines.labels.ranks import rank_at, rank_firsts
from pipelines.labels.vocabulary import vocabulary
from pipelines.labels.words import NEAR, STOP, Words

CHILD, VICTIM, FAMILY, SUSPECT, BESIDE = "child", "victim", "family", "suspect", "beside"
"""Reasons, the stronger first. `BESIDE`: an adult named with an age in a report on sexual violence."""

ADULT = 18  # years: whoever is younger is a child (UU 35/2014, pasal 1)
_AGE = re.compile(r"(?<=\w)\s?(?:\(|,\s)(\d{1,2})(?:\s?(?:tahun|thn|th)\b)?[),]")
_SEXUAL = re.compile(
    r"\b(?:pen)?cabul|\bmencabuli|\bdicabuli|perkosa|rudapaksa|setubuh|sodomi|asusila"
    r"|(?:pelecehan|kekerasan) seksual|eksploitasi seksual|\bTPKS\b",
    re.IGNORECASE,
)
_SUSPECT = vocabulary(
    "tersangka terdakwa pelaku terlapor terduga buronan buron dpo residivis pengedar bandar kurir pencuri",
    "begal jambret perampok penjambret pengeroyok penganiaya penadah pemerkosa",
)
_CHILD = vocabulary("bocah balita bayi pelajar siswa siswi santri santriwati murid remaja")
_VICTIM = vocabulary("korban")
_FAMILY = vocabulary("ibu ayah bapak orangtua tua kakak adik paman bibi nenek kakek keluarga kerabat")
_TO_NAME = vocabulary("bernama atas nama yakni yaitu adalah ialah utama lain perempuan wanita pria laki")
_BECAME = vocabulary("ditetapkan menjadi jadi sebagai telah sudah resmi kini berstatus")
_NAMING = vocabulary("bernama nama yakni yaitu")
_SCHOOL = vocabulary("sd smp sma smk mts ma mi tk negeri swasta kelas i ii iii iv v vi vii viii ix x xi xii")
_OF_SCHOOL = vocabulary("asal dari di kelas")
_MOST_BETWEEN = 8  # words between "pelajar" and the name


@dataclass(frozen=True, slots=True)
class Naming:
    """One spot where somebody is named, and the reason (`CHILD` …). `first`: of the words that tell it."""

    name: PersonName
    reason: str
    first: int


def namings(words: Words) -> Iterator[Naming]:
    """Not in the order of the text; one spot may come twice, with two reasons."""
    sexual = bool(_SEXUAL.search(words.text))
    ages = dict(_ages(words))
    for end, age in ages.items():
        name = _name_before(words, end)
        if name is not None and (age < ADULT or sexual):
            yield Naming(name, CHILD if age < ADULT else BESIDE, name.first)
    for i in [i for i, key in enumerate(words.keys) if key in _CUES]:
        # in a headline all words have capitals: nothing tells where a name ends
        if not words.aside[i] and not in_headline(words, i):
            yield from _cued(words, i, sexual, ages)
            yield from _called(words, i)


_CUES = _SUSPECT | _CHILD | _VICTIM


def _ages(words: Words) -> Iterator[tuple[int, int]]:
    """(index of the number, years) of "Raka (15)", "Raka, 15 tahun,"."""
    for match in _AGE.finditer(words.text):
        i = bisect_left(words.starts, match.start(1))
        if i < len(words) and words.starts[i] == match.start(1):
            yield i, int(match[1])


def _name_before(words: Words, end: int) -> PersonName | None:
    """The name that ends before word `end`, "Raka Pratama" of "kata Raka Pratama (15)"."""
    start, stop = end, _stop_words()
    while start and _in_name(words, start - 1, end, stop):
        start -= 1
    name = name_at(words, start, stop=stop) if start < end else None
    return name if name is not None and name.last == end else None


def _in_name(words: Words, i: int, end: int, stop: frozenset[str]) -> bool:
    """Word `i` goes on with the name behind it. A name of one word may open a sentence; two words where the
    first is no name ("Kata Raka") are cut by the words that no name holds."""
    if i + 1 < end and words.gaps[i + 1] != NEAR:
        return False
    written = words.raw[i][0].isupper() or words.keys[i] in name_words().particles
    return written and words.raw[i].isalpha() and words.keys[i] not in stop


def _stop_words() -> frozenset[str]:
    return post_words().firsts | name_words().no_name | _FAMILY | _OPENERS


_OPENERS = vocabulary(
    "kata ujar menurut seorang sang si pria wanita perempuan laki bocah pelajar siswa siswi santri",
    "berusaha mengaku ditangkap diamankan diringkus dibekuk kabur melarikan",
    "ayat pasal huruf jo nomor butir angka lampiran tabel grafik umkm",
)


def _cued(words: Words, i: int, sexual: bool, ages: dict[int, int]) -> Iterator[Naming]:
    """Names behind "tersangka", "korban", "pelajar" at word `i`, and further ones of a list."""
    key = words.keys[i]
    if key in _CHILD:
        name = _behind(words, i + 1, school=True)
        if name and ages.get(name.end, 0) < ADULT:
            yield Naming(name, CHILD, i)
        return
    family = key in _VICTIM and i > 0 and words.keys[i - 1] in _FAMILY and words.gaps[i] == NEAR
    if key in _VICTIM and not sexual:
        return
    reason = FAMILY if family else VICTIM if key in _VICTIM else SUSPECT
    name = _behind(words, i + 1)
    while name is not None:
        yield Naming(name, reason, i)
        name = _next_of_list(words, name, ages)


def _called(words: Words, i: int) -> Iterator[Naming]:
    """ "Andi Saputra ditetapkan sebagai tersangka": the name before the cue at word `i`."""
    start = i
    while start and words.keys[start - 1] in _BECAME and words.gaps[start] == NEAR:
        start -= 1
    if words.keys[i] == "tersangka" and start < i and words.gaps[start] == NEAR:
        name = _name_before(words, start)
        if name is not None:
            yield Naming(name, SUSPECT, name.first)


def _behind(words: Words, i: int, *, school: bool = False) -> PersonName | None:
    """The name behind a cue: "tersangka utama bernama Andi". Behind one for children only where "bernama"
    or a comma says that a name follows, for the school's stands there too."""
    named = not school
    for j in range(i, min(i + _MOST_BETWEEN, len(words))):
        mark = words.seps[j].strip()
        if words.gaps[j] == STOP or mark not in ("", ",", "(", ":", ")", "-"):
            return None
        named = named or words.keys[j - 1] in _NAMING or (mark == "," and j > i)
        if words.keys[j] in _TO_NAME or (school and (words.keys[j] in _SCHOOL or words.raw[j].isdigit())):
            continue
        if not named and (words.raw[j][0].isupper() or words.keys[j] in _OF_SCHOOL):
            continue
        if words.keys[j] in rank_firsts() and (rank := rank_at(words, j)):
            return name_at(words, rank.end, stop=_stop_words()) if rank.end < len(words) else None
        return name_at(words, j, stop=_stop_words()) if named else None
    return None


def _next_of_list(words: Words, name: PersonName, ages: dict[int, int]) -> PersonName | None:
    """ "Budi (30)" behind "tersangka Andi (34), Budi (30) dan Candra (28)": each with an age."""
    end = name.end
    if end + 1 < len(words) and words.keys[end] == "alias":
        end += 2
    if end not in ages:
        return None
    i = end + 1
    while (
        i < len(words) and words.keys[i] in ("tahun", "thn", "th", "dan", "serta") and words.gaps[i] != STOP
    ):
        i += 1
    if i >= len(words) or words.gaps[i] == STOP:
        return None
    other = name_at(words, i, stop=_stop_words())
    return other if other is not None and other.first == i and other.end in ages else None
