"""The stage that archives pages: before they are read, and never at the cost of an article."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import Any

import pytest
from scrapy.exceptions import NotConfigured

from crawler.clock import now
from crawler.config import Config
from pipelines.batches import SECONDS
from pipelines.stages import ArchiveStage, close_store, store_of
from storage.warc.archive import files_of, pages_folder
from tests.pipelines.test_stages import Crawl
from tests.storage.samples import NOON, source_row
from tests.storage.warc.samples import page


@pytest.fixture
def crawl(tmp_path: Path) -> Any:
    made = Crawl(tmp_path / "ronda.db")
    store_of(made).put_sources([source_row("sumeks")], NOON)  # type: ignore[arg-type]  # a stand-in
    yield made
    close_store(made)  # type: ignore[arg-type]


async def test_a_page_goes_on_as_it_came_and_is_found_in_the_archive_soon(crawl: Any) -> None:
    stage = ArchiveStage(crawl)
    sent = page("/1")
    assert stage.process_item(sent) is sent
    await asyncio.sleep(2 * SECONDS)
    assert store_of(crawl).count_pages() == 1
    stage.close_spider()


async def test_at_the_end_nothing_is_left_to_be_noted(crawl: Any) -> None:
    stage = ArchiveStage(crawl)
    for number in range(3):
        stage.process_item(page(f"/{number}", at=now()))
    stage.close_spider()
    assert store_of(crawl).count_pages() == 3
    assert len(list(files_of(store_of(crawl).path))) == 1


async def test_what_is_no_page_passes_by(crawl: Any) -> None:
    stage = ArchiveStage(crawl)
    assert stage.process_item("lain") == "lain"
    stage.close_spider()
    assert not pages_folder(store_of(crawl).path).exists()


async def test_a_disk_that_takes_no_pages_is_spoken_of_once_and_costs_nothing_else(
    crawl: Any, caplog: pytest.LogCaptureFixture
) -> None:
    pages_folder(store_of(crawl).path).write_text("no folder can be made here")
    stage = ArchiveStage(crawl)
    with caplog.at_level(logging.INFO):
        for number in range(3):
            assert stage.process_item(page(f"/{number}")) is not None
    assert crawl.stats.counts["ronda/not_archived"] == 3
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "Articles are kept all the same" in caplog.text


def test_it_takes_itself_out_where_nothing_is_to_be_archived(crawl: Any) -> None:
    crawl.settings = {"RONDA": Config(database=store_of(crawl).path, archive=False)}
    with pytest.raises(NotConfigured):
        ArchiveStage(crawl)
