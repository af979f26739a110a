"""A tree in, the article's paragraphs out. Knows nothing of furniture inside the text: see clean.

The source's own container where it holds text, else trafilatura. Of trafilatura's settings, precision and,
where that gives under 0.3 of the default's text, the default did best on 518 pages with known text (F1 .967).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import trafilatura
from lxml import etree
from lxml.html import HtmlElement

from pipelines.paragraphs import paragraphs_of
from pipelines.selectors import select

MIN_CONTAINER = 40  # letters; a container with less is an empty frame that a script fills
PRECISION_SHARE = 0.3
# What a defect of trafilatura or lxml would raise on a strange tree: one page is refused, the run goes on.
EXTRACTOR_DEFECTS = (ValueError, TypeError, AttributeError, LookupError, RecursionError, etree.LxmlError)


@dataclass(frozen=True, kw_only=True, slots=True)
class Body:
    """`method` says how the paragraphs were found: `selector`, `trafilatura` or `trafilatura-default`."""

    paragraphs: tuple[str, ...]
    method: str


def read_body(root: HtmlElement, selectors: Iterable[str]) -> Body | None:
    """The paragraphs of the article, or None when there is no text to be found. Leaves the tree as it is.

    Raises EXTRACTOR_DEFECTS when trafilatura fails on the tree.
    """
    for container in select(root, selectors):
        paragraphs = paragraphs_of(container)
        if sum(map(len, paragraphs)) >= MIN_CONTAINER:
            return Body(paragraphs=tuple(paragraphs), method="selector")
    return _by_trafilatura(root)


def _by_trafilatura(root: HtmlElement) -> Body | None:
    precise = _extract(root, precision=True)
    length = sum(map(len, precise))
    # No reading is longer than the page's text, so mostly the second one can be spared.
    if length < PRECISION_SHARE * len(" ".join(root.text_content().split())):
        default = _extract(root, precision=False)
        if length < PRECISION_SHARE * sum(map(len, default)):
            return Body(paragraphs=default, method="trafilatura-default")
    return Body(paragraphs=precise, method="trafilatura") if precise else None


def _extract(root: HtmlElement, *, precision: bool) -> tuple[str, ...]:
    document = trafilatura.bare_extraction(
        root, favor_precision=precision, include_comments=False, with_metadata=False
    )
    if document is None or isinstance(document, dict):  # a dict only on request
        return ()
    return tuple(paragraphs_of(document.body))
