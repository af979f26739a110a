"""Lines of the log: one a record, in the configured zone, and nothing in them that a terminal obeys."""

from __future__ import annotations

import logging
import subprocess
import sys
from zoneinfo import ZoneInfo

import pytest

from crawler.logs import Line
from tests.house import REPOSITORY


def record(message: str, *arguments: object, error: BaseException | None = None) -> logging.LogRecord:
    made = logging.LogRecord("ronda", logging.WARNING, "x.py", 1, message, arguments, None)
    made.created = 1_771_223_400.5  # 2026-02-16T06:30:00.5Z
    if error is not None:
        made.exc_info = (type(error), error, error.__traceback__)
    return made


@pytest.mark.parametrize(
    ("zone", "shown"), [("Asia/Jakarta", "2026-02-16 13:30:00"), ("UTC", "2026-02-16 06:30:00")]
)
def test_a_line_begins_with_the_time_of_the_zone_and_the_level(zone: str, shown: str) -> None:
    assert Line(ZoneInfo(zone)).format(record("%s: failed", "x")) == f"{shown} WARNING x: failed"


def test_what_strangers_wrote_can_neither_add_a_line_nor_command_the_terminal() -> None:
    hostile = "\x1b[2J\x1b]0;pwned\x07berita\r\n2026-02-16 13:30:00 ERROR forged\u202e"
    line = Line(ZoneInfo("UTC")).format(record("%s: failed", hostile))
    assert line == "2026-02-16 06:30:00 WARNING berita 2026-02-16 13:30:00 ERROR forged: failed"


def test_a_traceback_keeps_its_lines() -> None:
    try:
        raise ValueError("\x1b[31mmerah")
    except ValueError as error:
        lines = Line(ZoneInfo("UTC")).format(record("broke", error=error)).splitlines()
    assert lines[0].endswith("WARNING broke")
    assert lines[1].startswith("Traceback")
    assert lines[-1] == "ValueError: merah"


def test_logging_goes_to_standard_error_at_the_level_asked_and_once() -> None:
    program = (
        "import logging; from datetime import UTC; from crawler.logs import log_to_stderr\n"
        "log_to_stderr('info', UTC); log_to_stderr('warning', UTC)\n"
        "logging.info('quiet'); logging.warning('loud')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert done.stderr.endswith(" WARNING loud\n")
