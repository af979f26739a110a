"""`ronda health` over real crawls: exit code and words that a person or cron can act on."""

from __future__ import annotations

import json

from crawler.demo.response import Response
from tests.house import House


def test_a_source_that_was_well_and_is_declined_is_told_with_evidence(house: House) -> None:
    house.crawl("demo-antara")
    well = house.ronda("health", "demo-antara", "demo-disway", "--json")
    assert well.returncode == 0, well.stderr
    states = {one["source"]: one["state"] for one in json.loads(well.stdout)}
    assert states == {"demo-antara": "well", "demo-disway": "never"}

    for path in ("/rss/terkini.xml", "/terkini"):
        house.newsroom.faults["antara", path] = Response(status=403, headers={}, body=b"")
    house.crawl("demo-antara")
    ill = house.ronda("health", "demo-antara")
    assert ill.returncode == 1
    assert "blocked" in ill.stdout
    assert "HTTP 403" in ill.stdout


def test_an_unknown_source_is_wrong_use(house: House) -> None:
    house.crawl("demo-antara", limit=1)
    done = house.ronda("health", "demo-antar")
    assert done.returncode == 2
    assert "demo-antara" in done.stderr
