import hashlib
import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from crawler.errors import StoreError
from crawler.runs.lock import take_lock
from storage import open_store
from storage.store import ArticleQuery, Run
from tests.crawler.cli.conftest import Ronda
from tests.crawler.cli.terminals import START, environment

TEXT = (
    "Kapolsek Lubuk Batang memimpin patroli malam bersama warga di tiga desa pada Sabtu malam.\n"
    "Patroli dimulai pukul 21.00 WIB dari balai desa dan berakhir menjelang subuh."
)
OTHER = "Polisi mengamankan dua orang yang diduga mencuri kabel di gardu listrik Desa Tanjung Baru."
SEEDS = Path(__file__).parents[4] / "shared" / "seeds"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "texts"
    made.mkdir()
    (made / "000_cb4c41014ef653a6.txt").write_text(TEXT, encoding="utf-8")
    (made / "001_f08b859284879f9d.txt").write_text(OTHER + "\n", encoding="utf-8")
    (made / "catatan.md").write_text("bukan berita", encoding="utf-8")
    return made


def last_run(database: Path, source: str) -> Run:
    with closing(open_store(database, read_only=True)) as store:
        [run] = store.runs(source=source, limit=1)
        assert isinstance(run, Run)
        return run


def stored(database: Path) -> int:
    try:
        with closing(open_store(database, read_only=True)) as store:
            return int(store.count())
    except StoreError:  # it is being made
        return 0


def wait_until(true: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)


def test_texts_of_a_folder_are_found_under_the_hash_of_their_names(ronda: Ronda, folder: Path) -> None:
    done = ronda("import", folder)
    assert (done.code, done.out, done.err) == (0, "2 files: 2 stored\n", "")
    shown = json.loads(ronda("show", "cb4c41014ef653a6", "--json").out)
    assert shown["text"] == TEXT
    assert shown["source"] == "import"
    assert shown["content_hash"] == hashlib.sha256(TEXT.encode()).hexdigest()[:16]
    assert shown["aliases"] == ["cb4c41014ef653a6"]


def test_importing_twice_changes_nothing(ronda: Ronda, folder: Path) -> None:
    ronda("import", folder)
    assert ronda("import", folder).out == "2 files: 2 unchanged\n"
    assert len(ronda("export").out.splitlines()) == 2


def test_a_bad_file_is_named_and_the_others_go_on(ronda: Ronda, folder: Path, empty: Path) -> None:
    (folder / "000_kosong.txt").write_bytes(b"\n \n")
    (folder / "biner.txt").write_bytes(b"\x7fELF\x00\x01")
    done = ronda("import", folder, "--source", "arsip")
    assert done.code == 1
    assert done.out == "4 files: 2 stored, 2 bad\n"
    assert "000_kosong.txt" in done.err
    assert "biner.txt" in done.err
    run = last_run(empty, "arsip")
    assert (run.outcome, run.trigger, run.figures["stored"], run.figures["errors"]) == (
        "failed",
        "import",
        2,
        2,
    )


def test_a_run_tells_what_an_import_brought(ronda: Ronda, folder: Path, empty: Path) -> None:
    ronda("import", folder / "000_cb4c41014ef653a6.txt", "-s", "arsip")
    run = last_run(empty, "arsip")
    assert (run.outcome, run.trigger, run.reason) == ("ok", "import", "1 article read")
    assert (run.figures["pages"], run.figures["stored"]) == (1, 1)
    assert run.finished_at is not None


def test_texts_come_back_from_an_export_with_the_same_hashes(
    ronda: Ronda, folder: Path, tmp_path: Path
) -> None:
    ronda("import", folder)
    ronda("export", "--format", "text", "-o", tmp_path / "out")
    other = tmp_path / "other.db"
    assert ronda("-d", other, "import", tmp_path / "out").code == 0
    with closing(open_store(tmp_path / "ronda.db")) as before, closing(open_store(other)) as after:
        hashes = [{a.content_hash for a in store.articles(ArticleQuery())} for store in (before, after)]
    assert hashes[0] == hashes[1]
    assert len(hashes[0]) == 2


