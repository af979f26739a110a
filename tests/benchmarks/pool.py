"""Reading in one and in two worker processes, against a loop in one; and what handing a page over costs."""

from __future__ import annotations

import asyncio
import statistics
from collections.abc import Callable, Sequence
from typing import Any

from crawler.demo.library import SITES
from crawler.items import Page
from pipelines.pool import ReadingPool
from pipelines.process import process_page
from tests.benchmarks.harness import Table, ratio, seconds_of, spread, take_turns
from tests.benchmarks.newsroom import served

IN_HAND = 8  # pages offered at a time, as a crawl has them
WARM = 20  # pages read by each worker before the clock starts: its first ones load vocabularies and patterns
LIMITS: dict[str, Any] = {"seconds": 20.0, "megabytes": 1024}


def nothing(page: Page) -> None:
    """The work that costs nothing."""


def measure(quick: bool) -> list[Table]:
    count, repeats = (60, 2) if quick else (300, 7)
    with served(count, weight_kb=150) as newsroom:
        pages = [page for site in SITES for page in newsroom.pages(site)]
    return [_reading(pages, repeats), _handing_over(pages, repeats)]


def _reading(pages: Sequence[Page], repeats: int) -> Table:
    loop = "a loop in one process"
    cases: dict[str, Callable[[], float]] = {
        loop: lambda: seconds_of(lambda: [process_page(page) for page in pages]),
        "1 worker": lambda: asyncio.run(_through(process_page, pages, 1)),
        "2 workers": lambda: asyncio.run(_through(process_page, pages, 2)),
    }
    found = {
        name: [len(pages) / turn for turn in turns] for name, turns in take_turns(cases, repeats).items()
    }
    rows = tuple((name, spread(rates), ratio(rates, found[loop])) for name, rates in found.items())
    return Table(
        name="pool/reading",
        title=f"Reading {len(pages)} pages of all three demo templates, pages/s",
        columns=("", "pages/s", "to the loop"),
        rows=rows,
        note=f"{repeats} turns. The start of the workers and their first {WARM} pages are left out.",
    )


def _handing_over(pages: Sequence[Page], repeats: int) -> Table:
    size = statistics.mean(len(part.body) for page in pages for part in page.parts) / 1024
    whole, empty = f"a page of {size:.0f} KB", "a page without a body"
    cases: dict[str, Callable[[], float]] = {
        whole: lambda: asyncio.run(_through(nothing, pages, 1, in_hand=1)),
        empty: lambda: asyncio.run(_through(nothing, [_emptied(page) for page in pages], 1, in_hand=1)),
    }
    found = {
        name: [1000 * turn / len(pages) for turn in turns]
        for name, turns in take_turns(cases, repeats).items()
    }
    return Table(
        name="pool/overhead",
        title="Handing a page to a worker that does nothing and back, milliseconds",
        columns=("", "ms/page", f"to {empty}"),
        rows=tuple((name, spread(times, 2), ratio(times, found[empty])) for name, times in found.items()),
        note=f"{repeats} turns of {len(pages)} pages, one after another.",
    )


def _emptied(page: Page) -> Page:
    return Page(source=page.source, link=page.link, url=page.url, parts=(), hints=page.hints)


async def _through(
    work: Callable[[Page], Any], pages: Sequence[Page], workers: int, in_hand: int = IN_HAND
) -> float:
    """Seconds for all pages, with workers that have read some before."""
    async with ReadingPool(work, workers=workers, **LIMITS) as pool:
        early = pages[:: max(1, len(pages) // WARM)][:WARM]
        await asyncio.gather(*(pool.run(page) for page in early for _ in range(workers)))
        waiting = asyncio.Semaphore(in_hand)

        async def run(page: Page) -> None:
            async with waiting:
                await pool.run(page)

        clock = asyncio.get_running_loop().time
        start = clock()
        await asyncio.gather(*(run(page) for page in pages))
        return clock() - start
