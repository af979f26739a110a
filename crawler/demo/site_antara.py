"""A site like a regional one of the ANTARA wire service. Feed, list, articles; knows no other site."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from email.utils import format_datetime
from html import escape
from urllib.parse import quote

from crawler.demo.desk import Desk, ago, holds, long_date, slug, summary, version
from crawler.demo.feeds import Item, robots, rss
from crawler.demo.library import Piece
from crawler.demo.response import Response, page, with_validators

# In between the articles a list names these. They answer, so that a test can tell whether one was asked for.
NOT_ARTICLES = (
    ("video/91021", "Video - Suasana arus balik di Terminal Karya Jaya"),
    ("foto/88310", "Foto - Panen raya duku Komering"),
    ("infografik/77105", "Infografik: Cara melapor ke layanan darurat"),
)
_ARTICLE = re.compile(r"/berita/(\d+)/[^/]+/?")
_LIST = re.compile(r"/(terkini|tag/[\w-]+|search)(?:/([1-9]\d*))?")


def url_of(desk: Desk, piece: Piece) -> str:
    return f"{desk.origin}/berita/{piece.id}/{piece.slug}"


def answer(desk: Desk, path: str, query: Mapping[str, str]) -> Response:
    """The answer to a GET of that path."""
    if path == "/robots.txt":
        closed = [f"/berita/{piece.id}/" for piece in desk.pieces if not piece.allowed]
        return page(robots("/admin", *closed), kind="text/plain")
    if path == "/rss/terkini.xml":
        return _feed(desk)
    if match := _ARTICLE.fullmatch(path):
        piece = desk.by_id(match[1])
        return _article(desk, piece) if piece else desk.not_found()
    if path == "/":
        return _listing(desk, "terkini", 1)
    if match := _LIST.fullmatch(path):
        name = match[1]
        number = _number(match[2] or query.get("page"))
        tail = f"?q={quote(query['q'])}" if "q" in query else ""
        return _listing(_narrowed(desk, name, query), name, number, tail)
    if path.startswith(("/video/", "/foto/", "/infografik/", "/admin")):
        return page(desk.fill("antara_media.html", {"title": path.strip("/")}))
    return desk.not_found()


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 1


def _narrowed(desk: Desk, name: str, query: Mapping[str, str]) -> Desk:
    """Only the pieces of a tag, or those in which the words sought stand."""
    if name == "search":
        return desk.only(lambda piece: holds(piece, query.get("q", "")))
    if name.startswith("tag/"):
        return desk.only(lambda piece: name[4:] in map(slug, piece.tags))
    return desk


def _feed(desk: Desk) -> Response:
    pieces = desk.pieces[: desk.feed_items]
    items = [
        Item(
            title=piece.title,
            link=url_of(desk, piece),
            published=piece.published,
            description=f'<img src="{_image(desk, piece)}" align="left" border="0">{escape(summary(piece))}',
        )
        for piece in pieces
    ]
    newest = desk.newest_change()
    return with_validators(
        page(rss("ANTARA News - Terkini (peragaan)", desk.origin, items, newest), kind="application/rss+xml"),
        newest,
    )


def _image(desk: Desk, piece: Piece) -> str:
    return f"{desk.origin}/img/cache/{piece.published:%Y/%m/%d}/{piece.slug}.jpg"


def _listing(desk: Desk, name: str, number: int, tail: str = "") -> Response:
    if number > desk.last_page():
        return desk.not_found()
    pieces = desk.listed(number)
    rows = [_row(desk, piece) for piece in pieces]
    rows.insert(1, _other_row(desk, number))
    values = {
        "name": name,
        "rows_html": "\n".join(rows),
        "pages_html": _pages(name, number, desk.last_page(), tail),
        "popular_html": _links(desk, desk.pieces[-4:]),
    }
    return with_validators(page(desk.fill("antara_list.html", values)), desk.newest_change())


def _row(desk: Desk, piece: Piece) -> str:
    url, title = url_of(desk, piece), escape(piece.title)
    image = f'<img data-src="{_image(desk, piece)}" width="255" height="170" alt="{title}">'
    return (
        f'<article class="simple-post simple-big clearfix"><div class="simple-thumb"><a href="{url}" '
        f'title="{title}">{image}</a></div>'
        f'<header><h3><a href="{url}" title="{title}">{title}</a></h3>\n<p class="simple-share">'
        f'<a href="{desk.origin}/{piece.section.lower()}">{escape(piece.section)}</a> / '
        f'<span><i class="fa fa-clock-o"></i> {ago(piece.published, desk.now)}</span></p></header></article>'
    )


def _other_row(desk: Desk, number: int) -> str:
    path, title = NOT_ARTICLES[number % len(NOT_ARTICLES)]
    return (
        f'<article class="simple-post simple-big clearfix"><header><h3><a href="{desk.origin}/{path}/lihat" '
        f'title="{title}">{title}</a></h3>'
        '<p class="simple-share"><span>5 jam lalu</span></p></header></article>'
    )


def _pages(name: str, number: int, last: int, tail: str) -> str:
    """Links relative to the root though no <base> says so: followed from page 2 they lead astray."""
    active = ' class="active"'
    numbers = "".join(
        f'<li{active if n == number else ""}><a href="{name}/{n}{tail}">{n}</a></li>'
        for n in range(1, last + 1)
    )
    following = f'<li><a href="{name}/{number + 1}{tail}" aria-label="Next">&raquo;</a></li>'
    return numbers + (following if number < last else "")


def _links(desk: Desk, pieces: tuple[Piece, ...] | list[Piece]) -> str:
    return "\n".join(
        f'<li><a href="{url_of(desk, piece)}">{escape(piece.title)}</a></li>' for piece in pieces
    )


def _article(desk: Desk, piece: Piece) -> Response:
    others = desk.others(piece)
    modified = ""
    if piece.modified:
        modified = f'<meta itemprop="dateModified" content="{_stamp(piece, piece.modified)}">'
    values = {
        "title": piece.title,
        "url": url_of(desk, piece),
        "summary": summary(piece),
        "tags": ", ".join(piece.tags),
        "published": _stamp(piece, piece.published),
        "modified_html": modified,
        "printed": long_date(piece.published),
        "image": _image(desk, piece),
        "caption": piece.caption,
        "author": piece.author,
        "editor": piece.editor,
        "body_html": _body(desk, piece, others),
        "related_html": _links(desk, others),
    }
    return with_validators(page(desk.fill("antara_article.html", values)), piece.changed, version(piece))


def _stamp(piece: Piece, moment: datetime) -> str:
    """RFC 822 or ISO 8601: both are believed of these sites, so both are served."""
    return format_datetime(moment) if piece.number % 2 else moment.isoformat()


def _body(desk: Desk, piece: Piece, others: list[Piece]) -> str:
    lines = []
    for n, paragraph in enumerate(piece.paragraphs):
        lines.append(f"<p>{escape(paragraph, quote=False)}</p>")
        if n in (1, 4):
            other = others[n % len(others)]
            lines.append(
                f'<p><span class="baca-juga"><b>Baca juga: <a href="{url_of(desk, other)}">'
                f"{escape(other.title)}</a></b></span></p>"
            )
    return "\n".join(lines)
