"""Provinces, kabupaten, kota and kecamatan with their codes, and every spelling that leads to them.

Reads `data/wilayah.csv` and `data/names.toml`, once, when first asked. Knows no text; `gazetteer.py` looks
in one.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

_DATA = Path(__file__).parent / "data"
PROVINSI, KABUPATEN, KOTA, KECAMATAN = "provinsi", "kabupaten", "kota", "kecamatan"
_PREFIXES = {"provinsi": PROVINSI, "kabupaten": KABUPATEN, "kab": KABUPATEN, "kota": KOTA}
NAME, SHORT, SEAT = "name", "short", "seat"
_FIRST_WORDS = {"Kepulauan": ("Kep",), "Tanjung": ("Tj", "Tjg"), "Pematang": ("P",)}
_NUMERALS = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5"}


@dataclass(frozen=True, slots=True)
class Area:
    """`code` as the Ministry of Home Affairs gives it: "16", "16.01", "16.01.07"; `name` without its
    level."""

    code: str
    name: str
    level: str

    @property
    def title(self) -> str:
        """`Kabupaten Ogan Komering Ulu`, `Kota Palembang`; provinces and kecamatan by their bare name."""
        return f"{self.level.capitalize()} {self.name}" if self.level in (KABUPATEN, KOTA) else self.name


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to write one area. `how`: NAME its own, SHORT an abbreviation or by-name, SEAT a town in it."""

    code: str
    level: str
    how: str


@dataclass(frozen=True, slots=True)
class Atlas:
    """All areas by code, and all spellings by their letters alone (`compact`)."""

    areas: Mapping[str, Area]
    spellings: Mapping[str, Sequence[Spelling]]
    capitals: frozenset[str]  # spellings that count only when written in capitals
    words: frozenset[str]  # spellings that are ordinary words too

    def province_of(self, code: str) -> Area:
        return self.areas[code[:2]]

    def named(self, name: str) -> Sequence[Area]:
        """The areas that a name may mean: a source's `region`, a dateline; empty for none."""
        bare = compact(name)
        found = self.spellings.get(bare, ())
        for prefix, level in _PREFIXES.items():
            if bare.startswith(prefix) and (inner := self.spellings.get(bare.removeprefix(prefix))):
                found = [spelling for spelling in inner if spelling.level == level] or found
        return [self.areas[spelling.code] for spelling in found if spelling.level != KECAMATAN]


def compact(name: str) -> str:
    """Letters and digits in lower case: what "Kayu Agung" and "Kayuagung" have in common."""
    return "".join(filter(str.isalnum, name)).lower()


@lru_cache(maxsize=1)
def atlas() -> Atlas:
    names = tomllib.loads((_DATA / "names.toml").read_text(encoding="utf-8"))
    areas, codes = _areas(names["spelling"])
    spellings: dict[str, list[Spelling]] = defaultdict(list)
    capitals: set[str] = set()
    for written, code, how in _spellings(areas, codes, names):
        entry = Spelling(code, areas[code].level, how)
        if all(entry.code != other.code for other in spellings[compact(written)]):
            spellings[compact(written)].append(entry)
        if how == SHORT and written.isupper():
            capitals.add(compact(written))
    words = frozenset(compact(word) for kind in names["words"].values() for word in kind)
    return Atlas(areas, dict(spellings), frozenset(capitals), words)


def _areas(spelling: Mapping[str, str]) -> tuple[dict[str, Area], dict[str, str]]:
    """All areas by code, and the codes of provinces, kabupaten and kota by title, old and wanted."""
    areas: dict[str, Area] = {}
    codes: dict[str, str] = {}
    for line in (_DATA / "wilayah.csv").read_text(encoding="utf-8").splitlines():
        code, _, name = line.partition(",")
        if len(code) == 8:
            areas[code] = Area(code, spelling.get(f"{code[:5]} {name}", name), KECAMATAN)
            continue
        title = spelling.get(name, name)
        codes[name] = codes[title] = code
        level, _, bare = title.partition(" ") if len(code) == 5 else (PROVINSI, "", title)
        areas[code] = Area(code, bare, level.lower())
    return areas, codes


def _spellings(
    areas: Mapping[str, Area], codes: Mapping[str, str], names: Mapping[str, Any]
) -> Iterator[tuple[str, str, str]]:
    """(as written, code, how), an area's own name first."""
    shorts = list(_shorts(areas, codes, names))
    for area in areas.values():
        yield area.name, area.code, NAME
    yield from ((short, code, SHORT) for short, code in shorts)
    yield from ((short, code, SHORT) for short, code in _derived(areas, shorts))
    for seat, titles in names["seats"].items():
        for title in titles:
            yield seat, codes[title], SEAT


def _shorts(
    areas: Mapping[str, Area], codes: Mapping[str, str], names: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    for section in ("provinces", "kabupaten_kota"):
        for title, shorts in names[section].items():
            for short in shorts:
                yield short, codes[title]
    districts = {f"{code[:5]} {area.name}": code for code, area in areas.items() if len(code) == 8}
    for title, shorts in names["kecamatan"].items():
        for short in shorts:
            yield short, districts[title]


def _derived(areas: Mapping[str, Area], shorts: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """By rule: "Bolmong Utara" after "Bolmong", "Kep. Seribu", "Tj. Pinang", "Ilir Barat 1"."""
    named = [(area.name, code) for code, area in areas.items()]
    above = [(name, code) for name, code in named if len(code) == 5]  # one in fifteen: 40 ms of each start
    for short, code in shorts:
        if len(code) == 5:
            name = f"{areas[code].name} "
            for full, other in above:
                if other[:2] == code[:2] and full.startswith(name):
                    yield f"{short} {full.removeprefix(name)}", other
    for full, code in (*named, *shorts):
        first, _, rest = full.partition(" ")
        for short in _FIRST_WORDS.get(first, ()) if rest else ():
            yield f"{short} {rest}", code
        before, _, last = full.rpartition(" ")
        if before and last in _NUMERALS:
            yield f"{before} {_NUMERALS[last]}", code
