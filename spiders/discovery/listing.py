"""A listing page in, its article links out, each with the title and the time printed beside it.

Knows what an item of a list looks like, not which network it is of: selectors and rules are handed in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, tzinfo
from functools import partial
from itertools import islice

from cssselect import SelectorError
from lxml import etree
from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

from crawler.clock import WIB
from crawler.dates import Reading, read_date
from crawler.items import Precision
from spiders.discovery.found import Found, Gathering
from spiders.discovery.markup import Unreadable, html_tree, unpacked
from spiders.discovery.rules import is_article

MAX_ANCHORS = 5_000  # of one page; the largest of the saved listings has 620
_CLIMB = 6  # levels from a link to the element that holds the whole item
_ITEM = frozenset(("article", "li", "tr", "dd"))
_TOO_WIDE = frozenset(("body", "html", "main", "section", "aside", "nav", "ul", "ol", "table", "tbody"))
_MENU = re.compile(
    r"(^|[\s_-])(nav(bar|igation)?|menu|mega-menu|breadcrumbs?|footer|mm-menu|mm-panel)($|[\s_-])"
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_DATE_LINE = 60  # characters; a longer text beside a link is a teaser, and its date is of the event
_BARE_DATE = 30  # characters; "25/07/2025" as the words of a link is no headline
_ELEMENTS = 200  # of one item
_NO_LINK = ("javascript:", "mailto:", "tel:", "whatsapp:", "sms:")
_DATE_ATTRIBUTES = ("datetime", "content", "title", "data-date", "data-time", "data-datetime")


def read_listing(
    body: bytes,
    base: str,
    *,
    items: Sequence[str] = (),
    zone: tzinfo = WIB,
    now: datetime | None = None,
    network: str = "generic",
    article: Sequence[str] = (),
    not_article: Sequence[str] = (),
    content_type: str | None = None,
) -> Found:
    """The article links of a listing, tag or search page.

    `items` are CSS selectors of the links, or of elements that hold one each: the first that matches
    anything is used. Without them, or if none matches, every anchor outside menus, header and footer that
    `rules.is_article` takes for an article (`network`, `article` and `not_article` go there). `now` is the
    time of the fetch, aware: "3 jam lalu" is read only with it. `zone` holds for times without one. Raises
    nothing for bad input.
    """
    gathering = Gathering(base)
    plain, damage = unpacked(body)
    if damage:
        gathering.blame(damage)
    try:
        tree = html_tree(plain, content_type)
    except Unreadable as error:
        gathering.blame(f"not read: {error}")
        return gathering.found()
    named = _named(gathering, _selected(gathering, tree, items), base)
    if not named:
        everything = _named(gathering, _outside_menus(tree), base) or _named(gathering, _all(tree), base)
        rule = partial(is_article, network=network, article=article, not_article=not_article)
        named = {url: anchors for url, anchors in everything.items() if rule(url) is None}
    owners = _owners(named)
    for url, anchors in named.items():
        title = _title(anchors)
        time = _time_beside(url, anchors, owners, title, zone, now)
        gathering.add(
            url,
            title=title,
            published_at=time.at if time else None,
            published_precision=time.precision if time else Precision.MINUTE,
        )
    return gathering.found()


def _named(gathering: Gathering, anchors: Iterable[HtmlElement], base: str) -> dict[str, list[HtmlElement]]:
    """The anchors by the address they lead to; links within the page and to scripts are no news to anyone."""
    named: dict[str, list[HtmlElement]] = {}
    for anchor in islice(anchors, MAX_ANCHORS):
        href = (anchor.get("href") or "").strip()
        if not href or href.startswith("#") or href.lower().startswith(_NO_LINK):
            continue
        address = gathering.address(href)
        if address is not None:
            named.setdefault(address, []).append(anchor)
    return named


def _selected(gathering: Gathering, tree: HtmlElement, items: Sequence[str]) -> list[HtmlElement]:
    for selector in items:
        try:
            matches = CSSSelector(selector, translator="html")(tree)
        except SelectorError as error:
            gathering.blame(f"selector {selector!r} is wrong: {error}")
            continue
        anchors = [anchor for element in matches if (anchor := _anchor_of(element)) is not None]
        if anchors:
            return anchors[:MAX_ANCHORS]
    return []


def _anchor_of(element: HtmlElement) -> HtmlElement | None:
    """The link of a selected element: itself, or the first below it that has words, or the first at all."""
    if element.tag == "a":
        return element if element.get("href") else None
    below = list(islice(element.iterfind(".//a[@href]"), 50))
    return next((anchor for anchor in below if anchor.text_content().strip()), below[0] if below else None)


def _all(tree: HtmlElement) -> Iterator[HtmlElement]:
    return tree.iterfind(".//a[@href]")


def _outside_menus(tree: HtmlElement) -> Iterator[HtmlElement]:
    """All links but those of menus, the page's header and footer; a `header` inside an article is no menu."""
    walk = etree.iterwalk(tree, events=("start",))
    for _, element in walk:
        if _is_menu(element):
            walk.skip_subtree()
        elif element.tag == "a":
            yield element


