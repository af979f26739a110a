"""Whose names a text gives that the press would print as initials: children, victims of sexual violence and
their families, suspects. Finds the namings; `privacy.py` masks them. Knows nothing of officials.

A name counts by the words before it or behind: an age below 18 ("Raka (15)"), "tersangka", "korban" in a
report on sexual violence, "pelajar bernama", "ditangkap". One that stands without such words is not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.labels.holders import in_headline
from pipelines.labels.person_names import PersonName, name_at, name_words
from pipelines.labels.post_words import post_words
from pipelines.labels.private_cues import (
    ARRESTED,
    ARRESTS,
    BECAME,
    BEFORE_ARRESTED,
    CHILD_WORDS,
    CUES,
    ENDS,
    FAMILY_WORDS,
    KIN,
    MOST_BETWEEN,
    NAMING,
    OPENERS,
    OTHERS,
    PASSED,
    PLACES,
    PLURAL,
    SCHOOL,
    SMALL,
    SPEAKS,
    SUSPECT_WORDS,
    TRADES,
    VERBS,
    VICTIM_WORDS,
    stated_ages,
    told_ages,
)
from pipelines.labels.ranks import rank_at, rank_firsts
from pipelines.labels.words import NEAR, STOP, Words

CHILD, VICTIM, FAMILY, SUSPECT, BESIDE = "child", "victim", "family", "suspect", "beside"
"""Reasons, the stronger first. `BESIDE`: an adult named with an age in a report on sexual violence."""

ADULT = 18  # years: whoever is younger is a child (UU 35/2014, pasal 1)
_SEXUAL = re.compile(
    r"\b(?:pen)?cabul|\bmencabuli|\bdicabuli|perkosa|rudapaksa|setubuh|sodomi|asusila"
    r"|(?:pelecehan|kekerasan) seksual|eksploitasi seksual|\bTPKS\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Naming:
    """One spot where somebody is named, and the reason (`CHILD` …). `first`: of the words that tell it."""

    name: PersonName
    reason: str
    first: int


def namings(words: Words) -> Iterator[Naming]:
    """Not in the order of the text; one spot may come twice, with two reasons."""
    sexual = bool(_SEXUAL.search(words.text))
    ages = dict(stated_ages(words.text, words.starts))
    for end, age in ages.items():
        name = _name_before(words, end)
        if name is not None and (age < ADULT or sexual):
            yield Naming(name, CHILD if age < ADULT else BESIDE, name.first)
    for i, age in told_ages(words):
        if age < ADULT:
            for name in _names_before(words, i):
                yield Naming(name, CHILD, name.first)
    for i in [i for i, key in enumerate(words.keys) if key in CUES]:
        # in a headline all words have capitals: nothing tells where a name ends
        if not words.aside[i] and not in_headline(words, i):
            yield from _cued(words, i, sexual, ages)
    yield from _arrested(words, ages)


def _cued(words: Words, i: int, sexual: bool, ages: dict[int, int]) -> Iterator[Naming]:
    """Names beside the cue at word `i`: behind it, before it, and further ones of a list."""
    reason = _reason(words, i, sexual)
    if reason is None:
        return
    for name in _behind(words, i, ages):
        if reason != CHILD or ages.get(name.end, 0) < ADULT:
            yield Naming(name, reason, i)
    if reason == FAMILY or words.keys[i] in KIN:
        return
    start = i
    while start and words.keys[start - 1] in BECAME and words.gaps[start] == NEAR:
        start -= 1
    became = start < i and words.gaps[start] == NEAR and words.keys[start] != "seorang"
    apposed = _mark(words, start) in (",", "),") and not _verb_follows(words, i)
    of_school = reason == CHILD and start == i and words.gaps[i] == NEAR
    if became or apposed or of_school:
        for name in _names_before(words, start):
            if reason != CHILD or ages.get(name.end, 0) < ADULT:
                yield Naming(name, reason, name.first)


def _reason(words: Words, i: int, sexual: bool) -> str | None:
    key = words.keys[i]
    before = words.keys[i - 1] if i and words.gaps[i] == NEAR else ""
    if key in SUSPECT_WORDS:
        behind = words.keys[i + 1] if i + 1 < len(words) else ""
        if behind in TRADES or before in OTHERS or (key == "otak" and behind != "pelaku"):
            return None
        return SUSPECT
    if key in CHILD_WORDS:
        return None if key == "umur" and before not in ("bawah", "cukup") else CHILD
    if not sexual:
        return None
    if key in VICTIM_WORDS:
        return FAMILY if before in FAMILY_WORDS or before in KIN else VICTIM
    return FAMILY


def _behind(words: Words, i: int, ages: dict[int, int]) -> Iterator[PersonName]:
    """The names behind the cue at word `i`: "tersangka utama bernama Andi", "pelaku yakni Andi dan Budi"."""
    child, direct = (
        words.keys[i] in CHILD_WORDS - SMALL,
        words.keys[i] in SUSPECT_WORDS | SMALL | VICTIM_WORDS,
    )
    family = words.keys[i] in FAMILY_WORDS  # "ibu Melati, Suharti": both
    named, plural = False, family or (i > 0 and words.keys[i - 1] in PLURAL)
    for j in range(i + 1, min(i + 1 + MOST_BETWEEN, len(words))):
        key, mark = words.keys[j], _mark(words, j)
        if words.gaps[j] == STOP or mark not in ("", ",", "(", ":", ")", "-", '"', "“", ", "):
            return
        plural = plural or key in PLURAL
        named = named or (bool(mark) and mark in ',:"“') or words.keys[j - 1] in NAMING
        raw = words.raw[j]
        if raw[0].isdigit() or key in NAMING | PASSED or (child and key in SCHOOL):
            continue
        if mark == "(":
            return
        if not raw[0].isupper():
            if mark == "," or key in ENDS or (key.startswith(VERBS) and key not in NAMING):
                return
            direct = False  # "pelaku pencurian Toko Jaya": what was done, and to whom
            continue
        if not (named or direct or family):
            if child:  # a school's name
                continue
            return
        at = _past_rank(words, j)
        if at is not None:
            yield from _listed(words, at, plural, ages)
        return


def _past_rank(words: Words, j: int) -> int | None:
    """Where the name begins behind a rank ("Terdakwa Kopda Bazar"); None where the text ends."""
    if words.keys[j] in rank_firsts() and (rank := rank_at(words, j)):
        return rank.end if rank.end < len(words) else None
    return j


def _listed(words: Words, i: int, plural: bool, ages: dict[int, int]) -> Iterator[PersonName]:
    """The name at word `i` and those that go on with it: "Andi (34), Budi (30) dan Candra (28)"; without ages
    where the cue spoke of several."""
    name = name_at(words, i, stop=_stop_words())
    while name is not None:
        yield name
        end, aged = name.end, False
        if end + 1 < len(words) and words.keys[end] == "alias":
            end += 2
        while end < len(words) and words.gaps[end] != STOP and _between(words, end, ages):
            aged, end = aged or end in ages, end + 1
        if (
            end >= len(words)
            or words.gaps[end] == STOP
            or (end == name.end == name.last and words.gaps[end] == NEAR)
        ):
            return
        other = name_at(words, end, stop=_stop_words())
        if other is None or other.first != end or not (plural or (aged and other.end in ages)):
            other = _aged_behind(words, end, ages) if plural and aged else None
        name = other


def _aged_behind(words: Words, i: int, ages: dict[int, int]) -> PersonName | None:
    """The next name with an age in the sentence: "Andi (34), warga Lahat, dan Budi (30), warga Muba"."""
    for j in range(i, min(i + MOST_BETWEEN, len(words))):
        if words.gaps[j] == STOP or words.keys[j] in CUES:
            return None
        if j in ages:
            return _name_before(words, j)
    return None


def _between(words: Words, i: int, ages: dict[int, int]) -> bool:
    return i in ages or words.keys[i] in ("tahun", "thn", "th", "bulan", "dan", "serta")


def _names_before(words: Words, end: int) -> Iterator[PersonName]:
    """The name that ends before word `end`, an age and a comma passed over, and those it is joined with by
    "dan" or a comma; none of somebody who is only quoted."""
    while end:
        if _mark(words, end).startswith((")", ",")):
            while end and (words.raw[end - 1].isdigit() or words.keys[end - 1] in ("tahun", "thn", "th")):
                end -= 1
        name = _name_before(words, end)
        if name is None or _mark(words, name.first) == "(":  # "Penerimaan Murid Baru (SPMB)"
            return
        if not (SPEAKS | PLACES).isdisjoint(words.keys[max(name.first - 2, 0) : name.first]):
            return
        yield name
        if name.first < 2 or words.keys[name.first - 1] not in ("dan", "serta"):
            return
        end = name.first - 1


def _arrested(words: Words, ages: dict[int, int]) -> Iterator[Naming]:
    """ "Andi Saputra (34), warga Lahat, ditangkap"; "polisi meringkus Andi Saputra (34)"."""
    for i in [i for i, key in enumerate(words.keys) if key in ARRESTS | ARRESTED]:
        if words.aside[i] or in_headline(words, i):
            continue
        if words.keys[i] in ARRESTS:
            if i + 1 < len(words) and words.raw[i + 1][0].isupper() and words.gaps[i + 1] == NEAR:
                for name in _listed(words, i + 1, False, ages):
                    if name.end in ages or (words.keys[name.end : name.end + 1] == ["alias"]):
                        yield Naming(name, SUSPECT, i)  # not "mengamankan Pasar Baturaja"
            continue
        if i + 1 < len(words) and words.keys[i + 1] in PLURAL | NAMING and words.gaps[i + 1] == NEAR:
            for name in _behind(words, i, ages):  # "yang diamankan yakni Andi (34) dan Budi (30)"
                yield Naming(name, SUSPECT, i)
            continue
        start = i
        while start and words.keys[start - 1] in BEFORE_ARRESTED and words.gaps[start] == NEAR:
            start -= 1
        mark = _mark(words, start)
        near = list(_names_before(words, start)) if mark in ("", ",") else []
        far = _aged_before(words, start, ages)  # "Andi (34), warga Sukajadi, ditangkap"
        for name in (near or far) if not mark else (far or near):
            yield Naming(name, SUSPECT, name.first)


def _aged_before(words: Words, i: int, ages: dict[int, int]) -> list[PersonName]:
    """The names with an age in the sentence before word `i`, if nobody else is spoken of between."""
    for j in range(i - 1, max(i - MOST_BETWEEN - 2, 0), -1):
        if words.gaps[j + 1] == STOP or words.keys[j] in CUES:
            return []
        if j in ages:
            return list(_names_before(words, j))
    return []


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


def _verb_follows(words: Words, i: int) -> bool:
    """ "kata Andi, pelaku ditangkap": the cue opens a sentence of its own."""
    behind = words.keys[i + 1] if i + 1 < len(words) and words.gaps[i + 1] == NEAR else ""
    return behind.startswith(("di", "me", "ber", "ter")) or behind in ENDS - {"dari", "dan", "pada"}


def _mark(words: Words, i: int) -> str:
    return words.seps[i].strip() if i < len(words) else ""


def _stop_words() -> frozenset[str]:
    return post_words().firsts | name_words().no_name | FAMILY_WORDS | OPENERS | CHILD_WORDS
