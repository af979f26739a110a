"""Pages are read in processes that can be killed: one bad page costs itself, never its neighbours.

An asyncio front for a function that is pure, slow and fed by strangers. A page that goes over its time or
memory, or crashes its process, is given up, and the process replaced. Knows neither Scrapy nor what the
work is; what happens inside a process is in `pipelines/worker.py`.

Processes are started afresh with `sys.executable` (no fork of a process with threads, no second import
of `__main__`, so a script needs no guard), and talk over a socket pair that the event loop watches:
no thread of ours, and the loop never waits for a pipe.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, Generic, Self, TypeVar

from crawler.errors import ReadingGaveUp
from pipelines.worker import HEADER, PROTOCOL, Answer, Verdict

T = TypeVar("T")
R = TypeVar("R")

_START_SECONDS = 120.0  # to import the work; 1 s on an idle machine
_START_PAUSES = (0.0, 0.2, 1.0)  # seconds before each try to start a process
_GRACE_SECONDS = 5.0  # past the page's time, for a process that its own timer did not end
_CLOSED = "the reading processes were closed"


class ReadingPool(Generic[T, R]):
    """`workers` processes that apply `work` to one item at a time; items are served in the order they came.

    work: a function at the top of an importable module, or its name as `module:function`, which this process
    then need not import; item and result must be picklable.
    seconds: wall time of one item. megabytes: address space of one process (Linux).
    recycle_after: items after which a process is replaced, so that what leaks in C stays small.
    Raises ValueError for a number that makes no sense or a work that another process cannot import.

    Use it within one event loop, whose thread must live as long as the pool (see `crawler/kin.py`).
    """

    def __init__(
        self,
        work: Callable[[T], R] | str,
        *,
        workers: int,
        seconds: float,
        megabytes: int,
        recycle_after: int = 2000,
    ) -> None:
        if workers < 1 or seconds <= 0 or megabytes < 1 or recycle_after < 1:
            raise ValueError("workers, seconds, megabytes and recycle_after must all be more than 0")
        self._work = work if isinstance(work, str) else _importable(work)
        self._size, self._seconds, self._megabytes = workers, seconds, megabytes
        self._recycle_after = recycle_after
        self._idle: asyncio.Queue[_Worker | str] = asyncio.Queue()  # a text: why there is no worker
        self._workers: set[_Worker] = set()
        self._reading: set[asyncio.Task[Answer]] = set()
        self._supplying: set[asyncio.Task[None]] = set()
        self.started = self._closed = False  # that start() and close() were called

    async def start(self) -> None:
        """Start all processes and return; they import the work side by side while the caller goes on."""
        if self.started:
            raise RuntimeError("a ReadingPool is started once")
        self.started = True
        for _ in range(self._size):
            _keep(self._supply(None), self._supplying)

    async def run(self, item: T) -> R:
        """`work(item)`, done in a process, once one is free.

        Raises ReadingGaveUp, its text saying why, when the item went over its time or memory, ended its
        process, could not be sent or its result not be received, or when the pool was closed meanwhile.
        What `work` raises is raised here, with the process's traceback as a note. Cancelling is safe.
        """
        if not self.started or self._closed:
            raise RuntimeError("a ReadingPool runs between start() and close()")
        worker = await self._idle.get()
        if self._closed:
            self._idle.put_nowait(worker)  # wakes the next one that waits
            raise ReadingGaveUp(_CLOSED)
        if isinstance(worker, str):
            _keep(self._supply(None), self._supplying)
            raise ReadingGaveUp(worker)
        # shielded: when the caller is cancelled, the worker still gets to its answer, and back into the queue
        answer = await asyncio.shield(_keep(self._read(worker, item), self._reading))
        return self._open(answer)

    async def close(self, *, drain: bool = True) -> None:
        """End all processes. Items waiting for one are given up; those being read are finished first, which
        takes no longer than the limit for one, or given up too if not `drain`. Closing twice is harmless."""
        self._closed = True
        self._idle.put_nowait(_CLOSED)
        for task in self._supplying:
            task.cancel()
        if not drain:
            for worker in self._workers:
                worker.kill()
        await asyncio.gather(*self._supplying, *self._reading, return_exceptions=True)
        await asyncio.gather(*(worker.end() for worker in self._workers))
        self._workers.clear()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, kind: object, *_: object) -> None:
        await self.close(drain=kind is None)

    async def _supply(self, old: _Worker | None) -> None:
        """End the old worker, put a ready one into the queue, or the reason why there is none."""
        if old is not None:
            await old.end()
            self._workers.discard(old)
        problem = ""
        for pause in _START_PAUSES:
            await asyncio.sleep(pause)
            try:
                worker = _Worker(self._work, self._seconds, self._megabytes)
            except OSError as error:  # no processes or file descriptors left
                problem = f"no reading process could be started: {error.strerror}"
                continue
            self._workers.add(worker)
            answer = await worker.ready()
            if answer.verdict is Verdict.READY:
                self._idle.put_nowait(worker)
                return
            problem = f"no reading process could be started in {self._megabytes} MB: {answer.text}"
            await worker.end()
            self._workers.discard(worker)
        self._idle.put_nowait(problem)

    async def _read(self, worker: _Worker, item: T) -> Answer:
        answer = await worker.ask(item)
        if self._closed:
            return answer
        if worker.alive and worker.items < self._recycle_after:
            self._idle.put_nowait(worker)
        else:
            _keep(self._supply(worker), self._supplying)
        return answer

    def _open(self, answer: Answer) -> R:
        if answer.verdict is Verdict.MEMORY:
            raise ReadingGaveUp(f"reading needed more than {self._megabytes} MB")
        if answer.verdict is Verdict.UNSENDABLE or not answer.blob:
            raise ReadingGaveUp(answer.text)
        try:
            content = pickle.loads(answer.blob)  # noqa: S301 - our own child pickled it
        except Exception as error:  # unpickling runs the content's own code
            raise ReadingGaveUp(answer.text or f"its result cannot be received: {error}") from error
        if answer.verdict is Verdict.RAISED:
            raise content
        result: R = content
        return result


class _Worker:
    """One process, seen from here. `alive` until it is known to have ended or to be about to."""

    def __init__(self, work: str, seconds: float, megabytes: int) -> None:
        self.items = 0
        self.alive = True
        self._seconds = seconds
        self._channel, theirs = socket.socketpair()
        self._channel.setblocking(False)
        arguments = (theirs.fileno(), os.getpid(), work, seconds, megabytes)
        code = f"import sys; sys.path[:] = {sys.path}; from pipelines.worker import main; main(*{arguments})"
        try:
            with theirs, _signals_held():
                self._process = subprocess.Popen(
                    [sys.executable, "-P", "-c", code],
                    stdin=subprocess.DEVNULL,
                    stdout=2,  # standard output belongs to the command that crawls
                    pass_fds=[theirs.fileno()],
                )
        except OSError:
            self._channel.close()
            raise

    async def ready(self) -> Answer:
        """READY, or RAISED with what kept it from importing the work."""
        try:
            async with asyncio.timeout(_START_SECONDS):
                return await self._receive()
        except TimeoutError:
            return Answer(Verdict.RAISED, f"not ready after {_START_SECONDS:g} s")
        except (EOFError, ConnectionError):
            return Answer(Verdict.RAISED, await self._cause_of_death())

    async def ask(self, item: object) -> Answer:
        """The worker's answer, or the one that its end deserves. Raises nothing."""
        try:
            request = pickle.dumps(item, PROTOCOL)
        except Exception as error:  # noqa: BLE001 - pickling runs the item's own code
            return Answer(Verdict.UNSENDABLE, f"cannot be sent to a reading process: {error}")
        self.items += 1
        try:
            async with asyncio.timeout(self._seconds + _GRACE_SECONDS):
                frame = len(request).to_bytes(HEADER) + request
                await asyncio.get_running_loop().sock_sendall(self._channel, frame)
                answer = await self._receive()
        except TimeoutError:
            self.kill()
            return Answer(Verdict.UNSENDABLE, self._too_long())
        except (EOFError, ConnectionError):
            self.alive = False
            return Answer(Verdict.UNSENDABLE, await self._cause_of_death())
        self.alive = self.alive and answer.verdict is not Verdict.MEMORY
        return answer

    def kill(self) -> None:
        self.alive = False
        self._process.kill()

    async def end(self) -> None:
        """Kill it, which hurts nothing as it holds no state, and wait until it is gone."""
        self.kill()
        await self._gone()
        self._channel.close()

    async def _receive(self) -> Answer:
        size = int.from_bytes(await self._exactly(HEADER))
        answer: Answer = pickle.loads(await self._exactly(size))  # noqa: S301 - our own child pickled it
        return answer

    async def _exactly(self, size: int) -> bytearray:
        data = bytearray(size)
        rest = memoryview(data)
        while rest:
            got = await asyncio.get_running_loop().sock_recv_into(self._channel, rest)
            if not got:
                raise EOFError
            rest = rest[got:]
        return data

    async def _gone(self) -> int:
        while (status := self._process.poll()) is None:
            await asyncio.sleep(0.002)
        return status

    async def _cause_of_death(self) -> str:
        """Plain words for the exit of a process that has closed its socket."""
        try:
            async with asyncio.timeout(_GRACE_SECONDS):
                status = await self._gone()
        except TimeoutError:
            return "reading closed its process's socket"
        if status == -signal.SIGALRM:
            return self._too_long()
        if status == -signal.SIGKILL:
            return "reading was killed (SIGKILL), as when the machine runs out of memory"
        if status < 0:
            return f"reading crashed its process ({signal.Signals(-status).name})"
        return f"reading ended its process (exit status {status})"

    def _too_long(self) -> str:
        return f"reading took longer than {self._seconds:g} s"


def _importable(work: Callable[..., object]) -> str:
    """`module:function`, by which a new process finds the work."""
    module, name = getattr(work, "__module__", None), getattr(work, "__qualname__", "")
    if module == "__main__" or getattr(sys.modules.get(str(module)), name, None) is not work:
        raise ValueError(f"{work!r} cannot be imported by another process: put it at the top of a module")
    return f"{module}:{name}"


@contextmanager
def _signals_held() -> Iterator[None]:
    """A process started herein never gets what a terminal or systemd sends to the whole group.

    A child inherits the mask; so Ctrl-C and SIGTERM are the parent's to answer, who may wish to finish
    the pages being read.
    """
    held = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, held)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_Result = TypeVar("_Result")


def _keep(work: Coroutine[Any, Any, _Result], among: set[asyncio.Task[_Result]]) -> asyncio.Task[_Result]:
    """A task that lives in the set until it is done: the loop itself holds tasks only weakly."""
    task = asyncio.ensure_future(work)
    among.add(task)
    task.add_done_callback(among.discard)
    return task
