"""The day of the event as stories believe it, and the keys that carry the day of publication."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pipelines.stories.events import BUCKET, EVENT_BAND, compare_events
from pipelines.stories.profile import event_date, profile_of
from pipelines.stories.relations import Relation
from tests.pipelines.stories.newsdesk import MORNING, THEFT, THEFT_RETOLD, article
from tests.pipelines.stories.test_events import RETOLD

LATER = "Penangkapan itu terjadi pada {} menjelang subuh."


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Senin (16/2/2026)", "2026-02-16"),
        ("Minggu (15/2)", "2026-02-15"),  # the year by the day of publication
        ("Senin (16/1/2026)", None),  # a Friday: one of the two is wrong
        ("bulan lalu", None),
    ],
)
def test_a_day_is_believed_where_its_weekday_agrees(written: str, day: str | None) -> None:
    assert event_date(article(1, f"Polisi menangkap pelaku.\n{LATER.format(written)}")) == day


def test_the_day_of_publication_is_counted_where_most_papers_are() -> None:
    late = datetime(2026, 2, 15, 18, 0, tzinfo=UTC)  # the 16th there
    text = "Kebakaran terjadi pagi tadi di Pasar Ikan."
    told = article(1, text, published_at=late)
    assert event_date(told) == event_date(replace(told, published_at=late + timedelta(hours=4)))


def related(first: str, second: str) -> Relation | None:
    a = profile_of(article(1, THEFT.replace("Senin (16/2/2026)", first)))
    b = profile_of(article(2, f"{THEFT_RETOLD}\n{LATER.format(second)}", title=RETOLD))
    verdict = compare_events(a.event, b.event)
    return verdict.relation if verdict else None


def test_events_of_two_days_are_one_case_and_a_misprint_parts_nothing() -> None:
    assert related("Senin (16/2/2026)", "Senin (16/2/2026)") is Relation.SAME_EVENT
    assert related("Senin (16/2/2026)", "Sabtu (14/2/2026)") is Relation.SAME_CASE
    assert related("Senin (16/2/2026)", "Senin (16/1/2026)") is Relation.SAME_EVENT


def test_rare_words_of_neighbouring_days_lie_side_by_side_in_a_store() -> None:
    def words(days: int) -> list[int]:
        made = profile_of(article(1, THEFT, published_at=MORNING + timedelta(days=days)))
        return [key.hash for key in made.keys if key.band == EVENT_BAND]

    first, next_, much_later = words(0), words(BUCKET), words(900)
    assert max(first) < min(next_) < max(next_) < min(much_later)
    assert len(set(first)) == len(first)
    assert not set(first) & set(next_)
