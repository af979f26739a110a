from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.errors import StoreError
from crawler.items import Article
from crawler.runs import linking
from crawler.runs.linking import link_waiting, linked_in_batches
from pipelines.stories.group import group_articles
from pipelines.stories.profile import RULES, Document, Profile, profile_of
from storage import open_store
from storage.store import Store
from tests.crawler.runs.newsstand import keep, linked, state, stored
from tests.house import REPOSITORY
from tests.pipelines.stories.newsdesk import FLOOD, THEFT, article, shortened
from tests.pipelines.stories.test_group import NEWS
from tests.storage.samples import later, moment

RELEASE = f"{FLOOD}\nPenjelasan itu disampaikan dalam siaran pers.\n(Humas Polres Muara Sawah)"
FLOODED = "Sungai Kalawi Meluap, Dua Ratus Rumah Terendam"
MORNING = (
    *NEWS,
    article(11, RELEASE, title=FLOODED, hours=1),
    article(12, RELEASE, title="Banjir di Teluk Bidara", hours=2),
    article(13, f"Muara Sawah (ANTARA) - {THEFT}", outlet="sumsel.antaranews.com", hours=3),
    article(14, f"Muara Sawah (ANTARA) - {shortened(THEFT)}", hours=1),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ronda.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with closing(open_store(path)) as opened:
        yield opened


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[object, ...]]]:
    """The morning as it was stored in the order it came, linked at its end."""
    path = tmp_path_factory.mktemp("expected") / "ronda.db"
    linked(path, *MORNING)
    return state(path)


def test_a_store_finds_what_a_file_gives(path: Path) -> None:
    linked(path, *MORNING)
    urls = {document.id: stored(document).url for document in MORNING}
    told = [
        (
            urls[one.id],
            urls[one.story],
            urls[one.copy_of] if one.copy_of else None,
            one.relation.value if one.relation else None,
            one.score,
            one.credited,
            int(one.press_release),
        )
        for one in group_articles(MORNING)
    ]
    assert state(path)["places"] == sorted(told, key=repr)


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_arrival_and_the_moments_of_linking_change_nothing(
    path: Path, store: Store, expected: object, seed: int
) -> None:
    chance = random.Random(seed)
    for document in chance.sample(MORNING, len(MORNING)):
        keep(store, document)
        if chance.random() < 0.5:
            link_waiting(store)
    link_waiting(store)
    assert state(path) == expected


def test_ten_copies_of_a_release_are_one_source(store: Store) -> None:
    keep(store, *(article(number, RELEASE, title=FLOODED) for number in range(1, 11)))
    link_waiting(store)
    story = store.story(1)
    assert story is not None
    assert (story.story.articles, story.story.newsrooms, story.story.copies) == (10, 10, 9)
    assert story.story.independent == 1
    assert story.story.press_release


def test_another_stage_is_the_same_case_and_another_story(store: Store) -> None:
    keep(store, *NEWS)
    link_waiting(store)
    assert [one.story.id for one in store.same_case(1)] == [5]
    assert [one.story.id for one in store.same_case(5)] == [1]
    assert store.same_case(6) == []


def rewrite(store: Store, changed: Article, *, day: int) -> None:
    """A text of which next to nothing is left is believed when it stands there a day later, too."""
    for hours in (24 * day, 24 * day + 25):
        store.keep(replace(changed, fetched_at=later(hours * 60)), None)


def test_a_revised_article_leaves_its_story_and_comes_back(
    path: Path, store: Store, expected: object
) -> None:
    keep(store, *MORNING)
    link_waiting(store)
    copy = stored(MORNING[1])
    other = stored(article(2, FLOOD, title=FLOODED))
    paragraphs = (*other.paragraphs, "Perahu tambahan didatangkan dari kota.")
    rewrite(store, replace(copy, paragraphs=paragraphs, title=FLOODED, content_hash="0" * 16), day=1)
    assert store.count_unlinked() == 1
    link_waiting(store)
    place = store.place(2)
    assert place is not None
    assert place.story_id == 9
    assert place.relation == "light-edit"
    left = store.place(1)
    assert left is not None
    assert [one.article.id for one in store.told(left.story_id)] == [1, 12, 3, 11, 4]
    told = store.story(left.story_id)
    assert told is not None
    assert told.story.articles == 5

    rewrite(store, copy, day=3)
    link_waiting(store)
    assert state(path) == expected


