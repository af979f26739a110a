"""A text with what other finders saw in it, by the word where it stands; and a post as it is read there."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipelines.labels.areas import KABUPATEN, KOTA, atlas
from pipelines.labels.gazetteer import Mention, mentions, small_name
from pipelines.labels.post_words import Head
from pipelines.labels.unit_names import LEVELS
from pipelines.labels.unit_words import unit_words
from pipelines.labels.units import Unit
from pipelines.labels.words import NEAR, Words


@dataclass(frozen=True, slots=True)
class Post:
    """Words `first` up to, not including, `end`."""

    first: int
    end: int
    head: Head
    tail: str = ""  # "Reskrim", "Dinas Sosial", "0403"
    prefix: str = ""  # Plt, Plh, Pj, Ps
    unit: Unit | None = None
    area: Mention | None = None
    past: bool = False  # mantan, eks
    office: str = ""  # the first office in the tail: "Kejari"
    civil: bool = False  # the tail names what a civil office does


@dataclass(frozen=True)
class Sight:
    """`units`: first word → unit, one behind its last word; `unit_order` the same in the text's order.
    `areas`: by the first word of the name, and by that of the level before it."""

    words: Words
    units: Mapping[int, tuple[Unit, int]]
    unit_order: Sequence[tuple[int, Unit]]
    areas: Mapping[int, Mention]

    @cached_property
    def codes(self) -> frozenset[str]:
        """Of kabupaten and kota that the text names, by themselves or by their police."""
        named = {code for area in self.areas.values() for code in area.codes(KABUPATEN, KOTA)}
        return frozenset(unit.code[:5] for _, unit in self.unit_order) | named

    @cached_property
    def spots(self) -> Mapping[str, Sequence[int]]:
        """The words of each spelling, in small letters."""
        found: dict[str, list[int]] = {}
        for i, key in enumerate(self.words.keys):
            found.setdefault(key, []).append(i)
        return found

    @cached_property
    def units_by_level(self) -> Mapping[str, Sequence[tuple[int, Unit]]]:
        found: dict[str, list[tuple[int, Unit]]] = {}
        for first, unit in self.unit_order:
            found.setdefault(unit.level, []).append((first, unit))
        return found

    @cached_property
    def area_spots(self) -> dict[tuple[str, ...], list[tuple[int, str]]]:
        """By levels asked for: where areas of them are named, with their codes. Filled when asked."""
        return {}

    def area_at(self, i: int) -> Mention | None:
        """The area named at word `i`, pointers to other articles included."""
        return self.areas.get(i) or (small_name(self.words, i) if self.words.aside[i] else None)

    def unit_at(self, i: int) -> tuple[Unit, int] | None:
        """(unit, one behind it) at word `i`; also of past posts, which are no units of the text."""
        if i in self.units:
            return self.units[i]
        words = self.words
        head = unit_words().heads.get(words.keys[i])
        if head is None or i + 1 >= len(words) or words.gaps[i + 1] != NEAR:
            return None
        mention = self.areas.get(i + 1) or small_name(words, i + 1)
        codes = mention.codes(*LEVELS[head[0]]) if mention and head[0] in LEVELS else []
        if mention is None or not codes:
            return None
        same = (unit for _, unit in self.unit_order if unit.level == head[0] and unit.code in codes)
        name = f"{head[1]} {atlas().areas[codes[0]].name}"
        return next(same, Unit(name, head[0], codes[0], (words.span(i, mention.end),))), mention.end


def sight(words: Words, units: Sequence[Unit]) -> Sight:
    """`units`: those of `find_units` for the same text."""
    at: dict[int, tuple[Unit, int]] = {}
    for unit in units:
        for span in unit.evidence:
            at[bisect_left(words.starts, span.start)] = (unit, bisect_left(words.starts, span.end))
    return Sight(
        words=words,
        units=at,
        unit_order=[(first, at[first][0]) for first in sorted(at)],
        areas={i: mention for mention in mentions(words) for i in (mention.name, mention.first)},
    )
