from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.fingerprint import content_hash, normalise

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


def test_hash_is_the_first_half_of_the_sha256_of_the_joined_paragraphs() -> None:
    expected = hashlib.sha256("Satu dua.\nTiga “empat”.".encode()).hexdigest()[:16]
    assert content_hash(["Satu dua.", "Tiga “empat”."]) == expected


def test_hash_of_a_known_text_never_changes() -> None:
    assert content_hash(["Baturaja (ANTARA) - Warga diimbau waspada.", "Tutup."]) == "0b8f2580b6bab9ce"


def test_white_space_and_empty_paragraphs_do_not_count() -> None:
    assert content_hash(["  Satu\u00a0 dua.\t", "", " \n", "Tiga\nempat."]) == content_hash(
        ["Satu dua.", "Tiga empat."]
    )


def test_composed_and_decomposed_letters_are_the_same() -> None:
    assert content_hash(["cafe\u0301"]) == content_hash(["caf\u00e9"])


def test_where_a_paragraph_ends_counts() -> None:
    assert content_hash(["Satu.", "Dua."]) != content_hash(["Satu. Dua."])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\n", "\n \n", "\u2028"])
def test_text_is_taken_apart_at_its_line_ends(end: str) -> None:
    assert normalise(f"Satu.{end}Dua.") == ("Satu.", "Dua.")


def test_lone_surrogate_is_refused() -> None:
    with pytest.raises(ValueError, match="surrogate"):
        content_hash(["a\ud800"])


@given(TEXTS)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert normalise("\n".join(once)) == once
    assert content_hash(once) == content_hash(normalise("\n".join(once)))
