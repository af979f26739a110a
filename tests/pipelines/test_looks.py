from __future__ import annotations

import zlib

import pytest

from crawler.items import Outcome
from tests.pipelines.pages import read, refused

STORY = "".join(
    f"<p>Kalimat ke-{n} menceritakan bagaimana pelaku masuk ke jaringan kantor desa dan mengunci data.</p>"
    for n in range(8)
)


@pytest.mark.parametrize(
    ("html", "outcome", "reason"),
    [
        (
            "<title>Just a moment...</title><p>Checking if the site connection is secure",
            Outcome.FAILED,
            "challenge",
        ),
        (
            "<title>Attention Required! | Cloudflare</title><p>Sorry, you have been blocked",
            Outcome.FAILED,
            "challenge",
        ),
        ("<title>x</title><p>Enable JavaScript and cookies to continue", Outcome.FAILED, "challenge"),
        (
            "<title>Database Error</title><p>Error establishing a database connection",
            Outcome.FAILED,
            "outage",
        ),
        ("<title>503 Service Temporarily Unavailable</title><p>nginx", Outcome.FAILED, "outage"),
        ("<title>Situs sedang dalam perbaikan</title><p>Kami segera kembali.", Outcome.FAILED, "outage"),
        ("<title>404 Not Found</title><p>The requested URL was not found.", Outcome.GONE, "not found"),
        (
            "<title>Koran</title><h1>Halaman tidak ditemukan</h1><p>Coba cari lagi.",
            Outcome.GONE,
            "not found",
        ),
        (
            "<title>Masuk</title><form><p>Silakan masuk</p><input type=password></form>",
            Outcome.REFUSED,
            "login",
        ),
    ],
)
def test_page_that_only_stands_in_for_an_article_is_refused(html: str, outcome: Outcome, reason: str) -> None:
    refusal = refused(html)
    assert refusal.outcome is outcome
    assert reason in refusal.reason


@pytest.mark.parametrize(
    "title", ["Access denied", "404 Not Found", "Halaman tidak ditemukan", "Just a moment"]
)
def test_report_with_such_a_title_is_an_article(title: str) -> None:
    assert (
        read(f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{STORY}</body></html>").title
        == title
    )


def test_short_report_about_missing_things_is_an_article() -> None:
    html = "<title>Bus rute 404 kembali beroperasi</title><p>Bus rute 404 kembali melayani warga.</p>"
    assert read(html).title == "Bus rute 404 kembali beroperasi"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"%PDF-1.7", "application/pdf"),
        (b"\xff\xd8\xff\xe0", "text/html"),
        (b"{}", "application/json"),
        (b"x", "image/png"),
    ],
)
def test_what_is_no_html_is_refused(body: bytes, kind: str) -> None:
    refusal = refused(body, content_type=kind)
    assert (refusal.outcome, refusal.reason) == (Outcome.REFUSED, f"no HTML page: {kind}")


def test_data_that_nobody_unpacked_is_no_article_and_is_asked_again() -> None:
    packed = zlib.compress(STORY.encode() * 3, 9)[6:]
    refusal = refused(packed)
    assert refusal.outcome is Outcome.FAILED
    assert "binary" in refusal.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1252"])
def test_text_in_any_encoding_is_not_taken_for_data(encoding: str) -> None:
    html = f"<html><head><title>Polsek “Ilir”</title></head><body>{STORY}</body></html>"
    article = read(html.encode(encoding))
    assert "Kalimat ke-3" in article.text
