"""Several processes write to one file; processes are killed while they write."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from storage import open_store
from storage.store import ArticleQuery
from tests.storage.conftest import Look
from tests.storage.samples import article, content_hash, link, visit

ROOT = Path(__file__).parents[3]
EACH = 60
KILLS = 12


def write_many(path: Path, source: str, count: int) -> None:
    """What a crawl does: notes links, then keeps articles, singly and in batches."""
    with closing(open_store(path)) as store:
        for number in range(count):
            store.see_links(source, [link(f"/{source}/{number}")], visit().at, visit(source=source))
            kept = article(f"/{source}/{number}", source=source, text=f"{source} {number}. " + "Isi. " * 200)
            if number % 3:
                store.keep(kept, None)
            else:
                store.keep_many([kept, article(f"/{source}/b/{number}", source=source)], None)


def write_for_ever(path: Path) -> None:
    """Keeps whole articles of two addresses each, announcing nothing, until killed."""
    with closing(open_store(path)) as store:
        start = store.count()
        for number in range(start, start + 100_000):
            text = f"Berita {number}.\n" + f"Alinea panjang berita {number}. " * 100
            canonical = f"https://sumeks.example/kanonik/{number}"
            store.keep(article(f"/{number}", text=text, canonical_url=canonical), None)
            store.keep(article(f"/{number}", text=text + "\nDiubah.", canonical_url=canonical), None)


def child(call: str) -> subprocess.Popen[bytes]:
    code = f"from pathlib import Path; from tests.storage.sqlite import test_concurrency as t; t.{call}"
    return subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stderr=subprocess.PIPE)


def test_two_writers_of_one_file_lose_nothing(path: Path, look: Look) -> None:
    open_store(path).close()
    children = [child(f"write_many(Path({str(path)!r}), {name!r}, {EACH})") for name in ("sumeks", "palpos")]
    errors = [running.communicate(timeout=120)[1] for running in children]
    assert [(running.returncode, error) for running, error in zip(children, errors, strict=True)] == [
        (0, b"")
    ] * 2
    # a batch's second article is the same text each time: one article, the others its duplicates
    assert look("SELECT source, count(*) FROM articles GROUP BY source ORDER BY source") == [
        ("palpos", EACH + EACH // 3),
        ("sumeks", EACH + EACH // 3),
    ]
    with closing(open_store(path)) as store:
        assert store.check() == []


def test_a_writer_killed_at_any_moment_leaves_only_whole_articles(path: Path, look: Look) -> None:
    open_store(path).close()
    count = 0
    for _ in range(KILLS):
        running = child(f"write_for_ever(Path({str(path)!r}))")
        assert running.stderr is not None
        _wait_for_growth(path, running, count)
        time.sleep(random.uniform(0, 0.08))
        os.kill(running.pid, signal.SIGKILL)
        running.wait()
        assert running.stderr.read() == b""
        running.stderr.close()
        with closing(open_store(path)) as store:
            assert store.check() == []
            assert store.count() > count
            count = store.count()
    with closing(open_store(path)) as store:
        for found in store.articles(ArticleQuery()):
            assert found.content_hash == content_hash(found.text)
            assert store.find(found.url) == store.find(found.canonical_url)
    assert look("SELECT count(*) FROM urls WHERE article_id IS NULL") == [(0,)]
    assert look("SELECT count(*) FROM urls") == [(2 * count,)]
    assert look(
        "SELECT count(*) FROM articles a WHERE revisions <> "
        "(SELECT count(*) FROM revisions WHERE article_id = a.id)"
    ) == [(0,)]


def _wait_for_growth(path: Path, running: subprocess.Popen[bytes], count: int) -> None:
    deadline = time.monotonic() + 30
    with closing(open_store(path, read_only=True)) as store:
        while store.count() <= count:
            if running.poll() is not None or time.monotonic() > deadline:
                pytest.fail("the writer wrote nothing")
            time.sleep(0.005)
