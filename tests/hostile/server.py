"""The hostile newsroom: one loopback server, a port a site, every byte under control. Knows no vice.

It speaks HTTP on bare sockets, because half of what sites do wrong no server library would let one do. The
canary is a port that nothing may ever connect to.
"""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from time import monotonic
from types import MappingProxyType


@dataclass(frozen=True, kw_only=True)
class Reply:
    """An answer. With `raw` the bytes are sent as they are, else status, headers and Content-Length."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    raw: bool = False

    def wire(self, *, head_only: bool = False) -> bytes:
        if self.raw:
            return self.body
        lines = [f"HTTP/1.1 {self.status} X"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        if not any(name.lower() == "content-length" for name in self.headers):
            lines.append(f"Content-Length: {len(self.body)}")
        head = "\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n\r\n"
        return head if head_only else head + self.body


@dataclass(frozen=True)
class Span:
    """A request as the site saw it, from its arrival to the end of the answer, in monotonic seconds."""

    target: str
    begun: float
    ended: float


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One request, and the addresses that an answer may want to name."""

    site: str
    method: str
    target: str  # path and query
    headers: Mapping[str, str]  # names in lower case
    at: float  # monotonic seconds
    origin: str = ""  # http://127.0.0.1:PORT, or the name that the site was asked under
    canary: int = 0  # the port of the canary
    count: int = 1  # how often this target has been asked, this time included

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]


Stream = Callable[[asyncio.StreamWriter], Awaitable[None]]  # writes an answer by itself, then the end
Answer = Callable[[Ask], "Reply | Stream"]


class Hostile:
    """The sites while they are served."""

    def __init__(self, answers: Mapping[str, Answer], tls: Mapping[str, ssl.SSLContext]) -> None:
        self.answers = answers
        self.tls = tls  # the sites that speak it, by what they show
        self.ports: dict[str, int] = {}
        self.asked: list[Ask] = []
        self.canary = 0
        self.canary_hits: list[str] = []
        self.open: dict[str, int] = {}  # connections being answered, by site
        self.most: dict[str, int] = {}  # the most of them at one time
        self.spans: dict[str, list[Span]] = {}  # by site, those that were answered or left
        self._tasks: set[asyncio.Task[None]] = set()

    def origin(self, site: str) -> str:
        return f"{self._scheme(site)}://127.0.0.1:{self.ports[site]}"

    def _scheme(self, site: str) -> str:
        return "https" if site in self.tls else "http"

    def requests(self, site: str) -> list[str]:
        return [ask.target for ask in self.asked if ask.site == site]

    async def start(self) -> list[asyncio.Server]:
        servers = []
        for host in ("127.0.0.1", "::1"):
            with suppress(OSError):  # no IPv6 here
                server = await asyncio.start_server(self._bird, host, self.canary)
                self.canary = server.sockets[0].getsockname()[1]
                servers.append(server)
        for site in self.answers:

            def serve(r: asyncio.StreamReader, w: asyncio.StreamWriter, site: str = site) -> None:
                task = asyncio.ensure_future(self._connection(site, r, w))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

            server = await asyncio.start_server(serve, "127.0.0.1", 0, limit=2**20, ssl=self.tls.get(site))
            self.ports[site] = server.sockets[0].getsockname()[1]
            servers.append(server)
        return servers

    async def stop(self) -> None:
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _bird(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.canary_hits.append("connected")
        with suppress(OSError, TimeoutError, asyncio.IncompleteReadError):
            async with asyncio.timeout(1):
                self.canary_hits.append((await reader.readuntil(b"\r\n\r\n")).decode("latin-1"))
        writer.write(Reply(headers={"Content-Type": "text/html"}, body=b"<h1>SECRET</h1>").wire())
        writer.close()

    async def _connection(self, site: str, r: asyncio.StreamReader, w: asyncio.StreamWriter) -> None:
        try:
            while ask := await self._read(site, r):
                await asyncio.sleep(0.01)  # lets an answer that the client has already end here, too
                self.open[site] = self.open.get(site, 0) + 1
                self.most[site] = max(self.most.get(site, 0), self.open[site])
                try:
                    answer = self.answers[site](ask)
                    if not isinstance(answer, Reply):
                        await _until_left(answer(w), r)
                        return
                    w.write(answer.wire(head_only=ask.method == "HEAD"))
                    await w.drain()
                    if answer.raw or answer.headers.get("Connection") == "close":
                        return
                finally:
                    self.open[site] -= 1
                    self.spans.setdefault(site, []).append(Span(ask.target, ask.at, monotonic()))
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # the client left
        finally:
            w.close()

    async def _read(self, site: str, reader: asyncio.StreamReader) -> Ask | None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.split("\r\n")
        method, target, _ = first.split(" ", 2)
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        ask = Ask(
            site=site,
            method=method,
            target=target,
            headers=headers,
            at=monotonic(),
            origin=f"{self._scheme(site)}://{headers.get('host') or f'127.0.0.1:{self.ports[site]}'}",
            canary=self.canary,
            count=1 + sum(a.site == site and a.target == target for a in self.asked),
        )
        self.asked.append(ask)
        return ask


async def _until_left(writing: Awaitable[None], reader: asyncio.StreamReader) -> None:
    """Writes an answer for as long as the client listens."""
    tasks = [asyncio.ensure_future(writing), asyncio.ensure_future(reader.read())]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@contextmanager
def served(
    answers: Mapping[str, Answer], tls: Mapping[str, ssl.SSLContext] = MappingProxyType({})
) -> Iterator[Hostile]:
    """Serves all sites in a thread of their own until the block ends; those in `tls` by https."""
    newsroom = Hostile(answers, tls)
    loop = asyncio.new_event_loop()
    ready = threading.Event()
    stop = asyncio.Event()

    async def run() -> None:
        servers = await newsroom.start()
        ready.set()
        await stop.wait()
        for server in servers:
            server.close()
        await newsroom.stop()

    def work() -> None:
        loop.run_until_complete(run())
        loop.close()

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield newsroom
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
