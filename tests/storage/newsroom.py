"""A store as it looks after a week of rounds, filled by a crawl's own calls. Times are relative to now."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from crawler.clock import now
from crawler.items import Article, Outcome
from storage.store import RunReport, Store
from tests.storage.samples import article, labels, link, moment, refusal, source_row, visit

NEWS = {
    "sumeks": (
        ("Begal Sadis Ditangkap Polres Ogan Ilir", "Tim Resmob Polres Ogan Ilir menangkap begal motor."),
        ("Gudang Solar Ilegal Digerebek", "Polres Muara Enim menyita tiga ton solar tanpa dokumen."),
        ("Curas di Jalan Lintas", "Korban curas melapor ke Polrestabes Palembang pada malam yang sama."),
    ),
    "palpos": (
        ("Polsek Gelar Patroli Malam", "Patroli menyisir titik rawan sampai menjelang subuh."),
        ("Warga Serahkan Senjata Rakitan", "Polres Lahat menerima dua pucuk senjata rakitan dari warga."),
    ),
}
RELEASE = (
    "Kapolda mengajak warga menjaga keamanan selama bulan puasa. Pesan itu disampaikan lewat rilis humas."
)


def fill(store: Store) -> None:
    """Two busy sources, one that fell silent; edits, copies, failures, gone and refused pages."""
    at = now() - timedelta(hours=3)
    store.put_sources([source_row(name) for name in ("sumeks", "palpos", "lampost")], at)
    for source, news in NEWS.items():
        run = store.start_run(source, at=at, trigger="cron", pid=1)
        store.see_links(source, [link("/menunggu")], at, visit(at, source=source))
        for number, (title, text) in enumerate(news):
            store.keep(_article(source, number, title, text, at), run)
        store.keep(_article(source, 9, "Pesan Kapolda", RELEASE, at + timedelta(minutes=40)), run)
        _end(store, run, at, "ok", stored=len(news) + 1, pages=len(news) + 1, bytes=900_000)
    _second_visit(store, at + timedelta(hours=1))
    _silent_source(store, at - timedelta(days=5), at)


def _article(source: str, number: int, title: str, text: str, at: datetime, **more: Any) -> Article:
    more = {"published": moment(at - timedelta(minutes=30)), "tags": ("Kriminal", "polres")} | more
    more |= {"source": source, "title": title, "text": text, "fetched_at": at, "section": "Kriminal"}
    more |= {"labels": labels()}
    return article(f"/{number}", **more)


def _second_visit(store: Store, at: datetime) -> None:
    run = store.start_run("sumeks", at=at, trigger="cron", pid=2)
    title, text = NEWS["sumeks"][0]
    first = at - timedelta(hours=1)
    store.keep(_article("sumeks", 0, title, f"{text}\nPelaku dua orang.", at, published=moment(first)), run)
    store.keep(_article("sumeks", 0, "Begal Ditangkap", f"{text}\nPelaku satu orang.", at), run)
    store.dispose(refusal("/1", Outcome.GONE, at=at, reason="HTTP 404", status=404), run)
    store.dispose(refusal("/video/3", Outcome.REFUSED, at=at, reason="a video", status=200), run)
    store.dispose(refusal("/4", at=at), run)
    _end(store, run, at, "interrupted", revised=2, gone=1, refused=1, failed=1, pages=5)


def _silent_source(store: Store, long_ago: datetime, at: datetime) -> None:
    store.keep(_article("lampost", 1, "Razia Balap Liar", "Belasan motor diamankan.", long_ago), None)
    run = store.start_run("lampost", at=at, trigger="schedule", pid=3)
    store.saw_list(visit(at, source="lampost", url="https://lampost.example/feed", problem="HTTP 500"))
    _end(store, run, at, "failed", lists=1, lists_failed=1)


def _end(store: Store, run: int, at: datetime, outcome: str, **figures: int) -> None:
    reason = {"ok": "", "failed": "no list could be read"}.get(outcome, "stopped by hand")
    store.finish_run(
        run,
        RunReport(
            finished_at=at + timedelta(minutes=2), outcome=outcome, reason=reason, figures=figures, stats={}
        ),
    )
