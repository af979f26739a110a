"""Is an article about police activity, crime or public order in a region of Indonesia? A score, and why.

A topic of a user's own (words, units, regions) is judged by the same sum with other words and weights: see
`Profile`. Knows what was found in the text, and never looks at its source.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path

from pipelines.labels.areas import atlas, compact
from pipelines.labels.law import law_lists
from pipelines.labels.places import Place, Places
from pipelines.labels.tally import NONE, Count, tally
from pipelines.labels.terms import Lexicon
from pipelines.labels.topics import topic_lists, topic_sums
from pipelines.labels.units import Unit, find_units
from pipelines.labels.weights import chance, weights
from pipelines.labels.words import Span, Words

_FILE = Path(__file__).parent / "data" / "relevance.toml"
# The topics that are of the police wherever they occur; a disaster or a charity is not.
_POLICE_TOPICS = (
    *(
        "kriminal",
        "narkoba",
        "lalu-lintas",
        "kamtibmas",
        "terorisme-separatisme",
        "internal-polri",
        "korupsi",
    ),
)
_FAR = 4.0  # sums of a topic beyond this are all one
_TELLING = 0.1  # a reason that moves the sum by less is not shown
_SHOWN = 3  # places in the text that are given for a reason
# A user's own topic: one word of it in the text is enough, more and earlier ones are surer.
_OWN = {"bias": -1.0, "words_headline": 1.5, "words_opening": 0.7, "words_times": 1.5, "units": 1.2}


@dataclass(frozen=True, slots=True)
class Reason:
    """`rule` names a measure of `data/weights.toml`; `weight` is what it added to the sum, for or against."""

    rule: str
    weight: float
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Relevance:
    """`score`: 0 to 1, relevant from one half on; `reasons`, the weightiest first."""

    relevant: bool
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What somebody wants to read about. `lists`: words, by list; `weights`: by measure, `LIST_headline`,
    `LIST_opening`, `LIST_times`, `units`, `places`, `topic`, `abroad`; `bias` is added always.

    `units` (canonical or as written) and `regions` (provinces, kabupaten, kota by name) narrow what counts
    as one; a profile with `regions` passes nothing that names no place or unit in them.
    """

    name: str
    weights: Mapping[str, float]
    lists: Mapping[str, Sequence[str]] = field(default_factory=dict)
    units: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()

    @cached_property
    def lexicon(self) -> Lexicon:
        return Lexicon(self.lists)

    @cached_property
    def weighed(self) -> tuple[str, ...]:
        """The lists that a weight speaks of."""
        return tuple({rule.rpartition("_")[0]: None for rule in self.weights if "_" in rule})

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Of the regions."""
        return tuple(area.code for region in self.regions for area in atlas().named(region))

    @cached_property
    def unit_keys(self) -> frozenset[str]:
        """By letters, of their canonical names."""
        named = {written: find_units(written) for written in self.units}
        canonical = {unit.name for found in named.values() for unit in found}
        return frozenset(map(compact, canonical | {one for one, found in named.items() if not found}))


def own_profile(
    name: str, *, words: Sequence[str] = (), units: Sequence[str] = (), regions: Sequence[str] = ()
) -> Profile:
    """A user's topic, as a table `[topics.NAME]` states it. ValueError for one that asks for nothing or
    names a region that is none."""
    if not (words or units or regions):
        raise ValueError(f"topic {name!r} names no words, units or regions")
    unknown = [region for region in regions if not atlas().named(region)]
    if unknown:
        raise ValueError(f"topic {name!r}: no province, kabupaten or kota is called {unknown[0]!r}")
    table = {rule: weight for rule, weight in _OWN.items() if units or rule != "units"}
    if not (words or units):
        table = {"bias": -_OWN["bias"]}  # whatever is told of these regions
    return Profile(
        name=name, weights=table, lists={"words": tuple(words)}, units=tuple(units), regions=tuple(regions)
    )


@lru_cache(maxsize=1)
def police_profile() -> Profile:
    """The one that Ronda is for."""
    lists = tomllib.loads(_FILE.read_text(encoding="utf-8"))["lists"]
    return Profile(
        name="polri", weights=weights()["relevance"], lists={**law_lists(), **lists, **topic_lists()}
    )


def judge(
    words: Words,
    units: Sequence[Unit],
    places: Places,
    *,
    profile: Profile | None = None,
    counts: Mapping[str, Count] | None = None,
    sums: Mapping[str, float] | None = None,
) -> Relevance:
    """Units and places are those found in `words`; `counts` is a tally over the profile's lexicon and `sums`
    are the `topic_sums` of the text, when they are at hand."""
    profile = profile or police_profile()
    if counts is None:
        counts = tally(words, profile.lexicon)
    measures, evidence = measure(units, places, profile, counts, topic_sums(counts) if sums is None else sums)
    reasons = [
        Reason(rule, round(weight * measures[rule], 2), tuple(evidence.get(rule, ())[:_SHOWN]))
        for rule, weight in profile.weights.items()
        if measures.get(rule) and abs(weight * measures[rule]) >= _TELLING
    ]
    sum_ = profile.weights["bias"] + sum(
        weight * measures.get(rule, 0.0) for rule, weight in profile.weights.items()
    )
    score = chance(sum_) if measures["in_regions"] else 0.0
    return Relevance(
        score >= 0.5, round(score, 3), tuple(sorted(reasons, key=lambda reason: -abs(reason.weight)))
    )


def measure(
    units: Sequence[Unit],
    places: Places,
    profile: Profile,
    counts: Mapping[str, Count],
    sums: Mapping[str, float],
) -> tuple[dict[str, float], dict[str, Sequence[Span]]]:
    """What the profile's weights are multiplied with, and the places in the text behind each."""
    measures: dict[str, float] = {}
    evidence: dict[str, Sequence[Span]] = {}
    for name in profile.weighed:
        count = counts.get(name, NONE)
        headline, opening, times, _ = count.measures
        for where, value in (("headline", headline), ("opening", opening), ("times", times)):
            measures[f"{name}_{where}"], evidence[f"{name}_{where}"] = value, count.evidence
    wanted = [unit for unit in units if _is_wanted(unit, profile)]
    named = [place for place in (*places.events, *places.others) if _lies_in(place.code, profile.codes)]
    measures["units"], evidence["units"] = float(bool(wanted)), _spans(wanted)
    measures["places"], evidence["places"] = float(bool(named)), _spans(named)
    measures["in_regions"] = float(bool(not profile.codes or wanted or named))
    topic = max(_POLICE_TOPICS, key=lambda name: sums.get(name, -_FAR))
    measures["topic"] = max(-_FAR, min(_FAR, sums.get(topic, -_FAR)))
    evidence["topic"] = counts.get(f"{topic}/names", NONE).evidence
    abroad = counts.get("abroad", NONE)
    measures["abroad"] = 0.0 if units else abroad.measures[2]
    evidence["abroad"] = abroad.evidence
    return measures, evidence


def _is_wanted(unit: Unit, profile: Profile) -> bool:
    if profile.unit_keys:
        return compact(unit.name) in profile.unit_keys
    return _lies_in(unit.code, profile.codes)


def _lies_in(code: str, codes: Sequence[str]) -> bool:
    return not codes or any(code.startswith(region) for region in codes)


def _spans(found: Sequence[Unit] | Sequence[Place]) -> list[Span]:
    return sorted(set(chain.from_iterable(one.evidence for one in found)))
