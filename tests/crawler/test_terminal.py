"""What strangers wrote is shown without anything that a terminal would obey; see also the tests of output."""

from __future__ import annotations

import pytest

from crawler.terminal import terminal


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Polres OKU – “ronda” malam é", "Polres OKU – “ronda” malam é"),
        ("\x1b[31mmerah\x1b[0m", "merah"),
        ("\x1b]0;judul\x07isi", "isi"),
        ("\x9b2Jhapus", "hapus"),
        ("a\r\nb\tc\u2028d", "a b c d"),
        ("kiri\u202enanak", "kirinanak"),
        ("putus\ud800", "putus"),
        ("\U000e0041tag", "tag"),
    ],
)
def test_only_what_can_be_read_is_left_in_one_line(text: str, shown: str) -> None:
    assert terminal(text) == shown


def test_line_feeds_stay_where_lines_are_wanted() -> None:
    assert terminal("a\r\nb\nc\rd", lines=True) == "a\nb\ncd"
