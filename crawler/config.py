"""`ronda.toml` and the RONDA_* variables become one frozen Config, read once and passed down.

Looked for in this order: the `--config` given, `RONDA_CONFIG`, `ronda.toml` in the working directory. Without
any, the defaults below hold. Relative paths in the file are relative to the file. Knows no sources: the
tables under `[sources]` are handed on as they are, for the catalogue to check. Those under `[topics]` are
read in `topics.py`.
"""

from __future__ import annotations

import math
import os
import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, get_type_hints
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from crawler import __version__
from crawler.errors import ConfigError
from crawler.labels import POLICE, OwnTopic, Watch
from crawler.outbound import read_networks
from crawler.topics import check_topic, read_topics

FILE_NAME = "ronda.toml"


@dataclass(frozen=True, kw_only=True)
class Config:
    """Every setting a user has. A field is a key of `ronda.toml` and, in capitals, a variable RONDA_…"""

    database: Path = Path("ronda.db")
    contact: str = ""  # an address or page where the owner of the crawls can be reached
    user_agent: str = ""  # replaces the whole User-Agent; empty: Ronda/VERSION with the contact
    timezone: str = "Asia/Jakarta"  # of schedules and of what is printed for people
    workers: int = 0  # reading processes a crawl; 0: one a processor, at most 4
    parallel: int = 4  # crawls at the same time, each of another host
    delay: float = 1.0  # seconds between two requests to one host, where the catalogue says nothing
    fetch_seconds: float = 15.0  # a request is given up after this
    fetch_megabytes: float = 5.0  # and a response over this, decompressed
    read_seconds: float = 20.0  # one page in a worker: the slowest of 165 real pages took 1.3
    read_megabytes: int = 1024  # address space of a worker
    run_minutes: float = 30.0  # one crawl of one source
    grace_seconds: int = 600  # a scheduled run that starts later than this is left out
    allow_addresses: tuple[str, ...] = ()  # of the owner's own network that may be opened
    archive: bool = True  # keep pages as they were fetched, in WARC files beside the database
    archive_days: int = 365  # so long; 0: for ever
    archive_gigabytes: float = 20.0  # of all sources together, the oldest go first; 0: no limit
    topic: str = POLICE  # what articles are judged by: the police's, or a table [topics.NAME]
    off_topic: str = "keep"  # what becomes of the others: keep, or drop
    log_level: str = "WARNING"
    topics: tuple[OwnTopic, ...] = ()  # tables of [topics.NAME]
    sources: Mapping[str, Any] = field(default_factory=dict)  # tables of [sources.NAME], unchecked
    file: Path | None = None  # where this was read from

    def agent(self) -> str:
        """The User-Agent: says what we are, and whom to ask."""
        if self.user_agent:
            return self.user_agent
        reach = f"; +{self.contact}" if self.contact else ""
        return f"Ronda/{__version__} (news monitor{reach})"

    def watch(self, *, region: str = "", topic: str = "") -> Watch:
        """What a source is watched for; without a topic of its own, for that of all."""
        return Watch(region=region, topic=topic or self.topic, topics=self.topics)

    def reading_processes(self) -> int:
        return self.workers or min(4, os.cpu_count() or 1)


SETTINGS = tuple(f.name for f in fields(Config) if f.name not in ("topics", "sources", "file"))
_POSITIVE = (
    "parallel",
    "fetch_seconds",
    "fetch_megabytes",
    "read_seconds",
    "read_megabytes",
    "run_minutes",
    "grace_seconds",
)
OFF_TOPIC = ("keep", "drop")
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


def read_config(
    path: Path | None = None,
    *,
    environ: Mapping[str, str] = os.environ,
    database: Path | None = None,
) -> Config:
    """The configuration in force; `path` and `database` are what the command line said.

    Raises ConfigError, naming file and key, for a file that is missing or no TOML, an unknown key, or a
    value of the wrong kind.
    """
    file = _find(path, environ)
    values: dict[str, Any] = {}
    if file is not None:
        values = _from_file(file)
    from_environment = _from_environment(environ)
    values |= from_environment
    if database is not None:
        values["database"] = database
    config = Config(**values, file=file)
    _check(config, from_environment)
    return config


