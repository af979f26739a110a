"""Whatever a person types becomes an expression that FTS5 takes."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from storage.sqlite.expression import match_expression


@pytest.fixture(scope="module")
def table() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute(
        'CREATE VIRTUAL TABLE t USING fts5 (title, text, tokenize="unicode61 remove_diacritics 2")'
    )
    connection.execute("INSERT INTO t VALUES ('Begal', 'Polisi menangkap begal di Jalan Sudirman.')")
    return connection


@pytest.mark.parametrize(
    ("typed", "expression"),
    [
        ("begal motor", '"begal" AND "motor"'),
        ('"kunci leter T" motor', '"kunci leter T" AND "motor"'),
        ("“kunci leter T” motor", '"kunci leter T" AND "motor"'),
        ('tidak "ditutup', '"ditutup"'),
        ("begal begal BEGAL", '"begal" AND "BEGAL"'),
        ("anti-narkoba Rp1.500", '"anti narkoba" AND "Rp1 500"'),
        ("title:begal NEAR(polisi,5) AND x*", '"title" AND "begal" AND "NEAR" AND "polisi 5" AND "x"'),
        ("polisi yang di Palembang", '"polisi" AND "Palembang"'),
        ("yang di dan", '"yang" AND "di" AND "dan"'),
        ('di "yang dan"', '"yang dan"'),
        ("\"\" “” '' ( ) * : ^ - + {}", None),
        ("🚓 🚨", None),
        ("🚓 polisi", '"polisi"'),
        ("", None),
        ("a\x00b", '"a" AND "b"'),
    ],
)
def test_what_is_typed_becomes(typed: str, expression: str | None) -> None:
    assert match_expression(typed) == expression


@settings(max_examples=400, deadline=None)
@given(st.text(st.characters() | st.sampled_from('"*:^()-+{}~\x00\ud83d NEARANDORNOT'), max_size=60))
@example('"')
@example('" " "')
@example("\ud83d\x00́")
@example("NOT")
@example('a" OR "b')
def test_no_text_makes_the_search_fail(table: sqlite3.Connection, typed: str) -> None:
    expression = match_expression(typed)
    if expression is not None:
        table.execute("SELECT count(*) FROM t WHERE t MATCH ?", (expression,)).fetchone()


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(["polisi", "menangkap", "BEGAL", "sudirman", '"di Jalan"', "yang"]), min_size=1)
)
def test_words_that_all_occur_find_the_text(table: sqlite3.Connection, words: list[str]) -> None:
    telling = [word for word in words if word != "yang"]
    expression = match_expression(" ".join(words))
    ((count,),) = table.execute("SELECT count(*) FROM t WHERE t MATCH ?", (expression,)).fetchall()
    assert count == (1 if telling else 0)


def test_a_very_long_text_is_taken(table: sqlite3.Connection) -> None:
    expression = match_expression(" ".join(f"kata{n}" for n in range(5000)))
    assert table.execute("SELECT count(*) FROM t WHERE t MATCH ?", (expression,)).fetchone() == (0,)
