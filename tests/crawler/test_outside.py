"""The unmodified program with the shipped catalogue, at the sites' real addresses, through a loopback proxy.

Only environment variables say where the proxy is and whom to trust, as a user would say it.
"""

from __future__ import annotations

import gzip
import os
import sqlite3
import subprocess
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from crawler.demo.newsroom import HOSTS, Newsroom
from crawler.demo.response import Response, redirect
from crawler.demo.sources import NAMES
from tests.house import REPOSITORY, RONDA, House
from tests.processes import descendants, soon
from tests.proxy import Handler, Proxy, ProxyRequest, newsroom_handler, proxy

SOURCES = {"antara-sumsel": "sumsel.antaranews.com", "sumeks": "sumeks.disway.id", "lampost": "lampost.co"}
ENCODERS: dict[str, Callable[[bytes], bytes]] = {"deflate": zlib.compress, "gzip": gzip.compress}
if find_spec("brotli"):
    import brotli

    ENCODERS["br"] = brotli.compress


@dataclass
class Trip:
    """A folder, a proxy, and what one command brought home."""

    folder: Path
    proxy: Proxy
    newsroom: Newsroom
    done: subprocess.CompletedProcess[str] | None = None

    def ronda(self, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
        """The command in an environment of nothing but these variables, where RONDA.toml is not needed."""
        given = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "PYTHONPATH": str(REPOSITORY)}
        given |= {"RONDA_DELAY": "0", "RONDA_WORKERS": "1"} | environ
        self.done = subprocess.run(
            [*RONDA, *arguments],
            cwd=self.folder,
            env=given,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        return self.done

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.folder / "ronda.db")) as database:
            return database.execute(query).fetchall()

    def reasons(self, host: str) -> set[str]:
        """Why the lists of a host failed."""
        told = self.rows("SELECT url, reason FROM urls WHERE kind = 'list' AND disposition = 'failed'")
        return {reason for url, reason in told if f"//{host}/" in url}


def titles(newsroom: Newsroom, site: str) -> set[str]:
    return {piece.title for piece in newsroom.pieces(site) if piece.allowed}


def with_cookies_and_encodings(answer: Handler) -> Handler:
    """Each site compresses in another way, and hands out a cookie with every answer."""
    encoding_of = dict(zip(SOURCES.values(), ENCODERS, strict=False))

    def handle(request: ProxyRequest) -> Response:
        plain = replace(request, headers={k: v for k, v in request.headers.items() if k != "Accept-Encoding"})
        response = answer(plain)
        headers = {**response.headers, "Set-Cookie": "sesi=rahasia; Path=/"}
        encoding = encoding_of.get(request.host, "")
        if encoding not in request.headers.get("Accept-Encoding", "") or not response.body:
            return replace(response, headers=headers)
        body = ENCODERS[encoding](response.body)
        return replace(response, headers={**headers, "Content-Encoding": encoding}, body=body)

    return handle


def with_rules_elsewhere(answer: Handler) -> Handler:
    """The robots.txt of lampost.co is a redirect to that of another host."""

    def handle(request: ProxyRequest) -> Response:
        if request.url == "http://lampost.co/robots.txt":
            return redirect("http://aturan.example/robots.txt")
        if request.url == "http://aturan.example/robots.txt":
            return answer(replace(request, host="lampost.co"))
        return answer(request)

    return handle


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trip]:
    """Three shipped sources crawled with one command."""
    folder, newsroom = tmp_path_factory.mktemp("outside"), Newsroom(per_page=30)
    newsroom.faults["antara", "/tag/polda-sumsel"] = redirect("https://lain.example/")
    with proxy(folder / "authority", with_cookies_and_encodings(newsroom_handler(newsroom))) as through:
        trip = Trip(folder, through, newsroom)
        trip.ronda("crawl", *SOURCES, **through.environment())
        yield trip


def trip_to(folder: Path, **manners: Any) -> Iterator[Trip]:
    newsroom = Newsroom(per_page=30)
    with proxy(folder / "authority", with_rules_elsewhere(newsroom_handler(newsroom)), **manners) as through:
        yield Trip(folder, through, newsroom)


@pytest.fixture
def trip(tmp_path: Path) -> Iterator[Trip]:
    yield from trip_to(tmp_path)


def test_shipped_sources_are_crawled_at_their_real_addresses(home: Trip) -> None:
    assert home.done is not None
    assert home.done.returncode == 0, home.done.stderr
    stored = home.rows("SELECT source, url, canonical_url, title FROM articles")
    for source, host in SOURCES.items():
        own = [row for row in stored if row[0] == source]
        assert {row[3] for row in own} == titles(home.newsroom, HOSTS[host])
        assert len(own) == len({row[2] for row in own})
        for _, url, address, _ in own:
            assert url.startswith(f"https://{host}/")
            assert address.startswith(f"https://{host}/")
    addresses = {row[2] for row in stored}
    for host in SOURCES.values():
        pieces = [piece for piece in home.newsroom.pieces(HOSTS[host]) if piece.allowed]
        assert {home.newsroom.url_of(piece, f"https://{host}") for piece in pieces} <= addresses


def test_every_request_went_through_the_proxy_and_to_these_hosts_alone(home: Trip) -> None:
    """Elsewhere it could not have come from: the names lead nowhere on this machine, or to the real sites."""
    assert set(home.proxy.connects) == {f"{host}:443" for host in SOURCES.values()}
    assert {(request.scheme, request.host) for request in home.proxy.requests} == {
        ("https", host) for host in SOURCES.values()
    }
    assert home.rows("SELECT sum(requests) FROM runs")[0][0] == len(home.proxy.requests)


