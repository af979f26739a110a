"""`ronda stats`: how much there is, and of which source."""

from __future__ import annotations

from datetime import tzinfo
from typing import Any

import typer

from crawler.cli import output
from crawler.cli.context import Context
from crawler.cli.options import Json, example
from crawler.clock import from_iso

SHOWN = {  # figure of a source → heading
    "articles": "articles",
    "revisions": "revisions",
    "duplicates": "duplicates",
    "pending": "pending",
    "failing": "failing",
    "first_published_at": "first",
    "last_published_at": "last",
    "last_good_run_at": "good run",
}


def register(app: typer.Typer) -> None:
    app.command("stats", epilog=example("ronda stats", "ronda stats --json | jq .articles"))(stats)


def stats(ctx: typer.Context, as_json: Json = False) -> None:
    """Show how much there is, in all and by source."""
    here = Context.of(ctx)
    with here.store(read_only=True) as store:
        figures = store.stats()
    if as_json:
        output.print_json(figures)
        return
    for name, value in figures.items():
        if name != "sources":
            output.say(f"{name.replace('_', ' '):<20} {_shown(value, here.zone)}")
    output.say()
    sources = figures["sources"].items()
    rows = [[name, *(_shown(source[key], here.zone) for key in SHOWN)] for name, source in sources]
    output.table(("source", *SHOWN.values()), rows)


def _shown(value: Any, zone: tzinfo) -> Any:
    """A figure as it is; a time, which the store gives as ISO 8601 in UTC, in the zone of people."""
    if value is None:
        return ""
    return output.local(from_iso(value), zone) if isinstance(value, str) else value
