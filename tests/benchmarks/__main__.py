"""`python -m tests.benchmarks`: runs the benchmarks, prints their tables, puts them into a document."""

from __future__ import annotations

import argparse
import os
import platform
import sqlite3
import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from crawler.clock import now
from tests.benchmarks.harness import Table, put_into

NAMES = ("throughput", "store", "pool", "quiet", "reading", "label_cost")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--only", choices=NAMES, action="append", help="this benchmark; may be repeated")
    parser.add_argument("--quick", action="store_true", help="smaller: to see that it works, not to publish")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="a document with places for the tables")
    asked = parser.parse_args(arguments)
    tables = [machine()]
    for name in asked.only or NAMES:
        for table in import_module(f"tests.benchmarks.{name}").measure(asked.quick):
            print(table.text(), end="\n\n", flush=True)
            tables.append(table)
    if asked.markdown:
        document = put_into(asked.markdown.read_text(encoding="utf-8"), tables)
        asked.markdown.write_text(document, encoding="utf-8")
    return 0


def machine() -> Table:
    """Where and with what it was measured."""
    programs = " · ".join(f"{name} {version(name)}" for name in ("scrapy", "trafilatura", "lxml"))
    return Table(
        name="machine",
        title="Measured on",
        columns=("day", "processors", "system", "Python", "SQLite", "libraries"),
        rows=(
            (
                f"{now():%Y-%m-%d}",
                str(os.cpu_count()),
                f"{platform.system()} {platform.machine()}",
                platform.python_version(),
                sqlite3.sqlite_version,
                programs,
            ),
        ),
    )


if __name__ == "__main__":
    sys.exit(main())
