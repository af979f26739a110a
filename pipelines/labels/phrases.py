"""Longest-match look-up of phrases in a text's words. Knows no vocabulary of its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from pipelines.labels.words import STOP, Words

T = TypeVar("T")


class Phrases(Generic[T]):
    """Spellings and what each stands for; a spelling is words in small letters."""

    __slots__ = ("_by_first",)

    def __init__(self, meanings: Iterable[tuple[str, T]]) -> None:
        found: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for spelling, meaning in meanings:
            first, *rest = spelling.split()
            found.setdefault(first, []).append((tuple(rest), meaning))
        self._by_first = {
            first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in found.items()
        }

    @property
    def firsts(self) -> frozenset[str]:
        return frozenset(self._by_first)

    def at(self, words: Words, i: int) -> tuple[T, int] | None:
        """What the longest phrase at word `i` stands for, and the index behind it."""
        if i >= len(words.keys):
            return None
        for rest, meaning in self._by_first.get(words.keys[i], ()):
            end = i + 1 + len(rest)
            if not rest or (tuple(words.keys[i + 1 : end]) == rest and STOP not in words.gaps[i + 1 : end]):
                return meaning, end
        return None
