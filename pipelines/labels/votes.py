"""How much each naming of a place says about where something happened.

The weights were set by hand on labelled reports and say only: a level ("Kabupaten X") more than a bare
name, the police unit in charge and the first paragraph more than the rest, somebody's home or destination
little.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.labels.areas import KABUPATEN, KECAMATAN, KOTA, PROVINSI, SEAT, SHORT, Atlas, Spelling, atlas
from pipelines.labels.gazetteer import Mention
from pipelines.labels.surroundings import is_away, is_office, is_other_thing, is_where, may_be_person
from pipelines.labels.units import Unit
from pipelines.labels.words import Span, Words

_LEAD = 500  # characters of the body in which a report says where
_AREA, _BARE, _LED, _TITLED, _DATED, _UNIT, _SUBUNIT, _DISTRICT = 2.5, 1.0, 1.0, 2.0, 2.0, 4.0, 3.0, 2.0
_INTRODUCED, _POLDA = 2.0, 2.0
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
        self.at = {mention.name: mention for mention in named}
        self.atlas: Atlas = atlas()
        self.ballot = Ballot()
        self.region = {area.code for area in self.atlas.named(region or "")}
        self.dated = {area.code for area in self.atlas.named(dateline.split(",")[0])} if dateline else set()
        self.context = self._context()
        self._units()
        self._areas()
        self._districts()
        self._implied_districts()

    def _context(self) -> defaultdict[str, float]:
        """Which kabupaten, kota and provinces the text surely speaks of: what decides ambiguous names."""
        context: defaultdict[str, float] = defaultdict(float)
        for unit in self.units:
            context[unit.code[:5]] += 5 if len(unit.code) > 2 else 1
        for mention in self.named:
            sure = [s for s in mention.spellings if s.level != KECAMATAN]
            if len(sure) == 1 and mention.key not in self.atlas.words:
                context[sure[0].code] += 2
            elif mention.level in (KABUPATEN, KOTA, PROVINSI):
                for spelling in sure:
                    context[spelling.code] += 3
            if mention.level == KECAMATAN:
                for spelling in mention.spellings:
                    if spelling.level == KECAMATAN:
                        context[spelling.code[:5]] += 3 / len(mention.spellings)
        for code in self.region:
            context[code] += 1
        for code in list(context):
            if len(code) == 5:
                context[code[:2]] += 1
        return context

    def _likeliest(self, spellings: Sequence[Spelling]) -> Spelling | None:
        """The one that the text, or the region, speaks for; None when none is spoken for and there are
        several."""
        if len(spellings) == 1:
            return spellings[0]
        best = max(spellings, key=self._speaks_for, default=None)
        return best if best and self._speaks_for(best) > 0 else None

    def _speaks_for(self, spelling: Spelling) -> float:
        return self.context[spelling.code[:5]] + self.context[spelling.code[:2]] / 100

    def _units(self) -> None:
        for unit in self.units:
            if unit.level == "polda":
                self._province(unit.code, _POLDA, unit.evidence[0])
            elif len(unit.code) >= 5:
                self._vote(unit.code[:5], _SUBUNIT if unit.level == "polsek" else _UNIT, unit.evidence[0])

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
            weight, span = self._weight(mention), self.words.span(mention.first, mention.end)
            spelling = self._meant(mention)
            if spelling is None or self._is_stray(mention, spelling):
                continue
            if spelling.level == PROVINSI:
                self._province(spelling.code, weight, span)
            else:
                self._vote(spelling.code, weight, span)

    def _is_stray(self, mention: Mention, spelling: Spelling) -> bool:
        """A bare name far from all else in the text that reads better as something else: an abbreviation
        ("SBB", a football club), a namesake kecamatan at hand ("Dermaga Ketapang"), a person's name
        ("Binsar Samosir")."""
        own, province = self.context[spelling.code], self.context[spelling.code[:2]]
        if mention.level or spelling.level == PROVINSI or province > 1 or own > 2:
            return False
        namesake = any(s.level == KECAMATAN and self.context[s.code[:2]] > 1 for s in mention.spellings)
        return namesake or spelling.how == SHORT or may_be_person(self.words, mention)

    def _meant(self, mention: Mention) -> Spelling | None:
        areas = [s for s in mention.spellings if s.level != KECAMATAN]
        if not areas:
            return None
        if (
            mention.key in self.atlas.words
            and not mention.level
            and not any(self.context[s.code] >= 3 for s in areas)
        ):
            return None
        provinces = [s for s in areas if s.level == PROVINSI]
        if provinces and not mention.level:
            return provinces[0]
        districts = [s for s in mention.spellings if s.level == KECAMATAN and self.context[s.code[:5]] >= 3]
        if districts and not any(self.context[s.code] >= 3 for s in areas) and not mention.level:
            return None
        if len(areas) > 1 and not any(self._speaks_for(s) for s in areas):
            return next((s for s in areas if s.level == KOTA), areas[0])
        # of two that are spoken for alike, the kota: it is what a bare "Semarang" means
        return max(areas, key=lambda s: (self._speaks_for(s), s.level == KOTA))

    def _weight(self, mention: Mention) -> float:
        words, start = self.words, self.words.starts[mention.first]
        weight = _AREA if mention.level else _BARE
        if start < words.title_end:
            weight += _TITLED
        elif start < words.title_end + _LEAD:
            weight += _LED
        if self.dated & {s.code for s in mention.spellings} and start < words.title_end + _LEAD:
            weight += _DATED
            self.dated = set()  # once
            self.ballot.dated_only |= {s.code for s in mention.spellings}
        if self._is_introduced(mention):
            weight += _INTRODUCED
        return weight * (
            _AWAY if is_away(self.words, mention) else _OFFICE if is_office(self.words, mention) else 1
        )

    def _is_introduced(self, mention: Mention) -> bool:
        """ "Kabupaten Bogor, Jawa Barat": what is named in full is where the next event happens."""
        behind = self.at.get(mention.end)
        return behind is not None and any(
            other.level == PROVINSI and other.code == s.code[:2]
            for other in behind.spellings
            for s in mention.spellings
        )

    def _districts(self) -> None:
        """Kecamatan named as such first; bare names only of kabupaten where there is none."""
        bare: list[tuple[str, bool]] = []
        for mention in self.named:
            spellings = [s for s in mention.spellings if s.level == KECAMATAN]
            if not spellings or mention.level not in ("", KECAMATAN):
                continue
            if mention.level == KECAMATAN:
                if spelling := self._likeliest(spellings):
                    self._explicit(mention, spelling.code)
            elif not is_other_thing(self.words, mention) and (
                found := self._bare_district(mention, spellings)
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

    def _bare_district(self, mention: Mention, spellings: Sequence[Spelling]) -> Spelling | None:
        """A kecamatan without the word: behind "di" or before its kabupaten ("Tebet, Jakarta Selatan")."""
        near = [s for s in spellings if self.context[s.code[:5]] >= 3]
        if len(near) != 1 or mention.key in self.atlas.words:
            return None
        if any(s.level != KECAMATAN and s.how != SEAT for s in mention.spellings):
            return None
        end = mention.end
        parent = near[0].code[:5]
        others = [self.at[j] for j in (end, end + 1) if j in self.at]
        followed = any(parent in other.codes(KABUPATEN, KOTA) for other in others)
        return near[0] if followed or is_where(self.words, mention) else None
