"""Leaves a host alone when it asks for it, or when it is in trouble; remembers that from run to run.

- 429 and 503: what Retry-After asks for is waited for, here when it is short, else till a later run. Without
  it we try again after a few seconds; then 429 means a later run, and 503 is a trouble like others.
- Trouble after trouble (no answer, 5xx, 403): the circuit opens. The crawl ends, and what it had not asked
  stays pending; what it would have tried again counts as tried, so that the next run asks the others first.
  Before that, what waits longest to come has its turn: bad pages in a row are not yet a bad host. After the
  time of waiting one request is let through (half-open): trouble again and the circuit opens for twice as
  long; any good answer closes it.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest
from scrapy.http import Response

from crawler.clock import now
from crawler.manners import HostWait, back_off, retry_after
from pipelines.stages import end_address, store_of
from spiders.troubles import NotNow, reason_of

log = logging.getLogger(__name__)

PATIENCE = timedelta(seconds=15)  # a wait of this length is sat out; within what a stopped crawl may take
UNSAID = timedelta(seconds=2)  # without a Retry-After; twice as long the second time
# Short ones in a row, after which it is no short matter; the next is on its way while one is asked again.
WAITS = {429: 3, 503: 2}
TROUBLES = 5  # in a row, after which the circuit opens
DOUBTS = 2  # in a row, after which what would come last comes next; one more may be on its way
FINISH = "host_wait"  # the reason with which the crawl ends


class Patience:
    """A Scrapy downloader middleware; the download handler asks it before a request and tells it after."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.store = store_of(crawler)
        self._waits: dict[str, HostWait | None] = {}  # as the store has them
        self._short: dict[str, datetime] = {}  # until when we sit here
        self._sat: dict[str, int] = {}  # short waits without a good answer between them
        self._troubles: dict[str, int] = {}
        self._other = False
        self._last: dict[str, str] = {}  # the last trouble of an article
        self._again: dict[str, Request] = {}  # second tries that wait, by article

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        patience = cls(crawler)
        crawler.signals.connect(patience.scheduled, signal=signals.request_scheduled)
        return patience

    def scheduled(self, request: Request, spider: Spider) -> None:
        if request.meta.get("retry_times") and "link" in request.meta:
            self._again[request.meta["link"].url] = request

    async def hold(self, request: Request) -> None:
        """Called when a request is about to be sent: waits out what is short, and raises NotNow while the
        host is to be left alone for long."""
        host = host_of(request)
        wait = self._wait(host)
        if "link" in request.meta:
            self._again.pop(request.meta["link"].url, None)
        if wait and wait.until - now() > PATIENCE:
            self._leave(wait)
            raise NotNow(_until(wait))
        until = max(self._short.get(host, now()), wait.until if wait else now())
        while (left := until - now()) > timedelta(0):
            await asyncio.sleep(left.total_seconds())
            until = self._short.get(host, until)  # another request may have been told more

    def heard(self, request: Request, response: Response) -> None:
        """Called with each answer, before the next request may be sent."""
        host, status = host_of(request), response.status
        if status in WAITS:
            asked = retry_after(_text(response, "Retry-After"), now())
            sat, own = self._sat.get(host, 0), request.meta.get("sat", 0)
            short = sat < WAITS[status] and (asked is None or asked <= PATIENCE)
            if short and own < WAITS[status]:
                self._sat[host] = sat + 1
                sit = asked or UNSAID * 2**sat
                self._short[host] = max(self._short.get(host, now()), now() + sit)
                request.meta.update(again=True, sat=own + 1)
                return
            if not short and (status == 429 or asked is not None):
                self._leave(self._note(host, f"HTTP {status}", asked))
                return
            # else it is this page, whose neighbours are answered: a trouble, and no reason to go on asking
        if status >= 500 or status in (401, 403, 429):
            self._trouble(request, f"HTTP {status}")
        else:
            self._well(host)

    def failed(self, request: Request, error: Exception) -> None:
        """Called when there was no answer, before the next request may be sent."""
        if not isinstance(error, IgnoreRequest):  # what we declined ourselves is no fault of the host
            self._trouble(request, reason_of(error))

    def wants_other(self) -> bool:
        """Whether it is time to ask something else, to see if it is the host or its pages; told once."""
        wanted, self._other = self._other, False
        return wanted

    def process_response(self, request: Request, response: Response) -> Response | Request:
        """The request again where that was asked for; raises NotNow where it is not worth it any more."""
        if request.meta.pop("again", False):
            return request.replace(dont_filter=True, priority=request.priority + 100)  # before all others
        wait = self._wait(host_of(request))
        if response.status in WAITS and wait and wait.until > now():
            raise NotNow(_until(wait))
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        if isinstance(exception, CannotResolveHostError):  # the one trouble that comes before sending
            self.failed(request, exception)

    def _wait(self, host: str) -> HostWait | None:
        if host not in self._waits:
            wait = self.store.host_wait(host)
            # a clock that was set back must not keep a host waiting for ever
            if wait and wait.noted_at > now() + timedelta(minutes=5):
                wait = None
            self._waits[host] = wait
        return self._waits[host]

    def _trouble(self, request: Request, reason: str) -> None:
        host = host_of(request)
        self._troubles[host] = self._troubles.get(host, 0) + 1
        if "link" in request.meta:
            self._last[request.meta["link"].url] = reason
        self._other = self._troubles[host] % DOUBTS == 0
        half_open = self._wait(host) is not None
        if self._troubles[host] >= (1 if half_open else TROUBLES):
            times = f"{self._troubles[host]} times in a row" if not half_open else "again"
            self._leave(self._note(host, f"{reason}, {times}", None))

    def _well(self, host: str) -> None:
        self._troubles[host] = self._sat[host] = 0
        if self._wait(host) is not None:
            self._waits[host] = None
            self.store.end_host_wait(host)

    def _note(self, host: str, reason: str, asked: timedelta | None) -> HostWait:
        known = self._wait(host)
        tries = known.tries + 1 if known else 1
        at = now()
        wait = HostWait(
            host=host, until=at + (asked or back_off(tries)), reason=reason, tries=tries, noted_at=at
        )
        self._waits[host] = wait
        self.store.keep_host_wait(wait)
        log.warning("%s: %s", host, _until(wait))
        return wait

    def _leave(self, wait: HostWait) -> None:
        """Ends the crawl: nothing more can be asked of the host, and what is pending is kept."""
        self.crawler.stats.set_value("ronda/host_wait", _until(wait))
        if self.crawler.spider and not getattr(self, "_left", False):
            self._give_up_second_tries()
            self._left = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason=FINISH))

    def _give_up_second_tries(self) -> None:
        """What failed and is not tried again in this run has failed.

        Were it left as if it had not been asked, the same bad pages would open the circuit in every run, and
        nothing behind them would ever be had.
        """
        for url in self._again:
            end_address(self.crawler, url, self._last.get(url, "no answer"))


def host_of(request: Request) -> str:
    """Host and port: two servers on one machine are two hosts."""
    return urlsplit(request.url).netloc


def _until(wait: HostWait) -> str:
    return f"{wait.reason}: left alone until {wait.until:%Y-%m-%d %H:%M:%S} UTC"


def _text(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
