"""Crawls many small sites at once, in one child process, with the program's own settings but without reading.

Scrapy, the spiders, the middlewares and the store are the real ones; pages are handed back as they were
fetched instead of being read, which spares a child and its readers for each site.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.house import REPOSITORY, write_config
from tests.sites import Site


@dataclass(frozen=True)
class Fetched:
    """A page as the spider handed it on: the addresses and bodies of its parts, and what is missing."""

    url: str
    parts: tuple[str, ...]
    bodies: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass
class Brought:
    """What one crawl of one site brought."""

    pages: list[Fetched] = field(default_factory=list)
    refusals: dict[str, tuple[str, str]] = field(default_factory=dict)  # path → outcome and reason
    failed_lists: dict[str, str] = field(default_factory=dict)  # path → reason
    figures: dict[str, int] = field(default_factory=dict)
    outcome: str = ""

    @property
    def paths(self) -> list[str]:
        return [_path(page.url) for page in self.pages]


def crawl(
    folder: Path,
    sites: Mapping[str, Site],
    rows: Mapping[str, Mapping[str, Any]] | None = None,
    arguments: Mapping[str, Mapping[str, str]] | None = None,
    **settings: Any,
) -> dict[str, Brought]:
    """Crawls served sites into `folder`/ronda.db; gives what each brought.

    `rows` changes the catalogue rows, `arguments` gives a site's crawl its `-a name=value`.
    """
    tables = {name: _row(site) | dict((rows or {}).get(name, {})) for name, site in sites.items()}
    given = {"fetch_seconds": 1.5, "fetch_megabytes": 0.5, "timezone": "Asia/Jakarta"} | settings
    file = write_config(folder, tables, **given)
    order = {"config": str(file), "crawls": {name: dict((arguments or {}).get(name, {})) for name in sites}}
    child = subprocess.run(
        [sys.executable, "-m", "tests.crowd"],
        input=json.dumps(order),
        cwd=REPOSITORY,
        env={"PATH": os.environ["PATH"], "HOME": str(folder)},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert child.returncode == 0, child.stderr[-4000:]
    assert "Traceback" not in child.stderr, child.stderr[-4000:]
    (folder / "crowd.log").write_text(child.stderr)
    brought = {name: Brought() for name in sites}
    for line in child.stdout.splitlines():
        event = json.loads(line)
        _take(brought[event.pop("source")], event)
    return brought


def _row(site: Site) -> dict[str, Any]:
    return {"host": site.host, "scheme": "http", "feeds": ["/feed/"], "delay": 0.0, "pages": 5}


def _take(brought: Brought, event: dict[str, Any]) -> None:
    kind = event.pop("kind")
    if kind == "page":
        bodies = tuple(base64.b64decode(body).decode("utf-8", "replace") for body in event["bodies"])
        page = Fetched(event["url"], tuple(event["parts"]), bodies, tuple(event["missing"]))
        brought.pages.append(page)
    elif kind == "refusal":
        brought.refusals[_path(event["url"])] = (event["outcome"], event["reason"])
    elif kind == "list":
        brought.failed_lists[_path(event["url"])] = event["reason"]
    else:
        brought.figures, brought.outcome = event["figures"], event["outcome"]


def _path(url: str) -> str:
    return "/" + url.split("/", 3)[3]


def main() -> None:
    """The child: an order on standard input, a line of JSON for each thing on standard output."""
    # Imported here: the tests themselves need none of it.
    from scrapy import signals
    from scrapy.crawler import AsyncCrawlerProcess

    from crawler.config import read_config
    from crawler.items import Page, Refusal
    from crawler.settings import scrapy_settings

    order = json.load(sys.stdin)
    settings = scrapy_settings(read_config(Path(order["config"]), environ={}))
    settings["ITEM_PIPELINES"] = {"pipelines.stages.StoreStage": 200}
    process = AsyncCrawlerProcess(settings)

    def tell(source: str, **event: Any) -> None:
        sys.stdout.write(json.dumps({"source": source, **event}) + "\n")

    def scraped(item: Any) -> None:
        if isinstance(item, Page):
            parts, bodies = (
                [p.url for p in item.parts],
                [base64.b64encode(p.body).decode() for p in item.parts],
            )
            tell(item.source, kind="page", url=item.url, parts=parts, bodies=bodies, missing=item.missing)
        elif isinstance(item, Refusal):
            tell(item.source, kind="refusal", url=item.url, outcome=item.outcome, reason=item.reason)
        else:
            tell(item.source, kind="list", url=item.url, reason=item.problem)

    def ended(source: str) -> Any:
        return lambda event: (
            "end" in event
            and tell(source, kind="end", outcome=event["end"]["outcome"], figures=event["end"]["figures"])
        )

    for name, arguments in order["crawls"].items():
        crawler = process.create_crawler(name)
        crawler.settings.set("RONDA_PROGRESS", ended(name))
        crawler.signals.connect(scraped, signal=signals.item_scraped, weak=False)
        process.crawl(crawler, **arguments)
    process.start()


def paths_asked(site: Site, but: Sequence[str] = ("/robots.txt", "/feed/")) -> list[str]:
    """What was asked of a site, robots.txt and feed left out."""
    return [target for target in site.targets if target not in but]


if __name__ == "__main__":
    main()
