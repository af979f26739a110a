"""Vices of hosts: robots.txt that cannot be had or says odd things, requests to go slower or away."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from tests.hostile.paper import HTML, Fault, Good, Vice, extra, page, paper
from tests.hostile.server import Ask, Reply, Stream
from tests.hostile.vices_lists import one, text
from tests.hostile.vices_wire import BAD, HEAD, SLOW, drip, hang, raw

ROBOTS = "robots.txt 5xx, timeout, 10 MB, crawl-delay"
BUSY = "429, 503"


def robots(name: str, answer: Fault, good: Good, **more: Any) -> Vice:
    return Vice(name=name, row=ROBOTS, good=good, faults={"/robots.txt": answer}, **more)


def forbids(name: str, answer: Fault, **more: Any) -> Vice:
    """A robots.txt that forbids one article, in an odd way that says so all the same."""
    faults = {"/robots.txt": answer, BAD: lambda ask: Reply(headers=HTML, body=page(extra(name)))}
    good = Good(refused=1, never=BAD)
    return Vice(
        name=name, row=ROBOTS, good=good, faults=faults | more.pop("faults", {}), links=(BAD,), **more
    )


def forbidden_by_the_way(name: str, location: str, forbidden: str = "/admin/") -> Vice:
    """An article that redirects to where robots.txt forbids to go."""
    faults: dict[str, Fault] = {BAD: lambda ask: Reply(status=302, headers={"Location": location})}
    return Vice(name=name, row=ROBOTS, good=Good(refused=1, never=forbidden), faults=faults, links=(BAD,))


AGAINST = "Disallow: /berita/9001/\n"
RULES = f"User-agent: *\n{AGAINST}"
NOT_ASKED = Good(run="failed", stored=0, failed=None, most_requests=7, says="robots.txt")
SHUT = Good(run="failed", stored=0, failed=None, refused=None, most_requests=2, says="robots.txt")


def busy(times: int, retry_after: Callable[[], str] | None, status: int = 429) -> Fault:
    """An article that says "too many requests" so many times, and then answers."""

    def answer(ask: Ask) -> Reply:
        if ask.count > times:
            return Reply(headers=HTML, body=page(extra("busy")))
        headers = {"Retry-After": retry_after()} if retry_after else {}
        return Reply(status=status, headers=HTML | headers, body=b"<h1>sibuk</h1>")

    return answer


def soon() -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)


def always(status: int, **headers: str) -> Fault:
    """Every page but robots.txt and the feed."""

    def answer(ask: Ask) -> Reply | Stream:
        if ask.path in ("/robots.txt", "/feed.xml"):
            return paper(Vice(name=f"always-{status}", row=BUSY, pieces=30), ask)
        return Reply(status=status, headers=HTML | headers, body=b"<h1>sibuk</h1>")

    return answer


def each(name: str, bad: Fault, good: Good, *, pieces: int = 4, first: bool = False, row: str = BUSY) -> Vice:
    """Every second article is bad; or every one the `first` time that it is asked."""
    plain = Vice(name=name, row=row, pieces=pieces)

    def answer(ask: Ask) -> Reply | Stream:
        number = re.match(r"/berita/(\d+)/", ask.path)
        if number and (ask.count == 1 if first else int(number[1]) % 2 == 0):
            return bad(ask)
        return paper(plain, ask)

    return replace(plain, faults={"*": answer}, good=good)


MORE = Good(stored=10, failed=None, most_requests=60)
VICES = (
    each("each-busy-once", text("sibuk", 503, **{"Retry-After": "1"}), Good(), first=True),
    each("each-busy-once-unsaid", text("sibuk", 429), Good(), first=True),
    each("each-in-error-once", text("sibuk", 502), Good(), first=True),
    each("every-second-hangs", hang, MORE, pieces=20, row=SLOW),
    each("every-second-in-error", text("sibuk", 500), MORE, pieces=20),
    robots("robots-503", text("sibuk", 503), NOT_ASKED),
    robots("robots-429", text("sibuk", 429), NOT_ASKED),
    robots("robots-hangs", hang, NOT_ASKED),
    robots("robots-drips", lambda ask: drip(b"HTTP/1.1 200 X\r\n\r\n", b"#"), NOT_ASKED),
    robots("robots-closes", lambda ask: Reply(raw=True, body=b""), NOT_ASKED),
    robots("robots-404", text("", 404), Good()),
    robots("robots-403", text("", 403), Good()),
    robots("robots-garbage", text(bytes(range(256)) * 200), Good()),
    robots(
        "robots-is-a-page",
        text("<html><body>Disallow: /</body></html>", **{"Content-Type": "text/html"}),
        Good(),
    ),
    robots(
        "robots-redirects-in-circles",
        lambda ask: Reply(status=302, headers={"Location": "/robots.txt"}),
        Good(),
    ),
    robots("robots-forbids-all", text("User-agent: *\nDisallow: /\n"), SHUT),
    robots("robots-forbids-us", text("User-agent: ronda\nDisallow: /\n\nUser-agent: *\nAllow: /\n"), SHUT),
    robots(
        "robots-forbids-after-a-megabyte", text("# x\n" * 300_000 + "User-agent: *\nDisallow: /\n"), Good()
    ),
    robots(
        "robots-with-a-million-rules", text("User-agent: *\n" + "Disallow: /*a*b*c*d*e*f$\n" * 20_000), Good()
    ),
    robots(
        "robots-asks-for-an-hour",
        text("User-agent: *\nCrawl-delay: 3600\n"),
        Good(stored=None, most_requests=6),
        nightly=True,
    ),
    forbids("robots-in-utf-16", text(RULES.encode("utf-16"))),
    forbids("robots-with-nul", text(b"\0" + RULES.encode())),
    forbids("robots-in-capitals", text("USER-AGENT: *\nDISALLOW:/berita/9001/\n")),
    forbids("robots-in-part", text(RULES, 206)),
    forbids("robots-is-packed", text(gzip.compress(RULES.encode()), **{"Content-Encoding": "gzip"})),
    forbids("robots-behind-a-page", text(f"<!DOCTYPE html>\n<p>halo\n{RULES}")),
    forbids("robots-with-escapes", text("User-agent: *\nDisallow: /b%65rita/9001/\n")),
    forbids("robots-with-wildcards", text("User-agent: *\nDisallow: /*/9001/*buruk$\n")),
    forbids(
        "robots-of-two-groups-for-us",
        text(f"User-agent: ronda\nDisallow: /x\n\nUser-agent: RONDA\n{AGAINST}"),
    ),
    forbids("robots-of-another-version", text(f"User-agent: ronda/9.9\n{AGAINST}")),
    forbids("robots-of-a-shorter-name", text(f"{RULES}\nUser-agent: ro\nAllow: /\n")),
    forbids(
        "robots-elsewhere",
        lambda ask: Reply(status=301, headers={"Location": "/aturan.txt"}),
        faults={"/aturan.txt": text(RULES)},
    ),
    robots(
        "robots-breaks-off",
        lambda ask: raw(HEAD + b"Content-Length: 9999\r\n\r\n" + RULES.encode()),
        NOT_ASKED,
    ),
    forbidden_by_the_way("redirect-to-the-forbidden", "/admin/kabar-buruk"),
    forbidden_by_the_way("redirect-by-dots-to-the-forbidden", "/x/../admin/kabar-buruk"),
    forbidden_by_the_way("redirect-by-escapes-to-the-forbidden", "/%61dmin/kabar-buruk", "/%61dmin/"),
    Vice(
        name="feed-names-the-forbidden",
        row=ROBOTS,
        good=Good(refused=None, never="/admin/"),
        links=(
            "/admin/1/kabar-buruk",
            "/%61dmin/2/kabar-buruk",
            "/x/../admin/3/kabar-buruk",
            "//admin/4/kabar",
        ),
    ),
    one("busy-once", BUSY, busy(1, lambda: "1"), Good(stored=5)),
    one("busy-until-a-date", BUSY, busy(1, soon), Good(stored=5)),
    one("busy-503-for-a-second", BUSY, busy(1, lambda: "1", 503), Good(stored=5)),
    one(
        "busy-with-nonsense",
        BUSY,
        busy(1, lambda: "besok"),
        Good(stored=5),
    ),
    one("one-page-is-always-503", BUSY, busy(99, None, 503), Good(failed=1)),
    Vice(
        name="always-429",
        row=BUSY,
        good=Good(run="failed", stored=0, failed=None, most_requests=8),
        faults={"*": always(429)},
    ),
    Vice(
        name="always-503",
        row=BUSY,
        good=Good(run="failed", stored=0, failed=None, most_requests=16),
        faults={"*": always(503)},
    ),
    Vice(
        name="always-500",
        row=BUSY,
        good=Good(run="failed", stored=0, failed=None, most_requests=16),
        faults={"*": always(500)},
    ),
    Vice(
        name="always-403",
        row=BUSY,
        good=Good(run="failed", stored=0, failed=None, most_requests=16),
        faults={"*": always(403)},
    ),
    Vice(
        name="asks-for-a-day",
        row=BUSY,
        good=Good(run="failed", stored=0, failed=None, most_requests=4),
        faults={"*": always(503, **{"Retry-After": "86400"})},
    ),
)
HEALTHY = Vice(name="healthy", row="a healthy neighbour", good=Good(stored=50, most_requests=54), pieces=50)
