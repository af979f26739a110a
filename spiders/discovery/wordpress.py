"""The WordPress REST API: which address asks for posts, and what an answer names. Fetches nothing.

Reference: developer.wordpress.org/rest-api/reference/posts. At most 100 posts come in one answer; the header
`X-WP-TotalPages` says how many answers there are.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from crawler.clock import WIB, to_iso
from crawler.dates import read_date
from spiders.discovery.found import Found, Gathering
from spiders.discovery.markup import decoded, unpacked

PER_PAGE = 100  # the most WordPress gives
_FIELDS = "link,title,date,date_gmt,modified_gmt"  # the texts are read from the pages; this saves most bytes


def posts_url(
    root: str,
    *,
    page: int = 1,
    per_page: int = PER_PAGE,
    after: datetime | None = None,
    before: datetime | None = None,
    search: str | None = None,
) -> str:
    """The address of one page of posts, newest first.

    `root` is the REST root, `https://host/wp-json/` or `https://host/?rest_route=/`; `after` and `before` are
    aware times of publication. Raises ValueError for a naive time.
    """
    asked = {
        "per_page": str(per_page),
        "page": str(page),
        "orderby": "date",
        "order": "desc",
        "_fields": _FIELDS,
    }
    if after is not None:
        asked["after"] = to_iso(after)
    if before is not None:
        asked["before"] = to_iso(before)
    if search:
        asked["search"] = search
    join = "&" if "rest_route=" in root else "?"
    return f"{root.rstrip('/')}/wp/v2/posts{join}{urlencode(asked, safe=':,')}"


def read_posts(body: bytes, base: str, *, total_pages: int | None = None, zone: tzinfo = WIB) -> Found:
    """The links of one answer; `more` holds the address of the next, if there is one.

    `base` is the address that was asked, `total_pages` the answer's `X-WP-TotalPages`: without it a full
    answer is taken to have a next. `zone` holds for `date` where `date_gmt` is missing. Raises nothing for
    bad input: an error answer gives no links and is quoted in `problems`.
    """
    gathering = Gathering(base)
    plain, damage = unpacked(body)
    if damage:
        gathering.blame(damage)
    posts = _posts(gathering, decoded(plain))
    for number, post in enumerate(posts, start=1):
        if isinstance(post, Mapping) and isinstance(post.get("link"), str):
            gathering.add(
                post["link"],
                title=_title(post.get("title")),
                published_at=_moment(post.get("date_gmt"), UTC) or _moment(post.get("date"), zone),
                modified_at=_moment(post.get("modified_gmt"), UTC),
            )
        else:
            gathering.blame(f"post {number} names no address")
    return gathering.found(_next(base, len(posts), total_pages))


def _posts(gathering: Gathering, text: str) -> list[object]:
    try:
        answer = json.loads(text.lstrip("\ufeff \t\r\n"))
    except (ValueError, RecursionError) as error:
        gathering.blame(f"no JSON: {error}")
        return []
    if isinstance(answer, list):
        return answer
    said = answer.get("message") or answer.get("code") if isinstance(answer, Mapping) else None
    gathering.blame(f"no list of posts: {said or type(answer).__name__}")
    return []


def _title(title: object) -> str | None:
    rendered = title.get("rendered") if isinstance(title, Mapping) else title
    return rendered if isinstance(rendered, str) else None


def _moment(text: object, zone: tzinfo) -> datetime | None:
    reading = read_date(text, zone=zone) if isinstance(text, str) else None
    return reading.at if reading else None


def _next(base: str, count: int, total_pages: int | None) -> tuple[str, ...]:
    parts = urlsplit(base)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    page, per_page = _number(query.get("page"), 1), _number(query.get("per_page"), 10)
    is_last = page >= total_pages if total_pages is not None else count < per_page
    if is_last or not count:
        return ()
    query["page"] = str(page + 1)
    return (urlunsplit(parts._replace(query=urlencode(query, safe=":,/"))),)


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else otherwise
