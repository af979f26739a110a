"""`ronda story`: who published what when in one story, and what each made of the text it had."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crawler.cli import output
from crawler.cli.context import Context
from crawler.cli.diff import MARKS
from crawler.cli.options import Json, example
from crawler.cli.show import find, published
from crawler.cli.stories import show_stories, story_record
from crawler.clock import to_iso
from crawler.errors import NotFound

if TYPE_CHECKING:
    from crawler.items import StoredArticle
    from pipelines.changes import Change
    from storage.store import Store
    from storage.story_records import StoryLink, Told, ToldStory

_RELATIONS = {"verbatim": "verbatim copy of", "light-edit": "light edit of", "same-event": "in other words"}


def register(app: typer.Typer) -> None:
    epilog = example("ronda story 17", "ronda story https://sumeks.disway.id/read/1/judul --diff")
    app.command("story", epilog=epilog)(story)


def story(
    ctx: typer.Context,
    key: Annotated[
        str,
        typer.Argument(
            metavar="KEY", help="The number of a story, or what `ronda show` takes of an article."
        ),
    ],
    diff: Annotated[
        bool, typer.Option("--diff", help="Show what each copy changed, paragraph by paragraph.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Show one story: who published what when, from whom, and what each changed."""
    here = Context.of(ctx)
    with here.store(read_only=True) as store:
        told = _story_of(find(key, here, store), store)
        articles = store.told(told.story.id)
        links = store.story_links(told.story.id)
        others = store.same_case(told.story.id)
    if as_json:
        record = story_record(told) | {
            "timeline": [_record(one, articles, links, diff=diff) for one in articles],
            "same_case": [story_record(one) for one in others],
        }
        output.print_json(record)
        return
    _head(told)
    for one in articles:
        _show(one, articles, links, here, diff=diff)
    if others:
        output.say()
        output.say("the same case:")
        show_stories(others, here.zone)


def _story_of(article: StoredArticle, store: Store) -> ToldStory:
    place = store.place(article.id)
    told = store.story(place.story_id) if place else None
    if told is None:
        raise NotFound(f"article {article.id} is in no story yet: `ronda stories --link` links what waits")
    return told


def _head(told: ToldStory) -> None:
    story = told.story
    release = "; a press release" if story.press_release else ""
    output.say(f"story {story.id}: {told.title or '(no title)'}")
    output.say(
        f"{output.counted(story.articles, 'article')} of {output.counted(story.newsrooms, 'newsroom')}, "
        f"{story.independent} in words of their own{release}"
    )


def _show(one: Told, articles: list[Told], links: list[StoryLink], here: Context, *, diff: bool) -> None:
    article = one.article
    output.say()
    output.say(
        f"{published(article, here.zone) or output.local(one.member.dated_at, here.zone)}  {article.source}  "
        f"{article.id}  {_relation(one)}"
    )
    output.say(f"  {article.title or '(no title)'}")
    output.say(f"  {article.url}")
    if one.member.credited:
        output.say(f"  credits {one.member.credited}")
    for reason in _reasons(one, links):
        output.say(f"  {reason}")
    changed = _changes(one, articles)
    if changed:
        output.say(f"  {_summed_up(changed)}")
    for change in changed if diff else ():
        place = "title" if change.number == 1 else f"paragraph {change.number - 1}"
        output.say(f"    {place}")
        output.prose("      " + "".join(_marked(change)))


def _relation(one: Told) -> str:
    place = one.place
    release = " (press release)" if place.press_release else ""
    if place.relation is None:
        return f"origin{release}"
    told = _RELATIONS[place.relation]
    score = "" if place.score is None else f", {place.score:.2f}"
    of = f" {place.copy_of}" if place.copy_of is not None else ""
    return f"{told}{of}{score}{release}"


def _reasons(one: Told, links: list[StoryLink]) -> tuple[str, ...]:
    """Why an article in other words belongs here: by its surest link. A copy shows that itself."""
    if one.place.relation != "same-event":
        return ()
    own = [link for link in links if one.article.id in (link.a, link.b) and link.relation == "same-event"]
    return max(own, key=lambda link: link.score).reasons if own else ()


def _changes(one: Told, articles: list[Told]) -> list[Change]:
    """What a copy changed against the text it has; nothing for others, whose words are their own."""
    from pipelines.changes import changes

    origin = next((other.article for other in articles if other.article.id == one.place.copy_of), None)
    return changes(_paragraphs(origin), _paragraphs(one.article)) if origin else []


def _paragraphs(article: StoredArticle) -> list[str]:
    return [article.title or "", *article.text.split("\n")]


def _summed_up(changed: list[Change]) -> str:
    """`another title; paragraphs: 2 changed, 1 added, 3 left out`."""
    title = any(change.number == 1 for change in changed)
    counts = {"changed": 0, "added": 0, "left out": 0}
    for change in changed:
        if not change.before:
            counts["added"] += 1
        elif not change.after:
            counts["left out"] += 1
        elif change.number > 1:
            counts["changed"] += 1
    told = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    return "; ".join(filter(None, ("another title" if title else "", f"paragraphs: {told}" if told else "")))


def _marked(change: Change) -> Iterator[str]:
    for piece in change.pieces:
        before, after = MARKS[piece.kind.value]
        yield f"{before}{piece.text}{after}"


def _record(one: Told, articles: list[Told], links: list[StoryLink], *, diff: bool) -> dict[str, Any]:
    article, place = one.article, one.place
    changed = _changes(one, articles)
    return {
        "article": article.id,
        "source": article.source,
        "newsroom": one.member.newsroom,
        "dated_at": to_iso(one.member.dated_at),
        "title": article.title,
        "url": article.url,
        "relation": place.relation or "origin",
        "copy_of": place.copy_of,
        "score": place.score,
        "credited": one.member.credited,
        "press_release": place.press_release,
        "reasons": list(_reasons(one, links)),
        "changed": _summed_up(changed) if changed else None,
    } | (
        {
            "changes": [
                {
                    "paragraph": change.number - 1,  # 0 is the title
                    "pieces": [{"kind": piece.kind.value, "text": piece.text} for piece in change.pieces],
                }
                for change in changed
            ]
        }
        if diff
        else {}
    )
