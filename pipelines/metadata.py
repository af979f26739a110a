"""A parsed page in, all that it states about its article but the text out. Never invents what is missing.

Each field is a list of rules in the order of trust. A source's own selectors come first, but for times,
where what is meant for machines has the zone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from crawler.items import Moment, Page
from crawler.urls import host_of
from pipelines import jsonld
from pipelines.addresses import absolute, canonical_address, own_address
from pipelines.markup import Markup
from pipelines.moments import Stated, choose, from_address, from_list, is_date_line, zone_of
from pipelines.people import names
from pipelines.plain import distinct, key, one_line
from pipelines.selectors import text_of, texts
from pipelines.titles import headline

# Names of metas, lower-cased, in the order of trust.
_PUBLISHED = (
    *("article:published_time", "og:published_time", "datepublished", "pubdate", "publishdate"),
    *("publish_date", "publish-date", "parsely-pub-date", "dc.date.issued", "dc.date", "date"),
    *("dtk:publishdate", "content_publisheddate", "sailthru.date"),
)
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified")
_AUTHORS = ("author", "article:author", "dc.creator", "parsely-author", "dtk:author", "content_author")
_NOT_THE_ARTICLES = "ancestor::aside or ancestor::nav or ancestor::footer or ancestor::li"
_BEHIND, _BEFORE = 60, 6  # elements behind and before the heading among which a date line is looked for
_CLOCK = re.compile(r"\d[:.]\d\d\b")  # a date above without a time may be today's, in the page's head


@dataclass(frozen=True, kw_only=True, slots=True)
class Metadata:
    title: str | None
    headings: tuple[str, ...]  # what the page calls itself in <title> and <h1>, for looks
    canonical_url: str
    published: Moment | None = None
    modified: Moment | None = None
    authors: tuple[str, ...] = ()
    authors_by: str = ""  # the rule: selector, json-ld, meta, rel
    editors: tuple[str, ...] = ()
    section: str | None = None
    tags: tuple[str, ...] = ()
    image_url: str | None = None
    language: str | None = None  # as stated; may be a lie of the template


def read_metadata(page: Page, markup: Markup) -> Metadata:
    """What the first part of a page states. Leaves the tree as it is.

    Raises ConfigError when a selector of the page's hints is no CSS.
    """
    return _Reading(page, markup).metadata()


class _Reading:
    """One page being read: what several rules need is found once."""

    def __init__(self, page: Page, markup: Markup) -> None:
        self.page, self.hints, self.root = page, page.hints, markup.root
        self.base = page.parts[0].url
        self.meta = _meta(markup.root)
        nodes = jsonld.nodes(markup.json_ld)
        self.node = jsonld.article_node(nodes, page.url)
        publisher = jsonld.strings(self.node.get("publisher"), "name")
        self.sites = (
            *self.hints.site_names,
            *self.meta.get("og:site_name", ()),
            *publisher,
            host_of(page.url).removeprefix("www."),
        )
        self.h1 = [text for element in self.root.iter("h1") if (text := text_of(element))][:10]
        self.heading: HtmlElement | None = None

    def metadata(self) -> Metadata:
        title = self._title()
        self.heading = self._heading(title)
        authors, authors_by = self._authors()
        zone = zone_of(self.hints.zone)
        times = {"zone": zone, "fetched_at": self.page.parts[0].fetched_at}
        further = (
            from_list(self.page.link.published_at, **times),  # type: ignore[arg-type]  # a dict of two kinds
            from_address(self.page.url, **times),  # type: ignore[arg-type]  # the same
        )
        return Metadata(
            title=title,
            headings=tuple(one_line(text) for text in (*self._printed_titles(), *self.h1)),
            canonical_url=canonical_address(own_address(self.page), self._canonicals(), self.base),
            published=choose(self._published(), **times, further=further),  # type: ignore[arg-type]  # the same
            modified=choose(self._modified(), **times),  # type: ignore[arg-type]  # the same
            authors=authors,
            authors_by=authors_by,
            editors=names(texts(self.root, self.hints.editor), sites=self.sites),
            section=self._section(),
            tags=self._tags(),
            image_url=absolute(self._images(), self.base),
            language=self._language(),
        )

    # --- title
    def _title(self) -> str | None:
        for printed in (
            *texts(self.root, self.hints.title),
            *self.meta.get("og:title", ()),
            *jsonld.strings(self.node.get("headline")),
            *self._printed_titles(),
            *self.h1,
        ):
            title = self._without_site(printed)
            if title:
                return title
        return None

    def _without_site(self, printed: str) -> str:
        """A heading of the page that the printed title is, or begins with, is the title as it was meant."""
        title = headline(printed, sites=self.sites, url=self.page.url)
        for heading in self.h1:
            if key(heading) == key(printed):
                return one_line(printed, 500)
            rest = one_line(title, 1000).removeprefix(one_line(heading, 1000))
            if (
                len(heading) > 20
                and len(rest) < len(title)
                and rest.lstrip()[:1] in ("-", "|", "–", "—", ":")
            ):
                return one_line(heading, 500)
        return title

    def _printed_titles(self) -> list[str]:
        return [text for element in self.root.iterfind(".//head/title") if (text := text_of(element))]

    def _heading(self, title: str | None) -> HtmlElement | None:
        wanted = key(title or "")
        for element in self.root.iter("h1", "h2", "h3"):
            if wanted and key(element.text_content()) == wanted:
                return element
        return next(self.root.iter("h1"), None)

    # --- times
    def _published(self) -> Iterator[Stated]:
        yield from _stated(jsonld.strings(self.node.get("datePublished")), "json-ld")
        yield from _stated(self._metas(_PUBLISHED), "meta")
        yield from _stated(self._time_elements(), "time")
        yield from _stated(texts(self.root, self.hints.date), "text")
        yield from _stated(self._date_lines(), "text")

    def _modified(self) -> Iterator[Stated]:
        yield from _stated(jsonld.strings(self.node.get("dateModified")), "json-ld")
        yield from _stated(self._metas(_MODIFIED), "meta")

    def _time_elements(self) -> Iterator[str]:
        marked = "//*[@itemprop='datePublished' and not(self::meta)]"
        for path in (marked, f"//time[not({_NOT_THE_ARTICLES})]"):
            for element in _elements(self.root, path)[:1]:
                yield element.get("datetime") or ""
                yield " ".join(element.text_content().split())

    def _date_lines(self) -> Iterator[str]:
        """Printed dates close to the heading; lists of other articles and the day's date above are not."""
        if self.heading is None:
            return
        for path, where in (("following", _BEHIND), ("preceding", _BEFORE)):
            nearby = f"{path}::*[position() <= {where}][not({_NOT_THE_ARTICLES})]"
            for element in _elements(self.heading, nearby):
                text = " ".join((element.text or "").split())
                if is_date_line(text) and (path == "following" or _CLOCK.search(text)):
                    yield text

    # --- people
    def _authors(self) -> tuple[tuple[str, ...], str]:
        rel = "//*[@rel='author' or @itemprop='author'][not(self::meta)]"
        for printed, by in (
            (texts(self.root, self.hints.author), "selector"),
            (jsonld.people(self.node), "json-ld"),
            (self._metas(_AUTHORS), "meta"),
            ([text_of(element) for element in _elements(self.root, rel)[:3]], "rel"),
        ):
            people = names(printed, sites=self.sites)
            if people:
                return people, by
        return (), ""

    # --- the rest
    def _section(self) -> str | None:
        for stated in (
            texts(self.root, self.hints.section)[-1:],
            jsonld.strings(self.node.get("articleSection")),
            self._metas(["article:section", "articlesection"]),
        ):
            for section in distinct(stated):
                if "." not in section:  # okezone states its host
                    return section
        return None

    def _tags(self) -> tuple[str, ...]:
        shown = [text.lstrip("# ") for text in texts(self.root, self.hints.tags)]
        keywords = [
            *self._metas(["article:tag"]),
            *jsonld.strings(self.node.get("keywords")),
            *self._metas(["news_keywords", "keywords"])[:1],
        ]
        return distinct(shown) or distinct(tag for text in keywords for tag in text.split(","))

    def _images(self) -> Iterator[str]:
        yield from self.meta.get("og:image", ())
        yield from jsonld.strings(self.node.get("image"), "url", "contentUrl")
        yield from self.meta.get("twitter:image", ())

    def _canonicals(self) -> Iterator[str]:
        for element in self.root.iterfind(".//link[@rel='canonical']"):
            yield element.get("href") or ""
        yield from self.meta.get("og:url", ())

    def _language(self) -> str | None:
        stated = jsonld.strings(self.node.get("inLanguage"))
        return (
            next(iter(stated), None) or self.root.get("lang") or next(iter(self._metas(["og:locale"])), None)
        )

    def _metas(self, wanted: Iterable[str]) -> list[str]:
        return [text for name in wanted for text in self.meta.get(name, ())]


def _meta(root: HtmlElement) -> dict[str, list[str]]:
    """The contents of all metas by lower-cased property, name or itemprop, in the order of the page."""
    found: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        content = (element.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content:
                found.setdefault(name, []).append(content)
    return found


def _elements(root: HtmlElement, path: str) -> list[HtmlElement]:
    found = root.xpath(path)
    return [one for one in found if isinstance(one, HtmlElement)] if isinstance(found, list) else []


def _stated(printed: Iterable[str], by: str) -> Iterator[Stated]:
    return (Stated(printed=text, by=by) for text in printed if text)
