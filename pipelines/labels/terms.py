"""Vocabulary in, its places in a text out: one pass over the words for all lists at once. Weighs nothing.

A term is one or more words in small letters ("laka lantas"), matched whatever the capitals and across hyphens
("sabu-sabu" is met by "sabu sabu"). A `*` at the end of its last word lets any letters follow ("dibegal*").
The endings -nya, -lah, -kah and -pun are taken off words that are no term themselves ("pelakunya").
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipelines.labels.words import NEAR, PART, Words

_ENDINGS = ("nya", "lah", "kah", "pun")
_SHORTEST = 4  # letters of a word that an ending may be taken from
_REMEMBERED = 1 << 16  # words; some 60,000 different ones stand in 10,000 articles
_QUOTES = "\"'“”‘’` \t"


@dataclass(frozen=True, slots=True)
class Hit:
    """Words `first` up to, not including, `end` are `term`, which stands in the lists `lists`."""

    lists: tuple[str, ...]
    term: str
    first: int
    end: int


class Lexicon:
    """Lists of terms, made ready for look-ups. `lists` maps each list's name to its terms."""

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        of_term: dict[str, list[str]] = {}
        for name, terms in lists.items():
            for term in terms:
                of_term.setdefault(" ".join(term.lower().replace("-", " ").split()), []).append(name)
        whole: dict[str, list[_Entry]] = {}
        open_ended: dict[str, list[_Entry]] = {}
        for term, names in of_term.items():
            first, *rest = term.split()
            table = open_ended if first.endswith("*") else whole
            table.setdefault(first.rstrip("*"), []).append(_Entry(tuple(rest), term, tuple(names)))
        self._whole, self._open = whole, open_ended
        self._lengths = sorted({len(first) for first in open_ended})
        self._of_word = lru_cache(maxsize=_REMEMBERED)(self._entries)

    def find(self, words: Words) -> Sequence[Hit]:
        """The terms of a text in order, the longest at each place, none inside another; none in pointers to
        other articles."""
        found: list[Hit] = []
        of_word, aside, end = self._of_word, words.aside, 0
        for i, key in enumerate(words.keys):
            entries = of_word(key)
            if not entries or i < end or aside[i]:
                continue
            for entry in entries:
                stop = i + 1 + len(entry.rest)
                if not entry.rest or _follows(words, i + 1, entry.rest):
                    found.append(Hit(entry.lists, entry.term, i, stop))
                    end = stop
                    break
        return found

    def _entries(self, word: str) -> tuple[_Entry, ...]:
        """What may begin with the word, the longest first."""
        found = list(self._whole.get(word, ()))
        if not found and len(word) > _SHORTEST + 3:
            bare = next((word[: -len(end)] for end in _ENDINGS if word.endswith(end)), "")
            found = list(self._whole.get(bare, ()))
        for length in self._lengths:
            found += self._open.get(word[:length], ()) if len(word) >= length else ()
        return tuple(sorted(found, key=lambda entry: -len(entry.rest)))


@dataclass(frozen=True, slots=True)
class _Entry:
    rest: tuple[str, ...]
    term: str
    lists: tuple[str, ...]


def _follows(words: Words, i: int, rest: tuple[str, ...]) -> bool:
    if i + len(rest) > len(words):
        return False
    for j, wanted in enumerate(rest, start=i):
        key = words.keys[j]
        # "orang tak dikenal", 'aksi "koboi"': a quotation mark parts no term, a comma does
        if words.gaps[j] != NEAR and not (words.gaps[j] == PART and not words.seps[j].strip(_QUOTES)):
            return False
        if key != wanted and not (wanted[-1] == "*" and key.startswith(wanted[:-1])):
            return False
    return True
