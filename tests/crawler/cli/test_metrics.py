"""`ronda schedule --metrics` and `ronda health --prometheus`, as Prometheus and cron meet them."""

from __future__ import annotations

import signal
import socket
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from prometheus_client.parser import text_string_to_metric_families

from tests.crawler.kills import Victim
from tests.house import House
from tests.processes import soon


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
    return number


def scrape(port: int) -> dict[str, float]:
    try:
        with urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
            text = answer.read().decode()
    except (URLError, ConnectionError):
        return {}
    return {
        " ".join((sample.name, *sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_a_timetable_that_crawls_can_be_scraped_meanwhile_and_ends_as_before(house: House) -> None:
    port = free_port()
    house.newsroom.pause = 0.2
    with Victim(house, "schedule", "demo-antara", "--metrics", str(port)) as victim:
        assert victim.until_asked(3)
        during = scrape(port)
        assert during["ronda_crawls_running"] == 1
        assert during["ronda_source_health demo-antara new"] == 1
        house.newsroom.pause = 0.0
        assert soon(lambda: scrape(port).get("ronda_crawls_running") == 0, 60)
        assert scrape(port)["ronda_source_next_run_timestamp_seconds demo-antara"] > 0
        victim.kill(victim.process.pid, signal.SIGTERM)
        assert victim.finish() == 0
    assert scrape(port) == {}
    assert "Traceback" not in victim.err


def test_a_busy_port_ends_the_timetable_before_it_crawls(house: House) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = house.ronda("schedule", "demo-antara", "--metrics", str(port))
    assert done.returncode == 2
    assert f"nothing can be served at 127.0.0.1:{port}: Address already in use" in done.stderr
    assert "Traceback" not in done.stderr
    assert house.newsroom.requests == []


def test_health_as_a_file_for_the_textfile_collector(house: House, tmp_path: Path) -> None:
    house.crawl("demo-antara")
    target = tmp_path / "ronda.prom"
    done = house.ronda("health", "demo-antara", "--prometheus", "-o", str(target))
    assert (done.returncode, done.stdout) == (0, "")
    told = house.ronda("health", "demo-antara", "--prometheus")
    names = {family.name for family in text_string_to_metric_families(told.stdout)}
    assert names == {family.name for family in text_string_to_metric_families(target.read_text())}
    assert "ronda_source_health" in names
    assert [path.name for path in tmp_path.glob("*ronda.prom*")] == ["ronda.prom"]

    missing = house.ronda("health", "--prometheus", "-o", str(tmp_path / "none" / "ronda.prom"))
    assert missing.returncode == 2
    assert "make the folder first" in missing.stderr
    alone = house.ronda("health", "-o", str(target))
    assert (alone.returncode, "--output goes with --prometheus" in alone.stderr) == (2, True)
