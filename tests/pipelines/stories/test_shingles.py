from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from pipelines.stories.shingles import comparable_lines, sentences, shingles, words


def test_dateline_of_a_newsroom_is_left_out() -> None:
    assert comparable_lines(
        "MUARA SAWAH, KABARTIMUR.COM - Polisi menangkap seorang pencuri ayam di pasar."
    ) == ["Polisi menangkap seorang pencuri ayam di pasar."]
    assert comparable_lines("Rawa Intan (ANTARA) - Warga membersihkan parit bersama anggota polsek.") == [
        "Warga membersihkan parit bersama anggota polsek."
    ]


def test_a_dash_in_the_middle_of_a_sentence_is_no_dateline() -> None:
    line = (
        "Polisi menutup jalan lintas sejak pagi karena longsor menimbun badan jalan - warga diminta memutar."
    )
    assert comparable_lines(line) == [line]


def test_read_also_goes_with_the_headline_below_its_label() -> None:
    text = "Kalimat pertama berita.\nBaca juga:\nJudul berita lain yang tidak penting\nKalimat kedua berita."
    assert comparable_lines(text) == ["Kalimat pertama berita.", "Kalimat kedua berita."]
    assert comparable_lines("Satu.\nBaca juga: Judul lain\nDua.") == ["Satu.", "Dua."]


def test_bylines_and_buttons_are_left_out() -> None:
    text = "Isi berita.\nSCROLL TO CONTINUE WITH CONTENT\nADVERTISEMENT\nEditor: Sari Wulandari\n(ant/dre)"
    assert comparable_lines(text) == ["Isi berita."]


def test_a_long_sentence_that_mentions_a_label_is_kept() -> None:
    line = (
        "Baca juga kitab undang-undang, kata hakim, " + "karena hukum berlaku bagi setiap warga negara, " * 8
    )
    assert comparable_lines(line) == [line.strip()]


def test_figures_stay_one_word() -> None:
    assert words("Rp17.900 pukul 06.30 WIB, 6,5 hektare") == [
        "rp17",
        "900",
        "pukul",
        "06.30",
        "wib",
        "6,5",
        "hektare",
    ]
    assert words("Kurs 17.900") == ["kurs", "17.900"]


def test_equal_words_of_another_unicode_form_are_equal() -> None:
    assert words("Cafe\u0301 Müller") == words("CAFÉ MU\u0308LLER")


def test_sentences_end_at_full_stops_and_at_lines() -> None:
    assert sentences(["Satu kalimat. Dua kalimat", "Tiga"]) == ["Satu kalimat.", "Dua kalimat", "Tiga"]


def test_shingles_of_a_text_shorter_than_one_are_the_text() -> None:
    assert shingles(["polisi"]) == {"polisi"}
    assert shingles([]) == set()
    assert shingles(["a", "b", "c"]) == {"a b", "b c"}
    assert shingles(["a", "b", "c", "d"], 3) == {"a b c", "b c d"}


@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    for line in comparable_lines(text):
        assert line.strip()
        words(line)


def test_hostile_lines_cost_no_more_than_others() -> None:
    hostile = ["A" + "A." * 30_000, "Baca " * 10_000, "A, " * 20_000 + "-", "(" * 50_000, "1/2" * 20_000]
    started = time.process_time()
    for text in hostile:
        comparable_lines(text)
        words(text)
    assert time.process_time() - started < 5  # 0.2 s where nothing else runs; backtracking would take minutes
