"""The figures of a run: every one is there, and is what was counted."""

from __future__ import annotations

from crawler.runs.figures import figures_of
from storage.store import FIGURES


def test_every_figure_is_there_though_nothing_was_counted() -> None:
    figures = figures_of({})
    assert tuple(figures) == FIGURES
    assert {name for name, count in figures.items() if count} == {"peak_memory_kb"}


def test_our_own_counters_and_those_of_scrapy_are_taken() -> None:
    stats = {
        "ronda/stored": 3,
        "ronda/off_topic": 2,
        "downloader/request_count": 9,
        "downloader/response_bytes": 99,
    }
    figures = figures_of(stats)
    assert (figures["stored"], figures["off_topic"], figures["requests"], figures["bytes"]) == (3, 2, 9, 99)


def test_exceptions_of_spiders_and_losses_of_the_store_are_errors() -> None:
    assert figures_of({"ronda/errors": 2, "spider_exceptions/count": 1})["errors"] == 3
