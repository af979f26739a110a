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
from typing import Any

from crawler.cli import output
from crawler.dates import read_date
from crawler.errors import UsageError
from crawler.urls import host_of

Number = int | str
_BLANK = b"\xef\xbb\xbf \t\r\n"  # with the mark that some editors put before a file
_TOLD = 20  # lines left out that are named one by one


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One text of the file. `id` is the line's own, or its number, counted from 1."""

    id: Number
    text: str
    title: str | None
    url: str | None
    host: str | None
    published_at: datetime | None  # aware


class Corpus:
    """The texts of a file ("-" is standard input), one after the other; nothing but the present line is kept.

    A line that is no text is named on standard error and left out, and the others go on: `left_out` counts
    them. A time without an offset is of `zone`. `distinct`: a second text of an id is left out, too.
    Raises UsageError for a file that cannot be read, or of which no line is a text.
    """

    def __init__(self, path: Path, zone: tzinfo, *, distinct: bool = False) -> None:
        self.path, self.zone, self.distinct = path, zone, distinct
        self.name = "standard input" if str(path) == "-" else str(path)
        self.left_out = 0
        self._first = ""  # what was wrong with the first line left out

    def __iter__(self) -> Iterator[Entry]:
        read = 0
        for entry in self._entries():
            read += 1
            yield entry
        if self.left_out > _TOLD:
            output.note(f"{self.name}: {self.left_out:,} lines left out, the first {_TOLD} are named above")
        if self.left_out and not read:
            raise UsageError(f"{self._first} No line of the file could be used")

    def _entries(self) -> Iterator[Entry]:
        seen: set[Number] = set()
        for number, line in enumerate(self._lines(), start=1):
            if not line.strip(_BLANK):
                continue
            try:
                entry = _entry(_object(line), number, self.zone)
                if entry.id in seen:
                    raise ValueError(f"the id {entry.id!r} was used before; ids must differ")
            except ValueError as error:
                self._leave_out(number, error)
                continue
            if self.distinct:
                seen.add(entry.id)
            yield entry

    def _lines(self) -> Iterator[bytes]:
        if str(self.path) == "-":
            yield from sys.stdin.buffer
            return
        try:
            with self.path.open("rb") as lines:
                yield from lines
        except OSError as error:
            raise UsageError(f"{self.path}: {error.strerror or error}. Name a JSON Lines file") from error

    def _leave_out(self, number: int, error: ValueError) -> None:
        told = f"{self.name}: line {number}: {error}."
        self.left_out += 1
        self._first = self._first or told
        if self.left_out <= _TOLD:
            output.note(f"ronda: left out: {told}")


def _object(line: bytes) -> Any:
    """ValueError for what is no JSON in UTF-8."""
    try:
        return json.loads(line.strip(b"\r\n").decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise ValueError(
            f"no JSON: {error.msg[:1].lower()}{error.msg[1:]} (character {error.pos + 1})"
        ) from error
    except UnicodeDecodeError as error:
        raise ValueError(f"no UTF-8 at byte {error.start + 1}") from error
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _entry(row: Any, number: int, zone: tzinfo) -> Entry:
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ValueError('no JSON object with "text": write {"text": "…", "title": "…"}')
    for key in ("title", "url", "published_at"):
        if row.get(key) is not None and not isinstance(row[key], str):
            raise ValueError(f"{key} is no text")
    name = number if row.get("id") is None else row["id"]
    if not isinstance(name, str | int):
        raise ValueError("id is neither a text nor a whole number")
    url = row.get("url")
    return Entry(
        id=name,
        text=_whole(row["text"]),
        title=_whole(row.get("title") or "") or None,
        url=url,
        host=row.get("host") if isinstance(row.get("host"), str) else (host_of(url) if url else None),
        published_at=_moment(row.get("published_at"), number, zone),
    )


def _whole(text: str) -> str:
    """Half a surrogate pair, as a cut "\\ud83d" leaves it, can neither be printed nor stored."""
    return text.encode("utf-8", "replace").decode()


def _moment(text: str | None, number: int, zone: tzinfo) -> datetime | None:
    """None also for a time that cannot be read: the text is worth having without it."""
    reading = read_date(text, zone=zone) if text else None
    if text and reading is None:
        output.note(f"line {number}: published_at {text!r} is no time that can be read; left out")
    return reading.at if reading else None
