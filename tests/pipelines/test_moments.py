from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from crawler.clock import WIB, WIT, WITA
from crawler.items import Moment, Precision
from pipelines.moments import (
    Frame,
    Stated,
    choose,
    day_in_address,
    false_utc,
    from_address,
    from_list,
    is_date_line,
    zone_of,
)

VISIT = datetime(2026, 2, 20, tzinfo=UTC)


def frame(**known: Any) -> Frame:
    return Frame(**({"zone": WIB, "fetched_at": VISIT} | known))


def stated(*printed: str, by: str = "meta") -> list[Stated]:
    return [Stated(printed=text, by=by) for text in printed]


def chosen(*printed: str, **known: Any) -> Moment | None:
    return choose([Stated(printed=text, by=str(n)) for n, text in enumerate(printed)], frame(**known))


def iso(moment: Moment | None) -> str | None:
    return moment.at.isoformat() if moment else None


def test_first_that_can_be_read_is_taken_with_its_rule_and_its_printed_form() -> None:
    moment = chosen("kemarin sore", "Senin, 16 Februari 2026 13:30 WIB", "2026-02-17T00:00:00+07:00")
    assert moment == Moment(
        at=datetime(2026, 2, 16, 13, 30, tzinfo=WIB), printed="Senin, 16 Februari 2026 13:30 WIB", by="1"
    )


def test_day_gives_way_to_a_minute_of_the_same_day_only() -> None:
    assert iso(chosen("16 Februari 2026", "2026-02-16 13:30")) == "2026-02-16T13:30:00+07:00"
    assert iso(chosen("16 Februari 2026", "2026-02-17 13:30")) == "2026-02-16T00:00:00+07:00"


def test_utc_is_shown_in_the_zone_of_the_source_and_the_day_may_shift() -> None:
    assert iso(chosen("2026-02-16T20:30:00+00:00")) == "2026-02-17T03:30:00+07:00"


@pytest.mark.parametrize(
    ("machine", "printed", "offset"),
    [
        ("2026-02-16T13:30:00Z", "Senin, 16 Februari 2026 13:30 WITA", 8),  # the printed zone is the true one
        ("2026-02-16T13:30:44Z", "Senin, 16 Februari 2026 13:30 WIB", 7),  # seconds are not printed
        ("2026-02-16T13:30:00Z", "Senin, 16 Februari 2026 20:30 WIB", None),  # the same moment: true
        ("2026-02-16T13:30:00Z", "Senin, 16 Februari 2026", None),  # midnight is no witness
        (
            "2026-02-20T06:30:00Z",
            "",
            7,
        ),  # six hours after the visit, but for a local time half an hour before
        ("2026-02-19T23:30:00Z", "", None),
        ("2026-02-27T23:30:00Z", "", None),  # in the future either way
        ("2026-02-16T13:30:00+07:00", "Senin, 16 Februari 2026 13:30 WITA", None),
    ],
)
def test_false_z_is_known_by_the_page_s_own_times(machine: str, printed: str, offset: int | None) -> None:
    zone = false_utc(stated(machine), stated(printed, by="text"), frame())
    assert (zone and zone.utcoffset(None)) == (offset and timedelta(hours=offset))


def test_times_of_a_page_with_a_false_z_are_local_and_keep_their_printed_form() -> None:
    moment = choose(stated("2026-02-16T13:30:20Z"), frame(false_utc=WIB))
    assert moment is not None
    assert (moment.at.isoformat(), moment.printed) == ("2026-02-16T13:30:20+07:00", "2026-02-16T13:30:20Z")


def test_what_lies_after_the_visit_is_refused_and_said_so() -> None:
    assert iso(chosen("2026-02-20T09:00:00+07:00")) == "2026-02-20T09:00:00+07:00"  # a zone may be missing
    judged = frame()
    assert choose(stated("2026-02-20T12:00:00+07:00"), judged) is None
    assert judged.refused == ["'2026-02-20T12:00:00+07:00' lies in the future"]
    assert iso(chosen("2099-01-01", "2026-02-16 10:00")) == "2026-02-16T10:00:00+07:00"


def test_what_lies_before_the_source_began_is_refused_and_said_so() -> None:
    judged = frame(first_year=2009)
    assert choose(stated("2004-05-01 10:00", "1994-01-01"), judged) is None
    assert judged.refused[0] == "'2004-05-01 10:00' lies before 2009, when the source began"
    assert chosen("1994-12-31 10:00") is None  # no news site of the country is older than 1995
    assert iso(chosen("1998-07-09 10:00")) == "1998-07-09T10:00:00+07:00"


