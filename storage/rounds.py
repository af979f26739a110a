"""What a round asks of the store: sources and runs, addresses, hosts. A part of `storage.store.Store`, which
says what holds for all its methods. Knows no article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

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


class RoundStore(Protocol):
    # --- sources and runs
    def put_sources(self, sources: Iterable[SourceRow], at: datetime) -> None:
        """Adds or updates the rows of sources; never removes one that has articles."""

    def source_names(self) -> list[str]:
        """The names of all sources that the store knows, in order."""

    def start_run(self, source: str, *, at: datetime, trigger: str, pid: int) -> int:
        """Notes that a crawl began; gives its id."""

    def progress_run(self, run: int, figures: Mapping[str, int]) -> None:
        """The figures so far, for whoever looks at a running crawl."""

    def finish_run(self, run: int, report: RunReport) -> None: ...

    def repair_runs(self, source: str, at: datetime) -> int:
        """Marks `running` runs of the source as interrupted (the caller holds the source's lock, so they
        were killed); gives how many. What failed in them brings no address nearer to being given up."""

    def runs(self, *, source: str | None = None, limit: int = 20) -> list[Run]:
        """The newest runs first."""

    def past(self, source: str, at: datetime) -> Past:
        """What the source's next turn is told from; `at` is now. Empty for an unknown one."""

    def last_good_runs(self) -> dict[str, datetime]:
        """Start of the last run that ended `ok`, by source."""

    # --- addresses
    def see_links(
        self,
        source: str,
        links: Sequence[Link],
        at: datetime,
        visit: ListVisit,
        further: Sequence[OpenList] = (),
    ) -> list[Link]:
        """Notes the links one list named, the lists it leads to, and the visit itself with its validators, in
        one transaction.

        Gives back those worth a visit, in the order given: never seen before, still pending, failed
        before, or known with a `modified_at` after their last visit. New ones are `pending` from now on,
        so a crawl killed the next moment loses none, though the list will answer 304.
        """

    def saw_list(self, visit: ListVisit) -> None:
        """Notes a visit to a list that gave no links (failed, unchanged, empty). A failed visit leaves
        the validators as they are."""

    def open_lists(self, source: str) -> list[OpenList]:
        """Lists that earlier runs were led to but did not ask, oldest first; none that failed ten times."""

    def forgive(self, source: str, run: int) -> None:
        """The host, and not the addresses, failed in this run: no address comes nearer to being given up."""

    def given_up(self, source: str | None = None) -> dict[str, int]:
        """How many addresses failed so often that they are asked no more, by source."""

    def retry(self, source: str) -> int:
        """Asks them again, as if each had failed once; gives how many."""

    def leave_lists(self, urls: Sequence[str]) -> None:
        """Open lists that turned out not to be worth asking, as everything before them was known."""

    def pending(
        self, source: str, limit: int = 1000, *, at: datetime | None = None, tried: bool | None = None
    ) -> list[Link]:
        """Links that earlier runs saw but could not bring to an end (killed, failed): newest first;
        with `tried` only those that failed, or only those that did not. One that failed ten
        times is left out, and with `at`, which is now, one that failed lately (`storage.sqlite.tries`)."""

    def young(self, source: str, since: datetime, limit: int = 1000) -> list[Visited]:
        """Articles of the source first fetched since then, newest first; those gone, too: they may return."""

    def published(self, urls: Sequence[str]) -> dict[str, datetime]:
        """When the articles at these addresses say that they were published; those that say so alone."""

    def validators(self, url: str) -> Validators | None:
        """What the last good answer of an address said; None for an unknown one."""

    def dispose(self, refusal: Refusal, run: int | None) -> None:
        """Notes the end of an address that gave no article. `gone` and `unchanged` keep the article the
        address had; `failed` never overwrites `stored`."""

    # --- hosts
    def host_wait(self, host: str) -> HostWait | None:
        """Until when a host is left alone, also when that time has passed; None for a host that is well."""

    def host_waits(self) -> list[HostWait]:
        """All hosts that are left alone, or were until they prove well."""

    def keep_host_wait(self, wait: HostWait) -> None:
        """Notes that a host is to be left alone; replaces what was noted of it."""

    def end_host_wait(self, host: str) -> None:
        """The host is well again."""

    def robots(self, origin: str, *, after: datetime, until: datetime) -> str | None:
        """What the robots.txt of an origin (`https://host`) said when it was asked between these times."""

    def keep_robots(self, origin: str, rules: str, at: datetime) -> None: ...
