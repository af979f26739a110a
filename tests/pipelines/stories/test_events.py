from __future__ import annotations

from dataclasses import replace

import pytest

from pipelines.stories.events import (
    TERMS,
    EventFeatures,
    compare_events,
    days_in,
    event_keys,
    event_look_ups,
    names_in,
    telling_words,
)
from pipelines.stories.profile import Document, profile_of
from pipelines.stories.relations import Relation, Verdict
from tests.pipelines.stories.newsdesk import FLOOD, THEFT, THEFT_RETOLD, THEFT_TRIAL, article, labelled

RETOLD = "Curi Motor di Pematang Sawah, Buruh Telaga Pandan Dibekuk Polres Muara Sawah"
TRIAL = "Pencuri Motor Petani Telaga Pandan Mulai Disidang di Muara Sawah"


def event(document: Document) -> EventFeatures:
    return profile_of(document).event


def verdict(one: Document, other: Document) -> Verdict | None:
    found, mirrored = compare_events(event(one), event(other)), compare_events(event(other), event(one))
    assert found == mirrored
    return found


def test_one_event_in_other_words_is_found_and_says_why() -> None:
    found = verdict(article(1, THEFT), article(2, THEFT_RETOLD, title=RETOLD))
    assert found is not None
    assert found.relation is Relation.SAME_EVENT
    assert 0.5 < found.score <= 1
    assert "wirasena" in " ".join(found.reasons)


def test_another_stage_is_the_same_case_and_names_its_objection() -> None:
    found = verdict(article(1, THEFT), article(2, THEFT_TRIAL, title=TRIAL))
    assert found is not None
    assert found.relation is Relation.SAME_CASE
    assert "another stage: arrest, court" in found.reasons[-1]


def test_a_newsroom_never_tells_one_event_twice() -> None:
    one = article(1, THEFT, outlet="news.koran.example")
    other = article(2, THEFT_RETOLD, title=RETOLD, outlet="www.koran.example")
    found = verdict(one, other)
    assert found is not None
    assert found.relation is Relation.SAME_CASE


def test_strangers_have_nothing_to_do_with_each_other() -> None:
    assert verdict(article(1, THEFT), article(2, FLOOD, title="Sungai Kalawi Meluap")) is None


@pytest.mark.parametrize(("hours", "expected"), [(30, Relation.SAME_EVENT), (24 * 5, Relation.SAME_CASE)])
def test_days_between_two_reports_make_them_stages(hours: int, expected: Relation) -> None:
    found = verdict(article(1, THEFT, hours=0), article(2, THEFT_RETOLD, title=RETOLD, hours=hours))
    assert found is not None
    assert found.relation is expected


def test_labels_that_name_other_places_part_two_reports() -> None:
    one = article(1, THEFT, labels=labelled(places="Kabupaten Muara Sawah"))
    other = article(2, THEFT_RETOLD, title=RETOLD, labels=labelled(places="Kota Lembayung"))
    assert verdict(one, other) is None
    same = verdict(one, replace(other, labels=labelled(places="Kabupaten Muara Sawah")))
    assert same is not None
    assert same.relation is Relation.SAME_EVENT


def test_labels_that_name_other_days_make_another_event() -> None:
    one = article(1, THEFT, labels=replace(labelled(), event_date="2026-02-16"))
    other = article(2, THEFT_RETOLD, title=RETOLD, labels=replace(labelled(), event_date="2026-02-14"))
    found = verdict(one, other)
    assert found is not None
    assert found.reasons[-1] == "not the same event: events of 2026-02-14 and 2026-02-16"


def test_days_are_read_in_every_form_papers_print() -> None:
    text = "Senin (16/2/2026), Selasa (17/2), Rabu 18 Februari 2026 dan 9 Agustus; pasal 3/4 tidak"
    assert days_in(text) == {(2, 16), (2, 17), (2, 18), (8, 9)}
    assert days_in("(40/2) (12/13)") == frozenset()


def test_names_are_rare_words_capitalised_in_mid_sentence() -> None:
    assert names_in(["Kemarin Bondan Wirasena dibawa Polres ke Telaga Pandan."]) == {
        "bondan",
        "wirasena",
        "telaga",
    } | ({"pandan"} & names_in(["x Pandan"]))


def test_two_reports_of_one_event_share_look_ups() -> None:
    one, other = event(article(1, THEFT)), event(article(2, THEFT_RETOLD, title=RETOLD, hours=40))
    assert len(set(event_look_ups(one)) & set(event_keys(other))) >= 2


def test_what_is_three_days_apart_is_looked_up_and_what_is_a_month_is_not() -> None:
    start = event(article(1, THEFT, hours=0))
    assert start.published is not None
    for shift in range(-3, 4):
        later = replace(start, published=start.published + shift)
        assert set(event_keys(later)) <= set(event_look_ups(start))
    assert not set(event_keys(replace(start, published=start.published + 30))) & set(event_look_ups(start))


def test_an_undated_article_is_looked_up_among_the_undated() -> None:
    undated = event(article(1, THEFT, published_at=None))
    assert event_keys(undated) == event_look_ups(undated)
    assert not set(event_keys(undated)) & set(event_keys(event(article(2, THEFT))))


def test_telling_words_are_few_and_begin_with_names() -> None:
    some = telling_words(event(article(1, THEFT)))
    assert len(some) <= TERMS
    assert {"bondan", "wirasena", "telaga"} <= set(some)
    assert not {"polisi", "yang", "tersangka"} & set(some)
