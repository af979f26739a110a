"""Ranks of the police and the armed forces in canonical form: "Kombes Pol." → Kombes, "Letkol (Inf)" →
Letkol Inf. Knows no names."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipelines.labels.phrases import Phrases
from pipelines.labels.vocabulary import vocabulary
from pipelines.labels.words import NEAR, Words

_FILE = Path(__file__).parent / "data" / "officials.toml"
POLRI, TNI = "polri", "tni"
_POLICE = vocabulary("pol polisi")
_RETIRED = vocabulary("purn purnawirawan")
_EITHER = vocabulary("jenderal brigjen irjen komjen")  # "Brigjen TNI": the suffix tells


@dataclass(frozen=True, slots=True)
class Rank:
    """Words `first` up to, not including, `end`. `service`: polri, or the force: TNI AD, TNI AL, TNI AU."""

    first: int
    end: int
    name: str
    service: str
    retired: bool = False


@dataclass(frozen=True)
class _RankWords:
    ranks: Phrases[tuple[str, str]]
    doubtful: frozenset[str]
    corps: frozenset[str]
    laut: frozenset[str]
    navy: frozenset[str]
    air: frozenset[str]
    not_after: frozenset[str]


@lru_cache(maxsize=1)
def _rank_words() -> _RankWords:
    file = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    more = file["rank_words"]
    return _RankWords(
        ranks=Phrases(
            (spelling, (name, service))
            for service, table in file["ranks"].items()
            for name, spellings in table.items()
            for spelling in spellings
        ),
        **{part: frozenset(more[part]) for part in ("doubtful", "corps", "laut", "navy", "air", "not_after")},
    )


@lru_cache(maxsize=1)
def rank_firsts() -> frozenset[str]:
    """All words that may begin a rank."""
    return _rank_words().ranks.firsts


def rank_at(words: Words, i: int) -> Rank | None:
    """The rank that begins with word `i`; None for streets and civil posts ("Direktur Jenderal")."""
    known = _rank_words()
    found = known.ranks.at(words, i)
    if found is None or words.raw[i][0].islower():
        return None
    if i and words.gaps[i] == NEAR and words.keys[i - 1] in known.not_after:
        return None
    (name, service), end = found
    end, suffix, corps, retired = _suffixes(known, words, end)
    if words.keys[end : end + 1] == ["atau"] and (again := known.ranks.at(words, end + 1)):
        end = again[1]  # "Ajun Komisaris Besar Polisi atau AKBP"
    if service == TNI or (suffix == TNI and name.lower() in _EITHER):
        if words.keys[i] in known.doubtful and not (suffix or corps):
            return None
        return Rank(i, end, f"{name} {corps}".strip(), _force(known, name, corps), retired)
    return Rank(i, end, name, service, retired)


def _suffixes(known: _RankWords, words: Words, end: int) -> tuple[int, str, str, bool]:
    """(index behind, "polri" or "tni" as far as said, corps, retired) of "Pol.", "TNI (Purn)", "Laut (P)"."""
    suffix, corps, retired = "", "", False
    while end < len(words.keys) and words.seps[end].strip() in _JOINS:
        key = words.keys[end]
        if key in _POLICE:
            suffix = POLRI
        elif key == TNI:
            suffix = TNI
        elif key in _RETIRED:
            retired = True
        elif key in known.corps and not corps and (key not in ("mar", "sus") or words.raw[end] != "Sus."):
            corps = words.raw[end].capitalize()
        elif corps == "Laut" and key in known.laut and "(" in words.seps[end]:
            corps = f"Laut ({words.raw[end].upper()})"
        elif key != "anumerta":
            break
        end += 1
    return end, suffix, corps, retired


_JOINS = ("", ".", "(", ")", ". (", "(.", ").", "/", ".)")


def _force(known: _RankWords, name: str, corps: str) -> str:
    branch = corps.partition(" ")[0].lower()
    if branch in known.navy or name.startswith("Laks"):
        return "TNI AL"
    return "TNI AU" if branch in known.air or name.startswith("Mars") else "TNI AD"
