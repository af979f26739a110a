"""An article as plain data, the same for every form it leaves the house in. Knows no form and no file."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from crawler.clock import to_iso
from crawler.items import Article, StoredArticle
from crawler.labels import Labels, as_record

# The columns of every format, in this order; `published_at` and `modified_at` keep the printed offset.
FIELDS = (
    "id",
    "url",
    "canonical_url",
    "source",
    "title",
    "authors",
    "editors",
    "published_at",
    "published_precision",
    "published_printed",
    "modified_at",
    "section",
    "tags",
    "text",
    "content_hash",
    "language",
    "image_url",
    "dateline",
    "agency",
    "captions",
    "related",
    "first_fetched_at",
    "fetched_at",
    "kind",
    "method",
    "reader",
    "doubts",
    "partial",
    "revisions",
    "copy_of",
    "aliases",
)
# And of what the text says; places are those where it happened.
LABEL_FIELDS = ("relevant", "score", "topics", "units", "places", "officials", "operation", "event_date")
COLUMNS = (*FIELDS, *LABEL_FIELDS)


def record(article: StoredArticle) -> dict[str, Any]:
    """The article as plain data with the keys of FIELDS."""
    values = {name: getattr(article, name) for name in FIELDS}
    for name in ("published_at", "modified_at"):
        values[name] = values[name].isoformat() if values[name] else None
    for name in ("first_fetched_at", "fetched_at"):
        values[name] = to_iso(values[name])
    for name in ("authors", "editors", "tags", "captions", "doubts", "aliases"):
        values[name] = list(values[name])
    values["related"] = [asdict(one) for one in article.related]
    precision = article.published_precision
    return values | {"published_precision": precision.value if precision else None}


def label_record(labels: Labels | None) -> dict[str, Any]:
    """What the text says, as plain data with the keys of LABEL_FIELDS; of a text without labels, nothing."""
    if labels is None:
        lists = ("topics", "units", "places", "officials")
        return {name: [] if name in lists else None for name in LABEL_FIELDS}
    told = as_record(labels)
    return {name: told[name] for name in LABEL_FIELDS}


def whole_record(article: StoredArticle) -> dict[str, Any]:
    """The article with its labels, with the keys of COLUMNS: what one line of JSON Lines holds."""
    return record(article) | label_record(article.labels)


def article_record(article: Article) -> dict[str, Any]:
    """What `whole_record` gives, of an article that is not stored: without number, revisions, copies,
    aliases."""
    stored = StoredArticle(
        id=0,
        source=article.source,
        url=article.url,
        canonical_url=article.canonical_url,
        title=article.title,
        text=article.text,
        content_hash=article.content_hash,
        language=article.language,
        first_fetched_at=article.fetched_at,
        fetched_at=article.fetched_at,
        authors=article.authors,
        editors=article.editors,
        published_at=article.published.at if article.published else None,
        published_printed=article.published.printed if article.published else None,
        published_precision=article.published.precision if article.published else None,
        modified_at=article.modified.at if article.modified else None,
        section=article.section,
        tags=article.tags,
        image_url=article.image_url,
        dateline=article.dateline,
        agency=article.agency,
        captions=article.captions,
        related=article.related,
        kind=article.kind,
        method=article.method,
        reader=article.reader,
        doubts=article.doubts,
        partial=bool(article.missing_parts),
        labels=article.labels,
    )
    unknown = ("id", "first_fetched_at", "revisions", "copy_of", "aliases")
    return {name: value for name, value in whole_record(stored).items() if name not in unknown}
