"""A reading is laid back on its page: what it lost comes back, what it took from elsewhere goes."""

from __future__ import annotations

from pipelines.markup import parse
from pipelines.paragraphs import blocks_of
from pipelines.recover import mended

TEXT = [
    f"Kalimat nomor {number} menceritakan banjir di tepi sungai yang mulai surut pada pagi hari."
    for number in range(8)
]
LOST = "Kalimat ini hilang dari bacaan padahal berdiri di antara kalimat yang lain."


def page(inner: str, after: str = "") -> str:
    return f"<html><body><div id=isi>{inner}</div><div id=luar>{after}</div></body></html>"


def paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def mend(html: str, read: list[str]) -> list[str]:
    return list(mended(blocks_of(parse(html.encode()).root), read))


def test_bare_text_before_the_first_paragraph_comes_back() -> None:
    assert mend(page(f"{LOST}<br><br>{paragraphs(TEXT)}"), TEXT) == [LOST, *TEXT]


def test_paragraph_that_was_skipped_comes_back_in_its_place() -> None:
    html = page(paragraphs([*TEXT[:3], LOST, *TEXT[3:]]))
    assert mend(html, TEXT) == [*TEXT[:3], LOST, *TEXT[3:]]


def test_items_of_a_list_between_paragraphs_come_back() -> None:
    html = page(f"{paragraphs(TEXT[:3])}<ul><li>{LOST}</li></ul>{paragraphs(TEXT[3:])}")
    assert mend(html, TEXT) == [*TEXT[:3], LOST, *TEXT[3:]]


def test_links_labels_and_captions_between_paragraphs_do_not_come_back() -> None:
    between = (
        f'<p><a href="/x">{LOST}</a></p><p>Bukan kalimat</p><figure><p>{LOST}</p></figure>'
        f"<div class=galeri><p>{LOST}</p></div>"
    )
    assert mend(page(f"{paragraphs(TEXT[:3])}{between}{paragraphs(TEXT[3:])}"), TEXT) == TEXT


def test_paragraph_from_far_below_the_text_goes() -> None:
    notice = "Redaksi berhak menghapus komentar yang melecehkan."
    assert mend(page(paragraphs(TEXT), f"<p>{notice}</p>"), [*TEXT, notice]) == TEXT


def test_second_half_of_a_text_in_a_box_of_its_own_stays() -> None:
    assert mend(page(paragraphs(TEXT[:5]), paragraphs(TEXT[5:])), TEXT) == TEXT


def test_text_cut_up_by_the_reader_is_not_doubled() -> None:
    html = page(f"<p>{TEXT[0]} {TEXT[1]}</p>{paragraphs(TEXT[2:])}")
    assert mend(html, TEXT) == TEXT


def test_reading_that_is_not_on_the_page_comes_back_as_it_is() -> None:
    assert mend(page(paragraphs(["Lain sekali isi halaman ini."])), TEXT) == TEXT
    assert mend(page(""), []) == []


def test_what_a_second_look_found_goes_back_to_its_place() -> None:
    html = page(paragraphs(TEXT))
    assert mend(html, [*TEXT[3:], *TEXT[:3]]) == TEXT


def test_heading_of_a_paragraph_that_was_read_comes_back() -> None:
    html = page(f"{paragraphs(TEXT[:3])}<h2>Air surut</h2>{paragraphs(TEXT[3:])}<h2>Berita lain</h2>")
    assert mend(html, TEXT) == [*TEXT[:3], "Air surut", *TEXT[3:]]


def test_heading_above_the_whole_text_is_a_subtitle() -> None:
    assert mend(page(f"<h2>Warga diungsikan</h2>{paragraphs(TEXT)}"), TEXT) == TEXT


def test_heading_that_is_a_link_is_another_articles() -> None:
    html = page(f"{paragraphs(TEXT[:3])}<h3><a href=/x>Jembatan baru</a></h3>{paragraphs(TEXT[3:])}")
    assert mend(html, TEXT) == TEXT


def test_short_entries_come_back_with_the_paragraph_that_announces_them() -> None:
    lead = "Tim gabungan akan mengambil beberapa langkah, antara lain:"
    entries = "<ul><li>Memasang papan</li><li>Menambah patroli</li></ul>"
    wanted = [*TEXT[:4], lead, "Memasang papan", "Menambah patroli", *TEXT[4:]]
    assert (
        mend(
            page(f"{paragraphs([*TEXT[:4], lead])}{entries}{paragraphs(TEXT[4:])}"),
            [*TEXT[:4], lead, *TEXT[4:]],
        )
        == wanted
    )
    wanted = [*TEXT, lead, "Memasang papan", "Menambah patroli"]
    assert mend(page(f"{paragraphs([*TEXT, lead])}{entries}"), [*TEXT, lead]) == wanted


def test_short_entries_that_nobody_announces_are_labels() -> None:
    entries = "<ul><li>Bagikan</li><li>Simpan</li></ul>"
    assert mend(page(f"{paragraphs(TEXT[:4])}{entries}{paragraphs(TEXT[4:])}"), TEXT) == TEXT


def test_headlines_above_and_below_the_text_go_from_the_reading() -> None:
    above, below = "Jembatan baru di hulu diresmikan", "Harga cabai naik menjelang hari raya"
    html = page(f"<p><a href=/1>{above}</a></p>{paragraphs(TEXT)}<p><a href=/2>{below}</a></p>")
    assert mend(html, [above, *TEXT, below]) == TEXT
    linked = [*TEXT[:7], "Laporan lengkapnya dapat dibaca di laman pemerintah kabupaten."]
    html = page(f"{paragraphs(TEXT[:7])}<p><a href=/3>{linked[7]}</a></p>")
    assert mend(html, linked) == linked


def test_heading_over_a_picture_and_its_caption_comes_back() -> None:
    html = page(f"{paragraphs(TEXT[:3])}<h2>Air surut</h2><small>ilustrasi</small>{paragraphs(TEXT[3:])}")
    assert mend(html, TEXT) == [*TEXT[:3], "Air surut", *TEXT[3:]]
    html = page(
        f"{paragraphs(TEXT[:3])}<h2>Terpopuler</h2><b><a href=/x>Jembatan</a></b>{paragraphs(TEXT[3:])}"
    )
    assert mend(html, TEXT) == TEXT


HEADLINES = "".join(f"<div><a href=/{number}>Berita {number}</a></div>" for number in range(12))
FOOT = "Koran ini terbit di tepi sungai dan dibaca oleh warga tiga kecamatan setiap hari."


def test_foot_of_a_page_far_below_a_text_goes_though_the_text_is_short() -> None:
    html = page(paragraphs(TEXT[:3]), f"{HEADLINES}<div class=bawah><p>{FOOT}</p></div>")
    assert mend(html, [*TEXT[:3], FOOT]) == TEXT[:3]


def test_text_that_goes_on_below_a_long_list_in_the_same_setting_stays() -> None:
    parts = [f"<div class=isi>{paragraphs(half)}</div>" for half in (TEXT[:6], TEXT[6:])]
    assert mend(page(HEADLINES.join(parts)), TEXT) == TEXT
