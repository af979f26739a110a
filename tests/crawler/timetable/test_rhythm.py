"""When a source comes next: its habits within its bounds, its failures, what its hosts ask for; and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.manners import HostWait
from crawler.timetable.habits import habits_of
from crawler.timetable.rhythm import due_turns, next_turn, span
from spiders.catalog.interval import interval_bounds
from spiders.catalog.source import Source
from storage.store import WEEK_HOURS, Past
from tests.crawler.timetable.sources import run, source

JAKARTA = ZoneInfo("Asia/Jakarta")
NOW = datetime(2026, 2, 16, 5, 0, tzinfo=UTC)  # a Monday; 12:00 in Jakarta


def ago(**length: float) -> datetime:
    return NOW - timedelta(**length)


def office(per_hour: int = 8, *, weekend: bool = False) -> tuple[int, ...]:
    """Four weeks of a desk that works from eight to four in Jakarta: articles by hour of the week in UTC."""
    news = [0] * WEEK_HOURS
    for day in range(7 if weekend else 5):
        for hour in range(8, 16):
            news[day * 24 + hour - 7] = per_hour
    return tuple(news)


def watched(news: tuple[int, ...], last: datetime = NOW, **more: object) -> Past:
    known = Past(last_good=last, runs=(run(last),), watched_since=ago(days=60), news=news)
    return replace(known, **more)  # type: ignore[arg-type]  # of the fields' own types, each


def gap(news: tuple[int, ...], last: datetime, row: Source | None = None) -> timedelta:
    """How long after a good run the next one comes."""
    turn = next_turn(row or source(), watched(news, last), last, JAKARTA)
    assert turn.at is not None
    return turn.at - last


def at(day: int, hour: int) -> datetime:
    """An hour of that week in Jakarta; day 0 is Monday."""
    return datetime(2026, 2, 16 + day, hour, tzinfo=JAKARTA).astimezone(UTC)


def test_a_source_of_which_little_is_known_comes_as_written() -> None:
    assert gap((0,) * WEEK_HOURS, NOW) == timedelta(minutes=30)
    young = watched(office(), watched_since=ago(days=6))
    turn = next_turn(source(), young, NOW, JAKARTA)
    assert turn.at == NOW + timedelta(minutes=30)
    assert "until more is known of its habits" in turn.why


def test_busy_hours_are_asked_oftener_than_quiet_nights_and_weekends() -> None:
    news = office()
    noon, night, sunday = gap(news, at(1, 11)), gap(news, at(1, 23)), gap(news, at(6, 11))
    assert timedelta(minutes=15) <= noon < timedelta(minutes=30) < sunday
    assert night == timedelta(hours=2), "four times the interval, and no longer"


def test_a_night_of_a_desk_with_office_hours_is_a_round_or_two() -> None:
    assert timedelta(hours=4) < gap(office(), at(1, 20), source(interval_max="12h")) < timedelta(hours=12)


def test_a_source_of_few_articles_is_asked_seldom_and_one_of_many_oftener_than_written() -> None:
    few = tuple(1 if hour % 8 == 0 else 0 for hour in range(WEEK_HOURS))  # 21 in four weeks
    assert gap(few, NOW) == timedelta(hours=2)
    many = (4 * 40,) * WEEK_HOURS  # forty an hour: a short feed would be full in a quarter of one
    assert gap(many, NOW) == timedelta(minutes=15)


def test_a_weeks_rounds_are_about_as_many_as_written() -> None:
    row, moment, turns = source(), at(0, 0), 0
    while moment < at(0, 0) + timedelta(days=7):
        turn = next_turn(row, watched(office(weekend=True), moment), moment, JAKARTA)
        assert turn.at is not None
        moment, turns = turn.at, turns + 1
    assert 0.5 < turns / (7 * 48) < 1.3


def test_the_habits_are_those_of_the_sources_own_zone() -> None:
    papua = source(zone="Asia/Jayapura")
    habits = habits_of(watched(office()), NOW, ZoneInfo("Asia/Jayapura"))
    assert habits is not None
    assert habits.rates[12] > 5 * habits.rates[4], "eight to four in Jakarta is ten to six in Jayapura"
    assert habits.rates[17] > 5 * habits.rates[3]
    assert gap(office(), at(1, 11), papua) < timedelta(minutes=30)


def test_rounds_that_bring_more_than_usual_bring_the_next_one_sooner_and_empty_ones_later() -> None:
    lines = {}
    for stored in (0, 20):
        runs = tuple(run(at(1, 13) - timedelta(minutes=30 * n), stored=stored) for n in range(6))
        known = watched(office(12), at(1, 13), runs=runs)
        lines[stored] = next_turn(source(interval_min="5m"), known, at(1, 13), JAKARTA)
    assert lines[20].at < lines[0].at  # type: ignore[operator]  # neither is None
    assert "brought more than usual" in lines[20].why
    assert "fewer" in lines[0].why


def test_equal_bounds_leave_the_interval_alone() -> None:
    row = source(interval_min="30m", interval_max="30m")
    assert {gap(office(), at(day, hour), row) for day in range(7) for hour in range(24)} == {
        timedelta(minutes=30)
    }


def test_a_source_that_fails_is_asked_less_often_up_to_its_bound() -> None:
    gaps = []
    for failed in range(1, 6):
        runs = (*(run(ago(minutes=n), "failed", reason="HTTP 503") for n in range(failed)), run(ago(days=2)))
        turn = next_turn(source(), Past(last_good=ago(days=2), runs=runs), NOW, JAKARTA)
        assert turn.at is not None
        assert "HTTP 503" in turn.why
        gaps.append((turn.at - NOW) / timedelta(minutes=1))
    assert gaps == [30, 60, 120, 120, 120]


def test_a_run_that_was_cut_off_goes_on_at_once_but_not_for_ever() -> None:
    cut = run(ago(minutes=1), "interrupted", reason="killed")
    known = Past(last_good=ago(days=2), runs=(cut, run(ago(days=2))))
    assert next_turn(source(), known, NOW, JAKARTA).at == NOW
    twice = replace(known, runs=(cut, cut, run(ago(days=2))))
    assert next_turn(source(), twice, NOW, JAKARTA).at == ago(minutes=1) + timedelta(hours=1)


def test_a_source_never_crawled_is_due_and_one_that_runs_is_told_by_the_run_before() -> None:
    assert next_turn(source(), Past(), NOW, JAKARTA).at == NOW
    running = replace(watched((0,) * WEEK_HOURS), runs=(run(NOW, "running"), run(ago(minutes=10))))
    assert next_turn(source(), running, NOW, JAKARTA).at == NOW + timedelta(minutes=20)


def wait(host: str, until: datetime, noted: datetime = NOW) -> HostWait:
    return HostWait(host=host, until=until, reason="HTTP 429", tries=1, noted_at=noted)


def due(row: Source, *waits: HostWait) -> bool:
    [(_, _, is_due)] = due_turns([row], {}, NOW, JAKARTA, waits)
    return is_due


def test_a_source_whose_host_is_left_alone_is_not_due() -> None:
    row = source(feeds=("https://sumeks.id/feed",))
    later = NOW + timedelta(hours=1)
    assert due(row)
    assert not due(row, wait("sumeks.id", later))
    assert due(row, wait("sumeks.id", NOW)), "its time is over"
    assert due(row, wait("palpos.id", later)), "another host's"
    assert due(row, wait("sumeks.id", later, noted=NOW + timedelta(days=1))), "noted by a wrong clock"
    assert not due(row, wait("sumeks.id", NOW + timedelta(minutes=1))), "never a little early"
    turn = next_turn(row, Past(), NOW, JAKARTA, [wait("sumeks.id", later)])
    assert (turn.at, "left alone" in turn.why, "HTTP 429" in turn.why) == (later, True, True)


def test_a_source_with_lists_at_another_host_is_due_all_the_same() -> None:
    row = source(feeds=("https://sumeks.id/feed", "https://api.sumeks.id/feed"))
    one, other = NOW + timedelta(hours=2), NOW + timedelta(hours=1)
    assert due(row, wait("sumeks.id", one))
    turn = next_turn(row, Past(), NOW, JAKARTA, [wait("sumeks.id", one), wait("api.sumeks.id", other)])
    assert turn.at == other


def test_a_cron_expression_waits_for_its_host_and_else_stays_as_written() -> None:
    row = source(interval="0 * * * *", feeds=("https://sumeks.id/feed",))
    known = Past(last_good=ago(minutes=90), runs=(run(ago(minutes=30), "failed"),), news=office())
    assert next_turn(row, known, NOW, JAKARTA).at == NOW
    later = NOW + timedelta(hours=1)
    assert next_turn(row, known, NOW, JAKARTA, [wait("sumeks.id", later)]).at == later


@given(
    st.lists(st.integers(0, 400), min_size=WEEK_HOURS, max_size=WEEK_HOURS),
    st.sampled_from(["5m", "30m", "6h", "1d", "7d"]),
    st.lists(
        st.tuples(
            st.sampled_from(["ok", "failed", "interrupted", "running"]),
            st.integers(-100, 100_000),
            st.integers(0, 300),
        ),
        max_size=12,
    ),
    st.integers(0, 90),
)
def test_whatever_the_past_a_turn_lies_within_the_bounds(
    news: list[int], interval: str, told: list[tuple[str, int, int]], days: int
) -> None:
    row = source(interval=interval)
    runs = sorted((run(ago(minutes=m), o, stored=s) for o, m, s in told), key=lambda one: one.started_at)
    good = [one.started_at for one in runs if one.outcome == "ok"]
    known = Past(
        last_good=max(good, default=None),
        runs=tuple(reversed(runs)),
        watched_since=ago(days=days),
        news=tuple(news),
    )
    turn = next_turn(row, known, NOW, JAKARTA)
    _, _, longest = interval_bounds(row)
    assert turn.at is not None
    assert NOW <= turn.at <= NOW + longest
    ended = [one for one in known.runs if one.outcome != "running"]
    if ended and ended[0].outcome == "ok" and ended[0].started_at <= NOW:
        assert turn.at >= min(ended[0].started_at + interval_bounds(row)[1], NOW) or turn.at == NOW
    assert turn.why


@pytest.mark.parametrize(
    ("interval", "bounds", "told"),
    [
        ("30m", {}, ("15m", "2h")),
        ("6m", {}, ("5m", "24m")),
        ("2m", {}, ("2m", "8m")),
        ("12h", {}, ("6h", "1d")),
        ("7d", {}, ("3d 12h", "7d")),
        ("30m", {"interval_min": "10m", "interval_max": "1d"}, ("10m", "1d")),
    ],
)
def test_bounds_without_words_are_from_half_to_four_times_and_a_day_at_most(
    interval: str, bounds: dict[str, str], told: tuple[str, str]
) -> None:
    _, shortest, longest = interval_bounds(source(interval=interval, **bounds))
    assert (span(shortest), span(longest)) == told


def test_lengths_are_told_as_they_are_written() -> None:
    lengths = [timedelta(minutes=n) for n in (5, 60, 125, 1440, 1500)]
    assert [span(one) for one in lengths] == ["5m", "1h", "2h05m", "1d", "1d 1h"]
    assert all(one < other for one, other in pairwise(lengths))