def _find(path: Path | None, environ: Mapping[str, str]) -> Path | None:
    if path is None and environ.get("RONDA_CONFIG"):
        path = Path(environ["RONDA_CONFIG"])
    if path is not None:
        if not path.is_file():
            raise ConfigError(f"{path}: no such file. Name an existing {FILE_NAME}, or leave the option out")
        return path.absolute()
    here = Path(FILE_NAME)
    return here.absolute() if here.is_file() else None


def _from_file(file: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8-sig"))  # Windows editors put a mark first
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: {error}. It must be TOML in UTF-8: see docs/configuration.md") from error
    except OSError as error:
        raise ConfigError(f"{file}: {error.strerror}. Make it readable for this user") from error
    sources = table.pop("sources", {})
    if not isinstance(sources, dict):
        raise ConfigError(f"{file}: sources: write one table a source, [sources.NAME]")
    topics = read_topics(table.pop("topics", {}), str(file))
    values = {key: _typed(str(file), key, value) for key, value in table.items()}
    if "database" in values:
        values["database"] = file.parent / str(values["database"])
    return values | {"sources": sources, "topics": topics}


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    """Empty variables count as not set. Raises ConfigError for a RONDA_ variable that sets nothing."""
    given = {name: text for name, text in environ.items() if name.startswith("RONDA_") and text}
    given.pop("RONDA_CONFIG", None)
    return {_key(name): _typed(name, _key(name), text) for name, text in given.items()}


def _key(variable: str) -> str:
    return variable.removeprefix("RONDA_").lower()


def _typed(where: str, key: str, value: object) -> object:
    kinds = get_type_hints(Config)
    if key not in SETTINGS:
        raise ConfigError(
            f"{where}: {key}: unknown key. Known are {', '.join(SETTINGS)}, [topics.NAME] and [sources.NAME]"
        )
    kind = kinds[key]
    try:
        if kind is Path and isinstance(value, str) and value:
            return Path(value).expanduser()
        if kind is str and isinstance(value, str):
            return value
        if kind == tuple[str, ...]:
            return _texts(value)
        if kind is bool:
            return _truth(value)
        if kind is int and not isinstance(value, bool | float):
            return int(value)  # type: ignore[call-overload]
        if kind is float and not isinstance(value, bool):
            return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        pass
    wanted = {
        Path: "a path",
        str: "a text",
        bool: "true or false",
        int: "a whole number",
        float: "a number",
    }.get(kind, "a list of texts")
    raise ConfigError(f"{where}: {key}: {value!r} is not {wanted}")


def _truth(value: object) -> bool:
    """A TOML truth value, or the words of one. Raises ValueError for anything else."""
    words = {"true": True, "false": False}
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in words:
        return words[value.lower()]
    raise ValueError(value)


def _texts(value: object) -> tuple[str, ...]:
    """A TOML list of texts, or a variable with commas between them. Raises TypeError for anything else."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
        return tuple(value)
    raise TypeError(value)


def _check(config: Config, from_environment: Collection[str]) -> None:
    def wrong(name: str, why: str) -> ConfigError:
        where = f"RONDA_{name.upper()}" if name in from_environment else config.file or "settings"
        return ConfigError(f"{where}: {name}: {why}")

    for name in SETTINGS:
        value = getattr(config, name)
        if isinstance(value, float) and not math.isfinite(value):
            raise wrong(name, "must be a finite number")
        if name in _POSITIVE and value <= 0:
            raise wrong(name, "must be more than 0")
        if name in ("delay", "workers", "archive_days", "archive_gigabytes") and value < 0:
            raise wrong(name, "must not be negative")
    if config.log_level.upper() not in _LEVELS:
        raise wrong("log_level", f"{config.log_level!r} is none of {', '.join(_LEVELS)}")
    if config.off_topic not in OFF_TOPIC:
        raise wrong("off_topic", f"{config.off_topic!r} is none of {', '.join(OFF_TOPIC)}")
    try:
        check_topic(config.topic, config.topics)
    except ValueError as error:
        raise wrong("topic", str(error)) from error
    try:
        read_networks(config.allow_addresses)
    except ValueError as error:
        raise wrong("allow_addresses", str(error)) from error
    for name in ("contact", "user_agent"):
        if re.search(r"[^\x20-\x7e]", getattr(config, name)):
            raise wrong(name, "only printable ASCII can stand in a header")
    try:
        ZoneInfo(config.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise wrong("timezone", f"no zone {config.timezone!r}. Write one such as Asia/Jakarta") from error
