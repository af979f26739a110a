"""A reading is told with its reasons, and is the reading of a crawl."""

from __future__ import annotations

from dataclasses import replace

from crawler.items import Article, Furniture, Hints, Part
from pipelines.explain import Explained, explained_page
from pipelines.memory import line_marks
from pipelines.process import process_page
from tests.pipelines.pages import page

LEAD = "Baturaja - Warga membersihkan lumpur yang dibawa banjir dari tepi sungai Ogan pada hari Senin."
NEXT = "Bupati meminta warga tetap waspada karena hujan masih turun di hulu sungai sampai akhir pekan."
LAST = "Air mulai surut pada Senin siang dan jalan raya menuju pasar sudah dapat dilewati kendaraan."
HINTS = Hints(body=(".isi",), drop=(".iklan",))


def html(*paragraphs: str) -> bytes:
    inner = "".join(f"<p>{text}</p>" for text in paragraphs)
    body = f"<h1>Banjir surut</h1><div class=isi><p class=iklan>Beli!</p>{inner}</div>"
    return f"<html><body>{body}</body></html>".encode()


def rules(read: Explained) -> list[tuple[str, str]]:
    return [(one.rule, one.text) for one in read.dropped]


def test_every_step_names_what_it_left_out() -> None:
    banner = "Banner pemerintah kota"
    whole = replace(
        page(
            html(
                "Banjir surut",
                LEAD,
                NEXT,
                LAST,
                "Editor: Budi Santosa",
                banner,
                "Berita Terkait",
                "Judul lain",
            )
        ),
        hints=HINTS,
        furniture=Furniture(edges=frozenset(mark.mark for mark in line_marks([banner]))),
    )
    read = explained_page(whole)
    assert rules(read) == [
        ("selector .iklan", "Beli!"),
        ("ending", "Berita Terkait"),
        ("ending", "Judul lain"),
        ("repeated-title", "Banjir surut"),
        ("editor", "Editor: Budi Santosa"),
        ("learned-furniture", banner),
    ]
    assert read.rules["editors"] == "label"
    assert read.result == process_page(whole)


def test_what_a_later_part_repeats_is_told() -> None:
    first = page(html(LEAD, NEXT))
    second = Part(url=first.url + "/15", body=html(LEAD, LAST), fetched_at=first.parts[0].fetched_at)
    read = explained_page(replace(first, parts=(*first.parts, second), hints=Hints(body=(".isi",))))
    assert isinstance(read.result, Article)
    assert read.result.paragraphs.count(LEAD) == 1
    assert ("repeated-in-part", LEAD) in rules(read)
