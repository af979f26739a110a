"""Measures labels on the labelled part of the shared corpus: `python -m tests.benchmarks.labels [--fit]`.

Relevance, topics, event dates, operations, agencies, datelines, and how many articles a second are labelled
with everything. Relevance and topics are judged a second time by weights learned without the article's host.
`--fit` prints the weights that all articles give.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.labels.label import Labels, label_text
from pipelines.labels.topics import BAR, LAIN, OPERASI
from pipelines.labels.weights import weights
from tests.benchmarks import label_weights as learning
from tests.benchmarks.stories import GOLD, Score, document

TOPICS = (
    *("pemilu", "narkoba", "kriminal", "lalu-lintas", "kamtibmas", "operasi", "bencana-karhutla"),
    *("internal-polri", "terorisme-separatisme", "korupsi", "sosial", "lain"),
)


@dataclass(frozen=True, slots=True)
class Judged:
    row: dict[str, Any]
    labels: Labels


@dataclass(frozen=True, slots=True)
class Share:
    """`right` of `all_`; `errors` are lines for a reader."""

    right: int
    all_: int
    errors: tuple[str, ...]

    @property
    def value(self) -> float:
        return self.right / self.all_ if self.all_ else 0.0

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.right} of {self.all_})"


def read_rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLD / "articles.jsonl").read_text(encoding="utf-8").splitlines()]


def judge_rows(rows: Iterable[dict[str, Any]], *, dated: bool = False) -> list[Judged]:
    """`dated`: with the day of publication known."""
    return [
        Judged(row, label_text(row["text"], title=row["title"], published_at=_published(row, dated)))
        for row in rows
    ]


def _published(row: dict[str, Any], dated: bool) -> Any:
    return document(row).published_at if dated else None


def relevance_score(pairs: Sequence[tuple[dict[str, Any], bool]]) -> tuple[Score, list[str]]:
    """(row, said to be relevant)."""
    errors = [
        f"{'missed' if row['relevant'] else 'wrong '} {_named(row)}{' (borderline)' * row['borderline']}"
        for row, said in pairs
        if said != row["relevant"]
    ]
    return _score([(said, row["relevant"]) for row, said in pairs]), errors


def topic_score(pairs: Sequence[tuple[dict[str, Any], frozenset[str]]]) -> tuple[Score, list[str]]:
    """Over all topics together: each topic of each article is one decision."""
    errors = [
        f"{_named(row)}: labelled {', '.join(sorted(row['topics']))}; got {', '.join(sorted(said))}"
        for row, said in pairs
        if said != frozenset(row["topics"])
    ]
    return _score([(name in said, name in row["topics"]) for row, said in pairs for name in TOPICS]), errors


def _score(decisions: Sequence[tuple[bool, bool]]) -> Score:
    """(said, labelled)."""
    return Score(
        right=sum(said and right for said, right in decisions),
        wrong=sum(said and not right for said, right in decisions),
        missed=sum(right and not said for said, right in decisions),
    )


def event_dates(judged: Iterable[Judged], *, likely: bool = False) -> tuple[Share, Share]:
    """Right ones of those labelled; dates given where none is labelled. `likely`: with the publication's."""
    labelled: list[tuple[bool, str]] = []
    unlabelled: list[tuple[bool, str]] = []
    for one in judged:
        event, wanted = one.labels.event, one.row["event_date"]
        day = (event.likely if likely else event.day) if event else None
        said = day.isoformat() if day else None
        line = f"{_named(one.row)}: labelled {wanted}, got {said}"
        (labelled if wanted else unlabelled).append((said == wanted, line))
    return _share(labelled), _share([(not right, line) for right, line in unlabelled], errors_are=True)


def _share(decisions: Sequence[tuple[bool, str]], *, errors_are: bool = False) -> Share:
    return Share(
        sum(right for right, _ in decisions),
        len(decisions),
        tuple(line for right, line in decisions if right is errors_are),
    )


