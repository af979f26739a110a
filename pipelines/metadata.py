"""A parsed page in, all that it states about its article but the text out. Never invents what is missing.

Each field is a list of rules in the order of trust; a source's own selectors come first. Times are read by
timestamps.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lxml.html import HtmlElement

from crawler.items import Moment, Page
from crawler.urls import host_of
from pipelines import bylines, jsonld
from pipelines.addresses import absolute, canonical_address, own_address
from pipelines.markup import Markup
from pipelines.people import names
from pipelines.plain import distinct, key, one_line
from pipelines.selectors import text_of
from pipelines.timestamps import read_times
from pipelines.titles import headline

# Names of metas, lower-cased, in the order of trust.
_AUTHORS = ("author", "article:author", "dc.creator", "parsely-author", "dtk:author", "content_author")
# What templates put among the keywords of every article, and labels that are no subject.
_NO_TAG = re.compile(
    r"(?:berita|portal|kabar|info)(?:\s(?:terkini|terbaru|hari ini|harian|online|indonesia|ekonomi|bisnis"
    r"|olahraga|politik)){1,3}|editor:.*",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Metadata:
    title: str | None
    headings: tuple[str, ...]  # what the page calls itself in <title> and <h1>, for looks
    canonical_url: str
    published: Moment | None = None
    modified: Moment | None = None
    authors: tuple[str, ...] = ()
    by: Mapping[str, str] = field(default_factory=dict)  # field → the rule that gave it
    editors: tuple[str, ...] = ()
    section: str | None = None
    tags: tuple[str, ...] = ()
    image_url: str | None = None
    credited: tuple[str, ...] = ()  # whom a line outside the text names: "Sumber: Antara"
    language: str | None = None  # as stated; may be a lie of the template
    nodes: tuple[jsonld.Node, ...] = ()  # all of the page's JSON-LD
    og_type: str = ""


def read_metadata(page: Page, markup: Markup, printed: Mapping[str, list[str]] | None = None) -> Metadata:
    """What the first part of a page states; `printed` are bylines by role. Leaves the tree as it is.

    Raises ConfigError when a selector of the page's hints is no CSS.
    """
    return _Reading(page, markup, printed).metadata()


class _Reading:
    """One page being read: what several rules need is found once."""

    def __init__(self, page: Page, markup: Markup, printed: Mapping[str, list[str]] | None) -> None:
        self.page, self.hints = page, page.hints
        self.root, self.finder = markup.root, markup.finder
        self.base = page.parts[0].url
        self.meta = _meta(markup.root)
        self.nodes = jsonld.nodes(markup.json_ld)
        self.node = jsonld.article_node(self.nodes, page.url)
        publisher = jsonld.strings(self.node.get("publisher"), "name")
        self.sites = (
            *self.hints.site_names,
            *self.meta.get("og:site_name", ()),
            *publisher,
            host_of(page.url).removeprefix("www."),
        )
        self.h1 = [text for element in self.root.iter("h1") if (text := text_of(element))][:10]
        self.labelled = printed or {}
        self.by: dict[str, str] = {}

    def metadata(self) -> Metadata:
        title = self.title
        editors = self._editors()
        authors = self._authors(editors)
        published, modified = read_times(
            self.page, self.finder, self.root, self.meta, self.node, lambda: self.heading
        )
        return Metadata(
            title=title,
            headings=tuple(one_line(text) for text in (*self._printed_titles(), *self.h1)),
            canonical_url=canonical_address(own_address(self.page), self._canonicals(), self.base),
            published=published,
            modified=modified,
            authors=authors,
            by=self.by,
            editors=editors,
            section=self._section(),
            tags=self._tags(),
            image_url=self._image(),
            credited=tuple(self.labelled.get("source", ())),
            language=self._language(),
            nodes=tuple(self.nodes),
            og_type=next(iter(self.meta.get("og:type", ())), "").strip().lower(),
        )

    # --- title
    @cached_property
    def title(self) -> str | None:
        for printed, rule in self._titles():
            title = self._without_site(printed)
            if title:
                self.by["title"] = rule
                return title
        return None

    def _titles(self) -> Iterator[tuple[str, str]]:
        yield from _by("selector", self.finder.texts(self.hints.title))
        yield from _by("og:title", self.meta.get("og:title", ()))
        yield from _by("json-ld", jsonld.strings(self.node.get("headline")))
        yield from _by("<title>", self._printed_titles())
        yield from _by("<h1>", self.h1)

    def _without_site(self, printed: str) -> str:
        """A heading of the page that the printed title is, or begins with, is the title as it was meant."""
        title = headline(printed, sites=self.sites, url=self.page.url)
        for heading in self.h1:
            if key(heading) == key(printed):
                return one_line(heading if printed.isupper() else printed, 500)
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

    @cached_property
    def heading(self) -> HtmlElement | None:
        """Where the title stands on the page."""
        wanted = key(self.title or "")
        for element in self.root.iter("h1", "h2", "h3"):
            if wanted and key(element.text_content()) == wanted:
                return element
        return next(self.root.iter("h1"), None)

    # --- people
    def _authors(self, editors: tuple[str, ...]) -> tuple[str, ...]:
        """The reporters by the first rule that names any; the editor, whom sites put in JSON-LD, is none."""
        known = {name.casefold() for name in editors}
        for printed, rule in self._bylines():
            people = names(printed, sites=self.sites)
            if rule != "selector":
                people = tuple(name for name in people if name.casefold() not in known)
            if people:
                self.by["authors"] = rule
                return people
        return ()

    def _bylines(self) -> Iterator[tuple[list[str], str]]:
        yield self.finder.texts(self.hints.author), "selector"
        yield self.labelled.get("reporter", []), "label"
        yield jsonld.people(self.node), "json-ld"
        yield self._metas(_AUTHORS), "meta"
        rel = "(//@rel | //@itemprop)[. = 'author']/parent::*[not(self::meta)]"
        yield [text_of(element) for element in _elements(self.root, rel)[:3]], "rel"
        yield bylines.by_class(self.heading), "class"

    def _editors(self) -> tuple[str, ...]:
        for printed, rule in (
            (self.finder.texts(self.hints.editor), "selector"),
            (self.labelled.get("editor", []), "label"),
            (
                [word.partition(":")[2] for word in self._keywords() if word.lower().startswith("editor:")],
                "keywords",
            ),
        ):
            editors = names(printed, sites=self.sites)
            if editors:
                self.by["editors"] = rule
                return editors
        return ()

    # --- the rest
    def _section(self) -> str | None:
        for stated, rule in (
            (self.finder.texts(self.hints.section)[-1:], "selector"),
            (jsonld.strings(self.node.get("articleSection")), "json-ld"),
            (self._metas(["article:section", "articlesection"]), "meta"),
        ):
            for section in distinct(stated):
                if "." not in section:  # okezone states its host
                    self.by["section"] = rule
                    return section
        return None

    def _tags(self) -> tuple[str, ...]:
        shown = distinct(text.lstrip("# ") for text in self.finder.texts(self.hints.tags))
        words = (word for word in self._keywords() if not _NO_TAG.fullmatch(word.strip()))
        tags = shown or distinct(words)
        if tags:
            self.by["tags"] = "selector" if shown else "keywords"
        return tags

    def _keywords(self) -> list[str]:
        stated = [
            *self._metas(["article:tag"]),
            *jsonld.strings(self.node.get("keywords")),
            *self._metas(["news_keywords", "keywords"])[:1],
        ]
        return [word for text in stated for word in text.split(",")]

    def _image(self) -> str | None:
        for stated, rule in (
            (self.meta.get("og:image", []), "og:image"),
            (jsonld.strings(self.node.get("image"), "url", "contentUrl"), "json-ld"),
            (self.meta.get("twitter:image", []), "twitter:image"),
        ):
            image = absolute(stated, self.base)
            if image:
                self.by["image"] = rule
                return image
        return None

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


def _by(rule: str, printed: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((text, rule) for text in printed)


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
