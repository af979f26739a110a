"""Words that lost the blank between them are two words again; those that only look so stay one."""

from __future__ import annotations

import pytest

from pipelines.labels.units import find_units
from pipelines.labels.words import read


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("PoldaSumatera Utara", ["Polda", "Sumatera", "Utara"]),
        ("KotaDepok", ["Kota", "Depok"]),
        ("tol diDepoktanpa bayar", ["tol", "di", "Depok", "tanpa", "bayar"]),
        ("tersangkaEks Kapolres", ["tersangka", "Eks", "Kapolres"]),
        ("Juru BicaraDensus 88Antiteror", ["Juru", "Bicara", "Densus", "88", "Antiteror"]),
        ("JakartaDetasemen Khusus", ["Jakarta", "Detasemen", "Khusus"]),
        ("Polda Riaumenggelar apel", ["Polda", "Riau", "menggelar", "apel"]),
        ("KotaKupangsekitar pukul", ["Kota", "Kupang", "sekitar", "pukul"]),
        ("mantan Ketua DPRD Jatimini", ["mantan", "Ketua", "DPRD", "Jatim", "ini"]),
        ("Sutarmiyang hilang. Sutarmi pulang", ["Sutarmi", "yang", "hilang", "Sutarmi", "pulang"]),
        ("junctoPasal 55", ["juncto", "Pasal", "55"]),
    ],
)
def test_glued_words_are_parted(text: str, words: list[str]) -> None:
    assert list(read(text).raw) == words


@pytest.mark.parametrize(
    "text",
    [
        "Wahyudi dan Wahyu",
        "dilansir detikJateng",
        "grup WhatsApp dan TikTok",
        "Kotabaru di Kotabumi",
        "Pemberantasan korupsi",
        "TribunJabar menulis",
        "Sutarmiyang",  # nobody of that name elsewhere
        "PALI dan OKU",
    ],
)
def test_words_that_only_look_glued_stay_as_they_are(text: str) -> None:
    assert list(read(text).raw) == text.replace(".", "").split()


def test_places_in_the_text_stay_those_of_the_text() -> None:
    words = read("Kapolda Riaumengatakan hal itu.")
    (unit,) = find_units(words)
    assert words.quote(unit.evidence[0]) == "Kapolda Riau"
    assert words.text[words.starts[2] : words.ends[2]] == "mengatakan"


def test_a_text_of_glued_words_takes_time_for_its_length_alone() -> None:
    assert len(read("Riaumenggelar " * 20_000)) == 40_000
