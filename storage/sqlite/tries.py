"""How often an address may fail before it is given up, and when it is asked again until then.

Ten tries over two days and a half: a page that broke at night is mended by a person in the morning. Only an
address's own failures count; those of its host are forgiven at the end of the run.
"""

from __future__ import annotations

from storage.sqlite.connection import Connection
from storage.sqlite.schema_1 import OPEN

MOST_ATTEMPTS = 10
# In seconds after the last try, by how often it failed: at once after the first (a reader that was killed, a
# moment's overload), then a quarter of an hour, doubling up to a day.
WAIT = "CASE WHEN attempts < 2 THEN 0 ELSE min(900 << (attempts - 2), 86400) END"
RIPE = f"""(:now IS NULL OR failed_at IS NULL OR failed_at > :now
        OR strftime('%s', failed_at) + {WAIT} <= CAST(strftime('%s', :now) AS INTEGER))"""

_FORGIVE = f"""
    UPDATE urls SET attempts = attempts - 1
    WHERE source = ? AND {OPEN} AND run_id = ? AND attempts > 1
"""  # noqa: S608 - a constant
_FORGIVE_LISTS = """
    UPDATE urls SET attempts = 1
    WHERE source = ? AND disposition = 'failed' AND kind = 'list' AND attempts > 1
"""
_GIVEN_UP = """
    SELECT source, count(*) AS number FROM urls
    WHERE attempts >= ? AND (kind = 'article' OR resume IS NOT NULL) AND (? IS NULL OR source = ?)
    GROUP BY source ORDER BY source
"""
_RETRY = """
    UPDATE urls SET attempts = 1
    WHERE source = ? AND attempts >= ? AND (kind = 'article' OR resume IS NOT NULL)
"""


def forgive(db: Connection, source: str, run: int) -> None:
    with db.write():
        db.execute(_FORGIVE, (source, run))
        db.execute(_FORGIVE_LISTS, (source,))


def given_up(db: Connection, source: str | None) -> dict[str, int]:
    rows = db.rows(_GIVEN_UP, (MOST_ATTEMPTS, source, source))
    return {row["source"]: row["number"] for row in rows}


def retry(db: Connection, source: str) -> int:
    with db.write():
        return db.execute(_RETRY, (source, MOST_ATTEMPTS)).rowcount
