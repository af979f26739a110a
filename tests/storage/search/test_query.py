"""Whatever a person types is a question, and FTS5 takes what becomes of it."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from storage.search import Field, Question, parse
from storage.search.meaning import meant
from storage.search.query import MOST_TERMS, at_least
from storage.sqlite.expression import match_expression


@pytest.fixture(scope="module")
def table() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute(
        'CREATE VIRTUAL TABLE t USING fts5 (title, text, tokenize="unicode61 remove_diacritics 2")'
    )
    connection.execute("INSERT INTO t VALUES ('Begal', 'Polisi menangkap begal di Jalan Sudirman.')")
    return connection


def expression(typed: str) -> str | None:
    root = parse(typed).root
    return None if root is None else match_expression(root)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("begal motor", '(("begal") AND ("motor"))'),
        ('"kunci leter T" motor', '(("kunci leter t") AND ("motor"))'),
        ("“kunci leter T” motor", '(("kunci leter t") AND ("motor"))'),
        ('begal "ditutup', '(("begal") AND ("ditutup"))'),
        ("anti-narkoba Rp1.500", '(("anti narkoba") AND ("rp1 500"))'),
        ("sabu OR ganja", '(("sabu") OR ("ganja"))'),
        ("sabu ATAU ganja", '(("sabu") OR ("ganja"))'),
        ("a AND b OR c", '((("a") AND ("b")) OR ("c"))'),
        ("a AND (b OR c)", '(("a") AND (("b") OR ("c")))'),
        ("sabu -ganja", '(("sabu") NOT (("ganja")))'),
        ("sabu NOT (ganja OR inex)", '(("sabu") NOT ((("ganja") OR ("inex"))))'),
        ("sabu NOT NOT ganja", '(("sabu") AND ("ganja"))'),
        ("title:begal motor", '({title} : ("begal") AND ("motor"))'),
        ('judul:"begal motor"', '{title} : ("begal motor")'),
        ("NEAR(polisi,5) x*", '(("near") AND ("polisi 5") AND ("x"))'),
        ("polisi yang di Palembang", '(("polisi") AND ("palembang"))'),
        ("((sabu OR", '("sabu")'),
        ("sabu) ganja", '(("sabu") AND ("ganja"))'),
        ("OR sabu AND", '("sabu")'),
        ("-sabu", None),
        ("yang di dan", None),
        ("\"\" “” '' ( ) * : ^ - + {}", None),
        ("🚓 polisi", '("polisi")'),
        ("", None),
        ("a\x00b", '(("a") AND ("b"))'),
        ("DÉSIRÉ", '("desire")'),
    ],
)
def test_what_is_typed_becomes(typed: str, said: str | None) -> None:
    assert expression(typed) == said


def test_fields_are_put_aside_with_their_values() -> None:
    asked = parse('unit:"polres oku" place:baturaja -topic:narkoba since:2026-01 orang:"imam zamroni" begal')
    assert asked.fields == (
        Field(name="unit", value="polres oku"),
        Field(name="place", value="baturaja"),
        Field(name="topic", value="narkoba", excluded=True),
        Field(name="since", value="2026-01"),
        Field(name="official", value="imam zamroni"),
    )
    assert asked.root == parse("begal").root
    assert asked.notes == ()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("warna:merah begal", "no field warna: (there are title, source"),
        ('begal "motor', "a quotation mark stands alone"),
        ("(begal", "brackets do not pair"),
        ("-begal", "words that must not occur need one beside them"),
        ("yang", "yang: in nearly every article"),
        ("((((((((((((begal))))))))))))", "brackets in brackets"),
        (" ".join(f"kata{n}" for n in range(5000)), f"only the first {MOST_TERMS} words"),
    ],
)
def test_what_was_not_understood_is_told(typed: str, said: str) -> None:
    assert any(note.startswith(said) for note in parse(typed).notes), parse(typed).notes


def test_an_unknown_field_is_searched_for_as_words_and_an_address_needs_no_remark() -> None:
    assert expression("warna:merah") == '(("warna") AND ("merah"))'
    assert parse("https://sumeks.example/read/1").notes == ()


@settings(max_examples=500, deadline=None)
@given(
    st.text(st.characters() | st.sampled_from('"*:^()-+{}~\x00\ud83d '), max_size=60)
    | st.lists(
        st.sampled_from(
            ["AND", "OR", "NOT", "(", ")", '"', "-", "title:", "unit:", "a", "begal", "yang", 'x:"', "NEAR"]
        ),
        max_size=25,
    ).map(" ".join)
)
@example('"')
@example('" " "')
@example("\ud83d\x00́")
@example('a" OR "b')
@example("title:")
@example('-title:"" a')
def test_no_text_makes_the_search_fail(table: sqlite3.Connection, typed: str) -> None:
    asked = parse(typed)
    assert isinstance(asked, Question)
    if asked.root is None:
        return
    for root in (asked.root, meant(asked.root, set)):
        for column in ("", "title"):
            said = match_expression(root, column=column)
            table.execute("SELECT count(*) FROM t WHERE t MATCH ?", (said,)).fetchone()


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(["polisi", "menangkap", "BEGAL", "sudirman", '"di Jalan"', "yang"]), min_size=1)
)
def test_words_that_all_occur_find_the_text(table: sqlite3.Connection, words: list[str]) -> None:
    said = expression(" ".join(words))
    if said is None:
        assert set(words) == {"yang"}
        return
    assert table.execute("SELECT count(*) FROM t WHERE t MATCH ?", (said,)).fetchone() == (1,)


def test_at_least_so_many_is_every_combination_and_never_too_many() -> None:
    words = [parse(word).root for word in ("sabu", "ganja", "inex")]
    given_ = [word for word in words if word is not None]
    two = at_least(given_, 2)
    assert two is not None
    assert match_expression(two).count(" AND ") == 3
    assert at_least(given_, 3) is None
    assert at_least(given_ * 10, 15) is None
