"""`storage.rounds.RoundStore`, kept in one SQLite file. Every method is one call of the module that does the
work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from crawler.items import Link, ListVisit, Refusal
from crawler.manners import HostWait
from storage.run_records import (
    OpenList,
    Past,
    Run,
    RunReport,
    SourceRow,
    Validators,
    Visited,
)
from storage.sqlite import addresses, hosts, pasts, runs, tries
from storage.sqlite.connection import Connection


class SqliteRounds:
    _db: Connection

    # --- sources and runs
    def put_sources(self, sources: Iterable[SourceRow], at: datetime) -> None:
        runs.put_sources(self._db, sources, at)

    def source_names(self) -> list[str]:
        return runs.source_names(self._db)

    def start_run(self, source: str, *, at: datetime, trigger: str, pid: int) -> int:
        return runs.start_run(self._db, source, at=at, trigger=trigger, pid=pid)

    def progress_run(self, run: int, figures: Mapping[str, int]) -> None:
        runs.progress_run(self._db, run, figures)

    def finish_run(self, run: int, report: RunReport) -> None:
        runs.finish_run(self._db, run, report)

    def repair_runs(self, source: str, at: datetime) -> int:
        # whether a host or its addresses failed is judged at the end of a run, which these did not have
        for run in runs.running(self._db, source):
            tries.forgive(self._db, source, run)
        return runs.repair_runs(self._db, source, at)

    def runs(self, *, source: str | None = None, limit: int = 20) -> list[Run]:
        return runs.runs(self._db, source=source, limit=limit)

    def past(self, source: str, at: datetime) -> Past:
        return pasts.past(self._db, source, at)

    def last_good_runs(self) -> dict[str, datetime]:
        return runs.last_good_runs(self._db)

    # --- addresses
    def see_links(
        self,
        source: str,
        links: Sequence[Link],
        at: datetime,
        visit: ListVisit,
        further: Sequence[OpenList] = (),
    ) -> list[Link]:
        return addresses.see_links(self._db, source, links, at, visit, further)

    def open_lists(self, source: str) -> list[OpenList]:
        return addresses.open_lists(self._db, source)

    def forgive(self, source: str, run: int) -> None:
        tries.forgive(self._db, source, run)

    def given_up(self, source: str | None = None) -> dict[str, int]:
        return tries.given_up(self._db, source)

    def retry(self, source: str) -> int:
        return tries.retry(self._db, source)

    def leave_lists(self, urls: Sequence[str]) -> None:
        addresses.leave_lists(self._db, urls)

    def saw_list(self, visit: ListVisit) -> None:
        addresses.saw_list(self._db, visit)

    def pending(
        self, source: str, limit: int = 1000, *, at: datetime | None = None, tried: bool | None = None
    ) -> list[Link]:
        return addresses.pending(self._db, source, limit, at, tried)

    def young(self, source: str, since: datetime, limit: int = 1000) -> list[Visited]:
        return addresses.young(self._db, source, since, limit)

    def published(self, urls: Sequence[str]) -> dict[str, datetime]:
        return addresses.published(self._db, urls)

    def validators(self, url: str) -> Validators | None:
        return addresses.validators(self._db, url)

    def dispose(self, refusal: Refusal, run: int | None) -> None:
        addresses.dispose(self._db, refusal, run)

    # --- hosts
    def host_wait(self, host: str) -> HostWait | None:
        return hosts.host_wait(self._db, host)

    def host_waits(self) -> list[HostWait]:
        return hosts.host_waits(self._db)

    def keep_host_wait(self, wait: HostWait) -> None:
        hosts.keep_host_wait(self._db, wait)

    def end_host_wait(self, host: str) -> None:
        hosts.end_host_wait(self._db, host)

    def robots(self, origin: str, *, after: datetime, until: datetime) -> str | None:
        return hosts.robots(self._db, origin, after, until)

    def keep_robots(self, origin: str, rules: str, at: datetime) -> None:
        hosts.keep_robots(self._db, origin, rules, at)
