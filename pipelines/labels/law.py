"""Law and evidence in a text: articles and acts that are cited, drugs and weapons with their amounts, sums.

    Pasal 114 ayat (1) Jo Pasal 132 UU RI Nomor 35 Tahun 2009  →  pasal 114 ayat 1, pasal 132, of UU 35/2009
    14,96 kilogram sabu · ekstasi 50 butir · Rp 33 M           →  sabu 14.96 kg · ekstasi 50 butir · 33e9 IDR

Numbers are Indonesian: `.` parts thousands, `,` decimals. What is counted or weighed is in `data/law.toml`.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipelines.labels.terms import Hit, Lexicon
from pipelines.labels.words import STOP, Span, Words, as_words

_FILE = Path(__file__).parent / "data" / "law.toml"
DRUG, WEAPON, MONEY = "drug", "weapon", "money"
_ACTS, _LIST, _ANY_DRUG = "act", "law", "narkotika"
_REACH = 160  # characters behind an article in which its act is named
_NEAR = 3  # words between a thing and its amount: "sabu dengan berat bruto 14 gram"
_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
# Each begins with letters that are as written, so that a text without them is passed over at once.
_AYAT = r"(?:\s?(?:[Aa]yat|huruf)\s?\(?(?P<ayat>\d{1,2}|[a-z])\)?)?"
_PASAL = re.compile(rf"asal\s(?P<pasal>\d{{1,4}}[A-Za-z]?)\b{_AYAT}")
_JO = re.compile(rf"\b[Jj]o\.?\s(?P<pasal>\d{{1,4}}[A-Za-z]?)\b{_AYAT}")
_ACT = re.compile(
    r"(?:UU|ndang\s?[-–—]?\s?[Uu]ndang)(?:\s\([A-Z]+\))?(?:\s(?:RI|Republik Indonesia|Darurat))*"
    r"\s(?:[Nn]o(?:mor)?\.?\s?)?(?P<number>\d{1,3})\s?(?:/|[Tt]ahun\s|[Tt]h\.?\s)\s?(?P<year>(?:19|20)\d\d)\b"
)
_MONEY = re.compile(
    rf"Rp\.?\s?(?P<amount>{_NUMBER})(?:,-)?\s?(?P<scale>(?i:ribu|juta|miliar|milyar|triliun|jt\b|rb\b)|[MT]\b)?"
)
_SCALES = {
    **{"ribu": 1e3, "rb": 1e3, "juta": 1e6, "jt": 1e6, "miliar": 1e9, "milyar": 1e9, "m": 1e9},
    **{"triliun": 1e12, "t": 1e12},
}
_AMOUNT = re.compile(rf"(?:{_NUMBER})$")


@dataclass(frozen=True, slots=True)
class Citation:
    """`pasal` such as "114 ayat 1", None for an act alone; `act` such as "UU 35/2009", "KUHP", or None where
    the text does not say."""

    pasal: str | None
    act: str | None
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """`kind`: drug, weapon or money. `amount` in `unit` (gram, kg, butir … or IDR); None if not written."""

    kind: str
    name: str
    amount: float | None
    unit: str | None
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Law:
    citations: tuple[Citation, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class _Book:
    names: Mapping[str, tuple[str, str]]  # spelling → kind, name
    units: Mapping[str, str]
    numbers: Mapping[str, int]


@lru_cache(maxsize=1)
def _book() -> _Book:
    file = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    kinds = {DRUG: file["drugs"], WEAPON: file["weapons"], _ACTS: file["acts"]}
    names = {
        " ".join(spelling.replace("-", " ").split()): (kind, name)
        for kind, table in kinds.items()
        for name, spellings in table.items()
        for spelling in spellings
    }
    units = {spelling: name for name, spellings in file["units"].items() for spelling in spellings}
    return _Book(names, units, file["numbers"])


def law_lists() -> Mapping[str, Sequence[str]]:
    """The vocabulary, as a list for a Lexicon."""
    return {_LIST: tuple(_book().names), "passed_over": ("sabu raijua",)}


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return Lexicon(law_lists())


def find_law(text: str | Words, *, hits: Sequence[Hit] | None = None) -> Law:
    """What is cited and seized, in the order of the text; a thing without an amount once, and only where it
    has none anywhere. `hits`: those of a Lexicon over at least `law_lists()`, when they are at hand."""
    words = as_words(text)
    book = _book()
    known = [
        (hit, *book.names[hit.term])
        for hit in (_lexicon().find(words) if hits is None else hits)
        if _LIST in hit.lists
    ]
    acts = [(words.span(hit.first, hit.end), name) for hit, kind, name in known if kind == _ACTS]
    if "UU" in words.text or "ndang" in words.text:
        acts += [(_whole(words, match), _act(match)) for match in _own(words, _ACT)]
    things = [_item(words, hit, kind, name) for hit, kind, name in known if kind != _ACTS]
    items = _merged([*_specific(things), *_sums(words)])
    return Law(
        tuple(_citations(words, sorted(acts))), tuple(sorted(items, key=lambda item: item.evidence[0]))
    )


def _specific(items: list[Item]) -> list[Item]:
    """ "Narkotika jenis sabu" is sabu: the general word only where no drug is named."""
    named = any(item.kind == DRUG and item.name != _ANY_DRUG for item in items)
    return [item for item in items if not (named and item.name == _ANY_DRUG)]


def _own(words: Words, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The matches that stand in no pointer to another article."""
    for match in pattern.finditer(words.text):
        word = bisect_left(words.ends, match.start() + 1)
        if word < len(words) and not words.aside[word]:
            yield match


