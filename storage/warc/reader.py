"""WARC files, our own and others', become parts of pages again. Streams: one record is in memory at a time.

A record that is broken is told and left out, and reading goes on behind it: at the next gzip member (or, in a
file that is not compressed, the next version line) that begins a record. Knows no store and no source.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParserException

from crawler.clock import from_iso, now
from crawler.errors import RondaError
from crawler.items import Part
from storage.warc.payload import BadPayload, decoded

MOST_BYTES = 20 * 2**20  # of a record's payload, before and after it is unpacked
FIRST_PAGE = datetime(1991, 8, 6, tzinfo=UTC)  # of the web
_GZIP = b"\x1f\x8b\x08"
_STEP = 2**20  # bytes looked through at a time for the next record
_HTML = re.compile(r"(?:text/html|application/xhtml\+xml)\b", re.IGNORECASE)
# What warcio raises over records that strangers broke; an OSError is the disk's, and goes through.
_BROKEN = (
    ArchiveLoadFailed,
    StatusAndHeadersParserException,
    EOFError,
    ValueError,
    AssertionError,
    AttributeError,
    zlib.error,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Captured:
    """A response that may be a page. `record` and `beside` are the ids of records: this one's, and of the one
    it was captured along with."""

    part: Part
    record: str | None = None
    beside: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Skipped:
    """A sound record that is no page, and why: "status 404"."""

    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Broken:
    """A record, or a stretch of the file, that cannot be read."""

    offset: int  # bytes
    reason: str


class NoWarc(RondaError):
    """A file that cannot be read as WARC at all."""


def captures(
    stream: BinaryIO, wants: Callable[[str], bool], *, most_bytes: int = MOST_BYTES
) -> Iterator[Captured | Skipped | Broken]:
    """What the records of a seekable file are, in order; those of requests, metadata and the like are passed
    over. `wants(address)` is asked before a response is unpacked.

    Raises NoWarc for a file in which no record begins, or one that is packed as a whole; OSError.
    """
    start, size = 0, stream.seek(0, io.SEEK_END)
    if _next_start(stream, 0, size) is None:
        raise NoWarc("holds no WARC record. Give a .warc file, plain or with each record gzipped")
    while start < size:
        begun, found = start, None
        for position, found in _from(stream, start, wants, most_bytes):
            begun = position
            if found is not None:
                yield found
        broke = isinstance(found, Broken)
        after = _next_start(stream, begun + 1, size) if broke else None
        start = size if after is None else after


def read_part(stream: BinaryIO) -> Part:
    """The part in a record of our own, from its bytes. Raises ValueError, in words, when it is damaged."""
    for _, found in _from(stream, 0, lambda address: True, MOST_BYTES):
        if isinstance(found, Captured):
            return found.part
        if found is not None:
            raise ValueError(found.reason)
    raise ValueError("no record stands there")


def _from(
    stream: BinaryIO, start: int, wants: Callable[[str], bool], most_bytes: int
) -> Iterator[tuple[int, Captured | Skipped | Broken | None]]:
    """The records from an offset on, each with its own, up to the first broken one."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(start)
    records = ArchiveIterator(stream, check_digests=True)
    while True:
        position = max(records.offset, start)  # a wrong length leads warcio astray
        found: Captured | Skipped | Broken | None
        try:
            # warcio writes what it stumbles over, a stranger's bytes, to standard error
            with redirect_stderr(io.StringIO()):
                record = next(records, None)
                if record is None and position >= size:
                    return
                if record is None:
                    raise EOFError
                found = _found(record, wants, most_bytes)
                records.read_to_end()
                found = _damage(record, records.err_count, position) or found
        except BadPayload as error:
            found = Skipped(reason=str(error))
        except _BROKEN as error:
            if "non-chunked gzip" in str(error):
                raise NoWarc("is one gzip stream. Unpack it (`gunzip`) and give the .warc") from error
            found = Broken(offset=position, reason="no record begins there")
        yield position, found
        if isinstance(found, Broken):
            return


