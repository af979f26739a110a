"""The folder of archived pages: any WARC tool opens it, kills and full disks leave it sound."""

from __future__ import annotations

import io
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator as Another
from warcio.archiveiterator import ArchiveIterator

from crawler.items import Hints
from storage.store import ArticleQuery, Store
from storage.warc.archive import (
    LostPage,
    PageArchive,
    archived_page,
    files_of,
    pages_folder,
    size_of,
    thin_out,
)
from storage.warc.reader import Captured, captures
from tests.storage.conftest import Look
from tests.storage.samples import NOON, article, later, source_row
from tests.storage.warc.samples import BODY, page

ROOT = Path(__file__).parents[3]
AT = datetime(2026, 2, 16, 23, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def known_source(store: Store) -> None:
    store.put_sources([source_row("sumeks")], NOON)


@pytest.fixture
def archive(store: Store) -> Iterator[PageArchive]:
    made = PageArchive(store, source="sumeks", run=17, at=AT)
    yield made
    made.close()


def only_file(path: Path) -> Path:
    (entry,) = files_of(path)
    return Path(entry.path)


def test_a_run_writes_one_file_named_after_day_source_and_run(archive: PageArchive, path: Path) -> None:
    assert list(files_of(path)) == []
    archive.add(page("/1"))
    archive.add(page("/2"))
    assert only_file(path) == path.parent / "ronda.db.pages" / "202602" / "20260216-sumeks-17.warc.gz"


def test_other_tools_read_every_record_and_agree_with_its_digests(archive: PageArchive, path: Path) -> None:
    archive.add(page("/1", BODY, b"<p>bagian dua</p>"))
    with only_file(path).open("rb") as stream:
        info, first, second = (
            (one.rec_type, one.rec_headers, one.http_headers, one.content_stream().read())
            for one in ArchiveIterator(stream, check_digests="raise")
        )
    assert info[0] == "warcinfo"
    assert info[3].startswith(b"software: Ronda/")
    assert [first[0], first[3], second[3]] == ["response", BODY, b"<p>bagian dua</p>"]
    assert first[1].protocol == "WARC/1.1"
    assert first[1].get_header("WARC-Target-URI") == "https://sumeks.example/1"
    assert first[1].get_header("WARC-Date") == "2026-02-16T05:00:00Z"
    assert second[1].get_header("WARC-Concurrent-To") == first[1].get_header("WARC-Record-ID")
    assert dict(first[2].headers) == {
        "Date": "Mon, 16 Feb 2026 05:00:00 GMT",
        "Content-Type": "text/html; charset=utf-8",
        "ETag": '"a1"',
        "Last-Modified": "Mon, 16 Feb 2026 04:00:00 GMT",
        "Content-Length": str(len(BODY)),
    }
    with only_file(path).open("rb") as stream:
        bodies = [
            one.reader.read() for one in Another(stream, verify_digests=True, parse_http=True) if one.is_http
        ]
    assert bodies == [BODY, b"<p>bagian dua</p>"]


def test_rows_lead_to_the_records(archive: PageArchive, path: Path, look: Look) -> None:
    archive.add(page("/1", BODY, b"<p>bagian dua</p>", missing=("https://sumeks.example/1/30",)))
    archive.note()
    rows = look('SELECT url, fetched_at, part, missing, file, "offset", length FROM pages ORDER BY part')
    assert [row[:4] for row in rows] == [
        ("https://sumeks.example/1", "2026-02-16T05:00:00Z", part, '["https://sumeks.example/1/30"]')
        for part in (1, 2)
    ]
    for (*_, file, offset, length), body in zip(rows, (BODY, b"<p>bagian dua</p>"), strict=True):
        data = (pages_folder(path) / file).read_bytes()[offset : offset + length]
        (found,) = captures(io.BytesIO(data), lambda address: True)
        assert isinstance(found, Captured)
        assert found.part.body == body


def test_a_page_comes_back_as_it_was_fetched(archive: PageArchive, store: Store, path: Path) -> None:
    sent = page("/1", BODY, b"<p>bagian dua</p>", missing=("https://sumeks.example/1/30",))
    store.keep(article("/1"), None)
    archive.add(sent)
    archive.note()
    (found,) = store.archived(ArticleQuery())
    assert archived_page(path, found, Hints()) == sent


def test_a_full_file_is_followed_by_another_and_parts_stay_together(store: Store, path: Path) -> None:
    archive = PageArchive(store, source="sumeks", run=1, at=AT, full=1000)
    for number in range(3):
        archive.add(page(f"/{number}", os.urandom(900), os.urandom(900)))
    archive.close()
    names = sorted(entry.name for entry in files_of(path))
    assert names == [f"20260216-sumeks-1{more}.warc.gz" for more in ("-2", "-3", "")]
    for entry in files_of(path):
        with Path(entry.path).open("rb") as stream:
            kinds = [one.rec_type for one in ArchiveIterator(stream, check_digests="raise")]
        assert kinds == ["warcinfo", "response", "response"]


def test_a_file_that_is_there_already_is_never_written_to(store: Store, path: Path) -> None:
    for _ in range(2):  # a database put back from a copy gives the same number again
        archive = PageArchive(store, source="sumeks", run=1, at=AT)
        archive.add(page("/1"))
        archive.close()
    names = sorted(entry.name for entry in files_of(path))
    assert names == ["20260216-sumeks-1-2.warc.gz", "20260216-sumeks-1.warc.gz"]


def test_what_is_no_page_is_not_archived(archive: PageArchive, path: Path) -> None:
    sent = page("/1")
    assert not archive.add(replace(sent, parts=(replace(sent.parts[0], status=404),)))
    assert list(files_of(path)) == []


def test_a_header_cannot_begin_another_one(archive: PageArchive, path: Path) -> None:
    sent = page("/1")
    archive.add(replace(sent, parts=(replace(sent.parts[0], etag='"a"\r\nContent-Encoding: gzip'),)))
    with only_file(path).open("rb") as stream:
        (headers,) = [one.http_headers for one in ArchiveIterator(stream) if one.http_headers]
    assert headers.get_header("Content-Encoding") is None


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """As if the disk were full: no file may grow past `size` bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    told = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, told)


def test_a_full_disk_leaves_no_half_record_and_what_follows_is_readable(
    archive: PageArchive, store: Store, path: Path, look: Look
) -> None:
    archive.add(page("/1"))
    with room_for(only_file(path).stat().st_size + 5000), pytest.raises(OSError, match="large"):
        archive.add(page("/2", os.urandom(2000), os.urandom(90_000)))
    archive.add(page("/3"))
    archive.note()
    with only_file(path).open("rb") as stream:
        addresses = [
            one.rec_headers.get_header("WARC-Target-URI")
            for one in ArchiveIterator(stream, check_digests="raise")
        ]
    assert addresses[1:] == ["https://sumeks.example/1", "https://sumeks.example/3"]
    assert look("SELECT url FROM pages") == [("https://sumeks.example/1",), ("https://sumeks.example/3",)]


def test_without_room_for_the_first_record_no_file_is_left(archive: PageArchive, path: Path) -> None:
    with room_for(10), pytest.raises(OSError, match="large"):
        archive.add(page("/1"))
    assert list(files_of(path)) == []


KILLED = """
import os, signal, sys
from storage import open_store
from storage.warc.archive import PageArchive
from tests.storage.warc.samples import page
from tests.storage.warc.test_archive import AT
PageArchive(open_store(sys.argv[1]), source="sumeks", run=1, at=AT).add(page("/1"))
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_kill_between_record_and_row_leaves_a_record_that_hinders_nobody(
    store: Store, path: Path, look: Look
) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, path], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    with only_file(path).open("rb") as stream:
        assert [one.rec_type for one in ArchiveIterator(stream, check_digests="raise")] == [
            "warcinfo",
            "response",
        ]
    assert look("SELECT count(*) FROM pages") == [(0,)]
    archive = PageArchive(store, source="sumeks", run=2, at=AT)
    archive.add(page("/1"))
    archive.close()
    assert look("SELECT DISTINCT file FROM pages") == [("202602/20260216-sumeks-2.warc.gz",)]


