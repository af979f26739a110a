import json
import sqlite3
from contextlib import closing
from pathlib import Path

from storage import datasette_metadata
from tests.crawler.cli.conftest import Ronda


def test_metadata_is_one_json_document_that_needs_no_database(ronda: Ronda, empty: Path) -> None:
    done = ronda("metadata")
    assert done.code == 0
    assert json.loads(done.out) == datasette_metadata()
    assert not empty.exists()


def test_every_table_it_speaks_of_is_there(ronda: Ronda, database: Path) -> None:
    told = json.loads(ronda("metadata").out)
    with closing(sqlite3.connect(database)) as raw:
        there = {name for (name,) in raw.execute("SELECT name FROM sqlite_schema")}
    [tables] = [one["tables"] for one in told["databases"].values()]
    assert "articles" in tables
    assert set(tables) <= there
