"""Fixtures that all tests may use."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from crawler.clock import now
from crawler.demo.newsroom import Newsroom
from crawler.demo.server import serve
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
