"""Reading a page, with what its source knows and without, against trafilatura alone: time, and how well."""

from __future__ import annotations

import json
import re
import statistics
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import trafilatura

from crawler.clock import WIB, now
from crawler.config import Config
from crawler.demo.library import SITES
from crawler.items import Article, Hints, Link, Page, Part
from crawler.urls import canonical, host_of
from pipelines.process import process_page, processed
from spiders.catalog.load import load_catalog
from tests.benchmarks.harness import Table, cpu_seconds_of, ratio, spread, take_turns
from tests.benchmarks.newsroom import served
from tests.house import SHARED

HINTS, NO_HINTS, ALONE = "with hints", "without hints", "trafilatura alone"
SAVED = SHARED / "pages"


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What one reader made of a page."""

    text: str
    title: str | None
    day: str | None  # 2026-02-16, in WIB
    minute: str | None  # 2026-02-16T13:30, in WIB


def measure(quick: bool) -> list[Table]:
    count, repeats = (5, 2) if quick else (30, 7)
    tables = [_templates(count, repeats)]
    if (SAVED / "manifest.jsonl").is_file():
        pages = _saved()
        tables += [_speed(pages, repeats), _quality(pages)]
    return tables


def _templates(count: int, repeats: int) -> Table:
    """Milliseconds a page on the templates of the demo."""
    rows: list[tuple[str, ...]] = []
    for site in SITES:
        with served(count, sites=[site], weight_kb=150) as newsroom:
            pages = list(newsroom.pages(site))
        found = take_turns(_cases(pages, [_bare(page) for page in pages]), repeats)
        rows += _rows(site, found)
    return Table(
        name="reading/templates",
        title=f"{count} pages of each template of the demo, 150 KB and more",
        columns=("", "CPU ms/page", "to trafilatura alone"),
        rows=tuple(rows),
        note=f"{repeats} turns. Trafilatura alone: bare_extraction(with_metadata=True) of the bytes.",
    )


def _cases(hinted: Sequence[Page], bare: Sequence[Page]) -> dict[str, Callable[[], float]]:
    return {
        HINTS: lambda: _milliseconds(processed, hinted),
        NO_HINTS: lambda: _milliseconds(processed, bare),
        ALONE: lambda: _milliseconds(alone, bare),
    }


def _rows(what: str, found: Mapping[str, list[float]]) -> list[tuple[str, ...]]:
    return [
        (f"{what}, {name}", spread(times), ratio(times, found[ALONE]))
        for name, times in found.items()
        if times
    ]


def _milliseconds(work: Callable[[Page], object], pages: Sequence[Page]) -> float:
    return 1000 * cpu_seconds_of(lambda: [work(page) for page in pages]) / len(pages)


def alone(page: Page) -> Any:
    return trafilatura.bare_extraction(page.parts[0].body, url=page.url, with_metadata=True)


def _bare(page: Page) -> Page:
    return replace(page, hints=Hints(zone=page.hints.zone))


# --- saved pages of real sites


@dataclass(frozen=True, kw_only=True)
class Saved:
    """A saved page, the same with the hints of the shipped source that has it, and what is true of it."""

    name: str
    page: Page
    hinted: Page | None
    text: str
    title: str
    published: str


def _saved() -> list[Saved]:
    catalog = load_catalog(Config())
    found = []
    for line in (SAVED / "manifest.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["kind"] != "article":
            continue
        truth = json.loads((SAVED / row["gt_file"]).read_text("utf-8")) if row.get("gt_file") else {}
        url = canonical(row["url"])
        part = Part(url=url, body=(SAVED / row["file"]).read_bytes(), fetched_at=now())
        page = Page(source="saved", link=Link(url=url), url=url, parts=(part,))
        owner = next((source for source in catalog.values() if host_of(url) in source.hosts), None)
        found.append(
            Saved(
                name=row["file"].removesuffix(".html"),
                page=page,
                hinted=replace(page, hints=owner.hints) if owner and owner.hints.body else None,
                text=truth.get("content") or truth.get("text") or "",
                title=truth.get("title") or "",
                published=truth.get("date_iso") or truth.get("date") or row["published"],
            )
        )
    return found


def _speed(saved: Sequence[Saved], repeats: int) -> Table:
    every = [one.page for one in saved]
    known = [one for one in saved if one.hinted]
    rows = _rows(
        "all", take_turns({name: case for name, case in _cases([], every).items() if name != HINTS}, repeats)
    )
    if known:
        pages = [one.hinted for one in known if one.hinted]
        rows += _rows(
            "with a shipped source", take_turns(_cases(pages, [one.page for one in known]), repeats)
        )
    size = statistics.mean(len(page.parts[0].body) for page in every) / 1024
    return Table(
        name="reading/saved-speed",
        title=f"{len(every)} saved pages of real sites, {size:.0f} KB; {len(known)} are of shipped sources",
        columns=("", "CPU ms/page", "to trafilatura alone"),
        rows=tuple(rows),
        note=f"{repeats} turns.",
    )


def _quality(saved: Sequence[Saved]) -> Table:
    """Page by page; the last lines are means over the pages on which the thing is known."""
    readers: dict[str, Callable[[Saved], Reading | None]] = {
        HINTS: lambda one: _ours(one.hinted) if one.hinted else None,
        NO_HINTS: lambda one: _ours(one.page),
        ALONE: lambda one: _theirs(one.page),
    }
    rows: list[tuple[str, ...]] = []
    scores: dict[str, list[tuple[float | None, ...]]] = {name: [] for name in readers}
    for one in sorted(saved, key=lambda one: one.name):
        for name, reader in readers.items():
            reading = reader(one)
            if reading is not None:
                scores[name].append(score(reading, one))
                rows.append((f"{one.name}, {name}", *map(_cell, scores[name][-1])))
    for name, column in scores.items():
        means = tuple(_mean(values) for values in zip(*column, strict=True)) if column else ()
        rows += [(f"mean of {len(column)}, {name}", *map(_cell, means))] if column else []
    return Table(
        name="reading/saved-quality",
        title="The same pages against what others say they hold",
        columns=("", "text, token F1", "day", "minute", "title"),
        rows=tuple(rows),
        note="1 is right, 0 wrong, – unknown. A title is right when it is the stated one, or that less its "
        "site's name.",
    )


def score(reading: Reading, truth: Saved) -> tuple[float | None, float | None, float | None, float | None]:
    """Text F1, day, minute, title; None for what nobody knows."""
    stated = datetime.fromisoformat(truth.published)
    local = stated.astimezone(WIB) if stated.tzinfo else stated
    clock = ":" in truth.published
    return (
        token_f1(reading.text, truth.text) if truth.text else None,
        float(reading.day == f"{local:%Y-%m-%d}"),
        float(reading.minute == f"{local:%Y-%m-%dT%H:%M}") if clock else None,
        float(same_title(reading.title or "", truth.title)) if truth.title else None,
    )


def token_f1(text: str, wanted: str) -> float:
    """Harmonic mean of precision and recall over words, each counted as often as it stands there."""
    ours, theirs = (Counter(re.findall(r"\w+", one.lower())) for one in (text, wanted))
    return 2 * (ours & theirs).total() / max(ours.total() + theirs.total(), 1)


def same_title(title: str, wanted: str) -> bool:
    ours, theirs = (" ".join(re.findall(r"\w+", one.casefold())) for one in (title, wanted))
    shorter = re.split(r"\s[-–|]\s", wanted)[0]
    return bool(ours) and ours in (theirs, " ".join(re.findall(r"\w+", shorter.casefold())))


def _ours(page: Page) -> Reading:
    article = process_page(page)
    if not isinstance(article, Article):
        return Reading(text="", title=None, day=None, minute=None)
    at = article.published.at.astimezone(WIB) if article.published else None
    return Reading(
        text=article.text,
        title=article.title,
        day=f"{at:%Y-%m-%d}" if at else None,
        minute=f"{at:%Y-%m-%dT%H:%M}" if at else None,
    )


def _theirs(page: Page) -> Reading:
    """Trafilatura gives the day only."""
    found = alone(page)
    if found is None:
        return Reading(text="", title=None, day=None, minute=None)
    return Reading(text=found.text or "", title=found.title, day=found.date, minute=None)


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return statistics.mean(known) if known else None


def _cell(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
