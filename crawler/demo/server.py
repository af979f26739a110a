"""A thin HTTP/1.1 server over the newsroom: each site on a port of its own on 127.0.0.1."""

from __future__ import annotations

import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from crawler.demo.library import SITES
from crawler.demo.newsroom import Newsroom
from crawler.demo.response import Response


@dataclass(frozen=True)
class Running:
    """The newsroom while it is being served."""

    newsroom: Newsroom
    ports: dict[str, int]  # by site

    def host(self, site: str) -> str:
        """`127.0.0.1:8080`."""
        return f"127.0.0.1:{self.ports[site]}"

    def base(self, site: str) -> str:
        """`http://127.0.0.1:8080`, without a slash at its end."""
        return f"http://{self.host(site)}"


@contextmanager
def serve(newsroom: Newsroom, ports: dict[str, int] | None = None) -> Iterator[Running]:
    """Serves all sites until the block ends. Without `ports` (by site) the system chooses free ones.

    Raises OSError when a port that was asked for is taken.
    """
    wanted = ports or {}
    with ExitStack() as stack:
        servers = [_SiteServer(newsroom, site, wanted.get(site, 0)) for site in SITES]
        for server in servers:
            stack.enter_context(running(server))
        yield Running(newsroom, {server.site: server.server_port for server in servers})


class LoopbackServer(ThreadingHTTPServer):
    """Remembers its connections: those kept alive must end with the server, or they outlive a test."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128  # benchmarks open many connections at once

    def __init__(self, handler: type[BaseHTTPRequestHandler], port: int = 0) -> None:
        self.open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", port), handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        self.open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        super().shutdown_request(request)
        self.open.discard(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that leaves in the middle is its own affair; anything else is printed."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)

    def end_connections(self) -> None:
        for request in tuple(self.open):
            with suppress(OSError):  # it has ended by itself
                request.shutdown(socket.SHUT_RDWR)


class KeepAliveHandler(BaseHTTPRequestHandler):
    """HTTP/1.1 with the connection kept; a subclass says what is answered."""

    protocol_version = "HTTP/1.1"
    server_version = "RondaDemo"
    wbufsize = -1  # one write an answer: head and body apart would wait for each other's acknowledgement
    timeout = 60  # seconds that an idle connection is kept

    def answer(self) -> Response:
        """The answer to the request of `command`, `path` and `headers`."""
        raise NotImplementedError

    def _respond(self) -> None:
        self._leave_body()
        self.send(self.answer())

    # The names are those that http.server looks for.
    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = _respond

    def send(self, response: Response) -> None:
        self.send_response(response.status)
        for name, value in response.headers.items():
            self.send_header(name, value)
        if response.status != 304:
            self.send_header("Content-Length", str(len(response.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(response.body)
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing to standard error: who serves records the requests."""

    def _leave_body(self) -> None:
        """Reads past what came with the request, so that the next one on the connection is found."""
        length = self.headers.get("Content-Length", "0")
        self.rfile.read(min(int(length), 1_000_000) if length.isdigit() else 0)


@contextmanager
def running(server: LoopbackServer) -> Iterator[None]:
    """Serves in a thread until the block ends, and ends every connection then."""
    # poll_interval: how long the end of the block waits for the loop to notice
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.end_connections()
        server.server_close()


class _SiteServer(LoopbackServer):
    def __init__(self, newsroom: Newsroom, site: str, port: int) -> None:
        self.newsroom, self.site = newsroom, site
        super().__init__(_SiteHandler, port)


class _SiteHandler(KeepAliveHandler):
    server: _SiteServer

    def answer(self) -> Response:
        newsroom = self.server.newsroom
        if newsroom.pause:
            time.sleep(newsroom.pause)
        return newsroom.respond(self.server.site, self.command, self.path, dict(self.headers.items()))
