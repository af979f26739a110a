"""What many tests need: the demo newsroom being served, and real crawls of it in real child processes."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crawler.config import Config, read_config
from crawler.demo.server import Running
from crawler.demo.sources import demo_sources
from crawler.runs.launch import CrawlEnd, CrawlOrder, launch

REPOSITORY = Path(__file__).parent.parent
SHARED = REPOSITORY.parent / "shared"


def write_config(folder: Path, sources: Mapping[str, Mapping[str, Any]], **settings: Any) -> Path:
    """A ronda.toml in `folder`, as a user would write it."""
    given: dict[str, Any] = {"database": "ronda.db", "workers": 1, "delay": 0.0} | settings
    tables = {f"topics.{name}": table for name, table in given.pop("topics", {}).items()}
    tables |= {f"sources.{name}": table for name, table in sources.items()}
    lines = [f"{key} = {json.dumps(value)}" for key, value in given.items()]
    for name, table in tables.items():
        lines += [f"[{name}]", *(f"{key} = {json.dumps(value)}" for key, value in table.items())]
    file = folder / "ronda.toml"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


@dataclass
class House:
    """A folder with a ronda.toml for the served newsroom and, after a crawl, a database."""

    folder: Path
    running: Running
    settings: dict[str, Any] = field(default_factory=dict)
    changes: dict[str, dict[str, Any]] = field(default_factory=dict)  # by source, over what the demo says

    @property
    def file(self) -> Path:
        return self.folder / "ronda.toml"

    @property
    def database(self) -> Path:
        return self.folder / "ronda.db"

    @property
    def newsroom(self) -> Any:
        return self.running.newsroom

    def config(self) -> Config:
        sources = demo_sources(self.running)
        for name, change in self.changes.items():
            sources.setdefault(name, {}).update(change)
        write_config(self.folder, sources, **self.settings)
        return read_config(self.file, environ={})

    def crawl(self, source: str, **order: Any) -> CrawlEnd:
        """One real crawl in a child process."""
        return asyncio.run(launch(CrawlOrder(source=source, **order), self.config()))

    def ronda(self, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
        """The command itself, in a process of its own."""
        self.config()
        return subprocess.run(
            [*RONDA, "--config", str(self.file), *arguments],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            **options,
        )

    def rows(self, query: str, *values: object) -> list[dict[str, Any]]:
        """What a query answers, asked without our code."""
        connection = sqlite3.connect(self.database)
        connection.row_factory = sqlite3.Row
        try:
            return [dict(row) for row in connection.execute(query, values)]
        finally:
            connection.close()

    def change(self, statement: str) -> None:
        """Another hand in the file: what a test needs to let time pass."""
        connection = sqlite3.connect(self.database)
        with connection:
            connection.execute(statement)
        connection.close()

    def one(self, query: str, *values: object) -> Any:
        """The first cell of the first row."""
        return next(iter(self.rows(query, *values)[0].values()))


RONDA = [sys.executable, "-c", "from crawler.cli.main import run; run()"]
