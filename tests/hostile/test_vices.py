"""Every site with a vice, crawled by the real program: its good articles are stored, no canary is touched."""

from __future__ import annotations

import pytest

from tests.hostile import (
    vices_answers,
    vices_gate,
    vices_hosts,
    vices_lists,
    vices_odd,
    vices_pages,
    vices_texts,
    vices_tls,
    vices_wire,
)
from tests.hostile.crawl import Crawled, problems, run
from tests.hostile.paper import Vice

ALL = (
    *vices_wire.VICES,
    *vices_gate.VICES,
    *vices_lists.VICES,
    *vices_hosts.VICES,
    *vices_pages.VICES,
    *vices_odd.VICES,
    *vices_tls.VICES,
    *vices_answers.VICES,
    *vices_texts.VICES,
)
# One of each kind for every day; all of them by night.
DAILY = [vice for number, vice in enumerate(ALL) if number % 8 == 0 and not vice.nightly]


@pytest.fixture(scope="module")
def some(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    return run(tmp_path_factory.mktemp("some"), DAILY)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    return run(tmp_path_factory.mktemp("all"), ALL)


def test_there_are_vices_of_every_row_of_the_table_that_a_site_can_have() -> None:
    assert len(ALL) >= 60
    assert len({vice.name for vice in ALL}) == len(ALL)
    assert len({vice.row for vice in ALL}) >= 11


@pytest.mark.parametrize("vice", DAILY, ids=lambda vice: vice.name)
def test_a_vice_does_no_harm(vice: Vice, some: Crawled) -> None:
    assert problems(vice, some) == []


def test_the_canary_is_never_touched(some: Crawled) -> None:
    assert some.newsroom.canary_hits == []


@pytest.mark.nightly
@pytest.mark.parametrize("vice", ALL, ids=lambda vice: vice.name)
def test_none_of_all_vices_does_harm(vice: Vice, crawled: Crawled) -> None:
    assert problems(vice, crawled) == []


@pytest.mark.nightly
def test_no_vice_of_all_leads_to_the_canary(crawled: Crawled) -> None:
    assert crawled.newsroom.canary_hits == []
