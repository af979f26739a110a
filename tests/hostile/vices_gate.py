"""Vices that lead elsewhere: into the owner's network, to other schemes, round in circles."""

from __future__ import annotations

from collections.abc import Callable

from tests.hostile.paper import HTML, XML, Good, Vice, extra, feed, page, path_of, pieces
from tests.hostile.server import Ask, Reply

SSRF = "SSRF: redirects and feed links to private, link-local, CGNAT, NAT64, mapped IPv6, odd spellings, DNS"
SCHEMES = "file:, data:, ftp: links in a feed"
TRAPS = "calendar traps, session ids, 100 tracking variants"
BAD = "/berita/9001/kabar-buruk"
REFUSED = Good(refused=1)


def to(location: str, status: int = 302) -> Callable[[Ask], Reply]:
    """A redirect; {canary} is the canary's port."""
    return lambda ask: Reply(status=status, headers={"Location": location.format(canary=ask.canary)})


def leads(name: str, location: str, good: Good = REFUSED, row: str = SSRF, status: int = 302) -> Vice:
    """One article that redirects."""
    return Vice(name=name, row=row, good=good, faults={BAD: to(location, status)}, links=(BAD,))


def named(name: str, *links: str, good: Good | None = None, row: str = SSRF) -> Vice:
    """Links in the feed that must never be asked."""
    return Vice(name=name, row=row, good=good or Good(), links=links)


def chain(ask: Ask) -> Reply:
    """Five hops at home, then out."""
    step = int(ask.target.rpartition("=")[2] or 0) if "=" in ask.target else 0
    place = f"{BAD}?langkah={step + 1}" if step < 4 else f"http://127.0.0.1:{ask.canary}/"
    return Reply(status=302, headers={"Location": place})


def listing(ask: Ask, head: str = "") -> Reply:
    rows = "".join(
        f"<div class=item><h3><a href='{path_of(piece)}'>{piece.title}</a></h3></div>"
        for piece in pieces("listing-leads-out", 4)
    )
    return Reply(headers=HTML, body=f"<html><head>{head}</head><body>{rows}</body></html>".encode())


def canonical_out(ask: Ask) -> Reply:
    head = f'<link rel=canonical href="http://127.0.0.1:{ask.canary}/curi"><base href="http://10.0.0.1/">'
    head += f'<link rel=amphtml href="http://127.0.0.1:{ask.canary}/amp">'
    return Reply(headers=HTML, body=page(extra("canonical"), head=head))


def refresh(ask: Ask) -> Reply:
    head = f'<meta http-equiv=refresh content="0;url=http://127.0.0.1:{ask.canary}/">'
    return Reply(headers=HTML, body=page(extra("refresh"), head=head))


def embedded(ask: Ask) -> Reply:
    there = f"http://127.0.0.1:{ask.canary}"
    after = f"<iframe src='{there}/a'></iframe><img src='{there}/b'><script src='{there}/c'></script>"
    after += f"<object data='{there}/d'></object><a href='{there}/berita/2' rel=next>2</a>"
    return Reply(
        headers={**HTML, "Link": f"<{there}/e>; rel=next"}, body=page(extra("embedded"), after=after)
    )


def index(ask: Ask) -> Reply:
    below = f"http://127.0.0.1:{ask.canary}/sitemap-post.xml"
    return Reply(
        headers=XML, body=f"<sitemapindex><sitemap><loc>{below}</loc></sitemap></sitemapindex>".encode()
    )


def entities(ask: Ask) -> Reply:
    head = (
        f'<!DOCTYPE rss SYSTEM "http://127.0.0.1:{ask.canary}/evil.dtd" ['
        f'<!ENTITY a SYSTEM "http://127.0.0.1:{ask.canary}/xxe"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
    )
    body = feed(ask, pieces("xxe-feed", 4), [], head=head).replace(b"<title>x", b"<title>&a;&b;")
    return Reply(headers=XML, body=body)


