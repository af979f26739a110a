"""Vices of pages: HTML that costs, pages that are none, texts with traps in them, dates that lie."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from tests.hostile.paper import HTML, Good, Vice, extra, page
from tests.hostile.server import Ask, Reply

COSTLY = "expensive HTML"
NO_PAGE = "soft 404, challenge page, outage page with status 200"
TEXTS = "charset lies, NUL, lone surrogates, 1 MB titles, ANSI, =HYPERLINK, <script>, FTS syntax, bidi marks"
DATES = "dates"
BAD = "/berita/9001/kabar-buruk"
Rows = list[dict[str, Any]]


def html(body: bytes | str, **headers: str) -> Callable[[Ask], Reply]:
    data = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
    return lambda ask: Reply(headers=HTML | headers, body=data)


def bad(name: str, row: str, answer: Callable[[Ask], Reply], good: Good, **more: Any) -> Vice:
    return Vice(name=name, row=row, good=good, faults={BAD: answer}, links=(BAD,), **more)


def costly(name: str, body: str | bytes) -> Vice:
    """Given up or read: what counts is that the run goes on and its neighbours are stored."""
    return bad(name, COSTLY, html(body), Good(stored=None, failed=None, refused=None, rows=neighbours))


def neighbours(rows: Rows) -> str | None:
    return None if sum(BAD not in row["url"] for row in rows) == 4 else "neighbours are missing"


def the_bad(rows: Rows) -> dict[str, Any]:
    """The article at the address with the vice; AssertionError where there is none."""
    [row] = [row for row in rows if BAD in row["url"]] or [None]
    assert row is not None, f"{BAD} gave no article"
    return row


def wrapped(before: str = "", after: str = "", head: str = "", title: str | None = None) -> bytes:
    return page(extra("page"), before=before, after=after, head=head, title=title)


def outage(name: str, body: str, good: Good, status: int = 200) -> Vice:
    return bad(name, NO_PAGE, lambda ask: Reply(status=status, headers=HTML, body=body.encode()), good)


def titled(name: str, title: str, check: Callable[[dict[str, Any]], str | None]) -> Vice:
    """A good article under a title with a trap in it."""
    answer = html(wrapped(title=title))
    return bad(name, TEXTS, answer, Good(stored=5, rows=lambda rows: check(the_bad(rows))))


def clean_title(row: dict[str, Any]) -> str | None:
    title = row["title"] or ""
    wrong = re.search(
        r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]", title + row["text"]
    )
    if wrong:
        return f"{wrong.group()!r} was kept"
    return f"a title of {len(title)} characters" if len(title) > 1000 else None


def with_text(name: str, body: bytes, kind: str, word: str) -> Vice:
    """An article in some encoding, of which `word` must be read."""

    def check(rows: Rows) -> str | None:
        return None if word in the_bad(rows)["text"] else f"{word!r} was not read"

    return bad(name, TEXTS, html(body, **{"Content-Type": kind}), Good(stored=5, rows=check))


def dated(name: str, body: bytes, *, none: bool) -> Vice:
    def check(rows: Rows) -> str | None:
        at = the_bad(rows)["published_at"]
        return f"published_at {at}" if none == (at is not None) else None

    return bad(name, DATES, html(body), Good(stored=5, rows=check), dated=False)


def undated(text: str = "", meta: str = "") -> bytes:
    plain = re.sub(rb"<meta property=\"article:published_time\"[^>]*>", meta.encode(), wrapped(before=text))
    assert plain.count(b"published_time") == meta.count("published_time")
    return plain


STORY = page(extra("page")).decode()
WORDS = extra("page").paragraphs[0].split("“")[0][:30]
SMART = STORY.replace("<h1>", "<h1>Kapolsek: “Aman” — ")
TEASERS = "".join(
    f"<h3><a href=/berita/{n}/kabar-lain-nomor-{n}>Kabar lain yang menarik nomor {n} dari daerah</a></h3>"
    f"<p>Ringkasan kabar nomor {n} yang cukup panjang untuk dibaca orang banyak.</p>"
    for n in range(20)
)
MILLION = "x" * 1_000_000

VICES = (
    costly(
        "hundred-thousand-attributes", f"<div {' '.join(f'a{n}=1' for n in range(100_000))}>x</div>" + STORY
    ),
    costly("one-tag-of-four-megabytes", "<div title='" + "y" * 4_000_000 + "'>" + STORY),
    costly("tag-that-never-ends", STORY + "<a " + "b=c " * 900_000),
    costly("hundred-thousand-deep", "<div>" * 100_000 + STORY),
    costly("deep-inline", "<b><i>" * 60_000 + STORY),
    costly("deep-tables", "<table><tr><td>" * 30_000 + STORY),
    costly("forty-thousand-items-of-a-list", "<html><body>" + "<ul><li>a</ul>" * 40_000),
    costly("half-a-million-elements", STORY + "<p>x" * 500_000),
    costly("million-line-breaks", STORY + "<br>" * 1_000_000),
    costly("four-megabytes-of-blanks", STORY.replace("</h1>", "</h1>" + " \n" * 2_000_000)),
    costly("four-megabytes-in-one-word", STORY + "<p>" + "a" * 4_000_000),
    costly("comment-without-end", STORY + "<!--" + "-" * 4_000_000),
    costly("angle-brackets", "<" * 4_000_000),
    costly("ampersands", STORY + "<p>" + "&amp;" * 800_000),
    costly("json-ld-depth", '<script type="application/ld+json">' + '{"a":[' * 100_000 + "</script>" + STORY),
    costly(
        "json-ld-megabytes", '<script type="application/ld+json">["' + "x" * 4_000_000 + '"]</script>' + STORY
    ),
    costly("thousand-headings", STORY + "<h1>Judul</h1>" * 200_000),
    costly("hundred-thousand-links", STORY + "".join(f"<a href=/a/{n}/2>x</a>" for n in range(100_000))),
    costly("date-digits", STORY.replace("<h1>", "<time>" + "1 Januari 2026 " * 200_000 + "</time><h1>")),
    outage("soft-404", "<title>404</title><h1>Halaman tidak ditemukan</h1><p>Maaf.", Good(gone=1)),
    outage(
        "challenge-with-200", "<title>Just a moment...</title><p>Checking your browser</p>", Good(failed=1)
    ),
    outage("challenge-with-403", "<title>Just a moment...</title><p>Checking</p>", Good(failed=1), 403),
    outage(
        "outage-with-200",
        "<title>Database Error</title><h1>Error establishing a database connection</h1>",
        Good(failed=1),
    ),
    outage(
        "soft-404-among-teasers",
        "<title>Berita tidak ditemukan - Koran</title><h1>Halaman tidak ditemukan</h1>" + TEASERS,
        Good(gone=1),
    ),
    outage(
        "outage-of-php",
        "<br /><b>Fatal error</b>: Uncaught Error: Call to undefined function mysql_connect() in "
        "/var/www/html/index.php:12 thrown in <b>/var/www/html/index.php</b> on line <b>12</b><br />",
        Good(failed=1),
    ),
    outage(
        "outage-in-indonesian",
        "<title>Situs dalam perbaikan</title><h1>Mohon maaf</h1><p>Situs kami sedang dalam perbaikan. "
        "Silakan kembali lagi nanti, terima kasih atas pengertian semua pembaca setia.</p>",
        Good(failed=1),
    ),
    outage(
        "domain-for-sale",
        "<title>koran.example is for sale</title><h1>This domain is for sale</h1><p>Buy this domain. The "
        "domain koran.example may be for sale by its owner!</p>" + "<a href=/x>Related searches</a>" * 20,
        Good(failed=1),
    ),
    outage("refresh-alone", "<meta http-equiv=refresh content='0;url=http://10.0.0.1/'>", Good(refused=1)),
    outage("login-page", "<title>Masuk</title><form>Masuk<input type=password></form>", Good(refused=1)),
    outage("gone", "<h1>410</h1>", Good(gone=1), 410),
    outage("empty-shell", "<html><body><div id=root></div><script>x()</script>", Good(refused=1)),
    bad(
        "redirects-home",
        NO_PAGE,
        lambda ask: Reply(status=302, headers={"Location": "/"}),
        Good(gone=None, refused=None, failed=None),
    ),
    bad("pdf-as-html", NO_PAGE, html(b"%PDF-1.7\n" + bytes(range(256)) * 100), Good(refused=1)),
    bad(
        "picture",
        NO_PAGE,
        html(b"\x89PNG\r\n\x1a\n" + bytes(5000), **{"Content-Type": "image/png"}),
        Good(refused=1),
    ),
    bad("json-for-html", NO_PAGE, html(b'{"a": 1}', **{"Content-Type": "application/json"}), Good(refused=1)),
    titled("title-of-a-megabyte", MILLION, clean_title),
    titled("title-with-ansi", "\x1b[31mMERAH\x1b[0m \x1b]0;judul\x07 berita", clean_title),
    titled("title-with-nul", "Polsek\x00Ilir &#0; Barat &#x1b;[2J", clean_title),
    titled("title-with-surrogates", "Polsek \ud800 Ilir &#xD800; Barat", clean_title),
    titled("title-with-bidi", "Polsek \u202egnatab\u202c \u2066x\u2069 Ilir", clean_title),
    titled("title-is-a-formula", "=HYPERLINK(&quot;http://evil.example&quot;;&quot;klik&quot;)", clean_title),
    titled("title-is-a-script", "&lt;script&gt;alert(1)&lt;/script&gt; Polsek", clean_title),
    titled("title-is-quotes", '&quot;&quot;&quot; OR NEAR(" AND * ^', clean_title),
    with_text("charset-lie", SMART.encode("cp1252", "replace"), "text/html; charset=utf-8", WORDS),
    with_text("charset-unknown", STORY.encode(), "text/html; charset=x-klingon", WORDS),
    with_text("charset-utf-7", STORY.encode(), "text/html; charset=utf-7", WORDS),
    with_text(
        "utf-16", STORY.replace("charset=utf-8", "").encode("utf-16"), "text/html; charset=utf-16", WORDS
    ),
    with_text("nul-in-text", STORY.replace("<p>", "<p>\x00", 1).encode(), "text/html", WORDS[1:]),
    dated("no-date", undated(), none=True),
    dated("no-date-but-years", undated("<p>Sejak 2019 dan 17 Agustus 1945 warga menunggu.</p>"), none=True),
    dated(
        "date-in-the-future",
        undated(meta='<meta property="article:published_time" content="2199-01-01T00:00:00+07:00">'),
        none=True,
    ),
)
