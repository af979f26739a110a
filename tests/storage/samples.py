"""Articles, links and visits of our own writing, for the tests of the store."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from crawler.clock import WIB
from crawler.items import Article, Link, ListVisit, Moment, Outcome, Precision, Refusal
from crawler.labels import Evidence, Labels, Law, Official, Place, Reason, Topic, Unit
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


def official(name: str, post: str | None = None, **more: Any) -> Official:
    """Of Polres Ogan Komering Ulu, where a post is given."""
    unit = "Polres Ogan Komering Ulu" if post else None
    more = {"rank": None, "unit": unit, "affiliation": unit or "", "role": ""} | more
    more = {"former_post": None, "former_unit": None, "quotes": (name,)} | more
    return Official(name=name, post=post, **more)


def labels(**changes: Any) -> Labels:
    """Every kind of label, some of them twice."""
    unit, oku = "Polres Ogan Komering Ulu", "Kabupaten Ogan Komering Ulu"
    made = Labels(
        labeller="ronda 0.1.0 / rules 0a1b2c3d",
        relevant=True,
        score=0.97,
        reasons=(Reason(rule="units", weight=1.82, quotes=("Polres OKU", "Kapolres OKU")),),
        topics=(
            Topic(topic="narkoba", score=0.98, quotes=("sabu", "narkoba")),
            Topic(topic="operasi", score=1.0, quotes=("Ops Antik",)),
        ),
        units=(Unit(unit=unit, level="polres", code="16.01", quotes=("Polres OKU",)),),
        places=(
            Place(
                code="16.01",
                kabupaten_kota=oku,
                provinsi="Sumatera Selatan",
                kecamatan=("Baturaja Timur",),
                event=True,
                quotes=("OKU", "Baturaja"),
            ),
            Place(
                code="16",
                kabupaten_kota=None,
                provinsi="Sumatera Selatan",
                kecamatan=(),
                event=False,
                quotes=("Sumsel",),
            ),
        ),
        officials=(
            official("Andi Wijaya", "Kapolres Ogan Komering Ulu", rank="AKBP"),
            official("Budi", role="suspect"),
        ),
        laws=(Law(pasal="114 ayat 1", act="UU 35/2009", quotes=("Pasal 114 ayat (1)",)),),
        evidence=(
            Evidence(kind="drug", name="sabu", amount=14.96, unit="gram", quotes=("14,96 gram sabu",)),
        ),
        operation="Operasi Antik Musi 2026",
        operation_quotes=("Ops Antik Musi",),
        event_date=date(2026, 2, 16),
        event_text="Senin (16/2/2026)",
        event_likely=date(2026, 2, 16),
        contradictions=("Selasa (16/2/2026): a Monday",),
        dateline="BATURAJA",
        agency="KABARDESA.COM",
        agency_quotes=("KABARDESA.COM",),
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
