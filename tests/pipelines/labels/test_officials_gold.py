"""Officials of real articles, where the labelled ones are at hand."""

from __future__ import annotations

import pytest

from pipelines.labels.privacy import find_private
from pipelines.labels.words import read
from tests.benchmarks.labels_units_places import rows
from tests.benchmarks.officials import Judged, errors, judge, letters, tally


@pytest.fixture(scope="module")
def judged() -> list[Judged]:
    found = [judge(row) for row in rows()]
    if not found:
        pytest.skip("no labelled articles beside the project")
    return found


def test_officials_of_real_articles_are_found_as_well_as_they_were(judged: list[Judged]) -> None:
    score = tally(judged)
    listed = "\n".join(line for one in judged for _, line in errors(one))
    assert score.names >= 0.96, listed
    assert score.names_with_posts >= 0.91, listed
    assert score.ranks == score.right, listed


def test_no_labelled_official_of_a_real_article_is_masked() -> None:
    labelled = rows()
    if not labelled:
        pytest.skip("no labelled articles beside the project")
    for row in labelled:
        masked = {letters(one.name) for one in find_private(read(row["text"], title=row["title"]))}
        assert not masked & {letters(official["name"]) for official in row["officials"]}
