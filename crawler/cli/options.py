"""The options that several commands share, and the query they make. One meaning everywhere."""

from __future__ import annotations

from datetime import tzinfo
from typing import TYPE_CHECKING, Annotated

import typer

from crawler.cli.context import Context
from crawler.cli.times import parse_when
from crawler.clock import now
from crawler.errors import UnknownSource, UsageError

if TYPE_CHECKING:
    from datetime import datetime

    from storage.store import ArticleQuery, Store

Sources = Annotated[
    list[str] | None,
    typer.Option("--source", "-s", metavar="NAME", help="Of this source only; may be given several times."),
]
Since = Annotated[
    str | None, typer.Option(metavar="WHEN", help="Published then or later: 2026-02-01, 7d, 24h.")
]
Until = Annotated[
    str | None, typer.Option(metavar="WHEN", help="Published before: 2026-02-01T10:00+07:00, 7d.")
]
Limit = Annotated[int | None, typer.Option(min=1, metavar="N", help="At most so many, the newest.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON document, for scripts.")]


def example(*lines: str) -> str:
    """An epilog that keeps its lines: what to type, as in `ronda runs --limit 5`."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in lines)


def when(option: str, text: str | None, zone: tzinfo) -> datetime | None:
    """The moment an option names. Raises UsageError that names the option."""
    if text is None:
        return None
    try:
        return parse_when(text, zone, now())
    except UsageError as error:
        raise UsageError(f"--{option}: {error}") from error


def article_query(
    here: Context,
    store: Store,
    *,
    sources: list[str] | None,
    since: str | None,
    until: str | None,
    limit: int | None,
) -> ArticleQuery:
    """The query that the shared options ask for. Raises UsageError, UnknownSource."""
    from storage.store import ArticleQuery

    start, end = when("since", since, here.zone), when("until", until, here.zone)
    if start and end and start >= end:
        raise UsageError("--since must lie before --until: no article can be in between")
    for name in sources or ():
        must_exist(name, here, store)
    return ArticleQuery(sources=tuple(sources or ()), since=start, until=end, limit=limit)


def must_exist(name: str, here: Context, store: Store) -> None:
    """Raises UnknownSource for a name that neither the database nor the catalogue has.

    The catalogue is asked last: articles of a source that left it can still be had, and a mistake in it
    keeps nobody from reading.
    """
    stored = set(store.source_names())
    if name not in stored and name not in here.catalog:
        raise UnknownSource(name, stored | set(here.catalog))
