"""What becomes of addresses: gone, back, moved; and texts that are not believed at first sight."""

from __future__ import annotations

from typing import Any

from crawler.items import Outcome
from storage.store import ArticleQuery, Store
from tests.storage.conftest import Look
from tests.storage.samples import article, later, link, refusal, visit

OLD, NEW = "https://sumeks.example/1", "https://sumeks.example/baru/1"
LONG = "\n".join(
    f"Paragraf {n} menceritakan patroli malam di Kecamatan {n} dengan lengkap." for n in range(12)
)
DAY = 24 * 60


def told(store: Store) -> list[tuple[str, str, str | None]]:
    """What the ledger tells, the oldest first."""
    found = [(one.what, one.url, one.other_url) for one in store.happenings(ArticleQuery())]
    return found[::-1]


def gone(path: str, minutes: float, **more: Any) -> Any:
    return refusal(path, Outcome.GONE, at=later(minutes), reason="HTTP 404", status=404, **more)


def test_what_is_gone_is_told_once_and_what_comes_back_too(store: Store) -> None:
    store.keep(article("/1"), None)
    store.dispose(gone("/1", 60), None)
    store.dispose(gone("/1", 120), None)
    assert told(store) == [("gone", OLD, None)]
    store.keep(article("/1", fetched_at=later(180)), None)
    store.keep(article("/1", fetched_at=later(240)), None)
    assert told(store) == [("gone", OLD, None), ("back", OLD, None)]
    store.dispose(gone("/1", 300), None)
    store.dispose(refusal("/1", Outcome.UNCHANGED, at=later(360), reason="HTTP 304", status=304), None)
    assert [what for what, _, _ in told(store)] == ["gone", "back", "gone", "back"]


def test_a_list_that_names_what_is_gone_asks_for_it_once_a_day(store: Store) -> None:
    store.keep(article("/1"), None)
    store.dispose(gone("/1", 60), None)

    def worth(minutes: float) -> list[str]:
        return [one.url for one in store.see_links("sumeks", [link("/1")], later(minutes), visit())]

    assert worth(120) == []
    assert worth(60 + DAY + 1) == [OLD]


def test_an_address_that_moved_takes_its_article_along(store: Store) -> None:
    store.keep(article("/1", text=LONG), None)
    moved = article("/1", text=LONG, moved_to=NEW, fetched_at=later(60))
    assert store.keep(moved, None).outcome is Outcome.UNCHANGED
    assert told(store) == [("moved", OLD, NEW)]
    found = store.find(OLD)
    assert found is not None
    assert (found.canonical_url, found.aliases) == (NEW, (OLD,))
    assert [known.link.url for known in store.young("sumeks", later(-60))] == [NEW]
    assert store.see_links("sumeks", [link("/baru/1"), link("/1")], later(90), visit()) == [], "both known"
    store.dispose(gone("/1", 120), None)
    assert told(store) == [("moved", OLD, NEW)], "the old address is no longer the article's"
    store.dispose(gone("/baru/1", 180), None)
    assert told(store) == [("moved", OLD, NEW), ("gone", NEW, None)]


def test_an_edit_at_the_new_address_is_a_revision_of_the_same_article(store: Store) -> None:
    store.keep(article("/1", text=LONG), None)
    store.keep(article("/1", text=LONG, moved_to=NEW, fetched_at=later(60)), None)
    kept = store.keep(article("/baru/1", text=f"{LONG}\nRalat: dua orang.", fetched_at=later(120)), None)
    assert (kept.outcome, kept.article_id, store.count()) == (Outcome.REVISED, 1, 1)


def test_a_canonical_address_that_changes_is_a_move_and_one_that_flips_is_told_once(store: Store) -> None:
    store.keep(article("/1"), None)
    for minutes, canonical in ((60, NEW), (120, OLD), (180, NEW), (240, OLD)):
        store.keep(article("/1", canonical_url=canonical, fetched_at=later(minutes)), None)
    assert len(told(store)) <= 2
    assert told(store)[0] == ("moved", OLD, NEW)
    assert store.count() == 1


def test_an_address_of_another_article_is_not_moved_to(store: Store) -> None:
    store.keep(article("/1", text=LONG), None)
    store.keep(article("/2", text="Berita lain sama sekali."), None)
    store.keep(article("/1", text=LONG, moved_to="https://sumeks.example/2", fetched_at=later(60)), None)
    assert told(store) == []
    assert store.check() == []


def test_gone_at_one_address_and_had_at_another_is_moved(store: Store) -> None:
    store.keep(article("/1", text=LONG), None)
    assert store.keep(article("/2", text=LONG, fetched_at=later(5)), None).outcome is Outcome.DUPLICATE
    store.dispose(gone("/1", 60), None)
    assert told(store) == [("moved", OLD, "https://sumeks.example/2")]
    kept = store.keep(article("/2", text=f"{LONG}\nSatu kalimat lagi.", fetched_at=later(90)), None)
    assert (kept.outcome, kept.article_id) == (Outcome.REVISED, 1)


def test_a_page_cut_off_never_takes_the_place_of_the_text(store: Store, look: Look) -> None:
    store.keep(article("/1", text=LONG, etag='"1"'), None)
    cut = article("/1", text=LONG.split("\n")[0], etag='"2"', fetched_at=later(60))
    kept = store.keep(cut, None)
    assert (kept.outcome, kept.article_id) == (Outcome.FAILED, 1)
    assert "not believed yet" in kept.reason
    found = store.find("1")
    assert found is not None
    assert (found.text, found.revisions) == (LONG, 0)
    assert look("SELECT disposition, attempts, failure LIKE 'not believed%', etag FROM urls") == [
        ("stored", 1, 1, '"1"')
    ]
    store.keep(article("/1", text=LONG, fetched_at=later(120)), None)
    assert look("SELECT disposition, attempts, failure FROM urls") == [("unchanged", 0, None)]


def test_a_text_that_still_stands_there_a_day_later_is_the_article(store: Store) -> None:
    store.keep(article("/1", text=LONG), None)
    outcomes = [
        store.keep(article("/1", text="Artikel ini ditarik.", fetched_at=later(minutes)), None).outcome
        for minutes in (60, 120, 60 + DAY)
    ]
    assert outcomes == [Outcome.FAILED, Outcome.FAILED, Outcome.REVISED]
    [before, after] = store.versions(1)
    assert (before.text, after.text) == (LONG, "Artikel ini ditarik.")


def test_an_edit_that_leaves_most_of_a_text_is_believed_at_once(store: Store) -> None:
    store.keep(article("/1", text=LONG), None)
    shorter = "\n".join(LONG.split("\n")[:6])
    assert store.keep(article("/1", text=shorter, fetched_at=later(60)), None).outcome is Outcome.REVISED
