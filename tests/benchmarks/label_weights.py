"""Learns the weights of `pipelines/labels/data/weights.toml` from labelled articles: logistic regression.

Small on purpose: some 130 articles bear a dozen weights and no more. Plain Python, some seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from pipelines.labels.places import Places, find_places
from pipelines.labels.relevance import measure, police_profile
from pipelines.labels.tally import Count, tally
from pipelines.labels.topics import topic_measures, topic_names, topic_sums
from pipelines.labels.units import Unit, find_units
from pipelines.labels.weights import Measures, chance, weigh, weights
from pipelines.labels.words import Words, read

PENALTY = 1.0  # of a weight's square; the bias has none
STEPS = 300
SET_BY_HAND = "abroad"
FOLDS = 8
Weights = dict[str, float]


@dataclass(frozen=True, slots=True)
class Reading:
    """A labelled article and what was found in it once, whatever the weights."""

    row: Mapping[str, Any]
    words: Words
    units: tuple[Unit, ...]
    places: Places
    counts: Mapping[str, Count]


@dataclass(frozen=True, slots=True)
class Sample:
    measures: Measures
    right: bool


def read_rows(rows: Iterable[Mapping[str, Any]]) -> list[Reading]:
    return [_reading(row) for row in rows]


def _reading(row: Mapping[str, Any]) -> Reading:
    words = read(row["text"], title=row["title"] or "")
    units = find_units(words)
    places = find_places(words, units=units)
    return Reading(row, words, units, places, tally(words, police_profile().lexicon))


def topic_samples(readings: Iterable[Reading]) -> list[Sample]:
    """One for each article and topic."""
    return [
        Sample(measures, name in one.row["topics"])
        for one in readings
        for name, measures in topic_measures(one.counts).items()
    ]


def relevance_samples(readings: Iterable[Reading]) -> list[Sample]:
    return [Sample(relevance_measures(one), one.row["relevant"]) for one in readings]


def relevance_measures(one: Reading) -> Measures:
    return measure(one.units, one.places, police_profile(), one.counts, topic_sums(one.counts))[0]


def learn(samples: Sequence[Sample], table: Mapping[str, float]) -> Weights:
    """Weights for the measures that `table` names; what is set by hand stays."""
    names = [name for name in table if name not in ("bias", SET_BY_HAND)]
    rows = [([1.0, *(one.measures.get(name, 0.0) for name in names)], one.right) for one in samples]
    found = [0.0] * (len(names) + 1)
    seen = [1e-8] * len(found)
    for _ in range(STEPS):  # AdaGrad: Duchi, Hazan and Singer, 2011
        slope = [0.0, *(PENALTY * weight for weight in found[1:])]
        for values, right in rows:
            off = chance(sum(weight * value for weight, value in zip(found, values, strict=True))) - right
            slope = [old + off * value for old, value in zip(slope, values, strict=True)]
        seen = [old + new * new for old, new in zip(seen, slope, strict=True)]
        found = [w - s / sqrt(all_) for w, s, all_ in zip(found, slope, seen, strict=True)]
    learned = dict(zip(("bias", *names), (round(weight, 2) for weight in found), strict=True))
    return learned | {name: weight for name, weight in table.items() if name == SET_BY_HAND}


def folds(readings: Sequence[Reading]) -> Iterator[tuple[list[Reading], list[Reading]]]:
    """(the others, those of some hosts), until each host has been left out once."""
    hosts = sorted({one.row["host"] for one in readings})
    for i in range(FOLDS):
        out = set(hosts[i::FOLDS])
        yield (
            [one for one in readings if one.row["host"] not in out],
            [one for one in readings if one.row["host"] in out],
        )


def held_out(
    readings: Sequence[Reading],
    samples: Callable[[Iterable[Reading]], list[Sample]],
    table: str,
    judge: Callable[[Reading, Weights], Hashable],
) -> list[tuple[Reading, Any]]:
    """Each article judged by weights that no article of its host had a part in."""
    judged = []
    for others, left_out in folds(readings):
        learned = learn(samples(others), weights()[table])
        judged += [(one, judge(one, learned)) for one in left_out]
    return judged


def topics_by(one: Reading, table: Weights, bar: float) -> frozenset[str]:
    measures = topic_measures(one.counts)
    return frozenset(
        name for name in topic_names() if name in measures and chance(weigh(measures[name], table)) >= bar
    )


def is_relevant_by(one: Reading, table: Weights) -> bool:
    return weigh(relevance_measures(one), table) >= 0
