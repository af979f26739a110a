"""Articles, links and visits of our own writing, for the tests of the store."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from crawler.clock import WIB
from crawler.items import Article, Link, ListVisit, Moment, Outcome, Precision, Refusal
from storage.store import SourceRow

NOON = datetime(2026, 2, 16, 5, 0, tzinfo=UTC)  # 12.00 WIB
TEXT = (
    "Personel Polsek Sukaraja mengamankan dua pemuda yang diduga mencuri sepeda motor di halaman masjid.",
    "Kapolsek menyebut keduanya tertangkap setelah warga mengenali kendaraan itu dari stiker di sayapnya.",
    "Barang bukti berupa satu unit sepeda motor dan kunci leter T kini berada di kantor polisi.",
)


def later(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def content_hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


def article(path: str = "/1", **changes: Any) -> Article:
    """An article of the source `sumeks`; `text` may be given as one string."""
    source = changes.pop("source", "sumeks")
    url = changes.pop("url", f"https://{source}.example{path}")
    paragraphs = tuple(changes.pop("text").split("\n")) if "text" in changes else (*TEXT, f"Halaman {path}.")
    made = Article(
        source=source,
        url=url,
        canonical_url=changes.pop("canonical_url", url),
        title=changes.pop("title", "Dua Pemuda Diamankan Polsek Sukaraja"),
        paragraphs=paragraphs,
        content_hash=changes.pop("content_hash", content_hash("\n".join(paragraphs))),
        fetched_at=changes.pop("fetched_at", NOON),
        language="id",
        published=changes.pop("published", moment(NOON - timedelta(hours=2))),
        method="selector",
        reader="ronda 0.1.0",
    )
    return replace(made, **changes)


def moment(at: datetime, *, precision: Precision = Precision.MINUTE) -> Moment:
    local = at.astimezone(WIB)
    return Moment(at=local, printed=f"{local:%d/%m/%Y %H:%M} WIB", by="text", precision=precision)


def link(path: str, **more: Any) -> Link:
    return Link(url=f"https://sumeks.example{path}", found_on="https://sumeks.example/rss", **more)


def visit(at: datetime = NOON, **more: Any) -> ListVisit:
    more = {"source": "sumeks", "url": "https://sumeks.example/rss", "links": 3, "status": 200} | more
    return ListVisit(at=at, **more)


def refusal(path: str, outcome: Outcome = Outcome.FAILED, *, at: datetime = NOON, **more: Any) -> Refusal:
    more = {"source": "sumeks", "reason": "HTTP 503", "status": 503} | more
    return Refusal(url=f"https://sumeks.example{path}", outcome=outcome, at=at, **more)


def source_row(name: str, **more: Any) -> SourceRow:
    more = {
        "title": name.title(),
        "network": "disway",
        "host": f"{name}.example",
        "region": "Sumatera Selatan",
        "language": "id",
        "zone": "Asia/Jakarta",
        "terms": "",
        "enabled": True,
    } | more
    return SourceRow(name=name, **more)
