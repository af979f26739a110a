"""Fixtures that all tests may use."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from crawler.clock import now
from crawler.demo.newsroom import Newsroom
from crawler.demo.server import serve
from crawler.demo.sources import NAMES
from crawler.runs.launch import CrawlEnd
from tests.house import House


@pytest.fixture
def base() -> datetime:
    """The newsroom's present."""
    return now()


@pytest.fixture
def house(tmp_path: Path, base: datetime) -> Iterator[House]:
    """The demo newsroom, served on loopback, with an empty folder to crawl it into."""
    with serve(Newsroom(base=base)) as running:
        yield House(tmp_path, running)


@dataclass(frozen=True)
class FirstRound:
    """The first crawl of all three sites: made once, to be looked at only."""

    house: House
    ends: dict[str, CrawlEnd]  # by source


@pytest.fixture(scope="session")
def first_round(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FirstRound]:
    with serve(Newsroom(base=now())) as running:
        house = House(tmp_path_factory.mktemp("first"), running)
        ends = {source: house.crawl(source) for source in NAMES.values()}
        yield FirstRound(house, ends)


@pytest.fixture
def crawled(first_round: FirstRound, tmp_path: Path) -> House:
    """A house of one's own in which the first round has been made; the newsroom is as it was after it."""
    newsroom = first_round.house.newsroom
    newsroom.round, newsroom.pause = 1, 0.0
    newsroom.faults.clear()
    newsroom.requests.clear()
    shutil.copytree(first_round.house.folder, tmp_path, dirs_exist_ok=True)
    return House(tmp_path, first_round.house.running)
