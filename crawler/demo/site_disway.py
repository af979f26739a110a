"""A site like one of the Disway network: four addresses an article, parts at `/15`, text out of Word."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from urllib.parse import quote

from crawler.demo.desk import Desk, dashed_date, holds, json_ld, slug, summary, version
from crawler.demo.feeds import Item, robots, rss
from crawler.demo.library import Piece
from crawler.demo.response import Response, page, with_validators

PART_STEP = 15  # the second part is at /15, the third at /30
LIST_STEP = 30  # and so are the pages of a list, however many a page shows
# The slug may be any: the id alone counts. What stands before /read/ may be any section or missing.
_ARTICLE = re.compile(r"(?:/[\w-]+)?/(read|amp)/(\d+)/[^/]+(?:/(\d+))?/?")
_SECTION = re.compile(r"/kategori/(?:\d+/)?([a-z-]+)(?:/(\d+))?/?")
_SEARCH = re.compile(r"/search/kata(?:/\d+)?(?:/(\d+))?/?")
_TAG = re.compile(r"/listtag/\d+/([\w-]+)(?:/(\d+))?/?")
_FEED = re.compile(r"/rss/([a-z-]+)")
# As Word leaves it; five kilobytes and more of it stand in a first paragraph.
_FROM_WORD = (
    "<!-- [if gte mso 9]><xml><w:WordDocument><w:Zoom>0</w:Zoom></w:WordDocument></xml>"
    '<![endif]--><!-- [if gte mso 9]><xml><w:LatentStyles DefLockedState="false" LatentStyleCount="260">'
    + '<w:LsdException Locked="false" Priority="99" SemiHidden="false" Name="Normal"></w:LsdException>\n' * 40
    + "</w:LatentStyles></xml><![endif]-->"
)


def url_of(desk: Desk, piece: Piece) -> str:
    """The canonical of its addresses."""
    return f"{desk.origin}/{piece.section}/read/{piece.id}/{piece.slug}"


def answer(desk: Desk, path: str, query: Mapping[str, str]) -> Response:
    """The answer to a GET of that path."""
    path = re.sub(r"^/+", "/", path)  # links inside articles say //read/…
    if path == "/robots.txt":
        closed = [f"/{piece.section}/read/{piece.id}/" for piece in desk.pieces if not piece.allowed]
        return page(robots("/admin", "/login", *closed), kind="text/plain")
    if match := _ARTICLE.fullmatch(path):
        piece = desk.by_id(match[2])
        return _article(desk, piece, match[1], int(match[3] or 0)) if piece else desk.not_found()
    if match := _FEED.fullmatch(path):
        return _feed(_section(desk, match[1]), match[1])
    if path == "/":
        return _listing(desk, "", "Berita Terbaru", 0)
    if match := _SECTION.fullmatch(path):
        name = match[1]
        return _listing(_section(desk, name), f"kategori/{name}", name.upper(), int(match[2] or 0))
    if match := _TAG.fullmatch(path):
        name = match[1]
        tagged = desk.only(lambda piece: name in map(slug, piece.tags))
        return _listing(tagged, path.strip("/"), name, int(match[2] or 0))
    if match := _SEARCH.fullmatch(path):
        words = query.get("c", "")
        found = desk.only(lambda piece: holds(piece, words))
        return _listing(found, "search/kata/30", words, int(match[1] or 0), f"?c={quote(words)}&amp;num=")
    return desk.not_found()


def _section(desk: Desk, name: str) -> Desk:
    return desk.only(lambda piece: piece.section == name)


def _feed(desk: Desk, name: str) -> Response:
    if not desk.pieces:
        return desk.not_found()
    items = [
        Item(
            title=piece.title,
            link=url_of(desk, piece),
            published=piece.published,
            description=f'<img src="{_image(desk, piece)}" width="300"> {escape(summary(piece))}',
            author=piece.author,
        )
        for piece in desk.pieces[: desk.feed_items]
    ]
    newest = desk.newest_change()
    text = rss(f"{name} - Disway (peragaan)", desk.origin, items, newest)
    return with_validators(page(text, kind="text/xml"), newest)


def _image(desk: Desk, piece: Piece) -> str:
    return f"{desk.origin}/upload/{piece.id}.jpg"


def _listing(desk: Desk, base: str, name: str, offset: int, query: str = "") -> Response:
    number, rest = divmod(offset, LIST_STEP)
    if rest or number >= desk.last_page():
        return desk.not_found()
    first = f"{desk.origin}/{base}"
    links = [first + (f"/{n * LIST_STEP}" if n else "") + query for n in range(desk.last_page())]
    values = {
        "name": name,
        "rows_html": "\n".join(_row(desk, piece) for piece in desk.listed(number + 1)),
        "pages_html": _pagination(links, number) if base and len(links) > 1 else "",
        "popular_html": _popular(desk, desk.pieces[-3:]),
    }
    return with_validators(page(desk.fill("disway_list.html", values)), desk.newest_change())


def _row(desk: Desk, piece: Piece) -> str:
    url, title = url_of(desk, piece), escape(piece.title)
    return (
        f'<div class="media"><div class="media-left"><a href="{url}"><img src="{_image(desk, piece)}" '
        f'alt="{title}"></a></div><div class="media-body"><h2 class="media-heading">'
        f'<a href="{url}">{title}</a></h2>'
        f'<div class="date">{dashed_date(piece.published)}</div><p>{escape(summary(piece, 110))}</p>'
        "</div></div>"
    )


def _popular(desk: Desk, pieces: tuple[Piece, ...] | list[Piece]) -> str:
    return "\n".join(
        f'<div class="media"><h4 class="media-heading"><a href="{desk.origin}/read/{piece.id}/{piece.slug}">'
        f"{escape(piece.title)}</a></h4></div>"
        for piece in pieces
    )


def _pagination(links: list[str], current: int) -> str:
    """CodeIgniter's: the current page without address, `data-ci-pagination-page` on the links."""

    def item(n: int, text: str, relation: str = "") -> str:
        if n == current:
            return f'<li class="active"><a>{text}</a></li>'
        return f'<li><a href="{links[n]}" data-ci-pagination-page="{n + 1}"{relation}>{text}</a></li>'

    items = [item(n, str(n + 1)) for n in range(len(links))]
    if current + 1 < len(links):
        items.append(item(current + 1, "&raquo;", ' rel="next"'))
    return f'<ul class="pagination">{"".join(items)}</ul>'


