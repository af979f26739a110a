"""Vices of what pages say of themselves: JSON-LD of wrong shapes, dates, charsets and fields with traps."""

from __future__ import annotations

import json
from typing import Any

from tests.hostile.paper import Good, Vice
from tests.hostile.vices_answers import READ, unread
from tests.hostile.vices_hosts import BUSY, busy
from tests.hostile.vices_lists import one
from tests.hostile.vices_odd import small, year
from tests.hostile.vices_pages import COSTLY, DATES, STORY, TEXTS, bad, html, the_bad, titled, wrapped

Rows = list[dict[str, Any]]
LD = '<script type="application/ld+json">{}</script>'


def sound(rows: Rows) -> str | None:
    return unread(rows) or small(the_bad(rows))


WELL = Good(stored=5, rows=sound)


def states(name: str, node: object, row: str = TEXTS) -> Vice:
    """A good article whose JSON-LD is not what it should be; as text it is written as it is."""
    text = node if isinstance(node, str) else json.dumps(node)
    return bad(name, row, html(wrapped(head=LD.replace("{}", text))), WELL)


def article(**fields: object) -> dict[str, object]:
    return {"@context": "https://schema.org", "@type": "NewsArticle", **fields}


def dated(name: str, text: str) -> Vice:
    """A time that is none: the article has no date then, and not an invented one."""

    def check(rows: Rows) -> str | None:
        at = the_bad(rows)["published_at"]
        return f"published_at {at}" if at else None

    return bad(name, DATES, html(year(text)), Good(stored=5, rows=check), dated=False)


def says(name: str, text: str) -> Vice:
    """A paragraph with a trap in it."""
    return bad(name, TEXTS, html(STORY.replace("<p>", f"<p>{text}</p><p>", 1)), WELL)


def coded(name: str, body: bytes, kind: str) -> Vice:
    return bad(name, TEXTS, html(body, **{"Content-Type": kind}), READ)


BARE = STORY.replace("<meta charset=utf-8>", "")
NESTED = [[[{"name": [{"name": "x"}]}]]]
VICES = (
    states(
        "json-ld-of-numbers",
        article(headline=5, datePublished=1e300, author=7, articleBody=3, keywords=9, image=1, url=2),
    ),
    states(
        "json-ld-of-nothing",
        article(headline=None, datePublished=None, author=None, articleBody=None, image=None, publisher=None),
    ),
    states(
        "json-ld-of-lists",
        article(headline=[["a"]], datePublished=[["2026"]], author=NESTED, keywords=[[1]], image=NESTED),
    ),
    states("json-ld-of-odd-types", {"@type": ["NewsArticle", 5, None, {}], "headline": True}),
    states("json-ld-is-a-string", '"x"'),
    states(
        "json-ld-with-half-letters",
        '{"@type":"NewsArticle","headline":"\\ud800 judul","author":{"name":"\\ud800\\u0000 Budi"},'
        '"articleSection":"\\u202e\\u001b[31m"}',
    ),
    states("json-ld-of-long-numbers", '{"@type":"NewsArticle","a":NaN,"b":1e999,"c":' + "9" * 6000 + "}"),
    states(
        "json-ld-of-50000-authors", article(author=[{"name": f"Nama {n}"} for n in range(50_000)]), COSTLY
    ),
    states("json-ld-of-60000-nodes", {"@graph": [{"@id": str(n)} for n in range(60_000)]}, COSTLY),
    states("json-ld-tells-another-story", article(articleBody="bohong " * 200_000)),
    bad(
        "json-ld-20000-times",
        COSTLY,
        html(wrapped(head=LD.replace("{}", '{"@type":"NewsArticle","headline":"x"}') * 20_000)),
        WELL,
    ),
    dated("date-before-the-first-year", "0001-01-01T00:00:00+14:00"),
    dated("date-behind-the-last-year", "9999-12-31T23:59:59-14:00"),
    dated("date-of-5000-digits", "9" * 5000),
    dated("date-of-php", "-0001-11-30T00:00:00+00:00"),
    dated("date-is-a-template", "{{ post.date }}"),
    dated("date-is-no-day", "2026-02-30T00:00:00Z"),
    coded("utf-16-without-a-mark", BARE.encode("utf-16-le"), "text/html"),
    coded("utf-16-by-its-header", BARE.encode("utf-16-be"), "text/html; charset=utf-16be"),
    coded("charset-is-no-charset", STORY.encode(), "text/html; charset=rot13"),
    coded("charset-of-5000-letters", STORY.encode(), "text/html; charset=" + "x" * 5000),
    bad(
        "markup-in-utf-7",
        TEXTS,
        html(
            STORY.replace("charset=utf-8", "charset=utf-7").replace("<p>", "<p>+ADw-script+AD4-alert(1) ", 1),
            **{"Content-Type": "text/html; charset=utf-7"},
        ),
        WELL,
    ),
    bad(
        "overlong-letters",
        TEXTS,
        html(
            STORY.encode().replace(b"<p>", b"<p>\xc0\xbcscript\xc0\xbe \xed\xa0\x80 \xf8\x88\x80\x80\x80", 1)
        ),
        WELL,
    ),
    says("references-to-no-letters", "&#x110000;&#99999999999999;&#xD800;&#0;&#x1b;[31m&#x202e;"),
    says("letters-that-are-none", "\ufffe\uffff\U0001fffe\ue000"),
    says("text-is-a-formula", "=cmd|&#39; /C calc&#39;!A0"),
    says("text-of-20000-accents", "a" + "\u0301" * 20_000),
    titled("title-of-blanks", " \u00a0\u2003 " * 5000, small),
    titled("title-is-a-query", 'NEAR( "a" -b ^c* {d} : title:x', small),
    titled("title-of-3000-faces", "👮" * 3000, small),
    one("busy-for-a-fraction", BUSY, busy(1, lambda: "1.5"), Good(stored=5)),
    one("busy-for-no-time", BUSY, busy(1, lambda: "0"), Good(stored=5)),
    one("busy-for-400-digits", BUSY, busy(1, lambda: "9" * 400), Good(stored=5)),
)
