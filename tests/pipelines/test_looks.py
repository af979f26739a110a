from __future__ import annotations

import zlib

import pytest

from crawler.items import Outcome
from tests.pipelines.pages import read, refused

TEASERS = "".join(
    f"<h3><a href=/berita/{n}/kabar>Kabar menarik nomor {n} dari daerah</a></h3>"
    f"<p>Ringkasan kabar nomor {n} yang cukup panjang untuk dibaca oleh orang banyak di kampung itu.</p>"
    for n in range(12)
)
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
        ("<title>Situs dalam perbaikan</title><h1>Mohon maaf", Outcome.FAILED, "outage"),
        (
            "<title>Koran</title><h1>Maaf</h1><p>Situs kami sedang dalam perbaikan, kembali lagi nanti.",
            Outcome.FAILED,
            "outage",
        ),
        (
            "<br /><b>Fatal error</b>: Uncaught Error: Call to mysql_connect() in /var/www/index.php:12 "
            "thrown in <b>/var/www/index.php</b> on line <b>12</b><br />",
            Outcome.FAILED,
            "outage",
        ),
        (
            "<title>koran.example is for sale</title><h1>Buy this domain</h1><p>Related searches",
            Outcome.FAILED,
            "outage",
        ),
        (
            "<title>Berita tidak ditemukan - Koran</title><h1>Maaf</h1><p>Lihat kabar lain:</p>" + TEASERS,
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
    "title",
    [
        "Jembatan Ampera dalam perbaikan",
        "Sistem irigasi masih dalam perbaikan, petani Lempuing menunggu air",
        "Pelaku penculikan tidak ditemukan di Baturaja",
        "Mobil Kapolsek yang dilelang is for sale kata warga",
    ],
)
def test_report_on_repairs_sales_and_what_was_not_found_is_an_article(title: str) -> None:
    for text in ("<p>Warga Desa Lekis menunggu sejak Senin.</p>", STORY + TEASERS):
        html = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{text}</body></html>"
        assert read(html).title == title


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
