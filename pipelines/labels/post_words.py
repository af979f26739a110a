"""The vocabulary of posts and offices from `data/officials.toml` and `data/offices.toml`, made ready for
look-ups. Knows no text."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipelines.labels.phrases import Phrases
from pipelines.labels.unit_words import unit_words
from pipelines.labels.vocabulary import vocabulary

_DATA = Path(__file__).parent / "data"
# Directorates that are written in one word with their head: Dirreskrimum.
_IN_ONE_WORD = vocabulary(
    "Reskrim Reskrimum Reskrimsus Resnarkoba Narkoba Lantas Binmas Intelkam Samapta Sabhara Polairud Polair",
    "Tahti Pamobvit Tipidter Tipikor Tipidum Tipidnarkoba Tipidsiber Tipideksus Siber Krimum PPA",
)
CHIEF, BRANCH, NATIONAL, MILITARY, AREA, OFFICE = "chief", "branch", "national", "military", "area", "office"


@dataclass(frozen=True, slots=True)
class Head:
    """`title` canonical. `level`: of the unit or area that completes it; for national and military posts the
    affiliation."""

    kind: str
    title: str
    level: str


@dataclass(frozen=True)
class PostWords:
    heads: Phrases[Head]
    prefixes: Phrases[str]
    branches: Phrases[str]
    offices: Phrases[str]
    fields: frozenset[str]
    sub_units: tuple[str, ...]
    joined: Phrases[str]  # "satreskrim" → "Satreskrim"
    firsts: frozenset[str]  # all words that may begin a post


@lru_cache(maxsize=1)
def post_words() -> PostWords:
    posts = tomllib.loads((_DATA / "officials.toml").read_text(encoding="utf-8"))
    offices = tomllib.loads((_DATA / "offices.toml").read_text(encoding="utf-8"))
    subs = tuple(offices["sub_units"]["joined"])
    heads = Phrases([*_heads(posts), *_joined_heads(posts, offices), *_chiefs(), *_joined_offices(offices)])
    return PostWords(
        heads=heads,
        prefixes=Phrases(_turned(posts["prefixes"])),
        branches=Phrases(_turned(offices["branches"])),
        offices=Phrases(_turned(offices["offices"])),
        fields=frozenset(offices["fields"]["words"]),
        sub_units=subs,
        joined=Phrases(
            (sub + spelling, sub.capitalize() + name.lower())
            for name, spellings in offices["branches"].items()
            for spelling in spellings
            if " " not in spelling
            for sub in ("sat", "dit", "bag", "bid", "subbag", "subdit", "si", "subbid")
        ),
        firsts=heads.firsts,
    )


def _turned(table: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    for canonical, spellings in table.items():
        for spelling in spellings:
            yield spelling, canonical


def _heads(posts: Mapping[str, Any]) -> Iterator[tuple[str, Head]]:
    sections = (
        ("office", OFFICE),
        ("branch", BRANCH),
        ("national", NATIONAL),
        ("tni", MILITARY),
        ("area", AREA),
    )
    for section, kind in sections:
        for title, row in posts[section].items():
            level, *spellings = row if kind != OFFICE else ("", *row)
            for spelling in spellings:
                yield spelling, Head(kind, title, level)


def _chiefs() -> Iterator[tuple[str, Head]]:
    """Kapolres, Wakapolsek, Kepala Kepolisian Resor: `title` is Ka or Waka, the unit tells the rest."""
    units = unit_words()
    for key in units.posts:
        for post in ("waka", "ka"):
            if key.startswith(post):
                yield key, Head(CHIEF, post.capitalize(), units.heads[key][0])
                break
    for key in units.poldas:
        if "kapolda" in key:
            yield key, Head(CHIEF, "Waka" if key.startswith("waka") else "Ka", "polda")
    for rest, head in (
        *((f"kepolisian {kind}", kind) for kind in ("resor", "resort", "sektor", "daerah")),
        *((head, head) for head in units.heads if head.startswith("pol")),
    ):
        level = {"resor": "polres", "resort": "polres", "sektor": "polsek", "daerah": "polda"}.get(head)
        for before, post in (("kepala", "Ka"), ("wakil kepala", "Waka")):
            yield f"{before} {rest}", Head(CHIEF, post, level or units.heads[head][0])


def _joined_heads(posts: Mapping[str, Any], offices: Mapping[str, Any]) -> Iterator[tuple[str, Head]]:
    """Kasatreskrim → Kasat Reskrim, Dirlantas → Dirlantas."""
    for title, (level, *spellings) in posts["branch"].items():
        for name, branches in offices["branches"].items():
            for spelling in spellings:
                for branch in branches:
                    joined = title in ("Dir", "Wadir") and name in _IN_ONE_WORD
                    full = f"{title}{name.lower()}" if joined else f"{title} {name}"
                    if " " not in spelling + branch and len(spelling) > 2:
                        yield spelling + branch, Head(BRANCH, full, level)
                    if title in ("Dir", "Wadir"):
                        yield f"{spelling} {branch}", Head(BRANCH, full, level)


def _joined_offices(offices: Mapping[str, Any]) -> Iterator[tuple[str, Head]]:
    for title, spellings in offices["joined"].items():
        for spelling in spellings:
            yield spelling, Head(OFFICE, title, "full")
