"""`ronda reprocess`: archived pages are read again with today's rules, and articles put right in their place.

What differs is our reading, not the article: no revision comes of it, and nothing in `ronda ledger`. Asks no
site.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from itertools import chain
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crawler.cli import output
from crawler.cli.context import Context
from crawler.cli.diff import MARKS
from crawler.cli.options import Json, Limit, Since, Sources, Until, article_query, example
from crawler.errors import EXIT_FAILED, RondaError, UsageError
from crawler.items import Article, Hints, Outcome, Page, Refusal

if TYPE_CHECKING:
    from pipelines.differences import Difference
    from storage.records import ArchivedPage
    from storage.store import ArticleQuery, Store


QUIET = ("as-before", "relabelled", "off-topic")  # counted, and not told one by one


@dataclass(frozen=True, kw_only=True)
class Reread:
    """What became of one archived page."""

    url: str
    article: int | None
    version: int
    outcome: str  # as-before, relabelled, changed, fewer-parts, new, off-topic, refused, failed
    reason: str
    differences: tuple[Difference, ...] = ()


def register(app: typer.Typer) -> None:
    epilog = example(
        "ronda reprocess --source sumeks --since 7d --dry-run --diff",
        "ronda reprocess",
        "ronda reprocess --labels",
    )
    app.command("reprocess", epilog=epilog)(reprocess)


def reprocess(
    ctx: typer.Context,
    sources: Sources = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and compare; write nothing.")] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show each difference, field by field and word by word.")
    ] = False,
    labels: Annotated[
        bool,
        typer.Option("--labels", help="Read no page: label stored texts whose labels are old or missing."),
    ] = False,
    as_json: Json = False,
) -> None:
    """Read archived pages again, with today's rules.

    Articles that come out otherwise are put right in their place: that is no edit of the outlet's. An article
    is never given up for a refusal. Exit code 1 when a page was lost or broke, 75 while a source is crawled.
    """
    if labels and diff:
        raise UsageError("--labels reads no page, so there is no --diff to show")
    here, counts, fields = Context.of(ctx), Counter[str](), Counter[str]()
    told: list[dict[str, Any]] = []
    nothing_yet = not here.config.database.exists()  # reading says so, writing would make an empty one
    with here.store(read_only=dry_run or nothing_yet) as store, ExitStack() as locks:
        query = article_query(here, store, sources=sources, since=since, until=until, limit=limit)
        if not dry_run:
            _lock(here, store, query, locks)
        if labels:
            _relabel(here, store, query, write=not dry_run, as_json=as_json)
            return
        with output.progress("reading again") as advance:
            for one in _reread_all(here, store, query, write=not dry_run):
                advance()
                counts[one.outcome] += 1
                fields.update(difference.field for difference in one.differences)
                if as_json and one.outcome not in QUIET:
                    told.append(_record(one, diff=diff))
                elif not as_json:
                    _tell(one, diff=diff)
    if as_json:
        output.print_json({"dry_run": dry_run, "counts": counts, "fields": fields, "pages": told})
    else:
        _summary(counts, fields, dry_run=dry_run)
    if counts["failed"]:
        raise typer.Exit(EXIT_FAILED)


def _relabel(here: Context, store: Store, query: ArticleQuery, *, write: bool, as_json: bool) -> None:
    from crawler.cli.relabel import old_labels, relabel

    counts: Counter[str] = Counter()
    total = min(old_labels(here, store, query), query.limit or sys.maxsize)  # a bar may end before it is full
    with output.progress("labelling", total) as advance:
        for done in relabel(here, store, query, write=write):
            counts["relabelled" if done else "failed"] += 1
            advance()
    if as_json:
        output.print_json({"dry_run": not write, "counts": counts})
    elif not counts:
        output.say("no text to label: all labels are of today's rules")
    else:
        told = f"{counts['relabelled']} labelled"
        failed = f", {counts['failed']} failed" if counts["failed"] else ""
        output.say(f"{output.counted(counts.total(), 'text')}: {told}{failed}")
        if not write:
            output.say("nothing was written")
    if counts["failed"]:
        raise typer.Exit(EXIT_FAILED)


def _lock(here: Context, store: Store, query: ArticleQuery, locks: ExitStack) -> None:
    """No crawl writes articles meanwhile. Raises LockHeld, before anything is written."""
    from crawler.runs.lock import take_lock

    for name in query.sources or store.source_names():
        locks.callback(take_lock(here.config.database, name).release)


def _reread_all(here: Context, store: Store, query: ArticleQuery, *, write: bool) -> Iterator[Reread]:
    from crawler.cli.reading import read_pages

    lost: list[Reread] = []
    for archived, page, result in read_pages(_pages(here, store, query, lost), here.config, store):
        yield from _drained(lost)
        yield _met(store, archived, page, result, write=write, drop=here.config.off_topic == "drop")
    yield from _drained(lost)


def _drained(lost: list[Reread]) -> Iterator[Reread]:
    while lost:
        yield lost.pop(0)


def _pages(
    here: Context, store: Store, query: ArticleQuery, lost: list[Reread]
) -> Iterator[tuple[ArchivedPage, Page]]:
    """Pages of articles, then of addresses that gave none so far; what cannot be had is put into `lost`."""
    from storage.warc.archive import archived_page

    for archived in chain(store.archived(query), store.refused(query)):
        known = archived.source in here.catalog
        hints = here.catalog[archived.source].hints if known else Hints(watch=here.config.watch())
        try:
            page = archived_page(here.config.database, archived, hints)
        except RondaError as error:
            lost.append(_result(archived, "failed", str(error)))
        else:
            yield archived, page


def _met(
    store: Store, archived: ArchivedPage, page: Page, result: Article | Refusal, *, write: bool, drop: bool
) -> Reread:
    """Compares a reading with what is stored and, if `write`, puts it in its place."""
    if isinstance(result, Refusal):
        broke = result.outcome is Outcome.FAILED
        return _result(archived, "failed" if broke else "refused", result.reason)
    if archived.article_id is None:
        return _kept(store, archived, result, write=write, drop=drop)
    found = _compared(store, archived, result)
    if not found:
        return _same(store, archived, result, write=write)
    version = None if archived.current else archived.version
    if write and not store.reread(archived.article_id, result, version):
        return _result(archived, "fewer-parts", "this reading lacks parts; the fuller text stays")
    return _result(archived, "changed", ", ".join(one.field for one in found), found)


def _same(store: Store, archived: ArchivedPage, article: Article, *, write: bool) -> Reread:
    """The text is as before; its labels may be of other rules."""
    stored = store.find(str(archived.article_id), labels=True) if archived.current else None
    old = stored.labels.labeller if stored and stored.labels else ""
    if stored is None or article.labels is None or article.labels.labeller == old:
        return _result(archived, "as-before", "")
    if write:
        store.relabel([(stored, article.labels)])
    return _result(archived, "relabelled", "labels of today's rules")


def _kept(store: Store, archived: ArchivedPage, article: Article, *, write: bool, drop: bool) -> Reread:
    """A page that was refused is an article now. One that the store has under another address stays as it is:
    this page may be older."""
    if store.find(article.canonical_url):
        return _result(archived, "as-before", "")
    if write:
        store.keep(article, None, drop=drop)
    if drop and article.labels is not None and article.labels.off_topic:
        return _result(archived, "off-topic", article.labels.off_topic)
    return _result(archived, "new", "was refused, is an article now")


def _compared(store: Store, archived: ArchivedPage, article: Article) -> list[Difference]:
    from pipelines.differences import differences, differences_of_texts

    if archived.current:
        stored = store.find(str(archived.article_id))
        return differences(stored, article) if stored else []
    version = next(one for one in store.versions(archived.article_id or 0) if one.number == archived.version)
    return differences_of_texts(version.title, version.text, article)


def _result(
    archived: ArchivedPage, outcome: str, reason: str, found: list[Difference] | None = None
) -> Reread:
    return Reread(
        url=archived.link.url,
        article=archived.article_id,
        version=archived.version,
        outcome=outcome,
        reason=reason,
        differences=tuple(found or ()),
    )


def _record(one: Reread, *, diff: bool) -> dict[str, Any]:
    changed: list[Any] = [asdict(each) if diff else each.field for each in one.differences]
    return {**asdict(one), "differences": changed}


def _tell(one: Reread, *, diff: bool) -> None:
    if one.outcome == "failed":
        output.note(f"ronda: {one.url}: {one.reason}")
    elif one.outcome not in QUIET:
        number = f"{one.article}" if one.article else "-"
        output.say(f"{number}  {one.url}: {one.outcome}: {one.reason}")
    if diff:
        for each in one.differences:
            _show(each)


def _show(difference: Difference) -> None:
    if difference.field not in ("title", "text"):
        output.say(f"  {difference.field}: {difference.before or '-'} → {difference.after or '-'}")
        return
    from pipelines.changes import changes

    before, after = ((text or "").split("\n") for text in (difference.before, difference.after))
    for change in changes(before, after):
        place = difference.field if difference.field == "title" else f"paragraph {change.number}"
        output.say(f"  {place}")
        marked = (
            MARKS[piece.kind.value][0] + piece.text + MARKS[piece.kind.value][1] for piece in change.pieces
        )
        output.prose("    " + "".join(marked))


def _summary(counts: Counter[str], fields: Counter[str], *, dry_run: bool) -> None:
    if not counts:
        output.say("no archived page: `archive` in ronda.toml must be on when pages are fetched")
        return
    told = ", ".join(f"{count} {name}" for name, count in counts.most_common())
    output.say(f"{output.counted(counts.total(), 'page')} read again: {told}")
    if fields:
        output.say("changed: " + ", ".join(f"{name} {count}" for name, count in fields.most_common()))
    if dry_run:
        output.say("nothing was written")
