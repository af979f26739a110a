"""Follows redirects as Scrapy does, and tells nobody where we came from."""

from __future__ import annotations

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.http import Response


class Redirects(RedirectMiddleware):
    """A Scrapy downloader middleware that needs no RefererMiddleware beside it: nothing sets the header."""

    def handle_referer(self, request: Request, response: Response) -> None:
        request.headers.pop("Referer", None)

    def _engine_started(self) -> None:
        """Scrapy looks for that middleware here, and warns when there is none."""
