"""The day of the event, apart from that of a statement, a plan, a paper or publication; never guessed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pipelines.labels.event_time import EventTime, find_event_time
from pipelines.labels.words import read


def found(text: str, title: str = "", **options: Any) -> EventTime:
    event = find_event_time(read(text, title=title), **options)
    assert event is not None
    return event


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Peristiwa itu terjadi pada Rabu (4/6/2025) dini hari.", date(2025, 6, 4)),
        ("Patroli digelar di Kabupaten OKU, Senin (16/2/2026).", date(2026, 2, 16)),
        (
            '"Pelaku kami tahan," kata Kapolsek, Senin (9/6/2025). Aksi itu terjadi Sabtu, 7 Juni 2025.',
            date(2025, 6, 7),
        ),
        (
            "Kapolres menjelaskan bahwa pelaku ditangkap pada Minggu (8/6/2025). Ia sampaikan itu di kantor.",
            date(2025, 6, 8),
        ),
        # the year stands in the statement's day
        (
            "Kebakaran terjadi pada Kamis (19/6). Api padam subuh, kata petugas, Jumat (20/6/2025).",
            date(2025, 6, 19),
        ),
        ('"Tiga orang kami amankan pagi tadi," kata Kasat, Minggu (29/12/2019).', date(2019, 12, 29)),
        ('"Ia ditangkap tadi malam," kata Kapolsek, Selasa (10/6/2025).', date(2025, 6, 9)),
        (
            "Apel digelar Jumat (29/5/2026). Lomba akan dilaksanakan pada Minggu, 12 Juli 2026.",
            date(2026, 5, 29),
        ),
        (
            "Perkara itu tercatat dalam surat tanggal 2 Juni 2025. Tersangka diserahkan Selasa (10/6/2025).",
            date(2025, 6, 10),
        ),
    ],
)
def test_the_day_of_the_event_is_found(text: str, day: date) -> None:
    assert found(text).day == day


def test_where_the_headline_tells_of_an_arrest_its_day_counts() -> None:
    text = (
        "Pencurian terjadi pada Selasa, 27 Mei 2025. Pelaku ditangkap pada Minggu, 8 Juni 2025, di rumahnya."
    )
    assert found(text, "Pencuri Motor Diringkus").day == date(2025, 6, 8)
    assert found(text, "Motor Petani Raib").day == date(2025, 5, 27)


def test_what_was_said_where_somebody_presided_dates_the_ceremony() -> None:
    text = '"Jaga nama baik," kata Kapolres, Selasa (10/6/2025).'
    assert found(text, "Kapolres Pimpin Sertijab Kapolsek").day == date(2025, 6, 10)
    assert find_event_time(read(text, title="Kapolres Ajak Warga Jaga Kamtibmas")) is None


@pytest.mark.parametrize(
    "text",
    [
        '"Kami siap," ujar Kapolres kepada SUARAKOTA.COM, Senin (9/6/2025).',
        "Hal itu disampaikan Kapolsek Iptu Budi S.H. pada Senin (9/6/2025).",
        "Kapolres OKU AKBP Andi Wijaya di Baturaja, Sabtu, mengatakan situasi aman.",
        "Operasi berlangsung 14-27 Juli 2025.",
        "Operasi dimulai sejak Senin (14/7/2025) hingga Minggu (27/7/2025).",
        "Pemilihan akan digelar pada Rabu, 27 November 2024.",
        "Pencurian itu marak. Ia pensiun pada 1 Mei 2023.",
        "Warga resah.",
        "",
    ],
)
def test_days_of_statements_plans_spans_and_papers_are_no_events(text: str) -> None:
    event = find_event_time(text)
    assert event is None or event.day is None


def test_without_a_year_there_is_no_day_but_publication_completes_it() -> None:
    event = found("Pelaku ditangkap pada Kamis malam (24/7) di Lahat.", published=date(2025, 7, 26))
    assert event.day is None
    assert event.likely == date(2025, 7, 24)
    assert event.text == "Kamis malam (24/7)"


@pytest.mark.parametrize(
    ("written", "likely"),
    [
        ("Sabtu", date(2025, 7, 26)),
        ("Minggu", date(2025, 7, 27)),
        ("kemarin", date(2025, 7, 26)),
        ("dini hari tadi", date(2025, 7, 27)),
        ("Kamis (31/7)", None),  # after publication
        ("Senin (24/7)", None),  # that day was a Thursday
        ("Rabu (1/1)", None),  # too long ago to be meant
    ],
)
def test_publication_completes_only_what_fits(written: str, likely: date | None) -> None:
    event = found(f"Pelaku ditangkap {written} di Lahat.", published=date(2025, 7, 27))
    assert (event.day, event.likely) == (None, likely)


def test_a_day_in_december_is_of_the_year_before_in_january() -> None:
    event = found("Pelaku ditangkap pada Senin (29/12).", published=date(2026, 1, 2))
    assert event.likely == date(2025, 12, 29)


def test_a_full_day_stands_though_its_weekday_is_wrong_and_that_is_said() -> None:
    event = found("Pertemuan digelar pada Senin (16/2/2025).")
    assert event.day == date(2025, 2, 16)
    assert event.contradictions == ("Senin (16/2/2025): that day was no such weekday",)


def test_a_mistyped_year_gives_no_day_and_is_told() -> None:
    event = found("Tembakan terdengar Rabu (18/6) pagi. Demikian dilaporkan Kapolsek, Rabu (18/6/2926).")
    assert event.day is None
    assert event.contradictions == ("Rabu (18/6/2926): there is no such day or year",)


def test_days_that_do_not_fit_together_give_no_day() -> None:
    event = found("Kabel dicuri pada Rabu, 5 Juni 2024. Pelaku ditangkap pada Selasa (10/6).")
    assert event.day is None
    assert "Selasa (10/6)" in event.contradictions[0]


def test_a_day_after_publication_is_told_and_the_likely_one_named() -> None:
    event = found("Pelaku ditangkap pada Kamis (19/6/2026).", published=date(2025, 6, 20))
    assert event.day == date(2026, 6, 19)
    assert event.likely == date(2025, 6, 19)
    assert any("after publication" in one for one in event.contradictions)


def test_history_is_not_the_event() -> None:
    text = (
        "Perjanjian dilakukan pada 30 November 2009. Tersangka dipanggil, kata penyidik, Selasa (21/10/2025)."
    )
    assert find_event_time(text) is None


def test_the_place_of_the_day_in_the_text_is_kept() -> None:
    words = read("Peristiwa terjadi pada Rabu (4/6/2025).")
    event = find_event_time(words)
    assert event is not None
    assert words.quote(event.evidence[0]) == event.text == "Rabu (4/6/2025)"
