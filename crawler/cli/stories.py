"""`ronda stories`: what was told, one row a story, however many outlets carried it."""

from __future__ import annotations

from datetime import tzinfo
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crawler.cli import output
from crawler.cli.context import Context
from crawler.cli.options import Json, Limit, Since, Sources, Until, article_query, example
from crawler.clock import to_iso
from crawler.errors import UsageError

if TYPE_CHECKING:
    from storage.store import Store
    from storage.story_records import ToldStory

DEFAULT_LIMIT = 20
HEADINGS = ("story", "first", "last", "sources", "newsrooms", "articles", "copies", "release", "title")


def register(app: typer.Typer) -> None:
    epilog = example("ronda stories --since 7d --min-sources 2", "ronda stories --link")
    app.command("stories", epilog=epilog)(stories)


def stories(
    ctx: typer.Context,
    source: Sources = None,
    since: Since = None,
    until: Until = None,
    least: Annotated[
        int,
        typer.Option(
            "--min-sources", min=1, metavar="N", help="Told by so many newsrooms in words of their own."
        ),
    ] = 1,
    limit: Limit = None,
    link: Annotated[
        bool, typer.Option("--link", help="Link the articles that wait for it, and list nothing.")
    ] = False,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Link all articles anew, and list nothing.")
    ] = False,
    as_json: Json = False,
) -> None:
    """List stories, the newest first: ten copies of one text are one source.

    Shows 20, unless --limit says otherwise.
    """
    from storage.story_records import StoryQuery

    here = Context.of(ctx)
    if link or rebuild:
        if link and rebuild:
            raise UsageError("--rebuild links everything anew, what waits too: leave out --link")
        _link(here, anew=rebuild)
        return
    with here.store(read_only=True) as store:
        asked = article_query(
            here, store, sources=source, since=since, until=until, limit=limit or DEFAULT_LIMIT
        )
        query = StoryQuery(
            sources=asked.sources, since=asked.since, until=asked.until, limit=asked.limit, least=least
        )
        found = store.stories(query)
        waiting = tell_waiting(store)
    if as_json:
        output.print_json([story_record(one) for one in found])
    elif found:
        show_stories(found, here.zone)
    elif not waiting:
        output.note("no such story. Lower --min-sources, or leave out --since, --until and --source")


def link_all(store: Store) -> int:
    """Links every article that waits, with progress on a terminal; gives how many. Raises StoreError."""
    from crawler.runs.linking import link_waiting

    waiting = store.count_unlinked()
    if not waiting:
        return 0
    with output.progress("linking stories", waiting) as advance:
        return link_waiting(store, advance)


def _link(here: Context, *, anew: bool) -> None:
    from pipelines.stories.profile import RULES

    with here.store(read_only=not here.config.database.exists()) as store:  # reading says that there is none
        if anew:
            store.unlink_all(RULES)
        linked = link_all(store)
    output.say(f"{output.counted(linked, 'article')} linked")


def tell_waiting(store: Store) -> int:
    """Says on standard error when some articles are in no story yet; gives how many."""
    waiting = store.count_unlinked()
    if waiting:
        output.note(
            f"{output.counted(waiting, 'article')} still to be linked: `ronda stories --link` does it"
        )
    return waiting


def show_stories(found: list[ToldStory], zone: tzinfo) -> None:
    rows = [
        (
            one.story.id,
            output.local(one.story.first_at, zone),
            output.local(one.story.last_at, zone),
            one.story.independent,
            one.story.newsrooms,
            one.story.articles,
            one.story.copies,
            "release" if one.story.press_release else "",
            one.title,
        )
        for one in found
    ]
    output.table(HEADINGS, rows)


def story_record(told: ToldStory) -> dict[str, Any]:
    story = told.story
    return {
        "story": story.id,
        "title": told.title,
        "first_at": to_iso(story.first_at),
        "last_at": to_iso(story.last_at),
        "independent": story.independent,
        "newsrooms": story.newsrooms,
        "articles": story.articles,
        "copies": story.copies,
        "press_release": story.press_release,
        "source": told.source,
        "credited": told.credited,
        "url": told.url,
    }
