"""Sources and the crawls made of them. Knows no addresses and no articles."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from crawler.clock import ZONES, from_iso, offset_of, to_iso
from crawler.errors import StoreError
from storage.sqlite.connection import Connection
from storage.sqlite.indexing import merge_small_segments
from storage.sqlite.rows import time_or_none
from storage.store import FIGURES, Run, RunReport, SourceRow

_PUT = """
    INSERT INTO sources (name, title, network, host, region, language, zone, utc_offset, terms, enabled,
        added_at, updated_at)
    VALUES (:name, :title, :network, :host, :region, :language, :zone, :utc_offset, :terms, :enabled,
        :at, :at)
    ON CONFLICT (name) DO UPDATE SET title = excluded.title, network = excluded.network,
        host = excluded.host, region = excluded.region, language = excluded.language, zone = excluded.zone,
        utc_offset = excluded.utc_offset, terms = excluded.terms, enabled = excluded.enabled,
        updated_at = excluded.updated_at
"""
# A source that nobody described (an import, a test): its name must do until the catalogue says more.
_NAME = """
    INSERT INTO sources (name, title, added_at, updated_at) VALUES (:name, :name, :at, :at)
    ON CONFLICT (name) DO NOTHING
"""
# Scrapy's figures take 3 KB a run: with 40 sources every half hour, 2 GB a year. The window is as wide again
# as what is kept, so that a run looks at few rows and a pause of a month leaves none behind.
STATS_DAYS = 30
_THIN_OUT = """
    UPDATE runs SET stats = '{}'
    WHERE source = (SELECT source FROM runs WHERE id = ?) AND started_at BETWEEN ? AND ? AND stats <> '{}'
"""


def put_sources(db: Connection, sources: Iterable[SourceRow], at: datetime) -> None:
    """Adds or updates; sources that are not named stay as they are."""
    with db.write():
        for source in sources:
            db.execute(
                _PUT,
                {
                    "name": source.name,
                    "title": source.title,
                    "network": source.network,
                    "host": source.host,
                    "region": source.region,
                    "language": source.language,
                    "zone": source.zone,
                    "utc_offset": _utc_offset(source, at),
                    "terms": source.terms,
                    "enabled": int(source.enabled),
                    "at": to_iso(at),
                },
            )


def name_source(db: Connection, name: str, at: datetime) -> None:
    """Makes sure that rows may refer to the source; inside a transaction."""
    db.execute(_NAME, {"name": name, "at": to_iso(at)})


def source_names(db: Connection) -> list[str]:
    return [row["name"] for row in db.rows("SELECT name FROM sources ORDER BY name")]


def start_run(db: Connection, source: str, *, at: datetime, trigger: str, pid: int) -> int:
    with db.write():
        name_source(db, source, at)
        cursor = db.execute(
            'INSERT INTO runs (source, started_at, outcome, "trigger", pid) VALUES (?, ?, ?, ?, ?)',
            (source, to_iso(at), "running", trigger, pid),
        )
    return int(cursor.lastrowid or 0)


def progress_run(db: Connection, run: int, figures: Mapping[str, int]) -> None:
    if not figures:
        return
    names = _checked(figures)
    with db.write():
        db.execute(
            f"UPDATE runs SET {', '.join(f'{name} = :{name}' for name in names)} "  # noqa: S608 - FIGURES only
            "WHERE id = :run AND outcome = 'running'",
            {**figures, "run": run},
        )


def finish_run(db: Connection, run: int, report: RunReport) -> None:
    _checked(report.figures)
    figures = {name: report.figures.get(name, 0) for name in FIGURES}
    with db.write():
        db.execute(
            "UPDATE runs SET finished_at = :at, outcome = :outcome, reason = :reason, stats = :stats, "  # noqa: S608 - FIGURES only
            f"{', '.join(f'{name} = :{name}' for name in FIGURES)} WHERE id = :run",
            {
                **figures,
                "at": to_iso(report.finished_at),
                "outcome": report.outcome,
                "reason": report.reason,
                # Scrapy's stats hold times and classes beside numbers.
                "stats": json.dumps(dict(report.stats), default=str, ensure_ascii=True),
                "run": run,
            },
        )
        kept = report.finished_at - timedelta(days=STATS_DAYS)
        db.execute(_THIN_OUT, (run, to_iso(kept - timedelta(days=STATS_DAYS)), to_iso(kept)))
    if figures["stored"] or figures["revised"]:
        with db.write():
            merge_small_segments(db)


def running(db: Connection, source: str) -> list[int]:
    rows = db.rows("SELECT id FROM runs WHERE source = ? AND outcome = 'running'", (source,))
    return [row["id"] for row in rows]


def repair_runs(db: Connection, source: str, at: datetime) -> int:
    with db.write():
        cursor = db.execute(
            "UPDATE runs SET outcome = 'interrupted', finished_at = ?, reason = 'killed before it ended' "
            "WHERE source = ? AND outcome = 'running'",
            (to_iso(at), source),
        )
    return cursor.rowcount


def runs(db: Connection, *, source: str | None, limit: int) -> list[Run]:
    if source is None:
        return [run_of(row) for row in db.rows("SELECT * FROM runs ORDER BY id DESC LIMIT ?", (limit,))]
    sql = "SELECT * FROM runs WHERE source = ? ORDER BY started_at DESC, id DESC LIMIT ?"
    return [run_of(row) for row in db.rows(sql, (source, limit))]


def last_ended(db: Connection, source: str) -> Run | None:
    """The last crawl of the source that is over."""
    sql = (
        "SELECT * FROM runs WHERE source = ? AND outcome <> 'running' AND \"trigger\" <> 'import' "
        "ORDER BY started_at DESC, id DESC LIMIT 1"
    )
    row = db.row(sql, (source,))
    return run_of(row) if row else None


def last_good_runs(db: Connection) -> dict[str, datetime]:
    last = "SELECT max(started_at) FROM runs WHERE source = name AND outcome = 'ok'"
    rows = db.rows(f"SELECT name, ({last}) AS at FROM sources WHERE at IS NOT NULL")  # noqa: S608
    return {row["name"]: from_iso(row["at"]) for row in rows}


def run_of(row: sqlite3.Row) -> Run:
    return Run(
        id=row["id"],
        source=row["source"],
        started_at=from_iso(row["started_at"]),
        finished_at=time_or_none(row["finished_at"]),
        outcome=row["outcome"],
        reason=row["reason"],
        trigger=row["trigger"],
        figures={name: row[name] for name in FIGURES},
    )


def _checked(figures: Mapping[str, int]) -> list[str]:
    unknown = set(figures) - set(FIGURES)
    if unknown:
        raise ValueError(f"no figures of a run: {', '.join(sorted(unknown))}; see storage.store.FIGURES")
    return list(figures)


def _utc_offset(source: SourceRow, at: datetime) -> str:
    try:
        zone = ZONES.get(source.zone) or ZoneInfo(source.zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise StoreError(
            f"source {source.name}: no zone {source.zone!r}. Write one such as Asia/Jakarta in the catalogue"
        ) from error
    return offset_of(at.astimezone(zone))
