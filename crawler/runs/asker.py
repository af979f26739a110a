"""A spider that asks one thing after another and waits for each answer, MOST requests at most.

Every request passes what a crawl's pass: robots.txt, the outbound gate, the pause. Knows no lists.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from twisted.python.failure import Failure

from crawler.clock import now
from crawler.items import Link, Outcome, Page, Refusal
from spiders.base import NewsSpider
from spiders.troubles import GONE, reason_of

MOST = 25  # requests, robots.txt and redirects counted
NAME = "site-being-looked-at"  # of the source, as long as it has no name


class Unanswered(Exception):
    """An address that gave no answer; its text says why, its cause is what happened."""


class Spent(IgnoreRequest):
    """All requests that looking a site over may cost are used up."""


class Asker(NewsSpider):
    """To be bound to a source; `step` is called before each request."""

    step: Callable[[], Any]

    def __init__(self, *args: Any, **arguments: Any) -> None:
        super().__init__(*args, **arguments)
        self.kept: dict[str, Response] = {}  # answers that `article` need not ask again, by address
        self.not_well = 0  # answers in a row that are errors other than "not there"

    def asked(self) -> int:
        asked: int = self.crawler.stats.get_value("downloader/request_count", 0)
        return asked

    async def ask(self, url: str | Request, most: int = MOST) -> Response:
        """The answer, whatever its status. Raises Unanswered."""
        request = url if isinstance(url, Request) else Request(url, NO_CALLBACK, dont_filter=True)
        self.step()
        try:
            if self.asked() >= most:
                raise Spent(f"looking a site over takes no more than {MOST} requests")
            response: Response = await self.crawler.engine.download_async(request)
        except Exception as error:
            self.not_well += 1
            raise Unanswered(reason_of(error)) from error
        self.not_well = 0 if response.status == 200 or response.status in GONE else self.not_well + 1
        return response

    async def article(self, spider: NewsSpider, link: Link) -> Page | Refusal:
        """An article with all its parts, by the network's own spider."""
        request = spider.article_request(link)
        while True:
            try:
                answer = self.kept.pop(request.url, None) or await self.ask(request)
                outputs = spider.parse_article(answer, **request.cb_kwargs)
            except Unanswered as error:
                failure = Failure(error.__cause__)  # type: ignore[no-untyped-call]  # Twisted has no types here
                failure.request = request  # type: ignore[attr-defined]  # as Scrapy does
                outputs = spider.article_failed(failure)
            output = await anext(outputs, None)
            if isinstance(output, Page | Refusal):
                return output
            if not isinstance(output, Request):
                reason = "it could not be asked now"
                return Refusal(source=NAME, url=link.url, outcome=Outcome.FAILED, reason=reason, at=now())
            request = output


def content_type(answer: Response) -> str | None:
    """The header, whole."""
    value = answer.headers.get("Content-Type")
    return value.decode("latin-1") if value else None
