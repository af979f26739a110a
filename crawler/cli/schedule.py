"""`ronda schedule`: stays, and crawls each source in its turn; `--dry-run` only says when that would be.

Stopped by SIGTERM or Ctrl-C (once: the pages in hand are finished; twice: at once); SIGHUP reads the settings
again. The cron way of the same is `ronda crawl --due`.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from crawler.cli import output
from crawler.cli.context import Context
from crawler.cli.options import example
from crawler.cli.turns import look, pasts_of
from crawler.clock import now
from crawler.errors import UsageError
from crawler.logs import log_to_stderr

if TYPE_CHECKING:
    from crawler.config import Config
    from crawler.timetable.clockwork import Timetable
    from crawler.timetable.plan import Plan
    from spiders.catalog import Catalog, Source


def register(app: typer.Typer) -> None:
    epilog = example(
        "ronda schedule",
        "ronda schedule --dry-run",
        "ronda schedule sumeks antara-sumsel",
        "ronda schedule --metrics 9469",
    )
    app.command("schedule", epilog=epilog)(schedule)


def schedule(
    ctx: typer.Context,
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="[SOURCE]...", help="Only these; default: all enabled ones.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show each source's next turns, and end.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="With --dry-run: one JSON document.")] = False,
    metrics: Annotated[
        str | None,
        typer.Option("--metrics", metavar="[HOST:]PORT", help="Tell Prometheus there; HOST: 127.0.0.1."),
    ] = None,
) -> None:
    """Crawl every source when its turn comes, until stopped."""
    here, names = Context.of(ctx), tuple(sources or ())
    if dry_run and metrics:
        raise UsageError("--metrics serves a timetable that runs: leave --dry-run out")
    if dry_run:
        _show(read_plan(here, names, create=False), as_json=as_json)
    elif as_json:
        raise UsageError("--json goes with --dry-run; of crawls that were, `ronda runs --json` tells")
    else:
        _stay(here, names, metrics)


def read_plan(here: Context, names: tuple[str, ...], *, create: bool = True) -> Plan:
    """Settings, catalogue and pasts as they are at this moment, read anew each time.

    Without `create` a database that is not there is not made. Raises ConfigError, UnknownSource, UsageError
    when no source is left, StoreError.
    """
    from crawler.timetable.plan import Plan

    fresh = replace(here)  # a Context reads its files once
    chosen = _chosen(fresh.catalog, names)
    if not (create or fresh.config.database.is_file()):
        return Plan(config=fresh.config, sources=chosen, pasts={})
    with fresh.store(read_only=not create) as store:
        pasts = pasts_of(store, chosen)
        return Plan(config=fresh.config, sources=chosen, pasts=pasts, waits=tuple(store.host_waits()))


def _chosen(catalog: Catalog, names: tuple[str, ...]) -> tuple[Source, ...]:
    """Those named, also if they are disabled, each once; without names all enabled ones."""
    chosen = tuple(catalog[name] for name in dict.fromkeys(names)) if names else catalog.enabled()
    if not chosen:
        raise UsageError("no source is enabled. Enable one in ronda.toml: `ronda sources list` shows all")
    return chosen


def _stay(here: Context, names: tuple[str, ...], metrics: str | None) -> None:
    import asyncio

    from crawler.runs.launch import launch
    from crawler.timetable.clockwork import Timetable

    _log(here.config, verbose=here.verbose)
    timetable = Timetable(lambda: read_plan(here, names), launch, look=lambda source: look(here, source))
    with _served(here.config, timetable, metrics):
        asyncio.run(timetable.run())


@contextmanager
def _served(config: Config, timetable: Timetable, metrics: str | None) -> Iterator[None]:
    """Meanwhile the metrics are told at the address, if one was given. Raises UsageError."""
    if metrics is None:
        yield
        return
    from crawler.metrics.served import SourceFigures, Turns, address_of, serve_metrics

    figures = SourceFigures(config.database, timetable.sources)
    end = serve_metrics(*address_of(metrics), figures, Turns(timetable.next_turns, timetable.running))
    try:
        yield
    finally:
        end()


def _show(plan: Plan, *, as_json: bool) -> None:
    from crawler.timetable.plan import clock_time, forecast

    at = now()
    lines = forecast(plan, at)
    if as_json:
        output.print_json(
            [
                {
                    "source": line.source,
                    "interval": line.interval,
                    "due": line.due,
                    "next": [turn.isoformat() for turn in line.turns],
                    "why": line.why,
                }
                for line in lines
            ]
        )
        return
    rows = []
    for line in lines:
        times = [clock_time(turn, at, plan.zone) for turn in line.turns]
        if line.due:
            times[0] = "now"
        rows.append((line.source, line.interval, ", ".join(times) or "never"))
    output.table(("source", "interval", "next turns"), rows)


def _log(config: Config, *, verbose: bool) -> None:
    log_to_stderr("INFO" if verbose else config.log_level, ZoneInfo(config.timezone))
    # the timetable's own lines are what this command has to say, whatever the level of the rest
    logging.getLogger("crawler.timetable").setLevel(logging.INFO)
    if not verbose:
        logging.getLogger("apscheduler").setLevel(logging.ERROR)  # our own lines say the same in our words
