"""The proxy of the tests must itself be trusted: only with its authority, and only for the host asked for."""

from __future__ import annotations

import http.client
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from crawler.demo.newsroom import Newsroom
from tests.proxy import Proxy, newsroom_handler, proxy


@pytest.fixture
def newsroom() -> Newsroom:
    return Newsroom()


@pytest.fixture
def through(tmp_path: Path, newsroom: Newsroom) -> Iterator[Proxy]:
    with proxy(tmp_path / "authority", newsroom_handler(newsroom)) as running:
        yield running


def opener(through: Proxy, context: ssl.SSLContext) -> urllib.request.OpenerDirector:
    proxies = urllib.request.ProxyHandler({"http": through.url, "https": through.url})
    return urllib.request.build_opener(proxies, urllib.request.HTTPSHandler(context=context))


def test_a_real_https_address_is_answered_by_the_newsroom(through: Proxy, newsroom: Newsroom) -> None:
    piece = newsroom.pieces("disway")[0]
    url = newsroom.url_of(piece, "https://sumeks.disway.id")
    with opener(through, ssl.create_default_context(cafile=str(through.ca_file))).open(url) as answer:
        text = answer.read().decode()
    assert piece.title in text
    assert f'<link rel="canonical" href="{url}">' in text
    assert "http://sumeks.disway.id" not in text
    assert [request.url for request in through.requests] == [url]
    assert through.connects == ["sumeks.disway.id:443"]


def test_tls_fails_without_the_authority(through: Proxy) -> None:
    with pytest.raises(urllib.error.URLError) as failure:
        opener(through, ssl.create_default_context()).open("https://sumeks.disway.id/")
    assert isinstance(failure.value.reason, ssl.SSLCertVerificationError)
    assert through.requests == []


def test_the_certificate_is_of_the_host_that_was_asked_for(through: Proxy) -> None:
    host, _, port = through.url.removeprefix("http://").partition(":")
    connection = http.client.HTTPConnection(host, int(port))
    connection.set_tunnel("lampost.co", 443)
    connection.connect()
    context = ssl.create_default_context(cafile=str(through.ca_file))
    with pytest.raises(ssl.SSLCertVerificationError, match="Hostname mismatch"):
        context.wrap_socket(connection.sock, server_hostname="sumeks.disway.id")
    connection.close()


def test_a_tunnel_is_kept_for_further_requests(through: Proxy) -> None:
    parts = urlsplit(through.url)
    context = ssl.create_default_context(cafile=str(through.ca_file))
    connection = http.client.HTTPSConnection(parts.hostname or "", parts.port, context=context)
    connection.set_tunnel("lampost.co", 443)
    for target in ("/feed/", "/robots.txt", "/tidak-ada/"):
        connection.request("GET", target)
        connection.getresponse().read()
    connection.close()
    assert [request.target for request in through.requests] == ["/feed/", "/robots.txt", "/tidak-ada/"]
    assert len(through.connects) == 1


def test_plain_http_is_forwarded_too(through: Proxy) -> None:
    url = "http://sumsel.antaranews.com/search?q=polres&page=1"
    with opener(through, ssl.create_default_context()).open(url) as answer:
        assert "http://sumsel.antaranews.com/berita/" in answer.read().decode()
    assert through.requests[0].url == url
    assert through.connects == []


def test_a_host_that_is_not_of_the_newsroom_is_a_bad_gateway(through: Proxy) -> None:
    with pytest.raises(urllib.error.HTTPError) as failure:
        opener(through, ssl.create_default_context()).open("http://www.example.com/")
    assert failure.value.code == 502
    failure.value.close()


def test_the_environment_names_proxy_and_authority(through: Proxy) -> None:
    environment = through.environment()
    assert environment["https_proxy"] == environment["http_proxy"] == through.url
    assert "BEGIN CERTIFICATE" in Path(environment["SSL_CERT_FILE"]).read_text()
