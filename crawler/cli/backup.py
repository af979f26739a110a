"""`ronda backup` and `ronda restore`: a copy of the database while crawls go on, and back again."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from crawler.cli import output
from crawler.cli.context import Context
from crawler.cli.options import example
from crawler.errors import UsageError


def register(app: typer.Typer) -> None:
    app.command("backup", epilog=example("ronda backup /backup/ronda-monday.db"))(backup)
    app.command("restore", epilog=example("ronda restore /backup/ronda-monday.db"))(restore)


def backup(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The copy; one that is there is replaced.")],
) -> None:
    """Copy the whole database to FILE, consistent, while crawls go on."""
    here = Context.of(ctx)
    if file.exists() and file.samefile(here.config.database):
        raise UsageError("that is the database itself. Name another file")
    with here.store(read_only=True) as store:
        count = store.count()
        store.back_up(file)
    output.say(f"{file}: {output.counted(count, 'article')}, checked")


def restore(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A copy that `ronda backup` made.")],
    force: Annotated[
        bool,
        typer.Option("--force", help="Also over a database that is there; that one is kept as NAME.before."),
    ] = False,
) -> None:
    """Put a backup in the place of the database."""
    from crawler.runs.lock import take_all_locks
    from storage import open_store

    here = Context.of(ctx)
    database = here.config.database
    if not file.is_file():
        raise UsageError(f"{file}: no such file. Name a copy that `ronda backup` made")
    if database.exists() and not force:
        raise UsageError(
            f"{database} is there. Give --force to replace it; it is kept as {database.name}.before"
        )
    with ExitStack() as held:
        for lock in take_all_locks(database):
            held.callback(lock.release)
        copy = open_store(file, read_only=True)
        try:
            problems, count = copy.check(), copy.count()
            if problems:
                raise UsageError(f"{file} is not sound: {problems[0]}. Name another copy")
            if database.exists():
                _set_aside(database)
            copy.back_up(database)
        finally:
            copy.close()
    output.say(f"{database}: {output.counted(count, 'article')} from {file}")


def _set_aside(database: Path) -> None:
    """The old file, whole with what is still in its write-ahead log, under another name."""
    from storage import open_store

    old = open_store(database)
    try:
        old.back_up(database.with_name(f"{database.name}.before"))
    finally:
        old.close()
    for part in (database, *(database.with_name(database.name + end) for end in ("-wal", "-shm"))):
        part.unlink(missing_ok=True)
