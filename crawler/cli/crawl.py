"""`ronda crawl`: each source in a child process of its own, several hosts side by side.

Exit codes for cron: 0 all good, 1 some source failed, 2 wrong use, 75 another run holds the lock.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from crawler.cli import output
from crawler.cli.context import Context
from crawler.cli.options import Json, example, when
from crawler.cli.turns import pasts_of, told
from crawler.clock import now
from crawler.errors import EXIT_OK, UsageError
from crawler.logs import log_to_stderr

if TYPE_CHECKING:
    from crawler.config import Config
    from crawler.runs.launch import CrawlEnd, CrawlOrder
    from spiders.catalog import Source
    from storage.store import Store

# the figures that a person wants to see of a crawl, in this order
SHOWN = ("links", "links_new", "stored", "revised", "unchanged", "duplicate", "refused", "gone", "failed")


def register(app: typer.Typer) -> None:
    epilog = example(
        "ronda crawl antara-sumsel sumeks",
        "ronda crawl --due                        (from cron, every ten minutes)",
        "ronda crawl sumeks --since 2026-02-01 --limit 200",
    )
    app.command("crawl", epilog=epilog)(crawl)


def crawl(
    ctx: typer.Context,
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="[SOURCE]...", help="Their names: `ronda sources list`.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every enabled source.")] = False,
    due: Annotated[
        bool,
        typer.Option("--due", help="Enabled sources whose turn has come; with `ronda -v` says why."),
    ] = False,
    since: Annotated[
        str | None,
        typer.Option(metavar="WHEN", help="Back to then, paging through the lists: 2026-02-01, 7d."),
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="WHEN", help="Only what was published before.")] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="At most N articles a source, the newest first.")
    ] = None,
    revisit: Annotated[
        bool, typer.Option("--revisit", help="Ask known articles of the last 7 days again, for what changed.")
    ] = False,
    retry: Annotated[
        bool, typer.Option("--retry", help="Ask again also what failed ten times and was given up.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Crawl sources now and store what is new."""
    here = Context.of(ctx)
    start, end = when("since", since, here.zone), when("until", until, here.zone)
    if start and end and start >= end:
        raise UsageError("--since must lie before --until: no article can be in between")
    chosen = _chosen(here, sources or [], every=every, due=due)
    if not chosen:
        if as_json:
            output.print_json([])
        else:
            output.note("nothing is due")
        raise typer.Exit(EXIT_OK)
    from crawler.runs.launch import CrawlOrder

    order = partial(
        CrawlOrder,
        since=start,
        until=end,
        limit=limit,
        revisit=revisit,
        retry=retry,
        trigger="cron" if due else "hand",
    )
    config = replace(here.config, log_level="INFO") if here.verbose else here.config
    ends = crawl_now([(source.hosts, order(source=source.name)) for source in chosen], config)
    report(ends, as_json=as_json)
    from crawler.runs.rounds import exit_code

    raise typer.Exit(exit_code(ends))


def _chosen(here: Context, names: list[str], *, every: bool, due: bool) -> list[Source]:
    """The sources that were asked for. Raises UsageError, UnknownSource, StoreError."""
    if bool(names) + every + due != 1:
        raise UsageError("name sources, or --all, or --due; `ronda sources list` shows what there is")
    catalog = here.catalog
    with here.store() as store:  # also shows, before any child starts, that the database can be used
        if due and catalog.enabled():
            return _due(here, store, catalog.enabled())
    if names:
        return [catalog[name] for name in dict.fromkeys(names)]
    if not catalog.enabled():
        raise UsageError("no source is enabled. Enable one in ronda.toml: `ronda sources list` shows all")
    return list(catalog.enabled())


def _due(here: Context, store: Store, sources: Sequence[Source]) -> list[Source]:
    """Those whose turn has come; with `--verbose` each one's turn is told, and why it is then."""
    from crawler.timetable.rhythm import due_turns

    found = due_turns(sources, pasts_of(store, sources), now(), here.zone, store.host_waits())
    for source, turn, is_due in found if here.verbose else ():
        when = "due" if is_due else f"next {told(here, turn)}"
        output.note(f"{source.name}: {when}: {turn.why}")
    return [source for source, _, is_due in found if is_due]


def crawl_now(orders: Sequence[tuple[Iterable[str], CrawlOrder]], config: Config) -> list[CrawlEnd]:
    """Runs (hosts, order) pairs to their ends, with progress on a terminal. Ctrl-C once stops cleanly."""
    import asyncio

    log_to_stderr(config.log_level, ZoneInfo(config.timezone))
    return asyncio.run(_run(orders, config))


async def _run(orders: Sequence[tuple[Iterable[str], CrawlOrder]], config: Config) -> list[CrawlEnd]:
    import asyncio

    from crawler.runs.launch import launch
    from crawler.runs.rounds import run_all

    if task := asyncio.current_task():
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    with _Progress([order.source for _, order in orders]) as progress:
        try:
            return await run_all(orders, config, partial(launch, progress=progress.tell), progress.end)
        except asyncio.CancelledError:
            raise KeyboardInterrupt from None


def report(ends: Iterable[CrawlEnd], *, as_json: bool) -> None:
    """What came of each crawl: a table for people, one document for scripts."""
    if as_json:
        output.print_json(
            [
                {"source": e.source, "outcome": e.outcome, "reason": e.reason, "figures": dict(e.figures)}
                for e in ends
            ]
        )
        return
    headings = ("source", "outcome", *(name.replace("_", " ") for name in SHOWN), "what happened")
    rows = [(e.source, e.outcome, *(e.figures.get(name, 0) for name in SHOWN), e.reason) for e in ends]
    output.table(headings, rows)


class _Progress:
    """A line a running source on a terminal; elsewhere nothing, the report says it all."""

    def __init__(self, sources: Sequence[str]) -> None:
        self._shown = output.is_terminal(sys.stderr)
        self._tasks: dict[str, Any] = {}
        self._bar: Any = None
        self._sources = sources

    def __enter__(self) -> _Progress:
        if self._shown:
            from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

            self._bar = Progress(
                SpinnerColumn(),
                TextColumn("{task.description}", markup=False),
                TextColumn("{task.fields[told]}", markup=False),
                TimeElapsedColumn(),
                console=output.console(stderr=True),
                transient=True,
            )
            self._bar.start()
            self._tasks = {
                name: self._bar.add_task(name, total=None, told="waiting") for name in self._sources
            }
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.stop()

    def tell(self, source: str, figures: Mapping[str, int]) -> None:
        if self._bar:
            told = (
                f"{figures['links_new']} new links, {figures['pages']} pages done, {figures['stored']} stored"
            )
            self._bar.update(self._tasks[source], told=told)

    def end(self, end: CrawlEnd) -> None:
        if self._bar:
            self._bar.update(
                self._tasks[end.source],
                told=f"{end.outcome}: {output.terminal(end.reason)}",
                total=1,
                completed=1,
            )
