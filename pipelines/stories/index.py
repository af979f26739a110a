"""Where look-up keys are kept: what linking asks, and an index in memory. A store has another one on disk.

A key is a band and a hash; the band keeps kinds apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from typing import Generic, NamedTuple, Protocol, TypeVar

Id = TypeVar("Id", bound=Hashable)

# A key that more articles share than this is a template's or a household word's: it is not followed.
CROWD = 200


class Key(NamedTuple):
    """`band` is small (0 … 255), `hash` a signed 64-bit integer."""

    band: int
    hash: int


class Lookup(Protocol[Id]):
    """What linking one article asks. It costs one look-up a key, however many articles are kept."""

    def candidates(self, keys: Iterable[Key]) -> dict[Id, Counter[int]]:
        """The articles that share a key, with how many they share in each band. A key that more than CROWD
        articles share is passed over."""
        ...


class MemoryIndex(Generic[Id]):
    """The index of a file's articles, or of a test's."""

    def __init__(self, crowd: int = CROWD) -> None:
        self._crowd = crowd
        self._holders: defaultdict[Key, set[Id]] = defaultdict(set)

    def add(self, article_id: Id, keys: Iterable[Key]) -> None:
        """Keeps the keys of an article; adding it again changes nothing."""
        for key in keys:
            self._holders[key].add(article_id)

    def candidates(self, keys: Iterable[Key]) -> dict[Id, Counter[int]]:
        found: defaultdict[Id, Counter[int]] = defaultdict(Counter)
        for key in set(keys):
            holders = self._holders.get(key, set())
            if len(holders) <= self._crowd:
                for holder in holders:
                    found[holder][key.band] += 1
        return dict(found)
