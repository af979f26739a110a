"""What a crawl is told on the command line becomes Orders, or a clear refusal."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.errors import UsageError
from spiders.orders import Orders, read_orders


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_a_day_begins_at_midnight_where_the_source_is() -> None:
    orders = read_orders({"since": "2026-02-01"}, "Asia/Makassar")
    assert orders.since == at("2026-02-01T00:00:00+08:00")


def test_until_a_day_includes_that_day() -> None:
    orders = read_orders({"until": "2026-02-01"}, "Asia/Jakarta")
    assert orders.in_range(at("2026-02-01T23:59:00+07:00"))
    assert not orders.in_range(at("2026-02-02T00:00:00+07:00"))


def test_a_moment_with_its_own_offset_is_taken_as_it_is() -> None:
    assert read_orders({"since": "2026-02-01T10:00:00+00:00"}, "Asia/Jakarta").since == at(
        "2026-02-01T10:00:00"
    ).replace(tzinfo=UTC)


def test_a_link_without_a_date_is_always_in_range() -> None:
    assert read_orders({"since": "2026-02-01"}, "Asia/Jakarta").in_range(None)


def test_what_lies_before_since_is_out_of_range() -> None:
    assert not read_orders({"since": "2026-02-01"}, "Asia/Jakarta").in_range(at("2026-01-31T23:00:00+07:00"))


def test_our_arguments_are_taken_out_and_nothing_is_the_default() -> None:
    arguments = {"limit": "5", "revisit": "yes"}
    assert read_orders(arguments, "Asia/Jakarta") == Orders(limit=5, revisit=True)
    assert arguments == {}
    assert read_orders({}, "Asia/Jakarta") == Orders()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"since": "kemarin"}, "2026-02-01"),
        ({"until": "31/02/2026"}, "is no day"),
        ({"limit": "many"}, "is no number"),
        ({"limit": "0"}, "1 or more"),
        ({"sinse": "2026-02-01"}, "unknown argument 'sinse'"),
    ],
)
def test_a_wrong_argument_is_refused_in_plain_words(arguments: dict[str, str], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        read_orders(arguments, "Asia/Jakarta")