@pytest.mark.usefixtures("database")
def test_articles_come_back_from_jsonl_as_they_were(ronda: Ronda, tmp_path: Path) -> None:
    ronda("export", "-o", tmp_path / "all.jsonl")
    other = tmp_path / "other.db"
    done = ronda("-d", other, "import", tmp_path / "all.jsonl")
    assert (done.code, done.out) == (0, "1 file: 4 stored\n")
    before = [json.loads(line) for line in ronda("export").out.splitlines()]
    after = [json.loads(line) for line in ronda("-d", other, "export").out.splitlines()]
    same = ("url", "canonical_url", "source", "authors", "editors", "published_at", "modified_at", "section")
    same += ("tags", "text", "content_hash", "language", "image_url", "fetched_at")
    assert [[row[name] for name in same] for row in after] == [[row[name] for name in same] for row in before]
    assert [row["title"] for row in after if "Judul" in row["title"]] == ["Judul 4", "Judul 2", "Judul 1"]


def test_each_source_of_an_export_gets_its_run_and_a_known_one_its_row(
    ronda: Ronda, database: Path, tmp_path: Path
) -> None:
    ronda("export", "-o", tmp_path / "all.jsonl")
    other = tmp_path / "other.db"
    ronda("-d", other, "import", tmp_path / "all.jsonl")
    assert last_run(other, "sumeks").figures["stored"] == 3
    assert last_run(other, "antara-sumsel").figures["stored"] == 1
    with closing(open_store(other, read_only=True)) as store:
        assert store.stats()["sources"]["antara-sumsel"]["title"] == "ANTARA News Sumatera Selatan"


def test_a_bad_line_of_an_export_costs_only_itself(ronda: Ronda, tmp_path: Path) -> None:
    good = {"url": "https://a.example/1", "source": "arsip", "text": TEXT}
    path = {"url": "https://a.example/2", "source": "../../jahat", "text": OTHER}
    lines = [json.dumps(good), "{rusak", json.dumps(path), json.dumps(good | {"url": "https://a.example/3"})]
    (tmp_path / "x.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = ronda("import", tmp_path / "x.jsonl")
    assert done.code == 1
    assert "line 2" in done.err
    assert "'../../jahat' is no name of a source" in done.err
    assert "1 stored" in done.out
    assert "1 duplicate" in done.out
    assert not list(tmp_path.parent.glob("**/jahat*"))


def test_wrong_use_is_told_before_anything_is_stored(ronda: Ronda, folder: Path, empty: Path) -> None:
    (folder / "leer").mkdir()
    for arguments in (
        (folder, folder / "tidak-ada.txt"),
        (folder, folder / "catatan.md"),
        (folder, folder / "leer"),
        (folder, "--source", "../x"),
    ):
        done = ronda("import", *arguments)
        assert done.code == 2
        assert done.err.startswith("ronda: ")
    assert not empty.exists()


def test_a_source_that_is_being_crawled_is_left_to_the_crawl(ronda: Ronda, folder: Path, empty: Path) -> None:
    held = take_lock(empty, "import")
    try:
        done = ronda("import", folder)
    finally:
        held.release()
    assert done.code == 75
    assert ronda("import", folder).code == 0


def test_an_import_that_is_stopped_keeps_what_it_had_and_says_so(folder: Path, empty: Path) -> None:
    os.mkfifo(folder / "002_lambat.txt")  # its reader waits for a writer that never comes
    arguments = ("-d", str(empty), "import", str(folder), str(folder / "002_lambat.txt"))
    child = subprocess.Popen([*START, *arguments], stderr=subprocess.PIPE, env=environment())
    wait_until(lambda: empty.exists() and stored(empty) == 2)
    child.send_signal(signal.SIGINT)
    _, said = child.communicate(timeout=30)
    assert child.returncode == 130
    assert said == b"ronda: stopped at your request; what was stored stays\n"
    run = last_run(empty, "import")
    assert (run.outcome, run.reason, run.figures["stored"]) == ("interrupted", "stopped by hand", 2)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed documents are not beside the project")
def test_the_seed_documents_are_found_by_their_old_hashes(ronda: Ronda) -> None:
    assert ronda("import", SEEDS).out == "5 files: 5 stored\n"
    assert "Polres" in ronda("show", "cb4c41014ef653a6").out
    assert ronda("search", "cooling", "system").out
