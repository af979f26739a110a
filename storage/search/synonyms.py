"""Which words of police Indonesian mean the same: `synonyms.toml`, read once. Knows no index."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from storage.search.affixes import forms, roots
from storage.search.words import tokens

Phrase = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Thesaurus:
    """`groups` by number; `starts` leads from a first word to the phrases that begin with it."""

    groups: Sequence[Sequence[Phrase]]
    starts: dict[str, list[tuple[Phrase, int]]]

    def at(self, words: Sequence[str]) -> tuple[int, list[Phrase]]:
        """The longest known expression at the start of these words: its length, and what means the same;
        (0, []) for none. `mencuri motor` is found as `pencurian motor`."""
        best: dict[int, list[Phrase]] = {}
        for first in sorted({words[0]}.union(*map(forms, roots(words[0])))):
            for phrase, group in self.starts.get(first, ()):
                if len(phrase) <= len(words) and all(map(_akin, phrase, words)):
                    found = best.setdefault(len(phrase), [])
                    found += [one for one in self.groups[group] if one != phrase and one not in found]
        length = max(best, default=0)
        return length, best.get(length, [])


@lru_cache(maxsize=1)
def thesaurus() -> Thesaurus:
    data = tomllib.loads((Path(__file__).parent / "synonyms.toml").read_text(encoding="utf-8"))
    groups: list[list[Phrase]] = []
    starts: dict[str, list[tuple[Phrase, int]]] = {}
    for names in data["same"]:
        group = [tuple(tokens(name)) for name in names]
        for phrase in group:
            starts.setdefault(phrase[0], []).append((phrase, len(groups)))
        groups.append(group)
    for word, names in data["wider"].items():
        starts.setdefault(word, []).append(((word,), len(groups)))
        groups.append([tuple(tokens(name)) for name in names])
    return Thesaurus(groups=groups, starts=starts)


def _akin(one: str, other: str) -> bool:
    """The same word, or two forms of one root. Short words have no forms: `oi` is no `oil`."""
    return one == other or not roots(one).isdisjoint(roots(other))
