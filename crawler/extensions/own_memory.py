"""Ends a crawl that takes more memory than it may: its own, not that of the program that started it."""

from __future__ import annotations

from scrapy.extensions.memusage import MemoryUsage

from crawler.memory import peak_memory


class OwnMemory(MemoryUsage):
    """Scrapy's extension and settings (`MEMUSAGE_…`), with another measure."""

    def get_virtual_size(self) -> int:
        return peak_memory()
