"""Paragraphs in, the article's own text out, and what was left out, by rule. Knows no HTML.

What is left out is not lost: it comes back with the name of its rule, and bylines, editors and keywords are
read from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.furniture import BOOK, CREDIT_LABEL, CREDITS_AT_END
from pipelines.lines import GROUPS, HEAD, TAIL, Rule, first_of, source_rule
from pipelines.plain import key, plain

MAX_PARAGRAPH = 20_000  # characters; the longest paragraph of 600 pages had 6,100
MAX_TEXT = 500_000
_MAX_ROUNDS = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Dropped:
    rule: str  # a name of pipelines.furniture.RULES, or repeated-title, source, too-long
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Cleaned:
    """A text and what was taken from it. What the lines said (`lines.GROUPS`) is as printed and whole."""

    paragraphs: tuple[str, ...]
    dropped: tuple[Dropped, ...] = ()
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    related: tuple[str, ...] = ()  # headlines that the text points to
    agencies: tuple[str, ...] = ()  # whom a line credits: "Sumber: …", "Artikel ini telah tayang di …"


def clean(paragraphs: Iterable[str], *, title: str | None = None, drop_lines: Iterable[str] = ()) -> Cleaned:
    """The paragraphs without traps and furniture. Cleaning what is clean changes nothing.

    Raises ConfigError for a `drop_lines` that is no regular expression.
    """
    rules = tuple(map(source_rule, drop_lines))
    kept = [line for paragraph in paragraphs if (line := " ".join(plain(paragraph).split()))]
    said = _Said()
    # Once a caption is gone the next one has moved up, so again until nothing more goes.
    for _ in range(_MAX_ROUNDS):
        before = kept
        kept = _one_round(_apart(kept), rules, key(title or ""), said)
        if kept == before:
            break
    return said.cleaned(_capped(kept, said))


class _Said:
    """What the dropped lines said, in the order of the page as far as one round goes."""

    def __init__(self) -> None:
        self.dropped: list[Dropped] = []
        self.cleared: set[tuple[str, bool, bool]] = set()  # what no rule wants in the head, midst or tail
        self.groups: dict[str, list[str]] = {name: [] for name in GROUPS}

    def note(self, rule: str, text: str, groups: dict[str, str | None]) -> None:
        self.dropped.append(Dropped(rule=rule, text=text))
        for name, value in groups.items():
            if value:
                self.groups[name].append(value)

    def cleaned(self, paragraphs: tuple[str, ...]) -> Cleaned:
        found = {name: tuple(values) for name, values in self.groups.items()}
        return Cleaned(paragraphs=paragraphs, dropped=tuple(self.dropped), **found)


def _one_round(paragraphs: Sequence[str], rules: Sequence[Rule], title: str, said: _Said) -> list[str]:
    kept = []
    for index, paragraph in enumerate(paragraphs):
        if title and index < HEAD and key(paragraph) == title:
            said.note("repeated-title", paragraph, {})
            continue
        place = (paragraph, index < HEAD, index >= len(paragraphs) - TAIL)
        if place in said.cleared:
            kept.append(paragraph)
            continue
        # the general rules first: they read bylines and keywords from what a source would merely drop
        found = BOOK.first(paragraph, index, len(paragraphs)) or first_of(
            rules, paragraph, index, len(paragraphs)
        )
        if found:
            said.note(found[0].name, paragraph, found[1].groupdict())
        else:
            said.cleared.add(place)
            kept.append(paragraph)
    return kept


def _apart(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs, with bylines that are glued to a sentence or to each other on lines of their own."""
    apart: list[str] = []
    for index, paragraph in enumerate(paragraphs):
        at_edge = index < HEAD or index >= len(paragraphs) - TAIL
        match = CREDITS_AT_END.search(paragraph[-400:]) if at_edge and ":" in paragraph[-400:] else None
        if match is None:
            apart.append(paragraph)
            continue
        text = paragraph[: max(len(paragraph) - 400, 0) + match.start("credits")]
        pieces = (text, *CREDIT_LABEL.split(match.group("credits")))
        apart.extend(piece for part in pieces if (piece := part.strip(" |")))
    return apart


def _capped(paragraphs: Iterable[str], said: _Said) -> tuple[str, ...]:
    """No paragraph and no text beyond its cap: the one is divided at a blank, the other cut off."""
    kept: list[str] = []
    room = MAX_TEXT
    for paragraph in (piece for whole in paragraphs for piece in _divided(whole)):
        room -= len(paragraph) + 1
        if room < 0:
            said.note("too-long", paragraph[:100], {})
        else:
            kept.append(paragraph)
    return tuple(kept)


def _divided(paragraph: str) -> Iterable[str]:
    while len(paragraph) > MAX_PARAGRAPH:
        cut = paragraph.rfind(" ", 1, MAX_PARAGRAPH)
        cut = cut if cut > 0 else MAX_PARAGRAPH
        yield paragraph[:cut]
        paragraph = paragraph[cut:].lstrip()
    yield paragraph