def _article(desk: Desk, piece: Piece, form: str, offset: int) -> Response:
    number, rest = divmod(offset, PART_STEP)
    portions = piece.portions()
    if rest or number >= len(portions):
        return desk.not_found()
    read = f"{desk.origin}/{form}/{piece.id}/{piece.slug}"
    links = [f"{read}/{n * PART_STEP}" if n else read for n in range(len(portions))]
    others = desk.others(piece)
    values = {
        "title": piece.title,
        "url": url_of(desk, piece),
        "section": piece.section,
        "summary": summary(piece),
        "keywords": ",".join(piece.tags),
        "stamp": f"{piece.published:%Y-%m-%d %H:%M:%S}",
        "printed": dashed_date(piece.published),
        "author": piece.author,
        "editor": piece.editor,
        "image": _image(desk, piece),
        "caption": f"{piece.caption}--",
        "body_html": _body(desk, portions[number], others),
        "pages_html": _pagination(links, number) if len(links) > 1 else "",
        "tags_html": _tags(desk, piece),
        "jsonld_html": _news_article(desk, piece),
        "popular_html": _popular(desk, others),
    }
    template = "disway_amp.html" if form == "amp" else "disway_article.html"
    said = f"{version(piece)}\n{form} {number}"
    return with_validators(page(desk.fill(template, values)), piece.changed, said)


def _body(desk: Desk, paragraphs: tuple[str, ...], others: list[Piece]) -> str:
    """Paragraphs as the editors' Word gives them: half of them never closed, words cut over many spans."""
    lines = [f"<p></p><p>{_FROM_WORD}"]
    for n, paragraph in enumerate(paragraphs):
        end = "</p>" if n % 2 else ""
        lines.append(f'<p class="MsoNormal" style="line-height: 150%;">{_in_spans(paragraph)}{end}')
        if n % 3 == 1:
            other = others[n % len(others)]
            lines.append(
                f'<p><strong>BACA JUGA:<a href="{desk.origin}//read/{other.id}/{other.slug}">'
                f"{escape(other.title)}</a></strong>"
            )
    return "\n".join(lines)


def _in_spans(text: str) -> str:
    """The text cut every 7 to 60 characters, also inside words, as a real page has it."""
    pieces, start = [], 0
    while start < len(text):
        end = start + 7 + (start * 31 + len(text)) % 54
        pieces.append(f'<span style="line-height: 150%;">{escape(text[start:end], quote=False)}</span>')
        start = end
    return f'<span style="font-size: 12pt; font-family: verdana, geneva;">{"".join(pieces)}</span>'


def _tags(desk: Desk, piece: Piece) -> str:
    return "\n".join(
        f'<li><a href="{desk.origin}/listtag/{100_000 + n}/{slug(tag)}" title="{escape(tag)}"># '
        f"{escape(tag)}</a></li>"
        for n, tag in enumerate(piece.tags)
    )


def _news_article(desk: Desk, piece: Piece) -> str:
    changed = f"{piece.changed:%Y-%m-%dT%H:%M:%S%z}"
    article = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": piece.title,
        "datePublished": f"{piece.published:%Y-%m-%dT%H:%M:%S%z}",
        "dateModified": changed,
        "mainEntityOfPage": {"@type": "WebPage", "@id": url_of(desk, piece)},
        "description": summary(piece),
        "image": {"@type": "ImageObject", "url": _image(desk, piece), "width": 700, "height": 393},
        "author": {"@type": "Person", "name": piece.author},
        "publisher": {"@type": "Organization", "name": "Disway (peragaan)"},
    }
    return json_ld(article)
