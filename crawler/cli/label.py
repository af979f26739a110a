"""`ronda label`: what each text of a file is about, where, who, when, with the words that say so."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from crawler.cli import output
from crawler.cli.context import Context
from crawler.cli.corpus import read_corpus
from crawler.cli.options import example
from crawler.errors import UsageError
from crawler.labels import as_record


def register(app: typer.Typer) -> None:
    app.command("label", epilog=example("ronda label texts.jsonl > labels.jsonl"))(label)


def label(
    ctx: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help='JSON Lines with "text" and, where known, id, title, url, published_at.'
        ),
    ],
    why: Annotated[bool, typer.Option("--why", help="Add the words and rules behind each label.")] = False,
    region: Annotated[
        str | None,
        typer.Option(
            "--region", metavar="NAME", help="Where the texts are from: settles names of two places."
        ),
    ] = None,
) -> None:
    """Label the texts of a file: a JSON line each with topics, units, places, officials, dates."""
    from pipelines.labels.areas import atlas
    from pipelines.labels.article import labels_of

    if region is not None and not atlas().named(region):
        raise UsageError(
            f"no province, kabupaten or kota is called {region!r}; write one such as 'Sumatera Selatan'"
        )
    here = Context.of(ctx)
    watch = here.config.watch(region=region or "")
    for entry in read_corpus(file, here.zone):
        labels = labels_of(entry.text, title=entry.title, published_at=entry.published_at, watch=watch)
        output.json_line({"id": entry.id, **as_record(labels, why=why)})
