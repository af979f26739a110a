"""A fall is found when chance does not explain it, and only then."""

from __future__ import annotations

import random
from math import comb

import pytest

from crawler.runs.falls import chance, find_fall


def flags(text: str) -> list[tuple[int, int]]:
    """`"001"`: the newest first."""
    return [(int(flag), 1) for flag in text]


def test_chance_is_fishers_exact_test() -> None:
    # the lady tasting tea: 3 of 4 or better has a chance of 17 in 70
    assert chance(1, 4, 3, 4) == pytest.approx(17 / 70)
    assert chance(0, 5, 10, 10) == pytest.approx(1 / comb(15, 5))


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("00000" + "1" * 20, 5),
        ("00000000" + "1" * 100, 8),
        ("0010000000" + "1" * 50, 10),
        ("0000" + "1" * 100, 5),  # with the first good one: four alone say too little
        ("000" + "1" * 100, None),
        ("00000" + "1" * 5, None),
        ("1111100000000" + "1" * 50, None),
        ("0" * 30, None),
        ("00000" + "1010100101" * 10, None),
        ("", None),
    ],
)
def test_a_fall_is_found_where_it_begins(text: str, groups: int | None) -> None:
    fall = find_fall(flags(text))
    assert (fall.groups if fall else None) == groups


def test_groups_count_by_their_size() -> None:
    fall = find_fall([(0, 12), (9, 10), (10, 10)])
    assert fall is not None
    assert (fall.have, fall.of, fall.had, fall.out_of, fall.groups) == (0, 12, 19, 20, 1)


@pytest.mark.parametrize("share", [0.99, 0.9, 0.7])
def test_a_share_that_stays_gives_no_alarm(share: float) -> None:
    chance = random.Random(2026)  # the same 600 articles each time
    past = [(int(chance.random() < share), 1) for _ in range(600)]
    assert [n for n in range(400) if find_fall(past[n : n + 200])] == []
