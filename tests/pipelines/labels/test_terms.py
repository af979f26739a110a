"""Lists of words are found in a text whatever their capitals, endings and hyphens, the longest first."""

from __future__ import annotations

import pytest

from pipelines.labels.terms import Lexicon
from pipelines.labels.words import read


def found(text: str, *terms: str) -> list[str]:
    words = read(text)
    return [words.quote(words.span(hit.first, hit.end)) for hit in Lexicon({"list": terms}).find(words)]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Kasus CURANMOR marak", "curanmor"),
        ("Para pelakunya kabur", "pelaku"),
        ("Barang sabu-sabu disita", "sabu sabu"),
        ("Aksi pencurian kendaraan bermotor", "pencurian kendaraan bermotor"),
        ("Korban dibegalkan", "dibegal*"),
        ('Sopir "koboi jalanan" ditangkap', "koboi jalanan"),
    ],
)
def test_a_term_is_found_as_people_write_it(text: str, term: str) -> None:
    assert len(found(text, term)) == 1


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Ia menanyakan harga", "menanya"),  # -kan is no ending that is taken off
        ("Sabu, ganja", "sabu ganja"),  # a comma parts
        ("Kecelakaan. Lalu lintas macet", "kecelakaan lalu lintas"),  # so does a full stop
        ("Namanya Curi", "nama"),  # too short to lose its ending
    ],
)
def test_what_is_no_such_term_is_not_found(text: str, term: str) -> None:
    assert found(text, term) == []


def test_the_longest_term_at_a_place_wins_and_none_is_found_inside_it() -> None:
    text = "Bom bunuh diri meledak"
    assert found(text, "bunuh", "bom", "bom bunuh diri") == ["Bom bunuh diri"]


def test_pointers_to_other_articles_hold_no_terms() -> None:
    text = "Harga cabai naik.\nBaca juga: Polisi Tangkap Begal di Lahat\nPedagang mengeluh."
    assert found(text, "begal", "harga") == ["Harga"]


def test_a_term_of_two_lists_counts_for_both() -> None:
    words = read("Knalpot brong ditilang")
    hits = Lexicon({"a": ["knalpot brong"], "b": ["knalpot brong"]}).find(words)
    assert [hit.lists for hit in hits] == [("a", "b")]
