"""docs/charts.md: every query answers on a store as crawls leave it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.clock import now
from storage import open_store
from storage.sqlite.coverage_sql import STATUSES
from tests.crawler.runs.histories import days_of, watched
from tests.storage.samples import article, labels, moment

TEXT = (Path(__file__).parents[2] / "docs" / "charts.md").read_text(encoding="utf-8")
QUERIES = dict(re.findall(r"^### ([^\n]+)\n\n```sql\n(.*?)^```", TEXT, re.M | re.S))


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path, at = tmp_path_factory.mktemp("charts") / "ronda.db", now()
    with closing(open_store(path)) as store:
        watched(store, at=at)
        days_of(store, at, 10)
        for number in range(3):
            when = at - timedelta(days=2)
            one = article(f"/oku/{number}", labels=labels(), published=moment(when), fetched_at=at)
            store.keep(one, None)
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        yield connection


@pytest.mark.parametrize("heading", QUERIES)
def test_the_query_answers(database: sqlite3.Connection, heading: str) -> None:
    rows = database.execute(QUERIES[heading]).fetchall()
    assert rows
    assert any(value is not None for row in rows for value in row)


def test_every_query_is_tested_and_every_status_told() -> None:
    assert len(QUERIES) == TEXT.count("```sql") == 6
    assert [status for status in STATUSES if f"`{status}`" not in TEXT] == []


def test_queries_find_what_was_put_in(database: sqlite3.Connection) -> None:
    days = list(QUERIES.values())
    assert {row[2] for row in database.execute(days[0])} <= {"news", "no news", "not watched"}
    assert database.execute(days[4]).fetchall() == [("Kabupaten Ogan Komering Ulu", 3, "narkoba")]
    (counted,) = {row[2] for row in database.execute(days[5])}
    assert counted == 3
