"""Ranks come out in one spelling, with their corps, and only where they are ranks."""

from __future__ import annotations

import pytest

from pipelines.labels.ranks import rank_at
from pipelines.labels.words import read


@pytest.mark.parametrize(
    ("text", "rank", "service"),
    [
        ("AKBP Fulan", "AKBP", "polri"),
        ("Akp Fulan", "AKP", "polri"),
        ("IPTU Fulan", "Iptu", "polri"),
        ("Kombes Pol. Fulan", "Kombes", "polri"),
        ("KombesPol Fulan", "Kombes", "polri"),
        ("Irjen Pol Fulan", "Irjen", "polri"),
        ("Komisaris Besar Polisi Fulan", "Kombes", "polri"),
        ("Ajun Komisaris Besar Polisi Fulan", "AKBP", "polri"),
        ("Ajun Komisaris Polisi Fulan", "AKP", "polri"),
        ("Ajun Inspektur Polisi Dua Fulan", "Aipda", "polri"),
        ("Inspektur Dua Fulan", "Ipda", "polri"),
        ("Brigpol Fulan", "Brigadir", "polri"),
        ("Brigjen TNI Fulan", "Brigjen", "TNI AD"),
        ("Letkol (Inf) Fulan", "Letkol Inf", "TNI AD"),
        ("Kolonel Laut (P) Fulan", "Kolonel Laut (P)", "TNI AL"),
        ("Mayor Pnb Fulan", "Mayor Pnb", "TNI AU"),
        ("Serda Fulan", "Serda", "TNI AD"),
    ],
)
def test_rank_is_given_in_its_canonical_form(text: str, rank: str, service: str) -> None:
    found = rank_at(read(text), 0)
    assert found is not None
    assert (found.name, found.service) == (rank, service)
    assert read(text).raw[found.end] == "Fulan"


@pytest.mark.parametrize(
    "text",
    [
        "Jalan Jenderal Sudirman",
        "Direktur Jenderal Pajak",
        "Mayor Salim",
        "Kapten kapal",
        "Laksamana Malahayati",
    ],
)
def test_streets_civil_posts_and_ordinary_words_are_no_ranks(text: str) -> None:
    words = read(text)
    assert not any(rank_at(words, i) for i in range(len(words)))


def test_rank_in_retirement_says_so() -> None:
    found = rank_at(read("Iptu (Purn) Fulan"), 0)
    assert found is not None
    assert found.retired
