"""Starts one crawl as a child process, follows it, and says how it ended. Knows no Scrapy."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from crawler.clock import now
from crawler.config import Config
from crawler.errors import EXIT_LOCKED, LockHeld, StoreError
from crawler.runs.lock import take_lock
from storage import open_store

log = logging.getLogger(__name__)

DRAIN_SECONDS = 30.0  # what a crawl told to stop may take for the pages in hand
OVERTIME_SECONDS = 60.0  # after its own time limit a crawl ends by itself; then it is ended
LINE_LIMIT = 1 << 20  # bytes of one event line

Progress = Callable[[str, Mapping[str, int]], None]


@dataclass(frozen=True, kw_only=True)
class CrawlOrder:
    """What one crawl is to do. Times are aware; `trigger` is hand, cron, schedule or demo."""

    source: str
    since: datetime | None = None
    until: datetime | None = None
    limit: int | None = None
    revisit: bool = False
    retry: bool = False
    trigger: str = "hand"


@dataclass(frozen=True, kw_only=True)
class CrawlEnd:
    """How a crawl ended: `ok`, `failed`, `interrupted` or `locked`, and why."""

    source: str
    outcome: str
    reason: str
    figures: Mapping[str, int] = field(default_factory=dict)


Launcher = Callable[[CrawlOrder, Config], Awaitable[CrawlEnd]]


async def launch(order: CrawlOrder, config: Config, *, progress: Progress | None = None) -> CrawlEnd:
    """Runs one crawl to its end in a child process.

    `progress(source, figures)` is called about once a second. Cancelling the call stops the child: SIGTERM,
    and SIGKILL if it has not ended within DRAIN_SECONDS; what it had not finished, the next run goes on with.
    """
    child = await asyncio.create_subprocess_exec(
        *_command(order, config),
        env=_environment(config),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        limit=LINE_LIMIT,
        start_new_session=True,  # Ctrl-C at the terminal reaches us alone; we tell the child once
    )
    try:
        async with asyncio.timeout(config.run_minutes * 60 + OVERTIME_SECONDS):
            told = await _follow(child, order.source, progress)
            code = await child.wait()
    except TimeoutError:
        await _stop(child)
        return _killed(order, config, f"over its time limit of {config.run_minutes:g} minutes, ended")
    except asyncio.CancelledError:
        await asyncio.shield(_stop(child))
        _repair(order.source, config)
        raise
    return _end(order, config, told, code)


def _command(order: CrawlOrder, config: Config) -> list[str]:
    # the very packages that we run ourselves, whatever lies in the working directory
    code = f"import sys; sys.path[:] = {sys.path}; from crawler.runs.child import main; sys.exit(main())"
    command = [sys.executable, "-P", "-c", code, order.source, "--trigger", order.trigger]
    command += ["--database", str(config.database.absolute()), "--log-level", config.log_level.upper()]
    command += ["--parent", str(os.getpid())]
    if config.file is not None:
        command += ["--config", str(config.file)]
    given: dict[str, Any] = {
        "since": order.since and order.since.isoformat(),
        "until": order.until and order.until.isoformat(),
        "limit": order.limit,
        "revisit": "yes" if order.revisit else None,
        "retry": "yes" if order.retry else None,
    }
    for name, value in given.items():
        if value is not None:
            command += ["--argument", f"{name}={value}"]
    return command


def _environment(config: Config) -> dict[str, str]:
    """Ours, and the file that we read: Scrapy's settings module must not find another one by itself."""
    return os.environ | ({"RONDA_CONFIG": str(config.file)} if config.file else {})


async def _follow(
    child: asyncio.subprocess.Process, source: str, progress: Progress | None
) -> dict[str, Any]:
    """Reads the child's events until it closes them; gives the last of each kind."""
    assert child.stdout is not None
    told: dict[str, Any] = {}
    async for line in child.stdout:
        try:
            told.update(json.loads(line))
        except ValueError:
            log.warning("%s: the crawl said %r", source, line[:200])
            continue
        if progress and "figures" in told:
            progress(source, told["figures"])
    return told


async def _stop(child: asyncio.subprocess.Process) -> None:
    """Asks the child to end, and ends it when it does not."""
    for way, seconds in ((signal.SIGTERM, DRAIN_SECONDS), (signal.SIGKILL, 10.0)):
        if child.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            child.send_signal(way)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(_drained(child), seconds)


async def _drained(child: asyncio.subprocess.Process) -> None:
    """Its end, reading what it still says: a full pipe would keep it from ending."""
    assert child.stdout is not None
    while await child.stdout.read(LINE_LIMIT):
        pass
    await child.wait()


def _end(order: CrawlOrder, config: Config, told: Mapping[str, Any], code: int) -> CrawlEnd:
    if "error" in told:
        outcome = "locked" if told.get("exit_code") == EXIT_LOCKED else "failed"
        return CrawlEnd(source=order.source, outcome=outcome, reason=told["error"])
    if end := told.get("end"):
        return CrawlEnd(
            source=order.source, outcome=end["outcome"], reason=end["reason"], figures=end["figures"]
        )
    if code < 0:
        return _killed(order, config, f"killed by {signal.Signals(-code).name}")
    return _killed(order, config, f"broke with exit code {code}: see the log")


def _killed(order: CrawlOrder, config: Config, reason: str) -> CrawlEnd:
    _repair(order.source, config)
    return CrawlEnd(source=order.source, outcome="failed", reason=reason)


def _repair(source: str, config: Config) -> None:
    """Notes a run that could not write its own end, unless somebody else runs the source by now."""
    if not config.database.exists():
        return
    try:
        lock = take_lock(config.database, source)
    except LockHeld:
        return
    try:
        store = open_store(config.database)
        try:
            store.repair_runs(source, now())
        finally:
            store.close()
    except StoreError as error:  # the next run of the source repairs it
        log.warning("%s: its run still counts as running: %s", source, error)
    finally:
        lock.release()
