"""Lines that stood on many pages of one source in, those that are its furniture out. Pure; keeps nothing.

A banner, a footer, the headlines of the day stand under text after text. No rule of ours can know them all,
but a site shows them itself, once enough of its pages were read. What is learned must never eat an
article, so:

- A line counts once for all pages that are copies of each other: a release that one source printed under
  five addresses is one witness, and its lines stay.
- Four witnesses for a label or a headline; eight, and half of all remembered pages, for a sentence: "Pelaku
  dijerat Pasal 363 KUHP …" ends many reports word for word and is their text.
- What was learned goes only from the edges of a text inward, as far as one such line follows the other. From
  its midst goes only what is no sentence and stands on eight pages and on half of them.
- Lines over 400 characters are never learned, and when more than half of a text would go, none of it goes.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from crawler.items import Furniture, LineMark
from pipelines.plain import key

LABEL_WITNESSES = 4
SENTENCE_WITNESSES = 8
SENTENCE_SHARE = 0.5
LONGEST = 400  # characters; the longest notice of rights on 600 pages had 310
COPIES = 0.5  # share of the smaller page's prose that two pages have in common when one is a copy
MOST = 0.5  # of a text's characters that may go
_PROSE = 100  # characters of a line by which copies are told
_SENTENCE = 60  # characters; a shorter line that ends in a full stop is one as well if it has five words
_ENDS = tuple('.!?…"”’')


class Seen(Protocol):
    """A line of a page, as the store remembers it."""

    @property
    def page(self) -> str: ...
    @property
    def mark(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def sentence(self) -> bool: ...


def line_marks(paragraphs: Iterable[str]) -> tuple[LineMark, ...]:
    """What the memory keeps of a text: of each line a fingerprint, its size, whether it is a sentence."""
    marks = {_mark(text): text for text in paragraphs}
    return tuple(
        LineMark(mark=mark, opening=text[:80], size=len(text), sentence=_is_sentence(text))
        for mark, text in marks.items()
    )


def without_furniture(paragraphs: Sequence[str], furniture: Furniture) -> tuple[list[str], list[str]]:
    """The text and what was taken from it. All of it where more than half would go."""
    marks = [_mark(text) for text in paragraphs] if furniture.edges else []
    start, end = 0, len(marks)
    while start < end and marks[start] in furniture.edges:
        start += 1
    while end > start and marks[end - 1] in furniture.edges:
        end -= 1
    gone = {
        index for index, mark in enumerate(marks) if not start <= index < end or mark in furniture.anywhere
    }
    kept = [text for index, text in enumerate(paragraphs) if index not in gone]
    dropped = [text for index, text in enumerate(paragraphs) if index in gone]
    if sum(map(len, dropped)) > MOST * sum(map(len, paragraphs)):
        return list(paragraphs), []
    return kept, dropped


def learned(sightings: Iterable[Seen]) -> Furniture:
    """The furniture of one source, from the lines of the pages it is remembered by."""
    pages: dict[str, dict[str, Seen]] = {}
    for seen in sightings:
        pages.setdefault(seen.page, {})[seen.mark] = seen
    witnesses = _witnesses(pages.values())
    count = len(witnesses)
    stands = Counter(mark for lines in witnesses for mark in lines)
    known = {mark: seen for lines in witnesses for mark, seen in lines.items() if seen.size <= LONGEST}
    often = max(SENTENCE_WITNESSES, SENTENCE_SHARE * count)
    edges = {
        mark for mark, seen in known.items() if stands[mark] >= (often if seen.sentence else LABEL_WITNESSES)
    }
    anywhere = {mark for mark in edges if stands[mark] >= often and not known[mark].sentence}
    return Furniture(edges=frozenset(edges), anywhere=frozenset(anywhere))


def _witnesses(pages: Iterable[Mapping[str, Seen]]) -> list[dict[str, Seen]]:
    """Pages that are no copies of each other, copies put together."""
    found: list[tuple[dict[str, Seen], dict[str, int]]] = []
    for page in pages:
        prose = {mark: seen.size for mark, seen in page.items() if seen.size >= _PROSE}
        original = next((other for other in found if _are_copies(prose, other[1])), None)
        if original is None:
            found.append((dict(page), prose))
        else:
            original[0].update(page)
            original[1].update(prose)
    return [lines for lines, _ in found]


def _are_copies(one: Mapping[str, int], other: Mapping[str, int]) -> bool:
    """Of two pages' prose: the sizes of its lines."""
    smaller = min(sum(one.values()), sum(other.values()))
    if not smaller:  # without prose nothing can be told, and nothing must be learned
        return True
    return sum(one[mark] for mark in one.keys() & other.keys()) >= COPIES * smaller


def _mark(text: str) -> str:
    return hashlib.sha256(key(text).encode("utf-8", "replace")).hexdigest()[:16]


def _is_sentence(text: str) -> bool:
    return text.endswith(_ENDS) and (len(text) >= _SENTENCE or len(text.split()) >= 5)
