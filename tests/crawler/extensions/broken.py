"""A stage with a bug, for crawls that must notice."""

from __future__ import annotations

from typing import Any

from crawler.items import Article


class BrokenStage:
    """Raises for every second article; a Scrapy pipeline."""

    seen = 0

    def process_item(self, item: Any) -> Any:
        if isinstance(item, Article):
            self.seen += 1
            if self.seen % 2:
                raise KeyError("a bug of ours")
        return item
