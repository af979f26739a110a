"""Crawls that are killed: the real command as a process, moments for it, and what must hold afterwards."""

from __future__ import annotations

import os
import random
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from crawler.demo.sources import NAMES
from storage import open_store
from tests.house import REPOSITORY, RONDA, House
from tests.processes import alive, descendants, mentioning, soon

CHILD = "crawler.runs.child"
WORKER = "pipelines.worker"


class Victim:
    """A `ronda crawl` that runs in a process of its own. As a context it leaves no process behind."""

    def __init__(self, house: House, *arguments: str) -> None:
        house.config()
        self.house = house
        self.process = subprocess.Popen(
            [*RONDA, "--config", str(house.file), *arguments],
            cwd=REPOSITORY,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.below: dict[int, str] = {}  # every process seen below it so far
        self.out = self.err = ""

    def __enter__(self) -> Victim:
        return self

    def __exit__(self, *_: object) -> None:
        self.look()
        if self.running:
            self.process.kill()
        self.finish()

    @property
    def running(self) -> bool:
        return self.process.poll() is None

    def look(self) -> dict[int, str]:
        self.below |= descendants(self.process.pid)
        return self.below

    def pids(self, what: str) -> list[int]:
        """Those below it now whose command line holds the words: CHILD, WORKER."""
        return [pid for pid, command in descendants(self.process.pid).items() if what in command]

    def until_asked(self, requests: int) -> bool:
        """Waits for so many requests from now; False: it ended before."""
        wanted = len(self.house.newsroom.requests) + requests
        soon(lambda: not self.running or len(self.house.newsroom.requests) >= wanted, 60)
        return self.running

    def until_below(self, what: str) -> bool:
        """Waits until such a process is there; False: it ended before."""
        soon(lambda: not self.running or bool(self.pids(what)), 60)
        return self.running

    def kill(self, pid: int, number: int = signal.SIGKILL) -> None:
        self.look()
        with suppress(ProcessLookupError):
            os.kill(pid, number)

    def finish(self) -> int:
        """Its exit code, once it has ended."""
        if not (self.out or self.err):
            self.out, self.err = self.process.communicate(timeout=90)
        return self.process.returncode

    def left_behind(self) -> list[str]:
        """The processes that outlive it, after a moment's grace for the kernel."""
        database = str(self.house.database)
        soon(lambda: not any(map(alive, self.below)) and not mentioning(database), 10)
        still = [command for pid, command in self.below.items() if alive(pid)]
        return still + [f"pid {pid}" for pid in mentioning(database)]


@contextmanager
def dice(given: int | None = None) -> Iterator[random.Random]:
    """A random number generator whose seed is told when the block fails."""
    seed = random.SystemRandom().randrange(10**6) if given is None else given
    try:
        yield random.Random(seed)
    except BaseException as error:
        error.add_note(f"the moments were those of dice({seed})")
        raise


def expected(house: House, site: str) -> dict[str, str]:
    """What a crawl brings of a site in its round: titles and whole texts, where robots.txt allows."""
    return {piece.title: piece.text for piece in house.newsroom.pieces(site) if piece.allowed}


def stored(house: House, site: str) -> dict[str, str]:
    """Titles and texts as the file has them; none twice, none partial."""
    rows = house.rows("SELECT title, text, partial FROM articles WHERE source = ?", NAMES[site])
    found: dict[str, str] = {row["title"]: row["text"] for row in rows}
    assert len(found) == len(rows)
    assert not any(row["partial"] for row in rows)
    return found


def assert_sound(house: House) -> None:
    """Whatever was killed when: the file is whole, and what stands in it is whole and stands there once."""
    if not house.database.exists():
        return
    assert house.one("PRAGMA integrity_check") == "ok"
    store = open_store(house.database)
    try:
        assert store.check() == []
    finally:
        store.close()
    assert house.rows("SELECT id FROM articles EXCEPT SELECT article_id FROM article_labels") == []
    written = {(piece.title, piece.text) for piece in house.newsroom.all_pieces}  # in whichever round
    for site in NAMES:
        assert stored(house, site).items() <= written


def assert_complete(house: House, *sites: str) -> None:
    """Every article of the sites is there, once, with its whole text; no address waits; no run is open."""
    assert_sound(house)
    for site in sites:
        assert stored(house, site) == expected(house, site)
    assert house.rows("SELECT url, reason FROM urls WHERE disposition IN ('pending', 'failed')") == []
    assert house.one("SELECT count(*) FROM runs WHERE outcome = 'running'") == 0
    assert house.one("SELECT count(*) FROM revisions") == 0
