"""Lists every source of the catalogue as a spider of its own, so that `scrapy crawl sumeks` works.

Replaces Scrapy's loader, which knows classes only: here a network is a class and a source is a row.
"""

from __future__ import annotations

from typing import Any, Self

from scrapy import Request
from scrapy.settings import BaseSettings

from crawler.config import Config
from crawler.errors import UnknownSource
from crawler.manners import pause
from crawler.urls import host_of
from spiders.antara import AntaraSpider
from spiders.base import NewsSpider
from spiders.catalog import Catalog, Source, load_catalog
from spiders.disway import DiswaySpider
from spiders.generic import GenericSpider

# Networks with a quirk; of all others the catalogue says enough for the generic spider.
SPIDERS: dict[str, type[NewsSpider]] = {
    "antara": AntaraSpider,
    "disway": DiswaySpider,
    "generic": GenericSpider,
}


class CatalogLoader:
    """Scrapy's SpiderLoaderProtocol over a Catalog."""

    def __init__(self, catalog: Catalog, config: Config) -> None:
        self.catalog, self.config = catalog, config

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        config = settings["RONDA"]
        return cls(load_catalog(config, only=settings.get("RONDA_SOURCE")), config)

    def list(self) -> list[str]:
        return list(self.catalog.names())

    def load(self, spider_name: str) -> type[NewsSpider]:
        try:
            source = self.catalog[spider_name]
        except UnknownSource as error:  # Scrapy's protocol wants a KeyError, and prints its text
            raise KeyError(str(error)) from error
        return spider_class(source, self.config)

    def find_by_request(self, request: Request) -> list[str]:  # type: ignore[valid-type]  # shadowed by `list`
        host = host_of(request.url)
        return [name for name in self.list() if host in self.catalog[name].hosts]


def spider_class(source: Source, config: Config) -> type[NewsSpider]:
    """The network's spider, bound to one source: its name, its row, its politeness."""
    base = SPIDERS.get(source.network, GenericSpider)
    bound: dict[str, Any] = {
        "__module__": base.__module__,
        "name": source.name,
        "source": source,
        "custom_settings": politeness(source, config),
    }
    return type(f"{base.__name__}_{source.name}", (base,), bound)


def politeness(source: Source, config: Config) -> dict[str, Any]:
    """Scrapy settings of one source's crawl; `concurrency` is per host, which is one host here."""
    minutes = min(source.max_minutes, config.run_minutes) or config.run_minutes
    return {
        "CLOSESPIDER_TIMEOUT": minutes * 60,
        "DOWNLOAD_DELAY": pause(config.delay if source.delay is None else source.delay)[0],
        "CONCURRENT_REQUESTS_PER_DOMAIN": source.concurrency,
        # One more than may run keeps the next request ready; a large queue would have to be emptied,
        # pause by pause, before a stopped crawl may end.
        "CONCURRENT_REQUESTS": source.concurrency + 1,
    }
