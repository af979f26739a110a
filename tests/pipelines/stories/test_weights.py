from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.stories.weights import RAREST, coverage, is_rare, likeness, total, weight

WORDS = st.frozensets(st.sampled_from(["polisi", "yang", "wirasena", "telaga", "motor", "kalawi"]))


def test_common_words_tell_less_than_rare_ones() -> None:
    assert 0 <= weight("yang") < weight("polisi") < weight("sawah") < weight("wirasena") == RAREST
    assert is_rare("wirasena")
    assert not is_rare("polisi")


def test_a_name_weighs_more_than_the_words_around_it() -> None:
    assert coverage(frozenset({"polisi", "yang", "wirasena"}), frozenset({"wirasena"})) > 0.7
    assert coverage(frozenset(), frozenset({"polisi"})) == 0


@given(WORDS, WORDS)
def test_likeness_is_symmetric_and_bounded(a: frozenset[str], b: frozenset[str]) -> None:
    assert likeness(a, b) == likeness(b, a)
    assert 0 <= likeness(a, b) <= 1 + 1e-9
    assert total(a | b) == pytest.approx(total(a) + total(b - a))
