"""What most runs and articles of a source have, and what it means when they no longer do. Judges nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from crawler.runs.states import State, declines
from storage.store import Reading, Run, Vitals

SHORT_TEXT = 0.4  # of the usual length
FEW_LINKS = 0.25  # of the usual number a list


@dataclass(frozen=True, kw_only=True, slots=True)
class Aspect:
    """Something that most runs or articles of a source have. `groups` are (have, of, when), newest first."""

    told: str
    unit: str
    state: State  # the source's, when they have it no more
    groups: Sequence[tuple[int, int, datetime]]
    because: str = ""


def aspects_of_runs(runs: Sequence[Run], vitals: Vitals) -> Iterator[Aspect]:
    a_list = [_links_a_list(run) for run in runs]
    usual = median([links for links in a_list if links is not None] or [0])
    yield Aspect(
        told=f"the usual number of links a list (about {usual:.0f}) in",
        unit="runs",
        state=State.BROKEN,
        groups=[
            (int(links >= usual * FEW_LINKS), 1, run.started_at)
            for run, links in zip(runs, a_list, strict=True)
            if links is not None
        ],
    )
    why = _commonest(vitals.refusals)
    yield Aspect(
        told="an article on",
        unit="new pages",
        state=State.BLOCKED if declines(why) else State.BROKEN,
        groups=[_group(run, ("stored", "duplicate", "off_topic"), "refused") for run in runs],
        because=f": {why}" if why else "",
    )
    why = next((trouble.reason for trouble in vitals.troubles if trouble.kind == "article"), "")
    good = ("stored", "unchanged", "revised", "duplicate", "off_topic", "refused", "gone")
    yield Aspect(
        told="a good answer for",
        unit="pages",
        state=State.BLOCKED if declines(why) else State.FAILING,
        groups=[_group(run, good, "failed") for run in runs],
        because=f": {why}" if why else "",
    )


def aspects_of_articles(readings: Sequence[Reading]) -> Iterator[Aspect]:
    short = SHORT_TEXT * median([reading.words for reading in readings] or [0])
    fields: tuple[tuple[str, Callable[[Reading], bool]], ...] = (
        ("a title on", lambda reading: reading.title),
        ("a date on", lambda reading: reading.date),
        ("an author on", lambda reading: reading.author),
        ("a text of the usual length on", lambda reading: reading.words >= short),
        ("no doubts about", lambda reading: reading.doubtless),
    )
    for told, has in fields:
        groups = [(int(has(reading)), 1, reading.first_fetched_at) for reading in readings]
        yield Aspect(told=told, unit="articles", state=State.BROKEN, groups=groups)


def _links_a_list(run: Run) -> float | None:
    """None where no list was read: all failed, or had not changed."""
    read = run.figures["lists"] - run.figures["lists_failed"] - run.figures["lists_unchanged"]
    return run.figures["links"] / read if read > 0 else None


def _group(run: Run, good: Sequence[str], bad: str) -> tuple[int, int, datetime]:
    have = sum(run.figures[name] for name in good)
    return have, have + run.figures[bad], run.started_at


def _commonest(reasons: Sequence[str]) -> str:
    return Counter(reasons).most_common(1)[0][0] if reasons else ""
