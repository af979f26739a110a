"""`ronda`: the options before the command, the list of commands, and how a command ends.

A command is a file beside this one with a `register(app)`; at its top it imports only the ground floor and
typer, so that `ronda --help` answers at once. What a command raises as RondaError becomes one line on
standard error and its exit code; anything else is a bug of ours and keeps its traceback.
"""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from crawler import __version__
from crawler.cli import (
    backup,
    crawl,
    demo,
    diff,
    doctor,
    export,
    group,
    health,
    import_,
    label,
    ledger,
    metadata,
    officials,
    output,
    read,
    reprocess,
    runs,
    schedule,
    search,
    show,
    sources,
    stats,
)
from crawler.cli.context import Context
from crawler.cli.options import example
from crawler.errors import RondaError

COMMANDS = (
    crawl,
    schedule,
    demo,
    sources,
    read,
    reprocess,
    search,
    show,
    diff,
    ledger,
    officials,
    export,
    label,
    group,
    import_,
    runs,
    stats,
    health,
    doctor,
    backup,
    metadata,
)

# as shells report a program that the signal ended
EXIT_INTERRUPTED = 130  # 128 + SIGINT
EXIT_PIPE_CLOSED = 141  # 128 + SIGPIPE


class Guarded(TyperGroup):
    """Ends every command the same way, in tests as from the shell."""

    def invoke(self, ctx: Any) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except RondaError as error:
            output.note(f"ronda: {error}")
            raise typer.Exit(error.exit_code) from error
        except BrokenPipeError as error:
            _close_quietly()
            raise typer.Exit(EXIT_PIPE_CLOSED) from error
        except KeyboardInterrupt as error:
            output.note("ronda: stopped at your request; what was stored stays")
            raise typer.Exit(EXIT_INTERRUPTED) from error
        return result


def _close_quietly() -> None:
    # Python flushes standard output once more at its end: let that go nowhere (docs.python.org, signal)
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


app = typer.Typer(
    cls=Guarded,
    name="ronda",
    rich_markup_mode=None,  # help in plain text: quick, and `[SOURCE]` is no markup
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=example("ronda crawl sumeks", 'ronda search "operasi ketupat" --since 7d'),
)


def _version(wanted: bool) -> None:
    if wanted:
        output.say(f"ronda {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def ronda(
    ctx: typer.Context,
    config: Annotated[
        Path | None,
        typer.Option("--config", metavar="FILE", help="Settings; default: ./ronda.toml."),
    ] = None,
    database: Annotated[
        Path | None,
        typer.Option("--database", "-d", metavar="FILE", help="The SQLite file to use."),
    ] = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Say more, on standard error.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    """Makes the rounds of regional Indonesian news sites and keeps what they published, in SQLite."""
    if ctx.invoked_subcommand is None:
        sys.stdout.write(ctx.get_help() + "\n")
        raise typer.Exit
    ctx.obj = Context(config_file=config, database=database, verbose=verbose)
    if verbose:
        logging.basicConfig(level=logging.INFO, stream=sys.stderr)


for module in COMMANDS:
    module.register(app)


def run() -> None:
    """The console entry. Exit codes: 0 good, 1 something failed, 2 wrong use or settings, 75 lock held."""
    _prepare(sys.stdout)
    _prepare(sys.stderr)
    app(prog_name="ronda")


def _prepare(stream: Any) -> None:
    """A terminal that cannot show a letter shows its code; files and pipes are UTF-8 wherever we run."""
    if stream.isatty():
        stream.reconfigure(errors="backslashreplace")
    else:
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
