"""The demo newsroom in a process of its own, its pages printed before anybody asks.

So that what serves the pages neither shares an interpreter with what is measured nor takes much of a
processor: a page costs it a look-up. Lines of JSON on standard input and output are its remote control.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from crawler.clock import now
from crawler.config import Config
from crawler.demo.newsroom import Newsroom, Request
from crawler.demo.response import Response
from crawler.demo.server import Running, serve
from crawler.demo.sources import NAMES, demo_sources
from crawler.demo.synthetic import make_articles
from crawler.items import Link, Page, Part
from spiders.catalog.load import load_catalog
from tests.house import REPOSITORY

CONDITIONS = {"if-none-match", "if-modified-since"}


class PrintedNewsroom(Newsroom):
    """Answers the second asker from memory; conditional requests are worked out each time."""

    _printed: dict[tuple[object, ...], Response]

    def respond(
        self, site: str, method: str, target: str, headers: Mapping[str, str], scheme: str = "http"
    ) -> Response:
        lower = {name.lower(): value for name, value in headers.items()}
        if CONDITIONS & lower.keys() or method != "GET":
            return super().respond(site, method, target, headers, scheme)
        printed = self.__dict__.setdefault("_printed", {})
        key = (self.round, site, target, lower.get("host"), "gzip" in lower.get("accept-encoding", ""))
        if key not in printed:
            printed[key] = super().respond(site, method, target, headers, scheme)
            return printed[key]
        answer = printed[key]
        self.requests.append(
            Request(
                at=now(),
                site=site,
                method=method,
                target=target,
                agent=lower.get("user-agent", ""),
                status=answer.status,
                headers=lower,
            )
        )
        return answer


@dataclass
class Served:
    """The remote control. `running` is for `tests.house.House`; its newsroom is not ours to look into."""

    process: subprocess.Popen[str]
    running: Running

    def say(self, what: str) -> Any:
        """One command (`report`, `addresses SITE`, `round 2`), one answer."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(what + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def addresses(self, site: str) -> list[str]:
        """The addresses of all articles of a site."""
        found: list[str] = self.say(f"addresses {site}")
        return found

    def report(self) -> dict[str, Any]:
        """What was asked since the last report: `requests`, `statuses`, `first` and `last` (Unix time of
        the first and last request for an article), `cpu` seconds."""
        found: dict[str, Any] = self.say("report")
        return found

    def pages(self, site: str, changes: Mapping[str, Any] | None = None) -> Iterator[Page]:
        """Every article of a site as the spider would hand it on."""
        name = NAMES[site]
        table = demo_sources(self.running)[name] | (changes or {})
        hints = load_catalog(Config(sources={name: table}))[name].hints
        for url in self.addresses(site):
            with urllib.request.urlopen(url) as answer:
                part = Part(
                    url=url,
                    body=answer.read(),
                    fetched_at=now(),
                    content_type=answer.headers["Content-Type"],
                    etag=answer.headers["ETag"],
                )
            yield Page(source=name, link=Link(url=url), url=url, parts=(part,), hints=hints)


@contextmanager
def served(articles: int = 0, **more: Any) -> Iterator[Served]:
    """Serves `articles` synthetic ones (0: those of the demo) until the block ends.

    `sites`: a list of them; everything else is for Newsroom: `weight_kb`, `per_page`, `feed_items`.
    """
    command = [sys.executable, "-m", "tests.benchmarks.newsroom", json.dumps({"articles": articles} | more)]
    process = subprocess.Popen(
        command, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout
        ports = json.loads(process.stdout.readline())
        yield Served(process, Running(Newsroom(()), ports))
    finally:
        process.communicate()


def main(asked: dict[str, Any]) -> None:
    base, count = now(), asked.pop("articles")
    sites = asked.pop("sites", None)
    chosen = {"sites": tuple(sites)} if sites else {}
    pieces = make_articles(count, base=base, **chosen) if count else None
    newsroom = PrintedNewsroom(pieces, base=base, **asked)
    with serve(newsroom) as running:
        _print_all(newsroom, running)
        _say(running.ports)
        cpu = time.process_time()
        for line in sys.stdin:
            command, _, rest = line.strip().partition(" ")
            if command == "report":
                _say(_report(newsroom, running, cpu))
                cpu = time.process_time()
            elif command == "addresses":
                _say(_addresses(newsroom, running, rest))
            elif command == "round":
                newsroom.round = int(rest)
                _print_all(newsroom, running)
                cpu = time.process_time()
                _say(newsroom.round)


def _addresses(newsroom: Newsroom, running: Running, site: str) -> list[str]:
    return [newsroom.url_of(piece, running.base(site)) for piece in newsroom.pieces(site) if piece.allowed]


def _print_all(newsroom: Newsroom, running: Running) -> None:
    for site in running.ports:
        for url in _addresses(newsroom, running, site):
            for accepted in ("gzip", "identity"):
                headers = {"Host": running.host(site), "Accept-Encoding": accepted}
                newsroom.respond(site, "GET", urlsplit(url).path, headers)
    newsroom.requests.clear()


def _report(newsroom: Newsroom, running: Running, cpu: float) -> dict[str, Any]:
    asked = newsroom.requests[:]
    newsroom.requests.clear()
    articles = {urlsplit(url).path for site in running.ports for url in _addresses(newsroom, running, site)}
    times = [request.at.timestamp() for request in asked if request.path in articles]
    return {
        "requests": len(asked),
        "statuses": Counter(request.status for request in asked),
        "first": min(times, default=0.0),
        "last": max(times, default=0.0),
        "cpu": time.process_time() - cpu,
    }


def _say(answer: object) -> None:
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
