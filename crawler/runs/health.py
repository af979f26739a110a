"""How a source is, judged against its own past: its last runs, its lists, what its articles have. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from storage.store import Run, Sample, Vitals


class State(StrEnum):
    """In the order of how much they ask for somebody's attention."""

    GONE = "gone"  # its host cannot be found or reached, or says that it is no more
    BLOCKED = "blocked"  # it declines us: 401, 403, 429, robots.txt, a challenge page
    BROKEN = "broken"  # it answers, but is read no longer as it was: the template changed
    FAILING = "failing"  # its last run failed for another reason
    SILENT = "silent"  # all is well, and nothing new comes in for far longer than usual
    NEVER = "never"  # not crawled yet
    WELL = "well"


@dataclass(frozen=True, kw_only=True, slots=True)
class Health:
    """A source's state. `since` is aware; None where no moment can be named."""

    source: str
    state: State
    since: datetime | None
    evidence: str


_UNREACHED = ("host name not found", "connection refused", "HTTP 410", "certificate")
_DECLINED = ("HTTP 401", "HTTP 403", "HTTP 429", "robots.txt", "challenge", "not opened")
ENOUGH = 10  # articles of the recent sample, and of the one before, below which shares say nothing
VANISHED = 0.5  # a field that fewer than this part as many articles have as before has vanished
USUAL = 0.6  # of articles that had it before, for a field to be missed at all
SHRUNK = 0.3  # texts that are shorter than this part of what they were
QUIET_AT_LEAST = timedelta(days=3)
QUIET_TIMES = 4  # as long as the longest of the usual pauses between days with news


def judge_health(source: str, runs: Sequence[Run], vitals: Vitals, now: datetime) -> Health:
    """The state of a source; `runs` are its own, the newest first, running ones left out."""
    done = [run for run in runs if run.outcome in ("ok", "failed") and run.trigger != "import"]
    if not done:
        return Health(source=source, state=State.NEVER, since=None, evidence="not crawled yet")
    if done[0].outcome == "failed":
        return _failed(source, done, vitals)
    lost = _lost(vitals.before, vitals.recent)
    if lost:
        return Health(source=source, state=State.BROKEN, since=done[0].started_at, evidence=lost)
    return _quiet(source, done, vitals, now)


def _failed(source: str, runs: Sequence[Run], vitals: Vitals) -> Health:
    failing = next((n for n, run in enumerate(runs) if run.outcome == "ok"), len(runs))
    reasons = [runs[0].reason, *(reason for _, _, reason in vitals.list_troubles)]
    state, told = State.FAILING, runs[0].reason
    for kind, words in ((State.BLOCKED, _DECLINED), (State.GONE, _UNREACHED)):
        match = next((reason for reason in reasons for word in words if word in reason), None)
        if match:
            state, told = kind, match
            break
    else:
        if any("named no article" in reason for reason in reasons):
            state, told = State.BROKEN, "its lists answer and name no article"
    times = "the last run" if failing == 1 else f"the last {failing} runs"
    return Health(
        source=source, state=state, since=runs[failing - 1].started_at, evidence=f"{told} ({times})"
    )


def _lost(before: Sample, recent: Sample) -> str | None:
    """What the newest articles lack that those before had."""
    if min(before.articles, recent.articles) < ENOUGH:
        return None
    for name, was, now in (
        ("a date", before.with_date, recent.with_date),
        ("an author", before.with_author, recent.with_author),
    ):
        had, have = was / before.articles, now / recent.articles
        if had >= USUAL and have < had * VANISHED:
            return f"{name} on {have:.0%} of the newest {recent.articles} articles, {had:.0%} before"
    if recent.median_words < before.median_words * SHRUNK:
        return f"{recent.median_words} words an article, {before.median_words} before"
    return None


def _quiet(source: str, runs: Sequence[Run], vitals: Vitals, now: datetime) -> Health:
    days = [datetime.fromisoformat(day) for day in vitals.new_days]
    pauses = [newer - older for newer, older in pairwise(days)]
    usual = max(pauses, default=timedelta(days=1))
    last = vitals.last_new_at
    if last is not None and now - last > max(QUIET_AT_LEAST, usual * QUIET_TIMES):
        told = f"nothing new for {(now - last).days} days; the longest pause before was {usual.days} days"
        return Health(source=source, state=State.SILENT, since=last, evidence=told)
    good = next((n for n, run in enumerate(runs) if run.outcome != "ok"), len(runs))
    return Health(source=source, state=State.WELL, since=runs[good - 1].started_at, evidence=runs[0].reason)
