"""Days in running text, taken apart: what is written, never more."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.labels.words import read
from pipelines.labels.written_dates import Written, written_dates

MONDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = 0, 3, 4, 5, 6


def only(text: str) -> tuple[str, Written]:
    words = read(text)
    (one,) = written_dates(words)
    return words.quote(one.span), one


@pytest.mark.parametrize(
    ("text", "quote", "weekday", "day", "month", "year"),
    [
        ("pada Senin (16/2/2025).", "Senin (16/2/2025)", MONDAY, 16, 2, 2025),
        ("pada Kamis malam (24/7).", "Kamis malam (24/7)", THURSDAY, 24, 7, None),
        ("di Lahat, Sabtu (7/6/25).", "Sabtu (7/6/25)", SATURDAY, 7, 6, 2025),
        ("Jum’at (6/6/2025) berlangsung", "Jum’at (6/6/2025)", FRIDAY, 6, 6, 2025),
        ("pada Minggu malam, 13 Juli 2025, di", "Minggu malam, 13 Juli 2025", SUNDAY, 13, 7, 2025),
        ("Senin 9 Juni 2025 malam", "Senin 9 Juni 2025", MONDAY, 9, 6, 2025),
        ("Kamis tanggal 22 Mei 2025", "Kamis tanggal 22 Mei 2025", THURSDAY, 22, 5, 2025),
        ("terjadi 19 Agustus itu", "19 Agustus", None, 19, 8, None),
        ("hingga (5/6/2025) nanti", "(5/6/2025)", None, 5, 6, 2025),
        ("di Baturaja, Sabtu mengatakan", "Sabtu", SATURDAY, None, None, None),
    ],
)
def test_a_day_is_read_as_it_is_written(
    text: str, quote: str, weekday: int | None, day: int | None, month: int | None, year: int | None
) -> None:
    written, one = only(text)
    assert written == quote
    assert (one.weekday, one.day, one.month, one.year) == (weekday, day, month, year)
    assert not one.until


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("selama 14-27 Juli 2025 digelar", "14-27 Juli 2025"),
        ("pada 6 s.d. 9 Juni 2025", "6 s.d. 9 Juni 2025"),
        ("dari 6 sampai dengan 9 Juni 2025", "6 sampai dengan 9 Juni 2025"),
    ],
)
def test_a_span_of_days_is_known_for_one(text: str, quote: str) -> None:
    written, one = only(text)
    assert written == quote
    assert one.until


@pytest.mark.parametrize(
    ("text", "quote", "offset"),
    [
        ("sekitar pukul 10.00 WIB pagi tadi", "pagi tadi", 0),
        ("pada dini hari tadi", "dini hari tadi", 0),
        ("yang ditangkap tadi malam", "tadi malam", -1),
        ("baru datang kemarin siang", "kemarin siang", -1),
        ("yang digelar hari ini", "hari ini", 0),
    ],
)
def test_days_named_from_the_speakers_day_have_an_offset(text: str, quote: str, offset: int) -> None:
    written, one = only(text)
    assert written == quote
    assert one.offset == offset


@pytest.mark.parametrize(
    "text",
    [
        "dua minggu lalu",
        "RT 5/6 dan LP/B/13/VI/2024",
        "dengan skor 3-1 dan 45/13/2025",
        "kawasan Pasar Minggu-Depok",
        "Tadi ia bilang, sore hari biasanya ramai",
        "Taman dibuka.\nBaca juga: Polisi Tangkap Begal Senin (9/6/2025)\n",
    ],
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert [one for one in written_dates(read(text)) if one.day or one.offset is not None] == []


def test_impossible_days_and_years_make_no_date() -> None:
    assert only("pada 31 Februari 2025")[1].on() is None
    assert only("Rabu (18/6/2926)")[1].on() is None
    assert only("Kamis (24/7)")[1].on() is None
    assert only("Kamis (24/7)")[1].on(2025) == date(2025, 7, 24)


def test_a_weekday_agrees_with_its_days_alone() -> None:
    one = only("Senin (16/2/2026)")[1]
    assert one.agrees(date(2026, 2, 16))
    assert not one.agrees(date(2025, 2, 16))


@pytest.mark.parametrize(
    "text",
    [
        *("Senin (16-06-2025)", "Senin, 16-6-2025", "16/6/2025", "16-6-2025", "Senin 16/6/2025"),
        *("Senin (16/Juni/2025)", "Senin (16.6.2025)", "Senin tanggal 16 Juni tahun 2025", "16Juni 2025"),
    ],
)
def test_a_day_in_full_is_read_however_it_is_set(text: str) -> None:
    (one,) = written_dates(read(f"Pelaku ditangkap pada {text} di rumahnya."))
    assert one.on() == date(2025, 6, 16)


@pytest.mark.parametrize(
    "text",
    [
        "skor (2-1)",
        "UU 12/1951",
        "LP/B/12/6/2025",
        "pukul 10.30 WIB",
        "0812-12-1234",
        "Rp 10.12.2025",
        "16/6/25",
    ],
)
def test_numbers_are_no_days(text: str) -> None:
    assert [one for one in written_dates(read(f"Tertulis {text} di sana.")) if one.day] == []
