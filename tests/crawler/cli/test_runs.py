import json
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage import open_store
from storage.store import FIGURES, RunReport
from tests.crawler.cli.conftest import Ronda

START = datetime(2026, 2, 20, 3, 0, tzinfo=UTC)


@pytest.fixture
def crawled(database: Path) -> Path:
    """Three runs: a good one, a failed one with a hostile reason, one that is still running."""
    with closing(open_store(database)) as store:
        for number, source in enumerate(("sumeks", "antara-sumsel", "sumeks")):
            at = START + timedelta(hours=number)
            run = store.start_run(source, at=at, trigger="hand", pid=1)
            if number == 2:
                break
            report = RunReport(
                finished_at=at + timedelta(seconds=42),
                outcome=("ok", "failed")[number],
                reason=("4 lists, 30 links", "HTTP 503\x1b[31m\tdari [red]situs[/red]")[number],
                figures={"links": 30, "pages": 12, "stored": 10, "revised": 1, "failed": 1},
                stats={},
            )
            store.finish_run(run, report)
    return database


@pytest.mark.usefixtures("crawled")
def test_runs_are_lines_newest_first_with_times_in_the_zone(ronda: Ronda) -> None:
    rows = [line.split("\t") for line in ronda("runs").out.splitlines()]
    assert [row[1] for row in rows] == ["sumeks", "antara-sumsel", "sumeks"]
    assert rows[0][2:6] == ["2026-02-20 12:00", "", "running", "hand"]
    assert rows[1][4] == "failed"
    assert rows[1][-1] == "HTTP 503 dari [red]situs[/red]"
    assert rows[2][2:] == [
        *("2026-02-20 10:00", "42", "ok", "hand", "30", "12", "10", "1", "1", "4 lists, 30 links")
    ]


@pytest.mark.usefixtures("crawled")
def test_runs_of_one_source_and_so_many(ronda: Ronda) -> None:
    assert len(ronda("runs", "--limit", "2").out.splitlines()) == 2
    assert [line.split("\t")[1] for line in ronda("runs", "-s", "sumeks").out.splitlines()] == ["sumeks"] * 2
    unknown = ronda("runs", "--source", "sumek")
    assert (unknown.code, "did you mean 'sumeks'?" in unknown.err) == (2, True)


@pytest.mark.usefixtures("crawled")
def test_json_has_all_figures_and_iso_times(ronda: Ronda) -> None:
    running, failed, good = json.loads(ronda("runs", "--json").out)
    assert running["finished_at"] is None
    assert good["started_at"] == "2026-02-20T03:00:00Z"
    assert good["finished_at"] == "2026-02-20T03:00:42Z"
    assert set(good["figures"]) == set(FIGURES)
    assert (good["figures"]["stored"], good["figures"]["gone"]) == (10, 0)
    assert failed["outcome"] == "failed"


@pytest.mark.usefixtures("database")
def test_no_runs_are_said_in_words(ronda: Ronda) -> None:
    found = ronda("runs")
    assert (found.code, found.out) == (0, "")
    assert found.err.startswith("no runs yet")
    assert json.loads(ronda("runs", "--json").out) == []


@pytest.mark.usefixtures("crawled")
def test_stats_are_told_in_all_and_by_source(ronda: Ronda) -> None:
    out = ronda("stats").out
    assert "articles             4\n" in out
    rows = {line.split("\t")[0]: line.split("\t")[1:] for line in out.splitlines() if "\t" in line}
    assert rows["sumeks"][0] == "3"
    assert rows["sumeks"][-3:] == ["2026-02-16 13:30", "2026-02-19 13:30", "2026-02-20 10:00"]
    assert rows["antara-sumsel"][-1] == ""


@pytest.mark.usefixtures("crawled")
def test_stats_as_json_are_those_of_the_store(ronda: Ronda, database: Path) -> None:
    with closing(open_store(database, read_only=True)) as store:
        assert json.loads(ronda("stats", "--json").out) == store.stats()
