"""A tree in, the article's paragraphs out. Knows nothing of furniture inside the text: see clean.

The source's own container where it holds text, else trafilatura on the pruned page, its reading laid back on
the page and mended. Of trafilatura's settings, precision and, where that gives under 0.3 of the default's
text, the default did best on 518 pages with known text (F1 .967); so it did again on pruned pages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import trafilatura
from lxml import etree
from lxml.html import HtmlElement

from pipelines.lists import drop_lists
from pipelines.opinion import AGREES, agreement, doubts, second_opinion, words
from pipelines.paragraphs import blocks_of, paragraphs_of
from pipelines.prune import pruned
from pipelines.recover import mended

MIN_CONTAINER = 40  # letters; a container with less is an empty frame that a script fills
PRECISION_SHARE = 0.3
CLEARLY_BETTER = 0.1  # of agreement with the second reader, for the default to be taken after all
# The thorough readings ask jusText, which is quadratic in short blocks: 4,000 of them took it 18 s on a busy
# machine (2026-11-26). A page with more has only the quick reading.
MOST_BLOCKS = 2_000
# What a defect of trafilatura or lxml would raise on a strange tree: one page is refused, the run goes on.
EXTRACTOR_DEFECTS = (ValueError, TypeError, AttributeError, LookupError, RecursionError, etree.LxmlError)


@dataclass(frozen=True, kw_only=True, slots=True)
class Body:
    """`method` says how the paragraphs were found: `selector`, `trafilatura` or `trafilatura-default`;
    `doubts` why they may be wrong."""

    paragraphs: tuple[str, ...]
    method: str
    doubts: tuple[str, ...] = ()


def read_body(
    root: HtmlElement, containers: Iterable[HtmlElement], stated: Counter[str] | None = None
) -> Body | None:
    """The paragraphs of the article, or None when there is no text to be found. Leaves the tree as it is.

    `containers` are what the source's selectors find; the first with a text is it. `stated` are the words of
    the text that the page's JSON-LD states, if any. Raises EXTRACTOR_DEFECTS when trafilatura fails on the
    tree.
    """
    for container in containers:
        paragraphs = paragraphs_of(container)
        if sum(map(len, paragraphs)) >= MIN_CONTAINER:
            # no second reader: whoever wrote the selector has looked, and it would take half as long again
            return Body(
                paragraphs=tuple(paragraphs),
                method="selector",
                doubts=doubts(words(paragraphs), Counter(), stated) if stated else (),
            )
    return _of_unknown_site(root, stated or Counter())


def _of_unknown_site(root: HtmlElement, stated: Counter[str]) -> Body | None:
    """One quick reading; where it leaves doubts, the thorough ones, which cost as much again."""
    page = _Page(pruned(root))
    method, paragraphs = "trafilatura", page.read(fast=True, precision=True)
    why = doubts(words(paragraphs), page.second, stated)
    if why or not paragraphs or not page.second:
        method, paragraphs = _thorough(page, paragraphs)
        why = doubts(words(paragraphs), page.second, stated)
    return Body(paragraphs=paragraphs, method=method, doubts=why) if paragraphs else None


class _Page:
    """A pruned page: what it is made of, and how it reads, which is asked in several ways."""

    def __init__(self, root: HtmlElement) -> None:
        self._root = root
        self._blocks = blocks_of(root)
        drop_lists(self._blocks)
        self.second = second_opinion(root)

    def read(self, *, fast: bool, precision: bool) -> tuple[str, ...]:
        fast = fast or len(self._blocks) > MOST_BLOCKS
        return mended(self._blocks, _extract(self._root, fast=fast, precision=precision))

    def agrees(self, paragraphs: Sequence[str]) -> float:
        """How far the second reader agrees with a reading."""
        return agreement(words(paragraphs), self.second)


def _thorough(page: _Page, quick: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    precise = quick
    if words(quick).total() < PRECISION_SHARE * page.second.total():
        precise = page.read(fast=False, precision=True)
        if page.agrees(precise) >= AGREES:
            return "trafilatura", precise
    default = page.read(fast=False, precision=False)
    gain = page.agrees(default) - page.agrees(precise)
    if _length(precise) < PRECISION_SHARE * _length(default) or gain > CLEARLY_BETTER:
        return "trafilatura-default", default
    return "trafilatura", precise


def _length(paragraphs: Sequence[str]) -> int:
    return sum(map(len, paragraphs))


def _extract(root: HtmlElement, *, fast: bool, precision: bool) -> tuple[str, ...]:
    document = trafilatura.bare_extraction(
        root, fast=fast, favor_precision=precision, include_comments=False, with_metadata=False
    )
    if document is None or isinstance(document, dict):  # a dict only on request
        return ()
    return tuple(paragraphs_of(document.body))
