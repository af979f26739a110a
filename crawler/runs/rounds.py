"""Several crawls side by side: so many at a time, and never two of one host."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence

from crawler.config import Config
from crawler.errors import EXIT_FAILED, EXIT_LOCKED, EXIT_OK, RondaError
from crawler.runs.launch import CrawlEnd, CrawlOrder, Launcher
from crawler.runs.slots import Slots

log = logging.getLogger(__name__)


async def run_all(
    orders: Sequence[tuple[Iterable[str], CrawlOrder]],
    config: Config,
    launcher: Launcher,
    ended: Callable[[CrawlEnd], None],
) -> list[CrawlEnd]:
    """Runs (hosts, order) pairs; `ended` hears of each as it ends. The ends come in the order asked."""
    slots = Slots(config.parallel)

    async def one(hosts: Iterable[str], order: CrawlOrder) -> CrawlEnd:
        async with slots.taken(hosts):
            end = await _end_of(order, config, launcher)
        ended(end)
        return end

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one(hosts, order)) for hosts, order in orders]
    return [task.result() for task in tasks]


async def _end_of(order: CrawlOrder, config: Config, launcher: Launcher) -> CrawlEnd:
    """How the crawl ended; one that could not even be started must not stop the others."""
    try:
        return await launcher(order, config)
    except (RondaError, OSError) as error:
        return CrawlEnd(source=order.source, outcome="failed", reason=str(error))
    except Exception as error:
        log.exception("%s: the crawl broke off", order.source)
        reason = f"broke off: {type(error).__name__}: {error}"
        return CrawlEnd(source=order.source, outcome="failed", reason=reason)


def exit_code(ends: Sequence[CrawlEnd]) -> int:
    """0 all good, 1 some source failed, 75 another run held a lock and nothing failed."""
    outcomes = {end.outcome for end in ends}
    if outcomes & {"failed", "interrupted"}:
        return EXIT_FAILED
    return EXIT_LOCKED if "locked" in outcomes else EXIT_OK
