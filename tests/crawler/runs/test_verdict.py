"""A crawl is judged by what it did, never by Scrapy's exit code."""

from __future__ import annotations

import pytest

from crawler.runs.verdict import judge
from storage.store import FIGURES


def figures(**given: int) -> dict[str, int]:
    assert set(given) <= set(FIGURES)
    return dict.fromkeys(FIGURES, 0) | given


GOOD = figures(lists=2, links=10, links_new=4, pages=4, stored=4)


def test_a_run_that_stored_what_its_lists_named_is_ok() -> None:
    assert judge(GOOD, "finished") == ("ok", "4 new")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"lists": 0, "links": 0}, "no list answered"),
        ({"lists_failed": 2, "links": 0}, "all 2 lists failed"),
        ({"failed": 4, "stored": 0}, "all 4 articles failed"),
        ({"links": 0, "pages": 0, "stored": 0}, "no list named an article"),
        ({"errors": 1}, "1 errors"),
    ],
)
def test_a_run_fails_when_nothing_was_got(change: dict[str, int], told: str) -> None:
    outcome, reason = judge(GOOD | change, "finished")
    assert outcome == "failed"
    assert told in reason


def test_unchanged_lists_are_a_quiet_round_and_no_failure() -> None:
    assert judge(figures(lists=3, lists_unchanged=3), "finished") == ("ok", "0 new")


def test_one_failed_list_among_good_ones_is_told_but_is_no_failure() -> None:
    outcome, reason = judge(GOOD | {"lists_failed": 1}, "finished")
    assert (outcome, reason) == ("ok", "4 new, 1 of 2 lists failed")


def test_some_failed_pages_are_told_but_are_no_failure() -> None:
    assert judge(GOOD | {"failed": 1, "stored": 3}, "finished") == ("ok", "3 new, 1 failed")


def test_a_run_out_of_time_is_ok_and_says_that_it_goes_on() -> None:
    outcome, reason = judge(GOOD, "closespider_timeout")
    assert outcome == "ok"
    assert "next run goes on" in reason


def test_what_the_store_did_not_take_is_the_reason_whatever_ended_the_run() -> None:
    lost = GOOD | {"errors": 3}
    assert judge(lost, "store_unusable", "the disk is full") == ("failed", "the disk is full")
    assert judge(lost, "shutdown") == ("failed", "3 errors: see the log")


def test_a_run_that_took_too_much_memory_has_failed() -> None:
    outcome, reason = judge(GOOD, "memusage_exceeded")
    assert outcome == "failed"
    assert "memory" in reason


@pytest.mark.parametrize("finish", ["shutdown", "cancelled", ""])
def test_a_run_that_was_stopped_is_interrupted(finish: str) -> None:
    assert judge(GOOD, finish)[0] == "interrupted"


def test_a_run_tells_how_many_articles_were_dropped() -> None:
    dropped = figures(lists=2, links=10, links_new=4, pages=4, stored=1, off_topic=3)
    assert judge(dropped, "finished") == ("ok", "1 new, 3 off-topic")
