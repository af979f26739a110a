"""The whole way from a page to an article, on recorded pages of each template and on broken ones."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.errors import ConfigError
from crawler.items import Article, Hints, Link, Outcome, Precision, Refusal
from crawler.urls import host_of
from pipelines.fingerprint import content_hash, normalise
from pipelines.process import process_page
from spiders.catalog.source import NETWORKS
from spiders.discovery.rules import is_article
from tests.pipelines.pages import CATALOG, FOLDER, URL, VISIT, page, read, recorded, refused

NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))
FIELDS = (
    *("title", "authors", "editors", "section", "tags", "image_url", "language", "method", "paragraphs"),
    *("dateline", "agency", "captions", "kind"),
)
# What a page of a network must prove; whoever adds one fills it in.
PROVED = ("title", "published", "published_by", "authors", "method", "paragraphs")
PROSE = (
    "<p>Polisi menangkap dua orang yang diduga mencuri sepeda motor di halaman masjid pada malam hari.</p>"
    "<p>Keduanya ditangkap setelah warga yang meronda melihat mereka mendorong sepeda motor tanpa lampu.</p>"
    "<p>Kapolsek mengatakan pemeriksaan masih berjalan dan pemilik kendaraan sudah dimintai keterangan.</p>"
)


def html(body: str = PROSE, *, head: str = "<title>Dua pencuri motor ditangkap</title>") -> str:
    title = "<h1>Dua pencuri motor ditangkap</h1>"
    return f"<html><head>{head}</head><body>{title}<article>{body}</article></body></html>"


@pytest.mark.parametrize("name", NAMES)
def test_recorded_page_is_read_as_a_reader_would(name: str) -> None:
    whole, expected = recorded(name)
    article = process_page(whole)
    assert isinstance(article, Article)
    assert {"title", "published", "authors", "paragraphs"} <= set(expected), "expectations must not be empty"
    for field in FIELDS:
        if field in expected:
            value = getattr(article, field)
            assert (list(value) if isinstance(value, tuple) else value) == expected[field], field
    if "related" in expected:
        assert [asdict(one) for one in article.related] == expected["related"]
    for field in ("published", "modified"):
        if field in expected:
            moment = getattr(article, field)
            assert (moment and moment.at.isoformat()) == expected[field], field
    assert (article.published and article.published.by) == expected.get("published_by")
    assert article.canonical_url == expected["url"]
    assert article.content_hash == content_hash(expected["paragraphs"])
    assert article.fetched_at == VISIT


@pytest.mark.parametrize("name", [name for name in NAMES if "source" in recorded(name)[1]])
def test_page_of_a_network_proves_something_and_is_what_its_row_takes_for_an_article(name: str) -> None:
    _, expected = recorded(name)
    source = CATALOG[expected["source"]]
    assert all(expected.get(field) for field in PROVED), "expectations must not be empty"
    assert expected["method"] == "selector", "the row's own container must be found"
    assert len(expected["paragraphs"]) > 1
    assert source.owns(host_of(expected["url"]))
    assert is_article(expected["url"], source.network, source.article, source.not_article) is None


def test_every_network_of_the_catalogue_has_a_recorded_page() -> None:
    shown = {CATALOG[recorded(name)[1]["source"]].network for name in NAMES if "source" in recorded(name)[1]}
    assert shown == set(NETWORKS)


def test_article_names_the_programs_that_read_it() -> None:
    reader = read(html()).reader
    assert reader.startswith("ronda ")
    assert " / trafilatura 2" in reader


def test_printed_form_of_the_date_is_kept() -> None:
    whole, _ = recorded("antara_national")
    article = process_page(whole)
    assert isinstance(article, Article)
    assert article.published is not None
    assert article.published.printed == "Selasa, 10 Maret 2026 19:05 WITA"


def test_validators_of_the_first_part_travel_with_the_article() -> None:
    whole = page(html())
    first = replace(whole.parts[0], etag='"abc"', last_modified="Mon, 16 Feb 2026 06:30:00 GMT")
    article = process_page(replace(whole, parts=(first,)))
    assert isinstance(article, Article)
    assert (article.etag, article.last_modified) == ('"abc"', "Mon, 16 Feb 2026 06:30:00 GMT")


def test_last_part_of_a_split_article_is_kept() -> None:
    whole, _ = recorded("disway")
    article = process_page(whole)
    assert isinstance(article, Article)
    assert article.paragraphs[-1] == "Polisi mengimbau warga tidak main hakim sendiri."
    assert article.missing_parts == ()


def test_part_without_text_is_named_as_missing_and_costs_nothing_else() -> None:
    whole, expected = recorded("disway")
    empty = replace(whole.parts[1], body=b"<html><body></body></html>")
    article = process_page(replace(whole, parts=(whole.parts[0], empty), missing=("https://x.example/30",)))
    assert isinstance(article, Article)
    assert list(article.paragraphs) == expected["paragraphs"][:3]
    assert article.missing_parts == ("https://x.example/30", empty.url)


def test_same_part_sent_twice_stands_once() -> None:
    whole, expected = recorded("disway")
    twice = (whole.parts[0], replace(whole.parts[0], url=whole.parts[1].url), whole.parts[1])
    article = process_page(replace(whole, parts=twice))
    assert isinstance(article, Article)
    assert list(article.paragraphs) == expected["paragraphs"]


def test_container_that_is_empty_gives_way_to_trafilatura() -> None:
    article = read(html(PROSE + '<div class="isi"></div>'), hints=Hints(body=(".isi",)))
    assert article.method.startswith("trafilatura")
    assert len(article.paragraphs) == 3


def test_later_selector_is_tried_when_the_first_finds_nothing() -> None:
    article = read(html(f'<div class="baru">{PROSE}</div>'), hints=Hints(body=(".lama", ".baru")))
    assert article.method == "selector"
    assert len(article.paragraphs) == 3


def test_time_of_the_list_is_taken_when_the_page_has_none() -> None:
    at = datetime(2026, 11, 19, 4, 0, tzinfo=UTC)
    article = read(html(), link=Link(url=URL, published_at=at))
    assert article.published is not None
    assert (article.published.at, article.published.by) == (at, "list")
    assert article.published.at.utcoffset() == timedelta(hours=7)


def test_date_from_the_future_is_refused() -> None:
    head = '<title>x</title><meta property="article:published_time" content="2031-01-01T00:00:00+07:00">'
    assert read(html(head=head)).published is None


def test_day_in_the_address_is_the_last_resort() -> None:
    article = read(html(), url="https://koran.example/2026/02/16/dua-pencuri-motor-ditangkap")
    assert article.published is not None
    assert (article.published.by, article.published.precision) == ("address", Precision.DAY)
    assert article.published.at.date().isoformat() == "2026-02-16"


def test_local_time_behind_a_false_z_is_seen_through() -> None:
    head = '<title>x</title><meta name="pubdate" content="2026-02-16T13:30:00Z">'
    body = '<div class="tgl">Senin, 16 Februari 2026 13:30 WIB</div>' + PROSE
    article = read(html(body, head=head))
    assert article.published is not None
    assert article.published.at.isoformat() == "2026-02-16T13:30:00+07:00"


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(404, Outcome.GONE), (410, Outcome.GONE), (503, Outcome.FAILED), (403, Outcome.FAILED)],
)
def test_error_status_is_no_article(status: int, outcome: Outcome) -> None:
    refusal = refused(html(), status=status)
    assert (refusal.outcome, refusal.reason, refusal.status) == (outcome, f"HTTP {status}", status)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"\x00\x00\x00", "empty"),
        (b"   \n ", "empty"),
        (b"<html><body><img src=x></body></html>", "no text found"),
        (b"<html><body><p>Memuat berita</p></body></html>", "no text found but 13 characters"),
        (b"<p " + b"a=1 " * 30_000 + b">x</p>", "a tag of 120"),
        (b"<p " + b"a " * 6_000 + b">x</p>", "thousands of attributes"),
        (b"<div>" * 3_000 + b"x", "nested"),
        (b"<b>" * 250_000, "tags"),
        (b"x" * 10_000_001, "10 MB"),
        (b"%PDF-1.7 ...", "no HTML"),
    ],
)
def test_page_that_cannot_be_read_is_refused_with_a_reason(body: bytes, reason: str) -> None:
    refusal = refused(body)
    assert refusal.outcome is Outcome.REFUSED
    assert reason in refusal.reason


@pytest.mark.parametrize(
    "body",
    [
        b"\xff\xfe" + b"\x00" * 31,
        b"<![CDATA[<!--<script><style><svg>" * 50,
        b"<html><head><script type='application/ld+json'>{{{{[[[</script></head><body>x",
        b'<script type="application/ld+json">' + b"[" * 100_000 + b"</script><p>x",
        b"<meta charset=utf-7>+ADw-script+AD4-",
        b"<meta charset=rot13><p>x",
        "<p>\ud800 a</p>".encode("utf-8", "surrogatepass"),
        b"<a href='http://[::1'>x</a><link rel=canonical href='http://[bad'><img src=\\\\x>",
        b"<frameset><frame src=x></frameset>",
        b"<table><tr><td>" * 400,
        b"<time datetime='99999999999999999999-99-99'>x</time>",
        b"<html lang='" + b"x" * 30_000 + b"'>",
    ],
)
def test_no_bytes_of_a_site_raise(body: bytes) -> None:
    assert isinstance(process_page(page(body)), Article | Refusal)


WOUNDS = (
    "",
    "<div>",
    "</div></div>",
    "<p",
    "<!--",
    "<script>",
    '"',
    "\x00",
    "&#x",
    "</body>",
    "<table><tr>",
    "\ufffd",
)
CUTS = st.lists(
    st.tuples(st.floats(0, 1), st.floats(0, 0.2), st.sampled_from(WOUNDS)), min_size=1, max_size=6
)


@settings(deadline=None, max_examples=60)
@given(name=st.sampled_from(NAMES), cuts=CUTS)
def test_no_wound_of_a_recorded_page_breaks_reading(name: str, cuts: list[tuple[float, float, str]]) -> None:
    whole, _ = recorded(name)
    body = whole.parts[0].body
    for place, share, wound in cuts:
        start = int(place * len(body))
        body = body[:start] + wound.encode() + body[start + int(share * len(body)) :]
    result = process_page(replace(whole, parts=(replace(whole.parts[0], body=body),)))
    if isinstance(result, Refusal):
        assert not result.reason.startswith("reading broke"), result.reason
    else:
        assert result.content_hash == content_hash(result.paragraphs)
        assert normalise(result.paragraphs) == result.paragraphs
        assert result.published is None or result.published.at <= VISIT + timedelta(hours=3)


def test_wrong_selector_of_a_source_is_an_error_that_names_it() -> None:
    with pytest.raises(ConfigError, match=r"div\[\["):
        process_page(page(html(), hints=Hints(body=("div[[",))))


def test_wrong_drop_line_of_a_source_is_an_error_that_names_it() -> None:
    with pytest.raises(ConfigError, match="drop_lines"):
        process_page(page(html(), hints=Hints(drop_lines=("(",))))


def test_text_behind_a_dropped_element_stays() -> None:
    kept = "Polisi menutup dua jalan di pusat kota sejak Senin pagi."
    body = f'<div id="b"><span class="iklan">PASANG IKLAN</span>{kept}</div>'
    article = read(html(body), hints=Hints(body=("#b",), drop=(".iklan",)))
    assert article.paragraphs == (kept,)


def test_printed_byline_is_believed_before_json_ld_that_names_the_editor() -> None:
    head = (
        "<title>Dua pencuri motor ditangkap</title><script type='application/ld+json'>"
        '{"@type":"NewsArticle","author":{"@type":"Person","name":"Bagas Pratama"}}</script>'
    )
    both = read(html(PROSE + "<p>Penulis: Laila Sari</p><p>Editor: Bagas Pratama</p>", head=head))
    assert (both.authors, both.editors) == (("Laila Sari",), ("Bagas Pratama",))
    editor_alone = read(html(PROSE + "<p>Editor: Bagas Pratama</p>", head=head))
    assert (editor_alone.authors, editor_alone.editors) == ((), ("Bagas Pratama",))
