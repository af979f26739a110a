"""The catalogue as plain data, for a table or for JSON. Knows no terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from spiders.catalog.source import Source

COLUMNS = ("name", "title", "network", "host", "region", "interval", "lists", "enabled", "terms")


def rows(catalog: Mapping[str, Source]) -> list[dict[str, Any]]:
    """One row a source, by name; `lists` is how many it has, `terms` whether there is a note on them."""
    return [_row(source) for source in catalog.values()]


def describe(source: Source) -> dict[str, Any]:
    """All that is known of one source: strings, numbers, booleans, lists and one dictionary of hints.

    Keys stand in the order of the schema; what is empty is left out, but for `terms`, which is always told.
    """
    told = {key: _plain(value) for key, value in asdict(source).items()}
    del told["hints"]["watch"]  # the source's own region and topic
    told["hints"] = {key: value for key, value in told["hints"].items() if value}
    return {key: value for key, value in told.items() if key == "terms" or value not in ("", [], {}, None)}


def lists_of(source: Source) -> tuple[str, ...]:
    """Every list's address as the row names it, searches with {words}, the REST root last."""
    rest: Iterable[str] = (source.wordpress,) if source.wordpress else ()
    return (*source.feeds, *source.sitemaps, *source.listings, *source.searches, *rest)


def _row(source: Source) -> dict[str, Any]:
    facts = asdict(source) | {"lists": len(lists_of(source)), "terms": bool(source.terms)}
    return {column: facts[column] for column in COLUMNS}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return value
