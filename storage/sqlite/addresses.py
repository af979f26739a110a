"""Every address ever seen: what waits, what was visited and how it ended. Reads no article.

An address is open, and worth a visit, while it is pending, its last try failed (or left parts out), or a list
has since given it a newer time of modification: `schema_1.OPEN`; one that was dropped as off topic never is.
`attempts` counts the tries in a row that failed; any good answer sets it back to 0, and `tries` says what
follows from it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta

from crawler.clock import from_iso, to_iso
from crawler.items import Link, ListVisit, Outcome, Refusal
from storage.sqlite.connection import Connection
from storage.sqlite.happenings import is_gone, note_back, note_gone
from storage.sqlite.rows import clean, iso_or_none, link, time_or_none
from storage.sqlite.runs import name_source
from storage.sqlite.schema_1 import OPEN
from storage.sqlite.tries import MOST_ATTEMPTS, RIPE
from storage.store import OpenList, Validators, Visited

ASKED_THOUGH_GONE = timedelta(days=1)  # what is gone is asked again when a list still, or again, names it

# "3 jam lalu" of a later visit says less than what is known.
_FIRMER = """excluded.list_published_at IS NOT NULL
            AND (list_published_at IS NULL OR excluded.list_published_precision = 'minute')"""
_NAMED = f"""
    INSERT INTO urls (url, source, kind, disposition, reason, first_seen_at, last_seen_at, ask, found_on,
        list_title, list_published_at, list_published_precision, list_modified_at)
    VALUES (:url, :source, 'article', 'pending', 'not visited yet', :at, :at, :ask, :found_on, :title,
        :published, :precision, :modified)
    ON CONFLICT (url) DO UPDATE SET
        last_seen_at = max(last_seen_at, excluded.last_seen_at),
        ask = excluded.ask,
        list_title = coalesce(excluded.list_title, list_title),
        list_published_at = CASE WHEN {_FIRMER} THEN excluded.list_published_at ELSE list_published_at END,
        list_published_precision = CASE WHEN {_FIRMER} THEN excluded.list_published_precision
            ELSE list_published_precision END,
        list_modified_at = CASE WHEN disposition = 'off-topic' THEN list_modified_at
            ELSE coalesce(excluded.list_modified_at, list_modified_at) END
    WHERE kind = 'article'
    RETURNING disposition, attempts, list_modified_at > visited_at AS modified,
        disposition = 'gone' AND visited_at < :gone_before AS missed, attempts > 0 AND {RIPE} AS ripe
"""  # noqa: S608 - constants
_LISTED = """
    INSERT INTO urls (url, source, kind, disposition, reason, first_seen_at, last_seen_at, visited_at,
        http_status, etag, last_modified, links)
    VALUES (:url, :source, 'list', :disposition, :reason, :at, :at, :at, :status, :etag, :last_modified,
        :links)
    ON CONFLICT (url) DO UPDATE SET kind = 'list', disposition = excluded.disposition,
        reason = excluded.reason, last_seen_at = excluded.last_seen_at, visited_at = excluded.visited_at,
        attempts = 0, failure = NULL, failed_at = NULL, http_status = excluded.http_status,
        etag = CASE WHEN :unchanged THEN coalesce(excluded.etag, etag) ELSE excluded.etag END,
        last_modified = CASE WHEN :unchanged THEN coalesce(excluded.last_modified, last_modified)
            ELSE excluded.last_modified END,
        links = CASE WHEN :unchanged THEN links ELSE excluded.links END, resume = NULL
    WHERE article_id IS NULL
"""
_FURTHER = """
    INSERT INTO urls (url, source, kind, disposition, reason, first_seen_at, last_seen_at, found_on, resume)
    VALUES (:url, :source, 'list', 'pending', 'not visited yet', :at, :at, :found_on, :resume)
    ON CONFLICT (url) DO UPDATE SET disposition = 'pending', reason = excluded.reason,
        last_seen_at = excluded.last_seen_at, found_on = excluded.found_on, resume = excluded.resume
    WHERE kind = 'list'
"""
_OPEN_LISTS = """
    SELECT url, resume FROM urls
    WHERE source = ? AND disposition IN ('pending', 'failed') AND resume IS NOT NULL AND attempts < ?
    ORDER BY first_seen_at, url
