"""Words of one root find each other, look-alikes do not."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.search.affixes import family, forms, roots

FAMILIES = [line.split() for line in (Path(__file__).parent / "families.txt").read_text("utf-8").splitlines()]
# What stands in any store of news beside them; by their own forms words tell that they are roots.
OTHERS = """
berita diberitakan pemberitaan menteri kementerian menterinya beras peran perannya medan negara korban
korbannya jalan tangan teman makan bulan depan pesan berpesan lawan kawan mereka perempuan terminal tentara
seniman pemilu polisi kabupaten pelaku melakukan dilakukan tersangka disangka desa desakan rita eras teri
"""
WORDS = {word for line in FAMILIES for word in line} | set(OTHERS.split())


def known(words: Iterable[str]) -> set[str]:
    return WORDS & set(words)


def test_of_sixty_police_roots_nearly_all_forms_find_each_other() -> None:
    pairs = [pair for line in FAMILIES for pair in combinations(line, 2)]
    missed = [
        (one, other)
        for one, other in pairs
        if other not in family(one, known) or one not in family(other, known)
    ]
    # "mengawal" may be of `awal`, of which as many forms are in use
    assert len(missed) / len(pairs) < 0.01, missed


@pytest.mark.parametrize(
    ("word", "stranger"),
    [
        ("berita", "rita"),
        ("beras", "eras"),
        ("menteri", "teri"),
        ("pelaku", "melakukan"),
        ("tersangka", "disangka"),
        ("desa", "desakan"),
        ("perempuan", "peran"),
        ("pesan", "peran"),
    ],
)
def test_look_alikes_are_strangers(word: str, stranger: str) -> None:
    assert stranger not in family(word, known)


@pytest.mark.parametrize("word", ["oku", "dpo", "rp1500", "kdrt2", "été", "x"])
def test_short_words_and_signs_have_no_other_forms(word: str) -> None:
    assert family(word, known) == {word}


@given(st.text(st.characters(codec="ascii", categories=["Ll"]), min_size=1, max_size=20))
def test_a_root_makes_its_word_and_a_word_is_of_its_family(word: str) -> None:
    assert word in family(word, known)
    assert all(word in forms(root) or root == word for root in roots(word))
