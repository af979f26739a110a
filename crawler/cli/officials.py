"""`ronda officials`: who held which post, one after the other, as far as articles tell."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import typer

from crawler.cli import output
from crawler.cli.context import Context
from crawler.cli.options import Json, example
from crawler.errors import UsageError
from crawler.officials import Tenure

HEADINGS = (
    *("unit", "post", "name", "first seen", "last seen", "took over", "left"),
    *("articles", "sources", "numbers"),
)
SHOWN = 8  # numbers of articles in a table; JSON has all


def register(app: typer.Typer) -> None:
    epilog = example('ronda officials --unit "Polres OKU"', "ronda officials --post bupati --json")
    app.command("officials", epilog=epilog)(officials)


def officials(
    ctx: typer.Context,
    unit: Annotated[
        str | None,
        typer.Option("--unit", metavar="NAME", help="Of this police unit, in any spelling: 'Polres OKU'."),
    ] = None,
    post: Annotated[
        str | None,
        typer.Option("--post", metavar="WORDS", help="Whose post holds this: kapolres."),
    ] = None,
    name: Annotated[
        str | None, typer.Option("--name", metavar="WORDS", help="Whose name holds this.")
    ] = None,
    as_json: Json = False,
) -> None:
    """List who held which post, in order: first and last seen, handovers, in how many articles.

    The day is that of the event, or of publication where the event lies a month back or no day is told.
    """
    from pipelines.labels.succession import succession

    here = Context.of(ctx)
    if not (unit or post or name):
        raise UsageError("whose? Give --unit, --post or --name, or several of them")
    canonical = unit_named(unit) if unit else None
    with here.store(read_only=True) as store:
        found = succession(store.officials(unit=canonical, post=post or "", name=name or ""))
    if as_json:
        output.print_json([_record(one) for one in found])
    elif not found:
        asked = ", ".join(filter(None, (canonical, post, name)))
        output.note(f"nobody found for {asked}. `ronda doctor` says whether articles have labels")
    else:
        output.table(HEADINGS, [_row(one) for one in found])


def unit_named(written: str) -> str:
    """The canonical name of a police unit. Raises UsageError for what names none, or several."""
    from pipelines.labels.units import find_units

    names = [one.name for one in find_units(written)]
    if len(names) != 1:
        what = f"{' and '.join(names)} are several" if names else f"{written!r} names no police unit"
        raise UsageError(f"--unit: {what}. Write one such as 'Polres OKU' or 'Polsek Lubuk Batang'")
    return names[0]


def _row(one: Tenure) -> tuple[object, ...]:
    name = " ".join(filter(None, (one.rank, one.name)))
    numbers = " ".join(map(str, one.articles[:SHOWN])) + (" …" if len(one.articles) > SHOWN else "")
    return (
        one.unit,
        f"{one.post} (acting)" if one.acting else one.post,
        name,
        *(one.first_seen, one.last_seen, one.took, one.left),
        len(one.articles),
        len(one.sources),
        numbers,
    )


def _record(one: Tenure) -> dict[str, Any]:
    days = ("first_seen", "last_seen", "took", "left")
    return asdict(one) | {day: str(getattr(one, day)) if getattr(one, day) else None for day in days}
