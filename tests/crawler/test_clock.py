"""Zones of Indonesia, and times that survive the way into the store and back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.clock import (
    ABBREVIATIONS,
    WIB,
    WIT,
    WITA,
    ZONES,
    from_iso,
    in_zone,
    now,
    offset_of,
    to_iso,
    with_offset,
)

NOON_IN_PALEMBANG = datetime(2026, 2, 16, 12, 0, tzinfo=WIB)
# whole minutes: no zone in use since websites exist has seconds in its offset
offsets = st.integers(min_value=-14 * 60, max_value=14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
moments = st.datetimes(
    min_value=datetime(1990, 1, 1),  # noqa: DTZ001 - hypothesis wants naive bounds
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=offsets,
)


def test_now_is_aware_utc_and_to_the_second() -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    moment = now()
    assert before <= moment <= datetime.now(UTC)
    assert (moment.tzinfo, moment.microsecond) == (UTC, 0)


def test_noon_in_palembang_is_two_hours_before_noon_in_jayapura_is_over() -> None:
    hours = {zone: NOON_IN_PALEMBANG.astimezone(zone).hour for zone in (WIB, WITA, WIT)}
    assert hours == {WIB: 12, WITA: 13, WIT: 14}


@pytest.mark.parametrize("name", [name for name in ZONES if name != "UTC"])
@pytest.mark.parametrize("year", [1995, 2008, 2026])
def test_fixed_offsets_agree_with_the_time_zone_database(name: str, year: int) -> None:
    for month in (1, 7):
        moment = datetime(year, month, 15, 12, tzinfo=UTC)
        assert moment.astimezone(ZONES[name]).utcoffset() == moment.astimezone(ZoneInfo(name)).utcoffset()


@pytest.mark.parametrize("name", ["WIB", "WITA", "WIT"])
def test_a_zone_is_printed_by_its_abbreviation(name: str) -> None:
    assert NOON_IN_PALEMBANG.astimezone(ABBREVIATIONS[name]).strftime("%Z") == name


def test_the_stored_form_is_utc_with_a_z() -> None:
    assert to_iso(NOON_IN_PALEMBANG) == "2026-02-16T05:00:00Z"


def test_the_stored_form_sorts_as_the_times_do() -> None:
    late_in_papua = datetime(2026, 2, 16, 13, 59, tzinfo=WIT)  # before noon of Palembang
    assert to_iso(late_in_papua) < to_iso(NOON_IN_PALEMBANG)


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(ValueError, match="no zone"):
        to_iso(datetime(2026, 2, 16, 12))  # noqa: DTZ001 - the point of the test


@given(moments)
def test_any_time_comes_back_from_the_store(moment: datetime) -> None:
    back = from_iso(to_iso(moment))
    assert back == moment.replace(microsecond=0)
    assert back.tzinfo is UTC


@given(moments)
def test_stored_time_and_stored_offset_give_the_printed_time(moment: datetime) -> None:
    back = with_offset(from_iso(to_iso(moment)), offset_of(moment))
    assert back.isoformat() == moment.replace(microsecond=0).isoformat()


def test_a_zone_by_name_has_an_offset_too() -> None:
    assert offset_of(NOON_IN_PALEMBANG.astimezone(ZoneInfo("Asia/Jayapura"))) == "+09:00"


def test_exports_show_the_printed_offset_and_utc_where_there_is_none() -> None:
    assert in_zone(from_iso("2026-02-16T06:30:00Z"), "+07:00") == "2026-02-16T13:30:00+07:00"
    assert in_zone(NOON_IN_PALEMBANG, None) == "2026-02-16T05:00:00+00:00"
