"""`ronda ledger`: the record of second thoughts: corrections, edits noted or silent, removals and moves."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from crawler.cli import output
from crawler.cli.context import Context
from crawler.cli.options import Json, Limit, Since, Sources, Until, article_query, example
from crawler.clock import to_iso
from crawler.errors import UsageError

if TYPE_CHECKING:
    from storage.store import ArticleQuery, Edit, Happening, Store

KINDS = ("correction", "noted", "silent", "gone", "back", "moved")


class Entry(NamedTuple):
    """A line of the ledger."""

    at: datetime
    kind: str
    source: str
    article: int
    title: str
    what: str
    url: str


def register(app: typer.Typer) -> None:
    epilog = example("ronda ledger --since 7d", "ronda ledger --kind silent --source sumeks --json")
    app.command("ledger", epilog=epilog)(ledger)


def ledger(
    ctx: typer.Context,
    kinds: Annotated[
        list[str] | None,
        typer.Option("--kind", metavar="KIND", help=f"Only {', '.join(KINDS)}; may be given several times."),
    ] = None,
    sources: Sources = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    as_json: Json = False,
) -> None:
    """List corrections, silent edits, removals, returns and moves, the newest first.

    Times are those of our visits.
    """
    here = Context.of(ctx)
    for kind in kinds or ():
        if kind not in KINDS:
            raise UsageError(f"--kind {kind!r} is none of {', '.join(KINDS)}")
    with here.store(read_only=True) as store:
        query = article_query(here, store, sources=sources, since=since, until=until, limit=None)
        entries = [entry for entry in _entries(store, query) if not kinds or entry.kind in kinds]
    entries = sorted(entries, key=lambda entry: entry.at, reverse=True)[:limit]
    if as_json:
        output.print_json([_record(entry) for entry in entries])
        return
    rows = [
        (output.local(e.at, here.zone), e.kind, e.source, e.article, e.title, e.what, e.url) for e in entries
    ]
    output.table(("seen", "kind", "source", "number", "title", "what", "address"), rows)


def _entries(store: Store, query: ArticleQuery) -> list[Entry]:
    found = [
        Entry(
            at=edit.at,
            kind=_kind(edit),
            source=edit.source,
            article=edit.article_id,
            title=edit.title_after or "",
            what=edit.what,
            url=edit.url,
        )
        for edit in store.edits(query)
    ]
    found += [
        Entry(one.at, one.what, one.source, one.article_id, one.title or "", _what(one), one.url)
        for one in store.happenings(query)
    ]
    return found


def _what(one: Happening) -> str:
    return f"{one.reason}: now {one.other_url}" if one.other_url else one.reason


def _kind(edit: Edit) -> str:
    from pipelines.changes import nature

    return nature(
        f"{edit.title_before or ''}\n{edit.text_before}",
        f"{edit.title_after or ''}\n{edit.text_after}",
        seen_at=edit.seen_at,
        modified_before=edit.modified_before,
        modified_after=edit.modified_after,
    ).value


def _record(entry: Entry) -> dict[str, Any]:
    return entry._asdict() | {"at": to_iso(entry.at)}