def _is_menu(element: HtmlElement) -> bool:
    if element.tag in ("nav", "footer"):
        return True
    if element.tag == "header":
        return not any(outer.tag in _ITEM for outer in islice(element.iterancestors(), 10))
    marks = f"{element.get('class') or ''} {element.get('id') or ''}"[:200].lower()
    return element.tag in ("div", "ul", "li") and bool(_MENU.search(marks))


def _owners(named: dict[str, list[HtmlElement]]) -> dict[HtmlElement, str | None]:
    """For every element around a link, the one address all links in it lead to; None where they differ."""
    owners: dict[HtmlElement, str | None] = {}
    for url, anchors in named.items():
        for anchor in anchors:
            for outer in islice(anchor.iterancestors(), _CLIMB):
                owners[outer] = url if owners.get(outer, url) == url else None
    return owners


def _item(anchor: HtmlElement, url: str, owners: dict[HtmlElement, str | None]) -> HtmlElement:
    """The largest element around a link that is about this link alone."""
    item = anchor
    for outer in islice(anchor.iterancestors(), _CLIMB):
        if outer.tag in _TOO_WIDE or owners.get(outer) != url:
            break
        item = outer
        if outer.tag in _ITEM:
            break
    return item


def _title(anchors: Sequence[HtmlElement]) -> str | None:
    """The words of the link in a heading, else the longest that lead there, else a title attribute."""
    texts = [(_in_heading(anchor), len(text), text) for anchor in anchors if (text := _words(anchor))]
    best = max(texts, default=None, key=lambda candidate: candidate[:2])
    if best is not None and not (best[1] <= _BARE_DATE and read_date(best[2])):
        return best[2]
    return next((title for anchor in anchors if (title := anchor.get("title"))), None)


def _in_heading(anchor: HtmlElement) -> bool:
    inside = any(outer.tag in _HEADINGS for outer in islice(anchor.iterancestors(), 3))
    return inside or any(below.tag in _HEADINGS for below in islice(anchor.iter(), 20))


def _words(anchor: HtmlElement) -> str:
    """The words of a link; of one that holds a whole item, those of its heading."""
    heading = next((below for below in islice(anchor.iter(), 50) if below.tag in _HEADINGS), None)
    source = anchor if heading is None else heading
    return " ".join("".join(str(piece) for piece in islice(source.itertext(), 50)).split())


def _time_beside(
    url: str,
    anchors: Sequence[HtmlElement],
    owners: dict[HtmlElement, str | None],
    title: str | None,
    zone: tzinfo,
    now: datetime | None,
) -> Reading | None:
    """The time printed in the item of a link; a full date before "3 jam lalu"."""
    lines = [line for anchor in anchors[:4] for line in _date_lines(_item(anchor, url, owners), title)]
    for moment in (None, now) if now else (None,):
        for line in lines:
            if reading := read_date(line, zone=zone, now=moment):
                return reading
    return None


def _date_lines(item: HtmlElement, title: str | None) -> Iterator[str]:
    """The short texts of an item that may be its time: attributes of `time` and the like first."""
    elements = list(islice(item.iter(), _ELEMENTS))
    for element in elements:
        if element.tag not in ("a", "img"):  # theirs repeat the headline, which may name a day
            yield from (value for name in _DATE_ATTRIBUTES if (value := element.get(name)))
    for element in elements:
        if element.tag in _HEADINGS:
            continue
        own = [element.text or "", *(child.tail or "" for child in islice(element, 20))]
        line = " ".join(" ".join(own).split())
        if line and len(line) <= _DATE_LINE and line != title:
            yield line
