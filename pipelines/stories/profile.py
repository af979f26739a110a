"""An article in, all that comparing it with others needs out. Compares nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from pipelines.labels.event_time import find_event_time
from pipelines.labels.words import read
from pipelines.labels.written_dates import written_dates
from pipelines.stories.copies import TextFeatures
from pipelines.stories.events import LEAD, EventFeatures, days_in, event_keys, event_look_ups, names_in
from pipelines.stories.index import Key
from pipelines.stories.newsrooms import newsroom
from pipelines.stories.origin import Carrier, credit_of
from pipelines.stories.relations import Id
from pipelines.stories.shingles import MAX_CHARACTERS, comparable_lines, sentences, shingles, words
from pipelines.stories.signature import text_keys

# The rules by which keys and links are made, as a store notes them. Raise it with whatever changes what two
# articles are to each other: keys (`signature.ALGORITHM`, `events.ALGORITHM`), thresholds, common words.
RULES = 1

_WIB = timezone(timedelta(hours=7))  # days are counted where most papers are; an hour's error costs nothing


@dataclass(frozen=True, kw_only=True, slots=True)
class Labels:
    """What other steps read from an article; None for what nobody read: then our own light reading counts.

    Places are kabupaten/kota and units police units, both in canonical form; `event_date` is ISO, local.
    Of the labelled pairs places cost 2 copies of 67 and one event of 25, units changed nothing (November
    2026): neither is read here. The day of the event is: it told the two seizures of one case apart.
    """

    places: frozenset[str] | None = None
    units: frozenset[str] | None = None
    event_date: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """An article as far as stories care."""

    id: Id
    text: str  # paragraphs parted by line feeds
    title: str | None = None
    outlet: str | None = None  # its host; or the source's id, where a source is one newsroom
    published_at: datetime | None = None  # aware; in a crawl, where the page gives none, the first visit
    labels: Labels = Labels()


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """A document made comparable. Never changes for a document, so it can be made in a worker process."""

    carrier: Carrier
    text: TextFeatures
    event: EventFeatures
    keys: tuple[Key, ...]  # to keep in the index
    look_ups: tuple[Key, ...]  # to ask the index for

    @property
    def id(self) -> Id:
        return self.carrier.id


def profile_of(document: Document) -> Profile:
    """The profile of a document. Linear in its text, about a millisecond for an article of 300 words.

    ValueError for a `published_at` without a zone.
    """
    day = _day(document.published_at)
    room = newsroom(document.outlet)
    lines = comparable_lines(document.text)
    parts = sentences(lines)
    tokens = tuple(word for part in parts for word in words(part))
    title = words(document.title or "")
    event = _event_features(document, title, tokens, parts, day, room)
    by_text = text_keys(tokens)
    return Profile(
        carrier=Carrier(
            id=document.id,
            newsroom=room,
            published_at=document.published_at,
            credit=credit_of(document.text),
        ),
        text=_text_features(document, title, tokens, parts, day, room),
        event=event,
        keys=(*by_text, *event_keys(event)),
        look_ups=(*by_text, *event_look_ups(event)),
    )


def _day(moment: datetime | None) -> int | None:
    if moment is None:
        return None
    if moment.tzinfo is None:
        raise ValueError(f"published_at {moment.isoformat()} has no zone")
    return moment.astimezone(_WIB).toordinal()


def _event_features(
    document: Document,
    title: list[str],
    tokens: tuple[str, ...],
    parts: list[str],
    day: int | None,
    room: str | None,
) -> EventFeatures:
    return EventFeatures(
        title=tuple(title),
        lead=frozenset((*title, *tokens[:LEAD])),
        words=frozenset((*title, *tokens)),
        names=names_in(parts),
        published=day,
        newsroom=room,
        places=document.labels.places,
        units=document.labels.units,
        event_date=document.labels.event_date or event_date(document),
    )


def event_date(document: Document) -> str | None:
    """The day of the event by the text and, for what it leaves out, the day of publication: ISO, local.

    None where no day is written, or where its printed weekday is not that of the day: a wrong figure in one
    paper must not part it from the others.
    """
    published = document.published_at.astimezone(_WIB).date() if document.published_at else None
    found = find_event_time(
        read(document.text[:MAX_CHARACTERS], title=document.title or ""), published=published
    )
    if found is None or found.likely is None:
        return None
    told = written_dates(read(found.text))
    return found.likely.isoformat() if all(one.agrees(found.likely) for one in told) else None


def _text_features(
    document: Document,
    title: list[str],
    tokens: tuple[str, ...],
    parts: list[str],
    day: int | None,
    room: str | None,
) -> TextFeatures:
    head = " ".join((document.title or "", *parts[:3]))
    return TextFeatures(
        words=tokens,
        pairs=frozenset(shingles(tokens)),
        figures=tuple(word for word in tokens if word[0].isdigit()),
        title=tuple(title),
        days=days_in(document.text),
        head_days=days_in(head),
        published=day,
        newsroom=room,
        places=document.labels.places or frozenset(),
        units=document.labels.units or frozenset(),
    )
