"""`ronda stats`: totals, counts for charts, and what each day was."""

from __future__ import annotations

import csv
import io
import json
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.cli.charts import bar, marks
from crawler.clock import now
from storage import open_store
from storage.store import CoveredDay
from tests.crawler.cli.conftest import Ronda
from tests.crawler.runs.histories import round_of, watched
from tests.storage.samples import article, labels


@pytest.fixture
def charted(empty: Path) -> Path:
    """Three days of one source up to now: two articles, one that is blocked, one without news."""
    at = datetime.combine(now().date(), datetime.min.time(), UTC)  # 07.00 WIB of this very day in UTC
    with closing(open_store(empty)) as store:
        watched(store, at=at)
        round_of(store, at - timedelta(days=2), 2)
        round_of(store, at - timedelta(days=1), 0, outcome="failed", reason="HTTP 403")
        round_of(store, at, 0)
        store.keep(article("/oku", labels=labels()), None)  # 16 February 2026
    return empty


def test_counts_by_period_leave_no_period_out(charted: Path, ronda: Ronda) -> None:
    days = json.loads(ronda("stats", "--by", "day", "--json").out)
    assert (days[0], sum(one["articles"] for one in days)) == (
        {"day": "2026-02-16", "articles": 1, "relevant": 1},
        3,
    )
    assert 0 in {one["articles"] for one in days}
    assert len({one["day"] for one in days}) == len(days)
    assert ronda("stats", "--by", "week").out.startswith("2026-W08\t1\t1\n2026-W09\t0\t0\n")
    assert ronda("stats", "--by", "month", "--until", "2026-03-01").out == "2026-02\t1\t1\n"
    assert ronda("stats", "--by", "day", "--since", "1h").out == ""


def test_counts_as_csv(charted: Path, ronda: Ronda) -> None:
    found = ronda("stats", "--by", "topic", "--csv").out
    assert list(csv.reader(io.StringIO(found))) == [
        ["topic", "articles", "relevant"],
        ["narkoba", "1", "1"],
        ["operasi", "1", "1"],
    ]


def test_each_day_is_explained(charted: Path, ronda: Ronda) -> None:
    rows = [line.split("\t") for line in ronda("stats", "--coverage", "--since", "3d").out.splitlines()]
    assert [row[2] for row in rows][-3:] in (
        ["news", "blocked", "no news"],
        ["blocked", "no news", "not watched"],
    )
    records = json.loads(ronda("stats", "--coverage", "--json").out)
    blocked = next(one for one in records if one["status"] == "blocked")
    assert (blocked["source"], blocked["evidence"], blocked["runs_failed"]) == ("sumeks", "HTTP 403", 1)
    heading = ronda("stats", "--coverage", "--by", "source", "--csv").out.splitlines()[0]
    assert heading.startswith("source,day,status,articles,evidence,runs_ok,")


def test_totals_are_as_before(charted: Path, ronda: Ronda) -> None:
    assert json.loads(ronda("stats", "--json").out)["articles"] == 3
    assert "sumeks" in ronda("stats").out


@pytest.mark.parametrize(
    "arguments",
    [
        ("--by", "day", "--coverage"),
        ("--json", "--csv", "--by", "day"),
        ("--since", "7d"),
        ("--coverage", "--limit", "3"),
        ("--by", "source", "--source", "sumek"),
    ],
)
def test_what_does_not_go_together_is_wrong_use(
    charted: Path, ronda: Ronda, arguments: tuple[str, ...]
) -> None:
    assert ronda("stats", *arguments).code == 2


def test_bars_and_marks() -> None:
    assert [bar(value, 8, 2) for value in (0, 1, 4, 8)] == ["", "▎", "█", "██"]
    assert bar(0, 0) == ""
    days = [
        CoveredDay(name="x", day="2026-02-16", status=status, articles=articles, evidence="", figures={})
        for status, articles in (("news", 1), ("news", 9), ("no news", 0), ("broken", 5), ("not watched", 0))
    ]
    assert marks([*days, None], 9) == "▁█·B  "