def test_an_origin_that_turns_to_other_things_leaves_its_copies_together(store: Store) -> None:
    keep(store, *NEWS[:3])
    link_waiting(store)
    origin = stored(NEWS[0])
    text = stored(article(1, FLOOD)).paragraphs
    rewrite(store, replace(origin, paragraphs=text, title=FLOODED, content_hash="1" * 16), day=1)
    link_waiting(store)
    places = [store.place(number) for number in (1, 2, 3)]
    assert [place.story_id if place else None for place in places] == [1, 2, 2]
    assert [told.story.articles for number in (1, 2) if (told := store.story(number))] == [1, 2]


def test_a_visit_that_changes_nothing_makes_no_work(store: Store) -> None:
    keep(store, *NEWS)
    link_waiting(store)
    for document in NEWS:
        store.keep(replace(stored(document), fetched_at=later(60), tags=("baru",)), None)
    assert store.count_unlinked() == 0


def test_a_date_that_is_known_now_links_anew(store: Store) -> None:
    keep(store, NEWS[0])
    link_waiting(store)
    at = NEWS[0].published_at
    assert at is not None
    store.keep(replace(stored(NEWS[0]), published=moment(at - timedelta(days=9)), fetched_at=later(9)), None)
    assert store.count_unlinked() == 1
    link_waiting(store)
    told = store.story(1)
    assert told is not None
    assert told.story.first_at == at - timedelta(days=9)


def test_what_is_deleted_leaves_its_story(path: Path, store: Store) -> None:
    keep(store, *NEWS)
    link_waiting(store)
    with closing(sqlite3.connect(path)) as hand:
        hand.execute("DELETE FROM urls WHERE article_id = 1")
        hand.execute("DELETE FROM articles WHERE id = 1")
        hand.commit()
    link_waiting(store)
    linked(path.with_name("without.db"), *NEWS[1:])
    assert state(path) == state(path.with_name("without.db"))


def test_rebuilt_is_what_grew(path: Path, store: Store, expected: object) -> None:
    for document in MORNING:
        keep(store, document)
        link_waiting(store)
    store.unlink_all(RULES)
    assert store.count_unlinked() == len(MORNING)
    assert link_waiting(store) == len(MORNING)
    assert state(path) == expected


