"""How well an article answers a question: words, where they stand, how close together. Runs no SQL.

The measure is BM25F (Robertson and Zaragoza, 2009) with one change: all forms and synonyms of a word are one
term, so that a form few writers use is worth no more than the word itself. Beside it count a word's place, in
the title or the opening, and words that stand together as they were typed.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from storage.search.query import Both, Either, Node, Term, Without
from storage.search.words import plain_words

TITLE, OPENING = 5.0, 2.0  # what a word there counts beside one further down
OPENING_WORDS = 60
K1, B = 1.2, 0.6  # BM25's: how soon a word's repetition stops to count, how much a long text is discounted
USUAL_WORDS = 300  # of an article
TOGETHER = 0.5  # for two neighbours of the question that are neighbours in the text
# What is new counts up to a seventh more, half of that after ninety days: it decides between equals. A word
# in the title instead of once in the text counts nearly twice, so a better article stays above.
FRESH, HALF_LIFE_DAYS = 0.15, 90

Rarity = Mapping[Term, float]


@dataclass(frozen=True, kw_only=True)
class Document:
    """An article as its words stand in it; `places` of those in question alone."""

    title: Mapping[str, list[int]]
    text: Mapping[str, list[int]]
    length: int


def document(title: str, text: str, wanted: frozenset[str]) -> Document:
    words = plain_words(text)
    return Document(title=_places(plain_words(title), wanted), text=_places(words, wanted), length=len(words))


def wanted_words(node: Node) -> frozenset[str]:
    """All words that any way of any term is made of, those that must not occur among them."""
    return frozenset(
        word for term in terms(node, all_of_them=True) for words, _ in term.ways for word in words
    )


def terms(node: Node, *, all_of_them: bool = False) -> Iterator[Term]:
    """Those that count for an article; `all_of_them`: also those that must not occur."""
    match node:
        case Term():
            yield node
        case Without():
            for part in (node.kept, *(node.dropped if all_of_them else ())):
                yield from terms(part, all_of_them=all_of_them)
        case Both() | Either():
            for part in node.parts:
                yield from terms(part, all_of_them=all_of_them)


def rarity(articles: int, holding: int) -> float:
    """BM25's inverse document frequency, never negative."""
    return math.log(1 + (articles - min(holding, articles) + 0.5) / (holding + 0.5))


def score(node: Node, found: Document, rare: Rarity) -> float:
    """0 for an article that holds none of it."""
    match node:
        case Term():
            return _term_score(node, found, rare[node])
        case Without():
            return score(node.kept, found, rare)
        case Either():
            first, *others = sorted((score(part, found, rare) for part in node.parts), reverse=True)
            return first + sum(others) / 5
        case Both():
            return sum(score(part, found, rare) for part in node.parts) + _together(node, found, rare)


def holds(node: Node, found: Document) -> bool:
    """Whether the document answers: what the index gave may hold the words of a synonym far apart."""
    match node:
        case Term():
            places = [found.title] if node.column == "title" else [found.title, found.text]
            return any(_at(words, held) for words, _ in node.ways for held in places)
        case Both():
            return all(holds(part, found) for part in node.parts)
        case Either():
            return any(holds(part, found) for part in node.parts)
        case Without():
            return holds(node.kept, found) and not any(holds(part, found) for part in node.dropped)


def freshness(dated: datetime, newest: datetime) -> float:
    """The factor for an article of this time, the newest of those found having 1.15."""
    days = max((newest - dated).total_seconds() / 86_400, 0)
    return 1 + FRESH * math.exp2(-days / HALF_LIFE_DAYS)


def _term_score(term: Term, found: Document, rare: float) -> float:
    weight = 0.0
    for words, share in term.ways:
        if words[0] in found.title:
            weight += share * TITLE * len(_at(words, found.title))
        if term.column != "title" and words[0] in found.text:
            weight += share * sum(OPENING if at < OPENING_WORDS else 1.0 for at in _at(words, found.text))
    length = 1 - B + B * found.length / USUAL_WORDS
    return rare * weight * (K1 + 1) / (weight + K1 * length)


def _together(node: Both, found: Document, rare: Rarity) -> float:
    """The reward for neighbours that stand side by side, half of it with one word between them, and so on."""
    reward = 0.0
    for one, other in zip(node.parts, node.parts[1:], strict=False):
        if isinstance(one, Term) and isinstance(other, Term):
            gap = min(_gap(one, other, found.title), _gap(one, other, found.text))
            reward += TOGETHER * min(rare[one], rare[other]) / gap
    return reward


def _gap(one: Term, other: Term, places: Mapping[str, list[int]]) -> float:
    """How far the second stands behind the end of the first at the nearest: 1 is directly."""
    ends = sorted(
        at + len(words) - 1 for words, _ in one.ways if words[0] in places for at in _at(words, places)
    )
    starts = sorted(at for words, _ in other.ways if words[0] in places for at in _at(words, places))
    nearest, i = math.inf, 0
    for end in ends:
        while i < len(starts) and starts[i] <= end:
            i += 1
        if i == len(starts):
            break
        nearest = min(nearest, starts[i] - end)
    return nearest


def _at(words: tuple[str, ...], places: Mapping[str, list[int]]) -> list[int]:
    first = places.get(words[0], [])
    if len(words) == 1 or not first:
        return first
    rest = [frozenset(places.get(word, ())) for word in words[1:]]
    return [at for at in first if all(at + n in held for n, held in enumerate(rest, start=1))]


def _places(words: list[str], wanted: frozenset[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    if wanted.isdisjoint(words):
        return places
    for number, word in enumerate(words):
        if word in wanted:
            places.setdefault(word, []).append(number)
    return places
