"""CSS selectors of a source, compiled once. Knows nothing of what they are meant to find."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from cssselect import SelectorError
from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

from crawler.errors import ConfigError

MAX_TEXT = 2_000


def select(root: HtmlElement, selectors: Iterable[str]) -> Iterator[HtmlElement]:
    """The elements that each selector finds, selector by selector, in document order.

    Raises ConfigError for a selector that is no CSS.
    """
    for css in selectors:
        for element in _compiled(css)(root):
            if isinstance(element, HtmlElement):
                yield element


def text_of(element: HtmlElement) -> str:
    """The text of an element, or the `content` of a meta and the `datetime` of a time, on one line, cut at
    2,000 characters: no title, name or date is longer."""
    stated = element.get("content") or element.get("datetime")
    return " ".join((stated or element.text_content())[: 5 * MAX_TEXT].split())[:MAX_TEXT]


def texts(root: HtmlElement, selectors: Iterable[str]) -> list[str]:
    """The texts of what the first selector that finds any text finds."""
    for css in selectors:
        found = [text for element in select(root, (css,)) if (text := text_of(element))]
        if found:
            return found
    return []


@lru_cache(maxsize=1000)  # some forty networks of a dozen selectors each
def _compiled(css: str) -> CSSSelector:
    try:
        return CSSSelector(css, translator="html")
    except SelectorError as error:
        raise ConfigError(
            f"hints: {css!r} is no CSS selector ({error}). Mend it in the source's row of the catalogue"
        ) from error
