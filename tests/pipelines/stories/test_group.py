from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.stories.group import arrange, components, group_articles, links_of
from pipelines.stories.index import Key, MemoryIndex
from pipelines.stories.profile import Document, Profile, profile_of
from pipelines.stories.relations import Id, Link, Relation, Verdict, link
from tests.pipelines.stories.newsdesk import (
    FLOOD,
    THEFT,
    THEFT_RETOLD,
    THEFT_TRIAL,
    article,
    prayer_times,
    shortened,
)
from tests.pipelines.stories.test_events import RETOLD, TRIAL

NEWS = (
    article(1, THEFT),
    article(2, THEFT),
    article(3, shortened(THEFT)),
    article(4, THEFT_RETOLD, title=RETOLD),
    article(5, THEFT_TRIAL, title=TRIAL),
    article(6, FLOOD, title="Sungai Kalawi Meluap, Dua Ratus Rumah Terendam"),
    article(7, prayer_times(16, 10), title="Jadwal Salat 16 Februari 2026"),
    article(8, prayer_times(17, 11), title="Jadwal Salat 17 Februari 2026", hours=24),
)
PROFILES = {document.id: profile_of(document) for document in NEWS}


def told(documents: tuple[Document, ...]) -> dict[Id, tuple[object, ...]]:
    return {one.id: (one.story, one.copy_of, one.relation) for one in group_articles(documents)}


def test_a_morning_of_news_falls_into_its_stories() -> None:
    assert told(NEWS) == {
        1: (1, None, None),
        2: (1, 1, Relation.VERBATIM),
        3: (1, 1, Relation.LIGHT_EDIT),
        4: (1, None, Relation.SAME_EVENT),
        5: (5, None, None),
        6: (6, None, None),
        7: (7, None, None),
        8: (8, None, None),
    }


def test_the_same_case_is_linked_both_ways_and_not_merged() -> None:
    places = {one.id: one for one in group_articles(NEWS)}
    assert places[5].same_case == (1,)
    assert {places[number].same_case for number in (1, 2, 3, 4)} == {(5,)}
    assert places[6].same_case == ()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.permutations(NEWS))
def test_the_order_of_a_file_changes_nothing_but_the_order_of_the_answer(order: list[Document]) -> None:
    assert [one.id for one in group_articles(order)] == [one.id for one in order]
    assert told(tuple(order)) == told(NEWS)


def one_by_one(order: list[Id]) -> tuple[set[Link], MemoryIndex[Id]]:
    """What a crawl does: each article is linked to those before it."""
    index: MemoryIndex[Id] = MemoryIndex()
    links: set[Link] = set()
    for number in order:
        links.update(links_of(PROFILES[number], index, PROFILES.get))
        index.add(number, PROFILES[number].keys)
    return links, index


@settings(max_examples=50, deadline=None)
@given(st.permutations(list(PROFILES)))
def test_articles_that_come_one_by_one_end_as_those_that_come_at_once(order: list[Id]) -> None:
    links, _ = one_by_one(order)
    carriers = {number: PROFILES[number].carrier for number in order}
    found = {one.id: (one.story, one.copy_of, one.relation) for one in arrange(carriers, links)}
    assert found == told(NEWS)


def test_an_article_seen_again_is_not_linked_to_itself() -> None:
    _, index = one_by_one(list(PROFILES))
    assert all(1 in (one.a, one.b) and one.a != one.b for one in links_of(PROFILES[1], index, PROFILES.get))


def test_a_candidate_that_is_gone_is_passed_over() -> None:
    index: MemoryIndex[Id] = MemoryIndex()
    index.add(2, PROFILES[2].keys)
    assert links_of(PROFILES[1], index, lambda _: None) == []


def test_look_ups_do_not_grow_with_what_is_stored() -> None:
    class Counting(MemoryIndex[Id]):
        calls = 0

        def candidates(self, keys: object) -> dict[Id, Counter[int]]:
            Counting.calls += 1
            return super().candidates(keys)  # type: ignore[arg-type] # passed on as it came

    index = Counting()
    compared: list[Id] = []

    def load(number: Id) -> Profile:
        compared.append(number)
        return replace(PROFILES[2], carrier=replace(PROFILES[2].carrier, id=number))

    for number in range(100, 260):
        index.add(number, PROFILES[2].keys)
    links_of(PROFILES[1], index, load)
    assert Counting.calls == 1
    assert len(compared) == 50


def test_a_key_that_a_crowd_shares_is_not_followed() -> None:
    index: MemoryIndex[Id] = MemoryIndex(crowd=3)
    for number in range(4):
        index.add(number, [Key(0, 1)])
        index.add(number, [Key(1, number)])
    assert index.candidates([Key(0, 1), Key(1, 2)]) == {2: Counter({1: 1})}


def test_copies_of_a_release_are_marked_and_copies_of_an_agency_are_not() -> None:
    release = f"{THEFT}\n(Humas Polres Muara Sawah)"
    marked = group_articles([article(1, release), article(2, release)])
    assert [one.press_release for one in marked] == [True, True]
    assert not group_articles([article(1, release)])[0].press_release
    credited = group_articles([article(1, release), article(2, f"Muara Sawah (ANTARA) - {release}")])
    assert [one.press_release for one in credited] == [False, False]
    assert [one.credited for one in credited] == [None, "ANTARA"]


def test_the_agency_is_the_origin_though_the_reprint_was_seen_first() -> None:
    reprint = article(1, f"Muara Sawah (ANTARA) - {THEFT}")
    own = article(2, f"Muara Sawah (ANTARA) - {THEFT}", outlet="sumsel.antaranews.com")
    assert [one.copy_of for one in group_articles([reprint, own])] == [2, None]


def test_two_articles_of_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="two articles have the id 1"):
        group_articles([NEWS[0], NEWS[0]])


def test_no_articles_make_no_groups() -> None:
    assert group_articles([]) == []


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=20), st.randoms())
def test_components_are_what_pairs_connect(pairs: list[tuple[int, int]], draw: object) -> None:
    ids = range(13)
    found = components(ids, pairs)
    shuffled = [(b, a) for a, b in reversed(pairs)]
    assert components(reversed(ids), shuffled) == found
    assert all(found[a] == found[b] for a, b in pairs)
    assert all(found[one] <= one for one in ids)  # type: ignore[operator] # they are numbers here
    assert all(found[one] == one for one in ids if all(one not in pair for pair in pairs))


def test_a_link_has_one_form() -> None:
    verdict = Verdict(relation=Relation.VERBATIM, score=1.0)
    assert link(10, 9, verdict) == link(9, 10, verdict) == Link(a=9, b=10, verdict=verdict)
