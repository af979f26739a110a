"""`ronda search`: the articles that answer a question, best first, with the place where its words stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crawler.cli import output
from crawler.cli.context import Context
from crawler.cli.options import Json, Limit, Since, Sources, Until, article_query, example
from crawler.cli.search_fields import with_fields, words_of
from crawler.cli.show import published

if TYPE_CHECKING:
    from rich.text import Text

    from storage.store import Hit

DEFAULT_LIMIT = 20


def register(app: typer.Typer) -> None:
    epilog = example(
        "ronda search curanmor --since 7d",
        """ronda search '"kunci leter T" (sabu OR ganja) -kereta'""",
        """ronda search 'unit:"polres oku" topic:narkoba since:2026-01'""",
    )
    app.command("search", epilog=epilog)(search)


def search(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="WORDS...",
            help='All must occur, in any form; "…" is a phrase; AND OR NOT ( ); fields such as unit:oku.',
        ),
    ],
    source: Sources = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    one_per_story: Annotated[
        bool, typer.Option("--one-per-story", help="Of each story the best article, and how many there are.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Find articles by their words and by what they say, best first.

    Shows 20, unless --limit says otherwise.
    """
    from storage.search import parse

    here = Context.of(ctx)
    wanted = " ".join(words)
    question = parse(wanted)
    if named := words_of(question.fields):
        question = parse(f"({wanted}) {named}" if question.root else f"{wanted} {named}")
    with here.store(read_only=True) as store:
        query = article_query(
            here, store, sources=source, since=since, until=until, limit=limit or DEFAULT_LIMIT
        )
        query, unknown = with_fields(
            query, question.fields, zone=here.zone, sources=store.source_names() if question.fields else ()
        )
        found = store.search(question, query, one_per_story=one_per_story)
    hits = found.hits
    for remark in (*unknown, *found.notes):
        output.note(remark)
    if as_json:
        output.print_json([as_record(hit) for hit in hits])
    elif not hits:
        advice = "" if question.notes or unknown else ". Fewer words, or words joined by OR, find more"
        output.note(f"nothing found for {wanted}{advice}")
    elif output.is_terminal():
        _for_people(hits, here.zone)
    else:
        _lines(hits, here.zone)


def as_record(hit: Hit) -> dict[str, Any]:
    """The article as exports show it, without its text, with where the words were found."""
    from storage.plain import record

    found = record(hit.article)
    del found["text"]
    return found | {"snippet": hit.snippet, "marks": hit.marks, "rank": hit.rank, "others": hit.others}


def _lines(hits: Sequence[Hit], zone: tzinfo) -> None:
    rows = [
        (a.content_hash, published(a, zone), a.source, a.title, a.url, hit.snippet)
        for hit in hits
        for a in (hit.article,)
    ]
    output.table(("hash", "published", "source", "title", "address", "snippet"), rows)


def _for_people(hits: Sequence[Hit], zone: tzinfo) -> None:
    from rich.text import Text

    console = output.console()
    for hit in hits:
        article = hit.article
        others = f"{hit.others} more of this story" if hit.others else ""
        facts = (article.source, published(article, zone), article.content_hash, others)
        about = " · ".join(filter(None, facts))
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
