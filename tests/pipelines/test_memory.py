"""A source's furniture is learned from its pages, and no article's text ever is."""

from __future__ import annotations

from collections.abc import Iterable

from crawler.items import Furniture
from pipelines.memory import (
    LABEL_WITNESSES,
    SENTENCE_WITNESSES,
    learned,
    line_marks,
    without_furniture,
)
from storage.store import Sighting

BANNER = "Banner Pemprov Sumatera Selatan"
FOOTER = "Cek Berita dan Artikel lainnya"
LAW = "Pelaku dijerat Pasal 363 KUHP dengan ancaman hukuman tujuh tahun penjara."
NOTICE = "Redaksi menerima kiriman berita dari warga melalui surat dan kotak pengaduan di kantor kami."


def story(number: int) -> list[str]:
    """An article like no other: four paragraphs of its own."""
    return [
        f"Kejadian nomor {number} paragraf {part} berlangsung di desa ke-{number}, dan warga menuturkan "
        f"kepada polisi apa yang mereka lihat pada malam ke-{number} itu secara terperinci."
        for part in range(4)
    ]


def seen(pages: Iterable[list[str]]) -> list[Sighting]:
    return [
        Sighting(
            page=f"https://koran.example/{number}", mark=line.mark, size=line.size, sentence=line.sentence
        )
        for number, paragraphs in enumerate(pages)
        for line in line_marks(paragraphs)
    ]


def learn(pages: Iterable[list[str]]) -> Furniture:
    return learned(seen(pages))


def test_banner_above_and_footer_below_several_texts_are_learned_and_go() -> None:
    furniture = learn([[BANNER, *story(number), FOOTER] for number in range(LABEL_WITNESSES)])
    kept, dropped = without_furniture([BANNER, *story(99), FOOTER], furniture)
    assert kept == story(99)
    assert dropped == [BANNER, FOOTER]


def test_too_few_pages_teach_nothing() -> None:
    furniture = learn([[BANNER, *story(number), FOOTER] for number in range(LABEL_WITNESSES - 1)])
    assert furniture == Furniture()


def test_headlines_of_the_day_below_every_text_go_from_the_end_inward() -> None:
    day = ["Bupati Resmikan Jembatan Gantung", "Harga Cabai Naik Lagi", FOOTER]
    furniture = learn([[*story(number), *day] for number in range(6)])
    assert without_furniture([*story(99), *day], furniture) == (story(99), day)


def test_release_printed_under_many_addresses_is_one_witness_and_stays() -> None:
    release = ["Siaran Pers", *story(7), "Humas Polres"]
    furniture = learn([release] * 20)
    assert without_furniture(release, furniture) == (release, [])


def test_copies_of_a_release_with_paragraphs_added_or_cut_are_still_one_witness() -> None:
    copies = [["Siaran Pers", *story(7)[: 4 - number % 2], f"Tambahan ke-{number}."] for number in range(20)]
    assert learn(copies) == Furniture()


def test_sentence_that_ends_many_reports_stays() -> None:
    pages = [[*story(number), *([LAW] if number % 3 == 0 else [])] for number in range(30)]
    furniture = learn(pages)
    assert without_furniture([*story(99), LAW], furniture) == ([*story(99), LAW], [])


def test_notice_below_every_text_is_learned_from_more_pages() -> None:
    pages = [[*story(number), NOTICE] for number in range(SENTENCE_WITNESSES)]
    assert learn(pages[:-1]) == Furniture()
    assert without_furniture([*story(99), NOTICE], learn(pages)) == (story(99), [NOTICE])


def test_subheading_that_many_texts_share_stays_in_their_midst() -> None:
    pages = [[*story(number)[:2], "Kronologi Kejadian", *story(number)[2:]] for number in range(6)]
    assert without_furniture(pages[0], learn(pages)) == (pages[0], [])


def test_label_in_the_midst_of_most_texts_goes_once_it_stood_on_many() -> None:
    pages = [[*story(number)[:2], "Banner Pemkot Baru", *story(number)[2:]] for number in range(10)]
    assert without_furniture(pages[3], learn(pages)) == (story(3), ["Banner Pemkot Baru"])


def test_short_quote_that_recurs_in_the_midst_of_texts_stays() -> None:
    quote = "“Kami masih mendalami kasus ini,” katanya."
    pages = [[*story(number)[:2], quote, *story(number)[2:]] for number in range(20)]
    assert without_furniture(pages[3], learn(pages)) == (pages[3], [])


def test_long_paragraph_is_never_learned() -> None:
    long = "Kalimat panjang yang sama " * 20 + "selesai."
    pages = [[*story(number), *story(100 + number), *story(200 + number), long] for number in range(20)]
    assert without_furniture(pages[0], learn(pages)) == (pages[0], [])


def test_text_of_which_more_than_half_would_go_is_left_whole() -> None:
    furniture = learn([[BANNER, *story(number), FOOTER] for number in range(9)])
    assert without_furniture([BANNER, "Tiga kata saja.", FOOTER], furniture) == (
        [BANNER, "Tiga kata saja.", FOOTER],
        [],
    )


def test_pages_without_prose_teach_nothing() -> None:
    assert learn([[BANNER, f"Foto ke-{number}", FOOTER] for number in range(30)]) == Furniture()


def test_line_is_known_in_other_capitals_and_punctuation() -> None:
    furniture = learn([[*story(number), FOOTER] for number in range(LABEL_WITNESSES)])
    assert without_furniture([*story(99), f"» {FOOTER.upper()}!"], furniture)[0] == story(99)


def test_without_memory_a_text_is_left_as_it_is() -> None:
    assert without_furniture([BANNER, FOOTER], Furniture()) == ([BANNER, FOOTER], [])
