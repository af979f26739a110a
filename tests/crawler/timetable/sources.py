"""Sources and plans for these tests: no catalogue, no store."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from crawler.config import Config
from crawler.timetable.plan import Plan
from spiders.catalog.source import Source


def source(name: str = "sumeks", interval: str = "30m", **more: Any) -> Source:
    return Source(
        name=name,
        title=name,
        network="disway",
        host=more.pop("host", f"{name}.id"),
        interval=interval,
        **more,
    )


def plan(*sources: Source, last_good: Mapping[str, datetime] | None = None, **settings: Any) -> Plan:
    return Plan(config=Config(**settings), sources=sources, last_good=last_good or {})
