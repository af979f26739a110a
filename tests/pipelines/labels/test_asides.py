"""Pointers to other articles are marked to their end, and nothing else is."""

from __future__ import annotations

import pytest

from pipelines.labels.words import read


def aside(text: str) -> str:
    words = read(text)
    return " ".join(raw for raw, marked in zip(words.raw, words.aside, strict=True) if marked)


@pytest.mark.parametrize(
    "text",
    [
        "Polisi datang.\nBaca juga: Begal di Lahat Ditangkap\nKorban selamat.",
        "Polisi datang.\nBACA JUGA:Begal di Lahat Ditangkap\n\nKorban selamat.",
        "Polisi datang.\nBaca juga:\nBegal di Lahat Ditangkap\nKorban selamat.",
        "Polisi datang. Baca Juga : Begal di Lahat Ditangkap “Korban selamat,” kata dia.",
    ],
)
def test_a_pointer_is_marked_to_the_end_of_its_title(text: str) -> None:
    assert aside(text).lower() == "baca juga begal di lahat ditangkap"


def test_in_running_text_the_next_sentence_loses_at_most_its_first_capitals() -> None:
    words = read(
        "Ia luka. Baca Juga: Polres Lahat Gelar Apel Siaga Petugas yang tiba di Prabumulih menolong."
    )
    marked = dict(zip(words.raw, words.aside, strict=True))
    assert marked["Lahat"]
    assert not marked["tiba"]
    assert not marked["Prabumulih"]


def test_two_pointers_in_a_row_are_both_marked() -> None:
    text = "A.\nBaca juga: Satu Hilang\nBaca juga: Dua Pulang\nTiga orang datang."
    assert aside(text) == "Baca juga Satu Hilang Baca juga Dua Pulang"


def test_a_halved_word_goes_on_behind_its_hyphen() -> None:
    assert aside("A. Baca juga: Detik-detik Truk Terguling di Lahat lalu sopir kabur") == (
        "Baca juga Detik detik Truk Terguling di Lahat"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Anak itu gemar baca juga menulis.",
        "Warga lihat juga api dari Lahat.",
        "Berita acara pemeriksaan dibuat di Polres Lahat.",
        "Baca",
        "",
    ],
)
def test_ordinary_sentences_are_not_pointers(text: str) -> None:
    assert aside(text) == ""


def test_a_pointer_without_end_stops_by_itself() -> None:
    words = read("Baca juga: " + "Polres Lahat Gelar Razia " * 40)
    assert 10 < sum(words.aside) < 40
