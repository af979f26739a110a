"""The folder of archived pages. One run writes a file, `archived_page` finds a page, `thin_out` deletes.

    ronda.db.pages/202602/20260216-sumeks-17.warc.gz     run 17, begun on 16 February 2026 (UTC)

A run has files of its own, so that a file has one writer and, once the run is over, never changes. First the
records are in the file, then the rows in the store: a kill in between leaves records that nobody refers to.
"""

from __future__ import annotations

import io
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from crawler.clock import to_iso
from crawler.errors import RondaError
from crawler.items import Hints, Page
from storage.records import ArchivedPage, PageRecord
from storage.store import Store
from storage.warc.reader import read_part
from storage.warc.writer import info_record, page_records

SUFFIX = ".warc.gz"
FULL = 100 * 2**20  # bytes: a file that has reached them is followed by another
BEING_WRITTEN = 2 * 3600  # seconds since the last change in which a file may still be some run's
MORE_BYTES = 4096  # a record's own bytes beside the page it holds, at the most


class LostPage(RondaError):
    """An archived page cannot be had any more: its file is gone or damaged."""


def pages_folder(database: Path) -> Path:
    return database.with_name(database.name + ".pages")


class PageArchive:
    """Where one run puts its pages. Makes no file before the first one. Of one thread."""

    def __init__(self, store: Store, *, source: str, run: int | None, at: datetime, full: int = FULL) -> None:
        self.store, self._full = store, full
        self._stem = f"{at:%Y%m}/{at:%Y%m%d}-{source}-{run or 0}"
        self._about = {"description": f"pages of the source {source}", "created": to_iso(at)}
        self._file: io.FileIO | None = None
        self._name = ""
        self._written: list[PageRecord] = []

    def add(self, page: Page) -> bool:
        """Writes all parts of a page; False when one of them is no page (a status other than 200).

        `note` must follow before anybody can find it. Raises OSError, after which nothing of the page is left
        in the file.
        """
        if any(part.status != 200 for part in page.parts):
            return False
        file = self._open()
        start = at = file.tell()
        made: list[PageRecord] = []
        try:
            for number, record in enumerate(page_records(page.parts), start=1):
                _write(file, record)
                made.append(self._record(page, number, at, len(record)))
                at += len(record)
        except OSError:
            self._take_back(file, start)
            raise
        self._written += made
        return True

    def note(self) -> None:
        """Writes down, in one transaction, where the pages added since the last time are. Raises StoreError:
        those are then lost to the store."""
        written, self._written = self._written, []
        if written:
            self.store.note_pages(written)

    def close(self) -> None:
        """Notes what is left, and closes the file. Raises StoreError."""
        if self._file is not None:
            self._file.close()
            self._file = None
        self.note()

    def _record(self, page: Page, number: int, at: int, length: int) -> PageRecord:
        return PageRecord(
            url=page.url,
            source=page.source,
            fetched_at=page.parts[0].fetched_at,
            part=number,
            file=self._name,
            offset=at,
            length=length,
            missing=page.missing,
        )

    def _open(self) -> io.FileIO:
        """The file being written, or the next one. All parts of a visit go into one."""
        if self._file is not None and self._file.tell() < self._full:
            return self._file
        if self._file is not None:
            self._file.close()
            self._file = None
        folder = pages_folder(self.store.path)
        (folder / self._stem).parent.mkdir(parents=True, exist_ok=True)
        self._name, file = _new_file(folder, self._stem)
        try:
            _write(file, info_record(Path(self._name).name, self._about))
        except OSError:
            file.close()
            (folder / self._name).unlink(missing_ok=True)
            raise
        self._file = file
        return file

    def _take_back(self, file: io.FileIO, start: int) -> None:
        """Half a record in the midst of a file would hide all that follows from WARC tools."""
        try:
            file.truncate(start)
            file.seek(start)
        except OSError:  # then no more is written behind it
            file.close()
            self._file = None


def _new_file(folder: Path, stem: str) -> tuple[str, io.FileIO]:
    number = 1
    while True:
        name = f"{stem}{f'-{number}' if number > 1 else ''}{SUFFIX}"
        try:
            return name, io.FileIO(folder / name, "x")  # no buffer: what is written is the kernel's at once
        except FileExistsError:
            number += 1


def _write(file: io.FileIO, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]


def archived_page(database: Path, archived: ArchivedPage, hints: Hints) -> Page:
    """The page as it was fetched, all its parts. Raises LostPage."""
    parts = []
    for record in archived.records:
        path = pages_folder(database) / record.file
        try:
            with path.open("rb") as file:
                file.seek(record.offset)
                parts.append(read_part(io.BytesIO(file.read(record.length))))
        except OSError as error:
            raise LostPage(f"{record.url}: archived in {path}: {error.strerror}") from error
        except ValueError as error:
            raise LostPage(f"{record.url}: archived in {path} at {record.offset}: {error}") from error
    return Page(
        source=archived.source,
        link=archived.link,
        url=archived.link.url,
        parts=tuple(parts),
        missing=archived.missing,
        hints=hints,
    )


def files_of(database: Path) -> Iterator[os.DirEntry[str]]:
    """The files of archived pages, in no order."""
    with suppress(FileNotFoundError), os.scandir(pages_folder(database)) as months:
        for month in months:
            if month.is_dir(follow_symlinks=False):
                with os.scandir(month) as entries:
                    yield from (entry for entry in entries if entry.name.endswith(SUFFIX))


def size_of(database: Path) -> int:
    """Bytes that all archived pages take."""
    return sum(entry.stat().st_size for entry in files_of(database))


def thin_out(store: Store, *, days: int, gigabytes: float, at: datetime) -> list[Path]:
    """Deletes files that are too old, then the oldest ones until the rest is small enough; gives them.

    A file that was changed in the last two hours stays: some run may be writing it. The rows go first: a kill
    in between leaves a file that the next turn deletes. 0 means no limit. Raises OSError, StoreError.
    """
    found = [
        (entry.name[:8], entry.stat().st_mtime, Path(entry.path), entry.stat().st_size)
        for entry in files_of(store.path)
    ]
    oldest_day = f"{at - timedelta(days=days):%Y%m%d}" if days else ""
    spare, total, limit = time.time() - BEING_WRITTEN, sum(size for *_, size in found), gigabytes * 2**30
    gone: list[Path] = []
    for day, changed, path, size in sorted(found):
        if changed < spare and (day < oldest_day or (limit and total > limit)):
            gone.append(path)
            total -= size
    folder = pages_folder(store.path)
    store.forget_files([path.relative_to(folder).as_posix() for path in gone])
    for path in gone:
        path.unlink(missing_ok=True)
        with suppress(OSError):  # not empty
            path.parent.rmdir()
    return gone
