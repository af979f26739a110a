"""`ronda sources`: what is watched, what is known of one source, whether the rows are right, and new ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import typer

from crawler.cli import output, sources_add
from crawler.cli.context import Context
from crawler.cli.options import Json, example
from crawler.cli.turns import look, told

HEADINGS = ("name", "network", "host", "region", "interval", "lists", "state")
NO_TERMS = "no note. Read the publisher's terms, and ask for permission where they want it"


def register(app: typer.Typer) -> None:
    group = typer.Typer(
        help="The catalogue of sources: list, show, check, add.",
        rich_markup_mode=None,
        no_args_is_help=True,
        epilog=example("ronda sources list", "ronda sources show sumeks"),
    )
    group.command("list", epilog=example("ronda sources list", "ronda sources list --enabled"))(list_sources)
    group.command("show", epilog=example("ronda sources show sumeks"))(show_source)
    group.command("check", epilog=example("ronda sources check && ronda crawl --all"))(check_sources)
    group.command("add", epilog=sources_add.EPILOG)(sources_add.add_source)
    app.add_typer(group, name="sources")


def list_sources(
    ctx: typer.Context,
    enabled: Annotated[bool, typer.Option("--enabled", help="Leave out those that are disabled.")] = False,
    as_json: Json = False,
) -> None:
    """List all sources of the catalogue."""
    from spiders.catalog.describe import rows

    found = [row for row in rows(Context.of(ctx).catalog) if row["enabled"] or not enabled]
    if as_json:
        output.print_json(found)
        return
    states = ("" if row["enabled"] else "disabled" for row in found)
    output.table(HEADINGS, [(*_cells(row), state) for row, state in zip(found, states, strict=True)])


def _cells(row: Mapping[str, Any]) -> Iterator[Any]:
    return (row[name] for name in HEADINGS[:-1])


def show_source(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name that `ronda sources list` shows.")],
    as_json: Json = False,
) -> None:
    """Show all that is known of one source.

    The publisher's terms, when its next turn comes, and why then.
    """
    from spiders.catalog.describe import describe

    here = Context.of(ctx)
    source = here.catalog[name]
    facts = describe(source)
    if here.config.database.is_file():
        turn = look(here, source, read_only=True)
        facts |= {"next": told(here, turn), "why": turn.why}
    if as_json:
        output.print_json(facts)
        return
    for key, value in facts.items():
        for line in _lines(key, value):
            output.say(line)


def _lines(key: str, value: Any) -> Iterator[str]:
    """A line a value: lists and hints take several, under the one label."""
    if key == "terms" and not value:
        value = NO_TERMS
    if isinstance(value, Mapping):
        value = [f"{name} = {_text(inner)}" for name, inner in value.items()]
    values = value if isinstance(value, list) else [_text(value)]
    for number, one in enumerate(values):
        yield f"{'' if number else key:<14} {one}"


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " | ".join(map(str, value)) if isinstance(value, list) else str(value)


def check_sources(
    ctx: typer.Context,
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="Also look whether these are there.")
    ] = None,
) -> None:
    """Check every row of the catalogue.

    Those of ronda.toml included. Exit code 2 and a remedy when one is wrong. Asks no site.
    """
    catalog = Context.of(ctx).catalog
    for source in [catalog[name] for name in names or ()]:
        state = "" if source.enabled else ", disabled"
        output.say(f"{source.name}: in order ({source.file}){state}")
    if not names:
        output.say(f"{len(catalog)} sources in order, {len(catalog.enabled())} enabled")
