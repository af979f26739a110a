"""Text as the full-text index sees it: its words, in small letters, without accents. Knows no query.

The rules are those of the tokenizer `unicode61 remove_diacritics 2`, for the scripts that Indonesian news is
written in: of others the index may split words elsewhere.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import islice

_RUN = re.compile(r"[^\W_]+")  # letters and digits; what also holds marks or private signs goes the slow way
_ODD = re.compile(r"[\u0300-\u036f\u064b-\u065f\ue000-\uf8ff]")
_WHOLE = re.compile(r"(?:[^\W_]|[\u0300-\u036f\u064b-\u065f\ue000-\uf8ff])+")


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


def plain_words(text: str) -> list[str]:
    """The words of a whole text, folded, in its order."""
    if text.isascii():
        return _RUN.findall(text.lower())
    # most texts hold a dash or a quotation mark, few a word that is not ASCII
    words = _pattern(text).findall(text)
    return [word.lower() if word.isascii() else _folded(word) for word in words]


def spans(text: str, first: int, last: int) -> list[tuple[int, int]]:
    """(start, end) in the text of its words from `first` up to, without it, `last`."""
    found = _pattern(text).finditer(text)
    return [(one.start(), one.end()) for one in islice(found, first, last)]


def _pattern(text: str) -> re.Pattern[str]:
    return _WHOLE if _ODD.search(text) else _RUN


@lru_cache(maxsize=50_000)
def _folded(word: str) -> str:
    return fold(word)


def is_token(char: str) -> bool:
    """As in the unicode61 tokenizer: letters, numbers, private use; and marks, which belong to letters."""
    kind = unicodedata.category(char)
    return kind[0] in "LNM" or kind == "Co"