def same(judged: Iterable[Judged], key: str) -> Share:
    """One label, as labelled: `operation`, `source`, `dateline`; capitals and blanks are let go."""
    decisions = []
    for one in judged:
        said = {
            "operation": one.labels.operation.name if one.labels.operation else None,
            "source": one.labels.agency.name if one.labels.agency else None,
            "dateline": one.labels.places.dateline,
        }[key]
        right = _loose(said) == _loose(one.row[key])
        decisions.append((right, f"{_named(one.row)}: labelled {one.row[key]}, got {said}"))
    return _share(decisions)


def _loose(text: str | None) -> str:
    return "".join((text or "").split()).casefold()


def _named(row: dict[str, Any]) -> str:
    return f"{row['id']} {(row['title'] or row['text'])[:70]!r}"


def speed(rows: Sequence[dict[str, Any]]) -> float:
    """Articles a second of processor time, the best of three rounds."""
    best = float("inf")
    for _ in range(3):
        started = time.process_time()
        for row in rows:
            label_text(row["text"], title=row["title"])
        best = min(best, time.process_time() - started)
    return len(rows) / best


def cross_validated(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Relevance and topics by weights that were learned without the article's host."""
    readings = learning.read_rows(rows)
    relevant = learning.held_out(readings, learning.relevance_samples, "relevance", learning.is_relevant_by)
    pairs = [(dict(one.row), said) for one, said in relevant]
    yield f"relevance, learned without the host: {relevance_score(pairs)[0]}"
    clear = [(row, said) for row, said in pairs if not row["borderline"]]
    yield f"relevance, learned without the host, no borderline: {relevance_score(clear)[0]}"
    topics = learning.held_out(
        readings, learning.topic_samples, "topics", lambda one, table: learning.topics_by(one, table, BAR)
    )
    named = {one.row["id"]: one.labels.operation is not None for one in judge_rows(rows)}
    said_topics = [
        (dict(one.row), (said | ({OPERASI} if named[one.row["id"]] else set())) or frozenset({LAIN}))
        for one, said in topics
    ]
    yield f"topics, learned without the host: {topic_score(said_topics)[0]}"


def report(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    judged, dated = judge_rows(rows), judge_rows(rows, dated=True)
    pairs = [(one.row, one.labels.relevance.relevant) for one in judged]
    score, errors = relevance_score(pairs)
    yield f"relevance: {score}"
    yield f"relevance, no borderline: {relevance_score([p for p in pairs if not p[0]['borderline']])[0]}"
    yield from _indented(errors)
    score, errors = topic_score([(j.row, frozenset(t.name for t in j.labels.topics)) for j in judged])
    yield f"topics: {score}"
    yield from _indented(errors)
    yield from cross_validated(rows)
    right, given = event_dates(judged)
    yield f"event date right where labelled: {right}; given where none is labelled: {given}"
    yield from _indented((*right.errors, *given.errors))
    right, given = event_dates(dated, likely=True)
    yield f"the same, completed by the day of publication: {right}; {given}"
    for key in ("operation", "source", "dateline"):
        share = same(judged, key)
        yield f"{key}: {share}"
        yield from _indented(share.errors)
    yield f"all labels: {speed(rows):.0f} articles a second and core"


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"    {line}" for line in lines)


def fitted(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    readings = learning.read_rows(rows)
    for name, samples in (("topics", learning.topic_samples), ("relevance", learning.relevance_samples)):
        yield f"[{name}]"
        for measure, weight in learning.learn(samples(readings), weights()[name]).items():
            yield f"{measure} = {weight}"


def main() -> None:
    if not GOLD.is_dir():
        raise SystemExit(f"no labelled articles at {GOLD}: nothing to measure")
    for line in (fitted if "--fit" in sys.argv[1:] else report)(read_rows()):
        print(line)


if __name__ == "__main__":
    main()
