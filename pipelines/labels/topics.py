"""What an article is about: narkoba, kriminal, lalu-lintas, kamtibmas …, one or more, each with its words.

The words of each topic stand in `data/topics.toml`; how much a place in the headline or a second word counts
is the same for all topics and was learned from labelled articles (`data/weights.toml`). `operasi` is not
judged by words: it is there when a police operation is named. Knows nothing of units and places.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log1p
from pathlib import Path

from pipelines.labels.operation import Operation, find_operation
from pipelines.labels.tally import NONE, Count, tally
from pipelines.labels.terms import Lexicon
from pipelines.labels.weights import Measures, chance, weigh, weights
from pipelines.labels.words import Span, Words, as_words

_FILE = Path(__file__).parent / "data" / "topics.toml"
BAR = 0.4  # chance from which a topic is given: the best of .3 to .6 on labelled articles, all within .01
DOUBTFUL = 0.15  # the same for the one topic of an article that is relevant and would have none
OPERASI, LAIN = "operasi", "lain"
_SHOWN = 5  # places that are given as evidence of a topic


@dataclass(frozen=True, slots=True)
class Topic:
    """`score`: 0 to 1. `evidence` is empty for `lain` alone, which is given when no other topic is."""

    name: str
    score: float
    evidence: tuple[Span, ...]


@lru_cache(maxsize=1)
def topic_lists() -> Mapping[str, Sequence[str]]:
    """The vocabulary, as lists for a Lexicon: `narkoba/names`, `narkoba/signs` …, and `passed_over`."""
    file = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    passed_over = file.pop("passed_over")
    lists = {f"{topic}/{kind}": terms for topic, kinds in file.items() for kind, terms in kinds.items()}
    return {**lists, "passed_over": passed_over}


@lru_cache(maxsize=1)
def topic_names() -> Sequence[str]:
    """Those that are judged by their words, in the order of the file."""
    return tuple(dict.fromkeys(name.partition("/")[0] for name in topic_lists() if "/" in name))


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return Lexicon(topic_lists())


def find_topics(
    text: str | Words,
    *,
    counts: Mapping[str, Count] | None = None,
    sums: Mapping[str, float] | None = None,
    operation: Operation | None = None,
    relevant: bool = False,
) -> tuple[Topic, ...]:
    """The topics of a text, the likeliest first.

    `counts` (a tally over at least `topic_lists()`), `sums` (`topic_sums` of them) and `operation` are those
    of the same text, when they are at hand. `relevant`: it is known to be of the police, so that a doubtful
    topic is likelier than none.
    """
    words = as_words(text)
    if counts is None:
        counts = tally(words, _lexicon())
        operation = operation or find_operation(words)
    sums = topic_sums(counts) if sums is None else sums
    chances = sorted(((chance(sum_), name) for name, sum_ in sums.items()), reverse=True)
    likely = [one for one in chances if one[0] >= BAR]
    if relevant and not likely and operation is None:
        likely = [one for one in chances[:1] if one[0] >= DOUBTFUL]
    found = [Topic(name, round(score, 3), _evidence(counts, name)) for score, name in likely]
    if operation is not None:
        found.append(Topic(OPERASI, 1.0, operation.evidence))
    return tuple(found) or (Topic(LAIN, 1.0, ()),)


def topic_sums(counts: Mapping[str, Count]) -> dict[str, float]:
    """By topic the weighted sum of its measures: above 0 is likelier than not."""
    table = weights()["topics"]
    return {name: weigh(one, table) for name, one in topic_measures(counts).items()}


def topic_measures(counts: Mapping[str, Count]) -> dict[str, Measures]:
    """What is weighed, by topic; only of topics that have a word in the text."""
    names = [name for name in topic_names() if f"{name}/names" in counts or f"{name}/signs" in counts]
    points = {name: _points(counts, name) for name in names}
    best, all_ = max(points.values(), default=1.0), sum(points.values())
    return {name: _measures(counts, name, points[name] / best, points[name] / all_) for name in names}


def _points(counts: Mapping[str, Count], name: str) -> float:
    """Rough weight of a topic in the text: only its share of the others' is used."""
    named, signs = counts.get(f"{name}/names", NONE), counts.get(f"{name}/signs", NONE)
    return (
        3 * min(named.title, 2)
        + min(named.opening, 4)
        + 0.5 * min(named.times, 8)
        + 0.3 * max(len(signs.terms), 0.1)
    )


def _measures(counts: Mapping[str, Count], name: str, of_best: float, of_all: float) -> Measures:
    headline, opening, times, terms = counts.get(f"{name}/names", NONE).measures
    signs = counts.get(f"{name}/signs", NONE)
    return {
        "headline": headline,
        "opening": opening,
        "times": times,
        "terms": terms,
        "signs_opening": log1p(min(signs.opening, 6)),
        "signs_terms": log1p(len(signs.terms)),
        "of_best": of_best,
        "of_all": of_all,
    }


def _evidence(counts: Mapping[str, Count], name: str) -> tuple[Span, ...]:
    spans = counts.get(f"{name}/names", NONE).evidence or counts.get(f"{name}/signs", NONE).evidence
    return tuple(spans[:_SHOWN])
