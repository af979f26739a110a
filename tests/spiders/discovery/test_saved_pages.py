"""Real feeds and listings, where a copy of them lies beside the project; skipped where none does."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from crawler.clock import WIB
from crawler.urls import host_of
from spiders.discovery.feed import read_feed
from spiders.discovery.listing import read_listing
from spiders.discovery.rules import is_article

PAGES = Path(__file__).resolve().parents[4] / "shared" / "pages"
FEEDS = sorted(PAGES.glob("*/*.xml")) if PAGES.is_dir() else []
NOW = datetime(2025, 7, 26, 10, tzinfo=WIB)

pytestmark = pytest.mark.skipif(not PAGES.is_dir(), reason="no saved pages beside the project")


@pytest.mark.parametrize("feed", FEEDS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_saved_feed_gives_its_links(feed: Path) -> None:
    body = feed.read_bytes()
    found = read_feed(body, f"https://{feed.parent.name}/rss")
    assert found.problems == ()
    assert len(found.links) == body.count(b"<item>")
    assert all(link.title and link.published_at for link in found.links)
    expected = feed.with_name(feed.name + ".gt.json")
    if expected.exists():
        assert set(json.loads(expected.read_text())["first_urls"]) <= {link.url for link in found.links}


@pytest.mark.parametrize(
    ("file", "host", "network", "items", "least", "dated"),
    [
        (
            "lampung.antaranews.com/dump_antara.html",
            "lampung.antaranews.com",
            "antara",
            "article.simple-post h3 a",
            10,
            10,
        ),
        ("lampung.antaranews.com/dump_antara.html", "lampung.antaranews.com", "antara", "", 10, 10),
        ("lampost.co/lampost_page.html", "lampost.co", "generic", "", 50, 30),
        ("www.rmollampung.id/rmol_page_1.html", "www.rmollampung.id", "generic", "", 25, 25),
        ("news.detik.com/detik-nath.html", "news.detik.com", "generic", "", 15, 15),
    ],
)
def test_every_saved_listing_gives_articles_and_no_videos(
    file: str, host: str, network: str, items: str, least: int, dated: int
) -> None:
    found = read_listing(
        (PAGES / file).read_bytes(),
        f"https://{host}/",
        items=[items] if items else (),
        network=network,
        now=NOW,
    )
    ours = [link for link in found.links if host_of(link.url) == host]
    assert len(ours) >= least
    assert sum(link.published_at is not None for link in ours) >= dated
    assert all(link.title and len(link.title) > 10 for link in ours)
    assert all(is_article(link.url, network) is None for link in found.links)
    unwanted = ("/video", "/foto", "/tag/", "/kategori/", "/category/", "/author/", "/profile/", "20.detik")
    assert not [link.url for link in found.links if any(word in link.url for word in unwanted)]
