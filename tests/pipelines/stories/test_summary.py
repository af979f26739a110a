from __future__ import annotations

from datetime import UTC, datetime, timedelta

from pipelines.stories.group import Grouped
from pipelines.stories.origin import Carrier
from pipelines.stories.relations import Id
from pipelines.stories.summary import summaries

DAWN = datetime(2026, 2, 16, 22, 0, tzinfo=UTC)


def carriers(*newsrooms: str | None) -> dict[Id, Carrier]:
    return {
        number: Carrier(id=number, newsroom=room, published_at=DAWN + timedelta(hours=number))
        for number, room in enumerate(newsrooms, start=1)
    }


def test_copies_count_as_articles_and_newsrooms_but_not_as_sources() -> None:
    who = carriers("a.example", "b.example", "c.example", "b.example")
    places = [
        Grouped(id=1, story=1),
        Grouped(id=2, story=1, copy_of=1),
        Grouped(id=3, story=1, copy_of=1, press_release=True),
        Grouped(id=4, story=1),
    ]
    (story,) = summaries(who, places)
    assert (story.articles, story.copies, story.newsrooms, story.independent) == (4, 2, 3, 2)
    assert (story.first_at, story.last_at) == (DAWN + timedelta(hours=1), DAWN + timedelta(hours=4))
    assert story.press_release


def test_one_newsroom_that_tells_twice_is_one_source() -> None:
    (story,) = summaries(carriers("a.example", "a.example"), [Grouped(id=1, story=1), Grouped(id=2, story=1)])
    assert (story.newsrooms, story.independent) == (1, 1)


def test_articles_of_unknown_newsrooms_stand_for_themselves() -> None:
    (story,) = summaries(carriers(None, None), [Grouped(id=1, story=1), Grouped(id=2, story=1)])
    assert (story.newsrooms, story.independent) == (2, 2)


def test_each_story_has_its_own_figures_and_undated_ones_no_time() -> None:
    who = carriers("a.example", "b.example") | {3: Carrier(id=3, newsroom="c.example")}
    found = {one.story: one for one in summaries(who, [Grouped(id=n, story=n) for n in (1, 2, 3)])}
    assert [found[n].articles for n in (1, 2, 3)] == [1, 1, 1]
    assert found[3].first_at is None
    assert found[3].last_at is None
    assert summaries({}, []) == []
