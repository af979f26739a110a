"""What `ronda doctor` looks at. Each check gives findings and changes nothing; none asks the network.

The program must be able to run half-broken for this: a check imports what it looks at only when it looks.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from crawler.cli.output import local
from crawler.config import Config
from crawler.errors import RondaError

if TYPE_CHECKING:
    from storage.store import Store

PACKAGES = (
    "scrapy",
    "twisted",
    "trafilatura",
    "lxml",
    "lxml_html_clean",
    "w3lib",
    "apscheduler",
    "sqlite-utils",
    "filelock",
    "warcio",
    "typer",
    "rich",
)
OURS = ("crawler", "spiders", "pipelines", "storage")
PROXIES = ("http_proxy", "https_proxy", "no_proxy", "all_proxy")
STRICT_TABLES = (3, 37, 0)  # the first SQLite with STRICT tables, 2021
LITTLE_DISK = 200 * 1024**2  # bytes: a migration or a VACUUM of a year's file wants room
LARGE_WAL = 100 * 1024**2  # bytes: a WAL is folded in at about 4 MB unless a reader holds it back
MANY_UNLINKED = 1000  # what one crawl stores at most waits for its end
BUILT = 2026  # no clock that is right shows an earlier year


class Level(StrEnum):
    OK = "ok"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One line of the doctor: what was looked at, what was found, and what to do about it."""

    name: str
    level: Level
    found: str
    remedy: str = ""


def good(name: str, found: str) -> Finding:
    return Finding(name=name, level=Level.OK, found=found)


def warn(name: str, found: str, remedy: str) -> Finding:
    return Finding(name=name, level=Level.WARN, found=found, remedy=remedy)


def bad(name: str, found: str, remedy: str) -> Finding:
    return Finding(name=name, level=Level.BAD, found=found, remedy=remedy)


def python() -> Iterator[Finding]:
    """Python, SQLite and the packages, against what our own metadata asks for."""
    shown = ".".join(map(str, sys.version_info[:3]))
    yield good("python", f"{shown} at {sys.executable}")
    library = sqlite3.sqlite_version
    if sqlite3.sqlite_version_info < STRICT_TABLES:
        yield bad("sqlite", library, "STRICT tables need SQLite 3.37 or later: use a newer Python or system")
    else:
        yield good("sqlite", library)
    least = _least_versions()
    for name in PACKAGES:
        yield _package(name, least.get(name.lower().replace("_", "-")))


def _package(name: str, least: str | None) -> Finding:
    from importlib.metadata import PackageNotFoundError, version

    try:
        found = version(name)
    except PackageNotFoundError:
        return bad(name, "not installed", f"pip install {name}")
    if least and _numbers(found) < _numbers(least):
        return bad(name, f"{found}, older than {least}", f"pip install --upgrade {name}")
    return good(name, found)


def _least_versions() -> dict[str, str]:
    from importlib.metadata import PackageNotFoundError, requires

    try:
        wanted = requires("ronda") or []
    except PackageNotFoundError:  # a checkout that was never installed says nothing
        return {}
    found = (re.match(r"([\w.-]+)[^;]*?>=\s*([\d.]+)", line) for line in wanted)
    return {match[1].lower().replace("_", "-"): match[2] for match in found if match}


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text)[:3])


def packages_of_ours() -> Iterator[Finding]:
    """Whether the four packages come from one place: a foreign `storage` earlier on the path would win."""
    home = Path(__file__).resolve().parents[2]
    for name in OURS:
        spec = importlib.util.find_spec(name)
        places = list(spec.submodule_search_locations or [str(spec.origin)]) if spec else []
        found = str(places[0]) if places else "nothing of that name"
        if Path(found).resolve() == home / name:
            yield good(name, found)
        else:
            yield bad(
                name,
                f"a foreign package: {found}",
                f"it hides {home / name}: take it off PYTHONPATH, or start elsewhere",
            )


def settings(config: Config) -> Iterator[Finding]:
    """The configuration in force, and whether it says who we are."""
    yield good("config", str(config.file or "no ronda.toml here: defaults and RONDA_* variables"))
    if config.contact or config.user_agent:
        yield good("contact", config.agent())
    else:
        yield warn("contact", "none", 'set contact = "…" in ronda.toml: sites must be able to reach you')


def catalogue(config: Config) -> Iterator[Finding]:
    """Whether every row is right."""
    from spiders.catalog import load_catalog

    try:
        catalog = load_catalog(config)
    except RondaError as error:
        yield bad("catalogue", str(error), "mend it; `ronda sources check` looks again")
        return
    yield good("catalogue", f"{len(catalog)} sources, {len(catalog.enabled())} enabled")


