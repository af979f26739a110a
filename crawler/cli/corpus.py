"""Texts of a researcher's own, as JSON Lines: what `ronda label` and `ronda group` read.

A line holds at least `text`, and where known `id`, `title`, `url` and `published_at`; others are left alone.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any, TextIO

from crawler.cli import output
from crawler.dates import read_date
from crawler.errors import UsageError
from crawler.urls import host_of

Number = int | str


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One text of the file. `id` is the line's own, or its number, counted from 1."""

    id: Number
    text: str
    title: str | None
    url: str | None
    host: str | None
    published_at: datetime | None  # aware


def read_corpus(path: Path, zone: tzinfo) -> Iterator[Entry]:
    """The texts of a file ("-" is standard input), in order.

    A time without an offset is of `zone`. Raises UsageError, naming file and line, for what is no such line.
    """
    if str(path) == "-":
        yield from _entries(sys.stdin, "standard input", zone)
        return
    try:
        with path.open(encoding="utf-8") as lines:
            yield from _entries(lines, str(path), zone)
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{path}: {getattr(error, 'strerror', None) or error}. Name a JSON Lines file"
        ) from error


def _entries(lines: TextIO, name: str, zone: tzinfo) -> Iterator[Entry]:
    seen: set[Number] = set()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            entry = _entry(json.loads(line), number, zone)
        except ValueError as error:
            raise UsageError(f"{name}: line {number}: {error}") from error
        if entry.id in seen:
            raise UsageError(f"{name}: line {number}: the id {entry.id!r} was used before; ids must differ")
        seen.add(entry.id)
        yield entry


def _entry(row: Any, number: int, zone: tzinfo) -> Entry:
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ValueError('no JSON object with "text": write {"text": "…", "title": "…"}')
    for key in ("title", "url", "published_at"):
        if row.get(key) is not None and not isinstance(row[key], str):
            raise ValueError(f"{key} is no text")
    name = row.get("id", number)
    if not isinstance(name, str | int):
        raise ValueError("id is neither a text nor a whole number")
    url = row.get("url")
    return Entry(
        id=name,
        text=row["text"],
        title=row.get("title"),
        url=url,
        host=row.get("host") if isinstance(row.get("host"), str) else (host_of(url) if url else None),
        published_at=_moment(row.get("published_at"), number, zone),
    )


def _moment(text: str | None, number: int, zone: tzinfo) -> datetime | None:
    """None also for a time that cannot be read: the text is worth having without it."""
    reading = read_date(text, zone=zone) if text else None
    if text and reading is None:
        output.note(f"line {number}: published_at {text!r} is no time that can be read; left out")
    return reading.at if reading else None
