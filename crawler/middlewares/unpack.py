"""Unpacks answers. What is plain gzip, as nearly all of them are, quickly; all else is left to Scrapy.

Within the same limits: `DOWNLOAD_MAXSIZE` holds for what comes out, and no more than that is ever unpacked.
"""

from __future__ import annotations

import zlib

from isal import igzip_lib, isal_zlib
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware

GZIP = zlib.MAX_WBITS | 16


class Unpacking(HttpCompressionMiddleware):
    """A Scrapy downloader middleware: a page of 150 KB takes Scrapy .33 ms, and ISA-L .1 (2026-11-25)."""

    @staticmethod
    def _decode(body: bytes, encoding: bytes, max_size: int) -> bytes:
        plain = whole_gzip(body, max_size) if encoding in (b"gzip", b"x-gzip") else None
        return HttpCompressionMiddleware._decode(body, encoding, max_size) if plain is None else plain


def whole_gzip(body: bytes, most: int) -> bytes | None:
    """What one sound gzip member of at most `most` bytes holds. None for anything else: broken off, damaged,
    larger, of several members, followed by something."""
    unpacker = isal_zlib.decompressobj(GZIP)
    try:
        plain = unpacker.decompress(body, most) if most else b""
        if len(plain) == most and not unpacker.eof:
            return None
    except igzip_lib.IsalError:  # type: ignore[misc]  # isal's stubs take the class for an instance
        return None
    return plain if unpacker.eof and not unpacker.unused_data else None
