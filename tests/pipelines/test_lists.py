"""Lists of other articles leave a page by their heading and their links; a story with links in it stays."""

from __future__ import annotations

import pytest

from pipelines.lists import drop_lists
from pipelines.markup import parse
from pipelines.paragraphs import blocks_of
from tests.pipelines.pages import read

STORY = "".join(
    f"<p>Kalimat ke-{n} laporan ini menceritakan warga yang menolong korban banjir.</p>" for n in range(6)
)
CARDS = "".join(
    f'<div class=kartu><a href="/b/{n}">Judul berita nomor {n} hari ini</a><small>{n} jam lalu</small>'
    f"<p>Ringkasan berita nomor {n} yang terjadi pada hari yang sama di kabupaten tetangga.</p></div>"
    for n in range(4)
)


def left(inner: str) -> str:
    """The text that is left."""
    root = parse(f"<html><body>{inner}</body></html>".encode()).root
    drop_lists(blocks_of(root))
    return " ".join(root.text_content().split())


@pytest.mark.parametrize(
    "page",
    [
        f"<div class=x><h3>Berita Terkait</h3>{CARDS}</div>",
        f"<div class=x><div class=y><span>Terpopuler</span></div><div>{CARDS}</div></div>",
        f"<h3>Baca Juga</h3>{CARDS}",
        f"<p><b>Rekomendasi untuk Anda</b></p><section>{CARDS}</section>",
    ],
)
def test_list_below_a_story_goes_with_its_heading_whatever_its_names(page: str) -> None:
    text = left(f"<main><div>{STORY}</div>{page}<p>Kaki halaman tetap ada di sini.</p></main>")
    assert "Kalimat ke-5" in text
    assert text.endswith("Kaki halaman tetap ada di sini.")
    assert not any(word in text for word in ("Ringkasan", "Judul", "jam lalu", "Terkait", "Terpopuler"))


def test_list_between_two_paragraphs_goes_and_the_story_goes_on() -> None:
    pointers = "<p>Baca juga:</p><ul><li><a href=/1>Judul satu yang lain</a><li><a href=/2>Judul dua</a></ul>"
    text = left(f"<div>{STORY}{pointers}<p>Kalimat penutup laporan ini tentang air yang surut.</p></div>")
    assert "Judul" not in text
    assert text.endswith("air yang surut.")


@pytest.mark.parametrize(
    "page",
    [
        f"<div><h3>Berita Terkini</h3>{STORY}</div>",  # the name of the section above the text
        f"<div>{STORY}<h3>Berita Terkait</h3>{STORY}</div>",
        f"<div>{STORY}<h3>Baca juga</h3></div>",
        f"<div>{STORY}<div><h3>Komentar</h3><h1>Judul</h1>{CARDS}</div></div>",
        f"<div><h3>Terpopuler</h3>{CARDS}</div>",  # nothing else on the page
    ],
)
def test_text_below_such_a_heading_stays(page: str) -> None:
    before = " ".join(parse(f"<html><body>{page}</body></html>".encode()).root.text_content().split())
    assert left(page) == before


def test_teasers_of_an_unnamed_box_are_no_part_of_the_reading() -> None:
    box = f"<div class=box-9><h3>Berita Terkait</h3>{CARDS}</div>"
    article = read(f"<html><body><h1>Banjir surut</h1><div class=a>{STORY}</div>{box}</body></html>")
    assert len(article.paragraphs) == 6
