"""`ronda search`: the articles that hold all the words, best first, with the place where they stand."""

from __future__ import annotations

from datetime import tzinfo
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crawler.cli import output
from crawler.cli.context import Context
from crawler.cli.options import Json, Limit, Since, Sources, Until, article_query, example
from crawler.cli.show import published

if TYPE_CHECKING:
    from rich.text import Text

    from storage.store import Hit

DEFAULT_LIMIT = 20


def register(app: typer.Typer) -> None:
    epilog = example('ronda search "operasi ketupat" --since 7d', "ronda search '\"pasar malam\"' -s sumeks")
    app.command("search", epilog=epilog)(search)


def search(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORDS...", help='All must occur; "…" around several makes a phrase.'),
    ],
    source: Sources = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    as_json: Json = False,
) -> None:
    """Find articles by their words, best first.

    Shows 20, unless --limit says otherwise.
    """
    here = Context.of(ctx)
    wanted = " ".join(words)
    with here.store(read_only=True) as store:
        query = article_query(
            here, store, sources=source, since=since, until=until, limit=limit or DEFAULT_LIMIT
        )
        hits = store.search(wanted, query)
    if as_json:
        output.print_json([as_record(hit) for hit in hits])
    elif not hits:
        output.note(f"nothing found for {wanted}. Fewer words find more; --since and --source narrow it down")
    elif output.is_terminal():
        _for_people(hits, here.zone)
    else:
        _lines(hits, here.zone)


def as_record(hit: Hit) -> dict[str, Any]:
    """The article as exports show it, without its text, with where the words were found."""
    from storage.plain import record

    found = record(hit.article)
    del found["text"]
    return found | {"snippet": hit.snippet, "marks": hit.marks, "rank": hit.rank}


def _lines(hits: list[Hit], zone: tzinfo) -> None:
    rows = [
        (a.content_hash, published(a, zone), a.source, a.title, a.url, hit.snippet)
        for hit in hits
        for a in (hit.article,)
    ]
    output.table(("hash", "published", "source", "title", "address", "snippet"), rows)


def _for_people(hits: list[Hit], zone: tzinfo) -> None:
    from rich.text import Text

    console = output.console()
    for hit in hits:
        article = hit.article
        about = " · ".join(filter(None, (article.source, published(article, zone), article.content_hash)))
        console.print(Text(output.terminal(article.title or "(no title)"), style="bold"))
        console.print(Text(output.terminal(about), style="dim"))
        console.print(marked(hit))
        console.print(Text(output.terminal(article.url), style="dim"), soft_wrap=True)
        console.print()


def marked(hit: Hit) -> Text:
    """The snippet with the found words set off. Each piece is made safe by itself, so the marks stay true."""
    from rich.text import Text

    shown, end = Text(), 0
    for start, stop in hit.marks:
        shown.append(output.terminal(hit.snippet[end:start]))
        shown.append(output.terminal(hit.snippet[start:stop]), style="bold yellow")
        end = stop
    return shown.append(output.terminal(hit.snippet[end:]))
