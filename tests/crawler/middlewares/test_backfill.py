"""`--since` through a listing that dates nothing: bounded, newest first, and gone on with after any end."""

from __future__ import annotations

import re
import signal
import subprocess
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.hostile.crawl import crawl
from tests.hostile.paper import HTML, Vice, answers, page, path_of, pieces
from tests.hostile.server import Ask, Hostile, Reply, served
from tests.house import RONDA

NAME, PAGES, EACH = "archive", 14, 3
NEWEST = datetime(2026, 2, 16, 5, 0, tzinfo=UTC)
STOCK = pieces(NAME, PAGES * EACH)
DAYS = {path_of(piece): NEWEST - timedelta(days=number) for number, piece in enumerate(STOCK)}
SINCE = NEWEST - timedelta(days=14, hours=1)
WANTED = {path for path, day in DAYS.items() if day >= SINCE}


def answer(ask: Ask) -> Reply:
    """A paper whose listing names three articles a page, the newest first, and no day."""
    if ask.path == "/robots.txt":
        return Reply(status=404)
    for piece in STOCK:
        if ask.path == path_of(piece):
            html = page(piece).decode()
            day = DAYS[ask.path].isoformat()
            html = re.sub(r'(published_time" content=")[^"]*', rf"\g<1>{day}", html)
            return Reply(headers=HTML, body=html.encode())
    number = int((re.search(r"/page/(\d+)", ask.path) or ["", "1"])[1])
    rows = STOCK[(number - 1) * EACH : number * EACH]
    links = "".join(f'<h3><a href="{path_of(piece)}">{piece.title}</a></h3>' for piece in rows)
    # like many a site, it answers behind its last page as well
    return Reply(headers=HTML, body=f"<html><body><main>{links or 'habis'}</main></body></html>".encode())


VICE = Vice(
    name=NAME,
    row="",
    faults={"*": answer},
    source={"feeds": [], "listings": ["/kategori/kriminal/"], "article": [r"/berita/\d+/[\w-]+"]},
)
BACK = ("--since", SINCE.isoformat())


def lists(newsroom: Hostile) -> list[str]:
    return [target for target in newsroom.requests(NAME) if target.startswith("/kategori")]


def stored(folder: Path, newsroom: Hostile, *arguments: str) -> set[str]:
    crawled = crawl(folder, [VICE], newsroom, arguments=arguments)
    assert crawled.ends[NAME]["outcome"] == "ok", crawled.ends[NAME]
    return {"/" + row["url"].split("/", 3)[3] for row in crawled.articles(NAME)}


def test_articles_tell_the_day_that_their_listing_does_not_and_the_walk_ends(tmp_path: Path) -> None:
    with served(answers((VICE,))) as newsroom:
        found = stored(tmp_path, newsroom, *BACK)
        assert found >= WANTED
        assert len(found) <= len(WANTED) + 4 * EACH, "a page or two too far, not the archive"
        assert len(lists(newsroom)) <= len(WANTED) // EACH + 3
        asked = [DAYS[target] for target in newsroom.requests(NAME) if target in DAYS]
        assert asked == sorted(asked, reverse=True), "the newest first"
        newsroom.asked.clear()
        assert stored(tmp_path, newsroom, *BACK) == found
        assert not [target for target in newsroom.requests(NAME) if target in DAYS], "nothing twice"
        further = (NEWEST - timedelta(days=24, hours=1)).isoformat()
        assert len(stored(tmp_path, newsroom, "--since", further)) >= 25, (
            "through what is known to what is not"
        )


def test_a_backfill_that_a_limit_cut_off_is_gone_on_with(tmp_path: Path) -> None:
    with served(answers((VICE,))) as newsroom:
        for times in range(1, 10):
            found = stored(tmp_path, newsroom, *BACK, "--limit", "4")
            assert len(found) <= 4 * times
            if found >= WANTED:
                break
        assert found >= WANTED
        asked = [target for target in newsroom.requests(NAME) if target in DAYS]
        assert len(asked) == len(set(asked)), "nothing twice"


def test_a_backfill_that_was_killed_is_gone_on_with(tmp_path: Path) -> None:
    with served(answers((VICE,))) as newsroom:
        stored(tmp_path, newsroom, "--limit", "1")
        for asked in (4, 9):
            newsroom.asked.clear()
            command = [*RONDA, "--config", str(tmp_path / "ronda.toml"), "crawl", NAME, *BACK]
            with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
                end = time.monotonic() + 60
                while len(newsroom.asked) < asked and process.poll() is None and time.monotonic() < end:
                    time.sleep(0.02)
                process.send_signal(signal.SIGKILL)
            time.sleep(0.5)  # the kernel takes the child along
        found = stored(tmp_path, newsroom, *BACK)
        assert found >= WANTED
