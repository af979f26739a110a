"""What was typed becomes a question: words, phrases, AND OR NOT, brackets, fields. Knows no SQL and no store.

    curanmor -kereta                      both hold: all words must occur, a word behind - must not
    "kunci leter T" (sabu OR ganja)       a phrase as it stands; either of two
    unit:"polres oku" since:2026-01       fields narrow the whole question down

Every text is a question. What cannot be understood is taken as words, and a note says so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import comb

from storage.search.stop_words import STOP_WORDS
from storage.search.words import is_token, tokens

FIELDS = ("title", "source", "topic", "unit", "place", "official", "operation", "since", "until")
_ALSO = {"orang": "official", "judul": "title", "sumber": "source", "topik": "topic", "tempat": "place",
         "satuan": "unit", "operasi": "operation", "sejak": "since", "sampai": "until"}  # fmt: skip
_OPERATORS = {"AND": "AND", "DAN": "AND", "OR": "OR", "ATAU": "OR", "NOT": "NOT"}
MOST_TERMS = 40  # words and phrases of a question; a text that was pasted in has hundreds
DEEPEST = 10  # brackets in brackets

_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "＂": '"'})
_PART = re.compile(
    r"""(?P<field>-?[A-Za-z]{2,15}):(?="|[^\s"():]) | (?P<minus>-)(?=["(\w]) | "(?P<phrase>[^"]*)"
    | (?P<sign>[()]) | (?P<word>[^\s"()]+) | \"""",
    re.VERBOSE,
)
# Signs inside a word ("anti-narkoba", "Rp1.500"): its halves must stand side by side, as in the text.
_JOINERS = frozenset("-‐‑'’.,/&@_")


@dataclass(frozen=True, kw_only=True)
class Term:
    """One word, or several that stand side by side; folded. `exact`: no other forms, no synonyms. `ways`:
    what else it may be written as, and how much each counts; the words themselves among them."""

    words: tuple[str, ...]
    exact: bool = False
    column: str = ""  # "title": there alone
    ways: tuple[tuple[tuple[str, ...], float], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Both:
    """All parts hold. `loose`: words merely typed one after another, of which the last resort drops some."""

    parts: tuple[Node, ...]
    loose: bool = False


@dataclass(frozen=True, kw_only=True)
class Either:
    parts: tuple[Node, ...]


@dataclass(frozen=True, kw_only=True)
class Without:
    """The first holds, none of the others does."""

    kept: Node
    dropped: tuple[Node, ...]


Node = Term | Both | Either | Without


@dataclass(frozen=True, kw_only=True)
class Field:
    """`name:value` as typed; `excluded` when a - or NOT stood before it."""

    name: str
    value: str
    excluded: bool = False


@dataclass(frozen=True, kw_only=True)
class Question:
    """`root` is None when there are no words to look for; `notes` are for the person who typed."""

    root: Node | None = None
    fields: tuple[Field, ...] = ()
    notes: tuple[str, ...] = ()


def parse(text: str) -> Question:
    """The question that a text asks. Never fails."""
    return _Parser(text).question()


@dataclass(frozen=True, slots=True)
class _Part:
    kind: str  # word, phrase, not, (, ), AND, OR, field
    text: str = ""
    value: str = ""


@dataclass(slots=True)
class _Parser:
    text: str
    parts: list[_Part] = field(default_factory=list)
    at: int = 0
    terms: int = 0
    notes: dict[str, None] = field(default_factory=dict)
    fields: list[Field] = field(default_factory=list)
    idle: list[str] = field(default_factory=list)

    def question(self) -> Question:
        self.parts = list(_parts(self.text, self.notes))
        groups: list[Node] = []
        while self.at < len(self.parts):
            groups += _given(self._either(0))
            if self.at < len(self.parts):  # a bracket that closes nothing
                self.at += 1
        root = _all(groups, loose=False) if len(groups) != 1 else groups[0]
        if root is None and self.idle:
            said = ", ".join(dict.fromkeys(self.idle))
            self._note(f"{said}: in nearly every article, and not searched for; add a word that tells more")
        if self.terms > MOST_TERMS:
            self._note(f"only the first {MOST_TERMS} words and phrases are searched for")
        return Question(root=root, fields=tuple(self.fields), notes=tuple(self.notes))

    def _note(self, text: str) -> None:
        self.notes[text] = None

    def _next(self) -> str:
        return self.parts[self.at].kind if self.at < len(self.parts) else ""

    def _either(self, depth: int) -> Node | None:
        found = _given(self._both(depth))
        while self._next() == "OR":
            self.at += 1
            found += _given(self._both(depth))
        return found[0] if len(found) == 1 else Either(parts=tuple(found)) if found else None

    def _both(self, depth: int) -> Node | None:
        kept: list[Node] = []
        dropped: list[Node] = []
        loose = True
        while (kind := self._next()) not in ("", "OR", ")"):
            if kind == "AND":
                self.at += 1
                loose = False
                continue
            negated = False
            while self._next() == "not":
                self.at += 1
                negated = not negated
            found = self._one(depth, negated)
            (dropped if negated else kept).extend(_given(found))
        root = _all(kept, loose=loose and not dropped)
        if dropped and root is None:
            self._note("words that must not occur need one beside them that must; they were left out")
        return Without(kept=root, dropped=tuple(dropped)) if root and dropped else root

    def _one(self, depth: int, negated: bool) -> Node | None:
        """A word, a phrase, a bracket; fields are put aside."""
        kind = self._next()
        if kind in ("", "OR", ")"):
            return None
        part = self.parts[self.at]
        self.at += 1
        if kind == "(":
            if depth >= DEEPEST:
                self._note("brackets in brackets: the innermost were left out")
                return None
            inner = self._either(depth + 1)
            if self._next() == ")":
                self.at += 1
            return inner
        if kind == "field":
            return self._field(part, negated)
        if kind == "phrase":
            return self._term(tokens(part.text), exact=True)
        return self._word(part.text) if kind == "word" else None

    def _field(self, part: _Part, negated: bool) -> Node | None:
        if part.text == "title":
            return self._term(tokens(part.value), exact=" " in part.value, column="title")
        self.fields.append(Field(name=part.text, value=part.value, excluded=negated))
        return None

    def _word(self, text: str) -> Node | None:
        """A word with signs inside is several words side by side; one with other signs is several words."""
        spaced = "".join(char if is_token(char) or char in _JOINERS else " " for char in text)
        runs = [found for run in spaced.split() if (found := tokens(run))]
        return _all([node for run in runs for node in _given(self._term(run))], loose=False)

    def _term(self, words: list[str], *, exact: bool = False, column: str = "") -> Term | None:
        if not words:
            return None
        if all(word in STOP_WORDS for word in words):
            self.idle.append(" ".join(words))
            return None
        self.terms += 1
        if self.terms > MOST_TERMS:
            return None
        return Term(words=tuple(words[:MOST_TERMS]), exact=exact, column=column)


def _parts(text: str, notes: dict[str, None]) -> list[_Part]:
    cleaned = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode()).translate(_QUOTES)
    found: list[_Part] = []
    at = 0
    while match := _PART.search(cleaned, at):
        at = match.end()
        if match["field"]:
            name = match["field"].lstrip("-").lower()
            name = _ALSO.get(name, name)
            if name in FIELDS:
                value, at = _value(cleaned, at)
                found += [_Part("not")] * match["field"].startswith("-")
                found.append(_Part("field", name, value))
                continue
            if cleaned[at : at + 2] != "//":
                notes[f"no field {name}: (there are {', '.join(FIELDS)}); searched for as words"] = None
            found.append(_Part("word", match["field"]))
        elif match["minus"]:
            found.append(_Part("not"))
        elif match["phrase"] is not None:
            found.append(_Part("phrase", match["phrase"]))
        elif match["sign"]:
            found.append(_Part(match["sign"]))
        elif match["word"]:
            operator = _OPERATORS.get(match["word"])
            found.append(
                _Part({"NOT": "not"}.get(operator, operator)) if operator else _Part("word", match["word"])
            )
        else:
            notes["a quotation mark stands alone; it was left out"] = None
    opened, closed = (sum(part.kind == sign for part in found) for sign in "()")
    if opened != closed:
        notes["brackets do not pair; where one is missing, it was added at the end or left out"] = None
    return found


def _value(text: str, at: int) -> tuple[str, int]:
    """What stands behind `field:`, and where it ends."""
    pattern = r'"([^"]*)"?' if text[at : at + 1] == '"' else r"([^\s\"()]+)"
    match = re.compile(pattern).match(text, at)
    return (match[1].strip(), match.end()) if match else ("", at)


def _given(node: Node | None) -> list[Node]:
    return [] if node is None else [node]


def _all(parts: Sequence[Node], *, loose: bool) -> Node | None:
    if len(parts) < 2:
        return parts[0] if parts else None
    return Both(parts=tuple(parts), loose=loose)


def at_least(parts: Sequence[Node], number: int, must: Sequence[Node] = ()) -> Node | None:
    """So many of the parts hold, and all of `must`. None when that is no looser than all of them, or would
    take more than a few hundred combinations."""
    if not 0 < number < len(parts) or comb(len(parts), number) > 300:
        return None
    ways = [_all([*must, *some], loose=False) for some in combinations(parts, number)]
    return Either(parts=tuple(way for way in ways if way is not None))