def test_day_in_the_address_overrules_a_template_s_fixed_date() -> None:
    day = date(2026, 2, 16)
    assert (
        iso(chosen("2014-05-01T08:00:00+07:00", "16/02/2026, 07:26 WIB", day=day))
        == "2026-02-16T07:26:00+07:00"
    )
    assert iso(chosen("2026-02-17T00:10:00+07:00", day=day)) == "2026-02-17T00:10:00+07:00"  # a night shift
    alone = frame(day=day)
    assert choose(stated("2014-05-01T08:00:00+07:00"), alone, further=[from_address(alone)]) == from_address(
        alone
    )
    assert "is not of the day in the address" in alone.refused[0]


def test_list_and_address_help_when_nothing_is_stated() -> None:
    east = frame(zone=WITA)
    listed = from_list(VISIT - timedelta(hours=1), Precision.MINUTE, east)
    assert iso(choose([], east, further=[None, listed])) == "2026-02-20T07:00:00+08:00"
    assert from_list(VISIT + timedelta(days=2), Precision.MINUTE, east) is None
    found = from_address(frame(day=day_in_address("https://a.example/read/2026/02/16/1234/x")))
    assert found is not None
    assert (iso(found), found.precision, found.by) == ("2026-02-16T00:00:00+07:00", Precision.DAY, "address")
    assert day_in_address("https://a.example/read/2026/13/99/x") is None
    assert day_in_address("https://a.example/berita/20260216/x") is None
    assert from_address(frame()) is None


@pytest.mark.parametrize(
    ("at", "precision", "expected"),
    [
        (datetime(2026, 2, 16, 13, 30, tzinfo=WIB), Precision.MINUTE, Precision.MINUTE),
        (datetime(2026, 2, 16, 13, 30, tzinfo=WIB), Precision.DAY, Precision.DAY),  # "3 jam lalu"
        (datetime(2026, 2, 16, tzinfo=WIB), Precision.MINUTE, Precision.DAY),  # a list of days
        (datetime(2026, 2, 16, tzinfo=UTC), Precision.MINUTE, Precision.DAY),
    ],
)
def test_time_of_a_list_is_no_more_exact_than_the_list(
    at: datetime, precision: Precision, expected: Precision
) -> None:
    found = from_list(at, precision, frame())
    assert found is not None
    assert found.precision is expected


def test_time_ago_counts_from_the_visit_and_only_when_nothing_else_does() -> None:
    ago = chosen("3 jam lalu")
    assert ago is not None
    assert (iso(ago), ago.precision, ago.printed) == (
        "2026-02-20T04:00:00+07:00",
        Precision.DAY,
        "3 jam lalu",
    )
    assert iso(chosen("3 jam lalu", "16 Februari 2026 10:00")) == "2026-02-16T10:00:00+07:00"
    listed = from_list(VISIT - timedelta(hours=5), Precision.MINUTE, frame())
    assert choose(stated("3 jam lalu"), frame(), further=[listed]) == listed


@pytest.mark.parametrize(
    "line",
    [
        "Senin, 16 Februari 2026 13:30 WIB",
        "Jum'at, 3 Mei 2024",
        "02/11/2023, 21:34 WIB",
        "Diterbitkan pada 10 Des 2022",
        "on 16 Feb 2016 at 09:10 WIB",
        "Selasa, 23 Februari 2016 15:06 WIB | 998 Views",
        "Rabu, 4 November 2015 | 21:04 WIB",
        "3 jam lalu",
        "• 12 menit yang lalu",
    ],
)
def test_printed_date_is_known_for_one(line: str) -> None:
    assert is_date_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "Peristiwa terjadi pada Rabu, 4 Mei 2020 04:25 WIB",
        "Harga naik 5 persen",
        "",
        "Polisi 2026",
        "Pada 5 Mei 2017 jembatan itu patah.",
        "Kejadian itu 3 jam lalu",
    ],
)
def test_sentence_is_no_date(line: str) -> None:
    assert not is_date_line(line)


def test_unknown_zone_is_western_indonesia() -> None:
    assert [zone_of(name) for name in ("Asia/Jayapura", "Asia/Nowhere", "")] == [WIT, WIB, WIB]
    assert datetime(2026, 1, 1, tzinfo=zone_of("Asia/Kuala_Lumpur")).utcoffset() == timedelta(hours=8)
