"""Labelled articles of real outlets, where they are at hand: they are not ours to keep in the project."""

from __future__ import annotations

import pytest

from tests.benchmarks.labels_units_places import Labelled, label, rows, score

FLOORS = {"units": 0.97, "kabupaten/kota": 0.93, "provinces": 0.96, "kecamatan": 0.82}


@pytest.fixture(scope="module")
def labelled() -> list[Labelled]:
    found = [label(row) for row in rows()]
    if not found:
        pytest.skip("no labelled articles beside the project")
    return found


@pytest.mark.parametrize("measure", FLOORS)
def test_labels_of_real_articles_stay_as_good_as_they_were(labelled: list[Labelled], measure: str) -> None:
    result = score(labelled, measure)
    assert result.f1 >= FLOORS[measure], "\n".join([str(result), *result.errors])


def test_every_label_of_a_real_article_has_words_that_give_it(labelled: list[Labelled]) -> None:
    for one in labelled:
        for thing in (*one.units, *one.places.events, *one.places.others):
            assert thing.evidence
            assert all(one.words.quote(span) for span in thing.evidence)
