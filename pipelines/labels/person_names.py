"""A person's name as written at a spot of a text: without titles and degrees, initials kept. Decides nothing
about who it is.

"AKBP Dr. Endro Prasetya, S.I.K., M.H. di Mapolres" → Endro Prasetya, and where its degrees end.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipelines.labels.ranks import rank_at, rank_firsts
from pipelines.labels.words import NEAR, Words

_FILE = Path(__file__).parent / "data" / "person_names.toml"
_LONGEST = 6  # words of a name
_DOTTED = (". ", ".")
_INSIDE = "'’‘`-"
_GLUED = re.compile(r"\b([A-Z])\.(?=[A-Z][a-z])")  # "M.Ridho"
_TITLE = re.compile(r"[\w'’]+")


@dataclass(frozen=True, slots=True)
class PersonName:
    """Words `first` up to, not including, `last` are the name; `end` lies behind the degrees."""

    name: str
    first: int
    last: int
    end: int


@dataclass(frozen=True)
class _NameWords:
    honorifics: frozenset[str]
    short: frozenset[str]
    particles: frozenset[str]
    no_name: frozenset[str]
    names_too: frozenset[str]
    degree: re.Pattern[str]


@lru_cache(maxsize=1)
def name_words() -> _NameWords:
    file = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    parts = "|".join(re.escape(part) for part in sorted(file["degree_parts"], key=len, reverse=True))
    plain = "|".join(sorted({word.upper() for word in file["degrees"]}, key=len, reverse=True))
    cased = "|".join(word.capitalize() for word in file["degrees"] if word[-1] in "iste" and len(word) > 2)
    one = (
        rf"(?:[SMABD]\.\s?(?:{parts})(?:\.\s?[A-Z][a-z]{{0,3}})*\.?|S\.?I\.?K|M\.?I\.?K|(?:{plain}|{cased})"
        rf"|[SM](?:Sos|Pd|Ag|Kom|Hum|Kn|Tr|Si|Kes)|Ph\.?D|Ph\.D)(?![\w])\.?"
    )
    return _NameWords(
        honorifics=frozenset(file["honorifics"]),
        short=frozenset(file["short_first_names"]),
        particles=frozenset(file["particles"]),
        no_name=frozenset(file["no_name"]),
        names_too=frozenset(file["names_too"]),
        degree=re.compile(rf"(?:[\s,.;]*(?:{one}))+"),
    )


def name_at(words: Words, i: int, *, stop: Collection[str] = ()) -> PersonName | None:
    """The name that begins with word `i`, titles passed over; None where none stands, or only initials.

    `stop`: further words (small letters) at which a name ends.
    """
    known = name_words()
    first = past_honorifics(words, i)
    end = first
    while end < min(first + _LONGEST, len(words.keys)) and _goes_on(known, words, first, end, stop):
        end += 1
    while end > first and words.keys[end - 1] in known.particles:
        end -= 1
    if end == first or all(len(raw) == 1 for raw in words.raw[first:end]):
        return None
    if _masked(words, first, end):
        return None
    return PersonName(_spelled(words, first, end), first, end, _past_degrees(known, words, end))


def past_honorifics(words: Words, i: int) -> int:
    """Behind "H.", "Dr. Hj.", "Bapak" at word `i`; a lone "K" before "H" belongs to them."""
    honorifics = name_words().honorifics
    while i + 1 < len(words.keys):
        key, sep = words.keys[i], words.seps[i + 1]
        joined = key == "k" and words.keys[i + 1] == "h" and sep in (".", ". ")
        if not (joined or key in honorifics) or sep.strip() not in ("", "."):
            break
        i += 1
    return i


def _goes_on(known: _NameWords, words: Words, first: int, i: int, stop: Collection[str]) -> bool:
    raw, key = words.raw[i], words.keys[i]
    inside = i > first and words.seps[i] in _INSIDE and bool(words.seps[i])
    if i > first and not _joined(known, words, i):
        return False
    if raw[0].islower():
        return inside or (key in known.particles and i > first)
    if not raw[0].isalpha() or key in stop:
        return False
    if key in known.no_name and not (inside or _is_name_too(known, words, i)):
        return False
    if (key in rank_firsts() and rank_at(words, i)) or words.aside[i] != words.aside[first]:
        return False
    if any(letter.isdigit() for letter in raw):
        return False
    return not (i > first and len(raw) <= 6 and _is_degree(known, words, first, i))


def _is_name_too(known: _NameWords, words: Words, i: int) -> bool:
    """ "Hari Rosena", not "Hari Ini", "Hari Senin"."""
    if words.keys[i] not in known.names_too or i + 1 >= len(words) or words.seps[i + 1] != " ":
        return False
    return words.raw[i + 1].istitle() and words.keys[i + 1] not in known.no_name


def _joined(known: _NameWords, words: Words, i: int) -> bool:
    """Nothing ends the name before word `i`: a dot stands behind an initial or "Muh" alone."""
    if words.seps[i] in _DOTTED:
        return len(words.raw[i - 1]) == 1 or words.keys[i - 1] in known.short
    return words.gaps[i] == NEAR and "." not in words.seps[i] and "\n" not in words.seps[i]


def _is_degree(known: _NameWords, words: Words, first: int, i: int) -> bool:
    """ "S" of "Budi S.H", "SH" of "Budi SH"; not "S" of "Budi S Harahap"."""
    if all(len(raw) == 1 for raw in words.raw[first:i]):
        return False
    if words.raw[i].isupper() and words.raw[i - 1].isupper() and len(words.raw[i]) > 3:
        return False  # a name written in capitals throughout
    return bool(known.degree.match(words.text, words.starts[i]))


def _masked(words: Words, first: int, end: int) -> bool:
    """ "EA", "M R": initials, as papers print a name to hide it."""
    return all(raw.isupper() and len(raw) < 4 for raw in words.raw[first:end]) and end - first < 3


def _spelled(words: Words, first: int, end: int) -> str:
    """As written, on one line; names in capitals throughout in ordinary letters."""
    text = " ".join(words.text[words.starts[first] : words.ends[end - 1]].split())
    text = _GLUED.sub(r"\1. ", text)
    long = [raw for raw in words.raw[first:end] if len(raw) > 2]
    return (
        _TITLE.sub(lambda word: word[0].capitalize(), text) if long and all(map(str.isupper, long)) else text
    )


def _past_degrees(known: _NameWords, words: Words, end: int) -> int:
    match = known.degree.match(words.text, words.ends[end - 1])
    return max(bisect_left(words.starts, match.end()), end) if match else end
