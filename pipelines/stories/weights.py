"""How much a word tells: next to nothing for `polisi`, much for a name. Knows no text.

The table ships with the program and never learns. Frequencies counted as articles come in would make the
judgement of a pair depend on when it was made, and then groups would depend on the order of arrival.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

_TABLE = Path(__file__).with_name("common_words.txt")
_STORIES = 184  # counted for the table
_UNSEEN = 1.5  # stories in which a word that the table lacks is taken to stand: below its least, 4


@cache
def _weights() -> dict[str, float]:
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    pairs = (line.split() for line in lines if line and not line.startswith("#"))
    return {word: max(math.log(_STORIES / (int(count) + 0.5)), 0.0) for word, count in pairs}


RAREST = math.log(_STORIES / _UNSEEN)


def weight(word: str) -> float:
    """The inverse document frequency of a casefolded word: 0.0 … RAREST (4.8)."""
    return _weights().get(word, RAREST)


def total(words: Iterable[str]) -> float:
    table = _weights()
    # exact, so that the order in which a set gives its words cannot change the last digit
    return math.fsum([table.get(word, RAREST) for word in words])


# An article is compared with up to fifty others, and each time by all of its words.
_whole = lru_cache(maxsize=512)(total)


def is_rare(word: str) -> bool:
    """Whether the table of common words lacks it."""
    return word not in _weights()


def coverage(words: frozenset[str], text: frozenset[str]) -> float:
    """The share of `words`, by weight, that stand in `text`: 0.0 … 1.0; 0.0 for no words."""
    whole = _whole(words)
    return total(words & text) / whole if whole else 0.0


def likeness(a: frozenset[str], b: frozenset[str]) -> float:
    """The cosine of two sets of words by weight: 0.0 … 1.0."""
    whole = math.sqrt(_whole(a) * _whole(b))
    return total(a & b) / whole if whole else 0.0
