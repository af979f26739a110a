"""Asks single addresses with the manners of a crawl, in this process, and gives what came. Keeps no article.

Scrapy's reactor cannot be started twice in a process: `ask` is for a command that then ends.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from crawler.config import Config
from crawler.items import Page, Refusal
from crawler.settings import scrapy_settings
from pipelines.stages import close_store
from spiders.base import NewsSpider
from spiders.catalog import Catalog, Source
from spiders.loader import SPIDERS, politeness
from spiders.once import ListAnswer, once, source_for

Answer = Page | Refusal | ListAnswer


class Collector:
    """The only stage of such a crawl: hands every item to the setting `RONDA_COLLECT`."""

    def __init__(self, take: Any) -> None:
        self.take = take

    @classmethod
    def from_crawler(cls, crawler: Any) -> Collector:
        return cls(crawler.settings["RONDA_COLLECT"])

    def process_item(self, item: Any) -> Any:
        self.take(item)
        return item


def ask(urls: Sequence[str], catalog: Catalog, config: Config) -> list[Answer]:
    """What canonical addresses answered: one gives an answer, or none when the crawl broke."""
    answers: list[Answer] = []
    by_source: defaultdict[str, list[str]] = defaultdict(list)
    sources: dict[str, Source] = {}
    for url in urls:
        source = source_for(url, catalog)
        sources[source.name] = source
        by_source[source.name].append(url)
    spiders = [
        bound(once(SPIDERS.get(source.network, SPIDERS["generic"]), tuple(by_source[name])), source, config)
        for name, source in sources.items()
    ]
    run_spiders(spiders, config, answers.append)
    return answers


def bound(base: type[NewsSpider], source: Source, config: Config) -> type[NewsSpider]:
    """The class as the spider of one source, with its politeness."""
    values = {"name": source.name, "source": source, "custom_settings": politeness(source, config)}
    return type(base.__name__, (base,), values)


def run_spiders(spiders: Sequence[type[NewsSpider]], config: Config, take: Callable[[Any], Any]) -> None:
    """Runs spider classes to their ends, side by side; `take` gets every item. Once in a process."""
    with _some_store(config) as config:
        process = AsyncCrawlerProcess(Settings(_settings(config, take)))
        crawlers = [process.create_crawler(spider) for spider in spiders]
        try:
            for crawler in crawlers:
                process.crawl(crawler)
            process.start()
        finally:
            for crawler in crawlers:
                close_store(crawler)


@contextmanager
def _some_store(config: Config) -> Iterator[Config]:
    """The owner's database knows which hosts are to be left alone; without one, none is made for this."""
    with TemporaryDirectory(prefix="ronda-") as folder:
        known = config.database.is_file()
        yield config if known else replace(config, database=Path(folder) / "asked.db")


def _settings(config: Config, take: Callable[[Any], Any]) -> dict[str, Any]:
    settings = scrapy_settings(config)
    for kind in ("EXTENSIONS", "SPIDER_MIDDLEWARES"):
        settings[kind] = {}
    settings["DOWNLOADER_MIDDLEWARES"] = {
        name: order
        for name, order in settings["DOWNLOADER_MIDDLEWARES"].items()
        if not name.endswith(".ConditionalGet")
    }
    settings["ITEM_PIPELINES"] = {f"{__name__}.Collector": 1}
    settings["RONDA_COLLECT"] = lambda item: take(item)  # noqa: PLW0108 - Scrapy copies a bound method
    return settings
