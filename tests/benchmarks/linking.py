"""Linking in a store of a million articles: what the look-ups of a new one cost. Keys only, no texts.

Keys are drawn as real articles have them (56 each, most of them nobody else's): one article in six copies an
earlier one, one in ten carries a stock phrase, rare words follow Zipf's law within their days. They are
written in order, so pages are fuller than in a store that grew; the new articles then come in as they would.
"""

from __future__ import annotations

import os
import random
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path
from statistics import mean, quantiles

from pipelines.stories.events import BUCKET, EVENT_BAND, TERMS
from pipelines.stories.index import CROWD, Key
from pipelines.stories.profile import RULES
from pipelines.stories.signature import BANDS, PRINTS_BAND
from storage import open_store
from storage.sqlite.store import SqliteStore
from storage.story_records import Member
from tests.benchmarks.harness import Table

A_DAY = 550  # articles; a million in five years
PRINTS = 24
COPIES, STOCK = 1 / 6, 1 / 10
PHRASES = 5000  # stock phrases
VOCABULARY = 60_000  # rare words
FIRST_DAY = datetime(2021, 1, 1, tzinfo=UTC).toordinal()
AT = datetime(2026, 1, 1, tzinfo=UTC)
TERM_BITS = 40
INSERT = "INSERT OR IGNORE INTO story_keys (band, key, article_id) VALUES (?, ?, ?)"
_MASK = (1 << 62) - 1
_ZIPF = list(accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))


def measure(quick: bool) -> list[Table]:
    articles, new = (100_000, 200) if quick else (1_000_000, 500)
    chance = random.Random(17)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ronda.db"
        open_store(path).close()
        fill(path, articles, chance)
        size = path.stat().st_size
        numbers = range(articles + 1, articles + 1 + new)
        keys = [keys_of(number, original_of(number, chance), chance) for number in numbers]
        for one in keys:  # whatever the file's pages were: now they are in memory
            look_up(path, one)
        cached = [look_up(path, one) for one in keys]
        forget_pages(path)
        cold = [look_up(path, one) for one in keys]
        joined, written = join(path, articles, keys)
    found = {
        "look-ups, file in the page cache": cached,
        "look-ups, file dropped from it at first": cold,
        "keeping its keys, a transaction each": joined,
    }
    rows = tuple((what, *spread_of(spent)) for what, spent in found.items())
    return [
        Table(
            name="linking",
            title=f"A new article among the keys of {articles:,}, milliseconds",
            columns=("", "CPU, mean", "CPU, 95 of 100", "passed, median", "passed, 95 of 100"),
            rows=rows,
            note=f"{new} new articles, {mean(len(asked) for _, asked in keys):.0f} look-ups each; "
            f"{size / articles:,.0f} bytes of keys an article; keeping those of one writes "
            f"{written / new / 1024:,.0f} KB to the log.",
        )
    ]


def spread_of(spent: list[tuple[float, float]]) -> tuple[str, str, str, str]:
    """Of pairs of CPU seconds and seconds passed."""

    def shown(seconds: float) -> str:
        return f"{seconds * 1000:.2f}"

    cpu, times = [one for one, _ in spent], quantiles([one for _, one in spent], n=20)
    return shown(mean(cpu)), shown(quantiles(cpu, n=20)[18]), shown(times[9]), shown(times[18])


def original_of(number: int, chance: random.Random) -> int:
    """The article whose text it carries: an earlier one, or itself."""
    copies = number > 1 and chance.random() < COPIES
    return chance.randrange(max(1, number - 3 * A_DAY), number) if copies else number


def band_key(original: int, band: int) -> int:
    """A hash of 62 bits (the finaliser of splitmix64, cut down)."""
    value = (original * 0x9E3779B97F4A7C15 + band * 0xBF58476D1CE4E5B9) & _MASK
    value = ((value ^ value >> 30) * 0xBF58476D1CE4E5B9) & _MASK
    return value ^ value >> 27


