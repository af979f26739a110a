"""How every process of ours logs: safe lines on standard error, with times in the configured zone.

One form for the timetable, the crawls it starts and `ronda crawl`: their lines stand well in one file.
Decides no level.
"""

from __future__ import annotations

import logging
import sys
from datetime import datetime, tzinfo

from crawler.terminal import terminal


class Line(logging.Formatter):
    """One safe line a record; only a traceback keeps lines of its own."""

    def __init__(self, zone: tzinfo) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s")
        self._zone = zone

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        return datetime.fromtimestamp(record.created, self._zone).strftime("%Y-%m-%d %H:%M:%S")

    def formatMessage(self, record: logging.LogRecord) -> str:
        return terminal(super().formatMessage(record))

    def format(self, record: logging.LogRecord) -> str:
        return terminal(super().format(record), lines=True)


def log_to_stderr(level: str, zone: tzinfo) -> None:
    """Logs to standard error in this form, and nowhere else; `level` is DEBUG, INFO, WARNING, ERROR …"""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Line(zone))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
