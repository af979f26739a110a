from __future__ import annotations

from lxml.html import HtmlElement

from pipelines.body import read_body
from pipelines.markup import parse
from pipelines.opinion import words

STORY = "".join(
    f"<p>Kalimat ke-{n} laporan ini menceritakan warga yang menolong korban banjir di tepi sungai.</p>"
    for n in range(6)
)


def test_container_of_the_source_is_read_whole() -> None:
    root = parse(f"<nav>menu</nav><div class=isi>{STORY}</div><div>lain</div>".encode()).root
    body = read_body(root, root.cssselect(".isi"))
    assert body is not None
    assert (body.method, len(body.paragraphs)) == ("selector", 6)


def test_container_without_text_is_passed_over_for_the_next_of_its_kind() -> None:
    root = parse(f"<div class=isi></div><div class=isi>{STORY}</div>".encode()).root
    body = read_body(root, root.cssselect(".isi"))
    assert body is not None
    assert (body.method, len(body.paragraphs)) == ("selector", 6)


def test_page_of_an_unknown_template_is_read_by_trafilatura_without_its_comments() -> None:
    comments = (
        "<div id=comments><div class=comment><p>Mantap, semoga cepat surut airnya di sana.</p></div></div>"
    )
    root = parse(f"<html><body><article>{STORY}</article>{comments}</body></html>".encode()).root
    body = read_body(root, [])
    assert body is not None
    assert body.method == "trafilatura"
    assert len(body.paragraphs) == 6


def test_tree_is_left_as_it_was_for_the_next_reader() -> None:
    root = parse(f"<html><body><article>{STORY}</article><footer>kaki</footer></body></html>".encode()).root
    before = root.text_content()
    read_body(root, [])
    assert root.text_content() == before


def test_page_without_text_gives_none() -> None:
    assert read_body(parse(b"<html><body><img src=x></body></html>").root, []) is None


def page_of(inner: str) -> HtmlElement:
    return parse(f"<html><body>{inner}</body></html>".encode()).root


def test_share_bar_author_and_related_list_around_the_text_are_not_read() -> None:
    around = (
        "<div class=share-bar><p>Bagikan artikel ini kepada teman dan keluarga Anda di mana saja.</p></div>"
        "<div class=author-bio><p>Dedi menulis tentang sungai dan orang yang hidup di tepinya.</p></div>"
        "<div class=related-posts><p>Harga cabai naik lagi di pasar induk menjelang hari raya.</p></div>"
    )
    body = read_body(page_of(f"<article>{STORY}{around}</article>"), [])
    assert body is not None
    assert len(body.paragraphs) == 6


def test_opening_set_as_bare_text_before_the_paragraphs_is_read() -> None:
    opening = "Sungai di tengah kota meluap pada Senin malam dan merendam ratusan rumah warga."
    body = read_body(page_of(f"<div class=isi>{opening}<br><br>{STORY}</div>"), [])
    assert body is not None
    assert body.paragraphs[0] == opening
    assert len(body.paragraphs) == 7


def test_sound_reading_leaves_no_doubts() -> None:
    body = read_body(page_of(f"<article>{STORY}</article>"), [])
    assert body is not None
    assert body.doubts == ()


def test_container_that_misses_the_text_stated_in_json_ld_is_doubted() -> None:
    stated = words(["Kalimat yang sama sekali lain isinya " * 10])
    root = page_of(f"<div class=isi>{STORY}</div>")
    body = read_body(root, root.cssselect(".isi"), stated)
    assert body is not None
    assert body.method == "selector"
    assert body.doubts == ("holds 20% of the text stated in JSON-LD",)


def test_reading_that_the_second_reader_does_not_share_is_doubted() -> None:
    headlines = "".join(
        f"<div><h3><a href=/b/{number}>Judul berita nomor {number} hari ini</a></h3>"
        f"<p>Ringkasan {number}.</p></div>"
        for number in range(30)
    )
    body = read_body(
        page_of(f"<div>{headlines}</div><div class=x><p>Satu kalimat pendek saja.</p></div>"), []
    )
    assert body is None or body.doubts
