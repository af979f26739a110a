"""What an article says, as plain data, and what is asked of it. Made in reading processes, kept by the store.

`Watch` rides with a page into the process that reads it; `Labels` come out with the article. Knows no rule by
which anything is found. `quotes` are the words of the text that gave a label, each wording once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

# What a record tells of a place and of an official.
PLACE_KEYS = ("kabupaten_kota", "provinsi", "kecamatan", "code")
OFFICIAL_KEYS = ("name", "rank", "post", "unit")
POLICE = "polri"  # the topic that Ronda is for: police, crime, public order


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnTopic:
    """A table `[topics.NAME]` of `ronda.toml`: what somebody wants to read about, besides the police."""

    name: str
    words: tuple[str, ...] = ()
    units: tuple[str, ...] = ()  # police units, canonical or as written
    regions: tuple[str, ...] = ()  # provinces, kabupaten, kota; an article must name one of them


@dataclass(frozen=True, kw_only=True, slots=True)
class Watch:
    """What a source is watched for. `topic`, POLICE or the name of one of `topics`, decides what is relevant;
    every article that fits one of `topics` is given that topic."""

    region: str = ""  # "Sumatera Selatan": decides between places of one name
    topic: str = POLICE
    topics: tuple[OwnTopic, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """What spoke for or against relevance: `weight` was added to the sum."""

    rule: str
    weight: float
    quotes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    topic: str
    score: float  # 0 to 1
    quotes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """A police unit: `Polres Ogan Komering Ulu`. `code`: of its area, None where that is not known."""

    unit: str
    level: str
    code: str | None
    quotes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """`event`: it happened there; else it is only mentioned. `code`: of the kabupaten, kota or province."""

    code: str
    kabupaten_kota: str | None
    provinsi: str
    kecamatan: tuple[str, ...]
    event: bool
    quotes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Official:
    """As `pipelines.labels.officials.Official`, with its words."""

    name: str
    rank: str | None
    post: str | None
    unit: str | None
    affiliation: str
    role: str
    former_post: str | None
    former_unit: str | None
    quotes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Law:
    pasal: str | None
    act: str | None
    quotes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """`kind`: drug, weapon, money. `amount` in `unit`, None where none is written."""

    kind: str
    name: str
    amount: float | None
    unit: str | None
    quotes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Labels:
    """All that is known of one text. `score`: 0 to 1, relevant from one half on, by the topic `judged_by`."""

    labeller: str  # program, version, rules
    relevant: bool
    score: float
    judged_by: str = POLICE
    reasons: tuple[Reason, ...] = ()  # the weightiest first
    topics: tuple[Topic, ...] = ()  # the likeliest first
    units: tuple[Unit, ...] = ()
    places: tuple[Place, ...] = ()  # where it happened first
    officials: tuple[Official, ...] = ()
    laws: tuple[Law, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    operation: str | None = None
    operation_quotes: tuple[str, ...] = ()
    event_date: date | None = None  # what the text alone says
    event_text: str | None = None  # as printed
    event_likely: date | None = None  # what the day of publication makes of it
    contradictions: tuple[str, ...] = ()
    dateline: str | None = None
    agency: str | None = None
    agency_quotes: tuple[str, ...] = ()

    @property
    def off_topic(self) -> str:
        """Why the article is none of what its source is watched for; empty when it is."""
        return "" if self.relevant else f"not about {self.judged_by}: score {self.score:.2f}"


def as_record(labels: Labels, *, why: bool = False) -> dict[str, Any]:
    """Plain data for JSON. `event_date` is what the text alone says; with `why` also what the day of
    publication makes of it, what law and evidence is named, and for every label its words and its rule."""
    record: dict[str, Any] = {
        "relevant": labels.relevant,
        "score": labels.score,
        "topics": [one.topic for one in labels.topics],
        "units": [one.unit for one in labels.units],
        "places": [_place(one) for one in labels.places if one.event],
        "officials": [_official(one) for one in labels.officials],
        "operation": labels.operation,
        "event_date": _day(labels.event_date),
        "dateline": labels.dateline,
        "agency": labels.agency,
    }
    return {**record, "why": _why(labels)} if why else record


def place_name(one: Place) -> str:
    """`Kabupaten Ogan Komering Ulu (Lubuk Batang), Sumatera Selatan`"""
    inside = f" ({', '.join(one.kecamatan)})" if one.kecamatan else ""
    return f"{one.kabupaten_kota}{inside}, {one.provinsi}" if one.kabupaten_kota else one.provinsi


def official_name(one: Official) -> str:
    """`AKBP Andi Wijaya, Kapolres Ogan Komering Ulu`"""
    return ", ".join(filter(None, (" ".join(filter(None, (one.rank, one.name))), one.post)))


def _place(one: Place) -> dict[str, Any]:
    return {key: getattr(one, key) for key in PLACE_KEYS} | {"kecamatan": list(one.kecamatan)}


def _official(one: Official) -> dict[str, Any]:
    return {key: getattr(one, key) for key in OFFICIAL_KEYS}


def _why(labels: Labels) -> dict[str, Any]:
    event = {
        "text": labels.event_text,
        "likely": _day(labels.event_likely),
        "contradictions": list(labels.contradictions),
    }
    return {
        "labeller": labels.labeller,
        "judged_by": labels.judged_by,
        "relevance": [
            {"rule": one.rule, "weight": one.weight, "quotes": list(one.quotes)} for one in labels.reasons
        ],
        "topics": {one.topic: {"score": one.score, "quotes": list(one.quotes)} for one in labels.topics},
        "units": {one.unit: list(one.quotes) for one in labels.units},
        "places": {one.code: list(one.quotes) for one in labels.places if one.event},
        "mentioned": [_place(one) for one in labels.places if not one.event],
        "officials": {one.name: list(one.quotes) for one in labels.officials},
        "operation": list(labels.operation_quotes),
        "event_date": event if labels.event_text is not None else None,
        "agency": list(labels.agency_quotes),
        "law": [{"pasal": one.pasal, "act": one.act, "quotes": list(one.quotes)} for one in labels.laws],
        "evidence": [
            {
                "kind": one.kind,
                "name": one.name,
                "amount": one.amount,
                "unit": one.unit,
                "quotes": list(one.quotes),
            }
            for one in labels.evidence
        ],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
