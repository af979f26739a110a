"""The figures of a run, taken from Scrapy's stats and our own counters in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crawler.memory import peak_memory
from storage.store import FIGURES

_FROM_SCRAPY = {
    "requests": "downloader/request_count",
    "bytes": "downloader/response_bytes",
}


def figures_of(stats: Mapping[str, Any]) -> dict[str, int]:
    """Every figure of storage.store.FIGURES, 0 where nothing was counted."""
    figures = {name: int(stats.get(_FROM_SCRAPY.get(name, f"ronda/{name}"), 0)) for name in FIGURES}
    figures["errors"] += int(stats.get("spider_exceptions/count", 0))
    figures["peak_memory_kb"] = peak_memory() // 1024
    return figures
