"""Vices of the small kind: answers that are odd rather than evil, of which an open web is full."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from typing import Any

from tests.hostile.paper import HTML, XML, Good, Vice, extra, feed, item, page, pieces
from tests.hostile.server import Ask, Reply
from tests.hostile.vices_hosts import BUSY, busy, robots
from tests.hostile.vices_lists import LINK, TRAPS, XMLS, feeds, text
from tests.hostile.vices_pages import (
    BAD,
    NO_PAGE,
    STORY,
    TEXTS,
    WORDS,
    bad,
    clean_title,
    costly,
    dated,
    html,
    neighbours,
    the_bad,
    titled,
    undated,
    with_text,
    wrapped,
)
from tests.hostile.vices_wire import HEAD, SLOW, raw

ANY = Good(stored=None, failed=None, refused=None, gone=None, rows=neighbours)  # read or not: no harm


def odd(
    name: str, row: str, status: int, body: bytes = b"", good: Good | None = None, **headers: str
) -> Vice:
    """One address that answers with an odd status."""
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    return bad(
        name, row, lambda ask: Reply(status=status, headers=HTML | named, body=body), good or Good(failed=1)
    )


def plain_feed(
    name: str, change: Callable[[bytes], bytes], kind: str = XML["Content-Type"], **more: Any
) -> Vice:
    """The only feed of a site, changed; its articles are to be had all the same."""
    return Vice(
        name=name,
        row=LINK,
        faults={
            "/feed.xml": lambda ask: Reply(
                headers={"Content-Type": kind}, body=change(feed(ask, pieces(name, 4), []))
            )
        },
        **more,
    )


def known_as(name: str, canonical: str) -> Vice:
    """An article whose page calls itself by an address that is not its own."""

    def answer(ask: Ask) -> Reply:
        head = f'<link rel=canonical href="{canonical.format(origin=ask.origin)}">'
        return Reply(headers=HTML, body=wrapped(head=head))

    def own(rows: list[dict[str, Any]]) -> str | None:
        address = the_bad(rows)["canonical_url"]
        return None if address.endswith(BAD) else f"known as {address}"

    return bad(name, TRAPS, answer, Good(stored=5, rows=own))


def field(name: str, head: str, check: Callable[[dict[str, Any]], str | None]) -> Vice:
    """A good article with a field that has a trap in it."""
    return bad(name, TEXTS, html(wrapped(head=head)), Good(stored=5, rows=lambda rows: check(the_bad(rows))))


def small(row: dict[str, Any]) -> str | None:
    """No field of an article is out of proportion, and none holds what a terminal obeys."""
    for key, value in row.items():
        if key != "text" and len(str(value)) > 20_000:
            return f"{key} has {len(str(value))} characters"
        if re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e]", str(value)):
            return f"{key} holds a control character"
    return None


def no_script(row: dict[str, Any]) -> str | None:
    return "javascript:" if "javascript:" in f"{row['image_url']}{row['canonical_url']}" else None


def same_text(ask: Ask) -> Reply:
    return Reply(headers=HTML, body=page(extra("everywhere")))


def year(text: str) -> bytes:
    return undated(meta=f'<meta property="article:published_time" content="{text}">')


BLANKS = "\u200b\u200d\ufeff\u2060" * 20_000
EVERYWHERE = tuple(f"/berita/{9100 + n}/kabar-di-mana-mana-{n}" for n in range(12))
REPEATED = item("{origin}/berita/1/x", "x", None)
VICES = (
    odd("no-content-204", SLOW, 204, good=Good(failed=None, refused=None)),
    odd("partial-206", SLOW, 206, STORY.encode()[:2000], Content_Range="bytes 0-1999/9000"),
    odd("not-modified-unasked", SLOW, 304, good=Good(failed=1, says="HTTP 304, though")),
    odd("multiple-choices-300", SLOW, 300, b"<h1>pilih</h1>"),
    odd("legal-reasons-451", NO_PAGE, 451, b"<h1>451</h1>"),
    odd("teapot-418", NO_PAGE, 418, b"<h1>418</h1>"),
    odd("unauthorized-401", NO_PAGE, 401, b"<h1>401</h1>", WWW_Authenticate="Basic realm=x"),
    odd("proxy-auth-407", NO_PAGE, 407, b"<h1>407</h1>"),
    odd("bad-redirect-without-place", TRAPS, 302, b"<h1>pindah</h1>"),
    odd("cloudflare-520", BUSY, 520, b"<title>520: Web server is returning an unknown error</title>"),
    bad("half-a-gzip", SLOW, html(gzip.compress(STORY.encode())[:-300], **{"Content-Encoding": "gzip"}), ANY),
    bad(
        "folded-headers",
        SLOW,
        lambda ask: raw(HEAD + b"X-A: a\r\n b\r\n\tc\r\nContent-Type: text/html\r\n\r\n" + STORY.encode()),
        ANY,
    ),
    bad("headers-of-nul", SLOW, lambda ask: raw(HEAD + b"X-A: \x00\x01\xff\r\n\r\n" + STORY.encode()), ANY),
    bad("no-reason-phrase", SLOW, lambda ask: raw(b"HTTP/1.1 200\r\n\r\n" + STORY.encode()), ANY),
    bad("http-2-in-plain", SLOW, lambda ask: raw(b"HTTP/2.0 200 OK\r\n\r\n" + STORY.encode()), ANY),
    bad("two-types", SLOW, html(STORY, **{"content-type": "application/pdf"}), ANY),
    # busy
    bad("busy-for-a-negative-time", BUSY, busy(1, lambda: "-5"), Good(stored=5)),
    bad("busy-until-long-ago", BUSY, busy(1, lambda: "Wed, 21 Oct 2015 07:28:00 GMT"), Good(stored=5)),
    # robots
    robots("robots-with-a-mark", text(b"\xef\xbb\xbfUser-agent: *\nDisallow: /admin/\n"), Good()),
    robots("robots-of-other-line-ends", text("User-agent: *\rDisallow: /admin/\r"), Good()),
    robots("robots-410", text("", 410), Good()),
    robots(
        "robots-of-sitemaps", text("".join(f"Sitemap: http://10.0.0.{n}/s.xml\n" for n in range(250))), Good()
    ),
    # feeds
    plain_feed("feed-called-a-page", lambda body: body, "text/html"),
    plain_feed("feed-called-binary", lambda body: body, "application/octet-stream"),
    plain_feed("feed-with-a-mark", lambda body: b"\xef\xbb\xbf" + body),
    plain_feed("feed-behind-blank-lines", lambda body: b"\n\n  " + body),
    plain_feed("feed-behind-a-warning", lambda body: b"<br /><b>Warning</b>: mysqli in x.php<br />\n" + body),
    plain_feed(
        "feed-in-utf-16",
        lambda body: body.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16"),
    ),
    plain_feed(
        "feed-of-wrong-dates",
        lambda body: re.sub(rb"<pubDate>.*?</pubDate>", b"<pubDate>31 Feb</pubDate>", body),
    ),
    plain_feed("feed-of-the-future", lambda body: re.sub(rb" 20\d\d ", b" 2199 ", body)),
    feeds(
        "feed-of-one-item-5000-times",
        XMLS,
        lambda ask: "<rss><channel>" + REPEATED.format(origin=ask.origin) * 5000,
        Good(gone=1),
    ),
    feeds(
        "feed-in-a-title-of-megabytes",
        XMLS,
        lambda ask: f"<rss><channel><title>{'x' * 3_000_000}</title></channel></rss>",
    ),
    # canonical addresses
    known_as("canonical-is-home", "{origin}/"),
    known_as("canonical-is-empty", ""),
    known_as("canonical-is-another-host", "https://lain.example/berita/9001/kabar-buruk"),
    known_as("canonical-is-broken", "http://[::1"),
    known_as("canonical-is-a-script", "javascript:alert(1)"),
    known_as("canonical-is-the-first-article", "{origin}/berita/1000/kabar-lain"),
    Vice(
        name="one-text-everywhere",
        row=TRAPS,
        good=Good(stored=5, duplicate=11),
        faults=dict.fromkeys(EVERYWHERE, same_text),
        links=EVERYWHERE,
    ),
    # fields
    field("author-of-pages", f'<meta name=author content="{"x" * 60_000}">', small),
    field("author-in-escapes", '<meta name=author content="&#x1b;[31mBudi&#x202e;">', small),
    field(
        "ten-thousand-tags",
        '<meta property="article:tag" content="kabar">' * 5000
        + f'<meta name=keywords content="{",".join(f"k{n}" for n in range(10_000))}">',
        small,
    ),
    field("picture-is-a-script", '<meta property="og:image" content="javascript:alert(1)">', no_script),
    field("section-of-pages", f'<meta property="article:section" content="{"y" * 60_000}">', small),
    titled("title-of-invisible-signs", f"Polsek {BLANKS[:400]} Ilir Barat", clean_title),
    titled("title-of-combining-marks", "Polsek I" + "\u0301" * 5000 + "lir", clean_title),
    titled("title-with-line-ends", "Polsek\r\nIlir\u2028Barat\u2029\x85Satu", clean_title),
    with_text("text-with-a-mark", b"\xef\xbb\xbf" + STORY.encode(), "text/html", WORDS),
    with_text(
        "charset-told-late",
        STORY.replace("<meta charset=utf-8>", "").encode(),
        "text/html; charset=UTF8",
        WORDS,
    ),
    with_text(
        "xhtml", b'<?xml version="1.0" encoding="UTF-8"?>' + STORY.encode(), "application/xhtml+xml", WORDS
    ),
    with_text("capital-type", STORY.encode(), 'TEXT/HTML;CHARSET="utf-8"', WORDS),
    dated("date-of-the-epoch", year("1970-01-01T00:00:00Z"), none=True),
    dated("date-of-zeros", year("0000-00-00 00:00:00"), none=True),
    dated("date-is-words", year("entah kapan"), none=True),
    # cost
    costly("style-of-megabytes", f"<style>{'.a{b:c}' * 500_000}</style>" + STORY),
    costly("script-of-megabytes", f"<script>{'var a=1;' * 500_000}</script>" + STORY),
    costly("entities-of-all-sorts", STORY + "<p>" + "&#x10FFFF;&#0;&#xD800;&bogus;" * 100_000),
    costly(
        "picture-in-the-page", STORY + f"<p>{'<img src=data:image/png;base64,' + 'A' * 60_000 + '>'}" * 60
    ),
    costly("forms-and-options", STORY + "<select>" + "<option>a" * 300_000),
    costly("unclosed-quotes", STORY + "<a href='" + "x" * 60_000 + '<b class="' * 5000),
)
