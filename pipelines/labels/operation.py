"""The police operation that an article names: "Ops Pekat Musi-2026" → `Operasi Pekat Musi 2026`.

Operations of others (immigration, councils) are none; nor are those of "Baca juga" lines. The names are in
`data/operations.toml`.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipelines.labels.words import NEAR, Span, Words, as_words

_FILE = Path(__file__).parent / "data" / "operations.toml"
_HEADS = frozenset({"operasi", "ops", "kaops", "kaopsda", "kaopspus"})
_MOST_WORDS = 5  # of a name: "Pekat II Lancang Kuning"
_NUMBERS = frozenset({"i", "ii", "iii", "iv", "v"})
_NUMBER = tuple([number] for number in _NUMBERS)
_KINDS = frozenset({"kepolisian", "kewilayahan", "mandiri", "terpusat", "khusus"})
# Written with capitals behind a name without being part of it.
_NOT_OF_IT = frozenset({"polda", "polres", "polresta", "polsek", "polri", "di", "tahun", "tni", "satlantas"})
_YEARS = range(1990, 2101)


@dataclass(frozen=True, slots=True)
class Operation:
    """`name` in full, `Operasi Ketupat Musi 2026`; without a year where the text names none."""

    name: str
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Named:
    words: tuple[str, ...]
    year: int | None
    span: Span


@lru_cache(maxsize=1)
def _names() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """In small letters: all names, the first words of operations' names, the regions' names."""
    file = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    names, regions = ([name.lower() for name in file[kind]] for kind in ("names", "regions"))
    return frozenset((*names, *regions)), frozenset(name.split()[0] for name in names), frozenset(regions)


def find_operation(text: str | Words) -> Operation | None:
    """The operation named most often, the first among equals; shorter forms of a name count for the longer
    one."""
    words = as_words(text)
    heads = [i for i in words.where(_HEADS) if not words.aside[i]]
    named = [one for i in heads for one in _read(words, i)]
    if not named:
        return None
    names = {one.words for one in named}
    full = {name: _fullest(name, names) for name in names}
    best = Counter(full[one.words] for one in named).most_common(1)[0][0]
    same = [one for one in named if full[one.words] == best]
    years = [one.year for one in same if one.year]
    year = f" {years[0]}" if years else ""
    name = " ".join(word.upper() if word in _NUMBERS else word.capitalize() for word in best)
    return Operation(f"Operasi {name}{year}", tuple(one.span for one in same))


def _fullest(name: tuple[str, ...], names: Set[tuple[str, ...]]) -> tuple[str, ...]:
    return max((one for one in names if one[: len(name)] == name), key=lambda one: (len(one), one))


def _read(words: Words, head: int) -> Iterator[_Named]:
    """The operation whose name begins behind word `head`, if it is one of the police."""
    i = head + 1
    while i < len(words) and words.keys[i] in _KINDS and words.gaps[i] == NEAR:
        i += 1  # "Operasi Kepolisian Kewilayahan Pekat Musi"
    end = i
    while end < len(words) and end - i < _MOST_WORDS and _goes_on(words, end, end == i):
        end += 1
    end = _known(words, i, end)
    if end == i:
        return
    year, stop = _year(words, end)
    yield _Named(tuple(words.keys[i:end]), year, words.span(head, stop))


def _goes_on(words: Words, i: int, first: bool) -> bool:
    """Written with a capital, and nothing but a blank, or the bracket of "Operasi (Ops)", before it."""
    near = words.gaps[i] == NEAR or (first and words.seps[i].strip() == ")")
    return near and words.raw[i][0].isupper() and words.keys[i] not in _NOT_OF_IT | _HEADS


def _known(words: Words, first: int, end: int) -> int:
    """One behind the last word that belongs to a known name; `first` when none does.

    A name that is not in the list is taken when that of a region follows: "Operasi Wijaya Musi"; and a region
    that is not when the year does: "Operasi Zebra Antah 2026". A number may close the name.
    """
    names, starts, regions = _names()
    ends = [
        stop
        for i in range(first, end)
        for stop in range(i + 1, min(i + 3, end) + 1)
        if " ".join(words.keys[i:stop]) in names
    ]
    new = first + 1 < end and words.keys[first + 1] in regions and words.raw[first - 1][0].isupper()
    begins = first < end and (words.keys[first] in starts or new)
    known = max(ends, default=first) if begins else _in_small_letters(words, first)
    if known > first and known < end and _year(words, end)[0]:
        return end
    return known + (known > first and words.keys[known : known + 1] in _NUMBER and known < end)


def _in_small_letters(words: Words, first: int) -> int:
    """ "operasi patuh 2025": only before the year."""
    names = _names()[0]
    for stop in range(first + 1, first + 3):
        if " ".join(words.keys[first:stop]) in names and _year(words, stop)[0]:
            return stop
    return first


def _year(words: Words, end: int) -> tuple[int | None, int]:
    """The year behind a name, and one behind its last word: "2026", "-2026", "Tahun 2026"."""
    at = end + 1 if end < len(words) and words.keys[end] == "tahun" else end
    if (
        at < len(words)
        and words.gaps[at] == NEAR
        and words.raw[at].isdigit()
        and int(words.raw[at]) in _YEARS
    ):
        return int(words.raw[at]), at + 1
    return None, end
