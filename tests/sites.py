"""Small news sites of our own making, each on a port of its own: for what the demo newsroom never does.

paper = Site(articles={"/2026/02/16/kasus-pencurian-sapi-di-oku/": page("…")})
with served({"paper": paper}):
    paper.host, paper.targets
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from email.message import Message
from html import escape

from crawler.demo.response import Response, page
from crawler.demo.server import KeepAliveHandler, LoopbackServer, running


@dataclass(frozen=True)
class Asked:
    """One request that came in."""

    target: str  # path and query
    headers: Message
    at: float  # of time.monotonic

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]


# A response, or what makes one of the request; None where it has written its answer itself.
Answer = Response | Callable[["SiteHandler"], Response | None]


@dataclass
class Site:
    """What a site answers, by path and query or else by path, and what it was asked.

    Without a feed of its own, `/feed/` names the articles.
    """

    articles: Mapping[str, Answer] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    robots: Answer = field(default_factory=lambda: page("", kind="text/plain", status=404))
    asked: list[Asked] = field(default_factory=list)
    host: str = ""  # "127.0.0.1:8080", once it is served

    @property
    def origin(self) -> str:
        return f"http://{self.host}"

    @property
    def targets(self) -> list[str]:
        return [asked.target for asked in self.asked]

    def answer(self, target: str) -> Answer:
        known = {"/robots.txt": self.robots, "/feed/": rss(self.articles), **self.articles, **self.answers}
        path = target.partition("?")[0]
        return known.get(target) or known.get(path) or page("tidak ada", status=404)


@contextmanager
def served(sites: Mapping[str, Site]) -> Iterator[None]:
    """Serves the sites until the block ends."""
    with ExitStack() as stack:
        for site in sites.values():
            server = SiteServer(site)
            site.host = f"127.0.0.1:{server.server_port}"
            stack.enter_context(running(server))
        yield


def article(*paragraphs: str, title: str = "Polisi Ungkap Pencurian Sapi", links: str = "") -> Response:
    """A page with a headline and these paragraphs."""
    text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    return page(
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{text}</article>{links}</body></html>"
    )


def rss(links: Mapping[str, object] | list[str]) -> Response:
    """A feed of these paths or addresses."""
    items = "".join(
        f"<item><title>Kabar {n}</title><link>{escape(url)}</link></item>" for n, url in enumerate(links)
    )
    return page(f'<rss version="2.0"><channel><title>Kabar</title>{items}</channel></rss>', kind="text/xml")


def listing(paths: list[str], links: str = "", day: str = "") -> Response:
    """A listing of these paths, with further links; `day` (ISO 8601) stands beside each."""
    beside = f'<time datetime="{day}">' if day else ""
    rows = "".join(f'<h3><a href="{path}">Kabar panjang dari {path}</a>{beside}</h3>' for path in paths)
    return page(f"<html><body><main>{rows}</main>{links}</body></html>")


def moved(url: str, status: int = 302) -> Response:
    return Response(status=status, headers={"Location": url})


def silent(handler: SiteHandler) -> None:
    """Takes the request and says nothing, until the asker goes."""
    handler.wait(10)


def dripping(handler: SiteHandler) -> None:
    """An answer without end, a byte at a time: each comes in time, the whole never does."""
    handler.start(200, "text/html", None)
    for _ in range(200):
        handler.wfile.write(b"<")
        handler.wfile.flush()
        handler.wait(0.05)


def huge(handler: SiteHandler) -> None:
    """Far more than anybody wants, of no stated length."""
    handler.start(200, "text/html", None)
    for _ in range(100):
        handler.wfile.write(b"<p>banjir</p>" * 10_000)


class SiteServer(LoopbackServer):
    def __init__(self, site: Site) -> None:
        self.site = site
        super().__init__(SiteHandler)


class SiteHandler(KeepAliveHandler):
    server: SiteServer

    def do_GET(self) -> None:
        site = self.server.site
        site.asked.append(Asked(self.path, self.headers, time.monotonic()))
        answer = site.answer(self.path)
        response = answer(self) if callable(answer) else answer
        if response is None:
            self.close_connection = True
        else:
            self.send(response)

    def start(self, status: int, kind: str, length: int | None) -> None:
        """Head of an answer whose body the caller writes."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.send_header("Connection", "close")
        self.end_headers()

    def wait(self, seconds: float) -> None:
        """Waits, or less when the server's end closes the connection: raises OSError then."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.wfile.flush()
            if self.connection not in self.server.open:
                raise ConnectionResetError
            time.sleep(0.02)
