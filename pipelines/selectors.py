"""CSS selectors of a source, compiled once, and where on a page they lead. Knows not what they are for.

A row has selectors for three generations of a template, of which a page has one, and looking through a whole
page for each took a fifth of the time of reading it. So a page's classes and ids are listed once; nearly all
selectors begin with one of them, and are then looked for only there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from operator import itemgetter

from cssselect import HTMLTranslator, SelectorError
from lxml import etree
from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

from crawler.errors import ConfigError

MAX_TEXT = 2_000
_SIMPLE = re.compile(
    r"(?P<tag>[a-z][a-z\d]*)?(?P<names>(?:[.#][a-zA-Z_][\w-]*)+)(?:\s+(?P<below>[^\s>+~,].*))?"
)
_NAME = re.compile(r"[.#][\w-]+")

_Marked = dict[str, list[tuple[int, HtmlElement]]]


class Finder:
    """A tree as selectors see it. What is dropped from the tree later is not found any more."""

    def __init__(self, root: HtmlElement) -> None:
        self._root = root

    def select(self, selectors: Iterable[str]) -> Iterator[HtmlElement]:
        """The elements that each selector finds, selector by selector, in document order.

        Raises ConfigError for a selector that is no CSS.
        """
        for css in selectors:
            plan = _plan(css)
            yield from self._planned(plan) if plan.names else _elements(plan.whole(self._root))

    def texts(self, selectors: Iterable[str]) -> list[str]:
        """The texts of what the first selector that finds any text finds."""
        for css in selectors:
            found = [text for element in self.select((css,)) if (text := text_of(element))]
            if found:
                return found
        return []

    def _planned(self, plan: _Plan) -> Iterator[HtmlElement]:
        first, *others = map(self._named, plan.names)
        tops = [
            element
            for element in first
            if plan.tag in (None, element.tag)
            and all(element in other for other in others)
            and self._is_here(element)
        ]
        below = plan.below
        if below is None:
            return iter(tops)
        # a top may stand inside of another
        return iter(dict.fromkeys(element for top in tops for element in _elements(below(top))))

    def _named(self, name: str) -> list[HtmlElement]:
        """The elements of a `.class` or `#id`, in document order."""
        by_class, by_id, stated = self._marks
        if name[0] == "#":
            placed = by_id.get(name[1:], [])
        else:
            placed = sorted(
                chain.from_iterable(by_class[classes] for classes in stated.get(name[1:], ())),
                key=itemgetter(0),
            )
        return [element for _, element in placed]

    @cached_property
    def _marks(self) -> tuple[_Marked, _Marked, dict[str, list[str]]]:
        """The elements by their `class` as written and by their `id`, each with its place in the document,
        and by single class what is written: 200 things on a page of 3,000 elements, each taken apart once."""
        by_class: _Marked = {}
        by_id: _Marked = {}
        for place, element in enumerate(self._root.iter(etree.Element)):
            if classes := element.get("class"):
                by_class.setdefault(classes, []).append((place, element))
            if name := element.get("id"):
                by_id.setdefault(name, []).append((place, element))
        stated: dict[str, list[str]] = {}
        for classes in by_class:
            for one in dict.fromkeys(classes.split()):
                stated.setdefault(one, []).append(classes)
        return by_class, by_id, stated

    def _is_here(self, element: HtmlElement) -> bool:
        above: HtmlElement | None = element
        while above is not None:
            if above is self._root:
                return True
            above = above.getparent()
        return False


def text_of(element: HtmlElement) -> str:
    """The text of an element, or the `content` of a meta and the `datetime` of a time, on one line, cut at
    2,000 characters: no title, name or date is longer."""
    stated = element.get("content") or element.get("datetime")
    return " ".join((stated or element.text_content())[: 5 * MAX_TEXT].split())[:MAX_TEXT]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Plan:
    """How a selector is looked for: `tag` with all `names`, then `below` it; or `whole` where it has no names
    to begin with."""

    whole: etree.XPath
    tag: str | None = None
    names: tuple[str, ...] = ()
    below: etree.XPath | None = None


@lru_cache(maxsize=1000)  # some forty networks of a dozen selectors each
def _plan(css: str) -> _Plan:
    try:
        whole = CSSSelector(css, translator="html")
        match = _SIMPLE.fullmatch(css.strip()) if "," not in css else None
        if match is None:
            return _Plan(whole=whole)
        below = match["below"]
        return _Plan(
            whole=whole,
            tag=match["tag"],
            names=tuple(_NAME.findall(match["names"])),
            below=etree.XPath(HTMLTranslator().css_to_xpath(below, prefix="descendant::")) if below else None,
        )
    except SelectorError as error:
        raise ConfigError(
            f"hints: {css!r} is no CSS selector ({error}). Mend it in the source's row of the catalogue"
        ) from error


def _elements(found: object) -> Iterator[HtmlElement]:
    return (one for one in found if isinstance(one, HtmlElement)) if isinstance(found, list) else iter(())
