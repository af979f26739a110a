"""`ronda export`: articles leave the store as JSON Lines, CSV, Parquet or text files."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, cast

import typer

from crawler.cli import output
from crawler.cli.context import Context
from crawler.cli.options import Limit, Since, Sources, Until, article_query, example
from crawler.errors import UsageError

if TYPE_CHECKING:
    from crawler.items import StoredArticle
    from crawler.labels import Labels


class Form(StrEnum):
    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    TEXT = "text"


def register(app: typer.Typer) -> None:
    epilog = example("ronda export --format csv -o news.csv --since 7d", "ronda export | jq -r .title")
    app.command("export", epilog=epilog)(export)


def export(
    ctx: typer.Context,
    form: Annotated[
        Form, typer.Option("--format", "-f", help="One line or row an article; text: a file each.")
    ] = Form.JSONL,
    target: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="PATH", help="A file (text: a folder); else standard output."),
    ] = None,
    source: Sources = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    force: Annotated[bool, typer.Option("--force", help="text: replace an earlier export.")] = False,
    masked: Annotated[
        bool,
        typer.Option("--mask", help="Initials for children, victims of sexual violence and suspects."),
    ] = False,
) -> None:
    """Write articles to a file or folder.

    Newest first. A file appears under its name only when it is whole. Standard output takes jsonl and csv.
    """
    from storage.export import WRITERS, export_file, export_texts

    here = Context.of(ctx)
    if target is None and form not in (Form.JSONL, Form.CSV):
        kind = "folder" if form is Form.TEXT else "file"
        raise UsageError(f"--format {form} needs --output: name the {kind} to write")
    if force and form is not Form.TEXT:
        raise UsageError("--force is for --format text; a file is replaced anyway")
    with here.store(read_only=True) as store:
        query = article_query(here, store, sources=source, since=since, until=until, limit=limit)
        query = replace(query, labels=form is not Form.TEXT)
        articles = map(_masked, store.articles(query)) if masked else store.articles(query)
        if target is None:  # without progress, which would run into the lines
            WRITERS[form](articles, standard_output())
            return
        with output.progress("exporting") as advance:
            if form is Form.TEXT:
                count = export_texts(_counted(articles, advance), target, force=force)
            else:
                count = export_file(_counted(articles, advance), form, target)
    output.note(f"{output.counted(count, 'article')} written to {target}")


def _masked(article: StoredArticle) -> StoredArticle:
    """The article with initials for private names, under the hash of what it then says.

    Captions, tags, related titles and other hashes could tell the name all the same: they are left out.
    """
    from pipelines.fingerprint import content_hash, normalise
    from pipelines.labels.privacy import mask

    told = mask(article.text, title=article.title or "")
    shown = f"{told.title}\n{told.text}"
    return replace(
        article,
        title=told.title or None,
        text=told.text,
        content_hash=content_hash(normalise(told.text)),
        captions=(),
        related=(),
        tags=(),
        aliases=(),
        labels=_masked_labels(article.labels, shown),
    )


def _masked_labels(labels: Labels | None, shown: str) -> Labels | None:
    """Without officials whose name the masked text does not show: an accused or a victim may hold a post."""
    if labels is None:
        return None
    return replace(labels, officials=tuple(one for one in labels.officials if one.name in shown))


def standard_output() -> BinaryIO:
    """The bytes below standard output: exports are UTF-8 whatever the terminal's encoding."""
    sys.stdout.flush()
    return cast(BinaryIO, sys.stdout.buffer)


def _counted(articles: Iterable[StoredArticle], advance: Any) -> Iterator[StoredArticle]:
    for article in articles:
        yield article
        advance()
