"""The newsroom on real sockets, and its sources in a real catalogue."""

from __future__ import annotations

import gzip
import http.client
import socket
import threading
from collections.abc import Iterator

import pytest

from crawler.config import Config
from crawler.demo.library import SITES
from crawler.demo.newsroom import Newsroom
from crawler.demo.server import Running, serve
from crawler.demo.sources import demo_sources
from spiders.catalog.load import load_catalog


@pytest.fixture
def running(newsroom: Newsroom) -> Iterator[Running]:
    with serve(newsroom) as served:
        yield served


@pytest.fixture
def connection(running: Running) -> Iterator[http.client.HTTPConnection]:
    opened = http.client.HTTPConnection("127.0.0.1", running.ports["disway"], timeout=10)
    yield opened
    opened.close()


def test_each_site_has_a_port_of_its_own(running: Running) -> None:
    assert len(set(running.ports.values())) == len(SITES)
    for site in SITES:
        there = http.client.HTTPConnection("127.0.0.1", running.ports[site], timeout=10)
        there.request("GET", "/")
        text = there.getresponse().read().decode()
        assert f"{running.base(site)}/" in text
        there.close()
    assert [request.site for request in running.newsroom.requests] == list(SITES)


def test_a_connection_is_kept_over_every_kind_of_answer(
    running: Running, connection: http.client.HTTPConnection
) -> None:
    connection.connect()
    own = connection.sock
    connection.request("GET", "/kategori/kriminal", headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    assert b"media-heading" in gzip.decompress(answer.read())
    connection.request("GET", "/kategori/kriminal", headers={"If-None-Match": answer.headers["ETag"]})
    not_modified = connection.getresponse()
    assert (not_modified.status, not_modified.read()) == (304, b"")
    for method, target, status in (("HEAD", "/", 200), ("POST", "/", 405), ("GET", "/tidak-ada", 404)):
        connection.request(method, target, body=b"a=b" if method == "POST" else None)
        given = connection.getresponse()
        given.read()
        assert given.status == status
    assert connection.sock is own


def test_head_says_how_long_the_page_is_and_sends_none(connection: http.client.HTTPConnection) -> None:
    connection.request("HEAD", "/")
    head = connection.getresponse()
    assert head.read() == b""
    connection.request("GET", "/")
    assert len(connection.getresponse().read()) == int(head.headers["Content-Length"])


def test_many_may_ask_at_once(running: Running) -> None:
    def ask() -> None:
        there = http.client.HTTPConnection("127.0.0.1", running.ports["antara"], timeout=10)
        for _ in range(5):
            there.request("GET", "/terkini")
            there.getresponse().read()
        there.close()

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [request.status for request in running.newsroom.requests] == [200] * 40


def test_kept_connections_end_with_the_server(newsroom: Newsroom) -> None:
    with serve(newsroom) as served:
        there = socket.create_connection(("127.0.0.1", served.ports["antara"]), timeout=10)
        there.sendall(b"GET /robots.txt HTTP/1.1\r\nHost: a\r\n\r\n")
        assert there.recv(20).startswith(b"HTTP/1.1 200")
    while there.recv(1000):
        pass
    there.close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", served.ports["antara"]), timeout=10)


def test_ports_can_be_chosen(running: Running) -> None:
    chosen = dict(running.ports)
    with pytest.raises(OSError, match="in use"), serve(running.newsroom, chosen):
        pass


def test_the_sites_are_sources_that_the_catalogue_takes(running: Running) -> None:
    catalog = load_catalog(Config(sources=demo_sources(running)))
    for name, site in (("demo-antara", "antara"), ("demo-disway", "disway"), ("demo-wordpress", "wordpress")):
        source = catalog[name]
        assert source.host == running.host(site)
        assert source.scheme == "http"
        for url in (*source.feeds, *source.sitemaps, *source.listings):
            assert url.startswith(running.base(site))
            target = url.removeprefix(running.base(site))
            assert running.newsroom.respond(site, "GET", target, {}).status == 200
    assert catalog["demo-wordpress"].wordpress == f"{running.base('wordpress')}/wp-json/"
