"""How much each naming of a place says about where something happened.

The weights were set by hand on labelled reports and say only: a level ("Kabupaten X") more than a bare
name, the police unit in charge and the first paragraph more than the rest, somebody's home or destination
little.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.labels.areas import KECAMATAN, KOTA, PROVINSI
from pipelines.labels.gazetteer import Mention
from pipelines.labels.readings import NAMED, Readings
from pipelines.labels.surroundings import (
    is_away,
    is_byline,
    is_dated,
    is_of_polsek,
    is_office,
    is_other_thing,
    is_spoken_at,
)
from pipelines.labels.units import Unit
from pipelines.labels.words import Span, Words

_LEAD = 500  # characters of the body in which a report says where
_AREA, _BARE, _LED, _TITLED, _DATED, _UNIT, _SUBUNIT, _DISTRICT = 2.5, 1.0, 1.0, 2.0, 2.0, 4.0, 3.0, 2.0
_INTRODUCED, _POLDA, _WHEN = 2.0, 2.0, 2.0
_OFFICE = 0.5  # "Bupati X" keeps half
_AWAY = 0.25  # of its weight keeps a home, an origin, a destination


@dataclass(slots=True)
class Ballot:
    """Votes by code of kabupaten or kota, of provinces apart; the words behind each; kecamatan by
    kabupaten."""

    cast: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    provinces: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    evidence: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))
    kecamatan: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    dated_only: set[str] = field(default_factory=set)  # areas that stand in the dateline and nowhere else

    def ranked(self) -> list[tuple[str, float]]:
        """Codes with their sums, the highest first. The second naming of a place counts half, the third a
        third: ten in one report say hardly more than four."""
        sums = {
            code: sum(weight / rank for rank, weight in enumerate(sorted(weights, reverse=True), 1))
            for code, weights in self.cast.items()
        }
        return sorted(sums.items(), key=lambda item: -item[1])


def count(
    words: Words, named: Sequence[Mention], units: Sequence[Unit], dateline: str | None, region: str | None
) -> Ballot:
    return _Count(words, named, units, dateline, region).ballot


class _Count:
    def __init__(
        self,
        words: Words,
        named: Sequence[Mention],
        units: Sequence[Unit],
        dateline: str | None,
        region: str | None,
    ) -> None:
        self.words, self.named, self.units = words, named, units
        self.readings = Readings(words, named, units, region)
        self.atlas = self.readings.atlas
        self.ballot = Ballot()
        self.dated = {area.code for area in self.atlas.named(dateline.split(",")[0])} if dateline else set()
        self.beyond: list[Span] = []  # where a unit is named that was at work outside its area
        self._units()
        self._areas()
        self._districts()
        self._implied_districts()

    def _units(self) -> None:
        for unit in self.units:
            if unit.level == "polda":
                self._province(unit.code, _POLDA, unit.evidence[0])
            elif len(unit.code) >= 5:
                if self._reaches(unit):
                    self.beyond += unit.evidence
                    continue
                weight = _SUBUNIT if unit.level == "polsek" else _UNIT
                self._vote(unit.code[:5], weight, unit.evidence[0])

    def _reaches(self, unit: Unit) -> bool:
        """The police of a kota watch over kecamatan around it, too: where the text names none of its own and
        a kecamatan or polsek of a neighbour, it happened there."""
        if unit.level != "polres" or self.atlas.areas[unit.code].level != KOTA:
            return False
        sub = {s.code[:5] for mention in self.named if mention.level == KECAMATAN for s in mention.spellings}
        sub = {code for code in sub if self.readings.context[code] >= NAMED}
        sub |= {other.code[:5] for other in self.units if other.level == "polsek" and other.code}
        return unit.code not in sub and any(code[:2] == unit.code[:2] for code in sub)

    def _vote(self, code: str, weight: float, span: Span) -> None:
        if self.ballot.evidence[code]:
            self.ballot.dated_only.discard(code)
        self.ballot.cast[code].append(weight)
        self.ballot.evidence[code].append(span)

    def _province(self, code: str, weight: float, span: Span) -> None:
        if self.ballot.evidence[code]:
            self.ballot.dated_only.discard(code)
        self.ballot.provinces[code] += weight
        self.ballot.evidence[code].append(span)

    def _district(self, code: str) -> None:
        listed = self.ballot.kecamatan[code[:5]]
        if code not in listed:
            listed.append(code)

    def _areas(self) -> None:
        """Provinces, kabupaten, kota and the towns that stand for them."""
        for mention in self.named:
            if mention.level == KECAMATAN or is_other_thing(self.words, mention):
                continue
            span = self.words.span(mention.first, mention.end)
            if is_byline(self.words, mention) or any(
                unit.start <= span.start < unit.end for unit in self.beyond
            ):
                continue
            dated = self._is_dateline(mention)
            weight = self._weight(mention, dated)
            spelling = self.readings.meant(mention, dated)
            if spelling is None or (not dated and self.readings.is_stray(mention, spelling)):
                continue
            if spelling.code in self.ballot.dated_only and not dated and is_spoken_at(self.words, mention):
                continue  # "kata Kapolda di Palembang, Senin" names no more than the dateline does
            if spelling.level == PROVINSI:
                self._province(spelling.code, weight, span)
            else:
                self._vote(spelling.code, weight, span)

    def _is_dateline(self, mention: Mention) -> bool:
        """Where the report was written; asked of each mention in order, and true once."""
        codes = {s.code for s in mention.spellings}
        if self.dated & codes and self.words.starts[mention.first] < self.words.title_end + _LEAD:
            self.dated = set()
            self.ballot.dated_only |= codes
            return True
        return False

    def _weight(self, mention: Mention, dated: bool) -> float:
        words, start = self.words, self.words.starts[mention.first]
        weight = _AREA if mention.level else _BARE
        if start < words.title_end:
            weight += _TITLED
        elif start < words.title_end + _LEAD:
            weight += _LED
        if dated:
            weight += _DATED
        elif is_spoken_at(words, mention):
            return weight * _AWAY
        if self.readings.is_introduced(mention):
            weight += _INTRODUCED
        if is_dated(self.words, mention):
            weight += _WHEN
        return weight * (
            _AWAY if is_away(self.words, mention) else _OFFICE if is_office(self.words, mention) else 1
        )

    def _districts(self) -> None:
        """Kecamatan named as such first; bare names only of kabupaten where there is none."""
        bare: list[tuple[str, bool]] = []
        for mention in self.named:
            spellings = [s for s in mention.spellings if s.level == KECAMATAN]
            if not spellings or mention.level not in ("", KECAMATAN):
                continue
            if mention.level == KECAMATAN:
                if spelling := self.readings.likeliest(spellings):
                    self._explicit(mention, spelling.code)
            elif not (is_other_thing(self.words, mention) or is_of_polsek(self.words, mention)) and (
                found := self.readings.bare_district(mention, spellings)
            ):
                self._vote(found.code[:5], _BARE / 2, self.words.span(mention.first, mention.end))
                bare.append((found.code, any(s.level != KECAMATAN for s in mention.spellings)))
        explicit = {code for code, listed in self.ballot.kecamatan.items() if listed}
        for seats in (False, True):
            for code, is_seat in bare:
                if code[:5] not in explicit and is_seat == seats:
                    self._district(code)
            explicit |= {code[:5] for code, is_seat in bare if is_seat == seats}

    def _explicit(self, mention: Mention, code: str) -> None:
        away = is_away(self.words, mention)
        self._vote(code[:5], _DISTRICT * (_AWAY if away else 1), self.words.span(mention.first, mention.end))
        if not away:
            self._district(code)

    def _implied_districts(self) -> None:
        """That of the one polsek at work, where the text names no kecamatan of its kabupaten."""
        codes = [unit.code for unit in self.units if unit.level == "polsek" and len(unit.code) == 8]
        if len(codes) == 1 and not self.ballot.kecamatan[codes[0][:5]]:
            self._district(codes[0])
