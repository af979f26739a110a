"""What charts are made of: counts on the source's own clock, and why there is nothing where there is not."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler.labels import Place, Topic
from storage.sqlite import charts
from storage.sqlite.connection import Connection
from storage.store import ArticleQuery, Store
from tests.crawler.runs.histories import days_of, round_of, watched
from tests.storage.conftest import Look
from tests.storage.samples import article, labels, moment, source_row

NOON = datetime(2026, 2, 16, 5, 0, tzinfo=UTC)  # 12.00 WIB, a Monday
END = datetime(2026, 2, 16, 17, 0, tzinfo=UTC)  # the end of the 16th in Jakarta
OKU = Place(
    code="16.01",
    kabupaten_kota="Kabupaten Ogan Komering Ulu",
    provinsi="Sumatera Selatan",
    kecamatan=("Baturaja Timur", "Lubuk Raja"),
    event=True,
    quotes=("OKU",),
)
MUBA = replace(OKU, code="16.06", kabupaten_kota="Kabupaten Musi Banyuasin", kecamatan=("Sekayu",))


def day(ago: float) -> datetime:
    return NOON - timedelta(days=ago)


def statuses(store: Store, query: ArticleQuery) -> dict[str, str]:
    """By day of February."""
    return {one.day[-2:]: one.status for one in store.coverage(query) if one.day.startswith("2026-02")}


def test_articles_count_on_the_day_of_their_sources_clock(store: Store) -> None:
    store.put_sources([source_row("sumeks"), source_row("papua", zone="Asia/Jayapura")], NOON)
    late = datetime(2026, 2, 15, 16, 30, tzinfo=UTC)  # 23.30 WIB on the 15th, 01.30 WIT on the 16th
    for source in ("sumeks", "papua"):
        store.keep(article("/1", source=source, published=moment(late), text=f"Berita {source}."), None)
    days = {one.name: one.articles for one in store.tallies("day", ArticleQuery())}
    assert days == {"2026-02-15": 1, "2026-02-16": 1}
    assert [one.name for one in store.tallies("day", ArticleQuery(sources=("papua",)))] == ["2026-02-16"]


@pytest.mark.parametrize(
    "query", [ArticleQuery(), ArticleQuery(since=day(9)), ArticleQuery(sources=("sumeks",))]
)
def test_articles_are_counted_by_what_they_say(store: Store, query: ArticleQuery) -> None:
    store.keep(article("/1", labels=labels(places=(OKU, replace(MUBA, event=False)))), None)
    topics = (Topic(topic="narkoba", score=1.0, quotes=()),)
    store.keep(article("/2", labels=labels(places=(OKU, MUBA), topics=topics, relevant=False)), None)
    store.keep(article("/3"), None)

    def told(key: str) -> list[tuple[str, int, int]]:
        return [(one.name, one.articles, one.relevant) for one in store.tallies(key, query)]

    assert told("topic") == [("narkoba", 2, 1), ("operasi", 1, 1)]
    assert told("kabupaten") == [
        ("Kabupaten Ogan Komering Ulu", 2, 1),
        ("Kabupaten Musi Banyuasin", 1, 0),
    ]
    assert ("Sekayu, Kabupaten Musi Banyuasin", 1, 0) in told("kecamatan")
    assert told("unit") == [("Polres Ogan Komering Ulu", 2, 1)]
    assert told("source") == [("sumeks", 3, 1)]
    assert store.tallies("topic", replace(query, until=day(3))) == []
    assert len(store.tallies("topic", replace(query, limit=1))) == 1


def test_each_day_says_why_there_is_nothing(store: Store) -> None:
    watched(store, at=NOON)
    days_of(store, day(12), 20)
    round_of(store, day(12), 2)  # 4 February
    round_of(store, day(11), 0)
    round_of(store, day(10), 0, outcome="failed", reason="all 2 lists failed: HTTP 403")
    round_of(store, day(9), 0, refused=("no text found",) * 4)
    # nobody looked on the 8th
    round_of(store, day(7), 6, authored=False)
    round_of(store, day(6), 3)
    for ago in (5, 4, 3, 2):
        round_of(store, day(ago), 0)
    round_of(store, day(1), 0, outcome="failed", reason="its only list failed: HTTP 500")
    round_of(store, day(0), 1)
    assert statuses(store, ArticleQuery(until=END, since=day(12))) == {
        "04": "news",
        "05": "no news",
        "06": "blocked",
        "07": "broken",
        "08": "not watched",
        "09": "broken",
        "10": "news",
        "11": "silent",
        "12": "silent",
        "13": "silent",
        "14": "silent",
        "15": "failed",
        "16": "news",
    }
    told = {one.day[-2:]: one for one in store.coverage(ArticleQuery(since=day(12), until=END))}
    assert told["06"].evidence == "all 2 lists failed: HTTP 403"
    assert told["09"].evidence == "of 6 that came in 0 without date, 6 without author"
    assert told["07"].figures["refused"] == 4
    assert (told["04"].articles, told["04"].figures["runs_ok"]) == (2, 3)


def test_the_view_and_the_question_about_some_days_agree(store: Store, look: Look) -> None:
    watched(store, at=NOON)
    days_of(store, day(5), 30, rest=frozenset({5, 6}))
    round_of(store, day(4), 0, outcome="failed", reason="its only list failed: robots.txt: HTTP 503")
    asked = {one.day: one.status for one in store.coverage(ArticleQuery(since=day(20), until=END))}
    viewed = dict(look("SELECT day, status FROM coverage WHERE source = 'sumeks'"))
    assert len(asked) == 21
    assert {day: viewed[day] for day in asked} == asked
    assert asked["2026-02-12"] == "blocked"
    assert asked["2026-02-07"] == "no news"  # a Saturday


def test_a_small_paper_whose_template_breaks_is_broken_on_each_such_day(store: Store) -> None:
    watched(store, at=NOON)
    days_of(store, day(8), 20)
    for ago in (8, 7, 6, 5):
        round_of(store, day(ago), 2, dated=ago > 6, authored=ago > 6)
    for ago in (4, 3, 2):
        round_of(store, day(ago), 2, authored=False)
    told = statuses(store, ArticleQuery(since=day(9), until=day(1)))
    assert told == {
        **dict.fromkeys(("07", "08", "09"), "news"),
        **dict.fromkeys(("10", "11", "12", "13", "14"), "broken"),
        "15": "not watched",
    }


def test_a_district_is_explained_by_the_sources_that_see_it(store: Store) -> None:
    for source in ("sumeks", "palpos", "lampost"):
        watched(store, source, at=NOON)
    for number in range(2):
        for source, place in (("sumeks", OKU), ("palpos", OKU), ("palpos", MUBA), ("lampost", MUBA)):
            url = f"/{source}/{place.code}/{number}"
            one = article(url, source=source, published=moment(day(5)), labels=labels(places=(place,)))
            store.keep(replace(one, fetched_at=day(5)), None)
    refusal = {"news": 0, "outcome": "failed", "reason": "its only list failed: HTTP 403"}
    round_of(store, day(4), 1, source="sumeks")  # elsewhere
    round_of(store, day(4), source="palpos", **refusal)  # type: ignore[arg-type]
    round_of(store, day(3), source="palpos", **refusal)  # type: ignore[arg-type]
    found = {
        (one.name.rpartition(" ")[2], one.day[-2:]): one
        for one in store.district_coverage(ArticleQuery(since=day(5), until=day(1)))
    }
    assert found["Ulu", "11"].status == "news"
    assert found["Ulu", "11"].articles == 4
    assert found["Ulu", "12"].status == "no news"
    assert found["Ulu", "12"].evidence == "palpos: blocked"
    assert found["Ulu", "12"].figures == {"sources": 2, "sources_well": 1}
    assert found["Banyuasin", "12"].status == "blocked"
    assert found["Ulu", "13"].status == "blocked"
    assert found["Ulu", "14"].status == "not watched"


def test_backfilled_years_are_news_and_the_rest_of_them_is_left_out(store: Store) -> None:
    watched(store, at=NOON)
    store.keep(article("/old", published=moment(day(900))), None)
    round_of(store, day(1), 1)
    days = store.coverage(ArticleQuery(until=END))
    assert [(one.day, one.status) for one in days] == [
        ("2023-08-31", "news"),
        ("2026-02-15", "news"),
        ("2026-02-16", "not watched"),
    ]


class Explained(Connection):
    """A connection that tells how it would find the rows, and finds none."""

    plans: list[str]

    def rows(self, sql: str, values: Any = ()) -> list[sqlite3.Row]:
        self.plans += [row["detail"] for row in super().rows(f"EXPLAIN QUERY PLAN {sql}", values)]
        return []


@pytest.mark.parametrize("key", [*charts.KEYS, "coverage", "districts"])
def test_a_month_is_found_by_indexes_and_no_table_is_walked_through(
    store: Store, path: Path, key: str
) -> None:
    with closing(Explained(path, read_only=True)) as db:
        db.plans = []
        query = ArticleQuery(since=day(30), until=END)
        if key in charts.KEYS:
            charts.tallies(db, key, query)
        else:
            (charts.coverage if key == "coverage" else charts.district_coverage)(db, query)
    assert [plan for plan in db.plans if plan.startswith(("SCAN a", "SCAN k", "SCAN r ", "SCAN l"))] == []
    assert any("SEARCH a USING" in plan for plan in db.plans)
