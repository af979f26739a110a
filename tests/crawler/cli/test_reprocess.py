"""`ronda reprocess` on the command line: what it says, what it writes, and what it leaves alone."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from storage.warc.archive import files_of
from tests.crawler.cli.conftest import Ronda
from tests.crawler.cli.test_import_warc import capture, warc
from tests.storage.warc.samples import answer, record

__all__ = ["warc"]


@pytest.fixture
def archived(ronda: Ronda, warc: Callable[..., Path], empty: Path) -> Path:
    """A database with two articles of sumeks whose pages are archived."""
    assert ronda("import", warc(capture(700001), capture(700002))).out == "1 file: 2 stored\n"
    return empty


def change(database: Path, statement: str) -> None:
    """As if older rules had read it so."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(statement)


def test_differences_are_shown_field_by_field_and_then_written(ronda: Ronda, archived: Path) -> None:
    change(archived, "UPDATE articles SET text = 'Baca juga: X' || char(10) || text WHERE id = 1")
    change(archived, """UPDATE articles SET authors = '["ANTARA"]' WHERE id = 1""")
    shown = ronda("reprocess", "--dry-run", "--diff")
    assert "  authors: ANTARA → -" in shown.out
    assert "    [-Baca juga: X-]" in shown.out
    assert "1 changed" in shown.out
    assert shown.out.endswith("nothing was written\n")
    assert json.loads(ronda("show", "1", "--json").out)["authors"] == ["ANTARA"]
    done = ronda("reprocess")
    assert "changed: " in done.out
    assert "Baca juga" not in done.out
    assert done.code == 0
    stored = json.loads(ronda("show", "1", "--json").out)
    assert (stored["authors"], stored["revisions"]) == ([], 0)
    assert "Baca juga" not in stored["text"]
    assert ronda("reprocess").out == "2 pages read again: 2 as-before\n"


def test_scripts_get_one_document(ronda: Ronda, archived: Path) -> None:
    change(archived, "UPDATE articles SET section = 'Salah' WHERE id = 2")
    plain = json.loads(ronda("reprocess", "--dry-run", "--json").out)
    assert plain["dry_run"] is True
    assert plain["counts"] == {"as-before": 1, "changed": 1}
    (page,) = plain["pages"]
    assert (page["article"], page["version"], page["differences"]) == (2, 1, ["section"])
    told = json.loads(ronda("reprocess", "--json", "--diff").out)
    assert told["pages"][0]["differences"] == [{"field": "section", "before": "Salah", "after": None}]


def test_a_page_that_was_lost_is_named_and_the_others_are_read(ronda: Ronda, archived: Path) -> None:
    change(archived, """UPDATE pages SET "offset" = "offset" + 7 WHERE id = 1""")
    change(archived, "UPDATE articles SET section = 'Salah'")
    done = ronda("reprocess")
    assert done.code == 1
    assert "2 pages read again: 1 failed, 1 changed" in done.out.replace(
        "1 changed, 1 failed", "1 failed, 1 changed"
    )
    assert done.err.count("archived in") == 1


def test_an_article_is_never_given_up_for_a_refusal(ronda: Ronda, archived: Path) -> None:
    (file,) = (Path(entry.path) for entry in files_of(archived))
    empty = record(answer(b"<html></html>"), "https://sumeks.disway.id/read/700001/dua-pemuda-diamankan")
    at = file.stat().st_size
    with file.open("ab") as stream:
        stream.write(empty)
    change(archived, f"""UPDATE pages SET "offset" = {at}, length = {len(empty)} WHERE id = 1""")
    before = ronda("show", "1", "--json").out
    done = ronda("reprocess")
    assert done.code == 0
    assert "1 refused" in done.out
    assert ronda("show", "1", "--json").out == before


def test_a_page_that_was_refused_becomes_an_article_once_the_rules_can_read_it(
    ronda: Ronda, archived: Path
) -> None:
    change(archived, "UPDATE urls SET article_id = NULL, disposition = 'refused' WHERE article_id = 2")
    change(archived, "DELETE FROM articles WHERE id = 2")
    assert "1 new" in ronda("reprocess", "--dry-run").out
    assert len(ronda("export").out.splitlines()) == 1
    assert "1 new" in ronda("reprocess").out
    assert len(ronda("export").out.splitlines()) == 2
    assert ronda("reprocess").out == "2 pages read again: 2 as-before\n"


def test_without_archived_pages_it_says_what_to_do(ronda: Ronda, database: Path) -> None:
    done = ronda("reprocess")
    assert (done.code, done.out) == (
        0,
        "no archived page: `archive` in ronda.toml must be on when pages are fetched\n",
    )


def test_without_a_database_it_makes_none(ronda: Ronda, empty: Path) -> None:
    assert ronda("reprocess").code == 2
    assert not empty.exists()


def test_only_what_was_asked_for_is_read(ronda: Ronda, archived: Path) -> None:
    assert ronda("reprocess", "--limit", "1", "--dry-run").out.startswith("1 page read again")
    assert ronda("reprocess", "--source", "sumek").code == 2
    assert "no archived page" in ronda("reprocess", "--source", "palpos", "--dry-run").out


def test_the_doctor_tells_how_much_is_archived(ronda: Ronda, archived: Path) -> None:
    found = {line["name"]: line for line in json.loads(ronda("doctor", "--json").out)}
    assert found["archive"]["found"] == f"2 pages, 0.0 MB in {archived}.pages"
