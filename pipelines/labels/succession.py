"""Namings of officials in, who held which post after whom out. Pure; knows no article but by its number.

Two namings are one person's when they are of one post of one unit, and one name holds all words of the other
("Endro", "Endro Aribowo"), or differs from it by a slip of the pen under one rank. Where a short name fits
two persons it stays by itself: a name too many can be seen, a wrong one cannot.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from difflib import SequenceMatcher
from itertools import groupby

from crawler.officials import InOffice, Standing, Tenure

_ALIKE = 0.9  # of the letters: "Arfinus" and "Arfianus" have .93
_CHIEFS = ("Kapolri", "Kapolda", "Kapolres", "Kapolsek", "Wakapol")  # stand first in their unit


def succession(namings: Iterable[InOffice]) -> list[Tenure]:
    """By unit and post, the chief's first; in a post the one seen first comes first, those of no day last."""
    ordered = sorted(namings, key=_post_key)
    return [
        tenure
        for _, of_post in groupby(ordered, key=_post_key)
        for tenure in sorted((_tenure(person) for person in _persons(list(of_post))), key=_order)
    ]


def _post_key(one: InOffice) -> tuple[str, int, str]:
    chief = next((i for i, title in enumerate(_CHIEFS) if one.post.startswith(title)), len(_CHIEFS))
    return one.unit or "", chief, one.post


def _persons(namings: Sequence[InOffice]) -> list[list[InOffice]]:
    """The longest names first, so that each shorter one meets all it may belong to."""
    persons: list[list[InOffice]] = []
    for one in sorted(namings, key=lambda one: (-len(_words(one.name)), one.name)):
        exact = [person for person in persons if any(_words(o.name) == _words(one.name) for o in person)]
        near = exact or [person for person in persons if _same(one, person[0])]
        if len(near) == 1:
            near[0].append(one)
        else:
            persons.append([one])
    return persons


def _same(one: InOffice, full: InOffice) -> bool:
    short, long = _words(one.name), _words(full.name)
    if set(short) <= set(long):
        return True
    slip = len(short) == len(long) and one.rank is not None and one.rank == full.rank
    return slip and SequenceMatcher(None, " ".join(short), " ".join(long)).ratio() >= _ALIKE


def _words(name: str) -> tuple[str, ...]:
    return tuple(name.lower().replace(".", " ").replace(",", " ").split())


def _tenure(person: Sequence[InOffice]) -> Tenure:
    full = person[0]
    seen = [one.day for one in person if one.day and one.standing is not Standing.FORMER]
    by_day = sorted(person, key=lambda one: one.day or date.min)
    ranks = [one.rank for one in by_day if one.rank]
    names = dict.fromkeys(one.name for one in person)
    return Tenure(
        unit=full.unit,
        post=full.post,
        name=full.name,
        rank=ranks[-1] if ranks else None,
        acting=all(one.acting for one in person),
        first_seen=min(seen, default=None),
        last_seen=max(seen, default=None),
        took=min(_days(person, Standing.TOOK), default=None),
        left=max(_days(person, Standing.LEFT), default=None),
        articles=tuple(sorted({one.article_id for one in person})),
        sources=tuple(sorted({one.source for one in person})),
        spellings=tuple(name for name in names if name != full.name),
    )


def _days(person: Sequence[InOffice], standing: Standing) -> list[date]:
    return [one.day for one in person if one.day and one.standing is standing]


def _order(tenure: Tenure) -> tuple[bool, date, date, int]:
    """Who left a post in a handover comes before who took it on that very day."""
    first = tenure.first_seen or date.max
    left = tenure.left or date.max
    return tenure.first_seen is None, first, left, tenure.articles[0]
