"""Vices of the wire: slowness, silence, bombs, endless answers, headers without measure."""

from __future__ import annotations

import asyncio
import gzip
import itertools
import zlib
from collections.abc import Callable
from functools import lru_cache

import brotli
from backports import zstd

from tests.hostile.paper import HTML, Good, Vice, extra, page
from tests.hostile.server import Ask, Reply, Stream

SLOW = "slow drip, accept and hang"
BOMBS = "gzip / br / zstd bombs, endless bodies"
BAD = "/berita/9001/kabar-buruk"
HEAD = b"HTTP/1.1 200 X\r\nContent-Type: text/html\r\n"
ONE_FAILED = Good(failed=1)
ZEROS = 100 * 2**20  # bytes that a bomb unpacks to


def drip(head: bytes, piece: bytes, seconds: float = 0.2) -> Stream:
    """Sends `piece` again and again, without end."""

    async def stream(writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while True:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(seconds)

    return stream


def hang(ask: Ask) -> Stream:
    async def stream(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(120)

    return stream


def flood(head: bytes, chunk: bytes) -> Stream:
    return drip(head, chunk, 0.0)


def reset(ask: Ask) -> Stream:
    async def stream(writer: asyncio.StreamWriter) -> None:
        writer.write(HEAD + b"Content-Length: 90000\r\n\r\n<html><h1>Kabar</h1><p>")
        await writer.drain()
        await asyncio.sleep(0.05)
        writer.transport.abort()

    return stream


def shut(ask: Ask) -> Stream:
    async def stream(writer: asyncio.StreamWriter) -> None:
        writer.close()

    return stream


def raw(body: bytes) -> Reply:
    return Reply(raw=True, body=body)


def packed(encoding: str, body: bytes, kind: str = "text/html") -> Reply:
    return Reply(headers={"Content-Type": kind, "Content-Encoding": encoding}, body=body)


@lru_cache
def gzip_bomb() -> bytes:
    return gzip.compress(b"<p>" + bytes(ZEROS), 9)


@lru_cache
def deflate_bomb() -> bytes:
    return zlib.compress(bytes(ZEROS), 9)


@lru_cache
def brotli_bomb() -> bytes:
    packer = brotli.Compressor(quality=5)
    block = bytes(2**22)
    return b"".join(packer.process(block) for _ in range(ZEROS // len(block))) + packer.finish()


@lru_cache
def zstd_bomb() -> bytes:
    return zstd.compress(bytes(ZEROS), options={zstd.CompressionParameter.window_log: 27})


def prepare() -> None:
    """Makes the bombs, which takes seconds, before the server must answer."""
    for bomb in (gzip_bomb, deflate_bomb, brotli_bomb, zstd_bomb):
        bomb()


@lru_cache
def onion(layers: int) -> bytes:
    body = page(extra("onion"))
    for _ in range(layers):
        body = gzip.compress(body, 1)
    return body


def late(ask: Ask) -> Reply:
    """A sound answer, cut into lines that come one at a time, yet in time."""
    return Reply(headers=HTML, body=page(extra("late")))


def half_closed(ask: Ask) -> Stream:
    """A sound page without a length, ended by closing: HTTP/1.0 as it was."""

    async def stream(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(extra("closing")))
        await writer.drain()
        writer.close()

    return stream


def chunked(*, size: int) -> Stream:
    """A sound page in chunks of `size` bytes."""

    async def stream(writer: asyncio.StreamWriter) -> None:
        body = page(extra("chunks"))
        writer.write(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
        for cut in itertools.batched(body, size) if hasattr(itertools, "batched") else _cuts(body, size):
            writer.write(f"{len(cut):x}\r\n".encode() + bytes(cut) + b"\r\n")
        writer.write(b"0\r\n\r\n")
        await writer.drain()

    return stream


def _cuts(body: bytes, size: int) -> list[bytes]:
    return [body[start : start + size] for start in range(0, len(body), size)]


def bad(name: str, fault: object, row: str = SLOW, **more: object) -> Vice:
    """One bad article, named first, among good ones."""
    good = more.pop("good", ONE_FAILED)
    return Vice(name=name, row=row, good=good, faults={BAD: fault}, links=(BAD,), **more)  # type: ignore[arg-type]


def several(name: str, fault: Callable[[Ask], Reply | Stream]) -> Vice:
    """More bad articles in a row than a host has patience for, named first of all; the good ones are had."""
    links = tuple(f"/berita/{9000 + number}/kabar-buruk-nomor-{number}" for number in range(8))
    good = Good(failed=None, most_requests=30)
    return Vice(name=name, row=SLOW, good=good, faults=dict.fromkeys(links, fault), links=links)


def split(name: str, fault: Callable[[Ask], Reply | Stream]) -> Vice:
    """An article of ten parts, of which only the first is to be had: it is kept, and so are the others."""

    def answer(ask: Ask) -> Reply | Stream:
        if "?" in ask.target:
            return fault(ask)
        links = "".join(f"<a href='{BAD}?page={number}'>{number}</a>" for number in range(2, 12))
        return Reply(headers=HTML, body=page(extra("split"), after=links))

    return bad(name, answer, good=Good(stored=5, most_requests=14))


VICES = (
    several("eight-pages-hang", hang),
    several("eight-pages-break-off", reset),
    several("eight-pages-have-errors", lambda ask: Reply(status=500, headers=HTML)),
    several("eight-pages-are-forbidden", lambda ask: Reply(status=403, headers=HTML, body=b"<h1>403</h1>")),
    split("parts-hang", hang),
    split("parts-have-errors", lambda ask: Reply(status=500, headers=HTML)),
    split(
        "parts-lead-out",
        lambda ask: Reply(status=302, headers={"Location": f"http://127.0.0.1:{ask.canary}/"}),
    ),
    bad("drip-body", lambda ask: drip(HEAD + b"Content-Length: 5000\r\n\r\n", b"x")),
    bad("drip-headers", lambda ask: drip(HEAD, b"X-A: b\r\n")),
    bad("drip-status", lambda ask: drip(b"", b"H")),
    bad("accept-and-hang", hang),
    bad("reset-in-the-middle", reset),
    bad("closes-at-once", shut),
    bad("breaks-off", lambda ask: raw(HEAD + b"Content-Length: 90000\r\n\r\n<h1>Kabar</h1>")),
    bad("garbage-for-http", lambda ask: raw(b"\x16\x03\x01\x02\x00\x01\x00" + b"\xff" * 400)),
    bad("no-http-at-all", lambda ask: raw(b"<html><h1>halo</h1>")),
    bad("status-abc", lambda ask: raw(b"HTTP/1.1 abc X\r\nContent-Length: 0\r\n\r\n")),
    bad("status-999", lambda ask: Reply(status=999, headers=HTML, body=b"<h1>999</h1>")),
    bad("two-lengths", lambda ask: raw(HEAD + b"Content-Length: 5\r\nContent-Length: 9\r\n\r\nhaloo halo")),
    bad("negative-length", lambda ask: raw(HEAD + b"Content-Length: -5\r\n\r\nhalo")),
    bad("broken-chunks", lambda ask: raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nhalo\r\n")),
    bad("endless-headers", lambda ask: flood(HEAD, b"X-A: " + b"b" * 8000 + b"\r\n")),
    bad("one-long-header", lambda ask: flood(HEAD + b"X-A: ", b"b" * 65536)),
    bad("endless-100-continue", lambda ask: flood(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 200)),
    bad("many-small-headers", lambda ask: flood(HEAD, b"a:b\r\n" * 4000)),
    bad("one-byte-chunks", lambda ask: chunked(size=1), good=Good(stored=5)),
    bad("ends-by-closing", half_closed, good=Good(stored=5)),
    bad("zero-length", lambda ask: Reply(headers=HTML)),
    bad("endless-body", lambda ask: flood(HEAD + b"\r\n", b"<p>kabar kabar</p>" * 4000), BOMBS),
    bad(
        "endless-chunks",
        lambda ask: flood(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1000\r\n" + b"x" * 4096 + b"\r\n"),
        BOMBS,
    ),
    bad("says-ten-gigabytes", lambda ask: raw(HEAD + b"Content-Length: 10000000000\r\n\r\nx"), BOMBS),
    bad("gzip-bomb", lambda ask: packed("gzip", gzip_bomb()), BOMBS),
    bad("deflate-bomb", lambda ask: packed("deflate", deflate_bomb()), BOMBS),
    bad("brotli-bomb", lambda ask: packed("br", brotli_bomb()), BOMBS),
    bad("zstd-bomb-wide-window", lambda ask: packed("zstd", zstd_bomb()), BOMBS),
    bad("gzip-in-gzip-bomb", lambda ask: packed("gzip, gzip", gzip.compress(gzip_bomb())), BOMBS),
    bad("packed-a-hundred-times", lambda ask: packed(", ".join(["gzip"] * 100), onion(100)), BOMBS),
    bad("gzip-that-is-none", lambda ask: packed("gzip", b"<h1>Kabar</h1>"), BOMBS),
    bad(
        "unknown-packing",
        lambda ask: packed("rot13", b"\x00\x01\x02" * 500),
        BOMBS,
        good=Good(failed=None, refused=None),
    ),
    Vice(
        name="feed-is-a-bomb",
        row=BOMBS,
        source={"feeds": ["/bomb.xml", "/feed.xml"]},
        faults={"/bomb.xml": lambda ask: packed("gzip", gzip_bomb(), "application/xml")},
    ),
    Vice(
        name="feed-drips",
        row=SLOW,
        source={"feeds": ["/slow.xml", "/feed.xml"]},
        faults={"/slow.xml": lambda ask: drip(HEAD + b"\r\n", b"<rss>")},
    ),
    Vice(
        name="sitemap-file-is-a-bomb",
        row=BOMBS,
        source={"sitemaps": ["/sitemap.xml.gz"]},
        faults={
            "/sitemap.xml.gz": lambda ask: Reply(
                headers={"Content-Type": "application/gzip"}, body=gzip_bomb()
            )
        },
    ),
    Vice(
        name="robots-without-end",
        row=BOMBS,
        faults={"/robots.txt": lambda ask: flood(b"HTTP/1.1 200 X\r\n\r\n", b"Disallow: /admin/\n" * 3000)},
    ),
    Vice(
        name="robots-is-a-bomb",
        row=BOMBS,
        good=Good(run="failed", stored=0, failed=None, says="too large"),
        faults={"/robots.txt": lambda ask: packed("gzip", gzip_bomb(), "text/plain")},
    ),
    Vice(
        name="everything-hangs",
        row=SLOW,
        good=Good(run="failed", stored=0, failed=None, most_requests=4, says="robots.txt"),
        faults={"*": hang},
    ),
    Vice(
        name="every-article-hangs",
        row=SLOW,
        good=Good(run="failed", stored=0, failed=None, most_requests=24),
        faults={"/robots.txt": lambda ask: Reply(status=404), "*": hang},
        source={"feeds": ["/list.xml"]},
        nightly=True,
    ),
    Vice(
        name="dead-keep-alive",
        row=SLOW,
        faults={
            "/robots.txt": lambda ask: raw(
                b"HTTP/1.1 404 X\r\nContent-Length: 0\r\nConnection: keep-alive\r\n\r\n"
            )
        },
    ),
    Vice(
        name="feed-a-hundred-megabytes",
        row=BOMBS,
        source={"feeds": ["/big.xml", "/feed.xml"]},
        faults={
            "/big.xml": lambda ask: flood(
                HEAD + b"\r\n<rss><channel>", b"<item><title>x</title></item>" * 2000
            )
        },
    ),
    Vice(
        name="feed-with-headers-without-end",
        row=SLOW,
        source={"feeds": ["/odd.xml", "/feed.xml"]},
        faults={"/odd.xml": lambda ask: flood(HEAD, b"Set-Cookie: a=b\r\n" * 500)},
    ),
)
