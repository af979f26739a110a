"""What the sites of the newsroom share: the pieces at hand, templates, dates as Indonesians print them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from html import escape
from importlib.resources import files
from string import Template

from crawler.demo.furniture import furniture
from crawler.demo.library import DAYS, Piece
from crawler.demo.response import Response, page

MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)


@dataclass(frozen=True, kw_only=True)
class Desk:
    """One site at one moment."""

    origin: str  # "http://127.0.0.1:8080": what its absolute addresses begin with
    now: datetime  # aware, WIB
    pieces: tuple[Piece, ...]  # newest first
    per_page: int
    feed_items: int
    weight_kb: int = 0

    def by_id(self, number: str) -> Piece | None:
        return next((piece for piece in self.pieces if str(piece.id) == number), None)

    def others(self, piece: Piece, count: int = 4) -> list[Piece]:
        """Further pieces to link to from it, always the same ones as long as none come or go."""
        place = self.pieces.index(piece)
        return [self.pieces[(place + n) % len(self.pieces)] for n in range(1, count + 1)]

    def only(self, wanted: Callable[[Piece], bool]) -> Desk:
        """The same with those pieces alone, for the lists of a section, a tag or a search."""
        return replace(self, pieces=tuple(filter(wanted, self.pieces)))

    def listed(self, number: int) -> tuple[Piece, ...]:
        """What stands on the given page of the list of all, from 1."""
        return self.pieces[(number - 1) * self.per_page : number * self.per_page]

    def last_page(self) -> int:
        return max(1, -(-len(self.pieces) // self.per_page))

    def newest_change(self) -> datetime:
        return max((piece.changed for piece in self.pieces), default=self.now)

    def fill(self, template: str, values: Mapping[str, object]) -> str:
        """A template with its places filled: names that end in `_html` as they are, others escaped.

        Every template also has `origin`, `year` and the furniture that gives a page its weight.
        """
        styles, fixtures = furniture(self.weight_kb)
        common = {
            "origin": self.origin,
            "year": self.now.year,
            "styles_html": styles,
            "fixtures_html": fixtures,
        }
        ready = {
            name: str(value) if name.endswith("_html") else escape(str(value))
            for name, value in (common | dict(values)).items()
        }
        return _template(template).substitute(ready)

    def not_found(self) -> Response:
        return page(self.fill("not_found.html", {}), status=404)


@cache
def _template(name: str) -> Template:
    text = (files("crawler.demo") / "templates" / name).read_text(encoding="utf-8")
    return Template(text)


def summary(piece: Piece, length: int = 160) -> str:
    """The beginning of its text, cut at a word."""
    return piece.paragraphs[0][:length].rsplit(" ", 1)[0] + " ..."


def version(piece: Piece) -> str:
    """What must change for a reader to say that the piece changed."""
    return "\n".join((piece.title, piece.changed.isoformat(), piece.text))


def holds(piece: Piece, words: str) -> bool:
    """Whether all the words stand in its title or text."""
    text = f"{piece.title} {piece.text}".lower()
    return all(word in text for word in words.lower().split())


def slug(text: str) -> str:
    """`Polres OKU` as it stands in an address: `polres-oku`."""
    return "-".join(re.findall(r"[a-z0-9]+", text.lower()))


def json_ld(data: object) -> str:
    text = json.dumps(data, ensure_ascii=False, indent=1).replace("</", "<\\/")
    return f'<script type="application/ld+json">{text}</script>'


def long_date(moment: datetime) -> str:
    """`Senin, 16 Februari 2026 13:30 WIB`."""
    month = MONTHS[moment.month - 1]
    return f"{DAYS[moment.weekday()]}, {moment.day} {month} {moment.year} {moment:%H:%M} WIB"


def dashed_date(moment: datetime) -> str:
    """`Senin 26-08-2024,16:46 WIB`: no blank after the comma."""
    return f"{DAYS[moment.weekday()]} {moment:%d-%m-%Y,%H:%M} WIB"


def ago(moment: datetime, now: datetime) -> str:
    """`3 jam lalu`; from the third day on the date."""
    minutes = int((now - moment).total_seconds() // 60)
    if minutes < 60:
        return f"{max(minutes, 1)} menit lalu"
    if minutes < 24 * 60:
        return f"{minutes // 60} jam lalu"
    if minutes < 48 * 60:
        return "1 hari lalu"
    return long_date(moment)
