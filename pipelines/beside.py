"""A tree in, what stands beside the text out: captions, bylines, articles that it points to.

Looks before anything is dropped: "Baca juga" boxes and captions are what sources drop first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from lxml.html import HtmlElement

from crawler.items import Hints, Related
from pipelines.addresses import absolute
from pipelines.bylines import STARTS, labelled
from pipelines.markup import Markup
from pipelines.openings import opened
from pipelines.plain import distinct, one_line

MAX_RELATED, MAX_CAPTIONS = 20, 10
MAX_CAPTION = 500  # characters
_VIDEO = re.compile(r"video\b", re.IGNORECASE)  # "Simak juga Video: …"
_SHORTEST = 10  # characters of a headline
# A box with more links or more text is a list of the day's news, not a pointer of this article.
_MOST_LINKS, _MOST_TEXT, _CLIMB = 4, 500, 4
_LABEL = re.compile(
    r"\W{0,5}(?:(?:baca|simak|lihat|tonton)\s(?:juga|pula)|baca|read also|also read|read more|see also)"
    r"\s?[:：]|\W{0,5}baca juga\b",
    re.IGNORECASE,
)
_STARTS = frozenset(("bac", "sim", "lih", "ton", "rea", "als", "see"))
_ASIDE = frozenset(("aside", "nav", "footer", "li"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Beside:
    captions: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    bylines: Mapping[str, list[str]] = field(default_factory=dict)  # by role, see bylines.labelled


def read_beside(markup: Markup, hints: Hints, base: str) -> Beside:
    """Captions and pointers of one part; `base` is its address.

    Raises ConfigError when a selector of the hints is no CSS.
    """
    labels = opened(markup.root, _STARTS.union(STARTS))
    return Beside(
        captions=_captions(markup, hints.caption),
        related=distinct_related(_pointers((one for start, one in labels if start in _STARTS), base)),
        bylines=labelled(one for start, one in labels if start in STARTS),
    )


def distinct_related(related: Iterable[Related]) -> tuple[Related, ...]:
    """Each once, by address or else by headline; one with an address stands for its namesake without."""
    by_title: dict[str, Related] = {}
    for one in related:
        name = one.title.casefold()
        if name not in by_title or (one.url and not by_title[name].url):
            by_title[name] = one
    by_url = {one.url or one.title: one for one in by_title.values()}
    return tuple(by_url.values())[:MAX_RELATED]


def pointers(lines: Iterable[str]) -> Iterator[Related]:
    """The headlines in what pointer lines say ("Baca juga: A BACA JUGA: B"), without addresses."""
    for line in lines:
        for piece in _LABEL.split(line):
            title = one_line(piece).strip(" :-–|")
            if len(title) > _SHORTEST and not _VIDEO.match(title):
                yield Related(title=title)


def _captions(markup: Markup, selectors: Iterable[str]) -> tuple[str, ...]:
    chosen = list(markup.finder.select(selectors)) or [
        element for element in markup.root.iter("figcaption") if _ASIDE.isdisjoint(_tags_above(element))
    ]
    return distinct((one_line(element.text_content(), MAX_CAPTION) for element in chosen), MAX_CAPTION)[
        :MAX_CAPTIONS
    ]


def _tags_above(element: HtmlElement) -> set[str]:
    return {str(above.tag) for above in element.iterancestors()}


def _pointers(labels: Iterable[HtmlElement], base: str) -> Iterator[Related]:
    for label in labels:
        for anchor in _links_beside(label):
            title = one_line(_LABEL.sub("", anchor.text_content(), count=1))
            url = absolute([_href(anchor)], base) if len(title) > _SHORTEST else None
            if url:
                yield Related(title=title, url=url)


def _href(anchor: HtmlElement) -> str:
    """The link's address. Disway writes `//read/700173/…` for `/read/700173/…`: no host is without a dot."""
    href: str = (anchor.get("href") or "").strip()
    host = href[2:].split("/", 1)[0]
    return href[1:] if href.startswith("//") and "." not in host else href


def _links_beside(label: HtmlElement) -> list[HtmlElement]:
    """The links of the smallest box around a label that has any; none where that box is a list or a text."""
    box: HtmlElement | None = label
    for _ in range(_CLIMB + 1):
        if box is None or box.tag == "body":
            return []
        links = [box] if box.tag == "a" else list(islice(box.iter("a"), _MOST_LINKS + 1))
        if links:
            line = " ".join(box.text_content().split())
            small = len(links) <= _MOST_LINKS and len(line) <= _MOST_TEXT
            return links if small and _LABEL.match(line) else []
        box = box.getparent()
    return []
