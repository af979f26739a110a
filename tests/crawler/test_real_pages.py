"""Pages of real sites that others saved, served at their real addresses; they are not ours to keep here.

The program crawls them as it would crawl the sites. How well each text is read is tested elsewhere; here each
must come through the whole house. Skipped where the pages are not at hand.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

import pytest

from crawler.clock import WIB
from crawler.demo.response import Response, page
from crawler.urls import canonical, host_of
from tests.house import REPOSITORY, RONDA, SHARED, write_config
from tests.proxy import Proxy, ProxyRequest, proxy

PAGES = SHARED / "pages"
MANIFEST = PAGES / "manifest.jsonl"
ROWS: list[dict[str, Any]] = (
    [json.loads(line) for line in MANIFEST.read_text("utf-8").splitlines()] if MANIFEST.is_file() else []
)
ARTICLES = [row for row in ROWS if row["kind"] == "article" and row["url"]]
LISTS = [row for row in ROWS if row["kind"] in ("rss", "listing")]
FEED = "/kabar-simpanan.xml"
pytestmark = pytest.mark.skipif(not ARTICLES, reason="the saved pages are not at hand")


def network(row: Mapping[str, Any]) -> str:
    names = {"antaranews.com": "antara", "disway.id": "disway"}
    return next((name for host, name in names.items() if row["host"].endswith(host)), "generic")


def list_url(row: Mapping[str, Any]) -> str:
    return str(row["url"] or f"https://{row['host']}/{Path(row['file']).name}")


def rss(urls: list[str]) -> Response:
    items = "".join(f"<item><title>Kabar</title><link>{escape(url)}</link></item>" for url in urls)
    return page(f'<rss version="2.0"><channel>{items}</channel></rss>', kind="text/xml")


def crawled(
    folder: Path, sources: dict[str, dict[str, Any]], answers: Mapping[str, Response], *options: str
) -> Proxy:
    """Runs the command over these sources, with these answers (by address) at the other end of a proxy."""

    def handle(request: ProxyRequest) -> Response:
        return answers.get(request.url) or page("tidak ada", status=404)

    write_config(folder, sources)
    with proxy(folder / "authority", handle) as through:
        environ = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONPATH": str(REPOSITORY)}
        done = subprocess.run(
            [*RONDA, "crawl", *sources, *options],
            cwd=folder,
            env=environ | through.environment(),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    assert "Traceback" not in done.stderr, done.stderr
    return through


def query(folder: Path, sql: str) -> list[sqlite3.Row]:
    with closing(sqlite3.connect(folder / "ronda.db")) as database:
        database.row_factory = sqlite3.Row
        return database.execute(sql).fetchall()


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> dict[str, sqlite3.Row]:
    """What is stored of each saved article, by address: one source a network, with all hosts of it."""
    folder = tmp_path_factory.mktemp("articles")
    sources: dict[str, dict[str, Any]] = {}
    answers: dict[str, Response] = {}
    for kind in ("antara", "disway", "generic"):
        rows = [row for row in ARTICLES if network(row) == kind]
        hosts = list(dict.fromkeys(row["host"] for row in rows))
        sources[f"simpanan-{kind}"] = {
            "network": kind,
            "host": hosts[0],
            "also_hosts": hosts[1:],
            "feeds": [FEED],
            "listings": [],
        } | ({"article": ["/.+"]} if kind == "generic" else {})  # one of them is a photo page with a text
        answers[f"https://{hosts[0]}{FEED}"] = rss([row["url"] for row in rows])
        for row in rows:
            kinds = {"Content-Type": "text/html"}  # no charset: as the page itself says
            answers[canonical(row["url"])] = Response(headers=kinds, body=(PAGES / row["file"]).read_bytes())
    crawled(folder, sources, answers)
    failed = query(
        folder, "SELECT url, disposition, reason FROM urls WHERE disposition NOT IN ('stored', 'read')"
    )
    assert [tuple(row) for row in failed] == []
    sql = "SELECT u.url AS asked, a.* FROM articles a JOIN urls u ON u.article_id = a.id"
    return {(row["asked"]): row for row in query(folder, sql)}


@pytest.mark.parametrize("row", ARTICLES, ids=[row["file"] for row in ARTICLES])
def test_a_saved_article_is_stored_with_title_day_and_text(
    row: dict[str, Any], stored: dict[str, sqlite3.Row]
) -> None:
    number = re.search(r"/read/(\d+)/", row["url"])
    one = next(
        found
        for url, found in stored.items()
        if url == canonical(row["url"])
        or (network(row) == "disway" and number and f"/read/{number[1]}/" in url)
    )
    assert one["title"]
    assert " ".join(row["title"].split()).startswith(one["title"][:60])
    stated = datetime.fromisoformat(row["published"])
    day = stated.date() if stated.tzinfo is None else stated.astimezone(WIB).date()
    assert datetime.fromisoformat(one["published_at"]).astimezone(WIB).date() == day
    assert len(one["text"]) > 140


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, sqlite3.Row]:
    """What each saved feed and listing gave, by address."""
    folder = tmp_path_factory.mktemp("lists")
    sources: dict[str, dict[str, Any]] = {}
    answers: dict[str, Response] = {}
    for kind in ("antara", "disway", "generic"):
        rows = [row for row in LISTS if network(row) == kind]
        bodies = {row["file"]: (PAGES / row["file"]).read_bytes() for row in rows}
        named = re.findall(
            r"<(?:link|guid)[^>]*>\s*(?:<!\[CDATA\[)?(https?://[^<\]\s]+)",
            b"".join(bodies.values()).decode("utf-8", "replace"),
        )
        hosts = list(dict.fromkeys([row["host"] for row in rows] + [host_of(url) for url in named]))
        sources[f"simpanan-{kind}"] = {
            "network": kind,
            "host": hosts[0],
            "also_hosts": hosts[1:],
            "feeds": [list_url(row) for row in rows if row["kind"] == "rss"],
            "listings": [list_url(row) for row in rows if row["kind"] == "listing"],
        }
        for row in rows:
            kinds = {"Content-Type": "text/xml" if row["kind"] == "rss" else "text/html"}
            answers[canonical(list_url(row))] = Response(headers=kinds, body=bodies[row["file"]])
    crawled(folder, sources, answers, "--limit", "1")
    return {row["url"]: row for row in query(folder, "SELECT * FROM urls WHERE kind = 'list'")}


@pytest.mark.parametrize("row", LISTS, ids=[row["file"] for row in LISTS])
def test_a_saved_list_gives_links(row: dict[str, Any], listed: dict[str, sqlite3.Row]) -> None:
    found = listed[canonical(list_url(row))]
    assert found["disposition"] == "read", found["reason"]
    assert found["links"] >= 10
