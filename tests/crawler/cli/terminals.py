"""The program in a child process: as from a shell, or on a real (pseudo) terminal."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
START = (sys.executable, "-c", "from crawler.cli.main import run; run()")


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", **more}


def shell(*arguments: str, cwd: Path | None = None, **more: str) -> subprocess.CompletedProcess[bytes]:
    """Runs the console entry with pipes."""
    return subprocess.run(
        [*START, *arguments],
        check=False,
        capture_output=True,
        env=environment(**more),
        cwd=cwd,
        timeout=60,
    )


def on_a_terminal(*arguments: str) -> str:
    """What a terminal of 100 columns is sent, both outputs together."""
    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        [*START, *arguments], stdin=theirs, stdout=theirs, stderr=theirs, env=environment(COLUMNS="100")
    )
    os.close(theirs)
    shown = b""
    try:
        while part := os.read(ours, 65536):
            shown += part
    except OSError:  # Linux reports the end of the other side so
        pass
    finally:
        os.close(ours)
        child.wait(timeout=60)
    return shown.decode()
