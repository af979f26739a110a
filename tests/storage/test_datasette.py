"""The file in Datasette, with our metadata: pages, facets and queries."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from crawler.runs.linking import link_waiting
from storage import datasette_metadata, open_store
from tests.storage import newsroom
from tests.storage.samples import article, labels

app = pytest.importorskip("datasette.app")

TABLES = datasette_metadata()["databases"]["ronda"]["tables"]
NAMED = datasette_metadata()["databases"]["ronda"]["queries"]


@pytest.fixture
def datasette(path: Path) -> Any:
    with closing(open_store(path)) as store:
        newsroom.fill(store)
        for number in range(2):
            store.keep(article(f"/oku/{number}", labels=labels()), None)
        link_waiting(store)
    return app.Datasette([str(path)], metadata=datasette_metadata())


def test_metadata_names_tables_and_columns_that_exist(path: Path) -> None:
    open_store(path).close()
    with closing(sqlite3.connect(path)) as connection:
        for table, about in TABLES.items():
            sql = "SELECT name FROM pragma_table_xinfo(?)"
            columns = {name for (name,) in connection.execute(sql, (table,))}
            named = {*about["facets"], *about.get("columns", {})}
            named |= {about[key] for key in ("sort_desc", "label_column") if key in about}
            assert columns, table
            assert named <= columns, table


@pytest.mark.parametrize("table", TABLES)
async def test_a_table_page_shows_title_rows_and_facets(datasette: Any, table: str) -> None:
    page = await datasette.client.get(f"/ronda/{table}")
    assert page.status_code == 200
    assert TABLES[table]["description"] in page.text.replace("&#39;", "'")
    answer = (await datasette.client.get(f"/ronda/{table}.json")).json()
    assert answer["rows"] or table == "aliases"
    assert set(TABLES[table]["facets"]) <= set(answer["facet_results"])


async def test_newest_articles_stand_first(datasette: Any) -> None:
    rows = (await datasette.client.get("/ronda/articles.json?_shape=objects")).json()["rows"]
    dates = [row["dated_at"] for row in rows]
    assert dates == sorted(dates, reverse=True)
    assert len(set(dates)) > 1


async def test_articles_are_searched_in_the_browser(datasette: Any) -> None:
    page = await datasette.client.get("/ronda/articles?_search=solar")
    assert "Gudang Solar Ilegal Digerebek" in page.text
    assert "Patroli" not in page.text


@pytest.mark.parametrize("query", NAMED)
async def test_a_named_query_answers(datasette: Any, query: str) -> None:
    page = await datasette.client.get(f"/ronda/{query}")
    assert page.status_code == 200
    assert NAMED[query]["title"] in page.text
    rows = (await datasette.client.get(f"/ronda/{query}.json?_shape=array")).json()
    assert rows


async def test_the_words_of_a_query_can_be_given(datasette: Any) -> None:
    answer = await datasette.client.get('/ronda/mentions.json?_shape=array&words="senjata rakitan"')
    assert [row["title"] for row in answer.json()] == ["Warga Serahkan Senjata Rakitan"]


def test_metadata_may_be_made_for_a_file_of_another_name() -> None:
    assert list(datasette_metadata("kabar")["databases"]) == ["kabar"]
