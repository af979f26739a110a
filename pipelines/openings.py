"""A tree in, the elements whose texts open with a label out, in one walk. Knows not what labels mean."""

from __future__ import annotations

from collections.abc import Collection

from lxml import etree
from lxml.html import HtmlElement

_LONGEST = 300  # characters of a text that can be a label, or a line that opens with one
_MARKS = " \n\r\t\u00a0([|•-–—:*»"  # may stand before a label
_MOST = 120  # elements; a page with more lists them
_NO_TEXT = frozenset(("script", "style", "option", "title", "head", "meta", "link", "noscript"))


def opened(root: HtmlElement, starts: Collection[str]) -> list[tuple[str, HtmlElement]]:
    """The elements around the texts that open with one of `starts` (three letters each, lower case), each
    behind that start, in the order of the page; for a text behind an inline element the one around both. At
    most 120.
    """
    first = frozenset(letter for start in starts for letter in (start[0], start[0].upper())).union(_MARKS)
    found: list[tuple[str, HtmlElement]] = []
    for element in root.iter(tag=etree.Element):
        # most texts are blanks between tags, or open with another letter: 2,000 of them on a page
        text = element.text
        if text and (text := text.lstrip()) and text[0] in first:
            start = text.lstrip(_MARKS)[:3].lower()
            if start in starts and len(text) < _LONGEST and element.tag not in _NO_TEXT:
                found.append((start, element))
        tail = element.tail
        if tail and (tail := tail.lstrip()) and tail[0] in first:
            start = tail.lstrip(_MARKS)[:3].lower()
            around = element.getparent() if start in starts and len(tail) < _LONGEST else None
            if around is not None:
                found.append((start, around))
    return found[:_MOST]
