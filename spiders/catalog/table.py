"""One TOML table → a Layer: its keys are known, its values of the right kind. Knows one table at a time.

A source is made of up to three layers: its network's defaults, its shipped row, and the user's table.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, get_type_hints

from crawler.errors import CatalogError
from crawler.items import Hints
from spiders.catalog.rules import HINT_RULES, SOURCE_RULES, Fault, Rule
from spiders.catalog.source import Source

# The name is the table's heading, the file where it stands, and the hints are a table inside.
KEYS = tuple(f.name for f in fields(Source) if f.name not in ("name", "file", "hints"))
# Network, zone, language, year and watch of the hints are the source's own.
_OWN = ("network", "zone", "language", "founded", "watch")
HINT_KEYS = tuple(f.name for f in fields(Hints) if f.name not in _OWN)
_KINDS = get_type_hints(Source)
_HINT_KINDS = get_type_hints(Hints)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table stands: what an error names."""

    file: str
    heading: str  # "sumeks", "defaults", or "sources.sumeks" in a user's file

    def error(self, key: str, problem: str, remedy: str) -> CatalogError:
        """The error for one key of this table; without a key, for the table."""
        where = f"{self.heading}.{key}" if key else self.heading
        return CatalogError(file=self.file, key=where, problem=problem, remedy=remedy)


@dataclass(frozen=True, slots=True)
class Layer:
    """The checked keys of one table; lists are tuples."""

    place: Place
    values: Mapping[str, Any] = field(default_factory=dict)
    hints: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read_table(place: Place, table: object) -> Layer:
    """The Layer of a TOML table; raises CatalogError for an unknown key or a bad value."""
    if not isinstance(table, Mapping):
        raise place.error("", f"{table!r} is no table", f"Write a table: [{place.heading}]")
    hints = table.get("hints", {})
    if not isinstance(hints, Mapping):
        raise place.error("hints", "is no table", f"Write a table: [{place.heading}.hints]")
    rest = {key: value for key, value in table.items() if key != "hints"}
    inner = Place(place.file, f"{place.heading}.hints")
    return Layer(
        place,
        _checked(place, rest, KEYS, _KINDS, SOURCE_RULES),
        _checked(inner, hints, HINT_KEYS, _HINT_KINDS, HINT_RULES),
    )


def _checked(
    place: Place,
    table: Mapping[str, Any],
    known: Iterable[str],
    kinds: Mapping[str, Any],
    rules: Mapping[str, Rule],
) -> dict[str, Any]:
    known = tuple(known)
    for key in table:
        if key not in known:
            raise place.error(key, "unknown key", _near(key, known))
    return {key: _value(place, key, value, kinds[key], rules.get(key)) for key, value in table.items()}


def _near(key: str, known: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.6)
    if near:
        return f"Did you mean {near[0]!r}?"
    return f"Known are {', '.join(known)}; docs/sources.md explains each"


def _value(place: Place, key: str, value: object, kind: object, rule: Rule | None) -> object:
    value = _typed(place, key, value, kind)
    entries = value if isinstance(value, tuple) else (value,)
    if key == "wordpress" and not value:
        return value  # an empty text lets a user take the shipped one away
    for entry in entries:
        try:
            if rule is not None:
                rule(entry)
        except Fault as fault:
            raise place.error(key, fault.problem, fault.remedy) from fault
    return value


def _typed(place: Place, key: str, value: object, kind: object) -> object:
    if kind is str and isinstance(value, str):
        return value.strip()
    if kind is bool and isinstance(value, bool):
        return value
    if kind is int and isinstance(value, int) and not isinstance(value, bool):
        return value
    if kind == float | None and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if kind == tuple[str, ...] and isinstance(value, list) and all(isinstance(entry, str) for entry in value):
        return tuple(dict.fromkeys(value))
    raise place.error(key, f"{value!r} is of the wrong kind", f"Write {_wanted(kind)}")


def _wanted(kind: object) -> str:
    if kind is bool:
        return "true or false"
    if kind is int:
        return "a whole number"
    if kind == float | None:
        return "a number of seconds"
    if kind == tuple[str, ...]:
        return 'a list of texts in square brackets: ["…", "…"]'
    return 'a text in quotes: "…"'
