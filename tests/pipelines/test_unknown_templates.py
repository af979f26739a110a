"""A story is read whole, and nothing but it, from templates that no catalogue knows."""

from __future__ import annotations

import pytest

from tests.pipelines.pages import read
from tests.pipelines.templates import PAGES, TITLE

URL = "https://harianrengas.example/daerah/4711/buaya-dua-meter-ditemukan"


@pytest.mark.parametrize("name", PAGES)
def test_story_is_read_as_printed(name: str) -> None:
    html, wanted = PAGES[name]
    article = read(html, url=URL)
    assert article.paragraphs == wanted
    assert article.title == TITLE


@pytest.mark.parametrize("name", PAGES)
def test_only_a_printed_date_and_a_printed_byline_are_believed(name: str) -> None:
    html, _ = PAGES[name]
    article = read(html, url=URL)
    dated, signed = "2025 | 14:20" in html or "2025 14:20" in html, "Andi" in html.partition("class=petak")[0]
    assert (article.published.at.isoformat() if article.published else None) == (
        "2025-11-03T14:20:00+07:00" if dated else None
    )
    # a name in a caption is a photographer's, one without a label or a class behind it may be anybody's
    believed = signed and name not in ("caption without a figure", "byline of a script")
    assert article.authors == (("Andi Wijaya",) if believed else ())
