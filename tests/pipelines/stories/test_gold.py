"""Floors on the labelled part of the shared corpus; skipped where that is absent."""

from __future__ import annotations

import pytest

from pipelines.stories.group import Grouped, group_articles
from tests.benchmarks.stories import GOLD, Gold, copy_score, event_score, read_gold, through_a_store

pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason="the shared corpus is absent")


@pytest.fixture(scope="module")
def gold() -> Gold:
    return read_gold()


@pytest.fixture(scope="module")
def grouped(gold: Gold) -> dict[str, Grouped]:
    return {str(one.id): one for one in group_articles(gold.documents.values())}


def test_copies_are_found(gold: Gold, grouped: dict[str, Grouped]) -> None:
    score, errors = copy_score(gold, grouped)
    assert score.f1 >= 0.97, errors
    assert score.right >= 60


def test_no_look_alike_is_merged_as_a_copy(gold: Gold, grouped: dict[str, Grouped]) -> None:
    def text(url: str) -> object:
        return grouped[url].copy_of or url

    merged = [pair for pair in gold.lookalikes if text(pair.a) == text(pair.b)]
    assert len(gold.lookalikes) >= 30
    assert merged == []


def test_events_in_other_words_are_found(gold: Gold, grouped: dict[str, Grouped]) -> None:
    score, errors = event_score(gold, grouped)
    assert score.precision >= 0.95, errors
    assert score.recall >= 0.70, errors


def test_a_store_that_articles_come_to_in_any_order_finds_the_same(gold: Gold) -> None:
    found, _ = through_a_store(gold, seed=7)
    copies, wrong_copies = copy_score(gold, found)
    assert copies.f1 >= 0.97, wrong_copies
    assert [pair for pair in gold.lookalikes if _text(found[pair.a]) == _text(found[pair.b])] == []
    same, wrong_events = event_score(gold, found)
    assert same.precision >= 0.95, wrong_events
    assert same.recall >= 0.70, wrong_events


def _text(one: Grouped) -> object:
    return one.copy_of or one.id
