"""The fields of a search (`unit:"polres oku" since:2026-01`) become conditions, whatever spelling was typed.

A value that nobody knows is kept as it was typed, finds what is called so, and is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from difflib import get_close_matches
from typing import TYPE_CHECKING

from crawler.cli.times import parse_when
from crawler.clock import now
from crawler.errors import UsageError

if TYPE_CHECKING:
    from storage.search import Field
    from storage.store import ArticleQuery, Facet

Values = tuple[str, tuple[str, ...]]  # kind of facet, what it may be


@dataclass(kw_only=True)
class _Reading:
    zone: tzinfo
    sources: Sequence[str]
    notes: list[str] = field(default_factory=list)


def with_fields(
    query: ArticleQuery, fields: Sequence[Field], *, zone: tzinfo, sources: Sequence[str]
) -> tuple[ArticleQuery, list[str]]:
    """The query narrowed down by the fields, and what the person who typed them should know.

    A field given twice means either; several fields must all hold. `sources`: the names there are.
    """
    from storage.store import Facet

    reading = _Reading(zone=zone, sources=sources)
    facets: dict[tuple[str, bool], dict[str, None]] = {}
    for one in fields:
        if one.name in ("since", "until"):
            query = _between(query, one, reading)
            continue
        kind, values = _values(one, reading)
        facets.setdefault((kind, one.excluded), {}).update(dict.fromkeys(values))
    made: tuple[Facet, ...] = tuple(
        Facet(kind=kind, values=tuple(values), excluded=excluded)
        for (kind, excluded), values in facets.items()
    )
    return replace(query, facets=(*query.facets, *made)), reading.notes


def words_of(fields: Sequence[Field]) -> str:
    """What the values of fields without an index must say in the text, as words of a query: the name of an
    official stands in the article, and leads to it sooner than a look at all officials would."""
    from storage.search.words import tokens

    named = [one.value for one in fields if one.name in ("official", "operation") and not one.excluded]
    return " ".join(f"({' '.join(tokens(value))})" for value in named if tokens(value))


def _between(query: ArticleQuery, one: Field, reading: _Reading) -> ArticleQuery:
    """The narrower of what the option and the field say."""
    if one.excluded:
        reading.notes.append(f"-{one.name}: has no meaning, and was left out")
        return query
    try:
        moment = parse_when(one.value, reading.zone, now())
    except UsageError as error:
        reading.notes.append(f"{one.name}: {error}; it was left out")
        return query
    if one.name == "since":
        return replace(query, since=max(moment, query.since or moment))
    return replace(query, until=min(moment, query.until or moment))


def _values(one: Field, reading: _Reading) -> Values:
    read = {"source": _source, "topic": _topic, "unit": _unit, "place": _place}.get(one.name)
    return read(one.value, reading) if read else (one.name, (one.value,))


def _source(value: str, reading: _Reading) -> Values:
    """A name, or a part of names: `source:antara` is every office of the agency."""
    if value in reading.sources:
        return "source", (value,)
    named = tuple(name for name in reading.sources if value.lower() in name)
    if not named:
        reading.notes.append(f"no source {value!r}; `ronda sources list` shows all")
    return "source", named or (value,)


def _topic(value: str, reading: _Reading) -> Values:
    from pipelines.labels.topics import LAIN, OPERASI, topic_names

    names = (*topic_names(), OPERASI, LAIN)
    asked = "-".join(value.lower().split())
    near = get_close_matches(asked, names, n=1) or [name for name in names if asked in name.split("-")]
    if asked in names or not near:
        if not near:
            reading.notes.append(f"no topic {value!r}; there are {', '.join(names)}")
        return "topic", (asked,)
    return "topic", (near[0],)


def _unit(value: str, reading: _Reading) -> Values:
    """`polres oku` is Polres Ogan Komering Ulu, and so is `oku` alone."""
    from pipelines.labels.units import find_units

    spelled = (value, value.title(), value.upper())
    for written in (*spelled, *(f"Polres {one}" for one in spelled)):
        if found := find_units(written):
            return "unit", tuple(unit.name for unit in found)
    reading.notes.append(f"no police unit {value!r} is known; searched for by that very name")
    return "unit", (value,)


def _place(value: str, reading: _Reading) -> Values:
    """`baturaja` is Kabupaten Ogan Komering Ulu, whose seat it is; `sumsel` all of the province."""
    from pipelines.labels.areas import atlas

    found = atlas().named(value)
    return ("place", tuple(area.code for area in found)) if found else ("kecamatan", (value,))
