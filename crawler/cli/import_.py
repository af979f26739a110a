"""`ronda import`: texts and earlier exports enter the store, as a crawl's articles do.

A bad file is named and left out; the others go on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crawler.cli import output
from crawler.cli.context import Context
from crawler.cli.options import example
from crawler.cli.stories import link_all
from crawler.errors import EXIT_FAILED, RondaError, UsageError
from crawler.items import Outcome

if TYPE_CHECKING:
    from crawler.items import Article

DEFAULT_SOURCE = "import"
SUFFIXES = (".txt", ".jsonl", ".warc", ".warc.gz")


def register(app: typer.Typer) -> None:
    epilog = example(
        "ronda import ../texts --source archive", "ronda import export.jsonl", "ronda import CC-NEWS.warc.gz"
    )
    app.command("import", epilog=epilog)(import_)


def import_(
    ctx: typer.Context,
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH...", help="Folders of .txt, .jsonl and .warc files, or such files."),
    ],
    given: Annotated[
        str | None,
        typer.Option(
            "--source", "-s", metavar="NAME", help="The source of texts, and of pages of unknown sites."
        ),
    ] = None,
) -> None:
    """Store texts (.txt), exports (.jsonl) and archived pages (.warc, .warc.gz).

    A .txt file is one article; the articles of an export keep the sources they had; pages are read as a crawl
    would read them.
    A file named NNN_<16 hex digits>.txt is later found by these digits too. Exit code 1 when a file was bad.
    """
    from crawler.cli.intake import Intake

    source = given or DEFAULT_SOURCE
    check_source(source)
    files = [file for path in paths for file in files_of(path)]
    here, outcomes = Context.of(ctx), Counter[str]()
    total = len(files) if all(file.suffix == ".txt" for file in files) else None
    with (
        here.store() as store,
        Intake(store, here) as intake,
        output.progress("importing", total) as advance,
    ):

        def left_out(error: RondaError) -> None:
            outcomes["bad"] += 1
            intake.failed(source)
            output.note(f"ronda: left out: {error}")
            advance()

        for file in files:
            if is_warc(file):
                from crawler.cli.import_warc import WarcImport

                WarcImport(here, store, intake, given).read(file, outcomes, advance)
                continue
            for article, aliases in articles_of(file, source, left_out):
                outcomes[intake.keep(article, aliases)] += 1
                advance()
    with here.store() as store:
        link_all(store)
    names = [*Outcome, "bad", *sorted(set(outcomes) - {*Outcome, "bad"})]
    figures = ", ".join(f"{outcomes[name]} {name}" for name in names if outcomes[name])
    output.say(f"{output.counted(len(files), 'file')}: {figures or 'no article'}")
    if outcomes["bad"]:
        raise typer.Exit(EXIT_FAILED)


def articles_of(
    file: Path, source: str, on_bad: Callable[[RondaError], None]
) -> Iterator[tuple[Article, tuple[str, ...]]]:
    """The articles of one file with their aliases; what cannot be read is told to `on_bad`."""
    from pipelines.import_texts import read_export, read_text_file

    try:
        if file.suffix == ".txt":
            yield read_text_file(file, source=source)
            return
        for article in read_export(file, on_bad=on_bad):
            try:
                check_source(article.source)  # it names a lock file: no path may come in by it
            except UsageError as error:
                on_bad(RondaError(f"{file}: {article.url}: {error}"))
            else:
                yield article, ()
    except RondaError as error:
        on_bad(error)


def check_source(name: str) -> None:
    """Raises UsageError for what cannot be the name of a source."""
    from spiders.catalog.rules import Fault, check_name

    try:
        check_name(name)
    except Fault as fault:
        raise UsageError(f"source: {fault.problem}. {fault.remedy}") from fault


def is_warc(file: Path) -> bool:
    return file.name.lower().endswith((".warc", ".warc.gz"))


def files_of(path: Path) -> list[Path]:
    """The path itself, or the texts and exports of a folder, by name. Raises UsageError without any."""
    if path.is_dir():
        found = sorted(file for file in path.iterdir() if file.name.endswith(SUFFIXES) and file.is_file())
        if not found:
            raise UsageError(f"{path} holds no {', '.join(SUFFIXES)} file")
        return found
    if not path.exists():
        raise UsageError(f"{path}: no such file or folder")
    if not path.name.endswith(SUFFIXES):
        raise UsageError(f"{path}: only {', '.join(SUFFIXES)} files can be imported")
    return [path]
