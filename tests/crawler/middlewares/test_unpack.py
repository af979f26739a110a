"""Unpacking is quick where an answer is plain gzip, and Scrapy's own where it is anything else."""

from __future__ import annotations

import gzip
import zlib
from types import SimpleNamespace
from typing import Any

import brotli
import pytest
from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest, StopDownload
from scrapy.http import HtmlResponse, Response
from scrapy.settings import Settings
from scrapy.signalmanager import SignalManager

from crawler.middlewares.unpack import Unpacking, whole_gzip
from spiders.troubles import reason_of

PAGE = b"<html><body><p>Polres OKU mengamankan dua orang di Baturaja.</p></body></html>" * 50
LIMIT = len(PAGE) + 10
PACKED = gzip.compress(PAGE)

SOUND = {
    "gzip": PACKED,
    "x-gzip": PACKED,
    "deflate": zlib.compress(PAGE),
    "br": brotli.compress(PAGE),
    "gzip, gzip": gzip.compress(PACKED),
}
ODD = {
    "of two members": gzip.compress(PAGE[:100]) + gzip.compress(PAGE[100:]),
    "broken off": PACKED[:-20],
    "without its checksum": PACKED[:-8],
    "with a wrong checksum": PACKED[:-8] + b"\0\0\0\0" + PACKED[-4:],
    "with something behind it": PACKED + b"\0" * 8,
    "with a name in its head": b"\x1f\x8b\x08\x08" + PACKED[4:10] + b"berita.html\0" + PACKED[10:],
}


def middleware(kind: type[HttpCompressionMiddleware]) -> HttpCompressionMiddleware:
    settings = Settings({"DOWNLOAD_MAXSIZE": LIMIT, "DOWNLOAD_WARNSIZE": 0})
    crawler: Any = SimpleNamespace(settings=settings, stats=None, signals=SignalManager())
    return kind.from_crawler(crawler)


def unpacked(body: bytes, encoding: str, kind: type[HttpCompressionMiddleware] = Unpacking) -> Response:
    headers = {"Content-Encoding": encoding, "Content-Type": "text/html; charset=utf-8"}
    request = Request("https://sumeks.example/berita")
    answer = Response(request.url, headers=headers, body=body, request=request)
    found = middleware(kind).process_response(request, answer)
    assert isinstance(found, Response)
    return found


@pytest.mark.parametrize("encoding", SOUND)
def test_what_is_packed_arrives_unpacked(encoding: str) -> None:
    answer = unpacked(SOUND[encoding], encoding)
    assert isinstance(answer, HtmlResponse)
    assert answer.body == PAGE
    assert "Content-Encoding" not in answer.headers


def test_a_page_is_unpacked_without_scrapy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(HttpCompressionMiddleware, "_decode")
    assert unpacked(PACKED, "gzip").body == PAGE


@pytest.mark.parametrize("packed", ODD.values(), ids=ODD)
def test_what_is_odd_gives_what_scrapy_makes_of_it(packed: bytes) -> None:
    assert unpacked(packed, "gzip").body == unpacked(packed, "gzip", HttpCompressionMiddleware).body


@pytest.mark.parametrize("surplus", [1, 10_000_000])
def test_no_more_than_the_limit_is_unpacked(surplus: int) -> None:
    with pytest.raises(IgnoreRequest) as refusal:
        unpacked(gzip.compress(bytes(LIMIT + surplus)), "gzip")
    assert reason_of(refusal.value) == "the answer is too large"
    assert unpacked(gzip.compress(bytes(LIMIT)), "gzip").body == bytes(LIMIT)


def test_a_bomb_is_left_at_its_limit() -> None:
    assert whole_gzip(gzip.compress(bytes(50_000_000)), 1000) is None


@pytest.mark.parametrize("body", [b"", b"\x1f\x8b", b"<html>", b"\x1f\x8b\x08" + bytes(30)])
def test_no_gzip_is_none(body: bytes) -> None:
    assert whole_gzip(body, LIMIT) is None


@pytest.mark.parametrize("encoding", ["gzip, identity", "identity, gzip", "GZIP ,", "gzip,identity"])
def test_packings_that_are_none_are_passed_over(encoding: str) -> None:
    assert unpacked(PACKED, encoding).body == PAGE


def answer_to(request: Request, body: bytes) -> Response:
    return Response(request.url, headers={"Content-Encoding": "gzip"}, body=body, request=request)


def test_a_list_that_unpacks_to_more_than_the_limit_is_cut_there() -> None:
    long = gzip.compress(PAGE * 3)
    asked = Request("https://sumeks.example/rss", meta={"list": 1, "cut": None, "download_maxsize": LIMIT})
    cut = middleware(Unpacking).process_response(asked, answer_to(asked, long))
    assert isinstance(cut, Response)
    assert cut.body == (PAGE * 3)[:LIMIT]
    assert "Content-Encoding" not in cut.headers
    robots = Request("https://sumeks.example/robots.txt", meta={"cut": 10, "download_maxsize": LIMIT})
    with pytest.raises(IgnoreRequest):
        middleware(Unpacking).process_response(robots, answer_to(robots, long))


def test_what_is_cut_ends_where_enough_of_it_came() -> None:
    unpacking = middleware(Unpacking)
    assert isinstance(unpacking, Unpacking)
    spider: Any = None
    unpacking.received(b"x" * 9_999_999, Request("https://a.example/", meta={}), spider)
    for cut, enough in ((None, LIMIT), (10, 10)):
        request = Request("https://a.example/", meta={"cut": cut, "cut_at": 0})
        unpacking.received(b"x" * enough, request, spider)
        with pytest.raises(StopDownload):
            unpacking.received(b"x", request, spider)