def test_a_list_that_redirects_to_another_site_is_not_followed_there(home: Trip) -> None:
    assert home.reasons("sumsel.antaranews.com") == {"leads to another site, lain.example"}


def test_robots_txt_is_the_first_thing_asked_of_a_host_and_is_obeyed(home: Trip) -> None:
    for host in SOURCES.values():
        asked = [request.target for request in home.proxy.requests if request.host == host]
        assert asked[0] == "/robots.txt"
        assert asked.count("/robots.txt") == 1
        forbidden = [piece for piece in home.newsroom.pieces(HOSTS[host]) if not piece.allowed]
        assert not {home.newsroom.url_of(piece, "") for piece in forbidden} & set(asked)


def test_we_say_who_we_are_and_take_no_cookie_and_name_no_referrer(home: Trip) -> None:
    for request in home.proxy.requests:
        headers = {name.lower(): value for name, value in request.headers.items()}
        assert headers["user-agent"].startswith("Ronda/")
        assert "cookie" not in headers
        assert "referer" not in headers
        assert "proxy-authorization" not in headers


def test_every_encoding_that_is_offered_is_read(home: Trip) -> None:
    offered = {
        request.headers["Accept-Encoding"]
        for request in home.proxy.requests
        if request.target != "/robots.txt"
    }
    (names,) = offered
    assert {"gzip", "deflate"} | set(ENCODERS) <= set(names.split(", "))
    assert home.rows("SELECT count(*) FROM articles WHERE text LIKE '%' || char(65533) || '%'") == [(0,)]


def test_without_its_authority_no_site_is_believed(trip: Trip) -> None:
    environ = {name: value for name, value in trip.proxy.environment().items() if name != "SSL_CERT_FILE"}
    done = trip.ronda("crawl", "sumeks", "lampost", **environ)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert trip.proxy.requests == []
    for host in ("sumeks.disway.id", "lampost.co"):
        (reason,) = trip.reasons(host)
        assert reason.startswith("robots.txt: the certificate is not one we trust (SSL_CERT_FILE")


@pytest.fixture(scope="module")
def rough(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trip]:
    """A refused tunnel, a strange certificate and plain http in one command; variables in capitals."""
    folder = tmp_path_factory.mktemp("rough")
    (folder / "ronda.toml").write_text('[sources.lampost]\nscheme = "http"\n', "utf-8")
    manners: Mapping[str, Any] = {
        "refused": ["sumeks.disway.id"],
        "disguised": {"sumsel.antaranews.com": "lain.example"},
    }
    for trip in trip_to(folder, **manners):
        environ = {name.upper(): value for name, value in trip.proxy.environment().items()}
        trip.ronda("crawl", *SOURCES, **environ)
        yield trip


def test_a_refused_tunnel_and_a_strange_certificate_cost_their_own_sources_alone(rough: Trip) -> None:
    assert rough.done is not None
    assert rough.done.returncode == 1
    assert "Traceback" not in rough.done.stderr
    outcomes = dict(rough.rows("SELECT source, outcome FROM runs"))
    assert outcomes == {"sumeks": "failed", "antara-sumsel": "failed", "lampost": "ok"}
    (refused,) = rough.reasons("sumeks.disway.id")
    assert refused.startswith("robots.txt: the proxy refused: ")
    assert "403" in refused
    (strange,) = rough.reasons("sumsel.antaranews.com")
    assert strange == "robots.txt: the certificate is another host's; so nothing is asked there"


def test_robots_txt_alone_may_redirect_to_another_site(rough: Trip) -> None:
    """RFC 9309, section 2.3.1.2: even across authorities."""
    urls = [request.url for request in rough.proxy.requests]
    assert urls[:2] == ["http://lampost.co/robots.txt", "http://aturan.example/robots.txt"]
    assert {request.host for request in rough.proxy.requests[2:]} == {"lampost.co"}


def test_variables_in_capitals_and_plain_http_work_as_well(rough: Trip) -> None:
    assert {request.scheme for request in rough.proxy.requests} == {"http"}
    assert "lampost.co:443" not in rough.proxy.connects
    stored = rough.rows("SELECT title FROM articles WHERE url LIKE 'http://lampost.co/%'")
    assert {title for (title,) in stored} == titles(rough.newsroom, "wordpress")


def test_no_proxy_names_hosts_that_are_asked_directly(house: House) -> None:
    dead = "http://127.0.0.1:9"
    environ = {**os.environ, "http_proxy": dead, "https_proxy": dead, "no_proxy": "localhost,127.0.0.1"}
    done = house.ronda("crawl", NAMES["wordpress"], "--limit", "1", env=environ)
    assert done.returncode == 0, done.stderr
    assert house.newsroom.requests


def test_a_running_crawl_listens_nowhere(house: House) -> None:
    house.newsroom.pause = 0.2
    house.config()
    crawl = subprocess.Popen(
        [*RONDA, "--config", str(house.file), "crawl", NAMES["antara"]],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        # the command, the crawl and, once there is a page to read, a reader
        assert soon(lambda: len(descendants(crawl.pid)) >= 2)
        family = [crawl.pid, *descendants(crawl.pid)]
        assert not [pid for pid in family if listening(pid)]
        assert crawl.poll() is None
    finally:
        crawl.terminate()
        crawl.wait(30)


def listening(pid: int) -> set[str]:
    """The inodes of the TCP sockets on which a process listens."""
    sockets = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            columns = line.split()
            if columns[3] == "0A":  # LISTEN
                sockets.add(f"socket:[{columns[9]}]")
    return sockets & {str(file.readlink()) for file in Path(f"/proc/{pid}/fd").iterdir() if file.is_symlink()}
