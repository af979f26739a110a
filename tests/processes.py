"""What tests of real processes share: is it alive, wait until it is so."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def alive(pid: int) -> bool:
    """Whether the process runs; one that is dead and only not yet collected does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return not stat.parent.parent.is_dir()  # without /proc, what kill said holds


def soon(true: Callable[[], bool], seconds: float = 20.0) -> bool:
    """Whether it came true within the time, which is generous: machines that test are busy."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def descendants(pid: int) -> dict[int, str]:
    """Every process below `pid` that runs, with its command line."""
    running = _running()
    found: dict[int, str] = {}
    fresh = {pid}
    while fresh:
        fresh = {child for child, (parent, _) in running.items() if parent in fresh} - found.keys()
        found |= {child: running[child][1] for child in fresh}
    return found


def mentioning(words: str) -> list[int]:
    """Processes whose command line holds the words, whoever started them: orphans, too."""
    return [pid for pid, (_, command) in _running().items() if words in command and pid != os.getpid()]


def _running() -> dict[int, tuple[int, str]]:
    """By pid, the parent and the command line of all processes that are not dead."""
    if not Path("/proc/self/stat").exists():
        asked = ["ps", "-A", "-o", "pid=,ppid=,stat=,args="]
        told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
        rows = [line.split(None, 3) for line in told.splitlines()]
        return {int(row[0]): (int(row[1]), row[-1]) for row in rows if not row[2].startswith("Z")}
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended meanwhile
            state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            if state != "Z":
                found[int(folder.name)] = (int(parent), command)
    return found
