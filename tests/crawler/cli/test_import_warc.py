"""`ronda import` of WARC files: pages of the catalogue's hosts, however another crawler kept them."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest

from crawler.runs.lock import take_lock
from tests.crawler.cli.conftest import Ronda
from tests.crawler.cli.terminals import ROOT
from tests.storage.warc.samples import answer, chunked, record

SUMEKS = "https://sumeks.disway.id/read/{}/{}"
TEXT = (
    "PALEMBANG - Personel Polsek Ilir Timur mengamankan dua pemuda yang diduga mencuri sepeda motor warga.",
    "Kapolsek mengatakan keduanya tertangkap setelah warga mengenali kendaraan itu di sebuah bengkel.",
    "Barang bukti berupa satu unit sepeda motor kini berada di kantor polisi untuk penyidikan lebih lanjut.",
)


PEAK = """
from crawler.cli.main import run
from crawler.memory import peak_memory
try:
    run()
finally:
    print(peak_memory() // 1024)
"""


def html(title: str, *more: str, links: str = "") -> bytes:
    paragraphs = "".join(f"<p>{escape(line)} ({title})</p>" for line in (*TEXT, *more))
    return (
        f"<html><head><title>{title}</title><meta property='og:title' content='{title}'></head><body>"
        f"<h1>{title}</h1><article><div class='post'>{paragraphs}</div></article>{links}</body></html>"
    ).encode()


def capture(number: int, *more: str, slug: str = "dua-pemuda-diamankan", **options: str) -> bytes:
    body = html(f"Dua Pemuda Diamankan Polisi Bagian {number}", *more)
    return record(answer(body), SUMEKS.format(number, slug), **options)  # type: ignore[arg-type]  # texts all


@pytest.fixture
def warc(tmp_path: Path) -> Callable[..., Path]:
    def write(*records: bytes, name: str = "CC-NEWS-1.warc.gz") -> Path:
        (tmp_path / name).write_bytes(b"".join(records))
        return tmp_path / name

    return write


def exported(ronda: Ronda) -> list[dict[str, object]]:
    return [json.loads(line) for line in ronda("export", "--format", "jsonl").out.splitlines()]


def test_pages_of_known_hosts_are_read_with_their_source_and_the_rest_is_left_out(
    ronda: Ronda, warc: Callable[..., Path]
) -> None:
    body = html("Polisi Tangkap Pencuri Kabel")
    done = ronda(
        "import",
        warc(
            record(b"software: lain\r\n", kind="warcinfo"),
            record(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
            capture(700001),
            record(
                answer(chunked(gzip.compress(body)), "Transfer-Encoding: chunked", "Content-Encoding: gzip"),
                SUMEKS.format(700002, "polisi-tangkap-pencuri-kabel"),
            ),
            record(answer(html("Lain")), "https://berita.lain.example/2026/02/16/artikel-yang-lain-sekali/"),
            record(answer(html("Depan")), "https://sumeks.disway.id/"),
            record(answer(b"\x89PNG", kind="image/png"), SUMEKS.format(700003, "foto")),
            record(answer(status="404 Not Found"), SUMEKS.format(700004, "hilang")),
            record(answer(), SUMEKS.format(700005, "lama"), kind="revisit"),
        ),
    )
    assert (done.code, done.out, done.err) == (0, "1 file: 2 stored, 5 other\n", "")
    stored = exported(ronda)
    assert {one["source"] for one in stored} == {"sumeks"}
    assert {one["fetched_at"] for one in stored} == {"2026-02-16T05:00:00Z"}
    assert sorted(str(one["title"]) for one in stored) == [
        "Dua Pemuda Diamankan Polisi Bagian 700001",
        "Polisi Tangkap Pencuri Kabel",
    ]


def test_pages_of_other_hosts_come_in_under_a_source_that_is_named(
    ronda: Ronda, warc: Callable[..., Path]
) -> None:
    other = record(
        answer(html("Warga Ronda Malam")), "https://berita.lain.example/2026/02/16/warga-ronda-malam-lagi/"
    )
    assert ronda("import", warc(other)).out == "1 file: 1 other\n"
    assert ronda("import", warc(other), "--source", "arsip").out == "1 file: 1 stored\n"
    assert [one["source"] for one in exported(ronda)] == ["arsip"]


def test_importing_twice_changes_nothing(ronda: Ronda, warc: Callable[..., Path]) -> None:
    file = warc(capture(700001), capture(700002))
    assert ronda("import", file).out == "1 file: 2 stored\n"
    assert ronda("import", file).out == "1 file: 2 unchanged\n"
    assert "2 pages read again: 2 as-before" in ronda("reprocess", "--dry-run").out


def test_an_older_page_does_not_undo_what_is_stored(ronda: Ronda, warc: Callable[..., Path]) -> None:
    ronda("import", warc(capture(700001, "Ralat: tiga pemuda.", date="2026-02-18T05:00:00Z")))
    done = ronda("import", warc(capture(700001, date="2026-02-17T05:00:00Z")))
    assert (done.code, done.out) == (0, "1 file: 1 older\n")
    newer = ronda("import", warc(capture(700001, "Ralat: empat pemuda.", date="2026-02-19T05:00:00Z")))
    assert newer.out == "1 file: 1 revised\n"


def test_a_broken_record_is_named_and_the_others_come_in(ronda: Ronda, warc: Callable[..., Path]) -> None:
    first = capture(700001)
    done = ronda("import", warc(first, b"rusak" * 100, capture(700002), capture(700003)[:-300]))
    assert (done.code, done.out) == (1, "1 file: 2 stored, 2 bad\n")
    assert f"CC-NEWS-1.warc.gz at {len(first)}: no record begins there" in done.err
    assert done.err.count("left out") == 2


def test_a_file_that_is_no_warc_is_named_and_the_next_one_comes_in(
    ronda: Ronda, warc: Callable[..., Path]
) -> None:
    warc(gzip.compress(b"halo"), name="a.warc.gz")
    done = ronda("import", warc(capture(700001), name="b.warc.gz").parent)
    assert (done.code, done.out) == (1, "2 files: 1 stored, 1 bad\n")
    assert "a.warc.gz: holds no WARC record" in done.err


def test_a_split_article_of_which_only_the_first_part_is_there_says_what_it_lacks(
    ronda: Ronda, warc: Callable[..., Path]
) -> None:
    url = SUMEKS.format(700001, "dua-pemuda-diamankan")
    first = record(answer(html("Dua Pemuda Diamankan", links=f'<a href="{url}/15">2</a>')), url)
    second = record(answer(html("Dua Pemuda Diamankan", "Bagian kedua.")), f"{url}/15")
    done = ronda("import", warc(first, second))
    assert done.out == "1 file: 1 stored, 1 other\n"
    (stored,) = exported(ronda)
    assert stored["partial"] is True


def test_a_page_without_an_article_is_refused(ronda: Ronda, warc: Callable[..., Path]) -> None:
    empty = record(answer(b"<html><title>x</title><p>x</p></html>"), SUMEKS.format(700009, "kosong-sekali"))
    assert ronda("import", warc(empty, capture(700001))).out == "1 file: 1 stored, 1 refused\n"


def test_while_the_source_is_crawled_its_pages_stay_outside(
    ronda: Ronda, warc: Callable[..., Path], empty: Path
) -> None:
    lock = take_lock(empty, "sumeks")
    try:
        assert ronda("import", warc(capture(700001))).code == 75
    finally:
        lock.release()


def test_a_large_file_takes_no_more_memory_than_a_small_one(empty: Path, warc: Callable[..., Path]) -> None:
    def peak(file: Path) -> int:
        """Kilobytes, of the command itself; its readers have limits of their own."""
        done = subprocess.run(
            [sys.executable, "-c", PEAK, "-d", str(empty), "import", str(file)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
            env=os.environ | {"RONDA_WORKERS": "1"},
        )
        return int(done.stdout.split()[-1])

    other = record(answer(bytes(4_000_000)), "https://lain.example/2026/02/16/artikel-besar-sekali-ini/")
    small = peak(warc(other, capture(700001)))
    large = peak(warc(*[other] * 60, capture(700002), name="besar.warc.gz"))
    assert large - small < 20 * 1024


def test_pages_are_labelled_and_what_is_off_topic_is_dropped_as_configured(
    ronda: Ronda, warc: Callable[..., Path], empty: Path
) -> None:
    toml = 'off_topic = "drop"\ntopic = "rakit"\n[topics.rakit]\nwords = ["senjata rakitan"]\n'
    (empty.parent / "ronda.toml").write_text(toml, encoding="utf-8")
    told = "Polisi juga menyita senjata rakitan dari rumah pelaku, yang kini ditahan."
    done = ronda("import", warc(capture(700001), capture(700002, told)))
    assert done.out == "1 file: 1 stored, 1 off-topic\n"
    (row,) = exported(ronda)
    assert told in str(row["text"])
    assert row["topics"] == ["kriminal", "rakit"]
    assert row["units"] == ["Polsek Ilir Timur"]
    assert [str(run["figures"]["off_topic"]) for run in json.loads(ronda("runs", "--json").out)] == ["1"]
