"""A page from a file becomes a Page, as if it had just been fetched. Asks nothing of the web."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Sequence
from datetime import datetime
from html import unescape
from pathlib import Path

from crawler.errors import UsageError
from crawler.items import Hints, Link, Page, Part
from crawler.urls import BadAddress, canonical

MAX_BYTES = 20 * 2**20  # a saved page is a few hundred KB; the limit holds after unpacking
NOWHERE = "http://unknown.invalid/"  # RFC 2606: no page can be there
_HEAD = 200_000  # bytes in which a page says its own address
_LIST = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?[^>]*>\s*)*(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF|urlset|sitemapindex)\b",
    re.DOTALL,
)
_TAG = re.compile(rb"<(?:link|meta)\s[^>]{0,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""")


def read_bytes(path: Path) -> bytes:
    """The file's bytes, unpacked when gzipped. Raises UsageError when it cannot be read or is too large."""
    if path.is_dir():
        raise UsageError(f"{path} is a folder: name the files in it, as {path}/*.html")
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UsageError(f"{path}: over {MAX_BYTES >> 20} MB, so no page")
        body = path.read_bytes()
        return unpacked(body) if body.startswith(b"\x1f\x8b") else body
    except (OSError, EOFError, zlib.error) as error:
        raise UsageError(f"{path}: {getattr(error, 'strerror', None) or error}") from error


def unpacked(body: bytes) -> bytes:
    """What gzip holds, up to MAX_BYTES. Raises OSError, EOFError or zlib.error for what is no gzip."""
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    plain = unpacker.decompress(body, MAX_BYTES)
    if unpacker.unconsumed_tail:
        raise gzip.BadGzipFile(f"over {MAX_BYTES >> 20} MB when unpacked")
    return plain


def is_list(body: bytes) -> bool:
    """Whether the bytes are a feed or sitemap and not a page."""
    return _LIST.match(body[:5000]) is not None


def own_address(body: bytes) -> str | None:
    """The address that a page gives as its own: canonical link, else `og:url`; canonical form."""
    found: dict[str, str] = {}
    for tag in _TAG.findall(body[:_HEAD]):
        text = tag.decode("utf-8", "replace")
        values = {name.lower(): unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(text)}
        if "canonical" in values.get("rel", "").lower().split():
            found.setdefault("canonical", values.get("href", ""))
        if values.get("property", values.get("name", "")).lower() == "og:url":
            found.setdefault("og:url", values.get("content", ""))
    for kind in ("canonical", "og:url"):
        try:
            return canonical(found[kind])
        except (KeyError, BadAddress):
            continue
    return None


def saved_page(
    bodies: Sequence[bytes], url: str, *, source: str, hints: Hints, at: datetime, asked: str
) -> Page:
    """The Page of an article whose parts, in order, are `bodies`.

    `url` is its identity, `asked` the canonical address it was saved from, `at` an aware time.
    """
    parts = tuple(Part(url=asked, body=body, fetched_at=at) for body in bodies)
    link = Link(url=url, ask=asked if asked != url else None)
    return Page(source=source, link=link, url=url, parts=parts, hints=hints)
