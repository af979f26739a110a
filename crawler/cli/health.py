"""`ronda health`: which source is well, silent, blocked, broken or gone, since when, and how one can tell."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from crawler.cli import output
from crawler.cli.context import Context
from crawler.cli.options import Json, example
from crawler.clock import now, to_iso
from crawler.errors import EXIT_FAILED, UsageError


def register(app: typer.Typer) -> None:
    app.command(
        "health",
        epilog=example(
            "ronda health", "ronda health sumeks --json", "ronda health --prometheus -o ronda.prom"
        ),
    )(health)


def health(
    ctx: typer.Context,
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="[SOURCE]...", help="Only these; default: all enabled ones.")
    ] = None,
    as_json: Json = False,
    prometheus: Annotated[
        bool, typer.Option("--prometheus", help="As Prometheus text, for a textfile collector.")
    ] = False,
    target: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="With --prometheus: to a file, whole."),
    ] = None,
) -> None:
    """Judge each source by its own past; exit code 1 when one is not well."""
    from crawler.runs.health import examine
    from crawler.runs.states import ILL, State

    here = Context.of(ctx)
    names = list(sources or ()) or [source.name for source in here.catalog.enabled()]
    for name in names:
        here.catalog[name]
    if (target and not prometheus) or (prometheus and as_json):
        raise UsageError("--output goes with --prometheus, and --json does not")
    with here.store(read_only=True) as store:
        found = examine(store, names, now())
    found.sort(key=lambda one: (list(State).index(one.state), one.source))
    if prometheus:
        _expose(here, names, target)
    elif as_json:
        output.print_json(
            [
                {
                    "source": one.source,
                    "state": one.state.value,
                    "since": to_iso(one.since) if one.since else None,
                    "evidence": one.evidence,
                    **one.figures,
                }
                for one in found
            ]
        )
    else:
        rows = [
            (one.source, one.state.value, output.local(one.since, here.zone), one.evidence) for one in found
        ]
        output.table(("source", "state", "since", "evidence"), rows)
    if any(one.state in ILL for one in found):
        raise typer.Exit(EXIT_FAILED)


def _expose(here: Context, names: list[str], target: Path | None) -> None:
    """The metrics of this moment to standard output or, whole or not at all, to a file."""
    from crawler.metrics.served import SourceFigures, exposition
    from storage.export import write_file

    text = exposition(SourceFigures(here.config.database, lambda: names))
    if target is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(text)
        sys.stdout.flush()
        return
    write_file(target, text)
