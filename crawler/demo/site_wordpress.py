"""A small-town paper on WordPress: feed, sitemaps, REST interface, articles with a Yoast graph."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from html import escape

from crawler.clock import WIB
from crawler.demo.desk import Desk, holds, json_ld, long_date, slug, summary, version
from crawler.demo.feeds import Item, robots, rss, sitemap_index, urlset
from crawler.demo.library import Piece
from crawler.demo.response import Response, page, redirect, with_validators

NAME = "Warta Pesisir (peragaan)"
MOST_PER_PAGE = 100  # as WordPress allows
_LIST = re.compile(r"(?:/(category|tag|author)/([\w-]+))?(?:/page/([1-9]\d*))?/")
_ARTICLE = re.compile(r"/([\w-]+)/([\w-]+)/?")
_FEED = re.compile(r"(?:/category/([\w-]+))?/feed/?")


def url_of(desk: Desk, piece: Piece) -> str:
    return f"{desk.origin}/{piece.section}/{piece.slug}/"


def answer(desk: Desk, path: str, query: Mapping[str, str]) -> Response:
    """The answer to a GET of that path."""
    if path == "/robots.txt":
        closed = [f"/{piece.section}/{piece.slug}/" for piece in desk.pieces if not piece.allowed]
        rules = robots("/wp-admin/", "/search", *closed, sitemap=f"{desk.origin}/wp-sitemap.xml")
        return page(rules, kind="text/plain")
    if path.startswith("/wp-sitemap"):
        return _sitemap(desk, path)
    if path.startswith("/wp-json/"):
        return _rest(desk, path, query)
    if match := _FEED.fullmatch(path):
        return _feed(_section(desk, match[1]) if match[1] else desk)
    if path == "/" and "p" in query:
        piece = desk.by_id(query["p"])
        return redirect(url_of(desk, piece)) if piece else desk.not_found()
    if match := _LIST.fullmatch(path):
        return _listing(_narrowed(desk, match[1], match[2], query), path, int(match[3] or 1))
    if match := _ARTICLE.fullmatch(path):
        found = [piece for piece in desk.pieces if piece.slug == match[2]]
        return _article(desk, found[0]) if found else desk.not_found()
    return desk.not_found()


def _section(desk: Desk, name: str) -> Desk:
    return desk.only(lambda piece: piece.section == name)


def _narrowed(desk: Desk, kind: str | None, name: str, query: Mapping[str, str]) -> Desk:
    if kind == "category":
        return _section(desk, name)
    if kind == "tag":
        return desk.only(lambda piece: name in map(slug, piece.tags))
    if kind == "author":
        return desk.only(lambda piece: slug(piece.author) == name)
    return desk.only(lambda piece: holds(piece, query.get("s", "")))


def _sitemap(desk: Desk, path: str) -> Response:
    newest = desk.newest_change()
    if path == "/wp-sitemap.xml":
        text = sitemap_index([(f"{desk.origin}/wp-sitemap-posts-post-1.xml", newest)])
    elif path == "/wp-sitemap-posts-post-1.xml":
        text = urlset((url_of(desk, piece), piece.changed) for piece in reversed(desk.pieces))
    else:
        return desk.not_found()
    return with_validators(page(text, kind="application/xml"), newest)


def _feed(desk: Desk) -> Response:
    items = [
        Item(
            title=piece.title,
            link=url_of(desk, piece),
            published=piece.published.astimezone(UTC),  # WordPress prints +0000
            description=f"<p>{escape(summary(piece))} [&#8230;]</p>",
            author=piece.author,
            guid=f"{desk.origin}/?p={piece.id}",
            tags=(piece.section, *piece.tags),
        )
        for piece in desk.pieces[: desk.feed_items]
    ]
    newest = desk.newest_change()
    return with_validators(page(rss(NAME, desk.origin, items, newest), kind="application/rss+xml"), newest)


def _rest(desk: Desk, path: str, query: Mapping[str, str]) -> Response:
    if path.rstrip("/") == "/wp-json":
        return _json(
            {"name": NAME, "url": desk.origin, "namespaces": ["wp/v2"], "timezone_string": "Asia/Jakarta"}
        )
    if path.rstrip("/") != "/wp-json/wp/v2/posts":
        return _json({"code": "rest_no_route", "message": "Rute tidak ditemukan."}, status=404)
    try:
        size, number = int(query.get("per_page", 10)), int(query.get("page", 1))
        after = _moment(query.get("after", ""))
        changed_after = _moment(query.get("modified_after", ""))
    except ValueError:
        return _json({"code": "rest_invalid_param", "message": "Parameter tidak sah."}, status=400)
    if not (1 <= size <= MOST_PER_PAGE and number >= 1):
        return _json({"code": "rest_invalid_param", "message": "Parameter tidak sah."}, status=400)
    posts = [
        piece
        for piece in desk.pieces
        if (after is None or piece.published > after)
        and (changed_after is None or piece.changed > changed_after)
    ]
    pages = -(-len(posts) // size)
    if number > max(pages, 1):
        return _json({"code": "rest_post_invalid_page_number", "message": "Halaman tidak ada."}, status=400)
    shown = [_post(desk, piece) for piece in posts[(number - 1) * size : number * size]]
    return _json(shown, {"X-WP-Total": str(len(posts)), "X-WP-TotalPages": str(pages)})


def _moment(text: str) -> datetime | None:
    """A time of the query; without an offset it is the site's own, as WordPress has it."""
    if not text:
        return None
    moment = datetime.fromisoformat(text.replace(" ", "+"))  # a plus that was not escaped arrives as a blank
    return moment if moment.tzinfo else moment.replace(tzinfo=WIB)


