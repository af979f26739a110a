"""`ronda show`: one article, whole, with all that is known of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import tzinfo
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crawler.cli import output
from crawler.cli.context import Context
from crawler.cli.options import Json, example
from crawler.errors import NotFound
from crawler.items import Precision, StoredArticle

if TYPE_CHECKING:
    from storage.store import Store


def register(app: typer.Typer) -> None:
    epilog = example("ronda show cb4c41014ef653a6", "ronda show 17 --why")
    app.command("show", epilog=epilog)(show)


def show(
    ctx: typer.Context,
    key: Annotated[
        str, typer.Argument(metavar="KEY", help="A content hash, an alias, an address, or a number.")
    ],
    why: Annotated[bool, typer.Option("--why", help="For each label the words that gave it.")] = False,
    as_json: Json = False,
) -> None:
    """Show one article and all that is known of it."""
    here = Context.of(ctx)
    with here.store(read_only=True) as store:
        article = find(key, here, store, labels=True)
    if as_json:
        output.print_json(_record(article, why=why))
        return
    output.say(article.title or "(no title)")
    output.say()
    for label, value in facts(article, here.zone):
        output.say(f"{label:<10} {value}")
    output.say()
    for label, value in _labels(article, why=why):
        output.say(f"{label:<10} {value}")
    output.say()
    output.prose(article.text)


def _labels(article: StoredArticle, *, why: bool) -> Iterator[tuple[str, str]]:
    from crawler.cli.label_lines import label_lines, why_lines

    if article.labels is None:
        yield "labels", "none yet: `ronda reprocess --labels` makes them"
    else:
        yield from (why_lines if why else label_lines)(article.labels)


def _record(article: StoredArticle, *, why: bool) -> dict[str, Any]:
    from crawler.labels import as_record
    from storage.plain import whole_record

    told = whole_record(article)
    return told | {"why": as_record(article.labels, why=True)["why"]} if why and article.labels else told


def find(key: str, here: Context, store: Store, *, labels: bool = False) -> StoredArticle:
    """The article of a key as people type it, an address in any form of its network. Raises NotFound."""
    article = store.find(key, labels=labels)
    for address in _identities(key, here) if article is None and "://" in key else ():
        article = article or store.find(address, labels=labels)
    if article is None:
        raise NotFound(
            f"no article under {key!r}. Give a content hash, an alias, an address or a number; "
            "`ronda search` finds them"
        )
    return article


def _identities(address: str, here: Context) -> Iterator[str]:
    """What the sources of the address's host would know it by."""
    from crawler.urls import BadAddress, host_of
    from spiders.discovery.identity import article_address

    host = host_of(address)
    for network in {source.network for source in here.catalog.values() if source.owns(host)}:
        with suppress(BadAddress):
            yield article_address(address, network)


def published(article: StoredArticle, zone: tzinfo) -> str:
    """The time of publication for people; a day alone stays the day that was printed, in no other zone."""
    if article.published_at and article.published_precision is Precision.DAY:
        return f"{article.published_at:%Y-%m-%d}"
    return output.local(article.published_at, zone)


def facts(article: StoredArticle, zone: tzinfo) -> Iterator[tuple[str, str]]:
    """Label and value of all that is known; what is not known has no line."""
    printed = f'  (printed "{article.published_printed}")' if article.published_printed else ""
    lines: dict[str, object] = {
        "source": article.source,
        "address": article.url,
        "canonical": article.canonical_url if article.canonical_url != article.url else "",
        "published": published(article, zone) + printed,
        "modified": output.local(article.modified_at, zone),
        "authors": ", ".join(article.authors),
        "editors": ", ".join(article.editors),
        "section": article.section,
        "tags": ", ".join(article.tags),
        "image": article.image_url,
        "language": article.language,
        "hash": article.content_hash,
        "aliases": ", ".join(article.aliases),
        "number": article.id,
        "first seen": output.local(article.first_fetched_at, zone),
        "last seen": output.local(article.fetched_at, zone),
        "revisions": article.revisions,
        "copy of": article.copy_of,
        "incomplete": "some of its parts could not be had" if article.partial else "",
        "read by": ", ".join(filter(None, (article.method, article.reader))),
    }
    return ((label, str(value)) for label, value in lines.items() if value)