def _found(record: Any, wants: Callable[[str], bool], most_bytes: int) -> Captured | Skipped | None:
    if record.rec_type == "revisit":
        return Skipped(reason="a revisit record")
    address = record.rec_headers.get_header("WARC-Target-URI") or record.rec_headers.get_header("uri") or ""
    if record.rec_type != "response" or not address.startswith(("http://", "https://")):
        return None
    headers = record.http_headers
    status = headers.get_statuscode() if headers else ""
    kind = headers.get_header("Content-Type") if headers else None
    if status != "200":
        return Skipped(reason=f"status {status}" if status.isdecimal() else "no HTTP response")
    if kind and not _HTML.match(kind.strip()):
        return Skipped(reason="no HTML")
    if record.rec_headers.get_header("WARC-Truncated"):
        return Skipped(reason="cut off when it was fetched")
    if not wants(address):
        return Skipped(reason="not asked for")
    body = record.raw_stream.read(most_bytes + 1)
    if len(body) > most_bytes:
        raise BadPayload(f"over {most_bytes / 2**20:g} MB")
    packed = headers.get_header("Transfer-Encoding"), headers.get_header("Content-Encoding")
    return _captured(record, address, kind, decoded(body, *packed, most_bytes))


def _captured(record: Any, address: str, kind: str | None, body: bytes) -> Captured:
    def header(name: str) -> str | None:
        value: str | None = record.http_headers.get_header(name)
        return value[:1000] if value else None

    part = Part(
        url=address,
        body=body,
        fetched_at=_moment(record.rec_headers.get_header("WARC-Date") or ""),
        content_type=kind,
        etag=header("ETag"),
        last_modified=header("Last-Modified"),
        date=header("Date"),
    )
    ids = (record.rec_headers.get_header(name) for name in ("WARC-Record-ID", "WARC-Concurrent-To"))
    return Captured(part=part, record=next(ids), beside=next(ids))


def _moment(text: str) -> datetime:
    """To the second. Raises BadPayload for what is no time, or one that cannot be."""
    try:
        moment = from_iso(text).replace(microsecond=0)
    except ValueError as error:
        raise BadPayload("has no date") from error
    if not FIRST_PAGE <= moment <= now() + timedelta(days=1):
        raise BadPayload("has a date that cannot be")
    return moment


def _damage(record: Any, surplus: int, position: int) -> Broken | None:
    # The payload's digest is not asked: writers disagree on whether it is that of the chunks or of what they
    # hold.
    if record.length is None or record.raw_stream.limit > 0:
        return Broken(offset=position, reason="ends before its length")
    if surplus:
        return Broken(offset=position, reason="does not end at its length")
    if any(problem.startswith("block digest") for problem in record.digest_checker.problems):
        return Broken(offset=position, reason="does not agree with its digest")
    return None


def _next_start(stream: BinaryIO, after: int, size: int) -> int | None:
    """The first offset at or behind `after` where a record begins; None when there is none."""
    stream.seek(0)
    mark = _GZIP if stream.read(2) == _GZIP[:2] else b"WARC/"
    overlap = len(mark) - 1
    while after < size:
        stream.seek(after)
        block = stream.read(_STEP + overlap)
        at = block.find(mark)
        while at >= 0:
            if _begins(stream, after + at):
                return after + at
            at = block.find(mark, at + 1)
        after += _STEP
    return None


def _begins(stream: BinaryIO, offset: int) -> bool:
    stream.seek(max(offset - 1, 0))
    block = stream.read(4096)
    before, block = (block[:1], block[1:]) if offset else (b"\n", block)
    if block.startswith(_GZIP):
        try:
            block = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(block, 16)
        except zlib.error:
            return False
    elif before != b"\n":
        return False
    return block.startswith(b"WARC/")


def open_warc(path: Path) -> BinaryIO:
    """Raises NoWarc when the file cannot be opened."""
    try:
        return path.open("rb")
    except OSError as error:
        raise NoWarc(f"{path}: {error.strerror}") from error
