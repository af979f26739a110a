"""The body of a recorded HTTP response becomes the page: chunks joined, compression undone, up to a limit.

Archives lie: many keep the header of an encoding that they undid. What does not begin as the header says is
taken as it is, if it can be a page; what breaks off in the middle is refused.
"""

from __future__ import annotations

import re
import zlib

import brotli

GZIP, DEFLATE, RAW_DEFLATE = zlib.MAX_WBITS | 16, zlib.MAX_WBITS, -zlib.MAX_WBITS
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")


class BadPayload(ValueError):
    """A body that gives no page: broken off, too large, or of an unknown encoding."""


def decoded(body: bytes, transfer: str | None, content: str | None, limit: int) -> bytes:
    """The page in `body`. `transfer` and `content` are the values of Transfer-Encoding and Content-Encoding,
    `limit` the most bytes it may have. Raises BadPayload."""
    if "chunked" in (transfer or "").lower():
        body = _joined(body)
    for name in reversed([word.strip().lower() for word in (content or "").split(",")]):
        body = _unpacked(body, name, limit)
    if len(body) > limit:
        raise BadPayload(_too_large(limit))
    return body


def _joined(body: bytes) -> bytes:
    if not _CHUNK.match(body):
        return body  # joined already
    parts: list[bytes] = []
    at = 0
    while head := _CHUNK.match(body, at):
        size = int(head[1], 16)
        if size == 0:
            return b"".join(parts)
        end = head.end() + size
        if end > len(body):
            break
        parts.append(body[head.end() : end])
        at = end + (2 if body[end : end + 2] == b"\r\n" else 1)
    raise BadPayload("breaks off within its chunks")


def _unpacked(body: bytes, name: str, limit: int) -> bytes:
    if name in ("", "identity", "none"):
        return body
    if name in ("gzip", "x-gzip"):
        return _inflated(body, GZIP, limit) if body.startswith(b"\x1f\x8b") else body
    if body.lstrip()[:1] == b"<":  # unpacked already
        return body
    if name == "deflate":
        wraps = len(body) > 1 and body[0] & 0x0F == 8 and int.from_bytes(body[:2]) % 31 == 0  # RFC 1950
        return _inflated(body, DEFLATE if wraps else RAW_DEFLATE, limit)
    if name == "br":
        return _unbrotlied(body, limit)
    raise BadPayload(f"packed with {name[:20]!r}, which is not understood")


def _inflated(body: bytes, form: int, limit: int) -> bytes:
    unpacker = zlib.decompressobj(form)
    try:
        plain = unpacker.decompress(body, limit + 1)
    except zlib.error as error:
        raise BadPayload(f"cannot be unpacked: {error}") from error
    if len(plain) > limit:
        raise BadPayload(_too_large(limit))
    if not unpacker.eof:
        raise BadPayload("breaks off within its compression")
    return plain


def _unbrotlied(body: bytes, limit: int) -> bytes:
    unpacker = brotli.Decompressor()
    try:
        plain: bytes = unpacker.process(body, output_buffer_limit=limit + 1)
        while len(plain) <= limit and not unpacker.is_finished() and not unpacker.can_accept_more_data():
            plain += unpacker.process(b"", output_buffer_limit=limit + 1 - len(plain))
    except brotli.error as error:
        raise BadPayload("cannot be unpacked: no brotli") from error
    if len(plain) > limit:
        raise BadPayload(_too_large(limit))
    if not unpacker.is_finished():
        raise BadPayload("breaks off within its compression")
    return plain


def _too_large(limit: int) -> str:
    return f"over {limit / 2**20:g} MB"
