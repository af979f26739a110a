"""What the first crawl of each site brings: one round, made once, looked at from all sides."""

from __future__ import annotations

import hashlib

import pytest

from crawler.demo.library import in_round
from crawler.demo.sources import NAMES
from tests.conftest import FirstRound


@pytest.mark.parametrize("site", sorted(NAMES))
def test_every_article_of_a_site_is_stored_once_with_title_day_and_text(
    first_round: FirstRound, site: str
) -> None:
    house, end = first_round.house, first_round.ends[NAMES[site]]
    assert (end.outcome, end.reason) == ("ok", end.reason)
    there = in_round(house.newsroom.all_pieces, 1)
    pieces = [piece for piece in there if piece.site == site and piece.allowed]
    stored = house.rows("SELECT * FROM articles WHERE source = ?", NAMES[site])
    assert {row["title"] for row in stored} == {piece.title for piece in pieces}
    assert len(stored) == len(pieces) == end.figures["stored"]
    for row in stored:
        assert row["published_at"], row["url"]
        assert len(row["text"]) > 300, row["url"]
        assert hashlib.sha256(row["text"].encode()).hexdigest()[:16] == row["content_hash"]
