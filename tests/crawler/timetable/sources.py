"""Sources and plans for these tests: no catalogue, no store."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from crawler.config import Config
from crawler.timetable.plan import Plan
from spiders.catalog.source import Source
from storage.store import Past, Run


def source(name: str = "sumeks", interval: str = "30m", **more: Any) -> Source:
    return Source(
        name=name,
        title=name,
        network="disway",
        host=more.pop("host", f"{name}.id"),
        interval=interval,
        **more,
    )


def past(last_good: datetime | None) -> Past:
    """Of a source whose last run was a good one, then."""
    return Past(last_good=last_good, runs=(run(last_good),) if last_good else ())


def run(at: datetime, outcome: str = "ok", *, stored: int = 0, reason: str = "") -> Run:
    return Run(
        id=1,
        source="sumeks",
        started_at=at,
        finished_at=at,
        outcome=outcome,
        reason=reason,
        trigger="cron",
        figures={"stored": stored},
    )


def plan(*sources: Source, last_good: Mapping[str, datetime] | None = None, **settings: Any) -> Plan:
    pasts = {name: past(at) for name, at in (last_good or {}).items()}
    return Plan(config=Config(**settings), sources=sources, pasts=pasts)
