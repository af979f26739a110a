"""`ronda diff`: what changed in an article since we first had it, paragraph by paragraph, word by word."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crawler.cli import output
from crawler.cli.context import Context
from crawler.cli.options import Json, example
from crawler.cli.show import find
from crawler.clock import to_iso
from crawler.errors import UsageError

if TYPE_CHECKING:
    from pipelines.changes import Change
    from storage.store import Version

MARKS = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}  # those of wdiff


def register(app: typer.Typer) -> None:
    epilog = example("ronda diff 17", "ronda diff https://sumeks.disway.id/read/1/judul --version 2 --json")
    app.command("diff", epilog=epilog)(diff)


def diff(
    ctx: typer.Context,
    key: Annotated[
        str, typer.Argument(metavar="KEY", help="A content hash, an alias, an address, or a number.")
    ],
    version: Annotated[
        int | None,
        typer.Option("--version", min=2, metavar="N", help="Only what led to version N; all without it."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Show what changed in an article, version by version."""
    here = Context.of(ctx)
    with here.store(read_only=True) as store:
        versions = store.versions(find(key, here, store).id)
    if version is not None and version > len(versions):
        raise UsageError(f"there are {len(versions)} versions of it; --version takes 2 to {len(versions)}")
    steps = [(old, new) for old, new in pairwise(versions) if version is None or new.number == version]
    if as_json:
        output.print_json([_record(old, new) for old, new in steps])
    elif not steps:
        output.say("it stands as it was first fetched")
    for old, new in steps if not as_json else ():
        _show(old, new, here)


def paragraphs_of(version: Version) -> list[str]:
    """The title and the paragraphs, which are compared alike."""
    return [version.title or "", *version.text.split("\n")]


def _changes(old: Version, new: Version) -> list[Change]:
    from pipelines.changes import changes

    return changes(paragraphs_of(old), paragraphs_of(new))


def nature_of(old: Version, new: Version) -> str:
    """correction, noted or silent."""
    from pipelines.changes import nature

    return nature(
        "\n".join(paragraphs_of(old)),
        "\n".join(paragraphs_of(new)),
        seen_at=old.seen_at,
        modified_before=old.modified_at,
        modified_after=new.modified_at,
    ).value


def _record(old: Version, new: Version) -> dict[str, Any]:
    return {
        "article": new.article_id,
        "version": new.number,
        "seen_at": to_iso(new.seen_at),
        "replaces": to_iso(old.seen_at),
        "what": old.reason,
        "nature": nature_of(old, new),
        "changes": [
            {
                "paragraph": change.number - 1,  # 0 is the title
                "pieces": [{"kind": piece.kind.value, "text": piece.text} for piece in change.pieces],
            }
            for change in _changes(old, new)
        ],
    }


def _show(old: Version, new: Version, here: Context) -> None:
    seen = output.local(new.seen_at, here.zone)
    output.say(f"version {new.number}, seen {seen}: {old.reason} ({nature_of(old, new)})")
    for change in _changes(old, new):
        place = "title" if change.number == 1 else f"paragraph {change.number - 1}"
        output.say(f"  {place}")
        output.prose("    " + "".join(_marked(change)))
    output.say()


def _marked(change: Change) -> Iterator[str]:
    for piece in change.pieces:
        before, after = MARKS[piece.kind.value]
        yield f"{before}{piece.text}{after}"
