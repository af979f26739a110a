"""What every benchmark needs: fair turns, medians with their spread, tables. Knows nothing of Ronda."""

from __future__ import annotations

import gc
import os
import re
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from tests.house import REPOSITORY

T = TypeVar("T")
SAMPLE_SECONDS = 0.1  # the high-water mark only grows, so the last look before the end is what counts


@dataclass(frozen=True, kw_only=True)
class Table:
    """What a benchmark found. `name`: that of the benchmark and, if it has several tables, `/which`."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""

    def text(self) -> str:
        """For a terminal: columns aligned, the first to the left."""
        lines = (self.columns, *self.rows)
        widths = [max(len(line[n]) for line in lines) for n in range(len(self.columns))]
        laid = ["  ".join(_cells(line, widths)).rstrip() for line in lines]
        rule = "  ".join("-" * width for width in widths)
        return "\n".join([self.title, "", laid[0], rule, *laid[1:], *([self.note] if self.note else [])])

    def markdown(self) -> str:
        align = ["---", *("--:" for _ in self.columns[1:])]
        lines = ["| " + " | ".join(line) + " |" for line in (self.columns, align, *self.rows)]
        return "\n".join([f"**{self.title}**", "", *lines, *(["", self.note] if self.note else [])])


def _cells(line: Sequence[str], widths: Sequence[int]) -> list[str]:
    return [
        line[0].ljust(widths[0]),
        *(cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True)),
    ]


def put_into(document: str, tables: Iterable[Table]) -> str:
    """The document with each table in the place that is marked for it; all prose stays.

    A place is `<!-- table NAME -->` … `<!-- end -->`. Raises ValueError for a table that has none.
    """
    for table in tables:
        place = re.compile(rf"(<!-- table {re.escape(table.name)} -->\n).*?(<!-- end -->)", re.DOTALL)
        filled = table.markdown() + "\n"
        document, places = place.subn(lambda mark, new=filled: mark[1] + new + mark[2], document)
        if not places:
            raise ValueError(f"no place for it: add <!-- table {table.name} --> and <!-- end -->")
    return document


def take_turns(cases: Mapping[str, Callable[[], T]], repeats: int) -> dict[str, list[T]]:
    """Each case `repeats` times, A B C A B C: what slows the machine for a while slows all of them."""
    found: dict[str, list[T]] = {name: [] for name in cases}
    for turn in range(repeats):
        names = list(cases) if turn % 2 == 0 else list(reversed(cases))
        for name in names:
            found[name].append(cases[name]())
    return found


def seconds_of(work: Callable[[], object]) -> float:
    """Wall time of one call, the garbage collector held so that no case pays for another's garbage."""
    gc.collect()
    gc.disable()
    try:
        start = time.perf_counter()
        work()
        return time.perf_counter() - start
    finally:
        gc.enable()


def cpu_seconds_of(work: Callable[[], object]) -> float:
    """The same in CPU time of this process: what others do on the machine meanwhile hardly matters."""
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        work()
        return time.process_time() - start
    finally:
        gc.enable()


def spread(values: Sequence[float], digits: int = 1) -> str:
    """`41.2 (39.8–42.0)`: the median, and the least and the most."""
    middle = f"{statistics.median(values):,.{digits}f}"
    if len(values) == 1:
        return middle
    return f"{middle} ({min(values):,.{digits}f}–{max(values):,.{digits}f})"


def ratio(values: Sequence[float], baseline: Sequence[float]) -> str:
    """The ratio of the medians, `1.52 ×`."""
    return f"{statistics.median(values) / statistics.median(baseline):.2f} ×"


@dataclass(frozen=True, kw_only=True)
class Usage:
    """What one process and its children took. Memory in MiB, 0 where the system does not tell."""

    started: float  # Unix time
    seconds: float  # wall, from its start to its end
    cpu: float  # seconds of user and system, children that it waited for included
    peak: float
    children_peak: float  # sum of the high-water marks of all children that were seen
    code: int
    output: str


def run_measured(command: Sequence[str], folder: Path = REPOSITORY) -> Usage:
    """Runs a command to its end; what it writes to standard error is shown if it fails."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        started, begin = time.time(), time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=out, stderr=err, stdin=subprocess.DEVNULL)
        peaks: dict[int, float] = {}
        ended = threading.Event()
        watcher = threading.Thread(target=_watch, args=(process.pid, peaks, ended))
        watcher.start()
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        ended.set()
        watcher.join()
        out.seek(0)
        err.seek(0)
        if process.returncode:
            raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}:\n{err.read()[-4000:]}")
        own = peaks.pop(process.pid, 0.0)
        return Usage(
            started=started,
            seconds=seconds,
            cpu=used.ru_utime + used.ru_stime,
            peak=own,
            children_peak=sum(peaks.values()),
            code=process.returncode,
            output=out.read(),
        )


def _watch(pid: int, peaks: dict[int, float], ended: threading.Event) -> None:
    while not ended.wait(SAMPLE_SECONDS):
        for one in (pid, *_children(pid)):
            peaks[one] = max(_high_water(one), peaks.get(one, 0.0))


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:  # it has ended, or the system has no /proc
        return []


def _high_water(pid: int) -> float:
    try:
        found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0
