"""Names of areas are found by their letters, the longest first, with the level that stands before them."""

from __future__ import annotations

import pytest

from pipelines.labels.areas import atlas
from pipelines.labels.gazetteer import mentions
from pipelines.labels.words import read


def found(text: str) -> list[tuple[str, list[str]]]:
    words = read(text)
    return [
        (words.quote(words.span(m.first, m.end)), sorted({s.code for s in m.spellings}))
        for m in mentions(words)
    ]


def test_the_table_holds_all_provinces_kabupaten_kota_and_kecamatan() -> None:
    levels = [area.level for area in atlas().areas.values()]
    assert levels.count("provinsi") == 38
    assert levels.count("kabupaten") + levels.count("kota") == 514
    assert levels.count("kecamatan") > 7000


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("16.01", "Kabupaten Ogan Komering Ulu"),
        ("31.74", "Kota Jakarta Selatan"),
        ("31.01", "Kabupaten Kepulauan Seribu"),
        ("34", "DI Yogyakarta"),
        ("72.04", "Kabupaten Tolitoli"),
        ("73.10", "Kabupaten Pangkajene dan Kepulauan"),
        ("16.71.05", "Ilir Timur I"),
        ("16.02.05", "Kayuagung"),
    ],
)
def test_names_are_written_as_newspapers_write_them(code: str, title: str) -> None:
    assert atlas().areas[code].title == title


@pytest.mark.parametrize("text", ["Bandar Lampung", "Bandarlampung", "BANDAR LAMPUNG", "Bandar-Lampung"])
def test_blanks_hyphens_and_capitals_make_no_difference(text: str) -> None:
    assert found(f"di {text} kemarin") == [(text, ["18.71"])]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("OKU", ["16.01"]),
        ("OKU Timur", ["16.08"]),
        ("OKUS", ["16.09"]),
        ("OKI", ["16.02"]),
        ("Muba", ["16.06"]),
        ("Muratara", ["16.13"]),
        ("PALI", ["16.12"]),
        ("Tubaba", ["18.12"]),
        ("Lamteng", ["18.02"]),
        ("Jaktim", ["31.75"]),
        ("Tangsel", ["36.74"]),
        ("Sumsel", ["16"]),
        ("Baturaja", ["16.01"]),
        ("Kefamenanu", ["53.03"]),
    ],
)
def test_abbreviations_and_seats_lead_to_their_areas(text: str, codes: list[str]) -> None:
    assert [row[1] for row in found(f"di {text} kemarin")] == [codes]


def test_an_abbreviation_in_capitals_is_not_found_in_small_letters() -> None:
    assert found("Oki pergi, oi, ke pali") == []


def test_the_longest_name_wins() -> None:
    assert found("Kecamatan Mesuji Raya") == [("Kecamatan Mesuji Raya", ["16.02.21"])]
    assert [row[1] for row in found("Ogan Komering Ulu Timur")] == [["16.08"]]


def test_a_name_split_by_its_abbreviation_is_one_name() -> None:
    assert found("Polres Ogan Komering Ulu (OKU) Timur") == [("Ogan Komering Ulu (OKU) Timur", ["16.08"])]


def test_the_level_before_a_name_decides_between_namesakes() -> None:
    assert found("Kota Bogor") == [("Kota Bogor", ["32.71"])]
    assert found("Kab. Bogor") == [("Kab. Bogor", ["32.01"])]
    assert {"32.01", "32.71"} <= set(found("Bogor")[0][1])


def test_a_level_that_no_namesake_has_is_passed_over() -> None:
    assert found("Kota Baturaja") == [("Kota Baturaja", ["16.01"])]


def test_a_comma_ends_a_name() -> None:
    assert [row[0] for row in found("di Ogan, Komering, Muara, Enim")] == ["Muara"]


def test_names_with_an_apostrophe_are_found() -> None:
    assert found("di Kecamatan Hu'u, Dompu")[0][0] == "Kecamatan Hu'u"


def test_pointers_to_other_articles_name_nothing() -> None:
    assert found("Baca juga: Begal di Lahat Ditangkap\n") == []
