"""Who held which post: one naming of an official in an article, and what all namings together say.

    InOffice (one article) ──succession──▶ Tenure (one person in one post)

Plain data; knows neither the store nor how persons are told apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    """What an article says of a person and a post on its day."""

    HOLDS = "holds"
    TOOK = "took"  # took it over in a handover: holds it from that day
    LEFT = "left"  # gave it up in a handover: held it until that day
    FORMER = "former"  # held it at some time before


@dataclass(frozen=True, kw_only=True, slots=True)
class InOffice:
    """`day`: of the event, or of publication; None where the article tells neither. `post` is without Plt,
    Plh, Ps or Pj, for which `acting` stands."""

    article_id: int
    source: str
    day: date | None
    name: str
    rank: str | None
    post: str
    unit: str | None
    acting: bool
    standing: Standing


@dataclass(frozen=True, kw_only=True, slots=True)
class Tenure:
    """One person in one post, as far as articles tell. `first_seen` and `last_seen`: in office; `took` and
    `left`: the days of handovers, where one is told."""

    unit: str | None
    post: str
    name: str  # the fullest that articles write
    rank: str | None  # the latest
    acting: bool  # never named otherwise
    first_seen: date | None
    last_seen: date | None
    took: date | None
    left: date | None
    articles: tuple[int, ...]
    sources: tuple[str, ...]
    spellings: tuple[str, ...]  # other ways the name is written
