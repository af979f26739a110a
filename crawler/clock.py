"""What time it is, and the three Indonesian zones.

Inside the program a time is an aware `datetime`; in the store it is UTC, ISO 8601 with a `Z`, to the
second, beside the offset that was printed on the page.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

WIB = timezone(timedelta(hours=7), "WIB")  # Waktu Indonesia Barat: Sumatra, Java
WITA = timezone(timedelta(hours=8), "WITA")  # … Tengah: Bali, Sulawesi
WIT = timezone(timedelta(hours=9), "WIT")  # … Timur: Maluku, Papua

# Indonesia keeps no summer time, so fixed offsets are exact for every year that has websites.
ZONES: dict[str, timezone] = {
    "Asia/Jakarta": WIB,
    "Asia/Pontianak": WIB,
    "Asia/Makassar": WITA,
    "Asia/Jayapura": WIT,
    "UTC": timezone.utc,  # noqa: UP017 - the table holds `timezone` objects throughout
}
ABBREVIATIONS: dict[str, timezone] = {"WIB": WIB, "WITA": WITA, "WIT": WIT}


def now() -> datetime:
    """The present moment, aware, in UTC, without microseconds."""
    return datetime.now(UTC).replace(microsecond=0)


def to_iso(moment: datetime) -> str:
    """`2026-02-16T06:30:00Z` for any aware datetime; ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no zone")
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def from_iso(text: str) -> datetime:
    """The aware UTC datetime of what `to_iso` wrote."""
    return datetime.fromisoformat(text).astimezone(UTC)


def offset_of(moment: datetime) -> str:
    """`+07:00`: the offset of an aware datetime, as kept beside the stored UTC time."""
    text = moment.strftime("%z") or "+0000"
    return f"{text[:3]}:{text[3:5]}"


def with_offset(moment: datetime, offset: str) -> datetime:
    """The same moment, seen at a stored offset such as `+07:00`."""
    return moment.astimezone(datetime.fromisoformat(f"2000-01-01T00:00:00{offset}").tzinfo)


def in_zone(moment: datetime, offset: str | None) -> str:
    """ISO 8601 with the printed offset, as exports show it: `2026-02-16T13:30:00+07:00`."""
    return (with_offset(moment, offset) if offset else moment.astimezone(UTC)).isoformat()
