"""A name comes out without titles and degrees, its initials kept, and ends where other words begin."""

from __future__ import annotations

import pytest

from pipelines.labels.person_names import name_at
from pipelines.labels.words import read


@pytest.mark.parametrize(
    ("text", "name", "behind"),
    [
        ("Fulan Wijaya, S.I.K., M.H. mengatakan", "Fulan Wijaya", "mengatakan"),
        ("Fulan Wijaya, S.I.K.,M.A.P mengatakan", "Fulan Wijaya", "mengatakan"),
        ("Fulan Wijaya SH SIK MH melalui", "Fulan Wijaya", "melalui"),
        ("Fulan Wijaya, SIK., MH, di", "Fulan Wijaya", "di"),
        ("Fulan Wijaya S.Tr.K, S.I.K pada", "Fulan Wijaya", "pada"),
        ("Fulan ST MM kepada", "Fulan", "kepada"),
        ("Dr. H. Fulan Wijaya, S.Pd.I., M.Si. hadir", "Fulan Wijaya", "hadir"),
        ("Hj.Fulanah hadir", "Fulanah", "hadir"),
        ("K.H. Fulan Basri hadir", "Fulan Basri", "hadir"),
        ("A. Rozak hadir", "A. Rozak", "hadir"),
        ("M.Rizal hadir", "M. Rizal", "hadir"),
        ("Muh. Fulan hadir", "Muh. Fulan", "hadir"),
        ("Fulan H Harahap hadir", "Fulan H Harahap", "hadir"),
        ("Fulan M. Sitepu hadir", "Fulan M. Sitepu", "hadir"),
        ("I Made Fulan hadir", "I Made Fulan", "hadir"),
        ("Nu'man Fulan hadir", "Nu'man Fulan", "hadir"),
        ("FULAN WIJAYA hadir", "Fulan Wijaya", "hadir"),
        ("Fulan bin Basri hadir", "Fulan bin Basri", "hadir"),
        ("Fulan Wijaya Senin hadir", "Fulan Wijaya", "Senin"),
        ("Fulan Pimpin Apel", "Fulan", "Pimpin"),
        ("Fulan.Polisi hadir", "Fulan", "Polisi"),
        ("Fulan\nWijaya", "Fulan", "Wijaya"),
    ],
)
def test_name_is_read_up_to_the_words_behind_it(text: str, name: str, behind: str) -> None:
    words = read(text)
    found = name_at(words, 0)
    assert found is not None
    assert found.name == name
    assert words.raw[found.end] == behind


@pytest.mark.parametrize(
    "text", ["EA hadir", "R S hadir", "mengatakan", "Senin hadir", "Polres hadir", "H. M. di"]
)
def test_initials_and_other_words_are_no_names(text: str) -> None:
    assert name_at(read(text), 0) is None
