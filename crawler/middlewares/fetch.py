"""Limits of one fetch that Scrapy does not set: one at a time, its time in all, the length of its headers.

`DOWNLOAD_TIMEOUT` is one deadline from the first byte sent to the last received, however slowly they come,
and `DOWNLOAD_MAXSIZE` holds before and after decompression; but each hop of a redirect begins anew, headers
have no end, and an answer may say that it is packed a thousand times over.
"""

from __future__ import annotations

import asyncio
from time import monotonic
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadFailedError, DownloadTimeoutError
from scrapy.http import Response
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IAddress
from twisted.web._newclient import HEADER, STATUS
from twisted.web._newclient import Request as TxRequest
from twisted.web.iweb import IResponse

from crawler.middlewares.certificates import Proving
from crawler.middlewares.patience import Patience

HEAD_BYTES = 64 * 1024  # status line and headers together; browsers take no more than 256 KiB
MOST_ENCODINGS = 2


class LimitedHandler(HTTP11DownloadHandler):
    """A Scrapy download handler for http and https. Sends a request when it is its turn, and not before."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        if crawler.settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES"):
            self._contextFactory = Proving(self._contextFactory)  # type: ignore[assignment]  # by zope
        self.seconds = crawler.settings.getfloat("DOWNLOAD_TIMEOUT")
        self._pool._factory = _Factory
        self._at_once = crawler.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")
        self._turns: dict[str, asyncio.Semaphore] = {}

    async def download_request(self, request: Request) -> Response:
        """Raises DownloadTimeoutError when the hops of a fetch have used up its time, and
        DownloadFailedError for an answer that is packed too many times over."""
        # Scrapy's downloader counts a request only when its task begins, and without a pause lets the next
        # one go before that: two at a time where one is allowed.
        host = urlsplit(request.url).hostname or ""
        async with self._turns.setdefault(host, asyncio.Semaphore(self._at_once)):
            try:
                response = await self._patiently(request)
            finally:
                self._pause_from_here(request)
        # Of what is cut, any length may be received; unpacked, that could still be a thousand times as much.
        request.meta["download_maxsize"] = self._default_maxsize
        _check_packing(response)
        return response

    def _pause_from_here(self, request: Request) -> None:
        """Scrapy counts a pause from when a request was sent: a host that takes long would get none."""
        downloader = self._crawler.engine.downloader
        slot = downloader.slots.get(downloader.get_slot_key(request))
        if slot is not None:
            slot.lastseen = monotonic()

    async def _patiently(self, request: Request) -> Response:
        """Within the turn, so that what a host says of going slower holds for the very next request."""
        patience = self._crawler.get_downloader_middleware(Patience)
        assert patience is not None  # of crawler.settings
        await patience.hold(request)
        try:
            response = await self._in_time(request)
        except Exception as error:
            patience.failed(request, error)
            raise
        patience.heard(request, response)
        return response

    async def _in_time(self, request: Request) -> Response:
        tries = request.meta.get("retry_times", 0)  # a retry is a fetch of its own
        tried, spent = request.meta.get("fetch_spent", (tries, 0.0))
        spent = spent if tried == tries else 0.0
        left = self.seconds - spent
        if left <= 0:
            raise DownloadTimeoutError(f"its redirects took longer than {self.seconds:g} s")
        request.meta["download_timeout"] = left
        if "cut" in request.meta:  # by Unpacking
            request.meta.update(cut_at=0, download_maxsize=0)
        begun = monotonic()
        try:
            return await super().download_request(request)
        finally:
            request.meta["fetch_spent"] = (tries, spent + monotonic() - begun)


def _check_packing(response: Response) -> None:
    """Raises DownloadFailedError for an answer that is packed too often, or with zstd, which was not offered:
    its streams may ask for 128 MB of memory before their first byte."""
    packed = b",".join(response.headers.getlist("Content-Encoding")).lower()
    if packed.count(b",") >= MOST_ENCODINGS:
        raise DownloadFailedError(f"packed more than {MOST_ENCODINGS} times over")
    if b"zstd" in packed:
        raise DownloadFailedError("packed with zstd, which was not offered")


class _Protocol(_LenientHTTP11ClientProtocol):
    """Ends a connection whose headers do not end."""

    head = 0  # bytes since the request was sent, as long as no body has begun

    def request(self, request: TxRequest) -> Deferred[IResponse]:
        self.head = 0
        return super().request(request)

    def dataReceived(self, data: bytes) -> None:
        super().dataReceived(data)  # type: ignore[no-untyped-call]  # Twisted has no types here
        if self._parser is None or self._parser.state not in (STATUS, HEADER):
            return
        self.head += len(data)
        if self.head > HEAD_BYTES and self.transport is not None:
            self.transport.abortConnection()


class _Factory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: IAddress | None) -> _Protocol:
        return _Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
