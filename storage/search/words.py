"""Text as the full-text index sees it: its words, in small letters, without accents. Knows no query.

The rules are those of FTS5's tokenizer `unicode61 remove_diacritics 2`; where the two should ever differ, a
found word is not marked, or counts less. Nothing is lost.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_RUN = re.compile(r"[^\W_]+")  # letters and digits; what also holds marks or private signs goes the slow way
_ODD = re.compile(r"[\u0300-\u036f\ue000-\uf8ff]|[^\x00-\uffff]")


def fold(word: str) -> str:
    """`Désiré` and `DESIRE` as `desire`."""
    if word.isascii():
        return word.lower()
    parted = unicodedata.normalize("NFD", word.lower())
    return "".join(char for char in parted if unicodedata.category(char)[0] != "M")


def tokens(text: str) -> list[str]:
    """The words of a query, folded; a run of nothing but combining marks is none."""
    runs = "".join(char if is_token(char) else " " for char in unicodedata.normalize("NFC", text)).split()
    return [folded for run in runs if (folded := fold(run))]


def spans(text: str) -> list[tuple[str, int, int]]:
    """(word, start, end) of a whole text, in its order."""
    if text.isascii():
        small = text.lower()
        return [(found[0], found.start(), found.end()) for found in _RUN.finditer(small)]
    return [(_folded(found[0]), found.start(), found.end()) for found in _runs(text)]


def _runs(text: str) -> list[re.Match[str]]:
    pattern = _WHOLE if _ODD.search(text) else _RUN
    return list(pattern.finditer(text))


_WHOLE = re.compile(r"(?:[^\W_]|[\u0300-\u036f\ue000-\uf8ff])+")


@lru_cache(maxsize=50_000)
def _folded(word: str) -> str:
    return fold(word)


def is_token(char: str) -> bool:
    """As in the unicode61 tokenizer: letters, numbers, private use; and marks, which belong to letters."""
    kind = unicodedata.category(char)
    return kind[0] in "LNM" or kind == "Co"
