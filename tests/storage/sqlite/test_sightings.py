"""The lines of new and revised articles are remembered, and only of the latest pages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from crawler.items import Article, LineMark, Outcome
from storage import open_store
from storage.store import REMEMBERED_PAGES, Store
from tests.storage.samples import TEXT, article, later


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "ronda.db")


def line(name: str) -> LineMark:
    return LineMark(mark=f"{name:0>16}", opening=name, size=len(name), sentence=False)


def with_lines(path: str, *names: str, minutes: float = 0, **changes: object) -> Article:
    return replace(article(path, fetched_at=later(minutes), **changes), lines=tuple(map(line, names)))


def marks(store: Store, source: str = "sumeks") -> set[tuple[str, str]]:
    return {(seen.page.rpartition("/")[2], seen.mark.lstrip("0")) for seen in store.sightings(source)}


def test_lines_of_new_articles_are_remembered_by_source(store: Store) -> None:
    store.keep(with_lines("/1", "a", "b"), None)
    store.keep(with_lines("/2", "a", source="palpos"), None)
    assert marks(store) == {("1", "a"), ("1", "b")}
    assert marks(store, "palpos") == {("2", "a")}
    assert {(seen.size, seen.sentence) for seen in store.sightings("sumeks")} == {(1, False)}


def test_revision_puts_new_lines_in_the_place_of_the_old(store: Store) -> None:
    store.keep(with_lines("/1", "a", "b"), None)
    store.keep(with_lines("/1", "b", "c", text="Ralat: hanya satu pemuda yang diamankan."), None)
    assert marks(store) == {("1", "b"), ("1", "c")}


def test_text_under_a_second_address_teaches_nothing(store: Store) -> None:
    same = "\n".join(TEXT)
    store.keep(with_lines("/1", "a", text=same), None)
    assert store.keep(with_lines("/2", "a", text=same), None).outcome is Outcome.DUPLICATE
    assert marks(store) == {("1", "a")}


def test_oldest_pages_are_forgotten(store: Store) -> None:
    for number in range(REMEMBERED_PAGES + 3):
        store.keep(with_lines(f"/{number}", "a", minutes=number), None)
    pages = {int(page) for page, _ in marks(store)}
    assert pages == set(range(3, REMEMBERED_PAGES + 3))


def test_line_that_became_known_as_furniture_is_no_revision(store: Store) -> None:
    before = ("Banner Pemprov", *TEXT)
    store.keep(article("/1", text="\n".join(before)), None)
    read_better = replace(article("/1", text="\n".join(TEXT)), furniture=("Banner Pemprov",))
    assert store.keep(read_better, None).outcome is Outcome.UNCHANGED
    shorter = replace(article("/1", text="\n".join(TEXT[:2])), furniture=("Banner Pemprov",))
    assert store.keep(shorter, None).outcome is Outcome.REVISED


def test_doubts_and_kind_are_stored_and_given_back(store: Store) -> None:
    doubts = ("a second reader agrees to 40%",)
    kept = store.keep(replace(article("/1"), kind="live-blog", doubts=doubts), None)
    found = store.find(str(kept.article_id))
    assert found is not None
    assert (found.kind, found.doubts) == ("live-blog", doubts)
    store.keep(replace(article("/1", text="Kini terbaca lengkap."), doubts=()), None)
    again = store.find(str(kept.article_id))
    assert again is not None
    assert (again.kind, again.doubts) == ("article", ())
