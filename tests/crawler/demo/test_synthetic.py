"""Articles for benchmarks: as many as asked for, distinct, the same each time."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from crawler.clock import WIB
from crawler.demo.library import SITES
from crawler.demo.newsroom import Newsroom
from crawler.demo.synthetic import make_articles

BASE = datetime(2026, 2, 16, 12, 0, tzinfo=WIB)


def test_a_thousand_articles_are_distinct_in_text_title_and_address() -> None:
    made = make_articles(1000, base=BASE)
    assert len({piece.text for piece in made}) == 1000
    assert len({piece.title for piece in made}) == 1000
    assert len({(piece.site, piece.id) for piece in made}) == 1000
    paragraphs = [paragraph for piece in made for paragraph in piece.paragraphs]
    assert len(set(paragraphs)) > 0.99 * len(paragraphs)
    assert Counter(piece.site for piece in made).keys() == set(SITES)


def test_the_same_seed_makes_the_same_articles_and_another_makes_others() -> None:
    assert make_articles(20, 7, base=BASE) == make_articles(20, 7, base=BASE)
    assert make_articles(20, 7, base=BASE) != make_articles(20, 8, base=BASE)


def test_articles_have_the_length_of_real_ones() -> None:
    lengths = sorted(len(piece.text) for piece in make_articles(100, base=BASE))
    assert lengths[0] > 1_000
    assert 2_000 < lengths[50] < 6_000


def test_a_newsroom_serves_them_all(newsroom: Newsroom) -> None:
    made = make_articles(30, base=BASE, sites=("disway",), split_every=2)
    large = Newsroom(made, base=BASE, per_page=30, feed_items=30, weight_kb=20)
    feed = large.respond("disway", "GET", "/rss/kriminal", {}).body.decode()
    assert feed.count("<item>") == 30
    for piece in made:
        assert large.respond("disway", "GET", large.url_of(piece, ""), {}).status == 200
    assert sum(piece.parts == 2 for piece in made) == 15