def outside(environ: Mapping[str, str]) -> Iterator[Finding]:
    """The proxy and certificate variables in force; a proxy's password is not shown."""
    for name in PROXIES:
        value = environ.get(name) or environ.get(name.upper())
        if value:
            yield good(name, value if name == "no_proxy" else _without_password(value))
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        place = environ.get(name)
        if place and not Path(place).exists():
            yield bad(name, f"{place} does not exist", f"correct or unset {name}: no page can be fetched so")
        elif place:
            yield good(name, place)


def _without_password(address: str) -> str:
    try:
        parts = urlsplit(address if "//" in address else f"http://{address}")
        shown = parts.netloc.rpartition("@")[2]
    except ValueError:
        return "set, but no address"
    return f"{parts.scheme}://{'…@' if '@' in parts.netloc else ''}{shown}"


def clock(now: datetime, zone: ZoneInfo, last_start: datetime | None) -> Iterator[Finding]:
    """Whether the clock can be right."""
    shown = f"{local(now, zone)} {zone.key}"
    remedy = "set the system's clock, and let it follow a time server"
    if now.year < BUILT:
        yield bad("clock", f"{shown}: before this program was made", remedy)
    elif last_start and last_start > now + timedelta(minutes=5):
        yield bad("clock", f"{shown}: before the last run, {local(last_start, zone)}", remedy)
    else:
        yield good("clock", shown)


def room(path: Path) -> Iterator[Finding]:
    """Whether the database's folder can be written and has room."""
    folder = next(place for place in path.absolute().parents if place.exists())
    if not os.access(folder, os.W_OK):
        yield bad("folder", f"{folder} cannot be written", "name another database, or let this user write")
        return
    free = shutil.disk_usage(folder).free
    if free < LITTLE_DISK:
        yield bad("disk", f"{_size(free)} free at {folder}", "make room: a full disk stops every crawl")
    else:
        yield good("disk", f"{_size(free)} free at {folder}")


def database(store: Store) -> Iterator[Finding]:
    """Size, soundness, WAL. `check()` reads the whole file: some seconds a gigabyte."""
    path = store.path
    yield good("database", f"{path}: {_size(path.stat().st_size)}, {store.count()} articles, present schema")
    problems = store.check()
    for problem in problems:
        yield bad("soundness", problem, "stop all crawls, copy the file, then see docs/operations.md")
    if not problems:
        yield good("soundness", "integrity, foreign keys and full-text index are in order")
    wal = path.with_name(path.name + "-wal")
    size = wal.stat().st_size if wal.exists() else 0
    if size > LARGE_WAL:
        yield warn("wal", _size(size), "close programs that hold the file open; it shrinks at the next crawl")
    else:
        yield good("wal", _size(size))


def archive(store: Store, config: Config) -> Iterator[Finding]:
    """How much the pages take that are kept as they were fetched."""
    from storage.warc.archive import pages_folder, size_of

    kept = f"{store.count_pages()} pages, {_size(size_of(store.path))} in {pages_folder(store.path)}"
    if config.archive:
        yield good("archive", kept)
    else:
        yield warn("archive", f"off; {kept}", "`ronda reprocess` needs it: set archive = true in ronda.toml")


def stories(store: Store) -> Iterator[Finding]:
    """Whether articles wait to be put into stories."""
    waiting = store.count_unlinked()
    if waiting > MANY_UNLINKED:
        yield warn("stories", f"{waiting} articles are not linked yet", "`ronda stories --link` does it now")
    else:
        yield good("stories", f"{waiting} articles wait to be linked")


def leftovers(store: Store, config: Config, now: datetime) -> Iterator[Finding]:
    """Runs that say `running` for longer than a run may take."""
    zone = ZoneInfo(config.timezone)
    oldest = now - timedelta(minutes=2 * config.run_minutes)
    left = [run for run in store.runs(limit=1000) if run.outcome == "running" and run.started_at < oldest]
    for run in left:
        yield warn(
            "runs",
            f"run {run.id} of {run.source} is said to run since {local(run.started_at, zone)}",
            f"it was killed: the next `ronda crawl {run.source}` puts it right",
        )
    if not left:
        yield good("runs", "none left over")
    for source, number in store.given_up().items():
        yield warn(
            "given up",
            f"addresses of {source} that failed ten times: {number}",
            f"`ronda crawl {source} --retry` asks them again; the view `failures` names them",
        )


def _size(count: int) -> str:
    return f"{count / 1024**3:.1f} GB" if count >= 1024**3 else f"{count / 1024**2:.1f} MB"
