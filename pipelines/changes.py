"""What changed between two versions of an article, and whether the outlet said so. Pure.

Paragraphs are compared as wholes first (`difflib`, Ratcliff and Obershelp's matching), then the words of
paragraphs that took each other's place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from enum import StrEnum

# Two paragraphs that share less than this of their words are one taken out and another put in.
ALIKE = 0.5
_WORDS = re.compile(r"\s+|[^\s\w]|\w+")
# How the Indonesian press marks a correction: ralat (the rule of the press council), koreksi, pembetulan.
_OWNED = re.compile(r"\b(ralat|koreksi|pembetulan|meralat|dikoreksi|diralat|hak jawab)\b", re.IGNORECASE)


class Nature(StrEnum):
    """Whether the outlet owned up to an edit."""

    CORRECTION = "correction"  # it says so: "Ralat", "Koreksi"
    NOTED = "noted"  # its stated time of modification moved on
    SILENT = "silent"  # nothing on the page tells of it


class Kind(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """Some words and what became of them."""

    kind: Kind
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One changed paragraph: `number` counts from 1 in the newer version (in the older one, if removed)."""

    number: int
    pieces: tuple[Piece, ...]

    @property
    def before(self) -> str:
        return "".join(piece.text for piece in self.pieces if piece.kind is not Kind.ADDED)

    @property
    def after(self) -> str:
        return "".join(piece.text for piece in self.pieces if piece.kind is not Kind.REMOVED)


def changes(before: Sequence[str], after: Sequence[str]) -> list[Change]:
    """The changed paragraphs in the order of the newer version."""
    found: list[Change] = []
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            found.extend(_block(before[a1:a2], after[b1:b2], a1 + 1, b1 + 1))
    return found


def nature(
    before: str,
    after: str,
    *,
    seen_at: datetime,
    modified_before: datetime | None,
    modified_after: datetime | None,
) -> Nature:
    """Whether the newer version owns up to the change. `before` and `after` hold title and text; `seen_at` is
    when the older version was first fetched."""
    if len(_OWNED.findall(after)) > len(_OWNED.findall(before)):
        return Nature.CORRECTION
    if modified_after is not None and modified_after != modified_before and modified_after >= seen_at:
        return Nature.NOTED
    return Nature.SILENT


def _block(before: Sequence[str], after: Sequence[str], first: int, number: int) -> list[Change]:
    """Paragraphs that stand in each other's place, paired in order while they are alike."""
    found: list[Change] = []
    left = list(enumerate(before))
    for offset, new in enumerate(after):
        match = next((n for n, (_, old) in enumerate(left) if _alike(old, new)), None)
        if match is None:
            found.append(Change(number=number + offset, pieces=(Piece(kind=Kind.ADDED, text=new),)))
            continue
        found.extend(_removed(left[:match], first))
        found.append(Change(number=number + offset, pieces=_words(left[match][1], new)))
        del left[: match + 1]
    return found + _removed(left, first)


def _removed(paragraphs: Sequence[tuple[int, str]], first: int) -> list[Change]:
    return [
        Change(number=first + offset, pieces=(Piece(kind=Kind.REMOVED, text=text),))
        for offset, text in paragraphs
    ]


def _alike(before: str, after: str) -> bool:
    matcher = SequenceMatcher(None, _WORDS.findall(before), _WORDS.findall(after), autojunk=False)
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _words(before: str, after: str) -> tuple[Piece, ...]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    pieces: list[Piece] = []
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(kind=Kind.SAME, text="".join(new[b1:b2])))
            continue
        if a1 < a2:
            pieces.append(Piece(kind=Kind.REMOVED, text="".join(old[a1:a2])))
        if b1 < b2:
            pieces.append(Piece(kind=Kind.ADDED, text="".join(new[b1:b2])))
    return tuple(pieces)