def test_links_made_by_older_rules_are_made_anew(
    path: Path, store: Store, expected: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(store, *MORNING)
    link_waiting(store)
    with closing(sqlite3.connect(path)) as hand:
        hand.execute("DELETE FROM story_links")  # as rules would that know no links
        hand.commit()
    monkeypatch.setattr(linking, "RULES", RULES + 1)
    keep(store, article(99, "Warga bergotong royong membersihkan parit desa.", title="Gotong Royong"))
    assert link_waiting(store) == len(MORNING) + 1
    with closing(sqlite3.connect(path)) as hand:
        hand.execute("DELETE FROM urls WHERE article_id = 13")
        hand.execute("DELETE FROM articles WHERE id = 13")
        hand.commit()
    link_waiting(store)
    assert state(path) == expected


def test_links_made_by_newer_rules_are_left_alone(
    path: Path, store: Store, expected: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linking, "RULES", RULES + 1)
    keep(store, *MORNING)
    link_waiting(store)
    monkeypatch.undo()
    assert state(path) == expected
    keep(store, article(99, "Warga bergotong royong membersihkan parit desa.", title="Gotong Royong"))
    with pytest.raises(StoreError, match="made by a newer Ronda"):
        link_waiting(store)
    assert store.count_unlinked() == 1


def test_an_article_that_changes_while_it_is_read_is_linked_as_it_stands(store: Store) -> None:
    keep(store, *NEWS[:2])
    waiting = store.unlinked(10)
    changed = replace(stored(NEWS[1]), title="Judul Lain", fetched_at=later(60))
    store.keep(changed, None)
    with store.linking(RULES) as desk:
        assert [desk.take(one.ticket) for one in waiting] == [True, False]
    assert [one.title for one in store.unlinked(10)] == ["Judul Lain"]


def store_and_link(path: Path, numbers: list[int], *, slowly: bool = False) -> None:
    """What a crawl's process does, with these articles of the morning."""
    with closing(open_store(path)) as store:
        for number in numbers:
            keep(store, MORNING[number])
            for _ in linked_in_batches(store):
                if slowly:
                    print("linked", flush=True)


def child(call: str) -> subprocess.Popen[str]:
    code = f"from pathlib import Path; from tests.crawler.runs import test_linking as t; t.{call}"
    return subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_processes_that_link_at_once_see_each_others_articles(path: Path, expected: object) -> None:
    open_store(path).close()
    shares = [list(range(start, len(MORNING), 2)) for start in range(2)]
    children = [child(f"store_and_link(Path({str(path)!r}), {share})") for share in shares]
    errors = [running.communicate(timeout=120)[1] for running in children]
    assert [(running.returncode, error) for running, error in zip(children, errors, strict=True)] == [
        (0, "")
    ] * 2
    assert state(path) == expected


@pytest.mark.parametrize("batches", [1, 4, 9])
def test_what_a_kill_left_unlinked_is_linked_by_the_next(path: Path, expected: object, batches: int) -> None:
    open_store(path).close()
    with child(f"store_and_link(Path({str(path)!r}), {list(range(len(MORNING)))}, slowly=True)") as victim:
        assert victim.stdout is not None
        for _ in range(batches):
            assert victim.stdout.readline() == "linked\n"
        victim.send_signal(signal.SIGKILL)
    with closing(open_store(path)) as store:
        assert store.check() == []
        keep(store, *MORNING)  # what was killed before it was stored comes with the next run
        link_waiting(store)
    assert state(path) == expected


def test_texts_from_files_are_of_the_newsroom_that_they_are_filed_under(store: Store) -> None:
    for number, source in enumerate(("arsip-a", "arsip-b"), start=1):
        one = stored(article(number, THEFT))
        store.keep(
            replace(one, source=source, url=f"urn:ronda:{number}", canonical_url=f"urn:ronda:{number}"), None
        )
    link_waiting(store)
    assert {one.member.newsroom for one in store.told(1)} == {"arsip-a", "arsip-b"}


def test_a_crowd_behind_one_key_is_not_followed(store: Store) -> None:
    keep(store, *NEWS[:4])
    link_waiting(store)
    with store.linking(RULES) as desk:
        keys = [(90, 5), (91, 7)]
        for number in (1, 2, 3, 4):
            text = desk.article(number)
            assert text is not None
        members = desk.members({1})
        for one in members:
            desk.forget(one.article_id)
            desk.join(one, [keys[0], (91, one.article_id)], [])
        assert desk.candidates([keys[0], (91, 2)], 3) == {2: {91: 1}}
        assert set(desk.candidates([keys[0]], 4)) == {1, 2, 3, 4}


def test_a_text_that_cannot_be_compared_costs_itself_alone(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaking(document: Document) -> Profile:
        if "Sungai Kalawi" in document.text:
            raise RecursionError("a text that our reading breaks on")
        return profile_of(document)

    monkeypatch.setattr(linking, "profile_of", breaking)
    keep(store, *NEWS)
    assert link_waiting(store) == len(NEWS)
    assert store.count_unlinked() == 0
    assert "article 6 cannot be compared with others" in caplog.text
    assert [one.article.id for one in store.told(6)] == [6]
    assert [one.article.id for one in store.told(1)] == [1, 2, 3, 4]


def documents(count: int) -> list[Document]:
    return [
        article(number, f"{THEFT}\nCatatan redaksi nomor {number}.", hours=1)
        for number in range(1, count + 1)
    ]


def test_batches_of_many_end_as_one(path: Path, store: Store) -> None:
    many = documents(70)
    keep(store, *many)
    assert list(linked_in_batches(store)) == [32, 32, 6]
    story = store.story(1)
    assert story is not None
    assert story.story.articles == 70