def cookie_wall(ask: Ask) -> Reply:
    """Only who sends the cookie back gets the page; we send none."""
    if "cookie" in ask.headers:
        return Reply(headers=HTML, body=b"<h1>cookie</h1>")
    return Reply(status=302, headers={"Location": BAD, "Set-Cookie": "boleh=ya; Path=/"})


def lead_out(name: str, status: int, *places: str) -> Vice:
    """Articles that redirect to places which readers of addresses take for this and for that."""
    links = {
        f"/berita/{9000 + number}/kabar-buruk-nomor-{number}": place for number, place in enumerate(places)
    }
    return Vice(
        name=name,
        row=SSRF,
        good=Good(failed=None, refused=None, gone=None, most_requests=60),
        faults={link: to(place, status) for link, place in links.items()},
        links=tuple(links),
    )


SPELLINGS = (
    *("http:127.0.0.1:{canary}/", "http:/127.0.0.1:{canary}/", "///127.0.0.1:{canary}/"),
    *("/\\127.0.0.1:{canary}/", "\\\\127.0.0.1:{canary}\\", "http://127.0.0.1:{canary}#@good.example/"),
    *("http://good@[::1]:{canary}/", "http://①②⑦.⓪.⓪.①:{canary}/", "http://127。0。0。1:{canary}/"),
    *("http://localhost.:{canary}/", "http://LOCALHOST:{canary}/", "http://loc\u00adalhost:{canary}/"),
    *(
        "http://\uff4cocalhost:{canary}/",
        "http://[::ffff:7f00:1]:{canary}/",
        "http://[::127.0.0.1]:{canary}/",
    ),
)
NUMBERS = (
    *("http://0:{canary}/", "http://0x7f.0.0.1:{canary}/", "http://017700000001:{canary}/"),
    *("http://127.0.0.1%2f@good.example:{canary}/", "http://127.0.0.1:{canary}%00.example/"),
    *("http://[fe80::1%25lo]:{canary}/", "ht\ttp://127.0.0.1:{canary}/", "HTTP://127.0.0.1:{canary}/"),
    *("http://127.0.0.1:0{canary}/", "http://127.0.0.1.:{canary}/", "http://127.000.000.001:{canary}/"),
    *("http://[0:0:0:0:0:0:0:1]:{canary}/", "https://127.0.0.1:{canary}/", "ws://127.0.0.1:{canary}/"),
    *("  http://127.0.0.1:{canary}/  ", "//localhost:{canary}/", "http://xn--:{canary}/"),
)
VICES = (
    lead_out("redirects-of-odd-spellings", 302, *SPELLINGS),
    lead_out("redirects-of-odd-numbers", 301, *NUMBERS),
    Vice(
        name="feed-links-of-odd-spellings",
        row=SSRF,
        links=SPELLINGS + NUMBERS,
        good=Good(failed=None, refused=None, gone=None),
    ),
    leads("redirect-to-loopback", "http://127.0.0.1:{canary}/"),
    leads("redirect-to-localhost", "http://localhost:{canary}/"),
    leads("redirect-to-hex", "http://0x7f000001:{canary}/"),
    leads("redirect-to-decimal", "http://2130706433:{canary}/"),
    leads("redirect-to-octal", "http://0177.0.0.1:{canary}/"),
    leads("redirect-to-short-form", "http://127.1:{canary}/"),
    leads("redirect-to-ipv6-loopback", "http://[::1]:{canary}/"),
    leads("redirect-to-mapped-ipv6", "http://[::ffff:127.0.0.1]:{canary}/"),
    leads("redirect-to-zero", "http://0.0.0.0:{canary}/"),
    leads("redirect-to-nat64", "http://[64:ff9b::7f00:1]:{canary}/"),
    leads("redirect-to-metadata-service", "http://169.254.169.254/latest/meta-data/"),
    leads("redirect-to-private", "http://10.0.0.1/"),
    leads("redirect-to-cgnat", "http://100.64.0.1/"),
    leads("redirect-without-scheme", "//127.0.0.1:{canary}/"),
    leads("redirect-with-user", "http://good.example.id@127.0.0.1:{canary}/"),
    leads("redirect-with-backslash", "http://127.0.0.1:{canary}\\@good.example.id/"),
    leads("redirect-permanently-out", "http://127.0.0.1:{canary}/", status=308),
    leads("redirect-to-file", "file:///etc/passwd", Good(failed=1), SCHEMES),
    leads("redirect-to-data", "data:text/html,<h1>x</h1>", Good(failed=1), SCHEMES),
    leads("redirect-to-nothing", "", Good(failed=1), TRAPS),
    leads("redirect-to-broken", "http://[::1/", Good(failed=None, refused=None), TRAPS),
    leads("redirect-to-itself", BAD, Good(failed=1), TRAPS),
    Vice(
        name="redirect-chain-out",
        row=SSRF,
        good=Good(failed=None, refused=None),
        faults={BAD: chain},
        links=(BAD,),
    ),
    Vice(name="cookie-wall", row=TRAPS, good=Good(failed=1), faults={BAD: cookie_wall}, links=(BAD,)),
    named(
        "feed-links-out",
        "http://127.0.0.1:{canary}/berita/1/rahasia",
        "http://localhost:{canary}/berita/2/rahasia",
        "http://[::1]:{canary}/berita/3/rahasia",
        "http://0x7f.1:{canary}/berita/4/rahasia",
        "http://169.254.169.254/berita/5/rahasia",
        "http://good.example.id@127.0.0.1:{canary}/berita/6/rahasia",
        "http://127.0.0.1:{canary}\\@good.example.id/berita/7/rahasia",
        good=Good(refused=None),
    ),
    named(
        "feed-names-other-schemes",
        "file:///etc/passwd",
        "file://localhost/etc/passwd",
        "data:text/html,<h1>x</h1>",
        "ftp://127.0.0.1:{canary}/berita/1/rahasia",
        "javascript:alert(1)",
        "gopher://127.0.0.1:{canary}/_x",
        "view-source:http://127.0.0.1:{canary}/",
        row=SCHEMES,
    ),
    Vice(
        name="canonical-leads-out", row=SSRF, good=Good(stored=5), faults={BAD: canonical_out}, links=(BAD,)
    ),
    Vice(name="meta-refresh-leads-out", row=SSRF, good=Good(stored=5), faults={BAD: refresh}, links=(BAD,)),
    Vice(name="embeds-lead-out", row=SSRF, good=Good(stored=5), faults={BAD: embedded}, links=(BAD,)),
    Vice(
        name="robots-leads-out",
        row=SSRF,
        good=Good(run="failed", stored=0),
        faults={"/robots.txt": to("http://127.0.0.1:{canary}/robots.txt")},
    ),
    Vice(
        name="feed-leads-out",
        row=SSRF,
        source={"feeds": ["/out.xml", "/feed.xml"]},
        faults={"/out.xml": to("http://127.0.0.1:{canary}/feed.xml")},
    ),
    Vice(
        name="sitemap-leads-out",
        row=SSRF,
        source={"sitemaps": ["/sitemap.xml"]},
        faults={"/sitemap.xml": index},
    ),
    Vice(
        name="listing-leads-out",
        row=SSRF,
        source={"feeds": [], "listings": ["/terkini"]},
        faults={
            "/terkini": lambda ask: listing(ask, f"<link rel=next href='http://127.0.0.1:{ask.canary}/2'>")
        },
    ),
    Vice(
        name="wordpress-leads-out",
        row=SSRF,
        source={"wordpress": "/wp-json/"},
        faults={"/wp-json/wp/v2/posts": to("http://127.0.0.1:{canary}/wp-json")},
    ),
    Vice(name="xxe-feed", row="XML bombs, XXE, sitemap loops, 100,000 items", faults={"/feed.xml": entities}),
)
