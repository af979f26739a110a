"""Scrapy's settings as every crawl has them: nothing runs that is not named."""

from __future__ import annotations

import pytest
from scrapy.settings import Settings

from crawler.config import Config
from crawler.settings import scrapy_settings


@pytest.mark.parametrize("kind", ["EXTENSIONS", "DOWNLOADER_MIDDLEWARES", "SPIDER_MIDDLEWARES"])
def test_no_part_of_scrapy_runs_that_is_not_named(kind: str) -> None:
    named = scrapy_settings(Config())[kind]
    running = Settings(scrapy_settings(Config())).get_component_priority_dict_with_base(kind)
    assert dict(running) == named
    assert not [name for name in running if "telnet" in name or "remote_control" in name or "cookies" in name]
