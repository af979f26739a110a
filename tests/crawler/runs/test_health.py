"""A source is judged against its own past, in a real store."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crawler.runs.health import examine
from crawler.runs.states import Health, State
from storage.store import Store
from tests.crawler.runs.histories import days_of, round_of, watched

NOW = datetime(2026, 2, 18, 6, 0, tzinfo=UTC)  # a Wednesday, 13.00 WIB


def hours(ago: float) -> datetime:
    return NOW - timedelta(hours=ago)


def judged(store: Store, at: datetime = NOW) -> Health:
    return examine(store, ["sumeks"], at)[0]


def test_a_small_paper_of_two_articles_a_day_is_well(store: Store) -> None:
    watched(store, at=NOW)
    days_of(store, NOW, 30)
    health = judged(store)
    assert (health.state, health.evidence) == (State.WELL, "0 new")
    assert health.figures["with_date"] == 1.0


def test_a_source_just_added_is_new_and_not_ill(store: Store) -> None:
    assert judged(store).state is State.NEW
    watched(store, at=NOW)
    round_of(store, hours(2), 0, trigger="import")
    assert judged(store).evidence == "not crawled yet"
    round_of(store, hours(1), 10)
    health = judged(store)
    assert (health.state, health.since) == (State.NEW, hours(1))
    assert "1 good run, 10 articles" in health.evidence


def test_a_weekend_is_no_silence_and_neither_is_a_day_on_which_nobody_looked(store: Store) -> None:
    watched(store, at=NOW)
    monday_noon = NOW - timedelta(days=2, hours=1)
    days_of(store, monday_noon, 40, rest=frozenset({5, 6}))
    assert judged(store, monday_noon).state is State.WELL
    # the machine was off for ten days: then a round, without news so far
    round_of(store, monday_noon + timedelta(days=10), 0)
    assert judged(store, monday_noon + timedelta(days=10, hours=1)).state is State.WELL


@pytest.mark.parametrize(("rest", "silent_after"), [(frozenset[int](), 3), (frozenset({5, 6}), 5)])
def test_a_source_is_silent_when_it_rests_longer_than_ever(
    store: Store, rest: frozenset[int], silent_after: int
) -> None:
    watched(store, at=NOW)
    thursday = datetime(2026, 2, 12, 17, 0, tzinfo=UTC)  # midnight in Jakarta: Friday begins
    days_of(store, thursday, 40, rest=rest)
    for day in range(8):
        at = thursday + timedelta(days=day + 1)
        round_of(store, at - timedelta(hours=12), 0)
        found = judged(store, at + timedelta(minutes=1))
        assert found.state is (State.SILENT if day + 1 >= silent_after else State.WELL), day
    assert found.since == thursday - timedelta(days=1)
    assert "nothing new on 8 days with good rounds" in found.evidence


def test_a_silence_longer_than_what_is_looked_at_is_still_one(store: Store) -> None:
    watched(store, at=NOW)
    round_of(store, NOW - timedelta(days=200), 5)
    for ago in range(60, 0, -1):
        round_of(store, NOW - timedelta(days=ago), 0)
    health = judged(store)
    assert (health.state, health.since) == (State.SILENT, NOW - timedelta(days=200))


@pytest.mark.parametrize(
    ("lost", "told"),
    [
        ({"dated": False}, "a date on 0 of the newest 6 articles, 60 of 60 before"),
        ({"authored": False}, "an author on 0 of the newest 6 articles"),
        ({"titled": False}, "a title on 0 of the newest 6 articles"),
        ({"short": True}, "a text of the usual length on 0 of the newest 6 articles"),
        ({"doubts": ("two readers disagree",)}, "no doubts about 0 of the newest 6 articles"),
    ],
)
def test_fields_that_vanish_tell_of_a_changed_template_and_when(
    store: Store, lost: dict[str, bool], told: str
) -> None:
    watched(store, at=NOW)
    days_of(store, hours(80), 30)
    for ago in (72, 48, 24):
        round_of(store, hours(ago), 2, **lost)  # type: ignore[arg-type]  # one of its flags
    health = judged(store)
    assert (health.state, health.since) == (State.BROKEN, hours(72))
    assert told in health.evidence
    round_of(store, hours(1), 5)
    assert judged(store).state is State.WELL, "read again as it was"


def test_a_field_that_comes_and_goes_is_not_missed(store: Store) -> None:
    watched(store, at=NOW)
    for ago in range(90, 0, -1):  # every third day brings releases without an author
        round_of(store, NOW - timedelta(days=ago), 3, authored=ago % 3 != 1)
    assert judged(store).state is State.WELL


def test_pages_that_give_no_article_any_more_tell_of_a_changed_template(store: Store) -> None:
    watched(store, at=NOW)
    days_of(store, hours(20), 20)
    round_of(store, hours(10), 0, refused=("no text found",) * 4)
    round_of(store, hours(2), 0, refused=("no text found",) * 4)
    health = judged(store)
    assert (health.state, health.since) == (State.BROKEN, hours(10))
    assert "an article on 0 of the newest 8 new pages, 40 of 40 before: no text found" in health.evidence


@pytest.mark.parametrize(
    ("outcome", "why"), [("failed", "HTTP 403"), ("failed", "a challenge page"), ("refused", "a login page")]
)
def test_pages_that_are_declined_while_the_lists_answer_are_blocked(
    store: Store, outcome: str, why: str
) -> None:
    watched(store, at=NOW)
    days_of(store, hours(20), 20)
    round_of(store, hours(10), 0, **{outcome: (why,) * 9})  # type: ignore[arg-type]
    health = judged(store)
    assert (health.state, health.since) == (State.BLOCKED, hours(10))
    assert why in health.evidence


def test_pages_that_fail_in_one_run_are_a_bad_hour_and_in_two_a_state(store: Store) -> None:
    watched(store, at=NOW)
    days_of(store, hours(20), 20)
    round_of(store, hours(10), 1, failed=("HTTP 503",) * 9)
    assert judged(store).state is State.WELL
    round_of(store, hours(2), 0, failed=("HTTP 503",) * 9)
    health = judged(store)
    assert (health.state, health.since) == (State.FAILING, hours(10))
    assert "a good answer for 1 of the newest 19 pages, 40 of 40 before: HTTP 503" in health.evidence


def test_lists_that_name_a_handful_where_they_named_many_are_broken(store: Store) -> None:
    watched(store, at=NOW)
    days_of(store, hours(30), 20)
    for ago in range(25, 15, -2):
        round_of(store, hours(ago), 0, links=1)
    health = judged(store)
    assert health.state is State.BROKEN
    assert "the usual number of links a list (about 20) in 0 of the newest 5 runs" in health.evidence


@pytest.mark.parametrize(
    ("reason", "once", "twice"),
    [
        ("all 2 lists failed: HTTP 403", State.BLOCKED, State.BLOCKED),
        ("its only list failed: forbidden by robots.txt", State.BLOCKED, State.BLOCKED),
        ("HTTP 403, 5 times in a row: left alone until 2026-02-18", State.BLOCKED, State.BLOCKED),
        ("its only list failed: robots.txt: HTTP 503; so …", State.UNSTEADY, State.BLOCKED),
        ("its only list failed: robots.txt: host name not found; so …", State.UNSTEADY, State.GONE),
        ("all 2 lists failed: HTTP 410", State.GONE, State.GONE),
        ("all 2 lists failed: host name not found", State.UNSTEADY, State.GONE),
        ("all 3 lists failed: named no article", State.BROKEN, State.BROKEN),
        ("its only list failed: HTTP 500", State.UNSTEADY, State.FAILING),
        ("2 errors: see the log", State.UNSTEADY, State.FAILING),
    ],
)
def test_a_failed_run_is_judged_by_its_reason(store: Store, reason: str, once: State, twice: State) -> None:
    watched(store, at=NOW)
    days_of(store, hours(20), 10)
    for ago, state in ((4, once), (2, twice)):
        round_of(store, hours(ago), 0, outcome="failed", reason=reason)
        health = judged(store)
        assert (health.state, health.since) == (state, hours(4))
    assert "(the last 2 runs)" in health.evidence
    assert judged(store).figures["runs"] == 42


def test_a_source_that_never_had_a_good_run_is_told_at_once(store: Store) -> None:
    watched(store, at=NOW)
    round_of(store, hours(1), 0, outcome="failed", reason="its only list failed: HTTP 500")
    assert judged(store).state is State.FAILING


def test_articles_that_all_failed_are_told_with_why(store: Store) -> None:
    watched(store, at=NOW)
    days_of(store, hours(20), 10)
    reason = "all 3 articles failed"
    round_of(store, hours(1), 0, outcome="failed", reason=reason, failed=("a challenge page",) * 3)
    health = judged(store)
    assert health.state is State.BLOCKED
    assert health.evidence == "all 3 articles failed: a challenge page (the last run)"


def test_slow_answers_are_told_and_are_no_illness(store: Store) -> None:
    watched(store, at=NOW)
    days_of(store, hours(30), 10)
    for ago in range(5, 0, -1):
        round_of(store, hours(ago), 1, latency_ms=8100)
    health = judged(store)
    assert health.state is State.WELL
    assert "answers in 8.1 s, 0.2 s before" in health.evidence
