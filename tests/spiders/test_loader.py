"""Every row of the catalogue is a spider of its own name, of its network's class, with its own manners."""

from __future__ import annotations

import pytest
from scrapy import Request
from scrapy.settings import Settings

from crawler.config import Config
from crawler.manners import pause
from spiders.antara import AntaraSpider
from spiders.disway import DiswaySpider
from spiders.generic import GenericSpider
from spiders.loader import CatalogLoader, politeness, spider_class

ROWS = {
    "koran": {"host": "koran.example", "feeds": ["/feed/"], "delay": 2.5, "concurrency": 2},
    "sore": {"host": "sore.example", "network": "disway"},
}
CONFIG = Config(sources=ROWS, delay=1.5)


@pytest.fixture
def loader() -> CatalogLoader:
    return CatalogLoader.from_settings(Settings({"RONDA": CONFIG}))


def test_shipped_and_added_sources_are_listed_by_name(loader: CatalogLoader) -> None:
    names = loader.list()
    assert {"antara-sumsel", "sumeks", "lampost", "koran", "sore"} <= set(names)
    assert names == sorted(names)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("antara-sumsel", AntaraSpider),
        ("sumeks", DiswaySpider),
        ("sore", DiswaySpider),
        ("koran", GenericSpider),
    ],
)
def test_a_source_is_a_spider_of_its_network(name: str, kind: type, loader: CatalogLoader) -> None:
    spider = loader.load(name)
    assert issubclass(spider, kind)
    assert (spider.name, spider.source.name) == (name, name)
    assert spider().orders.limit is None


def test_an_unknown_name_is_a_key_error_that_offers_the_nearest(loader: CatalogLoader) -> None:
    with pytest.raises(KeyError, match="did you mean 'sumeks'"):
        loader.load("sumek")


def test_a_source_is_found_by_the_host_of_a_request(loader: CatalogLoader) -> None:
    assert loader.find_by_request(Request("https://sumeks.disway.id/rss/kriminal")) == ["sumeks"]
    assert loader.find_by_request(Request("https://lain.example/")) == []


def test_the_manners_of_a_row_outdo_those_of_the_configuration(loader: CatalogLoader) -> None:
    own, shared = politeness(loader.catalog["koran"], CONFIG), politeness(loader.catalog["sore"], CONFIG)
    assert (own["DOWNLOAD_DELAY"], own["CONCURRENT_REQUESTS_PER_DOMAIN"]) == (pause(2.5)[0], 2)
    assert (shared["DOWNLOAD_DELAY"], shared["CONCURRENT_REQUESTS_PER_DOMAIN"]) == (pause(1.5)[0], 1)


def test_two_sources_of_a_network_share_no_class(loader: CatalogLoader) -> None:
    one, other = (spider_class(loader.catalog[name], CONFIG) for name in ("sumeks", "sore"))
    assert one is not other
    assert one.source is not other.source
