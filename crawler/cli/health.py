"""`ronda health`: which source is well, silent, blocked, broken or gone, since when, and how one can tell."""

from __future__ import annotations

from typing import Annotated

import typer

from crawler.cli import output
from crawler.cli.context import Context
from crawler.cli.options import Json, example
from crawler.clock import now, to_iso
from crawler.errors import EXIT_FAILED


def register(app: typer.Typer) -> None:
    app.command("health", epilog=example("ronda health", "ronda health sumeks --json"))(health)


def health(
    ctx: typer.Context,
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="[SOURCE]...", help="Only these; default: all enabled ones.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Judge each source by its own past; exit code 1 when one is not well."""
    from crawler.runs.health import examine
    from crawler.runs.states import ILL, State

    here = Context.of(ctx)
    names = list(sources or ()) or [source.name for source in here.catalog.enabled()]
    for name in names:
        here.catalog[name]
    with here.store(read_only=True) as store:
        found = examine(store, names, now())
    found.sort(key=lambda one: (list(State).index(one.state), one.source))
    if as_json:
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
