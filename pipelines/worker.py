"""What runs in a reading process: items in, answers out, one at a time, until the pool ends it.

Knows neither Scrapy nor asyncio nor what the work is about. Start, limits and replacement of these
processes are in `pipelines/pool.py`; a request is a pickled item, a reply a pickled Answer, each behind its
length in eight bytes.
"""

from __future__ import annotations

import importlib
import os
import pickle
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from crawler.kin import die_with_parent

PROTOCOL = pickle.HIGHEST_PROTOCOL
HEADER = 8  # bytes, big endian
REPLY_BYTES = 64 * 2**20  # no article comes near; a larger answer would weigh on the process that crawls
_TEXT = 500  # characters of an error's text
_TRACE = 8_000  # characters of its traceback: the end tells


class Verdict(StrEnum):
    READY = "ready"  # the module of the work is imported
    DONE = "done"  # blob: the pickled result
    RAISED = "raised"  # blob: the pickled exception, empty when it cannot be pickled; text: its last line
    MEMORY = "memory"  # the limit was met; the process ends
    UNSENDABLE = "unsendable"  # the result cannot be pickled, or is too large; text: why


class Answer(NamedTuple):
    verdict: Verdict
    text: str = ""
    blob: bytes = b""


def main(fd: int, parent: int, work: str, seconds: float, megabytes: int) -> None:
    """Serve `work` ("module:function") on the socket `fd` until it closes.

    A page that takes longer than `seconds` ends this process by SIGALRM: the kernel's timer holds in the
    middle of C code, and when the crawling process is itself too busy to look at its clock.
    """
    die_with_parent(parent)
    _limit(megabytes)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    with socket.socket(fileno=fd) as channel, channel.makefile("rb") as requests:
        try:
            function = _find(work)
        except Exception as error:  # noqa: BLE001 - whatever an import raises is told to the pool
            _send(channel, Answer(Verdict.RAISED, _last_line(error)))
            return
        _send(channel, Answer(Verdict.READY))
        while header := requests.read(HEADER):
            request = requests.read(int.from_bytes(header))
            signal.setitimer(signal.ITIMER_REAL, seconds)
            answer = _answer(function, request)
            signal.setitimer(signal.ITIMER_REAL, 0)
            _send(channel, answer)
            if answer.verdict is Verdict.MEMORY:
                return


def _limit(megabytes: int) -> None:
    os.nice(5)  # where processors are short, fetching and writing go first
    if sys.platform != "linux":  # elsewhere RLIMIT_AS is ignored or refused: only the time is limited
        return
    import resource  # POSIX only

    size = megabytes * 2**20
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    size = size if hard == resource.RLIM_INFINITY else min(size, hard)
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a hostile page must not fill the disk with cores
    with suppress(OSError):  # /proc may be read-only
        # when the machine runs out of memory, a reader goes, not the process that holds the store
        Path("/proc/self/oom_score_adj").write_text("500", encoding="ascii")


def _find(work: str) -> Callable[[Any], Any]:
    module, _, name = work.partition(":")
    function: Callable[[Any], Any] = getattr(importlib.import_module(module), name)
    return function


def _answer(work: Callable[[Any], Any], request: bytes) -> Answer:
    try:
        result = work(pickle.loads(request))  # noqa: S301 - our own parent pickled it
    except MemoryError:
        return Answer(Verdict.MEMORY)
    except Exception as error:  # noqa: BLE001 - every error of the work is the caller's to judge
        return _raised(error)
    try:
        blob = pickle.dumps(result, PROTOCOL)
    except MemoryError:
        return Answer(Verdict.MEMORY)
    except Exception as error:  # noqa: BLE001 - pickling runs the result's own code
        return Answer(Verdict.UNSENDABLE, _last_line(error))
    if len(blob) > REPLY_BYTES:
        return Answer(Verdict.UNSENDABLE, f"its result is over {REPLY_BYTES >> 20} MB")
    return Answer(Verdict.DONE, blob=blob)


def _raised(error: Exception) -> Answer:
    text = _last_line(error)
    try:
        trace = "".join(traceback.format_exception(error))
        error.add_note(f"in the reading process:\n{trace[-_TRACE:]}")
        blob = pickle.dumps(error, PROTOCOL)
    except Exception:  # noqa: BLE001 - an error that cannot travel arrives as its text
        blob = b""
    return Answer(Verdict.RAISED, text, blob if len(blob) <= REPLY_BYTES else b"")


def _last_line(error: Exception) -> str:
    return "".join(traceback.format_exception_only(error)).strip()[:_TEXT]


def _send(channel: socket.socket, answer: Answer) -> None:
    data = pickle.dumps(answer, PROTOCOL)
    channel.sendall(len(data).to_bytes(HEADER) + data)
