"""The real command line, in this process, on a real database with a handful of articles."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from crawler.cli.main import app
from crawler.clock import WIB
from crawler.items import Article, Moment, Precision
from storage import open_store

VISIT = datetime(2026, 2, 20, 3, 0, tzinfo=UTC)
HOSTILE = "\x1b]0;pwned\x07\x1b[31m[red]=HYPERLINK\u202e(gpj.exe)\x9b2J\u2066[/red]\nAwas"


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str


Ronda = Callable[..., Result]


def article(
    number: int,
    *paragraphs: str,
    source: str = "sumeks",
    title: str | None = None,
    day: int = 16,
    precision: Precision = Precision.MINUTE,
) -> Article:
    """An article as a worker would give it; the hash is that of its paragraphs."""
    url = f"https://{source}.example.co.id/read/{number}/judul"
    at = datetime(2026, 2, day, 13, 30, tzinfo=WIB)
    return Article(
        source=source,
        url=url,
        canonical_url=url,
        title=title or f"Judul {number}",
        paragraphs=paragraphs,
        content_hash=hashlib.sha256("\n".join(paragraphs).encode()).hexdigest()[:16],
        fetched_at=VISIT,
        language="id",
        published=Moment(at=at, printed=f"{day} Februari 2026 13:30 WIB", by="json-ld", precision=precision),
        authors=("Siti Rahma", "Budi Santoso"),
        editors=("Edi",),
        section="Kriminal",
        tags=("polres", "patroli"),
        image_url="https://img.example.co.id/1.jpg",
        method="selector",
        reader="ronda 0.1",
    )


ARTICLES = (
    article(1, "Polisi menangkap dua pencuri sepeda motor di Baturaja.", "Keduanya ditahan.", day=16),
    article(2, "Warga Baturaja menggelar ronda malam bersama polisi.", source="antara-sumsel", day=17),
    article(3, "Pasar malam di Muaradua ramai dikunjungi warga.", title=HOSTILE, day=18),
    article(4, "Jalan lintas Sumatera kembali dibuka.", day=19, precision=Precision.DAY),
)


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder without ronda.toml, variables or a database; gives where the database would be."""
    monkeypatch.chdir(tmp_path)
    for name in ("RONDA_CONFIG", "RONDA_DATABASE", "SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "ronda.db"


@pytest.fixture
def database(empty: Path) -> Path:
    """A database that real `keep` filled with ARTICLES."""
    store = open_store(empty)
    for one in ARTICLES:
        store.keep(one, None)
    store.close()
    return empty


@pytest.fixture
def ronda(empty: Path) -> Ronda:
    """Runs the command line with these arguments, on the database of the test."""

    def run(*arguments: str | Path) -> Result:
        found = CliRunner().invoke(app, ["-d", str(empty), *map(str, arguments)])
        if found.exception is not None and not isinstance(found.exception, SystemExit):
            raise found.exception
        return Result(found.exit_code, found.stdout, found.stderr)

    return run
