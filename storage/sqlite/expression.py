"""What a person typed becomes an FTS5 expression that cannot fail. Opens no database.

FTS5 has a query language of its own (quotes, stars, colons, NEAR, AND); none of it is let through. Every
token is put between double quotes, and only characters that the unicode61 tokenizer keeps get that far.
"""

from __future__ import annotations

import re
import unicodedata

from storage.sqlite.stop_words import STOP_WORDS

_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
_PHRASE = re.compile(r'"([^"]*)"')
# Signs inside a word ("anti-narkoba", "Rp1.500"): its halves must stand side by side, as in the text.
_JOINERS = frozenset("-‐‑'’.,/&@_")


def match_expression(words: str) -> str | None:
    """The argument for MATCH; None when there is nothing to look for.

    Words are ANDed, "…" is a phrase, an unpaired quote counts for nothing. Stop words are left out while
    anything else remains.
    """
    text = unicodedata.normalize("NFC", words).translate(_QUOTES)
    phrases = [tokens for inner in _PHRASE.findall(text) if (tokens := _tokens(inner))]
    single = _words(_PHRASE.sub(" ", text))
    telling = [tokens for tokens in single if len(tokens) > 1 or not _is_idle(tokens[0])]
    terms = phrases + (telling if telling or phrases else single)
    return " AND ".join(dict.fromkeys(f'"{" ".join(tokens)}"' for tokens in terms)) or None


def _words(text: str) -> list[list[str]]:
    spaced = "".join(char if _is_token(char) or char in _JOINERS else " " for char in text)
    return [tokens for word in spaced.split() if (tokens := _tokens(word))]


def _tokens(text: str) -> list[str]:
    """The runs of token characters; a run of nothing but combining marks is no token."""
    runs = "".join(char if _is_token(char) else " " for char in text).split()
    return [run for run in runs if any(unicodedata.category(char)[0] != "M" for char in run)]


def _is_idle(word: str) -> bool:
    """A stop word, or the AND that people write from habit: all words must occur anyway."""
    return word.lower() in STOP_WORDS or word == "AND"


def _is_token(char: str) -> bool:
    """As in the unicode61 tokenizer: letters, numbers, private use; and marks, which belong to letters."""
    kind = unicodedata.category(char)
    return kind[0] in "LNM" or kind == "Co"
