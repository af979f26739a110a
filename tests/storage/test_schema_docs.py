"""docs/schema.md: names all there is, nothing else, and every query of it answers."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from crawler.runs.linking import link_waiting
from storage import open_store
from tests.storage import newsroom

TEXT = (Path(__file__).parents[2] / "docs" / "schema.md").read_text(encoding="utf-8")
QUERIES = dict(re.findall(r"^### (\d+\. [^\n]+)\n(?:(?!^###).)*?^```sql\n(.*?)^```", TEXT, re.M | re.S))


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("schema") / "ronda.db"
    with closing(open_store(path)) as store:
        newsroom.fill(store)
        link_waiting(store)
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        yield connection


def documented() -> dict[str, list[str]]:
    """Tables and views with their columns, in the order of the page."""
    sections = re.split(r"^### `(\w+)`$", TEXT, flags=re.M)[1:]
    return {
        name: re.findall(r"^\| `(\w+)` \|", body.split("\n## ")[0], re.M)
        for name, body in zip(sections[::2], sections[1::2], strict=True)
    }


def real(database: sqlite3.Connection) -> dict[str, set[str]]:
    tables = database.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type <> 'shadow' "
        "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    ).fetchall()
    # hidden = 1: the columns FTS5 keeps for itself; 2 and 3 are generated ones
    sql = "SELECT name FROM pragma_table_xinfo(?) WHERE hidden <> 1"
    return {name: {column for (column,) in database.execute(sql, (name,))} for (name,) in tables}


def test_every_table_view_and_column_is_documented_and_no_other(database: sqlite3.Connection) -> None:
    assert {name: set(columns) for name, columns in documented().items()} == real(database)
    assert all(len(columns) == len(set(columns)) for columns in documented().values())


def test_queries_are_numbered_and_all_are_seen() -> None:
    assert [heading.split(".")[0] for heading in QUERIES] == [str(n + 1) for n in range(len(QUERIES))]
    assert TEXT.count("```sql") == len(QUERIES) >= 20


@pytest.mark.parametrize("heading", QUERIES)
def test_the_query_answers(database: sqlite3.Connection, heading: str) -> None:
    rows = database.execute(QUERIES[heading]).fetchall()
    assert rows
    assert any(value is not None for row in rows for value in row)


def test_queries_find_what_the_newsroom_did(database: sqlite3.Connection) -> None:
    def answer(number: int) -> list[tuple[object, ...]]:
        (sql,) = (sql for heading, sql in QUERIES.items() if heading.startswith(f"{number}. "))
        return database.execute(sql).fetchall()

    assert [row[1] for row in answer(5)] == ["sumeks"]
    assert answer(7)[0] == ("polres ogan ilir", 1)
    assert len(answer(8)) == 2
    assert answer(9)[0][2:] == ("Begal Sadis Ditangkap Polres Ogan Ilir", "Begal Ditangkap")
    assert [row[0] for row in answer(10)] == [1, 2, 3]
    assert answer(12) == [("sumeks", "palpos", 1, 0.0)]
    assert {row[0] for row in answer(15)} == {"lampost", "sumeks"}
    assert [row[0] for row in answer(16)] == ["lampost"]
    assert {row[1] for row in answer(17)} == {"HTTP 500", "HTTP 503"}
    assert [row[2] for row in answer(19)] == ["Gudang Solar Ilegal Digerebek"]
    assert answer(20)[0][:2] == ("kriminal", 8)
