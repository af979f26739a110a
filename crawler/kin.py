"""A child that must not outlive its parent says so here, first thing after its start.

Used by the crawl of a timetable and by the reading processes. Knows not what the child is for.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
import time

_PR_SET_PDEATHSIG = 1  # linux/prctl.h


def die_with_parent(parent: int) -> None:
    """From now on the kernel kills this process when `parent`, the pid that started it, is gone.

    On Linux that is SIGKILL through PR_SET_PDEATHSIG, sent when the *thread* that started this process ends:
    start such children from a thread that lives as long as they should. Elsewhere a thread of our own looks
    once a second. When `parent` has died already, this call does not return. Not inherited by children.
    """
    if not (sys.platform == "linux" and _ask_kernel()):
        threading.Thread(target=_watch, args=(parent, 1.0), name="kin", daemon=True).start()
    # the parent may have died before the kernel was asked; then no signal would ever come
    if os.getppid() != parent:
        _die()


def _ask_kernel() -> bool:
    libc = ctypes.CDLL(None, use_errno=True)
    return bool(libc.prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0) == 0)


def _watch(parent: int, every: float) -> None:
    while os.getppid() == parent:
        time.sleep(every)
    _die()


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
