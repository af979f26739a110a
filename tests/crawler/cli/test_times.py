from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from crawler.cli.times import parse_when
from crawler.clock import WIB, to_iso
from crawler.errors import UsageError

JAKARTA = ZoneInfo("Asia/Jakarta")
NOW = datetime(2026, 2, 16, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-02-01", "2026-01-31T17:00:00Z"),  # midnight in Jakarta
        ("2026-02-01T10:00", "2026-02-01T03:00:00Z"),
        ("2026-02-01 10:00:05", "2026-02-01T03:00:05Z"),
        ("2026-02-01T10:00+09:00", "2026-02-01T01:00:00Z"),
        ("2026-02-01T10:00Z", "2026-02-01T10:00:00Z"),
        (" 2026-02-01 ", "2026-01-31T17:00:00Z"),
        ("30m", "2026-02-16T06:00:00Z"),
        ("24h", "2026-02-15T06:30:00Z"),
        ("7d", "2026-02-09T06:30:00Z"),
        ("2w", "2026-02-02T06:30:00Z"),
    ],
)
def test_days_times_and_spans_are_understood_in_the_zone_given(text: str, meant: str) -> None:
    moment = parse_when(text, JAKARTA, NOW)
    assert moment.tzinfo is not None
    assert to_iso(moment) == meant


def test_a_day_begins_earlier_further_east() -> None:
    jakarta = parse_when("2026-02-01", WIB, NOW)
    jayapura = parse_when("2026-02-01", ZoneInfo("Asia/Jayapura"), NOW)
    assert jakarta - jayapura == timedelta(hours=2)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "kemarin",
        "7",
        "d",
        "-7d",
        "7 d",
        "7y",
        "1.5h",
        "٧d",
        "2026-2-1",
        "20260201",
        "2026-W05-1",
        "01/02/2026",
        "2026-02-30",
        "2026-02-01T25:00",
        "999999999d",
        "0001-01-01",
        "9999-12-31T23:59-10:00",
        "2026-02-01T",
    ],
)
def test_anything_else_is_refused_with_examples(text: str) -> None:
    with pytest.raises(UsageError, match="2026-02-01T10:00") as caught:
        parse_when(text, JAKARTA, NOW)
    assert repr(text) in str(caught.value)
    assert caught.value.exit_code == 2
