"""The tables `[topics.NAME]` of `ronda.toml` become OwnTopics. Knows no place and no police unit by name:
whether a region is one is asked in `pipelines/labels/own_topics.py`."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import fields

from crawler.errors import ConfigError
from crawler.labels import POLICE, OwnTopic

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
KEYS = tuple(f.name for f in fields(OwnTopic) if f.name != "name")
_EXAMPLE = 'Write such as words = ["tambang ilegal"], units = ["Polres OKU"], regions = ["Sumatera Selatan"]'


def read_topics(tables: object, where: str) -> tuple[OwnTopic, ...]:
    """The topics in the order of the file. Raises ConfigError, naming `where`, key and remedy."""
    if not isinstance(tables, Mapping):
        raise ConfigError(f"{where}: topics: write one table a topic, [topics.NAME]")
    return tuple(_topic(name, table, f"{where}: topics.{name}") for name, table in tables.items())


def check_topic(name: str, topics: tuple[OwnTopic, ...]) -> None:
    """Raises ValueError, with the remedy, for a name that is no topic."""
    known = (POLICE, *(topic.name for topic in topics))
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
        meant = f"Did you mean {near[0]!r}?" if near else f"Known are {', '.join(known)}"
        raise ValueError(f"no topic {name!r}. {meant}; a table [topics.NAME] makes one")


def _topic(name: str, table: object, where: str) -> OwnTopic:
    if not _NAME.fullmatch(name) or len(name) > 60:
        raise ConfigError(
            f"{where}: {name!r} is no name of a topic. Use up to 60 lower-case letters, digits and single "
            "hyphens between them, such as tambang-ilegal"
        )
    if name == POLICE:
        raise ConfigError(f"{where}: {POLICE} is the police's own topic. Choose another name")
    if not isinstance(table, Mapping):
        raise ConfigError(f"{where}: is no table. Write [topics.{name}]")
    for key in table:
        if key not in KEYS:
            raise ConfigError(f"{where}.{key}: unknown key. Known are {', '.join(KEYS)}")
    topic = OwnTopic(name=name, **{key: _texts(value, f"{where}.{key}") for key, value in table.items()})
    if not (topic.words or topic.units or topic.regions):
        raise ConfigError(f"{where}: asks for nothing. {_EXAMPLE}")
    return topic


def _texts(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise ConfigError(f'{where}: {value!r} is not a list of texts. Write ["…", "…"]')
    for entry in value:
        if not any(map(str.isalnum, entry)):
            raise ConfigError(f"{where}: the entry {entry!r} has no letter. Fill it in or remove it")
    return tuple(dict.fromkeys(" ".join(entry.split()) for entry in value))
