"""Villages are taken as the text names them."""

from __future__ import annotations

from pipelines.labels.villages import find_villages
from pipelines.labels.words import read


def names(text: str, title: str = "") -> list[tuple[str, str]]:
    return [(village.kind, village.name) for village in find_villages(read(text, title=title))]


def test_each_kind_of_village_is_found_by_its_word() -> None:
    text = (
        "di Desa Lekis, Kelurahan Sukaraya, Pekon Wonosari, Nagari Andaleh, Gampong Lamteh, Kel. Talang Ubi"
    )
    assert names(text) == [
        ("Desa", "Lekis"),
        ("Kelurahan", "Sukaraya"),
        ("Pekon", "Wonosari"),
        ("Nagari", "Andaleh"),
        ("Gampong", "Lamteh"),
        ("Kelurahan", "Talang Ubi"),
    ]


def test_a_name_ends_before_small_letters_marks_levels_and_ranks() -> None:
    text = (
        "Bhabinkamtibmas Desa Sido Mulyo Aiptu Fulan. Desa Batu Putih Kecamatan X. Desa Air Itam malam itu."
    )
    assert names(text) == [("Desa", "Sido Mulyo"), ("Desa", "Batu Putih"), ("Desa", "Air Itam")]


def test_a_village_named_twice_is_one_with_two_reasons() -> None:
    (village,) = find_villages("Api di Desa Suka Makmur. Warga Desa Suka Makmur lari.")
    assert len(village.evidence) == 2


def test_the_word_alone_and_titles_name_no_village() -> None:
    assert names("Kepala desa itu datang ke Desa.") == []
    assert names("Api padam.", title="Warga Desa Suka Makmur Tangkap Begal") == []
