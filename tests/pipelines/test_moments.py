from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crawler.clock import WIB, WIT, WITA
from crawler.items import Moment, Precision
from pipelines.moments import Stated, choose, from_address, from_list, is_date_line, zone_of

VISIT = datetime(2026, 2, 20, tzinfo=UTC)


def chosen(*printed: str) -> Moment | None:
    return choose(
        [Stated(printed=text, by=str(n)) for n, text in enumerate(printed)], zone=WIB, fetched_at=VISIT
    )


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


def test_utc_gives_way_to_the_same_figures_in_a_printed_zone() -> None:
    assert (
        iso(chosen("2026-02-16T13:30:00Z", "Senin, 16 Februari 2026 13:30 WITA"))
        == "2026-02-16T13:30:00+08:00"
    )
    assert (
        iso(chosen("2026-02-16T13:30:00Z", "Senin, 16 Februari 2026 20:30 WIB"))
        == "2026-02-16T20:30:00+07:00"
    )


def test_more_than_a_day_after_the_visit_is_no_time_of_publication() -> None:
    assert iso(chosen("2026-02-20T20:00:00+07:00")) == "2026-02-20T20:00:00+07:00"
    assert chosen("2026-02-21T08:00:00+07:00") is None
    assert iso(chosen("2099-01-01", "2026-02-16 10:00")) == "2026-02-16T10:00:00+07:00"


def test_list_and_address_help_when_nothing_is_stated() -> None:
    further = [None, from_list(VISIT, zone=WITA, fetched_at=VISIT)]
    assert iso(choose([], zone=WITA, fetched_at=VISIT, further=further)) == "2026-02-20T08:00:00+08:00"
    assert from_list(VISIT + timedelta(days=2), zone=WIB, fetched_at=VISIT) is None
    day = from_address("https://a.example/read/2026/02/16/1234/x", zone=WIB, fetched_at=VISIT)
    assert day is not None
    assert (iso(day), day.precision, day.by) == ("2026-02-16T00:00:00+07:00", Precision.DAY, "address")
    assert from_address("https://a.example/read/2026/13/99/x", zone=WIB, fetched_at=VISIT) is None
    assert from_address("https://a.example/berita/20260216/x", zone=WIB, fetched_at=VISIT) is None


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
    ],
)
def test_sentence_is_no_date(line: str) -> None:
    assert not is_date_line(line)


def test_unknown_zone_is_western_indonesia() -> None:
    assert [zone_of(name) for name in ("Asia/Jayapura", "Asia/Nowhere", "")] == [WIT, WIB, WIB]
    assert datetime(2026, 1, 1, tzinfo=zone_of("Asia/Kuala_Lumpur")).utcoffset() == timedelta(hours=8)
