"""Links seen, visited, failed, gone: what is worth a visit, and what an address remembers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from crawler.items import Link, Outcome, Precision
from storage.store import OpenList, Store, Validators
from tests.storage.conftest import Look
from tests.storage.samples import NOON, article, later, link, refusal, visit


def see(store: Store, *links: Link, at: datetime = NOON) -> list[str]:
    return [found.url[-2:] for found in store.see_links("sumeks", links, at, visit(at))]


def waiting(store: Store) -> list[str]:
    return [found.url[-2:] for found in store.pending("sumeks")]


def test_new_links_are_worth_a_visit_each_once_in_the_order_given(store: Store) -> None:
    assert see(store, link("/3"), link("/1"), link("/3"), link("/2")) == ["/3", "/1", "/2"]


def test_links_of_a_killed_crawl_wait_for_the_next_with_all_that_the_list_told(store: Store) -> None:
    told = link(
        "/1",
        title="Begal Ditangkap",
        published_at=datetime(2026, 2, 16, 4, 0, tzinfo=UTC),
        modified_at=datetime(2026, 2, 16, 4, 30, tzinfo=UTC),
        ask="https://sumeks.example/1?page=all",
    )
    see(store, told)
    assert store.pending("sumeks") == [told]
    assert see(store, told, at=later(5)) == ["/1"]


def test_pending_links_come_newest_first_and_only_so_many(store: Store) -> None:
    days = {"/1": 3, "/2": 1, "/3": 2}
    see(store, *(link(path, published_at=NOON - timedelta(days=age)) for path, age in days.items()))
    assert waiting(store) == ["/2", "/3", "/1"]
    assert [found.url[-2:] for found in store.pending("sumeks", limit=1)] == ["/2"]
    assert store.pending("palpos") == []


def test_a_visited_link_is_worth_no_second_visit(store: Store) -> None:
    see(store, link("/1"), link("/2"), link("/3"))
    store.keep(article("/1", fetched_at=later(1)), None)
    store.dispose(refusal("/2", Outcome.REFUSED), None)
    store.dispose(refusal("/3", Outcome.GONE), None)
    assert see(store, link("/1"), link("/2"), link("/3")) == []
    assert waiting(store) == []


def test_the_canonical_address_of_a_visited_one_is_known_too(store: Store) -> None:
    store.keep(article("/1", canonical_url="https://sumeks.example/9"), None)
    assert see(store, link("/9")) == []


def test_a_list_that_tells_of_a_later_modification_asks_for_a_visit(store: Store) -> None:
    store.keep(article("/1", fetched_at=later(10)), None)
    assert see(store, link("/1", modified_at=later(5)), at=later(20)) == []
    assert see(store, link("/1", modified_at=later(15)), at=later(20)) == ["/1"]
    assert waiting(store) == ["/1"], "and the next run knows, though the list will answer 304"
    store.keep(article("/1", fetched_at=later(21)), None)
    assert waiting(store) == []


def test_a_modification_dated_in_the_future_is_believed_when_its_time_has_come(store: Store) -> None:
    store.keep(article("/1", fetched_at=NOON), None)
    ahead = link("/1", modified_at=later(7 * 60))
    assert see(store, ahead, at=later(10)) == []
    assert see(store, ahead, at=later(8 * 60)) == ["/1"]


def test_a_failed_link_is_asked_again_until_it_has_failed_ten_times(store: Store) -> None:
    see(store, link("/1"))
    for _ in range(9):
        store.dispose(refusal("/1"), None)
    assert waiting(store) == ["/1"]
    store.dispose(refusal("/1"), None)
    assert waiting(store) == []
    assert see(store, link("/1"), at=later(60)) == []
    assert see(store, link("/1"), at=later(24 * 60)) == ["/1"], "a list that still names it speaks for it"


def test_a_failure_never_overwrites_stored_and_is_asked_again(store: Store, look: Look) -> None:
    store.keep(article("/1"), None)
    store.dispose(refusal("/1", at=later(5)), None)
    assert look("SELECT disposition, reason, article_id, attempts, failure, failed_at FROM urls") == [
        ("stored", "new", 1, 1, "HTTP 503", "2026-02-16T05:05:00Z")
    ]
    assert look("SELECT url, failure, attempts FROM failures") == [
        ("https://sumeks.example/1", "HTTP 503", 1)
    ]
    assert waiting(store) == ["/1"]
    store.keep(article("/1", fetched_at=later(9)), None)
    assert look("SELECT disposition, attempts, failure FROM urls") == [("unchanged", 0, None)]


@pytest.mark.parametrize("outcome", [Outcome.GONE, Outcome.UNCHANGED, Outcome.REFUSED, Outcome.OFF_TOPIC])
def test_an_address_keeps_the_article_it_had(store: Store, look: Look, outcome: Outcome) -> None:
    store.keep(article("/1"), None)
    store.dispose(refusal("/1", outcome, at=later(60), reason="HTTP 410", status=410), None)
    assert look("SELECT disposition, reason, article_id, http_status, visited_at FROM urls") == [
        (outcome.value, "HTTP 410", 1, 410, "2026-02-16T06:00:00Z")
    ]
    assert store.find("https://sumeks.example/1") is not None


def test_not_modified_counts_as_a_visit_of_the_article(store: Store) -> None:
    store.keep(article("/1", etag='"v1"', last_modified="Mon, 16 Feb 2026 04:00:00 GMT"), None)
    store.dispose(refusal("/1", Outcome.UNCHANGED, at=later(60), reason="not modified", status=304), None)
    found = store.find("1")
    assert found is not None
    assert found.fetched_at == later(60)
    assert store.validators("https://sumeks.example/1") == Validators(
        etag='"v1"', last_modified="Mon, 16 Feb 2026 04:00:00 GMT", visited_at=later(60)
    )


def test_an_outcome_that_needs_an_article_is_no_end_without_one(store: Store) -> None:
    with pytest.raises(ValueError, match=r"use keep\(\)"):
        store.dispose(refusal("/1", Outcome.STORED), None)


def test_a_failed_visit_of_a_list_leaves_its_validators(store: Store, look: Look) -> None:
    store.saw_list(visit(etag='"a"', last_modified="yesterday"))
    store.saw_list(visit(later(5), problem="HTTP 502", status=502))
    store.saw_list(visit(later(6), problem="timed out", status=None))
    rss = "https://sumeks.example/rss"
    assert store.validators(rss) == Validators(etag='"a"', last_modified="yesterday", visited_at=NOON)
    assert look("SELECT kind, disposition, attempts, failure, visited_at FROM urls") == [
        ("list", "failed", 2, "timed out", "2026-02-16T05:00:00Z")
    ]
    store.saw_list(visit(later(7), unchanged=True, links=0, status=304))
    assert store.validators(rss) == Validators(etag='"a"', last_modified="yesterday", visited_at=NOON)
    store.saw_list(visit(later(8), links=12))
    assert store.validators(rss) == Validators(etag=None, last_modified=None)
    assert look("SELECT disposition, links, attempts, failure FROM urls") == [("read", 12, 0, None)]


def test_unknown_addresses_have_no_validators(store: Store) -> None:
    assert store.validators("https://sumeks.example/never") is None


def test_links_and_the_validators_of_their_list_are_one_transaction(store: Store, look: Look) -> None:
    bad = Link(url="https://sumeks.example/\ud83d")
    with pytest.raises(Exception, match="surrogates"):
        store.see_links("sumeks", [link("/1"), bad], NOON, visit(etag='"a"'))
    assert look("SELECT count(*) FROM urls") == [(0,)]


def test_a_broken_title_in_a_list_costs_no_link(store: Store) -> None:
    assert see(store, link("/1", title="Rusak \ud83d"), link("/2", title="Utuh")) == ["/1", "/2"]
    assert {found.title for found in store.pending("sumeks")} == {"Rusak ?", "Utuh"}


def test_a_list_that_is_named_as_a_link_is_no_article(store: Store) -> None:
    store.saw_list(visit(url="https://sumeks.example/kriminal"))
    assert see(store, link("/kriminal"), link("/1")) == ["/1"]
    assert waiting(store) == ["/1"]


def test_lists_that_a_list_leads_to_stay_open_until_they_are_asked(store: Store) -> None:
    second, third = (f"https://sumeks.example/kriminal?page={number}" for number in (2, 3))
    below = [OpenList(url=second, resume="{2}"), OpenList(url=third, resume="{3}")]
    store.see_links("sumeks", [link("/1")], NOON, visit(), below)
    assert store.open_lists("sumeks") == below
    assert store.open_lists("palpos") == []
    assert waiting(store) == ["/1"], "a list is no article"
    store.saw_list(visit(later(1), url=second))
    store.saw_list(visit(later(1), url=third, problem="HTTP 503"))
    assert store.open_lists("sumeks") == below[1:], "failed, so it is asked again"
    store.leave_lists([second, third])
    assert store.open_lists("sumeks") == []


def test_young_articles_are_looked_at_again_newest_first(store: Store) -> None:
    for day in range(4):
        store.keep(article(f"/{day}", text=f"Hari {day}.", fetched_at=NOON + timedelta(days=day)), None)
    store.dispose(refusal("/2", Outcome.GONE), None)
    young = store.young("sumeks", NOON + timedelta(days=1))
    assert [found.link.url[-2:] for found in young] == ["/3", "/2", "/1"], "what is gone may come back"
    assert young[2].first_fetched_at == young[2].visited_at == NOON + timedelta(days=1)
    assert len(store.young("sumeks", NOON, limit=1)) == 1
    assert store.young("palpos", NOON) == []


def test_a_visit_that_brought_nothing_new_counts_as_a_visit(store: Store) -> None:
    store.keep(article("/1", text="Hari ini.", fetched_at=NOON), None)
    store.dispose(replace(refusal("/1", Outcome.UNCHANGED), at=later(60)), None)
    [known] = store.young("sumeks", NOON)
    assert (known.first_fetched_at, known.visited_at) == (NOON, later(60))


def test_what_a_list_told_stays_when_another_list_tells_less(store: Store) -> None:
    see(store, link("/1", title="Judul", published_at=later(-60)))
    see(store, link("/1"), at=later(5))
    (found,) = store.pending("sumeks")
    assert (found.title, found.published_at) == ("Judul", later(-60))


def test_time_ago_of_a_later_list_does_not_take_the_place_of_a_minute(store: Store) -> None:
    see(store, link("/1", published_at=later(-60)))
    see(store, link("/1", published_at=later(-90), published_precision=Precision.DAY), at=later(5))
    (found,) = store.pending("sumeks")
    assert (found.published_at, found.published_precision) == (later(-60), Precision.MINUTE)
    see(store, link("/2", published_at=later(-90), published_precision=Precision.DAY))
    see(store, link("/2", published_at=later(-80)), at=later(5))
    assert {one.url[-2:]: (one.published_at, one.published_precision) for one in store.pending("sumeks")}[
        "/2"
    ] == (later(-80), Precision.MINUTE)


def test_day_of_a_list_stays_a_day(store: Store) -> None:
    see(store, link("/1", published_at=later(-90), published_precision=Precision.DAY))
    (found,) = store.pending("sumeks")
    assert found.published_precision is Precision.DAY
