"""Printed dates: every form that was seen, and everything that must stay unread."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.clock import WIB, WIT, WITA
from crawler.dates import MAX_INPUT, read_date
from crawler.items import Precision

NOW = datetime(2026, 2, 23, 10, 30, 15, tzinfo=WIB)
MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
SHORT = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agt", "Sep", "Okt", "Nov", "Des"]
ENGLISH = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
WEEKDAYS = ["Senin", "Selasa", "Rabu", "Kamis", "Jum'at", "Sabtu", "Minggu"]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("2024-08-26T16:46:00+0700", datetime(2024, 8, 26, 16, 46, tzinfo=WIB)),
        ("2024-08-26T16:46:00+07:00", datetime(2024, 8, 26, 16, 46, tzinfo=WIB)),
        ("2024-08-26T16:46:09.123456Z", datetime(2024, 8, 26, 16, 46, 9, tzinfo=UTC)),
        ("2024-08-26T16:46+08", datetime(2024, 8, 26, 16, 46, tzinfo=WITA)),
        ("20240826T164600Z", datetime(2024, 8, 26, 16, 46, tzinfo=UTC)),
        (
            "2026-02-23 17:18:45 -0800",
            datetime(2026, 2, 23, 17, 18, 45, tzinfo=timezone(-timedelta(hours=8))),
        ),
        ("2024-08-26T16:46:00-03:30", datetime(2024, 8, 26, 20, 16, tzinfo=UTC)),
        ("Thu, 12 Sep 2024 10:00:00 +0700", datetime(2024, 9, 12, 10, tzinfo=WIB)),
        ("Thu, 12 Sep 24 10:00:00 GMT", datetime(2024, 9, 12, 10, tzinfo=UTC)),
        ("Thu, 12 Sep 2024 10:00:00 EST", datetime(2024, 9, 12, 15, tzinfo=UTC)),
        ("Senin, 16 Februari 2026 13:30 WIB", datetime(2026, 2, 16, 13, 30, tzinfo=WIB)),
        ("Senin 26-08-2024,16:46 WIB", datetime(2024, 8, 26, 16, 46, tzinfo=WIB)),
        ("Jum’at, 3 Mei 2024 13.30 WITA", datetime(2024, 5, 3, 13, 30, tzinfo=WITA)),
        ("10 Des 2022 13:19 WIB", datetime(2022, 12, 10, 13, 19, tzinfo=WIB)),
        ("Minggu, 18 Juli 2021 – 18:52 WIB", datetime(2021, 7, 18, 18, 52, tzinfo=WIB)),
        ("Kamis 09 Juli 2020 07:26 WIT", datetime(2020, 7, 9, 7, 26, tzinfo=WIT)),
        ("02/11/2023, 21:34 WIB", datetime(2023, 11, 2, 21, 34, tzinfo=WIB)),
        ("16 Feb 2026 10:00 GMT+7", datetime(2026, 2, 16, 10, tzinfo=WIB)),
        ("16 Feb 2026 10:00 (UTC+07:00)", datetime(2026, 2, 16, 10, tzinfo=WIB)),
        ("Diterbitkan Senin, 16 Februari 2026 | 13:30 WIB", datetime(2026, 2, 16, 13, 30, tzinfo=WIB)),
        ("13:30 WIB, Senin 16 Februari 2026", datetime(2026, 2, 16, 13, 30, tzinfo=WIB)),
        ("16\u00a0Februari\u00a02026\u200b 13:30\u00a0wib", datetime(2026, 2, 16, 13, 30, tzinfo=WIB)),
    ],
)
def test_a_printed_zone_is_kept(printed: str, expected: datetime) -> None:
    reading = read_date(printed, zone=WIT if "WIB" in printed.upper() else UTC)
    assert reading is not None
    assert (reading.at, reading.precision, reading.zone_printed) == (expected, Precision.MINUTE, True)
    if "-03:30" not in printed and "EST" not in printed:
        assert reading.at.utcoffset() == expected.utcoffset()


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("2022/12/10 13:19:56", datetime(2022, 12, 10, 13, 19, 56, tzinfo=WITA)),
        ("2026-02-23 17:18:45", datetime(2026, 2, 23, 17, 18, 45, tzinfo=WITA)),
        ("3 Agst 2024 pukul 13.30", datetime(2024, 8, 3, 13, 30, tzinfo=WITA)),
        ("3 Agustus 2024 jam 7.05", datetime(2024, 8, 3, 7, 5, tzinfo=WITA)),
        ("February 16, 2026 1:30 PM", datetime(2026, 2, 16, 13, 30, tzinfo=WITA)),
        ("16 Feb 2026 12:05 am", datetime(2026, 2, 16, 0, 5, tzinfo=WITA)),
    ],
)
def test_without_a_printed_zone_the_source_s_own_is_taken(printed: str, expected: datetime) -> None:
    reading = read_date(printed, zone=WITA)
    assert reading is not None
    assert (reading.at, reading.zone_printed) == (expected, False)
    assert reading.precision is Precision.MINUTE


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("Jum'at, 3 Mei 2024", date(2024, 5, 3)),
        ("Jumat 3 Mei 2024", date(2024, 5, 3)),
        ("05/06/2025", date(2025, 6, 5)),
        ("9.6.2025", date(2025, 6, 9)),
        ("2024-08-26", date(2024, 8, 26)),
        ("20240826", date(2024, 8, 26)),
        ("1 Nopember 2020", date(2020, 11, 1)),
        ("1 Pebruari 2020", date(2020, 2, 1)),
        ("3 Ags 2024", date(2024, 8, 3)),
        ("3 Agt. 2024", date(2024, 8, 3)),
        ("29 Februari 2024", date(2024, 2, 29)),
        ("Oleh Tim - 16 Feb 2026", date(2026, 2, 16)),
        ("Senin (16/2/2025)", date(2025, 2, 16)),  # it was a Sunday: weekdays are not believed
        ("16 Februari 2026 25:70 WIB", date(2026, 2, 16)),
        ("16 Februari 2026 12.50 persen", date(2026, 2, 16)),
        ("16 Februari 2026 1.500 orang", date(2026, 2, 16)),
    ],
)
def test_a_day_without_a_time_is_midnight_of_that_day(printed: str, day: date) -> None:
    reading = read_date(printed)
    assert reading is not None
    assert reading.at == datetime(day.year, day.month, day.day, tzinfo=WIB)
    assert (reading.precision, reading.zone_printed) == (Precision.DAY, False)


@pytest.mark.parametrize(
    "printed",
    [
        *("", "   ", "tahun 2024", "(9/6)", "Februari 2026", "13:30 WIB", "Pasal 12", "62811234567", "10.30"),
        *(
            "18/6/2926",
            "30/02/2025",
            "31 April 2025",
            "02/13/2025",
            "2024-13-05",
            "29 Februari 2023",
            "0/1/2025",
        ),
        *("1 Januari 1989", "Thu, 01 Jan 1970 07:00:00 +0700", "1 Januari 2101", "0000-00-00T00:00:00"),
        *("14-27 Juli 2025", "14 - 27 Juli 2025", "27 Juli s/d 3 Agustus 2025", "12/5-14/5/2025 atau"),
        *("versi 1.2.20245", "12 Maretan 2025", "5 orang pada 2025", "٣ Mei"),
    ],
)
def test_what_is_no_date_is_never_made_one(printed: str) -> None:
    assert read_date(printed, now=NOW) is None


@pytest.mark.parametrize(
    ("printed", "expected", "precision"),
    [
        ("baru saja", NOW, Precision.MINUTE),
        ("5 menit yang lalu", NOW - timedelta(minutes=5), Precision.MINUTE),
        ("semenit lalu", NOW - timedelta(minutes=1), Precision.MINUTE),
        ("3 jam lalu", NOW - timedelta(hours=3), Precision.DAY),
        ("sejam yang lalu", NOW - timedelta(hours=1), Precision.DAY),
        ("2 hari yang lalu", datetime(2026, 2, 21, tzinfo=WIB), Precision.DAY),
        ("1 minggu lalu", datetime(2026, 2, 16, tzinfo=WIB), Precision.DAY),
        ("kemarin", datetime(2026, 2, 22, tzinfo=WIB), Precision.DAY),
        ("Kemarin, 13:30 WIB", datetime(2026, 2, 22, 13, 30, tzinfo=WIB), Precision.MINUTE),
        ("hari ini 07.15 WIB", datetime(2026, 2, 23, 7, 15, tzinfo=WIB), Precision.MINUTE),
        ("Updated 3 hours ago", NOW - timedelta(hours=3), Precision.DAY),
    ],
)
def test_relative_words_are_read_from_the_moment_of_the_fetch(
    printed: str, expected: datetime, precision: Precision
) -> None:
    reading = read_date(printed, now=NOW.astimezone(UTC))
    assert reading is not None
    assert (reading.at, reading.precision) == (expected, precision)
    assert read_date(printed) is None, "without the moment of the fetch they say nothing"


@pytest.mark.parametrize(
    "printed", ["2 bulan lalu", "1 tahun yang lalu", "beberapa hari lalu", "1.5 jam lalu"]
)
def test_relative_words_that_name_no_day_are_left(printed: str) -> None:
    assert read_date(printed, now=NOW) is None


def test_a_full_date_wins_over_relative_words() -> None:
    reading = read_date("3 jam lalu, 16 Feb 2026 10:00 WIB", now=NOW)
    assert reading is not None
    assert reading.at == datetime(2026, 2, 16, 10, tzinfo=WIB)


def test_the_first_of_two_dates_is_taken() -> None:
    reading = read_date("Terbit 16 Feb 2026 10:00 WIB, diperbarui 17/02/2026 11:00 WIB")
    assert reading is not None
    assert reading.at == datetime(2026, 2, 16, 10, tzinfo=WIB)


def test_a_date_far_into_a_long_text_is_not_looked_for() -> None:
    assert read_date("x" * MAX_INPUT + " 16 Februari 2026") is None


moments = st.integers(0, 110 * 365 * 24 * 60).map(
    lambda minutes: datetime(1990, 1, 2, tzinfo=UTC) + timedelta(minutes=minutes)
)
zones = st.sampled_from([WIB, WITA, WIT])


def printed_forms(at: datetime) -> list[str]:
    day, month, year = at.day, at.month - 1, at.year
    clock, name, weekday = f"{at:%H:%M}", at.tzname(), WEEKDAYS[at.weekday()]
    return [
        at.isoformat(timespec="minutes"),
        f"{at:%Y-%m-%dT%H:%M:%S%z}",
        f"{at:%Y-%m-%d %H:%M} {name}",
        f"{at:%Y/%m/%d %H:%M:00} {name}",
        f"{at:%Y%m%dT%H%M00%z}",
        f"{day:02} {ENGLISH[month]} {year} {clock}:00 {at:%z}",
        f"{weekday}, {day} {MONTHS[month]} {year} {clock} {name}",
        f"{weekday} {day:02} {MONTHS[month]} {year} {at:%H.%M} {name}",
        f"{weekday} {at:%d-%m-%Y},{clock} {name}",
        f"{at:%d/%m/%Y}, {clock} {name}",
        f"{day} {SHORT[month]} {year} {clock} {name}",
        f"Diterbitkan {weekday}, {day} {MONTHS[month]} {year} | {clock} {name}",
        f"{day} {MONTHS[month]} {year} – {clock} {name}",
        f"{day} {MONTHS[month].upper()} {year} PUKUL {at:%H.%M} {name}",
        f"{ENGLISH[month]} {day}, {year} {at:%I:%M %p} {name}",
        f"{clock} {name} {weekday}, {day} {MONTHS[month]} {year}",
    ]


@given(moments, zones)
def test_any_moment_is_read_back_from_every_form_it_is_printed_in(moment: datetime, zone: timezone) -> None:
    at = moment.astimezone(zone)
    for printed in printed_forms(at):
        reading = read_date(printed, zone=UTC)
        assert reading is not None, printed
        assert reading.at == at, printed
        assert reading.zone_printed, printed


@given(st.text(max_size=400))
def test_any_text_is_taken_without_an_error(text: str) -> None:
    reading = read_date(text, now=NOW)
    assert reading is None or reading.at.tzinfo is not None


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1 ",
        "12-",
        "1/",
        "12:30 ",
        "senin, ",
        "jam ",
        " ",
        "1 jan ",
        "(",
        "20240826",
        "\u00a0",
        "ﷺ",
        "1 jam ",
    ],
)
def test_hostile_input_takes_no_longer_than_other_input(piece: str) -> None:
    text = piece * (2_000_000 // len(piece))
    before = time.process_time()
    for _ in range(20):
        read_date(text, now=NOW)
    assert time.process_time() - before < 1
