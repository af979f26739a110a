"""The piece of a text that shows best why it was found. Knows no terminal and no HTML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from storage.search.query import Node
from storage.search.relevance import terms, wanted_words
from storage.search.words import plain_words, spans

WORDS = 32
BEFORE = 6  # words of the sentence that lead up to the first one found

Marks = tuple[tuple[int, int], ...]


def snippet(text: str, node: Node | None) -> tuple[str, Marks]:
    """About 32 words on one line, and where in them the found ones stand (start, end, in characters). The
    opening, without marks, when the words stand in the title alone."""
    words = plain_words(text)
    if not words:
        return "", ()
    hits = _hits(words, node) if node else {}
    first = _best(hits, len(words))
    last = min(first + WORDS, len(words))
    places = spans(text, first, last)
    start = places[0][0] if first else 0
    end = places[-1][1] if last < len(words) else len(text)
    lead = "…" if first else ""
    shown = f"{lead}{text[start:end]}{'…' if last < len(words) else ''}".replace("\n", " ")
    shift = len(lead) - start
    marks = _joined([(at, *places[at - first]) for at in sorted(hits) if first <= at < last], hits)
    return shown, tuple((begin + shift, stop + shift) for begin, stop in marks)


def _hits(words: Sequence[str], node: Node) -> dict[int, int]:
    """The number of the term that each found word belongs to, by its place."""
    wanted = wanted_words(node)
    places: dict[str, list[int]] = {}
    for at, word in enumerate(words):
        if word in wanted:
            places.setdefault(word, []).append(at)
    found: dict[int, int] = {}
    for number, term in enumerate(terms(node)):
        if term.column == "title":
            continue
        for phrase, _ in term.ways:
            for at in places.get(phrase[0], ()):
                if len(phrase) == 1 or tuple(words[at : at + len(phrase)]) == phrase:
                    for place in range(at, at + len(phrase)):
                        found.setdefault(place, number)
    return found


def _best(hits: dict[int, int], length: int) -> int:
    """Where the window begins that holds most different terms, of equals most words, of equals the first."""
    places = sorted(hits)
    best, first = (0, 0), 0
    for at in places:
        begin = max(min(at - BEFORE, length - WORDS), 0)
        held = [hits[place] for place in places if begin <= place < begin + WORDS]
        if (worth := (len(set(held)), len(held))) > best:
            best, first = worth, begin
    return first


def _joined(places: Iterable[tuple[int, int, int]], hits: dict[int, int]) -> list[tuple[int, int]]:
    """(start, end) of words given with their number; neighbours of one phrase are one."""
    joined: list[tuple[int, int]] = []
    before: int | None = None
    for at, start, end in places:
        if before is not None and before == at - 1 and hits[before] == hits[at]:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
        before = at
    return joined
