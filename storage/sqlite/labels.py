"""The labels of articles: written with their text, read back. Knows no rule that finds one.

What writes runs inside the caller's transaction: text and labels change together or not at all.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from crawler.labels import Evidence, Labels, Law, Official, Place, Reason, Topic, Unit
from storage.sqlite.connection import Connection
from storage.sqlite.rows import as_json

# A table of labels of one kind: the field of Labels that holds them, and their type, whose fields are its
# columns.
_KINDS: dict[str, tuple[str, type[Any]]] = {
    "article_topics": ("topics", Topic),
    "article_units": ("units", Unit),
    "article_places": ("places", Place),
    "article_officials": ("officials", Official),
    "article_laws": ("laws", Law),
    "article_evidence": ("evidence", Evidence),
}
_COLUMNS = {table: tuple(f.name for f in fields(kind)) for table, (_, kind) in _KINDS.items()}
# A second label of one name says nothing new, and must not cost the article.
_INSERT = {
    table: f"INSERT INTO {table} (article_id, position, {', '.join(columns)}) "  # noqa: S608 - constants
    f"VALUES (?, ?{', ?' * len(columns)}) ON CONFLICT DO NOTHING"
    for table, columns in _COLUMNS.items()
}
_SELECT = {
    table: f"SELECT article_id, {', '.join(columns)} FROM {table} "  # noqa: S608 - constants
    "WHERE article_id IN (SELECT value FROM json_each(?)) ORDER BY article_id, position"
    for table, columns in _COLUMNS.items()
}
_INSERT_LABELS = """
    INSERT INTO article_labels (article_id, labeller, relevant, score, operation, event_date, event_text,
        event_likely, contradictions, dateline, agency, why)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_SELECT_LABELS = "SELECT * FROM article_labels WHERE article_id IN (SELECT value FROM json_each(?))"


def write_labels(db: Connection, article_id: int, labels: Labels | None) -> None:
    """Puts the labels of a text in the place of those of the text before; None leaves the article without."""
    if db.value("SELECT 1 FROM article_labels WHERE article_id = ?", (article_id,)):
        for table in (*_KINDS, "article_labels"):
            db.execute(f"DELETE FROM {table} WHERE article_id = ?", (article_id,))  # noqa: S608 - constants
    if labels is None:
        return
    db.execute(_INSERT_LABELS, (article_id, *_of_text(labels)))
    for table, (field, _) in _KINDS.items():
        for position, one in enumerate(getattr(labels, field), start=1):
            values = (_stored(getattr(one, column)) for column in _COLUMNS[table])
            db.execute(_INSERT[table], (article_id, position, *values))


def read_labels(db: Connection, numbers: Sequence[int]) -> dict[int, Labels]:
    """By number of the article; those without labels are left out."""
    wanted = json.dumps(list(numbers))
    found = {field: _read(db, table, kind, wanted) for table, (field, kind) in _KINDS.items()}
    return {
        row["article_id"]: _labels(row, {field: tuple(by[row["article_id"]]) for field, by in found.items()})
        for row in db.rows(_SELECT_LABELS, (wanted,))
    }


def _of_text(labels: Labels) -> tuple[Any, ...]:
    why = {
        "topic": labels.judged_by,
        "relevance": [
            {"rule": one.rule, "weight": one.weight, "quotes": one.quotes} for one in labels.reasons
        ],
        "operation": labels.operation_quotes,
        "agency": labels.agency_quotes,
    }
    return (
        labels.labeller,
        int(labels.relevant),
        labels.score,
        labels.operation,
        _day(labels.event_date),
        labels.event_text,
        _day(labels.event_likely),
        as_json(labels.contradictions),
        labels.dateline,
        labels.agency,
        as_json(why),
    )


def _labels(row: sqlite3.Row, found: dict[str, Any]) -> Labels:
    why = json.loads(row["why"])
    return Labels(
        labeller=row["labeller"],
        relevant=bool(row["relevant"]),
        score=row["score"],
        judged_by=why["topic"],
        reasons=tuple(Reason(**one | {"quotes": tuple(one["quotes"])}) for one in why["relevance"]),
        operation=row["operation"],
        operation_quotes=tuple(why["operation"]),
        event_date=_date(row["event_date"]),
        event_text=row["event_text"],
        event_likely=_date(row["event_likely"]),
        contradictions=tuple(json.loads(row["contradictions"])),
        dateline=row["dateline"],
        agency=row["agency"],
        agency_quotes=tuple(why["agency"]),
        **found,
    )


def _read(db: Connection, table: str, kind: type[Any], wanted: str) -> defaultdict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in db.rows(_SELECT[table], (wanted,)):
        values = {column: _given(column, row[column]) for column in _COLUMNS[table]}
        found[row["article_id"]].append(kind(**values))
    return found


def _stored(value: Any) -> Any:
    if isinstance(value, tuple):
        return as_json(value)
    return int(value) if isinstance(value, bool) else value


def _given(column: str, value: Any) -> Any:
    if column in ("quotes", "kecamatan"):
        return tuple(json.loads(value))
    return bool(value) if column == "event" else value


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
