"""Articles and acts that are cited; drugs, weapons and sums with their amounts."""

from __future__ import annotations

import pytest

from pipelines.labels.law import DRUG, MONEY, WEAPON, find_law
from pipelines.labels.words import read


def cited(text: str) -> list[tuple[str | None, str | None]]:
    return [(one.pasal, one.act) for one in find_law(text).citations]


def items(text: str) -> list[tuple[str, str, float | None, str | None]]:
    return [(one.kind, one.name, one.amount, one.unit) for one in find_law(text).items]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Pelaku dijerat Pasal 363 KUHP.", [("363", "KUHP")]),
        (
            "Melanggar Pasal 114 Ayat (1) Jo Pasal 132 Undang-Undang RI Nomor 35 Tahun 2009.",
            [("114 ayat 1", "UU 35/2009"), ("132", "UU 35/2009")],
        ),
        ("dijerat pasal 80 ayat 2 UU No. 35/2014", [("80 ayat 2", "UU 35/2014")]),
        ("Sesuai Undang – undang Nomor 22 Tahun 2009 tentang Lalu Lintas", [(None, "UU 22/2009")]),
        ("dikenai Pasal 28 UU ITE dan Pasal 28 UU ITE", [("28", "UU ITE")]),
        ("diancam Pasal 5 tanpa undang-undang yang disebut", [("5", None)]),
        ("Jo Biden dan 12 orang lain datang", []),
    ],
)
def test_articles_are_cited_with_their_act(text: str, wanted: list[tuple[str | None, str | None]]) -> None:
    assert cited(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("menyita 14,96 kilogram sabu siap edar", (DRUG, "sabu", 14.96, "kg")),
        ("narkotika jenis sabu-sabu sebanyak lima paket", (DRUG, "sabu", 5.0, "paket")),
        ("ganja 127 gram", (DRUG, "ganja", 127.0, "gram")),
        ("sabu seberat 48,54 kilogram", (DRUG, "sabu", 48.54, "kg")),
        ("57.418 butir obat keras", (DRUG, "obat keras", 57418.0, "butir")),
        ("peredaran narkoba di desa", (DRUG, "narkotika", None, None)),
        ("sepucuk senjata api rakitan", (WEAPON, "senjata api rakitan", 1.0, None)),
        ("dua bilah parang", (WEAPON, "parang", 2.0, "bilah")),
        ("mengancam dengan sajam", (WEAPON, "senjata tajam", None, None)),
        ("rugi Rp12.000.000 karena", (MONEY, "rupiah", 12_000_000.0, "IDR")),
        ("merugikan negara Rp 33,5 Miliar", (MONEY, "rupiah", 33.5e9, "IDR")),
        ("merugikan negara Rp 33 M", (MONEY, "rupiah", 33e9, "IDR")),
        ("uang tunai Rp90 ribu", (MONEY, "rupiah", 90_000.0, "IDR")),
    ],
)
def test_evidence_is_read_with_its_amount(
    text: str, wanted: tuple[str, str, float | None, str | None]
) -> None:
    assert items(text) == [wanted]


def test_an_amount_of_one_thing_is_not_given_to_the_next() -> None:
    text = "Disita ganja 127 gram, psikotropika 279 butir, dan ekstasi."
    assert items(text) == [
        (DRUG, "ganja", 127.0, "gram"),
        (DRUG, "psikotropika", 279.0, "butir"),
        (DRUG, "ekstasi", None, None),
    ]


def test_a_thing_without_amount_is_left_out_where_it_has_one_elsewhere() -> None:
    text = "Peredaran sabu digagalkan. Polisi menyita 2 kg sabu. Sabu itu dari luar kota."
    assert items(text) == [(DRUG, "sabu", 2.0, "kg")]


def test_names_of_places_and_pointers_are_no_evidence() -> None:
    assert items("Bupati Sabu Raijua meresmikan pasar.") == []
    assert items("Taman dibuka.\nBaca juga: Sabu 5 Kg dan Uang Rp 2 Miliar Disita\n") == []


def test_each_item_and_citation_keeps_its_words() -> None:
    words = read("Polisi menyita 2,5 kg ganja. Pelaku dijerat Pasal 111 UU Nomor 35 Tahun 2009.")
    law = find_law(words)
    assert [words.quote(span) for span in law.items[0].evidence] == ["2,5 kg ganja"]
    assert [words.quote(span) for span in law.citations[0].evidence] == [
        "Pasal 111",
        "UU Nomor 35 Tahun 2009",
    ]


def test_an_empty_text_cites_nothing() -> None:
    law = find_law("")
    assert law.citations == law.items == ()
