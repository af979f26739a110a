"""How long a host is left alone: both forms of Retry-After, and the back-off of our own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.manners import FIRST, LONGEST, MOST, back_off, pause, retry_after

AT = datetime(2026, 2, 16, 6, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("value", "asked"),
    [
        ("120", timedelta(minutes=2)),
        (" 7 ", timedelta(seconds=7)),
        ("0", SECOND),
        ("999999999", LONGEST),
        (format_datetime(AT + timedelta(minutes=3), usegmt=True), timedelta(minutes=3)),
        ("Monday, 16-Feb-26 06:31:00 GMT", timedelta(minutes=1)),
        ("Mon, 16 Feb 2026 13:31:00 +0700", timedelta(minutes=1)),
        (format_datetime(AT - timedelta(days=1), usegmt=True), SECOND),
        (format_datetime(AT + timedelta(days=400), usegmt=True), LONGEST),
    ],
)
def test_retry_after_is_read_in_both_forms_and_kept_in_bounds(value: str, asked: timedelta) -> None:
    assert retry_after(value, AT) == asked


@pytest.mark.parametrize("value", [None, "", "besok", "-5", "1.5", "1e9", "9" * 40, "Mon, 99 Feb 2026"])
def test_what_says_no_time_is_none(value: str | None) -> None:
    assert retry_after(value, AT) is None


@given(st.text(max_size=50))
def test_any_header_gives_a_time_in_bounds_or_none(value: str) -> None:
    asked = retry_after(value, AT)
    assert asked is None or SECOND <= asked <= LONGEST


def test_the_back_off_doubles_up_to_its_limit_and_is_never_quite_alike() -> None:
    for tries in range(1, 5):
        assert 0.9 * FIRST * 2 ** (tries - 1) <= back_off(tries) <= 1.3 * FIRST * 2 ** (tries - 1)
    assert MOST * 0.9 <= back_off(10_000) <= MOST * 1.3
    assert len({back_off(1) for _ in range(20)}) > 10


@pytest.mark.parametrize("delay", [0.0, 0.5, 1.0, 30.0])
def test_the_pause_with_its_jitter_is_never_shorter_than_was_promised(delay: float) -> None:
    middle, jitter = pause(delay)
    assert middle * (1 - jitter) >= delay
    assert middle * (1 + jitter) <= delay * 1.6
