"""`ronda doctor`: looks at everything a crawl needs, and says what to do where something is wrong."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

from crawler.cli import checks, output
from crawler.cli.checks import Finding, Level
from crawler.cli.context import Context
from crawler.cli.options import Json, example
from crawler.clock import now
from crawler.errors import EXIT_FAILED, CatalogError, ConfigError, RondaError

if TYPE_CHECKING:
    from storage.store import Store

_STYLE = {Level.OK: "green", Level.WARN: "yellow", Level.BAD: "bold red"}


def register(app: typer.Typer) -> None:
    epilog = example("ronda doctor", "ronda doctor --json | jq '.[] | select(.level != \"ok\")'")
    app.command("doctor", epilog=epilog)(doctor)


def doctor(ctx: typer.Context, as_json: Json = False) -> None:
    """Look at all that a crawl needs.

    Installation, settings, catalogue, database. Asks no site and changes nothing. Exit code 1 when something
    is bad.
    """
    findings = list(_examine(Context.of(ctx)))
    if as_json:
        output.print_json([asdict(finding) for finding in findings])
    else:
        _print(findings)
    if any(finding.level is Level.BAD for finding in findings):
        raise typer.Exit(EXIT_FAILED)


def _examine(here: Context) -> Iterator[Finding]:
    yield from checks.python()
    yield from checks.outside(os.environ)
    ours = list(checks.packages_of_ours())
    yield from ours
    if any(finding.level is Level.BAD for finding in ours):
        return  # what follows would load the foreign package
    try:
        config = here.config
    except ConfigError as error:
        yield checks.bad("config", str(error), "mend it, then run the doctor again")
        return
    yield from checks.settings(config)
    yield from checks.catalogue(config)
    yield from checks.room(config.database)
    yield from _database(here)


def _database(here: Context) -> Iterator[Finding]:
    path, last_start = here.config.database, None
    if not path.exists():
        yield checks.warn("database", f"none at {path}", "`ronda crawl` makes it; --database names another")
    else:
        try:
            with here.store(read_only=True) as store:
                yield from checks.database(store)
                yield from _labels(here, store)
                yield from checks.archive(store, here.config)
                yield from checks.leftovers(store, here.config, now())
                last_start = next((run.started_at for run in store.runs(limit=1)), None)
        except RondaError as error:
            yield checks.bad("database", str(error), "restore a copy, or name another with --database")
    yield from checks.clock(now(), here.zone, last_start)


def _labels(here: Context, store: Store) -> Iterator[Finding]:
    """Whether what articles say was found by today's rules. Says nothing of an empty database."""
    from crawler.cli.relabel import old_labels
    from storage.store import ArticleQuery

    try:
        count, old = store.count(), old_labels(here, store, ArticleQuery())
    except CatalogError:  # told already; what a source is watched for is not known
        return
    if old:
        found = f"{output.counted(old, 'article')} of {count} without any, or with those of other rules"
        yield checks.warn("labels", found, "`ronda reprocess --labels` labels them again; it asks no site")
    elif count:
        yield checks.good("labels", f"of today's rules, for {output.counted(count, 'article')}")


def _print(findings: list[Finding]) -> None:
    if not output.is_terminal():
        output.table((), [(f.level, f.name, f.found, f.remedy) for f in findings])
        return
    from rich.text import Text

    console = output.console()
    for finding in findings:
        line = Text.assemble(
            (f"{finding.level:<5}", _STYLE[finding.level]),
            f"{output.terminal(finding.name):<16} {output.terminal(finding.found)}",
        )
        console.print(line)
        if finding.remedy:
            console.print(Text(f"     → {output.terminal(finding.remedy)}", style="dim"))
