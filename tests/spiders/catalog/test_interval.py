from datetime import UTC, datetime, timedelta

import pytest
from apscheduler.triggers.cron import CronTrigger
from hypothesis import given
from hypothesis import strategies as st

from spiders.catalog.interval import BadInterval, parse_interval

CRONS = [
    "0 */6 * * *",
    "15,45 5-22 * * mon-fri",
    "30 6 1,15 jan-mar *",
    "0 0 31 * *",
    "5 4 29 2 *",
    "0 6 * * sun",
    "0-30/10 * * 1-12/3 sat,sun",
]


@pytest.mark.parametrize(
    ("text", "every"),
    [
        ("45m", timedelta(minutes=45)),
        ("6h", timedelta(hours=6)),
        (" 1D ", timedelta(days=1)),
        ("31d", timedelta(days=31)),
    ],
)
def test_a_number_with_a_unit_is_a_time_span(text: str, every: timedelta) -> None:
    assert parse_interval(text) == every


@pytest.mark.parametrize("text", CRONS)
def test_a_cron_expression_is_kept_and_the_scheduler_takes_it(text: str) -> None:
    kept = parse_interval(text)
    assert kept == text
    trigger = CronTrigger.from_crontab(str(kept), timezone=UTC)
    assert trigger.get_next_fire_time(None, datetime(2026, 1, 1, tzinfo=UTC)) is not None


def test_case_and_blanks_of_a_cron_expression_do_not_matter() -> None:
    assert parse_interval(" 0  6 * JAN   Mon ") == "0 6 * jan mon"


@pytest.mark.parametrize(
    "text", ["", "0m", "30", "30s", "1.5h", "h", "-5m", "1w", "soon", "32d", "999999d", "٣h", "1h 30m"]
)
def test_anything_else_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(BadInterval) as caught:
        parse_interval(text)
    assert caught.value.remedy.startswith("Write")


@pytest.mark.parametrize(
    "text",
    [
        "60 * * * *",
        "* 24 * * *",
        "* * 0 * *",
        "* * 32 * *",
        "* * * 13 *",
        "* * * foo *",
        "5-1 * * * *",
        "*/0 * * * *",
        "*/90 * * * *",
        "1/5 * * * *",
        "1,,2 * * * *",
        "x * * * *",
        "0 0 30 2 *",
        "0 0 31 4,jun *",
        "0 6 * * funday",
        "0 6 * * sun-tue",
        "0 6 * * mon-",
    ],
)
def test_an_impossible_cron_expression_is_refused(text: str) -> None:
    with pytest.raises(BadInterval):
        parse_interval(text)


@pytest.mark.parametrize("weekday", ["0", "7", "1-5", "*/2", "mon,3"])
def test_a_weekday_as_a_number_is_refused_because_the_scheduler_counts_from_monday(weekday: str) -> None:
    with pytest.raises(BadInterval, match="number") as caught:
        parse_interval(f"0 6 * * {weekday}")
    assert "mon-fri" in caught.value.remedy


_part = st.sampled_from(
    ["*", "0", "1", "5", "12", "*/5", "1-5", "2-10/3", "59", "jan", "mon", "sat-sun", "7,9", "x"]
)


@given(st.lists(_part, min_size=5, max_size=5).map(" ".join))
def test_whatever_is_accepted_can_be_scheduled(text: str) -> None:
    try:
        kept = parse_interval(text)
    except BadInterval:
        return
    CronTrigger.from_crontab(str(kept), timezone=UTC)