def _citations(words: Words, acts: list[tuple[Span, str]]) -> Iterator[Citation]:
    """Each article once, with the next act behind it; then the acts that no article belongs to."""
    seen: set[tuple[str | None, str | None]] = set()
    used: set[str] = set()
    starts = [span.start for span, _ in acts]
    cited = [*_own(words, _PASAL), *_own(words, _JO)] if "asal " in words.text else []
    for match in sorted(cited, key=lambda match: match.start()):
        pasal = f"{match['pasal']} ayat {match['ayat']}" if match["ayat"] else match["pasal"]
        behind = bisect_left(starts, match.end())
        near = acts[behind] if behind < len(acts) and starts[behind] - match.end() <= _REACH else None
        act = near[1] if near else None
        used.add(act or "")
        if (pasal, act) not in seen:
            seen.add((pasal, act))
            yield Citation(pasal, act, (_whole(words, match), *((near[0],) if near else ())))
    for span, act in acts:
        if act not in used:
            used.add(act)
            yield Citation(None, act, (span,))


def _whole(words: Words, match: re.Match[str]) -> Span:
    """From the beginning of the word that the match stands in."""
    return Span(words.starts[bisect_left(words.ends, match.start() + 1)], match.end())


def _act(match: re.Match[str]) -> str:
    return f"UU {match['number']}/{match['year']}"


def _item(words: Words, hit: Hit, kind: str, name: str) -> Item:
    book = _book()
    found = _amount_before(words, hit, book) or _amount_behind(words, hit, book)
    if found is None:
        return Item(kind, name, None, None, (words.span(hit.first, hit.end),))
    amount, unit, first, end = found
    return Item(kind, name, amount, unit, (words.span(min(first, hit.first), max(end, hit.end)),))


_Amount = tuple[float, str | None, int, int]


def _amount_before(words: Words, hit: Hit, book: _Book) -> _Amount | None:
    """ "14,9 Kg sabu", "lima paket narkotika jenis sabu", "satu pucuk senjata api"."""
    for i in range(hit.first - 1, max(hit.first - 2 - _NEAR, -1), -1):
        if words.gaps[i + 1] == STOP or words.seps[i + 1].strip(" -(\"'") == ",":
            return None
        if words.keys[i] in book.units and i and (read := _number(words, i - 1, book)):
            return read[0], book.units[words.keys[i]], read[1], i + 1
        if i == hit.first - 1 and words.keys[i] in book.numbers:
            return float(book.numbers[words.keys[i]]), None, i, i + 1
    return None


def _amount_behind(words: Words, hit: Hit, book: _Book) -> _Amount | None:
    """ "sabu seberat 48,54 kilogram", "ganja 127 gram", "ekstasi sebanyak 50 butir"."""
    for i in range(hit.end, min(hit.end + _NEAR + 3, len(words))):
        if words.gaps[i] == STOP or (words.seps[i].startswith(",") and not words.keys[i - 1].isdigit()):
            return None
        if words.keys[i] in book.units and i > hit.end and (read := _number(words, i - 1, book)):
            return (read[0], book.units[words.keys[i]], read[1], i + 1) if read[1] >= hit.end else None
    return None


def _number(words: Words, last: int, book: _Book) -> tuple[float, int] | None:
    """The number whose last part is word `last`, and its first word: "14,96" is two words."""
    if words.keys[last] in book.numbers:
        return float(book.numbers[words.keys[last]]), last
    if not words.keys[last].isdigit():
        return None
    first = last
    while first and words.seps[first] in (".", ",") and words.keys[first - 1].isdigit():
        first -= 1
    written = words.text[words.starts[first] : words.ends[last]]
    return (_value(written), first) if _AMOUNT.match(written) else None


def _sums(words: Words) -> Iterator[Item]:
    for match in _own(words, _MONEY):
        scale = _SCALES.get((match["scale"] or "").lower(), 1.0)
        yield Item(MONEY, "rupiah", round(_value(match["amount"]) * scale, 2), "IDR", (Span(*match.span()),))


def _value(written: str) -> float:
    """ "1.948", "14,96", "12.000.000" and, as some write it, "14.9"."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", written):
        written = written.replace(".", "")
    return float(written.replace(",", "."))


def _merged(items: list[Item]) -> Iterator[Item]:
    """One item for each thing and amount; one without an amount only where the thing has none at all."""
    counted = {item.name for item in items if item.amount is not None}
    groups: dict[tuple[str, float | None, str | None], list[Span]] = {}
    kinds = {item.name: item.kind for item in items}
    for item in items:
        if item.amount is not None or item.name not in counted:
            groups.setdefault((item.name, item.amount, item.unit), []).extend(item.evidence)
    for (name, amount, unit), spans in groups.items():
        yield Item(kinds[name], name, amount, unit, tuple(spans))
