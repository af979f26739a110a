"""The fields of a search, in whatever spelling they are typed."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from crawler.cli.search_fields import with_fields
from storage.search import parse
from storage.store import ArticleQuery, Facet
from tests.crawler.cli.conftest import Ronda

JAKARTA = ZoneInfo("Asia/Jakarta")
SOURCES = ("antara-sumsel", "antara-lampung", "sumeks")


def read(typed: str, query: ArticleQuery = ArticleQuery()) -> tuple[ArticleQuery, list[str]]:  # noqa: B008 - frozen
    return with_fields(query, parse(typed).fields, zone=JAKARTA, sources=SOURCES)


@pytest.mark.parametrize(
    ("typed", "kind", "values"),
    [
        ('unit:"polres oku"', "unit", ("Polres Ogan Komering Ulu",)),
        ("unit:oku", "unit", ("Polres Ogan Komering Ulu",)),
        ('satuan:"Polda Sumsel"', "unit", ("Polda Sumatera Selatan",)),
        ("place:baturaja", "place", ("16.01",)),
        ("place:sumsel", "place", ("16",)),
        ('tempat:"kota palembang"', "place", ("16.71",)),
        ('place:"lubuk raja"', "kecamatan", ("lubuk raja",)),
        ("topic:narkoba", "topic", ("narkoba",)),
        ('topik:"lalu lintas"', "topic", ("lalu-lintas",)),
        ("topic:karhutla", "topic", ("bencana-karhutla",)),
        ("source:sumeks", "source", ("sumeks",)),
        ("source:antara", "source", ("antara-sumsel", "antara-lampung")),
        ("official:zamroni", "official", ("zamroni",)),
        ('operasi:"pekat musi"', "operation", ("pekat musi",)),
    ],
)
def test_any_spelling_is_read(typed: str, kind: str, values: tuple[str, ...]) -> None:
    query, notes = read(typed)
    assert query.facets == (Facet(kind=kind, values=values),)
    assert notes == []


def test_a_field_given_twice_means_either_and_minus_excludes() -> None:
    query, _ = read("topic:narkoba topic:korupsi -source:sumeks")
    assert query.facets == (
        Facet(kind="topic", values=("narkoba", "korupsi")),
        Facet(kind="source", values=("sumeks",), excluded=True),
    )


def test_times_narrow_what_the_options_say() -> None:
    query, notes = read("since:2026-01 until:2026-03-01")
    assert query.since == datetime(2026, 1, 1, tzinfo=JAKARTA)
    assert query.until == datetime(2026, 3, 1, tzinfo=JAKARTA)
    assert notes == []
    later = datetime(2026, 2, 1, tzinfo=UTC)
    assert read("since:2026-01", ArticleQuery(since=later))[0].since == later


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("since:kemarin", "since: 'kemarin' is no time"),
        ("-since:2026-01", "-since: has no meaning"),
        ("topic:cuaca", "no topic 'cuaca'; there are pemilu, narkoba"),
        ("source:koran", "no source 'koran'"),
        ("unit:xyzzy", "no police unit 'xyzzy' is known"),
    ],
)
def test_what_nobody_knows_is_told_and_breaks_nothing(typed: str, said: str) -> None:
    assert read(typed)[1][0].startswith(said)


@pytest.mark.usefixtures("database")
def test_fields_work_on_the_command_line_beside_words_and_alone(ronda: Ronda) -> None:
    assert ronda("search", "Baturaja source:sumeks").out.count("\n") == 1
    assert ronda("search", "since:2026-02-17 source:sumeks").code == 0
    unknown = ronda("search", "Baturaja warna:merah")
    assert unknown.code == 0
    assert "no field warna:" in unknown.err
    assert "in nearly every article" in ronda("search", "yang").err


@pytest.mark.usefixtures("database")
def test_one_per_story_is_an_option(ronda: Ronda) -> None:
    assert ronda("search", "Baturaja", "--one-per-story").code == 0
