"""Vices of answers: framing and packing that are odd and yet to be read, or not to be believed."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from typing import Any

import brotli

from tests.hostile.paper import HTML, Fault, Good, Vice, paper
from tests.hostile.server import Ask, Reply, Stream
from tests.hostile.vices_pages import STORY, WORDS, html, the_bad
from tests.hostile.vices_wire import BAD, BOMBS, HEAD, SLOW, flood, raw

BODY = STORY.encode()
SOUND = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(BODY) + BODY
POISON = (
    b"<title>RACUN</title><h1>RACUN</h1>" + b"<p>RACUN adalah kabar yang tidak diminta siapa pun.</p>" * 20
)


def unread(rows: list[dict[str, Any]]) -> str | None:
    return None if WORDS in the_bad(rows)["text"] else f"{WORDS!r} was not read"


def poisoned(rows: list[dict[str, Any]]) -> str | None:
    return next((row["url"] for row in rows if "RACUN" in f"{row['title']} {row['text']}"), None)


READ = Good(stored=5, rows=unread)
FAILED = Good(failed=1)


def one(name: str, fault: Fault, good: Good = READ, row: str = SLOW) -> Vice:
    return Vice(name=name, row=row, good=good, faults={BAD: fault}, links=(BAD,))


def packed(name: str, encoding: str, body: bytes, good: Good = READ) -> Vice:
    return one(name, html(body, **{"Content-Encoding": encoding}), good, BOMBS)


def sends(head: bytes) -> Fault:
    return lambda ask: raw(head)


def chunks(*, tail: bytes) -> Fault:
    return sends(HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + tail)


def deflated(body: bytes) -> bytes:
    """Without the head of zlib, as Microsoft's servers had it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(body) + packer.flush()


def unasked(ask: Ask) -> Stream:
    """The answer, and behind it three more that nobody asked for: they are not the next articles'."""

    async def stream(writer: asyncio.StreamWriter) -> None:
        more = HEAD + b"Content-Length: %d\r\n\r\n" % len(POISON) + POISON
        writer.write(SOUND + more * 3)
        await writer.drain()
        await asyncio.sleep(30)

    return stream


def too_long(ask: Ask) -> Stream:
    """Ten bytes less than were promised, and then nothing."""

    async def stream(writer: asyncio.StreamWriter) -> None:
        writer.write(HEAD + b"Content-Length: %d\r\n\r\n" % (len(BODY) + 10) + BODY)
        await writer.drain()
        await asyncio.sleep(60)

    return stream


def piecemeal(ask: Ask) -> Stream:
    """In eight pieces, each a moment after the other: slow, and yet in time."""

    async def stream(writer: asyncio.StreamWriter) -> None:
        size = len(SOUND) // 8 + 1
        for start in range(0, len(SOUND), size):
            writer.write(SOUND[start : start + size])
            await writer.drain()
            await asyncio.sleep(0.1)

    return stream


def forgetful(ask: Ask) -> Reply:
    """Every connection is closed behind the answer that said it would be kept."""
    return raw(paper(FORGETFUL, ask).wire())


FORGETFUL = Vice(name="keeps-no-connection", row=SLOW, faults={"*": forgetful})
VICES = (
    FORGETFUL,
    one("answers-unasked", unasked, Good(stored=5, rows=poisoned)),
    one("in-eight-pieces", piecemeal),
    one("early-hints", sends(b"HTTP/1.1 103 Early Hints\r\nLink: </x.css>; rel=preload\r\n\r\n" + SOUND)),
    one("continues-first", sends(b"HTTP/1.1 100 Continue\r\n\r\n" + SOUND)),
    one("line-feeds-alone", sends(SOUND.replace(b"\r\n", b"\n", 4))),
    one("length-and-chunks", chunks(tail=b"%x\r\n" % len(BODY) + BODY + b"\r\n0\r\n\r\n")),
    one("length-ten-too-long", too_long, FAILED),
    one("chunks-without-an-end", chunks(tail=b"%x\r\n" % len(BODY) + BODY + b"\r\n"), FAILED),
    one("chunk-of-negative-length", chunks(tail=b"-5\r\nhallo\r\n0\r\n\r\n"), FAILED),
    one("chunk-of-exabytes", chunks(tail=b"ffffffffffffffff\r\n" + BODY), FAILED),
    one(
        "chunk-extension-without-end",
        lambda ask: flood(HEAD + b"Transfer-Encoding: chunked\r\n\r\n5;", b"a" * 65536),
        FAILED,
    ),
    one(
        "trailers-without-end",
        lambda ask: flood(
            HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhalo\n\r\n0\r\n", b"X: aaaa\r\n" * 4000
        ),
        FAILED,
    ),
    one("switches-protocols", sends(b"HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\n\r\n"), FAILED),
    one("not-modified-with-a-body", sends(b"HTTP/1.1 304 X\r\nContent-Length: 4\r\n\r\nhalo"), FAILED),
    one("error-with-a-story", lambda ask: Reply(status=500, headers=HTML, body=BODY), FAILED),
    one("no-type-at-all", sends(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(BODY) + BODY)),
    one(
        "headers-that-point-out",
        lambda ask: Reply(
            headers=HTML
            | {
                "Refresh": f"0;url=http://127.0.0.1:{ask.canary}/",
                "Content-Location": f"http://127.0.0.1:{ask.canary}/",
                "Link": f"<http://127.0.0.1:{ask.canary}/>; rel=canonical",
                "Alt-Svc": f'h2="127.0.0.1:{ask.canary}"',
            },
            body=BODY,
        ),
    ),
    packed("packing-is-a-charset", "utf-8", BODY),
    packed("packing-is-none", "none", BODY),
    packed("packing-is-empty", "", BODY),
    packed("packing-in-capitals", "GZIP", gzip.compress(BODY)),
    packed("packing-of-old", "x-gzip", gzip.compress(BODY)),
    packed("packing-and-identity", "gzip, identity", gzip.compress(BODY)),
    packed("packing-deflate-bare", "deflate", deflated(BODY)),
    packed("packing-twice", "br, gzip", gzip.compress(brotli.compress(BODY))),
    packed("gzip-and-rubbish", "gzip", gzip.compress(BODY) + b"rubbish" * 10),
    packed("gzip-of-two-members", "gzip", gzip.compress(BODY[:500]) + gzip.compress(BODY[500:])),
    packed("deflate-bomb-bare", "deflate", deflated(bytes(60 * 2**20)), FAILED),
)
