"""A row is written behind what stands in the owner's file, and nothing there changes."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spiders.catalog.write import as_toml, with_row

ROW: dict[str, Any] = {"title": "Warta Sore", "host": "a.example", "feeds": ["/feed/"], "pages": 5}
BLOCKS = (
    "# catatan: jangan diubah\n",
    "\n",
    "   \n",
    'contact = "redaksi@a.example"   # siapa kita\n',
    "delay=1.5\n",
    "[sources.sumeks]\nenabled = false\n# sampai Mei\n",
    '[sources.lama]\nnote = """\nbaris\n\n[sources.bukan]\n"""\nhost = "b.example"\n',
    "[sources.lama2.hints]\nbody = [\n  '#isi', # di sini\n]\n",
)


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """A ronda.toml as people leave it: any order of tables, either line end, with or without a last one."""
    heads = [block for block in BLOCKS[:5] if draw(st.booleans())]
    tables = draw(st.permutations([block for block in BLOCKS[5:] if draw(st.booleans())]))
    text = "".join([*heads, *tables, *draw(st.lists(st.sampled_from(BLOCKS[:3]), max_size=3))])
    text = text.rstrip("\n") if draw(st.booleans()) else text
    mark = b"\xef\xbb\xbf" if draw(st.booleans()) else b""
    return mark + text.replace("\n", draw(st.sampled_from(("\n", "\r\n")))).encode()


def parsed(content: bytes) -> dict[str, Any]:
    return tomllib.loads(content.decode("utf-8-sig"))


@given(files())
@settings(max_examples=150, deadline=None)
def test_a_row_changes_no_byte_before_it_and_no_other_value(old: bytes) -> None:
    new = with_row(old, as_toml("warta-sore", ROW, "by hand"))
    assert new.startswith(old)
    before, after = parsed(old), parsed(new)
    assert after["sources"].pop("warta-sore") == ROW
    assert after["sources"] == before.get("sources", {})
    assert after | {"sources": None} == before | {"sources": None}
    assert (b"\r\n" in new) == (b"\r\n" in old) or b"\n" not in old
    assert b"\r\r" not in new
    assert new.count(b"\r\n") in (0, new.count(b"\n"))


@given(st.text(max_size=60), st.lists(st.text(max_size=20), max_size=3))
@settings(deadline=None)
def test_any_text_can_stand_in_a_row(title: str, feeds: list[str]) -> None:
    table = as_toml("x", {"title": title, "feeds": feeds}, "catatan\nkami")
    row = parsed(table.encode())["sources"]["x"]
    assert row == {"title": title, "feeds": feeds}


def test_halves_of_letters_cannot_break_the_file() -> None:
    assert parsed(as_toml("x", {"title": "a\ud800b"}).encode())["sources"]["x"]["title"] == "a?b"


def test_a_table_is_parted_from_what_is_before_by_one_empty_line() -> None:
    table = "[sources.x]\n"
    assert with_row(b"", table) == b"[sources.x]\n"
    assert with_row(b"a = 1", table) == b"a = 1\n\n[sources.x]\n"
    assert with_row(b"a = 1\n", table) == b"a = 1\n\n[sources.x]\n"
    assert with_row(b"a = 1\n\n", table) == b"a = 1\n\n[sources.x]\n"
    assert with_row(b"a = 1\r\n", table) == b"a = 1\r\n\r\n[sources.x]\r\n"


@pytest.mark.parametrize("value", [True, 1.5, None, {"a": 1}])
def test_what_has_no_place_in_a_row_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="no place"):
        as_toml("x", {"title": value})
