"""Which area a name means, by what else the text tells: Malang the town, a word, a kecamatan of that name.

The rest of the text decides, then the source's region. Counts no votes; `votes.py` does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pipelines.labels.areas import (
    KABUPATEN,
    KECAMATAN,
    KOTA,
    NAME,
    PROVINSI,
    SEAT,
    SHORT,
    Atlas,
    Spelling,
    atlas,
)
from pipelines.labels.gazetteer import Mention
from pipelines.labels.surroundings import is_in, is_where, may_be_person
from pipelines.labels.units import Unit
from pipelines.labels.words import NEAR, Words

NAMED = 3  # of context: the text names the area or its police


class Readings:
    """`context`: by code, how surely the text speaks of a kabupaten, kota or province; `at`: mentions by the
    first word of their name; `region`: codes of what the source is watched for."""

    def __init__(
        self, words: Words, named: Sequence[Mention], units: Sequence[Unit], region: str | None
    ) -> None:
        self.words = words
        self.atlas: Atlas = atlas()
        self.at = {mention.name: mention for mention in named}
        self.region = {area.code for area in self.atlas.named(region or "")}
        self.context = self._context(named, units)

    def _context(self, named: Sequence[Mention], units: Sequence[Unit]) -> defaultdict[str, float]:
        """Which kabupaten, kota and provinces the text surely speaks of: what decides ambiguous names."""
        context: defaultdict[str, float] = defaultdict(float)
        for unit in units:
            context[unit.code[:5]] += 5 if len(unit.code) > 2 else 1
        for mention in named:
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

    def likeliest(self, spellings: Sequence[Spelling]) -> Spelling | None:
        """The one that the text, or the region, speaks for; None when none is spoken for and there are
        several."""
        if len(spellings) == 1:
            return spellings[0]
        best = max(spellings, key=self._speaks_for, default=None)
        return best if best and self._speaks_for(best) > 0 else None

    def _is_named(self, code: str) -> bool:
        return self.context[code] >= NAMED

    def _speaks_for(self, spelling: Spelling) -> float:
        return self.context[spelling.code[:5]] + self.context[spelling.code[:2]] / 100

    def _is_word(self, mention: Mention, dated: bool) -> bool:
        """A name that is a word, too, and that nothing shows to be meant as a name: no dateline, no province
        behind it, no "di" before it."""
        if mention.key not in self.atlas.words or mention.level or dated or self.is_introduced(mention):
            return False
        return not (
            any(
                self._is_named(s.code) or (s.code in self.region and len(s.code) > 2)
                for s in mention.spellings
                if s.level != KECAMATAN
            )
            or (
                self.words.starts[mention.first] >= self.words.title_end
                and is_in(self.words, mention)
                and not self._goes_on(mention)
            )
        )

    def _goes_on(self, mention: Mention) -> bool:
        """ "di Benteng Vredeburg", "di Batu Ampar": the first word of another name."""
        words, end = self.words, mention.end
        if end >= len(words) or words.gaps[end] != NEAR or end in self.at:
            return False
        return words.raw[end][0].isupper()

    def meant(self, mention: Mention, dated: bool) -> Spelling | None:
        areas = [s for s in mention.spellings if s.level != KECAMATAN]
        if not areas or self._is_word(mention, dated):
            return None
        provinces = [s for s in areas if s.level == PROVINSI]
        towns = [s for s in areas if s.level == KOTA and s.how == NAME]
        if provinces and not mention.level:
            return towns[0] if dated and towns else provinces[0]  # "JAMBI, SUARA.COM -": the town
        districts = [
            s for s in mention.spellings if s.level == KECAMATAN and self.context[s.code[:5]] >= NAMED
        ]
        if districts and not any(self._is_named(s.code) for s in areas) and not mention.level:
            return None
        if len(areas) > 1 and not any(self._speaks_for(s) for s in areas):
            return next((s for s in areas if s.level == KOTA), areas[0])
        # of two that are spoken for alike, the kota: it is what a bare "Semarang" means
        return max(areas, key=lambda s: (self._speaks_for(s), s.level == KOTA))

    def is_stray(self, mention: Mention, spelling: Spelling) -> bool:
        """A bare name far from all else in the text that reads better as something else: an abbreviation
        ("SBB", a football club), a namesake kecamatan at hand ("Dermaga Ketapang"), a person's name
        ("Binsar Samosir")."""
        own, province = self.context[spelling.code], self.context[spelling.code[:2]]
        if mention.level or spelling.level == PROVINSI or province > 1 or own > 2:
            return False
        namesake = any(s.level == KECAMATAN and self.context[s.code[:2]] > 1 for s in mention.spellings)
        return namesake or spelling.how == SHORT or may_be_person(self.words, mention)

    def is_introduced(self, mention: Mention) -> bool:
        """ "Kabupaten Bogor, Jawa Barat": what is named in full is where the next event happens."""
        behind = self.at.get(mention.end)
        return behind is not None and any(
            other.level == PROVINSI and other.code == s.code[:2]
            for other in behind.spellings
            for s in mention.spellings
        )

    def bare_district(self, mention: Mention, spellings: Sequence[Spelling]) -> Spelling | None:
        """A kecamatan without the word: behind "di" or before its kabupaten ("Tebet, Jakarta Selatan")."""
        near = [s for s in spellings if self._is_named(s.code[:5])]
        if len(near) != 1 or mention.key in self.atlas.words:
            return None
        if any(s.level != KECAMATAN and s.how != SEAT for s in mention.spellings):
            return None
        end = mention.end
        parent = near[0].code[:5]
        others = [self.at[j] for j in (end, end + 1) if j in self.at]
        followed = any(parent in other.codes(KABUPATEN, KOTA) for other in others)
        return near[0] if followed or is_where(self.words, mention) else None