@pytest.mark.parametrize("harm", ["gone", "cut", "spoiled"])
def test_a_page_that_was_lost_says_where_it_was(
    archive: PageArchive, store: Store, path: Path, harm: str
) -> None:
    store.keep(article("/1"), None)
    archive.add(page("/1"))
    archive.note()
    file = only_file(path)
    if harm == "gone":
        file.unlink()
    elif harm == "cut":
        os.truncate(file, file.stat().st_size - 20)
    else:
        data = bytearray(file.read_bytes())
        data[-60] ^= 0xFF
        file.write_bytes(data)
    (found,) = store.archived(ArticleQuery())
    with pytest.raises(LostPage, match=r"sumeks.example/1: archived in .*20260216-sumeks-17.warc.gz"):
        archived_page(path, found, Hints())


def filled(store: Store, *days: int, size: int = 50_000) -> None:
    """A file of `size` bytes for each day before AT, all long closed."""
    for run, day in enumerate(days):
        archive = PageArchive(store, source="sumeks", run=run, at=AT - timedelta(days=day))
        archive.add(page(f"/{run}", os.urandom(size), at=later(run)))
        archive.close()
    for entry in files_of(store.path):
        os.utime(entry.path, times=(time.time() - 86_400,) * 2)


def left(store: Store) -> list[str]:
    return sorted(entry.name[:8] for entry in files_of(store.path))


def test_files_that_are_too_old_go_whole_and_their_rows_with_them(store: Store, look: Look) -> None:
    filled(store, 400, 366, 364, 0)
    gone = thin_out(store, days=365, gigabytes=0, at=AT)
    assert [path.name[:8] for path in gone] == ["20250112", "20250215"]
    assert left(store) == ["20250217", "20260216"]
    assert look("SELECT url FROM pages ORDER BY url") == [
        ("https://sumeks.example/2",),
        ("https://sumeks.example/3",),
    ]
    assert not (pages_folder(store.path) / "202501").exists()


def test_of_too_many_the_oldest_go(store: Store) -> None:
    filled(store, 3, 2, 1, 0)
    thin_out(store, days=0, gigabytes=120_000 / 2**30, at=AT)
    assert left(store) == ["20260215", "20260216"]
    assert size_of(store.path) <= 120_000


def test_nothing_goes_where_no_limit_is_set(store: Store) -> None:
    filled(store, 4000, 0)
    assert thin_out(store, days=0, gigabytes=0.0, at=AT) == []


def test_a_file_that_some_run_may_be_writing_stays(store: Store) -> None:
    filled(store, 400)
    for entry in files_of(store.path):
        os.utime(entry.path)
    assert thin_out(store, days=1, gigabytes=1e-9, at=AT) == []


def test_an_archive_that_never_was_is_thinned_out_in_peace(store: Store) -> None:
    assert thin_out(store, days=1, gigabytes=1, at=AT) == []
    assert size_of(store.path) == 0
