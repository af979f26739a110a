"""How a source is, judged against its own past: its last runs, its lists, what its articles have. Pure.

What is looked at, in this order: the runs that failed since the last good one; shares that fell (`falls.py`:
links, pages, fields of articles); days with rounds and without anything new (`silence.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from statistics import median

from crawler.runs.aspects import aspects_of_articles, aspects_of_runs
from crawler.runs.falls import find_fall
from crawler.runs.silence import find_silence
from crawler.runs.states import Health, State, is_firm, state_of
from storage.store import Run, Store, Vitals

RUNS = 200  # of one source that are looked at
LASTS = 2  # runs in a row that fail, before which bad luck is no state
GOOD_RUNS = 3  # before which a source is new
RECENT = 40  # articles whose shares are told
SLOWER, SLOW_MS = 4, 2000


def examine(store: Store, names: Iterable[str], at: datetime) -> list[Health]:
    """The health of each of the sources named, in their order; `at` is now."""
    return [judge_health(name, store.runs(source=name, limit=RUNS), store.vitals(name, at)) for name in names]


def judge_health(source: str, runs: Sequence[Run], vitals: Vitals) -> Health:
    """The state of a source; `runs` are its own, the newest first."""
    done = [run for run in runs if run.outcome in ("ok", "failed") and run.trigger != "import"]
    if not done:
        return Health(source=source, state=State.NEW, since=None, evidence="not crawled yet")
    state, since, evidence = (
        _failed(done, vitals)
        or _fallen(done, vitals)
        or _quiet(vitals)
        or _young(done, vitals)
        or _well(done, vitals)
    )
    return Health(source=source, state=state, since=since, evidence=evidence, figures=_figures(done, vitals))


_Judgement = tuple[State, datetime | None, str]


def _failed(runs: Sequence[Run], vitals: Vitals) -> _Judgement | None:
    failing = next((n for n, run in enumerate(runs) if run.outcome == "ok"), len(runs))
    if not failing:
        return None
    told = _reason(runs[0], vitals)
    times = "the last run" if failing == 1 else f"the last {failing} runs"
    since = runs[failing - 1].started_at
    if failing < LASTS and failing < len(runs) and not is_firm(told):
        return State.UNSTEADY, since, f"{told} ({times}; the one before was good)"
    return state_of(told), since, f"{told} ({times})"


def _reason(run: Run, vitals: Vitals) -> str:
    """Why the run failed; where it only says which addresses did, why those failed."""
    for words, kind in (("articles failed", "article"), ("no list answered", "list")):
        if words in run.reason:
            why = next((trouble.reason for trouble in vitals.troubles if trouble.kind == kind), "")
            return f"{run.reason}: {why}" if why else run.reason
    return run.reason


def _fallen(runs: Sequence[Run], vitals: Vitals) -> _Judgement | None:
    """What the newest runs and articles lack that those before had."""
    found: list[tuple[State, datetime, str]] = []
    for aspect in (*aspects_of_runs(runs, vitals), *aspects_of_articles(vitals.readings)):
        groups = [group for group in aspect.groups if group[1]]
        fall = find_fall([(have, of) for have, of, _ in groups])
        # one run whose pages mostly failed, while its lists answered, is a bad hour
        if fall and (aspect.state is not State.FAILING or fall.groups >= LASTS):
            since = groups[fall.groups - 1][2]
            of_now = f"{fall.have} of the newest {fall.of} {aspect.unit}"
            told = f"{aspect.told} {of_now}, {fall.had} of {fall.out_of} before{aspect.because}"
            found.append((aspect.state, since, told))
    if not found:
        return None
    state = min((one[0] for one in found), key=list(State).index)
    same = [one for one in found if one[0] is state]
    return state, min(since for _, since, _ in same), "; ".join(told for _, _, told in same)


def _quiet(vitals: Vitals) -> _Judgement | None:
    silence = find_silence(vitals.good_days, vitals.news_days, vitals.today)
    if silence is None:
        return None
    told = f"nothing new on {silence.days} days with good rounds; never more than {silence.longest} before"
    return State.SILENT, vitals.last_new_at, told


def _young(runs: Sequence[Run], vitals: Vitals) -> _Judgement | None:
    good = sum(run.outcome == "ok" for run in runs)
    if good >= GOOD_RUNS:
        return None
    times = f"{good} good run{'' if good == 1 else 's'}"
    return (
        State.NEW,
        vitals.first_run_at,
        f"{times}, {len(vitals.readings)} articles: no past to compare with",
    )


def _well(runs: Sequence[Run], vitals: Vitals) -> _Judgement:
    good = next((n for n, run in enumerate(runs) if run.outcome != "ok"), len(runs))
    told = [runs[0].reason]
    told += [
        f"{trouble.addresses} of its lists failed: {trouble.reason} {trouble.example}"
        for trouble in vitals.troubles
        if trouble.kind == "list"
    ]
    now, before = _latencies(runs)
    if now > SLOW_MS and now > before * SLOWER:
        told.append(f"answers in {now / 1000:.1f} s, {before / 1000:.1f} s before")
    return State.WELL, runs[good - 1].started_at, "; ".join(told)


def _latencies(runs: Sequence[Run]) -> tuple[float, float]:
    """The median milliseconds to an answer in the newest five runs, and in those before (0: none known)."""
    known = [run.figures["latency_ms"] for run in runs if run.figures["latency_ms"]]
    return median(known[:5] or [0]), median(known[5:] or known or [0])


def _figures(runs: Sequence[Run], vitals: Vitals) -> dict[str, float]:
    newest = vitals.readings[:RECENT]
    latency, _ = _latencies(runs)
    figures: dict[str, float] = {"runs": len(runs), "articles": len(newest), "latency_ms": latency}
    if newest:
        shares = {
            "with_title": [reading.title for reading in newest],
            "with_date": [reading.date for reading in newest],
            "with_author": [reading.author for reading in newest],
            "without_doubt": [reading.doubtless for reading in newest],
        }
        figures |= {name: round(sum(flags) / len(newest), 3) for name, flags in shares.items()}
        figures["median_words"] = median(reading.words for reading in newest)
    return figures
