"""One crawl of a source at a time; the lock is free the moment its holder is gone."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.errors import EXIT_LOCKED, LockHeld
from crawler.runs.lock import take_lock

HOLDER = """
import sys, time
from pathlib import Path
from crawler.runs.lock import take_lock
lock = take_lock(Path(sys.argv[1]), "sumeks")
print("held", flush=True)
time.sleep(60)
"""


def test_a_second_run_of_a_source_is_refused_with_the_exit_code_of_try_later(tmp_path: Path) -> None:
    lock = take_lock(tmp_path / "ronda.db", "sumeks")
    with pytest.raises(LockHeld, match="sumeks") as refused:
        take_lock(tmp_path / "ronda.db", "sumeks")
    assert refused.value.exit_code == EXIT_LOCKED
    lock.release()


def test_another_source_is_not_concerned(tmp_path: Path) -> None:
    first = take_lock(tmp_path / "ronda.db", "sumeks")
    second = take_lock(tmp_path / "ronda.db", "antara-sumsel")
    first.release()
    second.release()


def test_a_released_lock_can_be_taken_again(tmp_path: Path) -> None:
    take_lock(tmp_path / "ronda.db", "sumeks").release()
    take_lock(tmp_path / "ronda.db", "sumeks").release()


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path / "ronda.db")], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    with holder, holder.stdout as told:
        assert told.readline() == "held\n"
        with pytest.raises(LockHeld):
            take_lock(tmp_path / "ronda.db", "sumeks")
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    take_lock(tmp_path / "ronda.db", "sumeks").release()
