"""How often an address may fail: its own failures count, those of its host do not."""

from __future__ import annotations

from storage.sqlite.tries import MOST_ATTEMPTS
from storage.store import OpenList, Store
from tests.storage.conftest import Look
from tests.storage.samples import NOON, later, link, refusal, visit


def waiting(store: Store, minutes: float) -> list[str]:
    return [found.url[-2:] for found in store.pending("sumeks", at=later(minutes))]


def fail(store: Store, minutes: float, run: int | None = None) -> None:
    store.dispose(refusal("/1", at=later(minutes)), run)


def test_an_address_that_fails_is_asked_ever_more_seldom(store: Store) -> None:
    fail(store, 0)
    assert waiting(store, 0) == ["/1"], "the first time at once"
    fail(store, 1)
    assert (waiting(store, 15), waiting(store, 16)) == ([], ["/1"])
    fail(store, 16)
    assert (waiting(store, 45), waiting(store, 46)) == ([], ["/1"])
    minutes = 46.0
    for _ in range(MOST_ATTEMPTS - 4):
        fail(store, minutes)
        minutes += 24 * 60
        assert waiting(store, minutes) == ["/1"], "never longer than a day"
    fail(store, minutes)
    assert waiting(store, minutes + 60 * 24 * 7) == []


def test_a_clock_that_was_wrong_makes_nothing_wait(store: Store) -> None:
    for minutes in (60 * 24 * 365, 60 * 24 * 366):
        fail(store, minutes)
    assert waiting(store, 0) == ["/1"]


def test_what_a_host_failed_at_brings_no_address_nearer_to_its_end(store: Store, look: Look) -> None:
    for _ in range(MOST_ATTEMPTS + 5):
        run = store.start_run("sumeks", at=NOON, trigger="cron", pid=1)
        fail(store, 0, run)
        store.forgive("sumeks", run)
    assert look("SELECT attempts, failure FROM urls") == [(1, "HTTP 503")]
    assert waiting(store, 0) == ["/1"]
    other = store.start_run("sumeks", at=NOON, trigger="cron", pid=1)
    fail(store, 0, other)
    store.forgive("sumeks", other + 1)
    assert look("SELECT attempts FROM urls") == [(2,)], "of that run alone"


def test_a_run_that_was_killed_brings_no_address_nearer_to_its_end(store: Store, look: Look) -> None:
    for _ in range(MOST_ATTEMPTS + 5):
        fail(store, 0, store.start_run("sumeks", at=NOON, trigger="cron", pid=1))
        assert store.repair_runs("sumeks", NOON) == 1
    assert look("SELECT attempts FROM urls") == [(1,)]


def test_a_list_of_a_backfill_outlives_its_hosts_failures(store: Store) -> None:
    below = OpenList(url="https://sumeks.example/index/7", resume="{}")
    store.see_links("sumeks", [], NOON, visit(), [below])
    for _ in range(MOST_ATTEMPTS + 5):
        store.saw_list(visit(url=below.url, problem="HTTP 503"))
        store.forgive("sumeks", 1)
    assert store.open_lists("sumeks") == [below]


def test_what_was_given_up_is_counted_and_can_be_tried_again(store: Store) -> None:
    store.see_links("sumeks", [link("/1")], NOON, visit())
    for _ in range(MOST_ATTEMPTS):
        fail(store, 0)
    assert store.given_up() == {"sumeks": 1}
    assert store.given_up("palpos") == {}
    assert waiting(store, 60 * 24 * 30) == []
    assert store.retry("sumeks") == 1
    assert (store.given_up(), waiting(store, 0)) == ({}, ["/1"])


def test_those_tried_before_can_be_asked_for_apart(store: Store) -> None:
    store.see_links("sumeks", [link("/1"), link("/2")], NOON, visit())
    fail(store, 0)
    assert [one.url[-2:] for one in store.pending("sumeks", tried=False)] == ["/2"]
    assert [one.url[-2:] for one in store.pending("sumeks", tried=True)] == ["/1"]
