"""Recorded pages and how tests make a Page of them. The pages and their texts are our own."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.config import Config
from crawler.items import Article, Hints, Link, Page, Part, Refusal
from pipelines.process import process_page
from spiders.catalog import load_catalog

FOLDER = Path(__file__).parents[1] / "pages"
SHARED = Path(__file__).parents[3] / "shared" / "pages"
CATALOG = load_catalog(Config())
VISIT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
URL = "https://koran.example/berita/4711/judul-berita"


def page(
    *bodies: bytes | str,
    url: str = URL,
    hints: Hints | None = None,
    content_type: str | None = "text/html",
    link: Link | None = None,
    status: int = 200,
) -> Page:
    """A page whose parts have these bodies."""
    parts = tuple(
        Part(
            url=url if number == 0 else f"{url}?page={number + 1}",
            body=body.encode() if isinstance(body, str) else body,
            fetched_at=VISIT,
            content_type=content_type,
            status=status,
        )
        for number, body in enumerate(bodies)
    )
    return Page(source="koran", link=link or Link(url=url), url=url, parts=parts, hints=hints or Hints())


def recorded(name: str) -> tuple[Page, dict[str, Any]]:
    """A recorded page and what must be read from it."""
    expected = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    files = expected.get("files", [f"{name}.html"])
    hints = _hints(expected)
    bodies = [(FOLDER / file).read_bytes() for file in files]
    return page(*bodies, url=expected["url"], hints=hints), expected


def read(*bodies: bytes | str, **options: Any) -> Article:
    """The article of a page; fails when there is none."""
    article = process_page(page(*bodies, **options))
    assert isinstance(article, Article), article
    return article


def refused(*bodies: bytes | str, **options: Any) -> Refusal:
    """The refusal of a page; fails when there is an article."""
    refusal = process_page(page(*bodies, **options))
    assert isinstance(refusal, Refusal), refusal
    return refusal


def _hints(expected: dict[str, Any]) -> Hints:
    """Those of the catalogue's row that the page names as its `source`, or else its own `hints`."""
    if "source" in expected:
        return CATALOG[expected["source"]].hints
    return Hints(**{key: _frozen(value) for key, value in expected["hints"].items()})


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
