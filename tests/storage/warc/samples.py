"""Pages of our own writing, and WARC records put together by hand, as other crawlers write them."""

from __future__ import annotations

import gzip
from datetime import datetime

from crawler.items import Link, Page, Part
from tests.storage.samples import NOON

HTML = "text/html; charset=utf-8"
BODY = b"<html><title>Patroli</title><p>Polisi menggelar patroli malam di Pasar Lemabang.</p></html>" * 40


def page(path: str = "/1", *bodies: bytes, at: datetime = NOON, missing: tuple[str, ...] = ()) -> Page:
    """A page of the source `sumeks`, a part a body."""
    url = f"https://sumeks.example{path}"
    parts = tuple(
        Part(
            url=url if number == 0 else f"{url}/{15 * number}",
            body=body,
            fetched_at=at,
            content_type=HTML,
            etag='"a1"',
            last_modified="Mon, 16 Feb 2026 04:00:00 GMT",
            date="Mon, 16 Feb 2026 05:00:00 GMT",
        )
        for number, body in enumerate(bodies or (BODY,))
    )
    return Page(source="sumeks", link=Link(url=url), url=url, parts=parts, missing=missing)


def record(
    block: bytes,
    url: str = "https://sumeks.example/1",
    *,
    kind: str = "response",
    length: int | None = None,
    date: str = "2026-02-16T05:00:00Z",
    more: str = "",
    packed: bool = True,
) -> bytes:
    """One WARC 1.0 record; `length` is what it says of itself."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{abs(hash(block)):032x}>\r\n"
        f"WARC-Date: {date}\r\nWARC-Target-URI: {url}\r\n{more}"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    plain = head.encode() + block + b"\r\n\r\n"
    return gzip.compress(plain) if packed else plain


def answer(body: bytes = BODY, *headers: str, status: str = "200 OK", kind: str = HTML) -> bytes:
    """An HTTP response, head and body."""
    lines = "".join(f"{line}\r\n" for line in (f"Content-Type: {kind}", *headers))
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


def chunked(body: bytes, size: int = 700) -> bytes:
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"
