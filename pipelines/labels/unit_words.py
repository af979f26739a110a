"""The vocabulary of police units from `data/units.toml`, made ready for look-ups. Knows no text."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from pipelines.labels.areas import atlas, compact

_FILE = Path(__file__).parent / "data" / "units.toml"
_POSTS = ("", "ma", "ka", "waka")  # the unit, its headquarters, its chief, the deputy
BRIMOB = frozenset({"brimob", "satbrimob", "satbrimobda", "brimobda", "dansatbrimob", "dansatbrimobda"})
Phrases = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
"""By first word: (the words after it, what they stand for), the longest first."""


@dataclass(frozen=True)
class UnitWords:
    heads: Mapping[str, tuple[str, str]]  # head word → level, kind
    posts: frozenset[str]  # heads that name a person's post: "kapolres"
    long: Phrases  # → head word
    branches: Phrases  # → level
    national: Phrases  # → canonical name
    special_names: frozenset[str]  # canonical
    special: Mapping[str, tuple[str, str, str]]  # spelling's letters → level, canonical name, code
    polresta_of_kabupaten: frozenset[str]
    kota_without_suffix: frozenset[str]
    metro: frozenset[str]  # codes
    poldas: Mapping[str, str]  # "poldasu", "kapoldasumut" → code
    kinds: Mapping[str, str]  # code of a kota → kind of its unit

    @cached_property
    def triggers(self) -> frozenset[str]:
        """All words that may begin the naming of a unit."""
        return frozenset().union(self.heads, self.long, self.branches, self.national, self.poldas, BRIMOB)


@lru_cache(maxsize=1)
def unit_words() -> UnitWords:
    file = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    codes = {area.title: area.code for area in atlas().areas.values() if len(area.code) < 8}
    resolution = file["resolution"]
    return UnitWords(
        heads={
            post + head: (level, kind) for head, (level, kind) in file["heads"].items() for post in _POSTS
        },
        posts=frozenset(post + head for head in file["heads"] for post in ("ka", "waka")),
        long=_phrases(file["long"]),
        branches=_phrases({name: level for level, names in file["branches"].items() for name in names}),
        national=_phrases({words: name for name, all_ in file["national"].items() for words in all_}),
        special_names=frozenset(row["name"] for row in file["special"]),
        special={
            compact(spelling): (row["name"].split()[0].lower()[:6], row["name"], codes[row["area"]])
            for row in file["special"]
            for spelling in row["spellings"]
        },
        polresta_of_kabupaten=frozenset(resolution["polresta_of_kabupaten"]),
        kota_without_suffix=frozenset(resolution["kota_without_suffix"]),
        poldas={
            f"{post}polda{compact(short)}": codes[province]
            for province, shorts in file["joined"].items()
            for short in shorts
            for post in _POSTS
        },
        metro=frozenset(codes[title] for title in resolution["metro"]),
        kinds={codes[f"Kota {name}"]: kind for kind, names in file["kinds"].items() for name in names},
    )


def _phrases(meanings: Mapping[str, str]) -> Phrases:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for words, meaning in meanings.items():
        first, *rest = words.split()
        found.setdefault(first, []).append((tuple(rest), meaning))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in found.items()}