"""
# An article, once had, keeps its disposition through failures.
_FAILED = """
    INSERT INTO urls (url, source, kind, disposition, reason, first_seen_at, last_seen_at, attempts, failure,
        failed_at, http_status, run_id)
    VALUES (:url, :source, :kind, 'failed', :reason, :at, :at, 1, :reason, :at, :status, :run)
    ON CONFLICT (url) DO UPDATE SET attempts = attempts + 1, failure = excluded.failure,
        failed_at = excluded.failed_at, http_status = excluded.http_status,
        run_id = coalesce(excluded.run_id, run_id),
        kind = CASE WHEN excluded.kind = 'list' AND article_id IS NULL THEN 'list' ELSE kind END,
        disposition = CASE WHEN article_id IS NULL THEN 'failed' ELSE disposition END,
        reason = CASE WHEN article_id IS NULL THEN excluded.reason ELSE reason END
"""
_REFUSED = """
    INSERT INTO urls (url, source, kind, disposition, reason, first_seen_at, last_seen_at, visited_at,
        http_status, run_id)
    VALUES (:url, :source, 'article', :disposition, :reason, :at, :at, :at, :status, :run)
    ON CONFLICT (url) DO UPDATE SET disposition = excluded.disposition, reason = excluded.reason,
        visited_at = excluded.visited_at, attempts = 0, failure = NULL, failed_at = NULL,
        http_status = excluded.http_status, run_id = coalesce(excluded.run_id, run_id)
"""
_PENDING = f"""
    SELECT url, ask, list_title, list_published_at, list_published_precision, list_modified_at, found_on
    FROM urls
    WHERE source = :source AND {OPEN} AND attempts < :most AND {RIPE}
        AND (:tried IS NULL OR (attempts > 0) = :tried)
    ORDER BY coalesce(list_published_at, first_seen_at) DESC LIMIT :limit
