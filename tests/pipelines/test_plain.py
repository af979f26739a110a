from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.plain import MAX_LIST, distinct, key, one_line, plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Polisi\x00 tangkap\x07 pelaku", "Polisi tangkap pelaku"),
        ("\x1b[31mmerah\x1b[0m", "merah"),
        ("aman\u202egnilam", "amangnilam"),  # would turn the line round on a screen
        ("ka\u00adbu\u200bpa\u2060ten\ufeff", "kabupaten"),
        ("po\u200dlisi", "polisi"),
        ("a\ud800b\udfffc", "abc"),
        ("Jum\u0092at \u0096 Sabtu", "Jum’at – Sabtu"),
        ("cafe\u0301", "caf\u00e9"),
        ("baris\nbaru\tdan tab", "baris\nbaru\tdan tab"),
    ],
)
def test_what_no_reader_sees_is_removed(text: str, expected: str) -> None:
    assert plain(text) == expected


@pytest.mark.parametrize(
    "text", ["👨\u200d👩\u200d👧", "می\u200cخواهم", "Rp1.000,00 – “ya”", "naïve œuvre", "한국"]
)
def test_what_readers_see_stays(text: str) -> None:
    assert plain(text) == unicodedata.normalize("NFC", text)


@given(st.text(max_size=200))
def test_plain_text_can_always_be_stored_and_is_plain(text: str) -> None:
    once = plain(text)
    once.encode("utf-8")
    assert plain(once) == once


def test_lines_are_capped() -> None:
    assert one_line("a \n b" + "c" * 1000, 10) == "a bccccccc"


def test_lists_hold_fifty_entries_each_once() -> None:
    assert distinct(["Sabu", " sabu ", "", "Ganja"]) == ("Sabu", "Ganja")
    assert len(distinct(map(str, range(1000)))) == MAX_LIST


def test_keys_ignore_quotes_dashes_and_capitals() -> None:
    assert key("“Polisi”—Tangkap, 2") == key('polisi - TANGKAP "2"')
