"""What is peculiar to each of the three sites."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest
from parsel import Selector

from crawler.demo.library import Piece
from crawler.demo.newsroom import Newsroom
from crawler.demo.response import Response
from tests.crawler.demo.conftest import Ask


def paragraphs(answer: Response, css: str) -> list[str]:
    """The paragraphs of a body, white space made single, as a browser would show them."""
    nodes = Selector(text=answer.body.decode()).css(css)
    return [" ".join("".join(node.css("*::text").getall()).split()) for node in nodes]


def split_pieces(newsroom: Newsroom) -> list[Piece]:
    return [piece for piece in newsroom.pieces("disway") if piece.parts > 1]


# ANTARA


def test_antara_feed_carries_teasers_with_escaped_images_and_jakarta_times(
    ask: Ask, newsroom: Newsroom
) -> None:
    channel = ET.fromstring(ask("antara", "/rss/terkini.xml").body)
    items = channel.findall("./channel/item")
    assert [item.findtext("title") for item in items] == [
        piece.title for piece in newsroom.pieces("antara")[:10]
    ]
    for item, piece in zip(items, newsroom.pieces("antara"), strict=False):
        assert (item.findtext("pubDate") or "").endswith(" +0700")
        assert parsedate_to_datetime(item.findtext("pubDate") or "") == piece.published
        assert (item.findtext("description") or "").startswith('<img src="http://koran.test/')


def test_antara_list_pages_together_name_every_article_once(ask: Ask, newsroom: Newsroom) -> None:
    found = []
    for number in range(1, 20):
        answer = ask("antara", f"/terkini/{number}")
        if answer.status == 404:
            break
        found += Selector(text=answer.body.decode()).css("article.simple-post h3 a::attr(href)").getall()
    articles = [url for url in found if "/berita/" in url]
    assert articles == [newsroom.url_of(piece, "http://koran.test") for piece in newsroom.pieces("antara")]
    assert {url.split("/")[3] for url in found} == {"berita", "video", "foto", "infografik"}


def test_antara_pagination_is_relative_without_a_base(ask: Ask) -> None:
    page = Selector(text=ask("antara", "/terkini/2").body.decode())
    assert "terkini/3" in page.css("ul.pagination a::attr(href)").getall()
    assert not page.css("base")


def test_antara_list_dates_are_relative(ask: Ask) -> None:
    assert re.search(r"\b1 jam lalu", ask("antara", "/terkini").body.decode())


def test_antara_article_stands_in_its_template(ask: Ask, newsroom: Newsroom) -> None:
    for piece in newsroom.pieces("antara")[:2]:  # an odd and an even one: their times differ in form
        answer = ask("antara", newsroom.url_of(piece, ""))
        page = Selector(text=answer.body.decode())
        read = paragraphs(answer, "div.post-content.clearfix p:not(.text-muted)")
        assert page.css("h1.post-title::text").get() == piece.title
        assert read[0] == piece.title
        kept = [text for text in read[1:] if not text.startswith("Baca juga")]
        assert kept == list(piece.paragraphs)
        assert len(kept) < len(read) - 1
        body = " ".join(page.css("[itemprop=articleBody] *::text").getall())
        for line in ("Pewarta:", "Editor:", "COPYRIGHT ©", "Dilarang keras mengambil konten", "id"):
            assert line in body
        assert page.css("meta[itemprop=datePublished]::attr(content)").get()
    forms = {
        re.sub(r"[\d\W]", "", text)[:3]
        for piece in newsroom.pieces("antara")[:2]
        for text in re.findall(
            r'datePublished" content="([^"]+)', ask("antara", newsroom.url_of(piece, "")).body.decode()
        )
    }
    assert len(forms) == 2


def test_antara_search_and_tags_name_only_what_fits(ask: Ask) -> None:
    found = Selector(text=ask("antara", "/search?q=sabu%20jeruk").body.decode())
    tagged = Selector(text=ask("antara", "/tag/polres-oku").body.decode())
    links = [u for u in found.css("article.simple-post h3 a::attr(href)").getall() if "/berita/" in u]
    assert len(links) == 1
    assert 1 <= len([u for u in tagged.css("h3 a::attr(href)").getall() if "/berita/" in u]) <= 3


# Disway


def test_disway_article_answers_at_four_addresses(ask: Ask, newsroom: Newsroom) -> None:
    piece = newsroom.pieces("disway")[0]
    tail = f"{piece.id}/{piece.slug}"
    for address in (f"/{piece.section}/read/{tail}", f"/read/{tail}", f"//read/{tail}", f"/amp/{tail}"):
        page = Selector(text=ask("disway", address).body.decode())
        assert page.css("h1.text-black::text").get() == piece.title
        canonical = page.css("link[rel=canonical]::attr(href)").get()
        assert canonical == newsroom.url_of(piece, "http://koran.test")


def test_disway_parts_together_are_the_whole_article(ask: Ask, newsroom: Newsroom) -> None:
    for piece in split_pieces(newsroom):
        whole = []
        for number, portion in enumerate(piece.portions()):
            offset = f"/{number * 15}" if number else ""
            answer = ask("disway", f"/read/{piece.id}/{piece.slug}{offset}")
            read = paragraphs(answer, "p.MsoNormal")
            assert read == list(portion)
            assert piece.title in answer.body.decode()
            assert f"{piece.caption}--" in answer.body.decode()
            whole += read
        assert whole == list(piece.paragraphs)


def test_disway_parts_link_to_each_other(ask: Ask, newsroom: Newsroom) -> None:
    piece = next(piece for piece in split_pieces(newsroom) if piece.parts == 3)
    page = Selector(text=ask("disway", f"/read/{piece.id}/{piece.slug}").body.decode())
    links = page.css("ul.pagination li a[data-ci-pagination-page]::attr(href)").getall()
    read = f"http://koran.test/read/{piece.id}/{piece.slug}"
    assert set(links) == {f"{read}/15", f"{read}/30"}


@pytest.mark.parametrize("offset", ["/7", "/45", "/150"])
def test_disway_has_no_part_at_other_offsets(ask: Ask, newsroom: Newsroom, offset: str) -> None:
    piece = next(piece for piece in split_pieces(newsroom) if piece.parts == 3)
    assert ask("disway", f"/read/{piece.id}/{piece.slug}{offset}").status == 404


def test_disway_articles_in_one_part_have_no_pagination(ask: Ask, newsroom: Newsroom) -> None:
    piece = next(piece for piece in newsroom.pieces("disway") if piece.parts == 1)
    assert b"data-ci-pagination-page" not in ask("disway", newsroom.url_of(piece, "")).body


def test_disway_list_goes_on_at_thirty_and_sixty(ask: Ask, newsroom: Newsroom) -> None:
    found = []
    for offset in ("", "/30", "/60"):
        page = Selector(text=ask("disway", f"/kategori/kriminal{offset}").body.decode())
        found += page.css("h2.media-heading a::attr(href)").getall()
        assert page.css("h4.media-heading a")
    crimes = [piece for piece in newsroom.pieces("disway") if piece.section == "kriminal"]
    assert found == [newsroom.url_of(piece, "http://koran.test") for piece in crimes]
    assert ask("disway", "/kategori/kriminal/90").status == 404
    assert ask("disway", "/kategori/12/kriminal").status == 200


def test_disway_page_has_the_traps_of_a_real_one(ask: Ask, newsroom: Newsroom) -> None:
    piece = newsroom.pieces("disway")[0]
    text = ask("disway", newsroom.url_of(piece, "")).body.decode()
    assert text.count("<p") > text.count("</p>") + 2
    assert "<!-- [if gte mso 9]>" in text
    assert 'BACA JUGA:<a href="http://koran.test//read/' in text
    assert "Cek Berita dan Artikel lainnya" in text
    assert "Sumber:" in text
    assert re.search(r'class="date"[^>]*>\w+ \d\d-\d\d-\d{4},\d\d:\d\d WIB<', text)
    assert re.search(r"\w</span><span[^>]*>\w", text), "no word is cut over two spans"


def test_disway_json_ld_names_reporter_and_time(ask: Ask, newsroom: Newsroom) -> None:
    piece = newsroom.pieces("disway")[0]
    page = Selector(text=ask("disway", newsroom.url_of(piece, "")).body.decode())
    data = json.loads(page.css("script[type='application/ld+json']::text").get() or "")
    assert data["@type"] == "NewsArticle"
    assert data["author"]["name"] == piece.author
    assert data["datePublished"] == piece.published.strftime("%Y-%m-%dT%H:%M:%S+0700")


def test_disway_search_goes_on_with_its_words(ask: Ask) -> None:
    page = Selector(text=ask("disway", "/search/kata/?c=polsek").body.decode())
    following = page.css("ul.pagination a[rel=next]::attr(href)").get() or ""
    assert "/search/kata/30/30?c=polsek&num=" in following
    assert ask("disway", following.removeprefix("http://koran.test")).status == 200


# WordPress


def test_wordpress_api_pages_through_all_posts(ask: Ask, newsroom: Newsroom) -> None:
    first = ask("wordpress", "/wp-json/wp/v2/posts?per_page=5")
    pages = int(first.headers["X-WP-TotalPages"])
    assert pages == 3
    links = [
        post["link"]
        for number in range(1, pages + 1)
        for post in json.loads(ask("wordpress", f"/wp-json/wp/v2/posts?per_page=5&page={number}").body)
    ]
    assert links == [newsroom.url_of(piece, "http://koran.test") for piece in newsroom.pieces("wordpress")]
    beyond = ask("wordpress", f"/wp-json/wp/v2/posts?per_page=5&page={pages + 1}")
    assert beyond.status == 400
    assert json.loads(beyond.body)["code"] == "rest_post_invalid_page_number"


@pytest.mark.parametrize("query", ["per_page=101", "per_page=0", "per_page=x", "page=0", "after=kemarin"])
def test_wordpress_api_refuses_bad_parameters(ask: Ask, query: str) -> None:
    assert ask("wordpress", f"/wp-json/wp/v2/posts?{query}").status == 400


def test_wordpress_api_gives_only_what_is_newer(ask: Ask, newsroom: Newsroom) -> None:
    day = newsroom.base - timedelta(days=1)
    newer = [piece.slug for piece in newsroom.pieces("wordpress") if piece.published > day]
    for after in (f"{day:%Y-%m-%dT%H:%M:%S}", f"{day:%Y-%m-%dT%H:%M:%S}%2B07:00"):
        posts = json.loads(ask("wordpress", f"/wp-json/wp/v2/posts?after={after}").body)
        assert [post["slug"] for post in posts] == newer
    assert 0 < len(newer) < len(newsroom.pieces("wordpress"))


def test_wordpress_api_gives_what_was_modified(ask: Ask, newsroom: Newsroom) -> None:
    newsroom.round = 2
    since = newsroom.base - timedelta(hours=1)
    posts = json.loads(
        ask("wordpress", f"/wp-json/wp/v2/posts?modified_after={since:%Y-%m-%dT%H:%M:%S}").body
    )
    edited = [post for post in posts if post["modified"] != post["date"]]
    assert len(edited) == 1
    assert len(posts) == 3


def test_wordpress_sitemap_index_leads_to_every_post(ask: Ask, newsroom: Newsroom) -> None:
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    index = ET.fromstring(ask("wordpress", "/wp-sitemap.xml").body)
    (address,) = [node.text or "" for node in index.findall("s:sitemap/s:loc", names)]
    posts = ET.fromstring(ask("wordpress", address.removeprefix("http://koran.test")).body)
    assert {node.text for node in posts.findall("s:url/s:loc", names)} == {
        newsroom.url_of(piece, "http://koran.test") for piece in newsroom.pieces("wordpress")
    }


def test_wordpress_article_has_text_author_and_graph(ask: Ask, newsroom: Newsroom) -> None:
    piece = newsroom.pieces("wordpress")[0]
    answer = ask("wordpress", newsroom.url_of(piece, ""))
    page = Selector(text=answer.body.decode())
    graph = json.loads(page.css("script[type='application/ld+json']::text").get() or "")["@graph"]
    article = next(node for node in graph if node["@type"] == "NewsArticle")
    assert paragraphs(answer, "article .entry-content > p") == list(piece.paragraphs)
    assert article["author"]["name"] == piece.author == page.css(".author a::text").get()
    assert article["datePublished"].endswith("+00:00")


def test_wordpress_short_address_leads_to_the_article(ask: Ask, newsroom: Newsroom) -> None:
    piece = newsroom.pieces("wordpress")[3]
    answer = ask("wordpress", f"/?p={piece.id}")
    assert answer.status == 301
    assert answer.headers["Location"] == newsroom.url_of(piece, "http://koran.test")
    assert ask("wordpress", "/?p=1").status == 404


def test_wordpress_section_has_a_feed_and_a_list_of_its_own(ask: Ask, newsroom: Newsroom) -> None:
    crimes = [piece for piece in newsroom.pieces("wordpress") if piece.section == "kriminal"]
    feed = ET.fromstring(ask("wordpress", "/category/kriminal/feed/").body)
    listed = Selector(text=ask("wordpress", "/category/kriminal/page/2/").body.decode())
    assert len(feed.findall("./channel/item")) == len(crimes)
    assert len(listed.css("h2.entry-title a")) == len(crimes) - 3
