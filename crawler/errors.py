"""Every error a user can meet, and what to do next.

    RondaError                   a mistake or a mishap we can name; its text says what to do
    ├── ConfigError              ronda.toml or a RONDA_* variable is wrong               exit 2
    │   └── CatalogError         a row of the catalogue is wrong: file, key, remedy
    ├── UsageError               the command line asks for what cannot be                exit 2
    │   ├── UnknownSource        no source of that name; near names are offered
    │   └── NotFound             no article under that hash, alias, address or number
    ├── LockHeld                 another run holds the source's lock                     exit 75
    ├── StoreError               the database cannot be used as it is                    exit 1
    ├── SiteUnusable             a site that cannot be made a source                     exit 1
    └── ReadingGaveUp            a page went over its time or memory limit in a worker

Anything else that escapes is a bug of ours and keeps its traceback.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

EXIT_OK = 0
EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_LOCKED = 75  # EX_TEMPFAIL of sysexits.h: try again later


class RondaError(Exception):
    """A mishap with a remedy in its text; printed without a traceback."""

    exit_code = EXIT_FAILED


class ConfigError(RondaError):
    exit_code = EXIT_USAGE


class CatalogError(ConfigError):
    """One wrong place of the catalogue.

    file and key say where it is, remedy says how to mend it.
    """

    def __init__(self, *, file: str, key: str, problem: str, remedy: str) -> None:
        self.file, self.key, self.problem, self.remedy = file, key, problem, remedy
        super().__init__(f"{file}: {key}: {problem}. {remedy}")


class UsageError(RondaError):
    exit_code = EXIT_USAGE


class UnknownSource(UsageError):
    def __init__(self, name: str, known: Iterable[str]) -> None:
        near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
        hint = f"did you mean {near[0]!r}? " if near else ""
        super().__init__(f"no source {name!r}; {hint}`ronda sources list` shows all")


class NotFound(UsageError):
    pass


class LockHeld(RondaError):
    exit_code = EXIT_LOCKED


class StoreError(RondaError):
    pass


class SiteUnusable(RondaError):
    """A site that forbids it, cannot be reached, or shows no article; the text says which."""


class ReadingGaveUp(RondaError):
    """One page took too long or too much memory; its neighbours are not concerned."""
