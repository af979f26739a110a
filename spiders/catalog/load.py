"""The shipped `*.toml` files and the tables of the user's `ronda.toml` → Catalog. Opens nothing else.

A shipped file holds one table a source and, under `[defaults]`, what all sources of its network share.
A user's `[sources.NAME]` changes the named keys of a shipped source or adds a source.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib.resources import files
from importlib.resources.abc import Traversable

from crawler.config import FILE_NAME, Config
from crawler.errors import CatalogError, UnknownSource
from crawler.topics import check_topic
from spiders.catalog.build import build_source
from spiders.catalog.rules import Fault, check_name
from spiders.catalog.source import Source
from spiders.catalog.table import Layer, Place, read_table

DEFAULT_NETWORK = "generic"  # of a source that a user adds without saying


class Catalog(Mapping[str, Source]):
    """All sources by name, in the order of their names, also those that are disabled."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._sources = {source.name: source for source in sorted(sources, key=lambda source: source.name)}

    def __getitem__(self, name: str) -> Source:
        """The source; raises UnknownSource, which offers the nearest name."""
        try:
            return self._sources[name]
        except KeyError:
            raise UnknownSource(name, self._sources) from None

    def __contains__(self, name: object) -> bool:
        return name in self._sources

    def __iter__(self) -> Iterator[str]:
        return iter(self._sources)

    def __len__(self) -> int:
        return len(self._sources)

    def names(self) -> tuple[str, ...]:
        return tuple(self._sources)

    def enabled(self) -> tuple[Source, ...]:
        """What `crawl --all`, `crawl --due` and the timetable take."""
        return tuple(source for source in self._sources.values() if source.enabled)


@dataclass(slots=True)
class _Tables:
    """All tables, checked one by one and not yet put together."""

    defaults: dict[str, Layer] = field(default_factory=dict)  # by network
    rows: dict[str, Layer] = field(default_factory=dict)  # by source
    networks: dict[str, str] = field(default_factory=dict)  # source → network of its file


def load_catalog(config: Config, folder: Traversable | None = None) -> Catalog:
    """The catalogue in force; `folder` holds the shipped files (for tests; the package's own without).

    Raises CatalogError, naming file, key and remedy, at the first wrong place.
    """
    tables = _Tables()
    shipped = files("spiders.catalog") if folder is None else folder
    for file in sorted(shipped.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            _read_file(file, tables)
    users = _user_tables(config, tables)
    return Catalog(_watching(_source(name, tables, users), config) for name in (tables.rows | users))


def _read_file(file: Traversable, tables: _Tables) -> None:
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogError(
            file=file.name, key="the whole file", problem=str(error), remedy="It must be TOML in UTF-8"
        ) from error
    defaults = read_table(Place(file.name, "defaults"), content.pop("defaults", {}))
    network = str(defaults.values.get("network", DEFAULT_NETWORK))
    if defaults.values or defaults.hints:
        _add(tables.defaults, network, defaults, f"network {network!r} already has defaults")
    for name, table in content.items():
        place = Place(file.name, name)
        _check_name(place, name)
        _add(tables.rows, name, read_table(place, table), "there is another source of this name")
        tables.networks[name] = network


def _add(known: dict[str, Layer], key: str, layer: Layer, problem: str) -> None:
    if key in known:
        raise layer.place.error("", f"{problem}, in {known[key].place.file}", "Rename or remove one")
    known[key] = layer


def _check_name(place: Place, name: str) -> None:
    try:
        check_name(name)
    except Fault as fault:
        raise place.error("", fault.problem, fault.remedy) from fault


def _user_tables(config: Config, tables: _Tables) -> dict[str, Layer]:
    users = {}
    for name, table in config.sources.items():
        place = Place(str(config.file or FILE_NAME), f"sources.{name}")
        _check_name(place, name)
        layer = read_table(place, table)
        if name not in tables.rows and not layer.values.get("host"):
            raise place.error("host", "is missing", _added_or_mistyped(name, tables.rows))
        users[name] = layer
    return users


def _added_or_mistyped(name: str, shipped: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(shipped), n=1, cutoff=0.6)
    meant = f"Did you mean {near[0]!r}? " if near else ""
    return f'{meant}To add a source give its host, such as host = "www.example.co.id"'


def _source(name: str, tables: _Tables, users: Mapping[str, Layer]) -> Source:
    """Network defaults, then the shipped row, then the user's table."""
    own = [layers[name] for layers in (tables.rows, users) if name in layers]
    network = tables.networks.get(name, DEFAULT_NETWORK)
    for layer in own:
        network = str(layer.values.get("network") or network)
    host = next((layer.values["host"] for layer in reversed(own) if "host" in layer.values), "")
    floor = Layer(Place(own[0].place.file, "defaults"), {"network": network, "title": host})
    defaults = [tables.defaults[network]] if network in tables.defaults else []
    return build_source(name, [floor, *defaults, *own])


def _watching(source: Source, config: Config) -> Source:
    """The source, its pages telling what it is watched for. Raises CatalogError for a topic that is none."""
    try:
        check_topic(source.topic or config.topic, config.topics)
    except ValueError as error:
        problem, _, remedy = str(error).partition(". ")
        key = f"sources.{source.name}.topic"
        raise CatalogError(file=source.file, key=key, problem=problem, remedy=remedy) from error
    watch = config.watch(region=source.region, topic=source.topic)
    return replace(source, hints=replace(source.hints, watch=watch))
