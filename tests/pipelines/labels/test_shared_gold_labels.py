"""Floors for relevance, topics and days on labelled articles of real outlets, where they are at hand."""

from __future__ import annotations

import pytest

from tests.benchmarks.labels import (
    GOLD,
    Judged,
    event_dates,
    judge_rows,
    read_rows,
    relevance_score,
    same,
    topic_score,
)

pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason="no labelled articles beside the project")


@pytest.fixture(scope="module")
def judged() -> list[Judged]:
    return judge_rows(read_rows())


def test_relevance_is_judged_as_a_reader_does(judged: list[Judged]) -> None:
    pairs = [(one.row, one.labels.relevance.relevant) for one in judged]
    score, errors = relevance_score(pairs)
    assert score.f1 >= 0.96, errors
    clear, errors = relevance_score([pair for pair in pairs if not pair[0]["borderline"]])
    assert clear.f1 >= 0.98, errors


def test_topics_are_those_of_a_reader(judged: list[Judged]) -> None:
    pairs = [(one.row, frozenset(topic.name for topic in one.labels.topics)) for one in judged]
    score, errors = topic_score(pairs)
    assert score.f1 >= 0.90, errors


def test_days_of_events_are_right_and_hardly_ever_invented(judged: list[Judged]) -> None:
    right, given = event_dates(judged)
    assert right.value >= 0.90, right.errors
    assert given.value <= 0.05, given.errors


@pytest.mark.parametrize(("key", "floor"), [("operation", 0.99), ("source", 0.96), ("dateline", 0.98)])
def test_what_is_printed_is_read(judged: list[Judged], key: str, floor: float) -> None:
    share = same(judged, key)
    assert share.value >= floor, share.errors
