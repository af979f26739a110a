"""A small healthy paper, from which each hostile site departs in one point: a page, its feed, its robots.txt.

`Vice` holds what differs. Whatever it does not say is answered as a good site would.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import format_datetime
from functools import lru_cache
from html import escape
from typing import Any

from crawler.demo.library import Piece
from crawler.demo.synthetic import make_articles
from tests.hostile.server import Answer, Ask, Reply, Stream

HTML = {"Content-Type": "text/html; charset=UTF-8"}
XML = {"Content-Type": "application/xml; charset=UTF-8"}
Fault = Callable[[Ask], Reply | Stream]


@dataclass(frozen=True, kw_only=True)
class Good:
    """What must come of a site, as its good outcome. A number of None is not looked at."""

    run: str = "ok"
    stored: int | None = 4  # its good articles, all of them
    failed: int | None = 0
    refused: int | None = 0
    gone: int | None = 0
    duplicate: int | None = 0
    most_requests: int = 40
    never: str = ""  # no address that begins so may be asked
    says: str = ""  # stands in the reason of a bad address or of the run
    rows: Callable[[list[dict[str, Any]]], str | None] | None = None  # the articles → what is wrong


@dataclass(frozen=True, kw_only=True)
class Vice:
    """One site and its one vice."""

    name: str
    row: str  # of the table of hazards
    good: Good = field(default_factory=Good)
    faults: Mapping[str, Fault] = field(default_factory=dict)  # by path; "*": every other path
    links: tuple[str, ...] = ()  # what the feed names besides the good articles, newest of all
    dated: bool = True  # whether the feed says when `links` were published
    pieces: int = 4  # good articles
    source: Mapping[str, Any] = field(default_factory=dict)  # over the row in the catalogue
    nightly: bool = False  # takes long: not in every run of the tests
    tls: str = ""  # speaks https, with such a certificate: see vices_tls

    def answer(self, ask: Ask) -> Reply | Stream:
        fault = self.faults.get(ask.path) or self.faults.get("*")
        return fault(ask) if fault else paper(self, ask)

    def row_of(self, port: int) -> dict[str, Any]:
        """The source as a table of ronda.toml."""
        scheme = "https" if self.tls else "http"
        plain = {"title": f"Harian {self.name}", "scheme": scheme, "delay": 0.0}
        return {**plain, "host": f"127.0.0.1:{port}", "feeds": ["/feed.xml"], **self.source}


def answers(vices: tuple[Vice, ...]) -> dict[str, Answer]:
    return {vice.name: vice.answer for vice in vices}


@lru_cache
def pieces(name: str, count: int) -> tuple[Piece, ...]:
    return make_articles(count, seed=sum(name.encode()), sites=("wordpress",))


def path_of(piece: Piece) -> str:
    return f"/berita/{1000 + piece.number}/{piece.slug}"


def paper(vice: Vice, ask: Ask) -> Reply:
    """What a good site answers."""
    stock = pieces(vice.name, vice.pieces)
    if ask.path == "/robots.txt":
        return Reply(headers={"Content-Type": "text/plain"}, body=b"User-agent: *\nDisallow: /admin/\n")
    if ask.path == "/feed.xml":
        links = [ask.origin + link if link.startswith("/") else link for link in vice.links]
        return Reply(
            headers=XML,
            body=feed(ask, stock, [link.format(canary=ask.canary) for link in links], dated=vice.dated),
        )
    for piece in stock:
        if ask.path == path_of(piece):
            return Reply(headers=HTML, body=page(piece))
    return Reply(status=404, headers=HTML, body=b"<h1>404</h1>")


def feed(
    ask: Ask, stock: tuple[Piece, ...], extra: list[str], *, head: str = "", dated: bool = True
) -> bytes:
    newest = max(piece.published for piece in stock) + timedelta(minutes=1) if dated else None
    items = [item(link, f"Kabar {number}", newest) for number, link in enumerate(extra)]
    items += [item(ask.origin + path_of(piece), piece.title, piece.published) for piece in stock]
    text = f'<?xml version="1.0" encoding="UTF-8"?>{head}<rss version="2.0"><channel><title>x</title>'
    return (text + "".join(items) + "</channel></rss>").encode()


def item(link: str, title: str, published: Any) -> str:
    date = f"<pubDate>{format_datetime(published)}</pubDate>" if published else ""
    return f"<item><title>{escape(title)}</title><link>{escape(link)}</link>{date}</item>"


def page(
    piece: Piece, *, head: str = "", before: str = "", after: str = "", title: str | None = None
) -> bytes:
    """An article's page; `head`, `before` and `after` are put in as HTML."""
    title = escape(piece.title) if title is None else title
    text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in piece.paragraphs)
    when = f'<meta property="article:published_time" content="{piece.published.isoformat()}">'
    return (
        f"<!DOCTYPE html><html lang=id><head><meta charset=utf-8><title>{title}</title>{when}{head}</head>"
        f"<body><nav><a href=/>Beranda</a></nav>{before}<article><h1>{title}</h1>"
        f"<div class=entry-content>{text}</div></article>{after}<footer>Hak cipta</footer></body></html>"
    ).encode("utf-8", "surrogatepass")


def extra(vice_name: str, number: int = 1) -> Piece:
    """A good article that is not among the stock, for pages that are good but for one thing."""
    return make_articles(20 + number, seed=7 + sum(vice_name.encode()), sites=("wordpress",))[-1]
