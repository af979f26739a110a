"""A source is judged against its own past: well, silent, failing, broken, blocked or gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from crawler.runs.health import Health, State, judge_health
from storage.store import Run, Sample, Vitals

NOW = datetime(2026, 2, 16, 6, 0, tzinfo=UTC)
GOOD = Sample(articles=20, with_date=20, with_author=18, median_words=300)
DAYS = tuple((NOW - timedelta(days=n)).date().isoformat() for n in range(30))
VITALS = Vitals(
    recent=GOOD,
    before=replace(GOOD, articles=100, with_date=98, with_author=90),
    last_new_at=NOW - timedelta(hours=2),
    new_days=DAYS,
    list_troubles=(),
)


def run(hours_ago: float, outcome: str = "ok", reason: str = "3 new", trigger: str = "cron") -> Run:
    started = NOW - timedelta(hours=hours_ago)
    return Run(
        id=1,
        source="sumeks",
        started_at=started,
        finished_at=started,
        outcome=outcome,
        reason=reason,
        trigger=trigger,
        figures={},
    )


def judged(*runs: Run, vitals: Vitals = VITALS, now: datetime = NOW) -> Health:
    return judge_health("sumeks", runs, vitals, now)


def test_a_source_whose_runs_are_good_is_well_since_the_first_of_them() -> None:
    health = judged(run(1), run(2), run(3, "failed", "HTTP 500"))
    assert (health.state, health.since) == (State.WELL, NOW - timedelta(hours=2))


def test_a_source_that_was_never_crawled_is_new_and_not_ill() -> None:
    assert judged().state is State.NEVER
    assert judged(run(1, trigger="import")).state is State.NEVER
    assert judged(run(1, "running")).state is State.NEVER


@pytest.mark.parametrize(
    ("reason", "state"),
    [
        ("all 2 lists failed: HTTP 403", State.BLOCKED),
        ("robots.txt answers HTTP 503, so nothing is asked there", State.BLOCKED),
        ("all 2 lists failed: host name not found", State.GONE),
        ("all 3 lists failed: connection refused", State.GONE),
        ("all 3 lists failed: named no article", State.BROKEN),
        ("2 errors: see the log", State.FAILING),
    ],
)
def test_a_failed_run_is_judged_by_its_reason(reason: str, state: State) -> None:
    health = judged(run(1, "failed", reason), run(2, "failed", reason), run(3))
    assert (health.state, health.since) == (state, NOW - timedelta(hours=2))
    assert "the last 2 runs" in health.evidence


def test_the_lists_say_what_the_run_does_not() -> None:
    vitals = replace(VITALS, list_troubles=(("https://x.example/rss", 403, "HTTP 403"),))
    assert judged(run(1, "failed", "all 2 lists failed"), vitals=vitals).state is State.BLOCKED


@pytest.mark.parametrize(
    ("recent", "told"),
    [
        (replace(GOOD, with_date=3), "a date on 15%"),
        (replace(GOOD, with_author=2), "an author on 10%"),
        (replace(GOOD, median_words=40), "40 words an article, 300 before"),
    ],
)
def test_fields_that_vanish_tell_of_a_changed_template(recent: Sample, told: str) -> None:
    health = judged(run(1), vitals=replace(VITALS, recent=recent))
    assert health.state is State.BROKEN
    assert told in health.evidence


def test_a_field_that_was_always_rare_is_not_missed() -> None:
    before = replace(VITALS.before, with_author=30)
    health = judged(run(1), vitals=replace(VITALS, before=before, recent=replace(GOOD, with_author=0)))
    assert health.state is State.WELL


def test_too_few_articles_say_nothing_of_the_template() -> None:
    few = Sample(articles=5, with_date=0, with_author=0, median_words=10)
    assert judged(run(1), vitals=replace(VITALS, recent=few)).state is State.WELL


def test_a_daily_paper_is_silent_after_four_days_and_a_weekly_one_is_not() -> None:
    quiet = replace(VITALS, last_new_at=NOW - timedelta(days=4, hours=1))
    daily = replace(quiet, new_days=DAYS[4:])
    weekly = replace(quiet, new_days=DAYS[4::7])
    assert judged(run(1), vitals=daily).state is State.SILENT
    assert "nothing new for 4 days" in judged(run(1), vitals=daily).evidence
    assert judged(run(1), vitals=weekly).state is State.WELL
