"""A text in, everything that it says out: the one place where all finders meet. Pure; knows no store.

labels = label_text(body, title=title, published_at=moment, region="Sumatera Selatan")
to_record(labels)            # plain data, as `ronda label` prints it
to_record(labels, why=True)  # and the words that gave each label
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pipelines.labels.agency import Agency, find_agency
from pipelines.labels.event_time import EventTime, find_event_time
from pipelines.labels.law import Law, find_law
from pipelines.labels.officials import Official, find_officials
from pipelines.labels.operation import Operation, find_operation
from pipelines.labels.places import Place, Places, find_places
from pipelines.labels.relevance import Profile, Relevance, judge, police_profile
from pipelines.labels.tally import count
from pipelines.labels.topics import Topic, find_topics, topic_sums
from pipelines.labels.units import Unit, find_units
from pipelines.labels.words import Span, Words, read


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


def to_record(labels: Labels, *, why: bool = False) -> dict[str, Any]:
    """Plain data for JSON. `event_date` is what the text alone says; with `why` also what the day of
    publication makes of it, what law and evidence is named, and for every label its words and its rule."""
    event = labels.event
    record: dict[str, Any] = {
        "relevant": labels.relevance.relevant,
        "score": labels.relevance.score,
        "topics": [topic.name for topic in labels.topics],
        "units": [unit.name for unit in labels.units],
        "places": [_place(place) for place in labels.places.events],
        "officials": [_official(one) for one in labels.officials],
        "operation": labels.operation.name if labels.operation else None,
        "event_date": event.day.isoformat() if event and event.day else None,
        "dateline": labels.places.dateline,
        "agency": labels.agency.name if labels.agency else None,
    }
    return {**record, "why": _why(labels)} if why else record


def _place(place: Place) -> dict[str, Any]:
    return {
        "kabupaten_kota": place.kabupaten_kota,
        "provinsi": place.provinsi,
        "kecamatan": list(place.kecamatan),
        "code": place.code,
    }


def _official(one: Official) -> dict[str, Any]:
    return {"name": one.name, "rank": one.rank, "post": one.post, "unit": one.unit}


def _why(labels: Labels) -> dict[str, Any]:
    words, event = labels.words, labels.event
    return {
        "relevance": [
            {"rule": reason.rule, "weight": reason.weight, "quotes": _quotes(words, reason.evidence)}
            for reason in labels.relevance.reasons
        ],
        "topics": {
            topic.name: {"score": topic.score, "quotes": _quotes(words, topic.evidence)}
            for topic in labels.topics
        },
        "units": {unit.name: _quotes(words, unit.evidence) for unit in labels.units},
        "places": {place.code: _quotes(words, place.evidence) for place in labels.places.events},
        "mentioned": [_place(place) for place in labels.places.others],
        "officials": {one.name: _quotes(words, one.evidence) for one in labels.officials},
        "operation": _quotes(words, labels.operation.evidence) if labels.operation else [],
        "event_date": {
            "text": event.text,
            "likely": event.likely.isoformat() if event.likely else None,
            "contradictions": list(event.contradictions),
        }
        if event
        else None,
        "agency": _quotes(words, labels.agency.evidence) if labels.agency else [],
        "law": [
            {"pasal": one.pasal, "act": one.act, "quotes": _quotes(words, one.evidence)}
            for one in labels.law.citations
        ],
        "evidence": [
            {
                "kind": item.kind,
                "name": item.name,
                "amount": item.amount,
                "unit": item.unit,
                "quotes": _quotes(words, item.evidence),
            }
            for item in labels.law.items
        ],
    }


def _quotes(words: Words, spans: Iterable[Span]) -> list[str]:
    """Each wording once, in order."""
    return list(dict.fromkeys(words.quote(span) for span in spans))
