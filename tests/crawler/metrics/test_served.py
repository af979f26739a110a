"""What Prometheus is told: real files, a real scrape, read by Prometheus's own parser."""

from __future__ import annotations

import socket
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.request import urlopen

import pytest
from prometheus_client.parser import text_string_to_metric_families

from crawler.clock import now
from crawler.errors import UsageError
from crawler.metrics.served import SourceFigures, Turns, address_of, exposition, serve_metrics
from storage import open_store
from tests.crawler.runs.histories import days_of, round_of, watched

ODD = 'di "rumah"\\\n'
TURN = datetime(2026, 2, 18, 7, 0, tzinfo=UTC)

Values = dict[tuple[str, ...], float]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Two weeks of a good source; one that is blocked, and has an odd name."""
    path, at = tmp_path / "ronda.db", now()
    with closing(open_store(path)) as store:
        watched(store, at=at)
        days_of(store, at - timedelta(hours=25), 14)
        round_of(store, at - timedelta(hours=1), 3, refused=("a video page",), duplicate=1)
        for hours in (5, 4):
            reason = "its only list failed: HTTP 403"
            round_of(store, at - timedelta(hours=hours), 0, source=ODD, outcome="failed", reason=reason)
    return path


def parsed(text: str) -> tuple[dict[str, Values], dict[str, str]]:
    """(values by name and label values, the source first; types by name)."""
    values: dict[str, Values] = {}
    types: dict[str, str] = {}
    for family in text_string_to_metric_families(text):
        types[family.name] = family.type
        assert family.documentation or family.name.startswith("process"), family.name
        for sample in family.samples:
            labels = tuple(
                label for _, label in sorted(sample.labels.items(), key=lambda one: one[0] != "source")
            )
            assert labels not in values.setdefault(sample.name, {}), "told twice"
            values[sample.name][labels] = sample.value
    return values, types


def test_sources_are_told_with_states_counts_and_moments(database: Path) -> None:
    text = exposition(SourceFigures(database, lambda: ("sumeks", ODD))).decode()
    values, types = parsed(text)
    health = values["ronda_source_health"]
    assert {labels for labels, value in health.items() if value} == {("sumeks", "well"), (ODD, "blocked")}
    assert len(health) == 16
    assert values["ronda_source_articles"] == {("sumeks",): 31, (ODD,): 0}
    assert values["ronda_runs_total"]["sumeks", "ok"] == 57
    assert values["ronda_runs_total"][ODD, "failed"] == 2
    assert values["ronda_source_last_run"]["sumeks", "stored"] == 3
    assert values["ronda_source_last_run"]["sumeks", "refused"] == 1
    assert values["ronda_source_last_run_duration_seconds"]["sumeks",] == 40
    assert values["ronda_source_last_run_latency_seconds"]["sumeks",] == 0.2
    assert values["ronda_source_field_ratio"]["sumeks", "author"] == 1
    good = values["ronda_source_last_good_run_timestamp_seconds"]
    assert list(good) == [("sumeks",)]
    assert good["sumeks",] == pytest.approx(now().timestamp() - 3600, abs=60)
    assert values["ronda_database_readable"] == {(): 1}
    assert types["ronda_runs"] == "counter"
    assert types["ronda_source_health"] == "gauge"


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
    return number


def test_a_scrape_over_http_has_the_timetable_and_the_process(database: Path, port: int) -> None:
    turns = Turns(lambda: {"sumeks": TURN, "palpos": None}, lambda: 2)
    end = serve_metrics("127.0.0.1", port, SourceFigures(database, lambda: ("sumeks",)), turns)
    try:
        with urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
            assert answer.headers["Content-Type"].startswith("text/plain; version=")
            values, _ = parsed(answer.read().decode())
    finally:
        end()
    assert values["ronda_source_next_run_timestamp_seconds"] == {("sumeks",): TURN.timestamp()}
    assert values["ronda_crawls_running"] == {(): 2}
    assert values["ronda_source_articles"] == {("sumeks",): 31}
    assert values["process_resident_memory_bytes"][()] > 1e6
    with pytest.raises(OSError, match="refused"):
        urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10)


def test_a_database_that_cannot_be_read_is_told_and_the_scrape_answers(tmp_path: Path) -> None:
    values, _ = parsed(exposition(SourceFigures(tmp_path / "none.db", lambda: ("sumeks",))).decode())
    assert values == {"ronda_database_readable": {(): 0}}


def test_a_port_in_use_is_wrong_use_with_a_remedy(database: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]
        with pytest.raises(UsageError, match=rf"127.0.0.1:{number}: Address already in use. Name another"):
            serve_metrics("127.0.0.1", number)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("9469", ("127.0.0.1", 9469)),
        (":9469", ("127.0.0.1", 9469)),
        ("0.0.0.0:9469", ("0.0.0.0", 9469)),
        ("[::1]:9469", ("::1", 9469)),
        ("monitor.example:80", ("monitor.example", 80)),
    ],
)
def test_addresses(text: str, address: tuple[str, int]) -> None:
    assert address_of(text) == address


@pytest.mark.parametrize("text", ["", "http", "0", "70000", "-1", "::1:9469", "host:", "٩٤٦٩"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="no port"):
        address_of(text)
