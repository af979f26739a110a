"""What is planned: first turns, their spread, their triggers, and how they are told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from crawler.timetable.plan import clock_time, forecast
from tests.crawler.timetable.sources import plan, source

NOW = datetime(2026, 2, 16, 5, 0, tzinfo=UTC)  # 12:00 in Jakarta
JAKARTA = ZoneInfo("Asia/Jakarta")


def test_a_source_known_to_be_good_waits_for_its_interval_and_no_longer() -> None:
    made = plan(source("a", "1h"), last_good={"a": NOW - timedelta(minutes=40)})
    assert [at for _, at in made.first_turns(NOW)] == [NOW + timedelta(minutes=20)]


def test_those_due_start_one_after_the_other_within_a_minute_the_first_at_once() -> None:
    made = plan(*(source(f"s{n}", "1h") for n in range(6)))
    turns = [at for _, at in made.first_turns(NOW)]
    assert turns == [NOW + timedelta(seconds=10 * n) for n in range(6)]


def test_those_not_due_leave_no_gap_between_those_due() -> None:
    made = plan(source("a", "1h"), source("b", "1h"), source("c", "1h"), last_good={"b": NOW})
    turns = {row.name: at for row, at in made.first_turns(NOW)}
    assert turns == {"a": NOW, "b": NOW + timedelta(hours=1), "c": NOW + timedelta(seconds=30)}


def test_a_trigger_only_delays_and_by_a_minute_at_most() -> None:
    for interval in ("2h", "0 */2 * * *"):
        trigger = plan().trigger(source(interval=interval), NOW)
        previous = NOW.astimezone(JAKARTA)
        for _ in range(50):
            late = trigger.get_next_fire_time(previous, previous) - (previous + timedelta(hours=2))
            assert timedelta(0) <= late <= timedelta(seconds=60)


def test_the_trigger_of_a_cron_expression_is_in_the_configured_zone() -> None:
    made = plan(timezone="Asia/Jayapura")
    at = made.trigger(source(interval="0 6 * * *"), NOW).get_next_fire_time(None, NOW)
    assert at.astimezone(UTC).strftime("%H:%M") == "21:00"


def test_a_rule_is_the_interval_in_its_zone() -> None:
    row = source(interval="0 6 * * *")
    assert plan().rule(row) == plan().rule(source(interval="0 6 * * *", pages=9))
    assert plan().rule(row) != plan(timezone="Asia/Makassar").rule(row)


def test_a_forecast_lists_those_due_first_then_the_soonest() -> None:
    made = plan(
        source("daily", "0 6 * * *"),
        source("soon", "1h"),
        source("new", "1d"),
        last_good={"daily": NOW, "soon": NOW - timedelta(minutes=50)},
    )
    lines = forecast(made, NOW, 2)
    assert [(line.source, line.due) for line in lines] == [("new", True), ("soon", False), ("daily", False)]
    assert [turn.isoformat() for turn in lines[1].turns] == [
        "2026-02-16T12:10:00+07:00",
        "2026-02-16T13:10:00+07:00",
    ]


def test_a_time_of_today_needs_no_date() -> None:
    assert clock_time(NOW + timedelta(hours=2), NOW, JAKARTA) == "14:00 WIB"
    assert clock_time(NOW + timedelta(hours=18), NOW, JAKARTA) == "2026-02-17 06:00 WIB"
