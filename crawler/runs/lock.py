"""One crawl of a source at a time, on one machine: a lock file beside the database.

The lock is held by the crawl's own process, so it is free the moment that process is gone, however it
went; a file left behind means nothing.
"""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout

from crawler.errors import LockHeld


def lock_path(database: Path, source: str) -> Path:
    return database.with_name(database.name + ".locks") / f"{source}.lock"


def take_all_locks(database: Path) -> list[FileLock]:
    """The locks of all sources ever crawled into this database: nobody crawls until they are released.

    Raises LockHeld, holding none, when one is crawled just now.
    """
    taken: list[FileLock] = []
    for path in sorted(lock_path(database, "any").parent.glob("*.lock")):
        try:
            taken.append(take_lock(database, path.stem))
        except LockHeld:
            for lock in taken:
                lock.release()
            raise
    return taken


def take_lock(database: Path, source: str) -> FileLock:
    """Holds the source's lock until `.release()` or the end of the process. Raises LockHeld."""
    path = lock_path(database, source)
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise LockHeld(f"{source}: another run holds the lock {path}; it is crawled already") from error
    return lock
