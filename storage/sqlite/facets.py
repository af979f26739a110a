"""What articles say, as a condition on `articles a`. Resolves no spelling: values are canonical.

A condition asks by the article (`EXISTS`), which is quick for one article, or by the value (`IN`), which is
quick for a value that few articles have. Both mean the same.
"""

from __future__ import annotations

import json
from typing import Any

from storage.records import Facet
from storage.sqlite.connection import Connection

_ANY = "IN (SELECT value FROM json_each(?))"
# A code and all below it: '/' follows '.', so 16 <= 16.01 < 16/.
_CODE = "EXISTS (SELECT 1 FROM json_each(?) WHERE l.code >= value AND l.code < value || '/')"
_KECAMATAN = """EXISTS (SELECT 1 FROM json_each(l.kecamatan) k JOIN json_each(?) v
    ON lower(k.value) = lower(v.value))"""
# All words of one of the values; the person's name, rank, post and unit may share them.
_PERSON = """EXISTS (SELECT 1 FROM json_each(?) v WHERE NOT EXISTS (
    SELECT 1 FROM json_each(v.value) w WHERE NOT instr(lower(l.name || ' ' || coalesce(l.rank, '') || ' '
        || coalesce(l.post, '') || ' ' || coalesce(l.unit, '')), w.value)))"""
_OPERATION = "EXISTS (SELECT 1 FROM json_each(?) WHERE instr(lower(l.operation), lower(value)))"

# kind: (table with a column article_id, condition on its rows as `l`, the rows by value from an index)
_TABLES = {
    "topic": ("article_topics l", f"l.topic {_ANY}"),
    "unit": ("article_units l", f"l.unit {_ANY}"),
    "place": ("article_places l", f"l.event = 1 AND {_CODE}"),
    "kecamatan": ("article_places l", f"l.event = 1 AND {_KECAMATAN}"),
    "official": ("article_officials l", _PERSON),
    "operation": ("article_labels l", _OPERATION),
}
_BY_VALUE = {
    "topic": f"SELECT article_id FROM article_topics WHERE topic {_ANY}",  # noqa: S608 - constants
    "unit": f"SELECT article_id FROM article_units WHERE unit {_ANY}",  # noqa: S608 - constants
    "place": """SELECT l.article_id FROM json_each(?) v CROSS JOIN article_places l
        ON l.code >= v.value AND l.code < v.value || '/' WHERE l.event = 1""",
}


def facet_condition(facet: Facet, *, by_value: bool = False) -> tuple[str, list[Any]]:
    """(condition, its values). Raises ValueError for a kind that is none."""
    values: list[Any] = [json.dumps(facet.values)]
    no = "NOT " if facet.excluded else ""
    if facet.kind == "source":
        return f"a.source {no}{_ANY}", values
    if facet.kind not in _TABLES:
        raise ValueError(f"no kind of label: {facet.kind}; there are source, {', '.join(_TABLES)}")
    if facet.kind == "official":
        values = [json.dumps([value.lower().split() for value in facet.values])]
    if by_value and facet.kind in _BY_VALUE and not facet.excluded:
        return f"a.id IN ({_BY_VALUE[facet.kind]})", values
    table, condition = _TABLES[facet.kind]
    return f"{no}EXISTS (SELECT 1 FROM {table} WHERE l.article_id = a.id AND {condition})", values  # noqa: S608 - constants


def few_of(db: Connection, facet: Facet, most: int) -> list[int] | None:
    """The articles of a facet, if an index lists them and they are at most so many; else None."""
    if facet.kind not in _BY_VALUE or facet.excluded:
        return None
    values = (json.dumps(facet.values), most + 1)
    listed = f"{_BY_VALUE[facet.kind]} LIMIT ?"
    if db.value(f"SELECT count(*) FROM ({listed})", values) > most:  # noqa: S608 - constants
        return None
    return [row[0] for row in db.rows(listed, values)]
