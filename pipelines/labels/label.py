"""A text in, everything that it says out: the one place where all finders meet. Pure; knows no store.

labels = label_text(body, title=title, published_at=moment, region="Sumatera Selatan")

`article.py` makes plain data of that, as the store keeps it and `ronda label` prints it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pipelines.labels.agency import Agency, find_agency
from pipelines.labels.event_time import EventTime, find_event_time
from pipelines.labels.law import Law, find_law
from pipelines.labels.officials import Official, find_officials
from pipelines.labels.operation import Operation, find_operation
from pipelines.labels.places import Places, find_places
from pipelines.labels.relevance import Profile, Relevance, judge, police_profile
from pipelines.labels.tally import count
from pipelines.labels.topics import Topic, find_topics, topic_sums
from pipelines.labels.units import Unit, find_units
from pipelines.labels.words import Words, read


@dataclass(frozen=True, kw_only=True, slots=True)
class Labels:
    """`words` is the reading that all evidence counts characters of."""

    words: Words
    relevance: Relevance
    topics: tuple[Topic, ...]
    units: tuple[Unit, ...]
    places: Places
    officials: tuple[Official, ...]
    operation: Operation | None
    event: EventTime | None
    agency: Agency | None
    law: Law


def label_text(
    text: str,
    *,
    title: str | None = None,
    published_at: datetime | None = None,
    region: str | None = None,
    profile: Profile | None = None,
) -> Labels:
    """All labels of an article's body. `published_at` is aware, and its day is taken in its own zone;
    `region` is what the source is watched for; `profile` is a topic of the user's own, else the police."""
    words = read(text, title=title or "")
    units = find_units(words, region=region)
    places = find_places(words, region=region, units=units)
    hits = police_profile().lexicon.find(words)
    counts = count(words, hits)
    sums = topic_sums(counts)
    operation = find_operation(words)
    if profile is None:
        relevance = judge(words, units, places, counts=counts, sums=sums)
    else:
        relevance = judge(words, units, places, profile=profile)
    return Labels(
        words=words,
        relevance=relevance,
        topics=find_topics(
            words,
            counts=counts,
            sums=sums,
            operation=operation,
            relevant=relevance.relevant and profile is None,
        ),
        units=units,
        places=places,
        officials=find_officials(words, units=units, region=region),
        operation=operation,
        event=find_event_time(words, published=published_at.date() if published_at else None),
        agency=find_agency(words),
        law=find_law(words, hits=hits),
    )
