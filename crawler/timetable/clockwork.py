"""The long-running timetable: each source's turns, each turn one crawl, until a signal ends it.

Knows neither the store nor how a crawl is done: `read` gives it a Plan, `launcher` runs one crawl.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from apscheduler.events import EVENT_JOB_MAX_INSTANCES, EVENT_JOB_MISSED, JobExecutionEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from crawler.clock import now
from crawler.errors import RondaError
from crawler.runs.launch import CrawlEnd, CrawlOrder, Launcher
from crawler.runs.slots import Slots
from crawler.timetable.plan import Plan, clock_time
from crawler.timetable.rhythm import Turn
from spiders.catalog.interval import parse_interval
from spiders.catalog.source import Source

log = logging.getLogger(__name__)

BREATH = timedelta(seconds=10)  # between two crawls of a source, whatever it is due for
CLOCK_STEP = 60.0  # seconds; NTP slews what is less, a machine that slept or booted without a clock steps


class Timetable:
    """Runs the crawls of `read()` in their turns.

    `look`, asked after each crawl, tells the next turn of a source whose interval is a number; without it the
    interval as written does.
    `read` is called at the start, at SIGHUP and when the clock was set; a RondaError it raises at the start
    is the caller's, later ones are logged and the old timetable stays.
    The first SIGTERM or SIGINT starts no more crawls, cancels those that run (the launcher asks its child
    to finish the pages in hand) and waits `drain_seconds`; a second one, or the end of that time, cancels
    them again: kill.
    """

    def __init__(
        self,
        read: Callable[[], Plan],
        launcher: Launcher,
        *,
        look: Callable[[Source], Turn] | None = None,
        drain_seconds: float = 60.0,
        watch_seconds: float = 30.0,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self._read, self._launcher, self._look = read, launcher, look
        self._drain_seconds, self._watch_seconds, self._wall = drain_seconds, watch_seconds, wall
        self._plan = read()
        self._slots = Slots(self._plan.config.parallel)
        self._scheduler = AsyncIOScheduler(timezone=self._plan.zone)
        self._scheduler.add_listener(self._left_out, EVENT_JOB_MISSED | EVENT_JOB_MAX_INSTANCES)
        self._crawls: set[asyncio.Task[None]] = set()
        self._signalled, self._kill = asyncio.Event(), asyncio.Event()
        self._stopping = self._hung_up = False

    async def run(self) -> None:
        """Until stopped. Handles SIGTERM, SIGINT and SIGHUP meanwhile; call it in the main thread."""
        loop = asyncio.get_running_loop()
        handlers = {signal.SIGTERM: self.stop, signal.SIGINT: self.stop, signal.SIGHUP: self.hang_up}
        for number, handler in handlers.items():
            loop.add_signal_handler(number, handler)
        self._scheduler.start()
        try:
            await self._adopt(self._plan, anew=True)
            offset = self._clock_offset()
            while not self._stopping:
                await self._signalled_within(self._watch_seconds)
                if self._hung_up and not self._stopping:
                    self._hung_up = False
                    await self.reload()
                offset = await self._mind_the_clock(offset)
        finally:
            self._scheduler.pause()
            await self._drain()
            self._scheduler.shutdown(wait=False)
            await asyncio.sleep(0)  # APScheduler shuts down in the loop's next round
            for number in handlers:
                loop.remove_signal_handler(number)

    def stop(self) -> None:
        """Once: drain and end. Twice: kill what still runs."""
        if self._stopping:
            log.warning("stopping at once: crawls killed: %d", len(self._crawls))
            self._kill.set()
        self._stopping = True
        self._signalled.set()

    def hang_up(self) -> None:
        """What SIGHUP does: `reload`, in the next round of `run`."""
        log.info("SIGHUP: reading the configuration again")
        self._hung_up = True
        self._signalled.set()

    async def reload(self, *, anew: bool = False) -> None:
        """Reads configuration and catalogue again. Sources whose rule is as it was keep their next turn,
        unless `anew`; what cannot be read changes nothing and is logged."""
        try:
            plan = self._read()
        except RondaError as error:
            log.error("the timetable stays as it was: %s", error)
            return
        await self._adopt(plan, anew=anew)

    def next_turns(self) -> dict[str, datetime | None]:
        """When each source comes next, aware; None for one that never does."""
        return {job.id: job.next_run_time for job in self._scheduler.get_jobs()}

    def sources(self) -> tuple[str, ...]:
        """The names of those that have turns, or had none so far."""
        return tuple(source.name for source in self._plan.sources)

    def running(self) -> int:
        """How many crawls run or wait for their place."""
        return len(self._crawls)

    # --- jobs
    async def _adopt(self, plan: Plan, *, anew: bool) -> None:
        old, self._plan = self._plan, plan
        await self._slots.resize(plan.config.parallel)
        kept = {} if anew else self._kept_turns(old, plan)
        at = now()
        for name in self.next_turns().keys() - {source.name for source in plan.sources}:
            self._scheduler.remove_job(name)
            log.info("%s: no more in the timetable", name)
        for source, turn in list(plan.first_turns(at)):
            first = kept.get(source.name, turn)
            self._scheduler.add_job(
                self._turn,
                plan.trigger(source, at),
                (source.name,),
                id=source.name,
                replace_existing=True,
                next_run_time=first,
                coalesce=True,
                max_instances=1,
                misfire_grace_time=plan.config.grace_seconds,
            )
            if source.name not in kept:
                log.info("%s: %s", source.name, self._when(first, at))

    def _kept_turns(self, old: Plan, new: Plan) -> dict[str, datetime | None]:
        turns = self.next_turns()
        before = {source.name: old.rule(source) for source in old.sources if source.name in turns}
        same = (source.name for source in new.sources if before.get(source.name) == new.rule(source))
        return {name: turns[name] for name in same}

    async def _turn(self, name: str) -> None:
        """APScheduler's job. The crawl has a task of its own: shutdown() cancels jobs, a crawl must drain."""
        crawl = asyncio.create_task(self._crawl(name), name=f"crawl {name}")
        self._crawls.add(crawl)
        crawl.add_done_callback(self._crawls.discard)
        await asyncio.wait({crawl})

    async def _crawl(self, name: str) -> None:
        source = self._plan.source(name)
        if source is None or self._stopping:  # its turn had come, but had not begun, when that changed
            return
        async with self._slots.taken(source.hosts):
            log.info("%s: starts", name)
            try:
                end = await self._launcher(CrawlOrder(source=name, trigger="schedule"), self._plan.config)
            except RondaError as error:
                log.error("%s: %s; %s", name, error, self._next(name))
            except Exception:  # a bug met in one source's crawl must not stop the others'
                log.exception("%s: the crawl broke off; %s", name, self._next(name))
            else:
                if end.outcome != "locked":
                    self._plan_again(source)
                self._ended(end)

    def _plan_again(self, source: Source) -> None:
        """The next turn, from what this one brought. What cannot be looked up keeps the interval's turn."""
        written = isinstance(parse_interval(source.interval), str)
        if self._look is None or written or self._stopping or source.name not in self.next_turns():
            return
        try:
            turn = self._look(source)
        except RondaError as error:
            log.warning("%s: keeps its interval: %s", source.name, error)
            return
        if turn.at is not None:
            self._scheduler.modify_job(source.name, next_run_time=max(turn.at, now() + BREATH))
            log.debug("%s: %s", source.name, turn.why)

    def _ended(self, end: CrawlEnd) -> None:
        level = logging.WARNING if end.outcome == "failed" else logging.INFO
        figures = ", ".join(f"{end.figures[key]} {key}" for key in _TOLD if end.figures.get(key))
        told = "; ".join(part for part in (end.reason, figures, self._next(end.source)) if part)
        log.log(level, "%s: %s: %s", end.source, end.outcome, told)

    # --- the clock
    async def _mind_the_clock(self, before: float) -> float:
        """A clock that was set, or a machine that slept, leaves every timer wrong: make all turns anew."""
        offset = self._clock_offset()
        if abs(offset - before) > CLOCK_STEP:
            log.warning("the clock moved by %.0f s: all turns are made anew", offset - before)
            await self.reload(anew=True)
        return offset

    def _clock_offset(self) -> float:
        return self._wall() - time.monotonic()

    def _left_out(self, event: JobExecutionEvent) -> None:
        why = (
            "it is not done with the one before"
            if event.code == EVENT_JOB_MAX_INSTANCES
            else f"it came over {self._plan.config.grace_seconds} s late"
        )
        log.warning("%s: a turn is left out, %s; %s", event.job_id, why, self._next(event.job_id))

    def _next(self, name: str) -> str:
        return self._when(self.next_turns().get(name), now())

    def _when(self, turn: datetime | None, at: datetime) -> str:
        if turn is None:
            return "no next turn"
        return "due, starts now" if turn <= at else f"next {clock_time(turn, at, self._plan.zone)}"

    # --- signals and the end
    async def _signalled_within(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._signalled.wait(), seconds)
        self._signalled.clear()

    async def _drain(self) -> None:
        crawls = set(self._crawls)
        if not crawls:
            return
        log.info("stopping: crawls that finish the pages in hand: %d", len(crawls))
        _cancel(crawls)
        killed: asyncio.Future[Any] = asyncio.create_task(self._kill.wait())
        ended: asyncio.Future[Any] = asyncio.gather(*crawls, return_exceptions=True)
        await asyncio.wait({ended, killed}, timeout=self._drain_seconds, return_when=asyncio.FIRST_COMPLETED)
        killed.cancel()
        if not ended.done():
            _cancel(crawls)
            await asyncio.wait(crawls, timeout=5)  # a killed child is gone in less


_TOLD = ("stored", "revised", "duplicate", "failed", "lists_failed", "errors")


def _cancel(tasks: Iterable[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
