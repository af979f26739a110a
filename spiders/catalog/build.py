"""Layers → Source: what concerns several keys at once. Knows neither files nor TOML.

A key of a later layer replaces that of an earlier one, lists as a whole; hints key by key.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from crawler.items import Hints
from crawler.urls import host_of
from spiders.catalog.rules import Fault, absolute
from spiders.catalog.source import Source
from spiders.catalog.table import Layer, Place

ADDRESSES = ("feeds", "sitemaps", "listings", "searches")
_REQUIRED = {"title": "the outlet's own name", "host": 'such as host = "www.example.co.id"'}


def build_source(name: str, layers: Sequence[Layer]) -> Source:
    """The source that `layers` describe, the last the strongest.

    Raises CatalogError at the table that gave the offending key, or at the last one when a key is missing.
    """
    values: dict[str, Any] = {}
    given_by: dict[str, Place] = {}
    for layer in layers:
        values |= layer.values
        given_by |= dict.fromkeys(layer.values, layer.place)
    own = layers[-1].place
    for key, what in _REQUIRED.items():
        if not values.get(key):
            raise given_by.get(key, own).error(key, "is missing", f"Give it: {what}")
    _make_absolute(values, given_by)
    _check_lists(values, given_by, own)
    source = Source(name=name, file=_file(layers), **values)
    return _with_hints(source, layers)


def _make_absolute(values: dict[str, Any], given_by: Mapping[str, Place]) -> None:
    """Every list gets its canonical address, and must be on a host of the source."""
    origin = f"{values.get('scheme', 'https')}://{values['host']}"
    hosts = {host.partition(":")[0] for host in (values["host"], *values.get("also_hosts", ()))}
    for key in ADDRESSES:
        if key in values:
            values[key] = tuple(_own(given_by[key], key, origin, text, hosts) for text in values[key])
    if values.get("wordpress"):
        root = values["wordpress"].rstrip("/") + "/"
        values["wordpress"] = _own(given_by["wordpress"], "wordpress", origin, root, hosts)


def _own(place: Place, key: str, origin: str, text: str, hosts: set[str]) -> str:
    try:
        url = absolute(origin, text)
    except Fault as fault:
        raise place.error(key, fault.problem, fault.remedy) from fault
    if host_of(url) not in hosts:
        raise place.error(
            key,
            f"{text!r} is not on a host of this source ({', '.join(sorted(hosts))})",
            f'If {host_of(url)} carries its articles, add also_hosts = ["{host_of(url)}"]',
        )
    return url


def _check_lists(values: Mapping[str, Any], given_by: Mapping[str, Place], own: Place) -> None:
    if not any(values.get(key) for key in (*ADDRESSES, "wordpress")):
        raise own.error(
            "", "names no list of articles", "Give feeds, listings, sitemaps, searches or wordpress"
        )
    for key, other in (("searches", "search_words"), ("search_words", "searches")):
        if values.get(key) and not values.get(other):
            raise given_by[key].error(key, f"stands without {other}", f"Give {other}, or take {key} away")


def _with_hints(source: Source, layers: Sequence[Layer]) -> Source:
    hints: dict[str, tuple[str, ...]] = {}
    for layer in layers:
        hints |= layer.hints
    # The outlet's name stands behind titles ("… - Lampung Post") and is never an author.
    names = tuple(dict.fromkeys((*hints.pop("site_names", ()), source.title)))
    own = Hints(
        network=source.network,
        zone=source.zone,
        language=source.language,
        founded=source.founded,
        site_names=names,
    )
    return replace(source, hints=replace(own, **hints))  # type: ignore[arg-type]  # keys are HINT_KEYS


def _file(layers: Sequence[Layer]) -> str:
    row, *changes = [layer.place.file for layer in layers if layer.place.heading != "defaults"]
    return f"{row}, changed in {changes[-1]}" if changes else row
