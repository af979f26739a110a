import csv
import hashlib
import io
import json
import os
import subprocess
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from crawler.items import Related
from storage import open_store
from tests.crawler.cli.conftest import ARTICLES, Ronda, article
from tests.crawler.cli.terminals import START, environment, on_a_terminal, shell

REQUIRED = {"url", "canonical_url", "source", "title", "authors", "published_at", "modified_at", "section"}
REQUIRED |= {"tags", "text", "content_hash", "fetched_at", "language"}


@pytest.mark.usefixtures("database")
def test_json_lines_go_to_standard_output_newest_first(ronda: Ronda) -> None:
    done = ronda("export")
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert (done.code, done.err) == (0, "")
    assert [row["content_hash"] for row in rows] == [a.content_hash for a in reversed(ARTICLES)]
    assert all(row.keys() >= REQUIRED for row in rows)


@pytest.mark.usefixtures("database")
def test_filters_choose_what_is_written(ronda: Ronda) -> None:
    def hashes(*arguments: str) -> list[str]:
        return [json.loads(line)["content_hash"] for line in ronda("export", *arguments).out.splitlines()]

    every = [article.content_hash for article in ARTICLES]
    assert hashes("-s", "antara-sumsel") == [every[1]]
    assert hashes("-s", "antara-sumsel", "-s", "sumeks", "--limit", "2") == [every[3], every[2]]
    assert hashes("--since", "2026-02-17", "--until", "2026-02-19") == [every[2], every[1]]
    assert hashes("--since", "2026-02-18T13:30+07:00", "--until", "2026-02-19") == [every[2]]


@pytest.mark.usefixtures("database")
def test_a_file_is_written_and_said_on_standard_error(ronda: Ronda, tmp_path: Path) -> None:
    done = ronda("export", "--format", "csv", "--output", tmp_path / "news.csv")
    assert (done.code, done.out) == (0, "")
    assert done.err == f"4 articles written to {tmp_path / 'news.csv'}\n"
    rows = list(csv.DictReader(io.StringIO((tmp_path / "news.csv").read_bytes().decode(), newline="")))
    assert {row["content_hash"] for row in rows} == {article.content_hash for article in ARTICLES}


@pytest.mark.usefixtures("database")
def test_parquet_and_texts_need_a_place(ronda: Ronda) -> None:
    for form, kind in (("parquet", "file"), ("text", "folder")):
        done = ronda("export", "--format", form)
        assert (done.code, done.out) == (2, "")
        assert f"needs --output: name the {kind}" in done.err
    assert ronda("export", "--format", "xml").code == 2
    assert ronda("export", "--force").code == 2


@pytest.mark.usefixtures("database")
def test_texts_are_numbered_files_in_a_folder(ronda: Ronda, tmp_path: Path) -> None:
    done = ronda("export", "-f", "text", "-o", tmp_path / "out")
    assert done.code == 0
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == [
        f"{number:03d}_{article.content_hash}.txt" for number, article in enumerate(reversed(ARTICLES))
    ]
    again = ronda("export", "-f", "text", "-o", tmp_path / "out")
    assert (again.code, "--force" in again.err) == (2, True)
    assert ronda("export", "-f", "text", "-o", tmp_path / "out", "--force", "--limit", "1").code == 0
    assert len(list((tmp_path / "out").iterdir())) == 1


@pytest.mark.usefixtures("database")
def test_a_place_that_cannot_be_is_told(ronda: Ronda, tmp_path: Path) -> None:
    for target in (tmp_path, tmp_path / "no" / "news.csv"):
        done = ronda("export", "--format", "csv", "-o", target)
        assert done.code == 2
        assert str(target if target == tmp_path else target.parent) in done.err


def test_output_is_utf_8_in_any_locale(database: Path) -> None:
    done = shell("-d", str(database), "export", LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0
    assert [json.loads(line)["title"] for line in done.stdout.splitlines()].count("Judul 1") == 1
    done.stdout.decode("utf-8")


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_a_reader_that_goes_away_ends_it_quietly(database: Path, form: str) -> None:
    with closing(open_store(database)) as store:  # more than any buffer on the way holds
        store.keep_many([article(n, f"Isi {n}. " * 50) for n in range(100, 400)], None)
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [*START, "-d", str(database), "export", "-f", form],
            check=False,
            stdout=writing,
            stderr=subprocess.PIPE,
            env=environment(),
            timeout=60,
        )
    finally:
        os.close(writing)
    assert done.stderr == b""
    assert done.returncode == 141


def test_a_terminal_shows_progress_and_then_the_sum(database: Path, tmp_path: Path) -> None:
    shown = on_a_terminal("-d", str(database), "export", "-o", str(tmp_path / "x.jsonl"))
    assert f"4 articles written to {tmp_path / 'x.jsonl'}" in shown


def test_a_masked_export_tells_initials_and_nothing_else_that_names(ronda: Ronda, empty: Path) -> None:
    told = "Tersangka Rangga Wiranata (34) ditangkap Satreskrim Polres OKU di rumahnya, Senin."
    with closing(open_store(empty)) as store:
        store.keep(article(1, told, title="Rangga Wiranata ditangkap polisi"), None)
    plain = json.loads(ronda("export").out)
    masked = json.loads(ronda("export", "--mask").out)
    assert "Rangga" in plain["text"]
    assert "Rangga" not in json.dumps(masked)
    assert "Wiranata" not in json.dumps(masked)
    assert "RW" in masked["text"]
    assert masked["content_hash"] != plain["content_hash"]
    assert hashlib.sha256(masked["text"].encode()).hexdigest().startswith(masked["content_hash"])
    assert (masked["tags"], masked["aliases"], masked["captions"]) == ([], [], [])


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet", "text"])
def test_no_form_of_a_masked_export_tells_the_name(
    ronda: Ronda, empty: Path, tmp_path: Path, form: str
) -> None:
    """Nor do the address, which is made of the headline, captions, tags, related titles and the picture."""
    told = "Bocah bernama Rangga Wiranata (9) hanyut di Sungai Ogan, Senin. Rangga dicari."
    address = "https://sumeks.example.co.id/read/1/bocah-rangga-wiranata-hanyut"
    one = replace(
        article(1, told, title="RANGGA Wiranata Hanyut"),
        url=address,
        canonical_url=f"{address}?nama=Rangga",
        image_url="https://img.example.co.id/rangga_wiranata.jpg",
        captions=("Rangga Wiranata semasa hidup",),
        tags=("Rangga Wiranata",),
        related=(Related(title="Rangga ditemukan", url=address),),
    )
    with closing(open_store(empty)) as store:
        store.keep(one, None)
    target = tmp_path / "masked"
    assert ronda("export", "--mask", "-f", form, "-o", target).code == 0
    if form == "parquet":
        shown = json.dumps(pytest.importorskip("pyarrow.parquet").read_table(target).to_pylist(), default=str)
    else:
        files = sorted(target.rglob("*")) if target.is_dir() else [target]
        shown = "\n".join(file.read_text(encoding="utf-8") for file in files if file.is_file())
    assert "RW" in shown
    assert "rangga" not in shown.lower()
    assert "wiranata" not in shown.lower()
