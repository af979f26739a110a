"""Rows of the database become the house's types, and back. Runs no SQL."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict
from datetime import datetime
from typing import Any

from crawler.clock import from_iso, offset_of, to_iso, with_offset
from crawler.items import Article, Link, Moment, Precision, Related, StoredArticle

_JSON = json.JSONEncoder(ensure_ascii=False)  # `json.dumps` makes one at each call: half of its time

# What `stored_article` reads; the table is called `a` wherever it is used.
# `url` is what was asked for; the store knows the article by an identity that a site need not answer at.
ARTICLE_COLUMNS = """
    a.id, a.source, coalesce((SELECT ask FROM urls WHERE urls.url = a.url), a.url) AS url, a.canonical_url,
    a.title, a.text, a.content_hash, a.language, a.first_fetched_at, a.fetched_at, a.authors, a.editors,
    a.published_at, a.published_offset, a.published_printed, a.published_precision, a.modified_at,
    a.modified_offset, a.section, a.tags, a.image_url, a.dateline, a.agency, a.captions, a.related,
    a.method, a.reader, a.kind, a.doubts, a.partial, a.revisions, a.copy_of,
    (SELECT json_group_array(alias) FROM aliases WHERE article_id = a.id) AS aliases
"""


def stored_article(row: sqlite3.Row) -> StoredArticle:
    """A row of ARTICLE_COLUMNS as the house sees it: times aware, at the offset that was printed."""
    precision = row["published_precision"]
    return StoredArticle(
        id=row["id"],
        source=row["source"],
        url=row["url"],
        canonical_url=row["canonical_url"],
        title=row["title"],
        text=row["text"],
        content_hash=row["content_hash"],
        language=row["language"],
        first_fetched_at=from_iso(row["first_fetched_at"]),
        fetched_at=from_iso(row["fetched_at"]),
        authors=_listed(row["authors"]),
        editors=_listed(row["editors"]),
        published_at=_printed_time(row["published_at"], row["published_offset"]),
        published_printed=row["published_printed"],
        published_precision=Precision(precision) if precision else None,
        modified_at=_printed_time(row["modified_at"], row["modified_offset"]),
        section=row["section"],
        tags=_listed(row["tags"]),
        image_url=row["image_url"],
        dateline=row["dateline"],
        agency=row["agency"],
        captions=_listed(row["captions"]),
        related=tuple(Related(**one) for one in json.loads(row["related"])),
        method=row["method"],
        reader=row["reader"],
        kind=row["kind"],
        doubts=_listed(row["doubts"]),
        partial=bool(row["partial"]),
        revisions=row["revisions"],
        copy_of=row["copy_of"],
        aliases=tuple(sorted(_listed(row["aliases"]))),
    )


def article_values(article: Article) -> dict[str, Any]:
    """What the columns of the same names take; `seen` is the time of this visit."""
    return {
        "source": article.source,
        "url": article.url,
        "canonical_url": article.canonical_url,
        "title": article.title,
        "text": article.text,
        "content_hash": article.content_hash,
        "word_count": len(article.text.split()),
        "language": article.language,
        "authors": as_json(article.authors),
        "editors": as_json(article.editors),
        "section": article.section,
        "tags": as_json(article.tags),
        "image_url": article.image_url,
        "dateline": article.dateline,
        "agency": article.agency,
        "captions": as_json(article.captions),
        "related": as_json([asdict(one) for one in article.related]),
        **_moment_values("published", article.published),
        **_moment_values("modified", article.modified),
        "seen": to_iso(article.fetched_at),
        "partial": int(bool(article.missing_parts)),
        "missing_parts": as_json(article.missing_parts),
        "method": article.method,
        "reader": article.reader,
        "kind": article.kind,
        "doubts": as_json(article.doubts),
    }


def link(row: sqlite3.Row) -> Link:
    """A row of `urls` as a link, with what the list told of it."""
    return Link(
        url=row["url"],
        ask=row["ask"],
        title=row["list_title"],
        published_at=time_or_none(row["list_published_at"]),
        published_precision=Precision(row["list_published_precision"] or Precision.MINUTE),
        modified_at=time_or_none(row["list_modified_at"]),
        found_on=row["found_on"],
    )


def as_json(value: object) -> str:
    return _JSON.encode(value)


def iso_or_none(moment: datetime | None) -> str | None:
    return None if moment is None else to_iso(moment)


def time_or_none(text: str | None) -> datetime | None:
    return None if text is None else from_iso(text)


def clean(text: str | None) -> str | None:
    """Lone surrogates become U+FFFD: the title in a list must not cost the other links of that list."""
    return None if text is None else text.encode("utf-8", "replace").decode("utf-8")


def _moment_values(name: str, moment: Moment | None) -> dict[str, str | None]:
    return {
        f"{name}_at": to_iso(moment.at) if moment else None,
        f"{name}_offset": offset_of(moment.at) if moment else None,
        f"{name}_printed": moment.printed if moment else None,
        f"{name}_by": moment.by if moment else None,
        f"{name}_precision": moment.precision.value if moment else None,
    }


def _printed_time(text: str | None, offset: str | None) -> datetime | None:
    if text is None:
        return None
    return with_offset(from_iso(text), offset) if offset else from_iso(text)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))
