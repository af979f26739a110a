"""Which police units an article tells of, by canonical name and area: `Polres Ogan Komering Ulu`, 16.01.

A unit counts when it is named or implied by a present post (Kapolres X, Kasat Reskrim Polres X); branches
count as the unit they belong to. Units of past posts (mantan, eks, pernah menjabat) and of "Baca juga"
lines do not. Knows words and areas; knows nobody's name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.labels.areas import KABUPATEN, KECAMATAN, KOTA, PROVINSI, Atlas, atlas
from pipelines.labels.gazetteer import Mention, mentions
from pipelines.labels.unit_names import Hit, hits
from pipelines.labels.unit_pairs import told_apart
from pipelines.labels.unit_words import unit_words
from pipelines.labels.words import Span, Words, as_words

_KINDS = ("Polres", "Polres Metro", "Polresta", "Polrestabes")  # of one area, the later one wins


@dataclass(frozen=True, slots=True)
class Unit:
    """`level`: polda, polres, polsek, polsubsektor, brimob or mabes. `code`: of the area it watches over,
    as far as known, else empty; for a polsek that of its kecamatan, or of the kabupaten where only that is
    known."""

    name: str
    level: str
    code: str
    evidence: tuple[Span, ...]


def find_units(text: str | Words, *, region: str | None = None) -> tuple[Unit, ...]:
    """The units of a text in order of first appearance.

    `region` (a province, kabupaten or kota by name) decides between areas of one name where the text does
    not.
    """
    words = as_words(text)
    named = mentions(words)
    found = list(hits(words, named))
    if not found:
        return ()
    resolver = _Resolver(named, found, region, told_apart(words, found))
    return _merged(resolver.resolve(hit) for hit in found)


def _merged(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """One unit for all that name it: by level and area, or by name where no area is known."""
    special = unit_words().special_names  # Polres Pelabuhan Belawan is not Polrestabes Medan, its area's
    groups: dict[tuple[str, str], list[Unit]] = {}
    for unit in units:
        key = unit.code if unit.level == "polres" and unit.name not in special else unit.name
        groups.setdefault((unit.level, key), []).append(unit)
    return tuple(
        Unit(_best_name(group), group[0].level, max(unit.code for unit in group), _spans(group))
        for group in groups.values()
    )


def _best_name(group: Sequence[Unit]) -> str:
    return max((unit.name for unit in group), key=lambda name: (_rank(name), name))


def _rank(name: str) -> int:
    return max((rank for rank, kind in enumerate(_KINDS) if name.startswith(f"{kind} ")), default=-1)


def _spans(group: Sequence[Unit]) -> tuple[Span, ...]:
    return tuple(sorted({span for unit in group for span in unit.evidence}))


class _Resolver:
    """Decides what names mean, by what else the text names."""

    def __init__(
        self, named: Sequence[Mention], found: Sequence[Hit], region: str | None, apart: frozenset[str]
    ) -> None:
        self.atlas: Atlas = atlas()
        self.words = unit_words()
        self.weights = _weights(self.atlas, named, found, region)
        self.kota = {
            code for hit in found if hit.kota for code in hit.codes if self.atlas.areas[code].level == KOTA
        }
        self.kabupaten = apart.union(
            code for mention in named if mention.level == KABUPATEN for code in mention.codes(KABUPATEN)
        )

    def resolve(self, hit: Hit) -> Unit:
        if hit.level == "mabes" or (hit.written and hit.codes):
            return Unit(hit.written, hit.level, "".join(hit.codes), (hit.span,))
        if hit.level == "polres":
            return self._polres(hit)
        if hit.level == "brimob":
            code = self._likeliest(hit.codes)
            of = f"Polda {self._polda(code)}" if len(code) == 2 else self.atlas.areas[code].name
            return Unit(f"Brimob {of}", "brimob", code, (hit.span,))
        if hit.level == "polda":
            return Unit(f"Polda {self._polda(hit.codes[0])}", "polda", hit.codes[0], (hit.span,))
        return self._polsek(hit)

    def _polda(self, code: str) -> str:
        return "Metro Jaya" if code == "31" else self.atlas.areas[code].name

    def _polsek(self, hit: Hit) -> Unit:
        kind = f"{hit.kind} Metro" if hit.metro else hit.kind
        if not hit.codes:
            return Unit(f"{kind} {hit.written}", hit.level, "", (hit.span,))
        parents = {s.code for s in self.atlas.spellings.get(hit.beside, ())}
        near = parents or (self.words.metro if hit.metro else set())
        own = [code for code in hit.codes if code[:5] in near] or hit.codes
        best = self._likeliest(own)
        sure = len(own) == 1 or self._weight(best) > 0
        return Unit(f"{kind} {self.atlas.areas[best].name}", hit.level, best if sure else "", (hit.span,))

    def _polres(self, hit: Hit) -> Unit:
        code = self._of_pair(hit) if len(hit.codes) > 1 else hit.codes[0]
        area = self.atlas.areas[code]
        kind = "Polres Metro" if code in self.words.metro else self._kind(hit.kind, code)
        name = f"{kind} {area.name}"
        if area.level == KOTA and self._has_twin(code) and name not in self.words.kota_without_suffix:
            name += " Kota"
        return Unit(name, "polres", code, (hit.span,))

    def _kind(self, written: str, code: str) -> str:
        return max(written, self.words.kinds.get(code, written), key=_KINDS.index)

    def _has_twin(self, code: str) -> bool:
        """A kabupaten and a kota bear the name."""
        name = self.atlas.areas[code].name
        twins = [area for area in self.atlas.named(name) if area.name == name and area.level != PROVINSI]
        return len(twins) > 1

    def _of_pair(self, hit: Hit) -> str:
        """Kabupaten or kota? "Kota" behind the name, then the kind, then the other units and places."""
        kota = [code for code in hit.codes if self.atlas.areas[code].level == KOTA]
        rest = [code for code in hit.codes if code not in kota]
        if not kota or not rest:
            return self._likeliest(hit.codes)
        if (
            kota[0][:2] != rest[0][:2] and not hit.kota
        ):  # Banjar: a kota in Jawa Barat, a kabupaten in Kalimantan Selatan
            return self._likeliest(rest + kota)
        name = self.atlas.areas[kota[0]].name
        if hit.kota or hit.kind == "Polrestabes":
            return kota[0]
        if hit.kind == "Polresta":
            return rest[0] if name in self.words.polresta_of_kabupaten else kota[0]
        if kota[0] in self.kota and rest[0] not in self.kabupaten:
            return kota[0]  # "Kapolres Bekasi" in an article on Polres Metro Bekasi Kota
        return rest[0]

    def _likeliest(self, codes: Sequence[str]) -> str:
        return max(codes, key=self._weight)  # the first of equals

    def _weight(self, code: str) -> float:
        return self.weights[code[:5]] + self.weights[code[:2]] / 10


def _weights(
    known: Atlas, named: Sequence[Mention], found: Sequence[Hit], region: str | None
) -> Counter[str]:
    """How often the text speaks of a kabupaten, kota or province, by code; the region counts least."""
    weights: Counter[str] = Counter()
    for mention in named:
        sure = [spelling for spelling in mention.spellings if spelling.level != KECAMATAN]
        for spelling in sure:
            weights[spelling.code] += 10 if mention.level or len(sure) == 1 else 2
            if len(spelling.code) == 5:
                weights[spelling.code[:2]] += 3
        if mention.level == KECAMATAN and len(mention.spellings) == 1:
            weights[mention.spellings[0].code[:5]] += 10
    for hit in found:
        if hit.level in ("polres", "polda") and len(hit.codes) == 1:
            weights[hit.codes[0]] += 20
            weights[hit.codes[0][:2]] += 3 if hit.level == "polres" else 0
    for area in known.named(region or ""):
        weights[area.code] += 1
        weights[area.code[:2]] += 1
    return weights
