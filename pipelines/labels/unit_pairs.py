"""Does a text speak of both units of a pair, "Polres Solok" and "Polres Solok Kota", or does the short name
mean the other? Both, where they stand in one list, or where each has a chief of its own.

Looks at what stands between and behind two namings; knows no names of units or people.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from pipelines.labels.areas import KOTA, atlas
from pipelines.labels.person_names import name_at
from pipelines.labels.ranks import rank_at, rank_firsts
from pipelines.labels.unit_names import Hit
from pipelines.labels.unit_words import unit_words
from pipelines.labels.vocabulary import vocabulary
from pipelines.labels.words import NEAR, STOP, Words

_JOINING = vocabulary("dan serta maupun atau hingga bersama jajaran kota")
_LONGEST = 40  # words of a list of units between the two


def told_apart(words: Words, found: Sequence[Hit]) -> frozenset[str]:
    """Codes of the kabupaten whose unit is meant beside that of the kota of its name."""
    apart: set[str] = set()
    pairs = [hit for hit in found if hit.level == "polres" and len(hit.codes) > 1]
    if any(hit.kota for hit in pairs) and not all(hit.kota for hit in pairs):
        for codes in {hit.codes for hit in pairs}:
            long = [hit for hit in pairs if hit.codes == codes and hit.kota]
            short = [hit for hit in pairs if hit.codes == codes and not hit.kota]
            if _chiefs_differ(words, long, short) or _is_listed(words, found, long, short):
                apart.update(code for code in codes if atlas().areas[code].level != KOTA)
    return frozenset(apart)


def _chiefs_differ(words: Words, long: Iterable[Hit], short: Iterable[Hit]) -> bool:
    some, others = set(_chiefs(words, long)), set(_chiefs(words, short))
    return bool(some and others) and some.isdisjoint(others)


def _chiefs(words: Words, hits: Iterable[Hit]) -> Iterator[str]:
    """The first names of those who are called a chief there: "Kapolres Solok Kota AKBP Andi Wijaya"."""
    for hit in hits:
        i = bisect_left(words.starts, hit.span.end)
        if hit.post and i < len(words) and words.gaps[i] != STOP and words.keys[i] in rank_firsts():
            rank = rank_at(words, i)
            name = name_at(words, rank.end) if rank and rank.end < len(words) else None
            if name:
                yield words.keys[name.first]


def _is_listed(words: Words, found: Sequence[Hit], long: Iterable[Hit], short: Sequence[Hit]) -> bool:
    """ "Polres Solok, Polres Sijunjung dan Polres Solok Kota": nothing but units and "dan" between."""
    taken = {i for hit in found for i in _inside(words, hit)}
    return any(_joined(words, taken, *sorted((one, other), key=_start)) for one in long for other in short)


def _inside(words: Words, hit: Hit) -> range:
    return range(bisect_left(words.starts, hit.span.start), bisect_left(words.starts, hit.span.end))


def _start(hit: Hit) -> int:
    return hit.span.start


def _joined(words: Words, taken: set[int], one: Hit, other: Hit) -> bool:
    first, end = _inside(words, one).stop, _inside(words, other).start
    heads = unit_words().heads
    between = range(first, end)
    return (
        0 <= end - first <= _LONGEST
        and STOP not in words.gaps[first : end + 1]
        and (bool(between) or words.gaps[end] != NEAR)
        and all(i in taken or words.keys[i] in _JOINING or words.keys[i] in heads for i in between)
    )
