"""The child process of one crawl: `python -m crawler.runs.child SOURCE …`, started by `launch.py`.

Speaks JSON lines on standard output ({"figures": …} every second, {"end": …} once) and logs on standard
error. Dies with its parent; SIGTERM and SIGINT let it finish the pages in hand.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

# First, and here: it inspects the source of each frame below it (.1 s, where Scrapy would import it itself).
import scrapy.core.downloader.contextfactory  # noqa: F401
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from crawler.config import read_config
from crawler.errors import EXIT_FAILED, EXIT_OK, RondaError, UnknownSource
from crawler.kin import die_with_parent
from crawler.logs import log_to_stderr
from crawler.settings import scrapy_settings
from spiders.catalog.load import load_catalog

CRAWL_MEGABYTES = 1024  # resident, readers not counted: 90 for the demo's sites, so this is a leak or a flood


def main(arguments: list[str] | None = None) -> int:
    """Runs the crawl; gives the exit code (0 good, 1 failed, 2 wrong use, 75 locked)."""
    asked = _parser().parse_args(arguments)
    if asked.parent:
        die_with_parent(asked.parent)
    events = os.fdopen(os.dup(1), "w", buffering=1, encoding="utf-8")
    os.dup2(2, 1)  # whatever else prints, C code too, must not break the lines of events
    try:
        return _crawl(asked, events)
    except RondaError as error:
        _write(events, {"error": str(error), "exit_code": error.exit_code})
        return error.exit_code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m crawler.runs.child")
    parser.add_argument("source")
    parser.add_argument("--config", type=Path)
    parser.add_argument("--database", type=Path, required=True)
    parser.add_argument("--trigger", default="hand")
    parser.add_argument("--log-level")
    parser.add_argument("--parent", type=int, help="the pid this process must not outlive")
    parser.add_argument("--argument", action="append", default=[], help="name=value for the spider")
    return parser


def _crawl(asked: argparse.Namespace, events: Any) -> int:
    config = read_config(asked.config, database=asked.database)
    settings = Settings(scrapy_settings(config))
    end: dict[str, Any] = {}

    def tell(event: Mapping[str, Any]) -> None:
        end.update(event.get("end", {}))
        _write(events, event)

    settings.set("RONDA_SOURCE", asked.source)
    settings.set("RONDA_TRIGGER", asked.trigger)
    settings.set("RONDA_PROGRESS", tell)
    settings.set("LOG_INSTALL_ROOT_HANDLER", False)
    settings.set("MEMUSAGE_LIMIT_MB", CRAWL_MEGABYTES)
    settings.set("MEMUSAGE_CHECK_INTERVAL_SECONDS", 5)
    process = AsyncCrawlerProcess(settings)
    _log(asked.log_level or config.log_level, ZoneInfo(config.timezone))
    if asked.source not in process.spider_loader.list():  # it has left the catalogue meanwhile
        raise UnknownSource(asked.source, load_catalog(config))
    spider_arguments = dict(pair.split("=", 1) for pair in asked.argument)
    crawl = process.crawl(asked.source, **spider_arguments)
    failure: list[BaseException] = []
    crawl.add_done_callback(lambda task: failure.extend(filter(None, [_error_of(task)])))
    process.start()
    if failure:
        if isinstance(failure[0], RondaError):
            raise failure[0]
        logging.getLogger(__name__).error("%s: the crawl broke", asked.source, exc_info=failure[0])
        return EXIT_FAILED
    return EXIT_OK if end.get("outcome") == "ok" else EXIT_FAILED


def _log(level: str, zone: ZoneInfo) -> None:
    log_to_stderr(level, zone)
    if level.upper() != "DEBUG":
        logging.getLogger("scrapy").setLevel(logging.WARNING)  # at INFO it lists all its parts, at each start


def _error_of(task: Any) -> BaseException | None:
    return None if task.cancelled() else task.exception()


def _write(events: Any, event: Mapping[str, Any]) -> None:
    with suppress(BrokenPipeError, ValueError):  # nobody reads any more; the store has it all
        events.write(json.dumps(event, default=str) + "\n")


if __name__ == "__main__":
    sys.exit(main())
