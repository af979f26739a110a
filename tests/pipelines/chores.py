"""Work for reading processes to do, well and badly; imported by them, so it imports next to nothing."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path


class Picky(Exception):
    """Pickles well, and fails to come back: its arguments are not those it was made with."""

    def __init__(self, *, place: str) -> None:
        super().__init__(f"nothing found at {place}")


class Unreturnable:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return int, ("not a number",)


def size(data: bytes) -> int:
    return len(data)


def echo(item: object) -> object:
    return item


def pid(_: object) -> int:
    return os.getpid()


def burn(seconds: float) -> int:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass
    return os.getpid()


def nap(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def sign_in_and_sleep(folder: str) -> None:
    Path(folder, str(os.getpid())).touch()
    time.sleep(60)


def chore(name: str) -> object:
    """Does what it is told, all of it bad but `pid`."""
    return CHORES[name]()


def _sleep_deaf() -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
    time.sleep(60)


def _raise_picky() -> None:
    raise Picky(place="Palembang")


def _raise_value_error() -> None:
    raise ValueError("tanggal tidak terbaca")


CHORES: dict[str, Callable[[], object]] = {
    "pid": os.getpid,
    "sleep": lambda: time.sleep(60),
    "spin": lambda: burn(60),
    "sleep deaf": _sleep_deaf,
    "segfault": lambda: ctypes.string_at(0),
    "sigkill": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "sys.exit": lambda: sys.exit(3),
    "os._exit": lambda: os._exit(4),
    "eat memory": lambda: bytearray(2 * 2**30),
    "value error": _raise_value_error,
    "picky error": _raise_picky,
    "unpicklable": threading.Lock,
    "unreturnable": Unreturnable,
    "huge": lambda: bytes(70 * 2**20),
    "chatter": lambda: print("said aloud", flush=True),
}
