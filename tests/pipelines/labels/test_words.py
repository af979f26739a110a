"""Texts are taken apart so that every word knows its place, and sentences and lines are told from commas."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.labels.words import NEAR, PART, STOP, Span, as_words, read


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200), st.text(max_size=30))
def test_every_word_stands_where_it_says(text: str, title: str) -> None:
    words = read(text, title=title)
    for i, raw in enumerate(words.raw):
        assert words.text[words.starts[i] : words.ends[i]] == raw
    lengths = {
        len(column) for column in (words.keys, words.seps, words.starts, words.ends, words.gaps, words.aside)
    }
    assert lengths == {len(words)}


def test_title_and_body_are_one_text_and_the_border_is_known() -> None:
    words = read("Polisi datang.", title="Ruko terbakar")
    assert words.text == "Ruko terbakar\nPolisi datang."
    assert words.text[: words.title_end] == "Ruko terbakar"
    assert words.gaps[2] == STOP


def test_a_quote_is_shown_on_one_line() -> None:
    words = read("di Kabupaten\nMuara\xa0Enim kemarin")
    assert words.quote(words.span(1, 4)) == "Kabupaten Muara Enim"


@pytest.mark.parametrize(
    ("text", "word", "gap"),
    [
        ("Muara Enim", "Enim", NEAR),
        ("Bati-Bati", "Bati", NEAR),
        ("Kab. Lahat", "Lahat", NEAR),
        ("H. Fulan", "Fulan", NEAR),
        ("Lahat, Sumsel", "Sumsel", PART),
        ("Ulu (OKU)", "OKU", PART),
        ("di Lahat. Polisi", "Polisi", STOP),
        ("kata dia.Polisi", "Polisi", STOP),
        ("di Lahat\nPolisi", "Polisi", STOP),
        ("Lahat? Polisi", "Polisi", STOP),
        ("di Lahat.” Polisi", "Polisi", STOP),
        ("Fulan, S.H., hadir", "hadir", PART),
    ],
)
def test_what_parts_two_words_is_ranked(text: str, word: str, gap: int) -> None:
    words = read(text)
    assert words.gaps[max(i for i, raw in enumerate(words.raw) if raw == word)] == gap


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("warga KotaDepok resah", ["warga", "Kota", "Depok", "resah"]),
        ("PoldaSumatera Utara", ["Polda", "Sumatera", "Utara"]),
        ("Polrestabes Medan", ["Polrestabes", "Medan"]),
        ("Kotabumi dan Polresta", ["Kotabumi", "dan", "Polresta"]),
    ],
)
def test_blanks_lost_with_links_are_put_back_for_reading_only(text: str, parts: list[str]) -> None:
    assert list(read(text).raw) == parts


def test_a_reading_is_not_read_again() -> None:
    words = read("Polres Lahat")
    assert as_words(words) is words
    assert as_words("Polres Lahat").raw == words.raw


def test_spans_sort_by_where_they_begin() -> None:
    assert sorted([Span(9, 12), Span(2, 30)]) == [Span(2, 30), Span(9, 12)]


def test_an_empty_text_has_no_words() -> None:
    assert len(read("")) == 0
    assert len(read(" \n…")) == 0
