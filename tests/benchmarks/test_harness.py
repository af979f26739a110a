"""The harness takes turns, sums up honestly, and changes nothing of a document but its places for tables."""

from __future__ import annotations

import sys

import pytest

from tests.benchmarks.harness import Table, put_into, ratio, run_measured, spread, take_turns
from tests.benchmarks.newsroom import served

TABLE = Table(
    name="a/b", title="Rates", columns=("", "pages/s"), rows=(("loop", "1.0"), ("pool", "10.5")), note="n"
)


def test_cases_take_turns_and_every_other_turn_is_turned_round() -> None:
    order: list[str] = []
    found = take_turns({name: lambda name=name: order.append(name) or name for name in "abc"}, 3)
    assert "".join(order) == "abccbaabc"
    assert found == {name: [name] * 3 for name in "abc"}


def test_a_spread_is_the_median_with_the_least_and_the_most() -> None:
    assert spread([3.0, 1.0, 1000.0], 0) == "3 (1–1,000)"
    assert spread([2.26]) == "2.3"


def test_a_ratio_is_that_of_the_medians() -> None:
    assert ratio([3.0, 99.0, 1.0], [2.0, 2.0, 50.0]) == "1.50 ×"


def test_a_table_in_text_is_aligned() -> None:
    lines = TABLE.text().splitlines()
    assert lines[0] == "Rates"
    assert lines[2:] == ["      pages/s", "----  -------", "loop      1.0", "pool     10.5", "n"]


def test_a_table_goes_to_its_place_and_the_prose_stays() -> None:
    places = (
        "# One\n<!-- table a/b -->\nold | table\n<!-- end -->\nwhy\n<!-- table c -->\nkept\n<!-- end -->\n"
    )
    filled = put_into(places, [TABLE])
    assert "| pool | 10.5 |" in filled
    assert "old" not in filled
    assert filled.startswith("# One\n<!-- table a/b -->\n**Rates**")
    assert filled.endswith("<!-- end -->\nwhy\n<!-- table c -->\nkept\n<!-- end -->\n")
    assert put_into(filled, [TABLE]) == filled


def test_a_table_without_a_place_is_an_error_that_names_it() -> None:
    with pytest.raises(ValueError, match=r"<!-- table a/b -->"):
        put_into("# Nothing\n", [TABLE])


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_the_memory_of_a_process_and_of_its_children_is_seen() -> None:
    child = "import time; b = bytearray(60_000_000); time.sleep(1.0)"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}]); print('done')"
    used = run_measured([sys.executable, "-c", code])
    assert used.output == "done\n"
    assert used.children_peak > 55 > used.peak > 1
    assert 0 < used.cpu <= used.seconds * 4


def test_a_command_that_fails_is_an_error_with_its_last_words() -> None:
    with pytest.raises(RuntimeError, match="no such luck"):
        run_measured([sys.executable, "-c", "raise SystemExit('no such luck')"])


def test_the_served_newsroom_counts_what_it_was_asked() -> None:
    with served(3, sites=["antara"], weight_kb=20) as newsroom:
        pages = list(newsroom.pages("antara"))
        asked = newsroom.report()
        assert newsroom.report()["requests"] == 0
    assert len(pages) == 3
    assert all(len(page.parts[0].body) > 20_000 and page.hints.body for page in pages)
    assert (asked["requests"], asked["statuses"]) == (3, {"200": 3})
    assert 0 < asked["first"] <= asked["last"]
