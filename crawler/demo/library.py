"""Text files → Pieces: what the demo newsroom has to publish. Knows neither HTML nor addresses.

A file of `articles/` is `NNN-slug.txt`: header lines `key: value`, an empty line, then the paragraphs with
an empty line between them. `published` and `modified` say how long before the newsroom's base time it was, so
that the news is always fresh and yet the same for the same base time. In the paragraphs `{hari}` and
`{tanggal}` stand for the weekday and the date of publication, `{hari-1}` for the day before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise

from crawler.clock import WIB

SITES = ("antara", "disway", "wordpress")
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_NAME = re.compile(r"(\d{3})-([a-z0-9-]+)\.txt")
_AGO = re.compile(r"(?:(\d+)d)? ?(?:(\d+)h)? ?(?:(\d+)m)?")
_DAY = re.compile(r"\{(hari|tanggal)(?:-(\d+))?\}")
# Ids of real sites of this kind have five and six digits, and two hosts may use the same one.
_FIRST_ID = {"antara": 790_000, "disway": 700_000, "wordpress": 50_000}


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One article as it was written, before any page is made of it.

    `paragraphs` are what a good reader gets back: no captions, no links to other articles, no credits.
    """

    site: str  # antara, disway, wordpress
    number: int  # of the file; an edition has that of the piece it replaces
    slug: str
    section: str
    title: str
    author: str
    editor: str
    published: datetime  # aware, WIB
    paragraphs: tuple[str, ...]
    modified: datetime | None = None  # aware, WIB
    tags: tuple[str, ...] = ()
    caption: str = ""
    parts: int = 1  # in how many parts it is shown
    release: str = ""  # pieces of one release are declared copies of each other, lightly edited
    allowed: bool = True  # False: robots.txt forbids its address
    since: int = 1  # the round it appears in
    gone: int = 0  # the round it is taken down in; 0: never

    @property
    def id(self) -> int:
        """The id its site gives it."""
        return _FIRST_ID[self.site] + self.number

    @property
    def text(self) -> str:
        """The paragraphs, joined by one line feed."""
        return "\n".join(self.paragraphs)

    @property
    def changed(self) -> datetime:
        """When it was last touched."""
        return self.modified or self.published

    def portions(self) -> tuple[tuple[str, ...], ...]:
        """The paragraphs of each part, the first parts one longer where they do not divide evenly."""
        length, more = divmod(len(self.paragraphs), self.parts)
        ends = [length * n + min(n, more) for n in range(self.parts + 1)]
        return tuple(self.paragraphs[a:b] for a, b in pairwise(ends))


def load_pieces(base: datetime, folder: Traversable | None = None) -> tuple[Piece, ...]:
    """All pieces of all rounds, in the order of their files; `base` is aware, and the newsroom's now.

    Raises ValueError, naming the file, for one that does not keep to the form.
    """
    shelf = files("crawler.demo") / "articles" if folder is None else folder
    found: dict[int, Piece] = {}
    editions = []
    for file in sorted(shelf.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".txt"):
            number, piece = _read(file, base.astimezone(WIB), found)
            if number in found:
                raise ValueError(f"{file.name}: another file has this number")
            if number == piece.number:
                found[number] = piece
            else:
                editions.append(piece)
    return (*found.values(), *editions)


def in_round(pieces: Iterable[Piece], number: int) -> tuple[Piece, ...]:
    """What is on the sites in that round, newest first: the latest edition of each, none taken down."""
    current: dict[tuple[str, int], Piece] = {}
    for piece in sorted(pieces, key=lambda piece: piece.since):
        if piece.since <= number:
            current[piece.site, piece.number] = piece
    there = [piece for piece in current.values() if not 0 < piece.gone <= number]
    return tuple(sorted(there, key=lambda piece: (piece.published, piece.number), reverse=True))


def before(base: datetime, ago: str) -> datetime:
    """`base` less a span such as `1d 2h 30m`; ValueError for anything else."""
    match = _AGO.fullmatch(ago)
    if not ago or match is None:
        raise ValueError(f"{ago!r} is no span such as 1d 2h 30m")
    days, hours, minutes = (int(digits or 0) for digits in match.groups())
    return base.replace(second=0, microsecond=0) - timedelta(days=days, hours=hours, minutes=minutes)


def _read(file: Traversable, base: datetime, found: dict[int, Piece]) -> tuple[int, Piece]:
    name = _NAME.fullmatch(file.name)
    if name is None:
        raise ValueError(f"{file.name}: a name is NNN-slug.txt")
    try:
        return int(name[1]), _piece(name, file.read_text(encoding="utf-8"), base, found)
    except KeyError as error:
        raise ValueError(f"{file.name}: no {error} in the header, or no such piece to replace") from error
    except ValueError as error:
        raise ValueError(f"{file.name}: {error}") from error


def _piece(name: re.Match[str], text: str, base: datetime, found: dict[int, Piece]) -> Piece:
    head, *paragraphs = (block.strip() for block in text.strip().split("\n\n"))
    header = dict(line.split(": ", 1) for line in head.splitlines())
    replaced = found[int(header["replaces"])] if "replaces" in header else None
    published = before(base, header["published"])
    return Piece(
        site=header["site"],
        number=replaced.number if replaced else int(name[1]),
        slug=replaced.slug if replaced else name[2],
        section=header["section"],
        title=header["title"],
        author=header["author"],
        editor=header["editor"],
        published=published,
        modified=before(base, header["modified"]) if "modified" in header else None,
        paragraphs=tuple(_dated(paragraph, published) for paragraph in paragraphs),
        tags=tuple(tag.strip() for tag in header["tags"].split(",")),
        caption=header["caption"],
        parts=int(header.get("parts", 1)),
        release=header.get("release", ""),
        allowed=header.get("robots") != "disallowed",
        since=int(header.get("round", 1)),
        gone=int(header.get("gone", 0)),
    )


def _dated(paragraph: str, published: datetime) -> str:
    def words(match: re.Match[str]) -> str:
        day = published - timedelta(days=int(match[2] or 0))
        return DAYS[day.weekday()] if match[1] == "hari" else f"{day.day}/{day.month}/{day.year}"

    return _DAY.sub(words, paragraph)
