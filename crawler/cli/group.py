"""`ronda group`: which texts of a file are copies of one another, and which tell the same event."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from crawler.cli import output
from crawler.cli.context import Context
from crawler.cli.corpus import Corpus
from crawler.cli.options import example
from crawler.errors import EXIT_FAILED


def register(app: typer.Typer) -> None:
    app.command("group", epilog=example("ronda group texts.jsonl > stories.jsonl"))(group)


def group(
    ctx: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help='JSON Lines with "text" and, where known, id, title, url, published_at.'
        ),
    ],
) -> None:
    """Group the texts of a file into stories: a JSON line each with its story and what it is a copy of."""
    from pipelines.stories.group import group_articles
    from pipelines.stories.profile import Document

    corpus = Corpus(file, Context.of(ctx).zone, distinct=True)
    documents = [
        Document(
            id=entry.id,
            text=entry.text,
            title=entry.title,
            outlet=entry.host,
            published_at=entry.published_at,
        )
        for entry in corpus
    ]
    for place in group_articles(documents):
        told = {
            "id": place.id,
            "story": place.story,
            "copy_of": place.copy_of,
            "relation": place.relation.value if place.relation else None,
            "score": place.score,
            "credited": place.credited,
            "press_release": place.press_release,
            "same_case": list(place.same_case),
        }
        output.json_line(told)
    if corpus.left_out:
        raise typer.Exit(EXIT_FAILED)
