"""A round in which nothing is new, as most are, and one with a few novelties, beside the first round."""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from crawler.demo.sources import NAMES
from tests.benchmarks.harness import Table, ratio, run_measured, spread
from tests.benchmarks.newsroom import Served, served
from tests.house import House

FIRST, QUIET, NEWS = "first round", "nothing new", "new, edited and gone articles"


@dataclass(frozen=True, kw_only=True)
class Round:
    """All sources once."""

    seconds: float
    cpu: float
    requests: int
    statuses: Counter[str]
    received: int  # bytes, as compressed
    kept: int  # new and revised articles


def measure(quick: bool) -> list[Table]:
    found: dict[str, list[Round]] = {FIRST: [], QUIET: [], NEWS: []}
    repeats = 1 if quick else 5
    for _ in range(repeats):
        with served(weight_kb=150) as newsroom, tempfile.TemporaryDirectory() as folder:
            house = House(Path(folder), newsroom.running)
            found[FIRST].append(_round(house, newsroom))
            found[QUIET].append(_round(house, newsroom))
            newsroom.say("round 2")
            found[NEWS].append(_round(house, newsroom))
    return [_table(found, repeats)]


def _round(house: House, newsroom: Served) -> Round:
    house.config()
    options = ["--config", str(house.file), "--database", str(house.database), "--log-level", "ERROR"]
    newsroom.report()
    seconds = cpu = 0.0
    received = kept = 0
    for name in NAMES.values():
        usage = run_measured([sys.executable, "-m", "crawler.runs.child", name, *options])
        figures = json.loads(usage.output.splitlines()[-1])["end"]["figures"]
        seconds, cpu = seconds + usage.seconds, cpu + usage.cpu
        received += figures["bytes"]
        kept += figures["stored"] + figures["revised"]
    asked = newsroom.report()
    return Round(
        seconds=seconds,
        cpu=cpu,
        requests=asked["requests"],
        statuses=Counter(asked["statuses"]),
        received=received,
        kept=kept,
    )


def _table(found: dict[str, list[Round]], repeats: int) -> Table:
    rows = []
    for name, rounds in found.items():
        one = rounds[0]  # what was asked is the same in each turn; only times differ
        statuses = ", ".join(f"{count} × {status}" for status, count in sorted(one.statuses.items()))
        cpu = [round.cpu for round in rounds]
        rows.append(
            (
                name,
                str(one.requests),
                statuses,
                f"{one.received / 1024:,.0f}",
                str(one.kept),
                spread([round.seconds for round in rounds]),
                spread(cpu),
                ratio(cpu, [round.cpu for round in found[FIRST]]),
            )
        )
    return Table(
        name="quiet",
        title="Three sources, one crawl each",
        columns=(
            "",
            "requests",
            "answers",
            "KB received",
            "kept",
            "seconds",
            "CPU seconds",
            "CPU to first round",
        ),
        rows=tuple(rows),
        note=f"{repeats} turns, start-up of the three processes included.",
    )
