"""Histories of a source, put into a real store as crawls put them there."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

from crawler.items import Outcome
from storage.store import RunReport, Store
from tests.storage.samples import article, moment, refusal, source_row

BODY = "Polisi menangkap pelaku pencurian di pasar setelah warga melapor kepada petugas jaga malam itu. " * 4
_numbers = count(1)


def watched(store: Store, source: str = "sumeks", *, zone: str = "Asia/Jakarta", at: datetime) -> None:
    store.put_sources([source_row(source, zone=zone)], at)


def round_of(
    store: Store,
    at: datetime,
    news: int = 2,
    *,
    source: str = "sumeks",
    outcome: str = "ok",
    reason: str = "",
    refused: tuple[str, ...] = (),
    failed: tuple[str, ...] = (),
    dated: bool = True,
    authored: bool = True,
    titled: bool = True,
    short: bool = False,
    doubts: tuple[str, ...] = (),
    trigger: str = "cron",
    **figures: int,
) -> None:
    """One run: `news` articles come in, addresses are refused and fail for the reasons given."""
    run = store.start_run(source, at=at, trigger=trigger, pid=1)
    for _ in range(news):
        number = next(_numbers)
        one = article(
            f"/{number}",
            source=source,
            text=f"Nomor {number}." if short else f"{BODY}\nNomor {number}.",
            title=f"Berita {number}" if titled else None,
            published=moment(at - timedelta(minutes=20)) if dated else None,
            authors=("Siti Rahma",) if authored else (),
            fetched_at=at,
        )
        store.keep(replace(one, doubts=doubts), run)
    for outcome_, reasons in ((Outcome.REFUSED, refused), (Outcome.FAILED, failed)):
        for why in reasons:
            url = f"/{outcome_}/{next(_numbers)}"
            store.dispose(refusal(url, outcome_, at=at, reason=why, source=source, status=200), run)
    ended = {"stored": news, "refused": len(refused), "failed": len(failed)}
    lists = {"lists": 1, "links": 20} if outcome == "ok" else {"lists": 1, "lists_failed": 1}
    told = {**lists, **ended, "pages": sum(ended.values()), "latency_ms": 200} | figures
    report = RunReport(
        finished_at=at + timedelta(seconds=40),
        outcome=outcome,
        reason=reason or f"{news} new",
        figures=told,
        stats={},
    )
    store.finish_run(run, report)


def days_of(
    store: Store, end: datetime, days: int, news: int = 2, *, rest: frozenset[int] = frozenset()
) -> None:
    """A run each six hours for so many days up to `end`; the news come in the first of a day's, and on no day
    of `rest` (week days, 0 is Monday)."""
    for ago in range(days, 0, -1):
        for part in range(4):
            at = end - timedelta(days=ago) + timedelta(hours=6 * part)
            round_of(store, at, news if part == 0 and at.weekday() not in rest else 0)
