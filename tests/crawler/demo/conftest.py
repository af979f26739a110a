"""A newsroom at a fixed moment, and a way to ask it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from crawler.clock import WIB
from crawler.demo.newsroom import Newsroom
from crawler.demo.response import Response

Ask = Callable[..., Response]


@pytest.fixture
def newsroom() -> Newsroom:
    return Newsroom(base=datetime(2026, 2, 16, 12, 0, tzinfo=WIB))


@pytest.fixture
def ask(newsroom: Newsroom) -> Ask:
    def get(site: str, target: str, **headers: str) -> Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return newsroom.respond(site, "GET", target, {"Host": "koran.test"} | named)

    return get