def print_key(original: int, slot: int) -> int:
    """A fingerprint; one article in ten has a stock phrase in its last slot. A slot has a range of its own:
    so all can be written in order."""
    found = band_key(original, BANDS + slot)
    if slot == PRINTS - 1 and found % 1000 < STOCK * 1000:
        return slot << 57 | int(PHRASES ** (found % 999_983 / 999_983))  # Zipf's law
    return slot << 57 | found >> 5


def words_of(number: int, shifts: tuple[int, ...], chance: random.Random) -> Iterator[Key]:
    for term in set(chance.choices(range(VOCABULARY), cum_weights=_ZIPF, k=TERMS)):
        for shift in shifts:
            yield Key(EVENT_BAND, (bucket_of(number) + shift) << TERM_BITS | term * 18_000_003)


def bucket_of(number: int) -> int:
    return (FIRST_DAY + number // A_DAY) // BUCKET


def keys_of(number: int, original: int, chance: random.Random) -> tuple[list[Key], list[Key]]:
    """What a new article keeps, and what it looks up."""
    text = [Key(band, band_key(original, band)) for band in range(BANDS)]
    text += [Key(PRINTS_BAND, print_key(original, slot)) for slot in range(PRINTS)]
    asked = list(words_of(number, (-1, 0, 1), chance))
    kept = [key for key in asked if key.hash >> TERM_BITS == bucket_of(number)]
    return [*text, *kept], [*text, *asked]


def fill(path: Path, articles: int, chance: random.Random) -> None:
    """All keys in the order of the table: hashes of a text, band after band, then words by their days."""
    originals = [original_of(number, chance) for number in range(1, articles + 1)]
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for statement in ("PRAGMA synchronous = OFF", "PRAGMA journal_mode = OFF", "BEGIN"):
            db.execute(statement)
        for band in range(BANDS + PRINTS):
            shown, slot = min(band, PRINTS_BAND), band - BANDS
            keys = (band_key(one, band) if slot < 0 else print_key(one, slot) for one in originals)
            rows = sorted(zip(keys, range(1, articles + 1), strict=True))
            db.executemany(INSERT, ((shown, key, number) for key, number in rows))
        days: list[tuple[int, int, int]] = []
        for number in range(1, articles + 1):
            days += [(*key, number) for key in words_of(number, (0,), chance)]
            if number == articles or bucket_of(number) != bucket_of(number + 1):
                db.executemany(INSERT, sorted(days))
                days = []
        db.execute("UPDATE story_method SET version = ?", (RULES,))
        db.execute("COMMIT")
        db.execute("PRAGMA journal_mode = WAL")


def look_up(path: Path, keys: tuple[list[Key], list[Key]]) -> tuple[float, float]:
    """Seconds of CPU, and those that passed."""
    with closing(open_store(path)) as store, store.linking(RULES) as desk:
        cpu, started = time.process_time(), time.perf_counter()
        desk.candidates(keys[1], CROWD)
        return time.process_time() - cpu, time.perf_counter() - started


def join(
    path: Path, articles: int, keys: list[tuple[list[Key], list[Key]]]
) -> tuple[list[tuple[float, float]], int]:
    """The same for writing, and the bytes that the write-ahead log grew by."""
    spent, log, written = [], path.with_name(path.name + "-wal"), 0
    with closing(SqliteStore(path)) as store:
        # else the log is used over again, and its size tells nothing
        store._db.raw.execute("PRAGMA wal_autocheckpoint = 0")
        for number, (kept, _) in enumerate(keys, start=articles + 1):
            before = log.stat().st_size if log.exists() else 0
            cpu, started = time.process_time(), time.perf_counter()
            with store.linking(RULES) as desk:
                desk.join(Member(article_id=number, newsroom="koran.example", dated_at=AT), kept, [])
            spent.append((time.process_time() - cpu, time.perf_counter() - started))
            written += max(0, log.stat().st_size - before)
    return spent, written


def forget_pages(path: Path) -> None:
    """Tells the system to read the file from the disk again."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(handle)


if __name__ == "__main__":
    import sys

    for table in measure(quick="--quick" in sys.argv):
        print(table.text())
