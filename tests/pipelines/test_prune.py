"""What is named as furniture goes, frames that merely mention it stay."""

from __future__ import annotations

import pytest

from pipelines.markup import parse
from pipelines.paragraphs import paragraphs_of
from pipelines.prune import pruned

TEXT = "".join(
    f"<p>Kalimat nomor {number} tentang banjir di tepi sungai yang surut.</p>" for number in range(9)
)


def visible(inner: str) -> str:
    page = f"<html><body><h1>Banjir surut</h1>{inner}</body></html>"
    return " ".join(pruned(parse(page.encode()).root).text_content().split())


@pytest.mark.parametrize(
    "furniture",
    [
        "<nav>HILANG</nav>",
        "<footer>HILANG</footer>",
        "<aside>HILANG</aside>",
        "<form>HILANG</form>",
        '<div class="related-posts">HILANG</div>',
        '<ul id="bacaJuga">HILANG</ul>',
        '<div class="td_block berita_terkait">HILANG</div>',
        '<section class="comments-area">HILANG</section>',
        '<p class="wp-caption-text">HILANG</p>',
        '<div class="c-newsletter__form">HILANG</div>',
        '<span class="sr-only">HILANG</span>',
        '<div class="author-bio">HILANG</div>',
    ],
)
def test_furniture_goes_and_what_stands_behind_it_stays(furniture: str) -> None:
    text = visible(f"<div>{TEXT}{furniture} dan selesai.</div>")
    assert "HILANG" not in text
    assert text.endswith("dan selesai.")
    assert "nomor 0" in text


@pytest.mark.parametrize(
    "frame",
    [
        '<div class="content has-sidebar">',
        '<div class="page tag-banjir category-share">',
        "<form id=aspnet>",
        '<div id="comments-open">',
        '<aside class="main">',
        '<div class="elementor-widget social">',
        '<div class="l-sidebar-fixed l-segment">',
        '<section class="o-section o-section--has-ads js-share">',
        '<div class="article no-comments">',
    ],
)
def test_frame_of_the_whole_text_stays_whatever_it_is_called(frame: str) -> None:
    assert "nomor 8" in visible(f"{frame}<h2>Isi</h2>{TEXT}</div>")


def test_anchor_of_a_heading_is_no_name() -> None:
    assert "Air surut" in visible(f'{TEXT}<h3 id="nav_social_air_surut">Air surut</h3>{TEXT}')


def test_widgets_of_a_page_builder_are_paragraphs_and_stay() -> None:
    widget = '<div class="elementor-element elementor-widget share-1"><p>Satu kalimat saja.</p></div>'
    assert "Satu kalimat saja." in visible(f"<div>{TEXT}{widget}</div>")


def test_comments_go_even_where_they_are_longer_than_the_text() -> None:
    talk = f'<div class="comments">{TEXT.replace("Kalimat", "Komentar")}</div>'
    text = visible(f"<div>{TEXT}</div>{talk}")
    assert "Kalimat nomor 8" in text
    assert "Komentar" not in text


def test_heading_is_never_lost_with_its_box() -> None:
    page = b"<body><div class='banner share'><h1>Banjir surut</h1></div><p>Isi.</p></body>"
    assert pruned(parse(page).root).find(".//h1") is not None


def test_page_itself_is_left_as_it_is() -> None:
    root = parse(b"<body><nav>x</nav><p>Isi.</p></body>").root
    pruned(root)
    assert root.find(".//nav") is not None


def test_lines_between_which_a_box_stood_stay_apart() -> None:
    root = parse(
        b"<div>Banjir surut.<div class=related-posts>x</div>Warga pulang. <span class=ads>y</span>Pagi.</div>"
    ).root
    assert paragraphs_of(pruned(root)) == ["Banjir surut.", "Warga pulang. Pagi."]
