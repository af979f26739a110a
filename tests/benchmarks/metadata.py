"""Titles, times and authors read from saved pages of real sites, with and without what the catalogue knows.

    python -m tests.benchmarks.metadata [FOLDER]

FOLDER holds pages as `manifest.jsonl` lists them (`file`, `url`, `title`, `published`, `gt_file`);
none is part of the project. Prints one table and what was read otherwise than the manifest says.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from crawler.clock import WIB
from crawler.config import Config
from crawler.items import Article, Hints, Moment, Precision
from crawler.urls import canonical, host_of
from pipelines.plain import key
from pipelines.process import process_page
from pipelines.titles import site_label
from spiders.catalog import Catalog, load_catalog
from tests.benchmarks.harness import Table
from tests.pipelines.pages import SHARED, page

_SITE_BEHIND = re.compile(r"\s*[-|–]\s[^-|–]{0,60}$")


@dataclass(frozen=True, kw_only=True)
class Marks:
    """How one page was read; None where the truth is not known."""

    title: bool
    day: bool
    minute: bool | None
    authors: bool | None
    no_site: bool  # none of the authors or editors is the site


def measure(quick: bool = False, folder: Path = SHARED) -> list[Table]:
    """The scores over all saved articles; no table where no pages are at hand."""
    rows = articles(folder)
    catalog = load_catalog(Config())
    lines = []
    for name, known in (("without hints", False), ("with hints", True)):
        read = [(row, read_row(folder, row, catalog if known else None)) for row in rows]
        lines.append((name, *_shares([marks(folder, row, article) for row, article in read])))
    if not rows:
        return []
    return [
        Table(
            name="metadata",
            title=f"Title, time and authors of {len(rows)} saved pages",
            columns=("", "title exact", "day", "minute", "authors", "no site among authors"),
            rows=tuple(lines),
            note="Hints are those of the catalogue's row, or of another row of the same network.",
        )
    ]


def articles(folder: Path) -> list[dict[str, Any]]:
    manifest = folder / "manifest.jsonl"
    if not manifest.is_file():
        return []
    rows = [json.loads(line) for line in manifest.read_text("utf-8").splitlines()]
    return [row for row in rows if row["kind"] == "article"]


def read_row(folder: Path, row: Mapping[str, Any], catalog: Catalog | None) -> Article | None:
    """The article of a saved page, with the hints of its network when a catalogue is given."""
    url = canonical(row["url"])
    hints = hints_for(url, catalog) if catalog else Hints()
    article = process_page(page((folder / row["file"]).read_bytes(), url=url, hints=hints))
    return article if isinstance(article, Article) else None


def hints_for(url: str, catalog: Catalog) -> Hints:
    """Of the source that has the host, else of the first of its domain, else none."""
    host, label = host_of(url), site_label(url)
    own = [source for source in catalog.values() if host in source.hosts]
    kin = [source for source in catalog.values() if site_label(f"https://{source.host}/") == label]
    return next((source.hints for source in (*own, *kin)), Hints())


def marks(folder: Path, row: Mapping[str, Any], article: Article | None) -> Marks:
    truth = json.loads((folder / row["gt_file"]).read_text("utf-8")) if row.get("gt_file") else {}
    if article is None:
        return Marks(title=False, day=False, minute=False, authors=None, no_site=True)
    stated = str(truth.get("date_iso") or row["published"])
    people = (*article.authors, *article.editors)
    label = key(site_label(article.url))
    return Marks(
        title=_is_title(article.title, truth.get("title"), row["title"]),
        day=_same(article.published, stated, exact=False),
        minute=_same(article.published, stated, exact=True) if len(stated) > len("2026-02-16") else None,
        authors=list(article.authors) == truth["authors"] if "authors" in truth else None,
        no_site=not any(label in key(name) for name in people),
    )


def _is_title(title: str | None, truth: str | None, printed: str) -> bool:
    """The true one; where only the printed one is known, that with at most a site's name cut off."""
    ours = " ".join((title or "").split())
    if truth:
        return ours == " ".join(truth.split())
    whole = " ".join(printed.split())
    return bool(ours) and ours in (whole, _SITE_BEHIND.sub("", whole))


def _same(moment: Moment | None, stated: str, *, exact: bool) -> bool:
    if moment is None:
        return False
    truth = datetime.fromisoformat(stated)
    at = moment.at.astimezone(truth.tzinfo or WIB)
    if not exact:
        return at.date() == truth.date()
    return moment.precision is Precision.MINUTE and at.replace(second=0) == truth.replace(second=0)


def _shares(found: Iterable[Marks]) -> list[str]:
    every = list(found)
    columns = ([getattr(one, name) for one in every] for name in Marks.__dataclass_fields__)
    return [_share([mark for mark in column if mark is not None]) for column in columns]


def _share(marked: list[bool]) -> str:
    return f"{sum(marked) / len(marked):.1%} of {len(marked)}" if marked else "–"


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED
    catalog = load_catalog(Config())
    for table in measure(folder=folder):
        print(table.text(), end="\n\n")
    for row in articles(folder):
        for name, known in (("without hints", None), ("with hints", catalog)):
            article = read_row(folder, row, known)
            wrong = [field for field, mark in vars(marks(folder, row, article)).items() if mark is False]
            if wrong:
                print(f"{row['file']}, {name}: {', '.join(wrong)}: {article and article.title!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
