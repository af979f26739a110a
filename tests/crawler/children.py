"""Crawl children run by themselves, without `launch`: what they say, and how they end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from tests.house import REPOSITORY, House

MAIN = "import sys; from crawler.runs import child; {before}; sys.exit(child.main())"


@dataclass(frozen=True)
class Told:
    """The end of a child: its exit code, its events, and what it logged."""

    code: int
    events: list[dict[str, Any]]
    log: str

    @property
    def end(self) -> dict[str, Any]:
        """What its last event says of the end; KeyError when it said nothing."""
        found: dict[str, Any] = self.events[-1]["end"]
        return found

    @property
    def error(self) -> str:
        return str(self.events[-1]["error"])


def run_child(
    house: House, source: str, *options: str, parent: int | None = None, before: str = "pass"
) -> Told:
    """A crawl in its own process. `before` is Python that runs first, where a test needs the unusual."""
    house.config()
    command = [sys.executable, "-c", MAIN.format(before=before), source]
    command += ["--config", str(house.file), "--database", str(house.database), *options]
    command += ["--parent", str(os.getpid() if parent is None else parent)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=90, check=False)
    return Told(done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr)
