"""`ronda runs`: the crawls that were, newest first, with what they brought."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crawler.cli import output
from crawler.cli.context import Context
from crawler.cli.options import Json, example, must_exist
from crawler.clock import to_iso

if TYPE_CHECKING:
    from storage.store import Run

HEADINGS = (
    *("run", "source", "started", "sec", "outcome", "by"),
    *("links", "pages", "stored", "revised", "failed", "reason"),
)


def register(app: typer.Typer) -> None:
    app.command("runs", epilog=example("ronda runs --source sumeks --limit 5"))(runs)


def runs(
    ctx: typer.Context,
    source: Annotated[
        str | None, typer.Option("--source", "-s", metavar="NAME", help="Of this source only.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="At most so many, the newest.")] = 20,
    as_json: Json = False,
) -> None:
    """List the crawls that were, newest first."""
    here = Context.of(ctx)
    with here.store(read_only=True) as store:
        if source is not None:
            must_exist(source, here, store)
        found = store.runs(source=source, limit=limit)
    if as_json:
        output.print_json([as_record(run) for run in found])
    elif found:
        output.table(HEADINGS, [_row(run, here) for run in found])
    else:
        output.note("no runs yet: `ronda crawl NAME` makes one")


def as_record(run: Run) -> dict[str, Any]:
    """The run as plain data, times in ISO 8601."""
    return asdict(run) | {
        "started_at": to_iso(run.started_at),
        "finished_at": to_iso(run.finished_at) if run.finished_at else None,
        "figures": dict(run.figures),
    }


def _row(run: Run, here: Context) -> tuple[object, ...]:
    seconds = int((run.finished_at - run.started_at).total_seconds()) if run.finished_at else None
    figures = [run.figures.get(name, 0) for name in ("links", "pages", "stored", "revised", "failed")]
    started = output.local(run.started_at, here.zone)
    return (run.id, run.source, started, seconds, run.outcome, run.trigger, *figures, run.reason)
