"""Articles a second from newsroom to store, against Scrapy without reading and extraction without Scrapy."""

from __future__ import annotations

import json
import pickle
import statistics
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.demo.sources import NAMES
from tests.benchmarks.harness import Table, Usage, ratio, run_measured, spread, take_turns
from tests.benchmarks.newsroom import Served, served
from tests.house import House

WORKERS, CONCURRENCY, WEIGHT_KB = 2, 8, 150
WHOLE, LINKED = "end to end", "the same, stories linked after it"
CRAWL = "Scrapy without reading"
ALONE, TRAFILATURA = "reading alone, one process", "trafilatura alone, one process"
# The two ways a page is read: by the selectors of its network, or, where a source has none, by trafilatura.
WAYS = {"antara": "pages read by their network's selectors", "wordpress": "pages read by trafilatura"}


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One run of one case."""

    usage: Usage
    articles: int
    seconds: float  # without the start-up: from the first article asked (or the first page) to the end
    cpu: float  # seconds, of all but the newsroom; of extraction alone without its start
    server_cpu: float = 0.0


def measure(quick: bool) -> list[Table]:
    articles, repeats = (200, 2) if quick else (1000, 3)
    return [_way(site, articles, repeats) for site in WAYS]


def _way(site: str, articles: int, repeats: int) -> Table:
    with (
        served(articles, sites=[site], weight_kb=WEIGHT_KB, feed_items=articles, per_page=50) as newsroom,
        tempfile.TemporaryDirectory() as folder,
    ):
        pages = Path(folder) / "pages"
        with pages.open("wb") as stream:
            for page in newsroom.pages(site):
                pickle.dump(page, stream)
        size = pages.stat().st_size / articles / 1024
        cases: dict[str, Callable[[], Turn]] = {
            WHOLE: lambda: _crawl(newsroom, site, "tests.benchmarks.unlinked", articles),
            LINKED: lambda: _crawl(newsroom, site, "crawler.runs.child", articles),
            CRAWL: lambda: _crawl(newsroom, site, "tests.benchmarks.bare", articles),
            ALONE: lambda: _alone(pages, articles, "ronda"),
            TRAFILATURA: lambda: _alone(pages, articles, "trafilatura"),
        }
        found = take_turns(cases, repeats)
    return _table(site, articles, repeats, size, found)


def _crawl(newsroom: Served, site: str, module: str, articles: int) -> Turn:
    """A crawl of the whole feed by a child process, into an empty folder."""
    name = NAMES[site]
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder), newsroom.running, settings={"workers": WORKERS})
        house.changes[name] = {"listings": [], "sitemaps": [], "wordpress": ""}
        house.changes[name] |= {"concurrency": CONCURRENCY, "max_articles": 10 * articles}
        house.config()
        options = ["--config", str(house.file), "--database", str(house.database), "--log-level", "WARNING"]
        newsroom.report()
        usage = run_measured([sys.executable, "-m", module, name, *options])
        asked = newsroom.report()
        done = json.loads(usage.output.splitlines()[-1])["end"]["figures"]["stored"]
        if done != articles:
            raise RuntimeError(f"{module} brought {done} of {articles} articles: {usage.output[-2000:]}")
    end = usage.started + usage.seconds
    return Turn(
        usage=usage, articles=done, seconds=end - asked["first"], cpu=usage.cpu, server_cpu=asked["cpu"]
    )


def _alone(pages: Path, articles: int, reader: str) -> Turn:
    usage = run_measured([sys.executable, "-m", "tests.benchmarks.alone", str(pages), reader])
    told: dict[str, Any] = json.loads(usage.output)
    if told["articles"] != articles:
        raise RuntimeError(f"{told['articles']} of {articles} pages were read by {reader}")
    return Turn(usage=usage, articles=articles, seconds=told["seconds"], cpu=told["cpu"])


def _table(site: str, articles: int, repeats: int, size: float, found: dict[str, list[Turn]]) -> Table:
    def rates(case: str) -> list[float]:
        return [turn.articles / turn.seconds for turn in found[case]]

    def row(case: str) -> tuple[str, ...]:
        turns = found[case]
        return (
            case,
            spread([turn.articles / turn.usage.seconds for turn in turns]),
            spread(rates(case)),
            ratio(rates(case), rates(ALONE)),
            ratio(rates(case), rates(TRAFILATURA)),
            spread([1000 * turn.usage.cpu / turn.articles for turn in turns]),
            spread([turn.usage.peak for turn in turns], 0),
            spread([turn.usage.children_peak for turn in turns], 0),
        )

    def milliseconds(case: str) -> float:
        return statistics.median(1000 * (turn.cpu + turn.server_cpu) / articles for turn in found[case])

    server = statistics.median(1000 * turn.server_cpu / articles for turn in found[WHOLE])
    read, whole = milliseconds(ALONE), milliseconds(WHOLE)
    return Table(
        name=f"throughput/{site}",
        title=f"{articles:,} articles of {size:.0f} KB, {WAYS[site]}",
        columns=(
            "",
            "articles/s with start-up",
            "articles/s",
            "to reading alone",
            "to trafilatura alone",
            "CPU ms/article",
            "peak MB",
            "workers' peak MB",
        ),
        rows=tuple(row(case) for case in found),
        note=f"{WORKERS} workers, {CONCURRENCY} requests at a time, no delay; {repeats} turns each. "
        f"The newsroom's own CPU: {server:.1f} ms an article. With it, CPU an article: r = {read:.1f} ms for "
        f"reading, c = {whole - read:.1f} ms for all else, the start of three processes included; so on two "
        f"processors at best 2r / (r + c) = {2 * read / whole:.2f} times reading alone, and "
        f"{2 * milliseconds(TRAFILATURA) / whole:.2f} times trafilatura alone "
        f"({milliseconds(TRAFILATURA):.1f} ms).",
    )
