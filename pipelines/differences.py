"""How two readings of one page differ, field by field. Pure.

The text is compared by paragraphs elsewhere (`pipelines/changes.py`); here it is one field among others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from crawler.items import Article, Moment, StoredArticle

_PLAIN = ("title", "section", "image_url", "dateline", "agency", "language", "kind", "method")
_LISTS = ("authors", "editors", "tags", "captions", "related", "doubts")
_MOMENTS = ("published", "modified")


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """One field that changed; times as ISO 8601 with the printed offset, lists as texts."""

    field: str
    before: str | None
    after: str | None


def differences(before: StoredArticle, after: Article) -> list[Difference]:
    """What the new reading says otherwise. A title it does not have is none: the stored one stays."""
    pairs: list[tuple[str, str | None, str | None]] = [("text", before.text, after.text)]
    pairs += [(name, getattr(before, name), getattr(after, name)) for name in _PLAIN]
    for name in _LISTS:
        pairs.append((name, _listed(getattr(before, name)), _listed(getattr(after, name))))
    for name in _MOMENTS:
        pairs.append((name, _at(getattr(before, f"{name}_at")), _of(getattr(after, name))))
    pairs.append(("partial", str(before.partial), str(bool(after.missing_parts))))
    found = [Difference(field=name, before=old, after=new) for name, old, new in pairs if old != new]
    return [one for one in found if not (one.field == "title" and one.after is None)]


def differences_of_texts(title: str | None, text: str, after: Article) -> list[Difference]:
    """The same for an earlier version, of which only title and text are compared."""
    pairs = [("title", title, after.title or title), ("text", text, after.text)]
    return [Difference(field=name, before=old, after=new) for name, old, new in pairs if old != new]


def _listed(values: Sequence[object]) -> str | None:
    return (
        "; ".join(
            str(getattr(value, "title", value)) if not isinstance(value, str) else value for value in values
        )
        or None
    )


def _of(moment: Moment | None) -> str | None:
    return _at(moment.at) if moment else None


def _at(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