def _json(data: object, headers: Mapping[str, str] | None = None, status: int = 200) -> Response:
    kind = {"Content-Type": "application/json; charset=UTF-8"}
    return Response(status=status, headers=kind | dict(headers or {}), body=json.dumps(data).encode("utf-8"))


def _post(desk: Desk, piece: Piece) -> dict[str, object]:
    def naive(moment: datetime) -> str:
        return f"{moment:%Y-%m-%dT%H:%M:%S}"

    return {
        "id": piece.id,
        "date": naive(piece.published),
        "date_gmt": naive(piece.published.astimezone(UTC)),
        "guid": {"rendered": f"{desk.origin}/?p={piece.id}"},
        "modified": naive(piece.changed),
        "modified_gmt": naive(piece.changed.astimezone(UTC)),
        "slug": piece.slug,
        "status": "publish",
        "type": "post",
        "link": url_of(desk, piece),
        "title": {"rendered": _texturized(piece.title)},
        "content": {"rendered": _body(desk, piece), "protected": False},
        "excerpt": {"rendered": f"<p>{escape(summary(piece))} [&hellip;]</p>\n", "protected": False},
        "author": 1 + len(piece.author),
    }


def _texturized(text: str) -> str:
    """Typographic marks as the numeric entities that WordPress writes."""
    marks = {"–": "&#8211;", "“": "&#8220;", "”": "&#8221;"}
    return "".join(marks.get(letter, escape(letter, quote=False)) for letter in text)


def _listing(desk: Desk, path: str, number: int) -> Response:
    if number > desk.last_page():
        return desk.not_found()
    base = desk.origin + re.sub(r"page/\d+/$", "", path)
    pages = "".join(
        f'<a class="page-numbers" href="{base}page/{n}/">{n}</a> ' for n in range(1, desk.last_page() + 1)
    )
    rows = "\n".join(
        f'<article class="post"><h2 class="entry-title"><a href="{url_of(desk, piece)}" rel="bookmark">'
        f"{_texturized(piece.title)}</a></h2><p>{escape(summary(piece))}</p></article>"
        for piece in desk.listed(number)
    )
    values = {"name": NAME, "rows_html": rows, "pages_html": pages}
    return with_validators(page(desk.fill("wordpress_list.html", values)), desk.newest_change())


def _article(desk: Desk, piece: Piece) -> Response:
    others = desk.others(piece)
    values = {
        "title_html": _texturized(piece.title),
        "name": NAME,
        "url": url_of(desk, piece),
        "id": piece.id,
        "section": piece.section,
        "summary": summary(piece),
        "published": piece.published.isoformat(),
        "modified": piece.changed.isoformat(),
        "printed": long_date(piece.published),
        "author": piece.author,
        "author_slug": slug(piece.author),
        "editor": piece.editor,
        "caption": piece.caption,
        "image": _image(desk, piece),
        "body_html": _body(desk, piece),
        "tags_html": " ".join(
            f'<a href="{desk.origin}/tag/{slug(tag)}/" rel="tag">{escape(tag)}</a>' for tag in piece.tags
        ),
        "related_html": "\n".join(
            f'<li><a href="{url_of(desk, other)}">{_texturized(other.title)}</a></li>' for other in others
        ),
        "jsonld_html": json_ld(_graph(desk, piece)),
    }
    return with_validators(page(desk.fill("wordpress_article.html", values)), piece.changed, version(piece))


def _image(desk: Desk, piece: Piece) -> str:
    return f"{desk.origin}/wp-content/uploads/{piece.published:%Y/%m}/{piece.slug}.jpg"


def _body(desk: Desk, piece: Piece) -> str:
    """The paragraphs, with a box of a plugin in the middle that links elsewhere."""
    lines = [f"<p>{_texturized(paragraph)}</p>" for paragraph in piece.paragraphs]
    other = desk.others(piece, 1)[0]
    lines.insert(
        2,
        f'<div class="inline-related-post"><span>Baca Juga:</span> <a href="{url_of(desk, other)}">'
        f"{_texturized(other.title)}</a></div>",
    )
    return "\n".join(lines)


def _graph(desk: Desk, piece: Piece) -> dict[str, object]:
    """What Yoast writes; its times are UTC."""
    url, person = url_of(desk, piece), f"{desk.origin}/#/schema/person/{slug(piece.author)}"
    published, modified = (moment.astimezone(UTC).isoformat() for moment in (piece.published, piece.changed))
    article = {
        "@type": "NewsArticle",
        "@id": f"{url}#article",
        "isPartOf": {"@id": url},
        "author": {"name": piece.author, "@id": person},
        "headline": piece.title,
        "datePublished": published,
        "dateModified": modified,
        "keywords": list(piece.tags),
        "articleSection": [piece.section],
        "inLanguage": "id",
        "image": {"@id": f"{url}#primaryimage"},
    }
    site = {"@type": "WebSite", "@id": f"{desk.origin}/#website", "url": f"{desk.origin}/", "name": NAME}
    webpage = {"@type": "WebPage", "@id": url, "url": url, "name": piece.title, "datePublished": published}
    picture = {"@type": "ImageObject", "@id": f"{url}#primaryimage", "url": _image(desk, piece)}
    author = {"@type": "Person", "@id": person, "name": piece.author}
    return {"@context": "https://schema.org", "@graph": [article, webpage, picture, site, author]}