"""  # noqa: S608 - a constant


def see_links(
    db: Connection,
    source: str,
    links: Sequence[Link],
    at: datetime,
    visit: ListVisit,
    further: Sequence[OpenList],
) -> list[Link]:
    """Those worth a visit, each once, in the order given. A modification that a list dates in the future is
    not believed until that time has come."""
    once: dict[str, Link] = {}
    for named in links:
        once.setdefault(named.url, named)
    worth = []
    with db.write():
        name_source(db, source, at)
        _note_visit(db, visit)
        for named in once.values():
            row = db.row(_NAMED, _named_values(source, named, at))  # None: the address is a list's
            if row is not None and _is_open(row):
                worth.append(named)
        for below in further:
            values = {"url": below.url, "source": source, "at": to_iso(at), "resume": below.resume}
            db.execute(_FURTHER, {**values, "found_on": visit.url})
    return worth


def open_lists(db: Connection, source: str) -> list[OpenList]:
    rows = db.rows(_OPEN_LISTS, (source, MOST_ATTEMPTS))
    return [OpenList(url=row["url"], resume=row["resume"]) for row in rows]


def leave_lists(db: Connection, urls: Sequence[str]) -> None:
    sql = (
        "UPDATE urls SET disposition = 'read', reason = 'nothing new before it', resume = NULL WHERE url = ?"
    )
    with db.write():
        for url in urls:
            db.execute(f"{sql} AND resume IS NOT NULL", (url,))


def saw_list(db: Connection, visit: ListVisit) -> None:
    with db.write():
        _note_visit(db, visit)


def pending(db: Connection, source: str, limit: int, at: datetime | None, tried: bool | None) -> list[Link]:
    values = {"source": source, "most": MOST_ATTEMPTS, "limit": limit, "now": iso_or_none(at), "tried": tried}
    return [link(row) for row in db.rows(_PENDING, values)]


def young(db: Connection, source: str, since: datetime, limit: int) -> list[Visited]:
    sql = """
        SELECT u.url, u.ask, u.list_title, u.list_published_at, u.list_published_precision,
            u.list_modified_at, u.found_on, a.first_fetched_at,
            coalesce(u.visited_at, a.first_fetched_at) AS visited_at
        FROM articles a JOIN urls u ON u.url = a.url
        WHERE a.source = ? AND a.first_fetched_at >= ? AND u.attempts < ?
        ORDER BY a.first_fetched_at DESC, a.id DESC LIMIT ?
    """
    return [
        Visited(
            link=link(row),
            first_fetched_at=from_iso(row["first_fetched_at"]),
            visited_at=from_iso(row["visited_at"]),
        )
        for row in db.rows(sql, (source, to_iso(since), MOST_ATTEMPTS, limit))
    ]


def published(db: Connection, urls: Sequence[str]) -> dict[str, datetime]:
    sql = """
        SELECT u.url, a.published_at FROM urls u JOIN articles a ON a.id = u.article_id
        WHERE u.url IN (SELECT value FROM json_each(?)) AND a.published_at IS NOT NULL
    """
    return {row["url"]: from_iso(row["published_at"]) for row in db.rows(sql, (json.dumps(list(urls)),))}


def validators(db: Connection, url: str) -> Validators | None:
    row = db.row("SELECT etag, last_modified, visited_at FROM urls WHERE url = ?", (url,))
    if row is None:
        return None
    visited_at = time_or_none(row["visited_at"])
    return Validators(etag=row["etag"], last_modified=row["last_modified"], visited_at=visited_at)


def dispose(db: Connection, refusal: Refusal, run: int | None) -> None:
    """Raises ValueError for an outcome that only `keep` can bring about."""
    if refusal.outcome in (Outcome.STORED, Outcome.REVISED, Outcome.DUPLICATE):
        raise ValueError(f"{refusal.outcome.value} is no end of an address without an article: use keep()")
    with db.write():
        name_source(db, refusal.source, refusal.at)
        was_gone = is_gone(db, refusal.url)
        failed = refusal.outcome is Outcome.FAILED
        db.execute(
            _FAILED if failed else _REFUSED,
            {
                "url": refusal.url,
                "source": refusal.source,
                "kind": "article",
                "disposition": refusal.outcome.value,
                "reason": clean(refusal.reason),
                "at": to_iso(refusal.at),
                "status": refusal.status,
                "run": run,
            },
        )
        if refusal.outcome is Outcome.GONE and not was_gone:
            note_gone(db, refusal.url, refusal.at, refusal.reason, run)
        if refusal.outcome is Outcome.UNCHANGED:
            if was_gone:
                note_back(db, refusal.url, refusal.at, run)
            db.execute(
                "UPDATE articles SET fetched_at = max(fetched_at, ?) "
                "WHERE id = (SELECT article_id FROM urls WHERE url = ?)",
                (to_iso(refusal.at), refusal.url),
            )


def _note_visit(db: Connection, visit: ListVisit) -> None:
    name_source(db, visit.source, visit.at)
    values = {
        "url": visit.url,
        "source": visit.source,
        "at": to_iso(visit.at),
        "status": visit.status,
    }
    if visit.problem is not None:
        db.execute(_FAILED, {**values, "kind": "list", "reason": clean(visit.problem), "run": None})
        return
    db.execute(
        _LISTED,
        {
            **values,
            "disposition": "unchanged" if visit.unchanged else "read",
            "reason": "not modified" if visit.unchanged else f"{visit.links} links",
            "etag": visit.etag,
            "last_modified": visit.last_modified,
            "links": None if visit.unchanged else visit.links,
            "unchanged": visit.unchanged,
        },
    )


def _named_values(source: str, named: Link, at: datetime) -> dict[str, str | None]:
    believed = named.modified_at if named.modified_at is not None and named.modified_at <= at else None
    return {
        "url": named.url,
        "source": source,
        "at": to_iso(at),
        "ask": named.ask,
        "found_on": named.found_on,
        "title": clean(named.title),
        "now": to_iso(at),
        "gone_before": to_iso(at - ASKED_THOUGH_GONE),
        "published": iso_or_none(named.published_at),
        "precision": named.published_precision.value if named.published_at else None,
        "modified": iso_or_none(believed),
    }


def _is_open(row: sqlite3.Row) -> bool:
    """Like OPEN; but what a list still names is asked again in its time, however often it failed."""
    if row["disposition"] == "pending" or row["modified"] or row["missed"]:
        return True
    return bool(row["ripe"])
