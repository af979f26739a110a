"""Vices of lists: feeds that break, bombs of XML, traps without end."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from datetime import timedelta
from functools import lru_cache
from typing import Any

from tests.hostile.paper import HTML, XML, Fault, Good, Vice, extra, feed, item, page, paper, path_of, pieces
from tests.hostile.server import Ask, Reply

LINK = "one bad link in a feed"
TRAPS = "calendar traps, session ids, 100 tracking variants"
XMLS = "XML bombs, XXE, sitemap loops, 100,000 items"
PLAIN = {"Content-Type": "text/plain"}


def text(body: str | bytes, status: int = 200, **headers: str) -> Fault:
    data = body.encode() if isinstance(body, str) else body
    return lambda ask: Reply(status=status, headers=PLAIN | headers, body=data)


def xml(make: Callable[[Ask], bytes | str]) -> Fault:
    def answer(ask: Ask) -> Reply:
        body = make(ask)
        return Reply(headers=XML, body=body.encode() if isinstance(body, str) else body)

    return answer


def feeds(
    name: str, row: str, make: Callable[[Ask], bytes | str], good: Good | None = None, **more: Any
) -> Vice:
    """A feed with a vice beside a sound one."""
    return Vice(
        name=name,
        row=row,
        good=good or Good(),
        source={"feeds": ["/odd.xml", "/feed.xml"]},
        faults={"/odd.xml": xml(make), **more.pop("faults", {})},
        **more,
    )


def sitemaps(name: str, make: Callable[[Ask], str], good: Good | None = None) -> Vice:
    """A sitemap with a vice beside a sound feed; below /sitemap… everything is answered so."""

    def answer(ask: Ask) -> Reply:
        if ask.path.startswith("/sitemap"):
            return Reply(headers=XML, body=make(ask).encode())
        return paper(vice, ask)

    vice = Vice(
        name=name, row=XMLS, good=good or Good(), source={"sitemaps": ["/sitemap.xml"]}, faults={"*": answer}
    )
    return vice


def links_of(site: str, links: list[str]) -> Callable[[Ask], bytes]:
    return lambda ask: feed(ask, pieces(site, 4), [link.format(origin=ask.origin) for link in links])


def laughs(ask: Ask) -> str:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    return f'<!DOCTYPE rss [<!ENTITY l0 "ha">{levels}]><rss><channel><title>&l11;</title></channel></rss>'


def blowup(ask: Ask) -> str:
    doctype = f'<!DOCTYPE rss [<!ENTITY a "{"A" * 50_000}">]>'
    return f"{doctype}<rss><channel><title>{'&a;' * 50_000}</title></channel></rss>"


def many(ask: Ask) -> bytes:
    """100,000 items, oldest first: the newest four are the good ones."""
    stock = pieces("hundred-thousand-items", 4)
    old = stock[0].published - timedelta(days=30)
    items = "".join(
        item(f"{ask.origin}/berita/{n}/lama", f"Lama {n}", old - timedelta(minutes=n)) for n in range(20_000)
    )
    return feed(ask, stock, []).replace(b"<title>x</title>", b"<title>x</title>" + items.encode())


@lru_cache
def newest_first(origin: str, name: str, packed: bool = False) -> bytes:
    """The good articles, and behind them 100,000 old ones: twice what is read of any answer."""
    stock = pieces(name, 4)
    one = item(f"{origin}/berita/NOMOR/lama", "Lama NOMOR", stock[0].published - timedelta(days=30))
    items = "".join(one.replace("NOMOR", str(n)) for n in range(100_000))  # quick: others wait meanwhile
    good = "".join(item(origin + path_of(piece), piece.title, piece.published) for piece in stock)
    body = f"<rss><channel><title>x</title>{good}{items}</channel></rss>".encode()
    return gzip.compress(body, 1) if packed else body


def long_feed(name: str, *, packed: bool = False) -> Vice:
    headers = XML | ({"Content-Encoding": "gzip"} if packed else {})
    return Vice(
        name=name,
        row=XMLS,
        good=Good(stored=4, gone=4, most_requests=14),
        source={"max_articles": 8},
        faults={
            "/feed.xml": lambda ask: Reply(
                headers=headers, body=newest_first(ask.origin, name, packed=packed)
            )
        },
    )


def loop(ask: Ask) -> str:
    deeper = f"{ask.origin}/sitemap-post{len(ask.path)}x.xml"
    locs = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in (f"{ask.origin}/sitemap.xml", deeper))
    return f"<sitemapindex>{locs}</sitemapindex>"


def wide(ask: Ask) -> str:
    if ask.path != "/sitemap.xml":
        return "<urlset></urlset>"
    locs = "".join(f"<sitemap><loc>{ask.origin}/sitemap-post-{n}.xml</loc></sitemap>" for n in range(5000))
    return f"<sitemapindex>{locs}</sitemapindex>"


def calendar(ask: Ask) -> Reply:
    """Every day links to the day before and to three articles of its own, for ever."""
    if not ask.path.startswith(("/arsip", "/berita/7")):
        return paper(CALENDAR, ask)
    if ask.path.startswith("/berita"):
        return Reply(headers=HTML, body=page(extra("calendar", int(ask.path.split("/")[2]) % 50)))
    day = int(ask.target.rpartition("=")[2]) if "=" in ask.target else 1
    rows = "".join(
        f"<h3><a href='/berita/{70000 + 3 * day + n}/kabar-{day}-{n}'>Kabar panjang hari {day}-{n}</a></h3>"
        for n in range(3)
    )
    head = f"<link rel=next href='/arsip?page={day + 1}'>"
    return Reply(headers=HTML, body=f"<html><head>{head}</head><body>{rows}</body></html>".encode())


CALENDAR = Vice(
    name="endless-calendar",
    row=TRAPS,
    good=Good(stored=13, most_requests=24, duplicate=None),
    source={"listings": ["/arsip"], "max_articles": 16},
    faults={"*": calendar},
)


def variants(ask: Ask) -> bytes:
    """One new article under a hundred addresses that mean the same."""
    path = f"{ask.origin}/berita/9001/kabar-kembar"
    marks = [f"?utm_source=s{n}&fbclid={n}" for n in range(60)] + [f"#bagian-{n}" for n in range(20)]
    marks += [f";jsessionid={n:032x}" for n in range(20)] + ["?ref=a", "?amp=1", ""]
    return feed(ask, pieces("hundred-variants", 4), [path + mark for mark in marks])


def sessions(ask: Ask) -> bytes:
    """One article whose link has a session in it that differs in every list and on every page."""
    links = [f"{ask.origin}/berita/9001/kabar?PHPSESSID={ask.at}{n}" for n in range(20)]
    return feed(ask, pieces("session-ids", 4), links)


def endless_parts(ask: Ask) -> Reply:
    """Each part names the next one."""
    part = int(ask.target.rpartition("=")[2]) if "=" in ask.target else 1
    links = f"<a href='/berita/9001/kabar?page={part + 1}'>{part + 1}</a>"
    return Reply(headers=HTML, body=page(extra("endless-parts"), after=links))


def one(name: str, row: str, fault: Fault, good: Good, **more: Any) -> Vice:
    bad = "/berita/9001/kabar"
    return Vice(name=name, row=row, good=good, faults={bad: fault}, links=(bad,), **more)


VICES = (
    feeds(
        "bad-links-among-good",
        LINK,
        links_of(
            "bad-links-among-good",
            [
                *(
                    "",
                    "http://",
                    "http://[::1",
                    "http://:80/",
                    "http://a:99999/b",
                    "//",
                    "http:///berita/1/x",
                ),
                *("{origin}/berita/" + "x" * 5000, "{origin}/ber ita/1/\x0bx", "http://xn--/berita/1/x"),
                *(
                    "{origin}:0/berita/1/x",
                    "berita/9001",
                    "?",
                    "#",
                    "%",
                    "{origin}/%zz/%",
                    "http://ex ample/",
                ),
            ],
        ),
        Good(failed=None, gone=None, refused=None),
    ),
    feeds(
        "feed-cut-in-the-middle", LINK, lambda ask: feed(ask, pieces("feed-cut-in-the-middle", 4), [])[:-300]
    ),
    feeds(
        "feed-with-unknown-entities",
        LINK,
        lambda ask: feed(ask, pieces("feed-with-unknown-entities", 4), []).replace(
            b"<title>x", b"<title>&nbsp;&foo; & x"
        ),
    ),
    feeds("feed-is-a-page", LINK, lambda ask: "<html><body><h1>Halo</h1></body></html>"),
    feeds("feed-is-empty", LINK, lambda ask: ""),
    feeds("feed-is-binary", LINK, lambda ask: bytes(range(256)) * 400),
    feeds(
        "feed-of-nul",
        LINK,
        lambda ask: feed(ask, pieces("feed-of-nul", 4), []).replace(b"<title>", b"<title>\x00\x01\x1b"),
    ),
    feeds(
        "feed-in-a-lying-charset",
        LINK,
        lambda ask: feed(ask, pieces("feed-in-a-lying-charset", 4), []).replace(
            b'encoding="UTF-8"', b'encoding="UTF-16"'
        ),
    ),
    feeds("billion-laughs", XMLS, laughs),
    feeds("quadratic-blowup", XMLS, blowup),
    feeds("deep-feed", XMLS, lambda ask: "<a>" * 200_000),
    Vice(
        name="hundred-thousand-items",
        row=XMLS,
        good=Good(stored=4, gone=4, most_requests=14),
        source={"max_articles": 8},
        faults={"/feed.xml": xml(many)},
    ),
    long_feed("feed-too-long-to-be-had-whole"),
    long_feed("feed-too-long-when-unpacked", packed=True),
    Vice(
        name="feed-with-a-title-of-a-megabyte",
        row=XMLS,
        faults={
            "/feed.xml": xml(
                lambda ask: feed(ask, pieces("feed-with-a-title-of-a-megabyte", 4), []).replace(
                    b"<item><title>", b"<item><title>" + b"x" * 1_000_000, 1
                )
            )
        },
    ),
    sitemaps("sitemap-loop", loop, Good(most_requests=20)),
    sitemaps(
        "sitemap-of-itself",
        lambda ask: f"<sitemapindex><sitemap><loc>{ask.origin}/sitemap.xml</loc></sitemap></sitemapindex>",
    ),
    sitemaps("five-thousand-sitemaps", wide, Good(most_requests=20)),
    CALENDAR,
    feeds(
        "hundred-variants",
        TRAPS,
        variants,
        Good(stored=5, most_requests=12),
        faults={"/berita/9001/kabar-kembar": lambda ask: Reply(headers=HTML, body=page(extra("variants")))},
    ),
    feeds(
        "session-ids",
        TRAPS,
        sessions,
        Good(stored=5, most_requests=12),
        faults={"/berita/9001/kabar": lambda ask: Reply(headers=HTML, body=page(extra("sessions")))},
    ),
    one("endless-parts", TRAPS, endless_parts, Good(stored=5, most_requests=40)),
)
