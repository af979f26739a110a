"""A tree in, the elements whose texts open with a label out, in one walk. Knows not what labels mean."""

from __future__ import annotations

from collections.abc import Collection

from lxml import etree
from lxml.html import HtmlElement

_LONGEST = 300  # characters of a text that can be a label, or a line that opens with one
_MARKS = " \n\r\t\u00a0([|•-–—:*»"  # may stand before a label
_MOST = 120  # elements; a page with more lists them
_NO_TEXT = frozenset(("script", "style", "option", "title", "head", "meta", "link", "noscript"))


def opened(root: HtmlElement, starts: Collection[str]) -> list[HtmlElement]:
    """The elements around the texts that open with one of `starts` (three letters each, lower case), in the
    order of the page; for a text behind an inline element the one around both. At most 120.
    """
    found: list[HtmlElement] = []
    for element in root.iter(tag=etree.Element):
        text, tail = element.text, element.tail
        if (
            text
            and text.lstrip(_MARKS)[:3].lower() in starts
            and len(text) < _LONGEST
            and element.tag not in _NO_TEXT
        ):
            found.append(element)
        if tail and tail.lstrip(_MARKS)[:3].lower() in starts and len(tail) < _LONGEST:
            around = element.getparent()
            if around is not None:
                found.append(around)
    return found[:_MOST]
