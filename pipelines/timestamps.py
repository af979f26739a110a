"""A parsed page in, when its article was published and changed out. Never invents what is missing.

Knows where pages state times; which of them is believed is the business of moments. What is meant for
machines comes first, because it has the zone.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from itertools import islice

from lxml.html import HtmlElement

from crawler.items import Moment, Page
from pipelines import jsonld
from pipelines.moments import (
    FIRST_YEAR,
    MAX_PRINTED,
    Frame,
    Stated,
    choose,
    day_in_address,
    false_utc,
    from_address,
    from_list,
    is_date_line,
    is_settled,
    words_beside_date,
    zone_of,
)
from pipelines.selectors import Finder

log = logging.getLogger(__name__)

# Names of metas, lower-cased, in the order of trust.
_PUBLISHED = (
    *("article:published_time", "og:published_time", "datepublished", "pubdate", "publishdate"),
    *("publish_date", "publish-date", "parsely-pub-date", "dc.date.issued", "dc.date", "date"),
    *("dtk:publishdate", "content_publisheddate", "sailthru.date"),
)
# Of the draft: only a last resort.
_CREATED = ("datecreated", "createdate", "dtk:createddate", "dc.date.created")
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified")
_NOT_THE_ARTICLES = " or ".join(f"ancestor::{tag}" for tag in ("aside", "nav", "footer", "li", "blockquote"))
_BEHIND, _BEFORE = 60, 6  # elements behind and before the heading among which a date line is looked for
_BAR = re.compile(r"\s+[-–—|•·/]\s+")
_BY = re.compile(r"(?<=\d)\s(?:by|oleh)\s\D{2,60}$", re.IGNORECASE)  # "Posted on 8 November 2025 by Edo"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CLIMB, _SMALL = 2, 400  # levels around a date that are looked at; characters of a box of a list
_HEADLINE = 5  # words; a link to an author, a section or "more from this author" has fewer
_CLOCK = re.compile(r"\d[:.]\d\d\b")  # a date above without a time may be today's, in the page's head


def read_times(
    page: Page,
    finder: Finder,
    root: HtmlElement,
    meta: Mapping[str, Sequence[str]],
    node: jsonld.Node,
    find_heading: Callable[[], HtmlElement | None],
) -> tuple[Moment | None, Moment | None]:
    """When the article was published and when it was modified; None where nothing says so.

    `meta` holds the contents of metas by lower-cased name, `node` is the article's JSON-LD; the
    heading is looked for only where printed times matter. What is refused,
    because it lies in the future or before the source began, is logged with the page's address.
    """
    return _Times(page, finder, root, meta, node, find_heading).times()


class _Times:
    def __init__(
        self,
        page: Page,
        finder: Finder,
        root: HtmlElement,
        meta: Mapping[str, Sequence[str]],
        node: jsonld.Node,
        find_heading: Callable[[], HtmlElement | None],
    ) -> None:
        self.page, self.root, self.meta, self.node = page, root, meta, node
        self.hints, self.finder, self.find_heading = page.hints, finder, find_heading

    def times(self) -> tuple[Moment | None, Moment | None]:
        link, url = self.page.link, self.page.url
        frame = Frame(
            zone=zone_of(self.hints.zone),
            fetched_at=self.page.parts[0].fetched_at,
            first_year=self.hints.founded or FIRST_YEAR,
            day=day_in_address(url),
        )
        published, modified, created = self._published(), self._modified(), self._created()
        settled = is_settled(published, (*published, *modified, *created), frame)
        printed = [] if settled else self._printed_times()
        frame = replace(frame, false_utc=false_utc((*published, *modified, *created), printed, frame))
        listed = from_list(link.published_at, link.published_precision, frame)
        # the draft's time is better than a day alone, but no better than what the list said
        stated = (*published, *printed, *(created if listed is None else ()))
        chosen = choose(stated, frame, further=(listed, from_address(frame)))
        changed = choose(modified, replace(frame, day=None))
        for refused in frame.refused:
            log.warning("%s: time refused: %s", url, refused)
        return chosen, changed

    def _published(self) -> list[Stated]:
        return [
            *_stated(jsonld.strings(self.node.get("datePublished")), "json-ld"),
            *_stated(self._metas(_PUBLISHED), "meta"),
        ]

    def _modified(self) -> list[Stated]:
        return [
            *_stated(jsonld.strings(self.node.get("dateModified")), "json-ld"),
            *_stated(self._metas(_MODIFIED), "meta"),
        ]

    def _created(self) -> list[Stated]:
        return [
            *_stated(jsonld.strings(self.node.get("dateCreated")), "json-ld"),
            *_stated(self._metas(_CREATED), "meta"),
        ]

    def _printed_times(self) -> list[Stated]:
        return [
            *_stated(self._time_elements(), "time"),
            *_stated(self.finder.texts(self.hints.date), "text"),
            *_stated(self._date_lines(), "text"),
        ]

    def _time_elements(self) -> Iterator[str]:
        # by way of the attributes, of which there are few: half the time of asking each element
        marked = "//@itemprop[. = 'datePublished']/parent::*[not(self::meta)]"
        for path in (marked, f"//time[not({_NOT_THE_ARTICLES})]"):
            for element in _elements(self.root, path)[:1]:
                yield element.get("datetime") or ""
                yield " ".join(element.text_content().split())

    def _date_lines(self) -> Iterator[str]:
        """Printed dates close to the heading; lists of other articles and the day's date above are not."""
        heading = self.find_heading()
        if heading is None:
            return
        around = {heading, *heading.iterancestors()}
        for path, where in (("following", _BEHIND), ("preceding", _BEFORE)):
            nearby = f"{path}::*[position() <= {where}][not({_NOT_THE_ARTICLES})]"
            for element in _elements(heading, nearby):
                for printed in (element.text, element.tail):
                    text = _date_in(printed) if printed else ""
                    if (
                        text
                        and (path == "following" or _CLOCK.search(text))
                        and not _of_another(element, around)
                    ):
                        yield text

    def _metas(self, wanted: Iterable[str]) -> list[str]:
        return [text for name in wanted for text in self.meta.get(name, ())]


def _date_in(line: str) -> str:
    """The date of a line that is one, or a byline with one behind it: "Oleh Edo | Senin, 3 November 2025"."""
    text = _BY.sub("", " ".join(line.split()))
    if not any(map(str.isdigit, text)) or len(text) > MAX_PRINTED or text.startswith("("):
        return ""  # a date in brackets is one of a sentence
    if is_date_line(text):
        return text
    pieces = _BAR.split(text)
    dates = [piece for piece in pieces if is_date_line(piece) and any(map(str.isdigit, piece))]
    return (
        " ".join(dates) if len(pieces) - len(dates) == 1 and _YEAR.search(dates[0] if dates else "") else ""
    )


def _of_another(element: HtmlElement, around: Set[HtmlElement]) -> bool:
    """Whether a date stands beside another article's headline: in a small box with a link of some words.
    What stands `around` the heading is the article's own, even where the heading is a link."""
    for box in (element, *islice(element.iterancestors(), _CLIMB)):
        if box in around or len(box.text_content()) > _SMALL:
            return False
        if any(words_beside_date(link.text_content()) >= _HEADLINE for link in box.iter("a")):
            return True
    return False


def _stated(printed: Iterable[str], by: str) -> Iterator[Stated]:
    return (Stated(printed=text, by=by) for text in printed if text)


def _elements(root: HtmlElement, path: str) -> list[HtmlElement]:
    found = root.xpath(path)
    return [one for one in found if isinstance(one, HtmlElement)] if isinstance(found, list) else []
