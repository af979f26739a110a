"""What every command shares: the options before the command, and what they lead to, read once, if asked.

Knows no command. Loads neither store nor catalogue before a command asks, so `ronda --help` stays quick.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import typer

from crawler.config import Config, read_config
from crawler.errors import UsageError

if TYPE_CHECKING:
    from spiders.catalog import Catalog
    from storage.store import Store


@dataclass(kw_only=True)
class Context:
    """`ctx.obj` of every command; `Context.of(ctx)` gives it with its type."""

    config_file: Path | None = None
    database: Path | None = None
    verbose: bool = False

    @staticmethod
    def of(ctx: typer.Context) -> Context:
        found = ctx.find_object(Context)
        if found is None:
            raise RuntimeError("a command was started without the `ronda` before it")
        return found

    @cached_property
    def config(self) -> Config:
        """The configuration in force. Raises ConfigError."""
        config = read_config(self.config_file, database=self.database)
        if config.topics:
            from pipelines.labels.own_topics import check_topics

            check_topics(config)
        return config

    @property
    def zone(self) -> ZoneInfo:
        """The zone of times that people type and read."""
        return ZoneInfo(self.config.timezone)

    @cached_property
    def catalog(self) -> Catalog:
        """The shipped sources with the user's own. Raises CatalogError."""
        from spiders.catalog import load_catalog

        return load_catalog(self.config)

    @contextmanager
    def store(self, *, read_only: bool = False) -> Iterator[Store]:
        """The open store, closed at the end. Raises UsageError when there is nothing to read, StoreError."""
        from storage import open_store

        path = self.config.database
        if read_only and not path.is_file():
            raise UsageError(
                f"no database at {path}. `ronda crawl` and `ronda import` make one; --database names another"
            )
        store = open_store(path, read_only=read_only)
        try:
            yield store
        finally:
            store.close()
