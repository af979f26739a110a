"""Young articles are looked at again, less and less often, each at its own time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crawler.middlewares.revisits import OLDEST, SPREAD, STEPS, is_due

FIRST = datetime(2026, 2, 16, 6, 0, tzinfo=UTC)
URL = "https://sumeks.disway.id/read/1/patroli"


def visits(every: timedelta, until: timedelta, url: str = URL) -> list[timedelta]:
    """The ages at which an article is visited when rounds come `every` so often."""
    last, made, at = FIRST, [], FIRST
    while at - FIRST < until:
        at += every
        if is_due(url, FIRST, last, at):
            last = at
            made.append(at - FIRST)
    return made


def test_rounds_every_half_hour_make_one_visit_a_step() -> None:
    made = visits(timedelta(minutes=30), timedelta(days=20))
    assert len(made) == len(STEPS)
    for age, step in zip(made, STEPS, strict=True):
        assert step <= age <= step * (1 + SPREAD) + timedelta(minutes=30)


def test_nothing_is_asked_within_the_first_hour() -> None:
    assert not is_due(URL, FIRST, FIRST, FIRST + timedelta(minutes=59))


def test_one_visit_makes_up_for_all_that_were_missed() -> None:
    late = FIRST + timedelta(days=4)
    assert is_due(URL, FIRST, FIRST, late)
    assert not is_due(URL, FIRST, late, late + timedelta(hours=1))


def test_an_old_article_is_left_alone() -> None:
    assert not is_due(URL, FIRST, FIRST, FIRST + OLDEST + timedelta(hours=1))


def test_a_clock_that_was_wrong_asks_for_nothing() -> None:
    assert not is_due(URL, FIRST, FIRST + timedelta(days=300), FIRST + timedelta(days=2))


@pytest.mark.parametrize("step", STEPS)
def test_articles_of_one_round_are_spread(step: timedelta) -> None:
    at = FIRST + step * (1 + SPREAD / 2)
    before = FIRST + (step * 0.9 if step != STEPS[0] else timedelta())
    due = sum(is_due(f"{URL}-{number}", FIRST, before, at) for number in range(400))
    assert 130 < due < 270  # half of them, at half of the spread
