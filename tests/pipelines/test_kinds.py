"""Articles and live blogs are told from all that a site serves beside them."""

from __future__ import annotations

import json

import pytest

from tests.pipelines.pages import SHARED, page, read, refused

LONG = "".join(
    f"<p>Kalimat nomor {number} menceritakan banjir di tepi sungai yang mulai surut pada pagi hari ini.</p>"
    for number in range(12)
)
SHORT = "<p>Warga membersihkan lumpur di depan rumah mereka di tepi sungai pada pagi hari.</p>"
TEASER = f"<p>{'Sungai itu meluap pada malam hari dan baru surut menjelang pagi. ' * 6}</p>"
HOST = "https://koran.example"


def html(
    body: str, *, ld: object = None, head: str = "", heading: str = "Banjir di tepi sungai surut"
) -> str:
    script = f'<script type="application/ld+json">{json.dumps(ld)}</script>' if ld else ""
    title = f"<title>{heading}</title>"
    text = f"<h1>{heading}</h1><article>{body}</article>"
    return f"<html><head>{title}{head}{script}</head><body>{text}</body></html>"


def article_node(**more: object) -> dict[str, object]:
    return {"@type": "NewsArticle", "headline": "Banjir di tepi sungai surut", **more}


def test_plain_article_is_an_article() -> None:
    assert read(html(LONG)).kind == "article"


@pytest.mark.parametrize("ld", [{"@type": "LiveBlogPosting"}, {"@graph": [{"@type": ["LiveBlogPosting"]}]}])
def test_live_blog_is_stored_as_one(ld: object) -> None:
    assert read(html(LONG, ld=ld)).kind == "live-blog"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/video/123/banjir", "a video page"),
        ("/foto/123/banjir", "a photo page"),
        ("/infografik/123/banjir", "an infographic"),
        ("/berita/galeri/banjir", "a photo page"),
    ],
)
def test_address_of_pictures_with_a_caption_is_no_article(path: str, reason: str) -> None:
    assert refused(html(SHORT), url=HOST + path).reason == reason


@pytest.mark.parametrize("path", ["/video/123/banjir", "/foto/123/banjir", "/infografik/123/banjir"])
def test_report_filed_under_pictures_is_an_article(path: str) -> None:
    assert read(html(LONG), url=HOST + path).kind == "article"


@pytest.mark.parametrize(
    ("ld", "head", "reason"),
    [
        ({"@type": "VideoObject"}, "", "a video page"),
        ({"@type": "ImageGallery"}, "", "a photo page"),
        (None, '<meta property="og:type" content="video.other">', "a video page"),
    ],
)
def test_page_that_calls_itself_pictures_is_no_article(ld: object, head: str, reason: str) -> None:
    assert refused(html(SHORT, ld=ld, head=head)).reason == reason


def test_short_article_with_a_player_is_an_article() -> None:
    assert read(html(SHORT, ld=[article_node(), {"@type": "VideoObject"}])).kind == "article"


@pytest.mark.parametrize(
    ("options", "url"),
    [
        ({}, f"{HOST}/advertorial/123/diskon"),
        ({"ld": {"@type": "AdvertiserContentArticle"}}, f"{HOST}/berita/123/diskon"),
        ({"heading": "(ADV) Diskon besar menjelang Lebaran"}, f"{HOST}/berita/123/diskon"),
        ({"head": '<meta property="article:section" content="Advertorial">'}, f"{HOST}/berita/123/diskon"),
    ],
)
def test_advertorial_is_no_article(options: dict[str, object], url: str) -> None:
    page = html(LONG, **options)  # type: ignore[arg-type]  # a dict of two kinds
    assert refused(page, url=url).reason == "an advertorial"


def test_article_about_advertising_is_an_article() -> None:
    heading = "Advertorial di koran daerah makin banyak"
    assert read(html(LONG, heading=heading), url=f"{HOST}/berita/123/advertorial").kind == "article"


@pytest.mark.parametrize("heading", ["<h2>{}</h2>", "<div class=judul>{}</div>", "<font><b>{}</b></font>"])
def test_short_report_among_headlines_is_known_by_its_title_though_that_is_no_h1(heading: str) -> None:
    title = "Banjir di tepi sungai surut"
    others = "".join(f"<h4><a href=/b/{number}>Judul lain nomor {number}</a></h4>" for number in range(14))
    body = f"{heading.format(title)}<div>{SHORT * 3}</div><div>{others}</div>"
    report = f"<html><head><title>{title} - K</title></head><body>{body}</body></html>"
    assert read(report, url=f"{HOST}/berita/12/banjir").kind == "article"
    linked = body.replace(title, f"<a href=/b/99>{title}</a>")
    front = f"<html><head><title>{title} - K</title></head><body>{linked}</body></html>"
    assert refused(front, url=f"{HOST}/berita/12/banjir").reason == "a list of articles"


@pytest.mark.parametrize("path", ["/", "/indeks", "/tag/banjir", "/kategori/kriminal/2", "/search?q=banjir"])
def test_list_of_articles_is_no_article(path: str) -> None:
    teasers = "".join(
        f"<h3><a href=/berita/{number}>Judul nomor {number}</a></h3><p>Ringkasan.</p>" for number in range(20)
    )
    assert refused(html(teasers + SHORT, heading="Koran"), url=HOST + path).reason == "a list of articles"


def test_article_below_a_section_called_like_a_list_is_an_article() -> None:
    head = '<meta property="og:type" content="article">'
    assert read(html(LONG, head=head), url=f"{HOST}/kategori/banjir-di-tepi-sungai-surut").kind == "article"


def test_wall_that_leaves_a_sentence_is_no_article() -> None:
    wall = "<div>Berlangganan untuk membaca artikel ini.</div>"
    assert refused(html(SHORT + wall)).reason == "behind a pay wall or login"
    assert (
        refused(html(SHORT, ld=article_node(isAccessibleForFree="False"))).reason
        == "behind a pay wall or login"
    )


def test_wall_that_leaves_more_is_an_article_with_a_doubt() -> None:
    article = read(html(TEASER, ld=article_node(isAccessibleForFree=False)))
    assert "behind a pay wall or login: may be cut off" in article.doubts
    assert read(html(TEASER, ld=article_node(isAccessibleForFree=True))).doubts == ()


@pytest.mark.skipif(not SHARED.is_dir(), reason="the saved pages are not at hand")
@pytest.mark.parametrize(
    ("file", "url"),
    [
        ("news.detik.com/detik-nath.html", "https://news.detik.com/indeks"),
        ("lampung.antaranews.com/dump_antara.html", "https://lampung.antaranews.com/lampung-update"),
        ("lampost.co/lampost_page.html", "https://lampost.co/"),
        ("www.rmollampung.id/rmol_page_1.html", "https://www.rmollampung.id/"),
    ],
)
def test_saved_lists_are_no_articles(file: str, url: str) -> None:
    body = (SHARED / file).read_bytes()
    assert refused(body, url=url).url == page(body, url=url).url
