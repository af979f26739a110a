"""When a turn comes: intervals, cron expressions in their zone, clocks that were wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.timetable.due import cron_trigger, next_due, spread_of
from crawler.timetable.rhythm import coming_turns, due_turns
from spiders.catalog.interval import BadInterval, parse_interval
from spiders.catalog.source import Source
from tests.crawler.timetable.sources import past, source

JAKARTA, JAYAPURA = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Jayapura")
NOW = datetime(2026, 2, 16, 5, 0, tzinfo=UTC)  # a Monday; 12:00 in Jakarta, 14:00 in Jayapura


def ago(**span: float) -> datetime:
    return NOW - timedelta(**span)


def due_sources(
    rows: list[Source], last_good: dict[str, datetime], at: datetime, zone: ZoneInfo
) -> list[Source]:
    pasts = {name: past(moment) for name, moment in last_good.items()}
    return [row for row, _, due in due_turns(rows, pasts, at, zone) if due]


@pytest.mark.parametrize(
    ("interval", "last_good", "due"),
    [
        ("30m", None, True),
        ("30m", ago(minutes=31), True),
        ("30m", ago(minutes=30), True),
        ("30m", ago(minutes=28), True),  # the last tick was a little late: not another round of waiting
        ("30m", ago(minutes=27, seconds=59), False),
        ("30m", ago(seconds=1), False),
        ("5m", ago(minutes=4, seconds=30), True),
        ("5m", ago(minutes=4, seconds=29), False),
        ("6h", ago(hours=5, minutes=58), True),
        ("6h", ago(hours=5, minutes=57), False),
        ("1d", ago(days=40), True),
        ("30m", ago(hours=-1), True),  # in the future
        ("0 12 * * *", None, True),
        ("0 12 * * *", ago(minutes=1), True),  # fires this very moment
        ("0 12 * * *", NOW, False),  # was crawled for it
        ("0 12 * * *", ago(hours=-3), True),
        ("1 12 * * *", ago(minutes=1), False),
        ("0 6 * * *", ago(hours=5, minutes=59), False),  # crawled at 06:01
        ("0 6 * * *", ago(hours=6, minutes=1), True),  # crawled at 05:59
        ("0 6 * * *", ago(hours=6), False),  # crawled at 06:00 sharp
        ("0 6 * * sun", ago(hours=6, minutes=1), False),  # today is Monday
        ("0 6 * * mon", ago(hours=6, minutes=1), True),
        ("0 6 * * sun", ago(days=2), True),
        ("*/20 * * * *", ago(minutes=19), True),
    ],
)
def test_a_source_is_due(interval: str, last_good: datetime | None, due: bool) -> None:
    row = source(interval=interval)
    known = {row.name: last_good} if last_good else {}
    assert due_sources([row], known, NOW, JAKARTA) == ([row] if due else [])


def test_those_due_keep_the_order_of_the_catalogue() -> None:
    rows = [source("c"), source("a"), source("b")]
    assert [row.name for row in due_sources(rows, {"a": NOW}, NOW, JAKARTA)] == ["c", "b"]


def test_six_in_the_morning_in_jakarta_is_eleven_at_night_in_greenwich() -> None:
    at = next_due(source(interval="0 6 * * *"), NOW, NOW, JAKARTA)
    assert at == datetime(2026, 2, 16, 23, 0, tzinfo=UTC)
    assert at.tzinfo is UTC


def test_the_same_expression_fires_two_hours_earlier_in_papua() -> None:
    row = source(interval="0 6 * * *")
    assert next_due(row, NOW, NOW, JAYAPURA) == datetime(2026, 2, 16, 21, 0, tzinfo=UTC)


def test_whatever_zone_the_last_run_was_noted_in_makes_no_difference() -> None:
    row = source(interval="0 6 * * *")
    noted = ago(hours=6, minutes=1)
    assert next_due(row, noted, NOW, JAKARTA) == next_due(row, noted.astimezone(JAYAPURA), NOW, JAKARTA)


def test_a_named_day_is_that_day() -> None:
    at = next_due(source(interval="30 7 * * thu"), NOW, NOW, JAKARTA)
    assert at is not None
    assert at.astimezone(JAKARTA).strftime("%a %H:%M") == "Thu 07:30"


def test_a_turn_is_never_in_the_past() -> None:
    assert next_due(source(interval="1d"), ago(days=9), NOW, JAKARTA) == NOW
    assert next_due(source(interval="0 6 * * *"), ago(days=9), NOW, JAKARTA) == NOW


def test_coming_turns_are_in_the_zone_and_step_by_the_interval() -> None:
    turns = coming_turns(source(interval="6h"), past(ago(hours=2)), NOW, JAKARTA, 3)
    assert [turn.isoformat() for turn in turns] == [
        "2026-02-16T16:00:00+07:00",
        "2026-02-16T22:00:00+07:00",
        "2026-02-17T04:00:00+07:00",
    ]


def test_coming_turns_of_a_cron_expression_come_one_by_one() -> None:
    turns = coming_turns(source(interval="0 6,18 * * *"), past(NOW), NOW, JAKARTA, 4)
    assert [turn.strftime("%d %H:%M") for turn in turns] == ["16 18:00", "17 06:00", "17 18:00", "18 06:00"]


@pytest.mark.parametrize(
    ("interval", "seconds"),
    [("1m", 6), ("5m", 30), ("10m", 60), ("6h", 60), ("*/5 * * * *", 30), ("0 6 * * *", 60)],
)
def test_a_turn_is_put_off_a_tenth_of_its_interval_and_a_minute_at_most(interval: str, seconds: int) -> None:
    assert spread_of(source(interval=interval), NOW, JAKARTA) == timedelta(seconds=seconds)


@given(
    st.sampled_from(["7m", "45m", "6h", "1d", "0 6 * * *", "*/10 * * * *", "15 3 1 * *", "0 8 * * mon-fri"]),
    st.timedeltas(min_value=timedelta(days=-400), max_value=timedelta(days=400)),
)
def test_nothing_is_ever_stuck(interval: str, since: timedelta) -> None:
    """Whatever was noted, the next turn comes, and by then the source is due."""
    row, last_good = source(interval=interval), NOW - since
    at = next_due(row, last_good, NOW, JAKARTA)
    assert at is not None
    assert NOW <= at <= NOW + timedelta(days=32)
    assert due_sources([row], {row.name: last_good}, at, JAKARTA) == [row]


@pytest.mark.parametrize(
    ("months", "meant"),
    [
        ("jan-sep/4", [1, 5, 9]),
        ("jan-3", [1, 2, 3]),
        ("feb,11", [2, 11]),
        ("*/6", [1, 7]),
        ("10-dec/2", [10, 12]),
    ],
)
def test_months_by_name_by_number_and_in_steps_are_all_kept(months: str, meant: list[int]) -> None:
    new_year = datetime(2026, 1, 1, tzinfo=JAKARTA)
    turns = coming_turns(
        source(interval=f"0 0 1 {months} *"), past(new_year - timedelta(1)), new_year, JAKARTA, 12
    )
    assert sorted({turn.month for turn in turns}) == meant


def _field(values: list[str]) -> st.SearchStrategy[str]:
    value = st.sampled_from(values)
    step = st.one_of(st.just(""), st.integers(1, 6).map("/{}".format))
    item = st.one_of(st.just("*"), value, st.builds("{}-{}".format, value, value))
    return st.builds("{}{}".format, item, step)


EXPRESSIONS = st.builds(
    "{} {} {} {} {}".format,
    _field(["0", "7", "30", "59"]),
    _field(["0", "6", "23"]),
    _field(["1", "15", "31"]),
    _field(["1", "2", "12", "jan", "sep"]),
    _field(["mon", "fri", "sun"]),
)


@given(EXPRESSIONS)
def test_an_expression_that_the_catalogue_takes_the_scheduler_takes_too(expression: str) -> None:
    try:
        rule = parse_interval(expression)
    except BadInterval:
        return
    assert isinstance(rule, str)
    assert cron_trigger(rule, JAKARTA).get_next_fire_time(None, NOW) is not None
