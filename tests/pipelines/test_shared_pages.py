"""Pages of real sites that others saved, where they are at hand: they are not ours to keep in the project."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import datetime
from typing import Any

import pytest

from crawler.clock import WIB
from crawler.config import Config
from crawler.items import Article
from crawler.urls import canonical
from pipelines.import_texts import read_folder
from pipelines.process import process_page
from spiders.catalog.load import load_catalog
from tests.pipelines.pages import SHARED, page

MANIFEST = SHARED / "manifest.jsonl"
ROWS: list[dict[str, Any]] = (
    [json.loads(line) for line in MANIFEST.read_text("utf-8").splitlines()] if MANIFEST.is_file() else []
)
ARTICLES = [row for row in ROWS if row["kind"] == "article"]
MEAN_FLOOR, FLOOR = 0.97, 0.7  # token F1 without any selector of a source; a photo page is the worst


def read(row: dict[str, Any]) -> Article:
    article = process_page(page((SHARED / row["file"]).read_bytes(), url=canonical(row["url"])))
    assert isinstance(article, Article), article
    return article


def token_f1(text: str, wanted: str) -> float:
    ours, theirs = (Counter(re.findall(r"\w+", one.lower())) for one in (text, wanted))
    shared = (ours & theirs).total()
    return 2 * shared / (ours.total() + theirs.total())


@pytest.mark.skipif(not ARTICLES, reason="the saved pages are not at hand")
@pytest.mark.parametrize("row", ARTICLES, ids=[row["file"] for row in ARTICLES])
def test_saved_article_has_title_day_and_text_without_any_hints(row: dict[str, Any]) -> None:
    article = read(row)
    assert article.title
    assert " ".join(row["title"].split()).startswith(article.title[:60])
    assert article.published is not None
    stated = datetime.fromisoformat(row["published"])
    day = stated.date() if stated.tzinfo is None else stated.astimezone(WIB).date()
    assert article.published.at.astimezone(WIB).date() == day
    assert len(article.text) > 140
    assert not re.search(r"^(baca juga|editor\s?:|copyright|scroll to)", article.text, re.I | re.M)


@pytest.mark.skipif(not ARTICLES, reason="the saved pages are not at hand")
def test_texts_are_those_that_readers_of_the_pages_found() -> None:
    scores = {}
    for row in ARTICLES:
        truth = json.loads((SHARED / row["gt_file"]).read_text("utf-8")) if row.get("gt_file") else {}
        wanted = truth.get("content") or truth.get("text")
        if wanted:
            scores[row["file"]] = token_f1(read(row).text, wanted)
    assert len(scores) >= 10
    assert min(scores.values()) >= FLOOR, scores
    assert sum(scores.values()) / len(scores) >= MEAN_FLOOR, scores


@pytest.mark.skipif(not (SHARED.parent / "seeds").is_dir(), reason="the seed texts are not at hand")
def test_seed_texts_are_cleaned_of_their_furniture() -> None:
    articles = list(read_folder(SHARED.parent / "seeds"))
    assert len(articles) == 5
    for article, aliases in articles:
        assert len(aliases) == 1
        assert len(article.paragraphs) >= 7
        assert not re.search(r"^(baca juga|banner|sumber:|id )", article.text, re.I | re.M)
    assert [bool(article.title) for article, _ in articles] == [False, False, True, True, True]


@pytest.mark.skipif(not ARTICLES, reason="the saved pages are not at hand")
def test_hints_of_the_catalogue_find_the_text_where_it_stands() -> None:
    """Rows of the same network as the page: of ANTARA's 2015 template, and of Disway."""
    catalog = load_catalog(Config())
    for source, host, wanted in (("antara", "antaranews", 0.95), ("sumeks", "disway", 0.0)):
        for row in (row for row in ARTICLES if host in row["file"]):
            hints = catalog[source].hints
            article = process_page(
                page((SHARED / row["file"]).read_bytes(), url=canonical(row["url"]), hints=hints)
            )
            assert isinstance(article, Article)
            assert article.method == "selector"
            assert article.authors or article.editors
            truth = json.loads((SHARED / row["gt_file"]).read_text("utf-8")) if row.get("gt_file") else {}
            assert token_f1(article.text, truth.get("content", "")) >= wanted
