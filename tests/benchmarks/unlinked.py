"""The crawl as it is, up to the store: stories are not linked afterwards. Ronda's child process otherwise."""

from __future__ import annotations

import sys
from typing import Any

from crawler.config import Config
from crawler.runs import child
from crawler.settings import scrapy_settings


def unlinked_settings(config: Config) -> dict[str, Any]:
    settings = scrapy_settings(config)
    kept = {name: place for name, place in settings["EXTENSIONS"].items() if "story_linker" not in name}
    return settings | {"EXTENSIONS": kept}


if __name__ == "__main__":
    child.scrapy_settings = unlinked_settings
    sys.exit(child.main())
