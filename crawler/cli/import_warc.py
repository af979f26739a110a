"""Pages of a WARC file, ours or another crawler's, are read, compared, kept and archived as fetched ones are.

A page belongs to the catalogue's source of its host; of other hosts only where a source is named for them.
What is older than what the store has of an article is left out: the text that stands would become an edit of
its own past.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from crawler.cli import output
from crawler.cli.reading import read_pages
from crawler.items import Article, Hints, Link, Outcome, Page, Part
from crawler.urls import BadAddress, canonical
from spiders.base import NewsSpider
from spiders.catalog import Source
from spiders.discovery.identity import article_address
from spiders.discovery.rules import is_article
from spiders.loader import spider_class
from spiders.once import source_for
from storage.warc.reader import Broken, NoWarc, Skipped, captures, open_warc

if TYPE_CHECKING:
    from crawler.cli.context import Context
    from crawler.cli.intake import Intake
    from storage.store import Store


class WarcImport:
    """`given`: the source that pages of hosts outside the catalogue are filed under; None leaves them out."""

    def __init__(self, here: Context, store: Store, intake: Intake, given: str | None) -> None:
        self.here, self.store, self.intake, self.given = here, store, intake, given
        self._source_at = lru_cache(maxsize=4096)(self._source_of)
        self._spiders: dict[str, NewsSpider] = {}

    def read(self, file: Path, outcomes: Counter[str], advance: Callable[[], Any]) -> None:
        """Reads a file from end to end, one record in memory at a time and a few pages; counts in `outcomes`
        what became of each. Raises LockHeld, StoreError."""
        try:
            with open_warc(file) as stream:
                pages = ((page.url, page) for page in self._pages(file, stream, outcomes))
                for _, page, result in read_pages(pages, self.here.config, self.store):
                    advance()
                    if isinstance(result, Article):
                        outcomes[self._keep(result, page)] += 1
                    else:
                        self.intake.refused(page.source)
                        outcomes[Outcome.REFUSED] += 1
        except (NoWarc, OSError) as error:
            outcomes["bad"] += 1
            output.note(f"ronda: left out: {file}: {error}")

    def _keep(self, article: Article, page: Page) -> str:
        known = self.store.find(article.canonical_url) or self.store.find(article.url)
        if known and known.source == article.source and article.fetched_at < known.fetched_at:
            return Outcome.UNCHANGED if known.text == article.text else "older"
        return self.intake.keep_page(article, page)

    def _pages(self, file: Path, stream: Any, outcomes: Counter[str]) -> Iterator[Page]:
        """The pages, each with the parts that were captured along with it."""
        parts: list[Part] = []
        first: str | None = None
        limit = int(self.here.config.fetch_megabytes * 2**20)
        for found in captures(stream, self._wants, most_bytes=limit):
            if isinstance(found, Broken):
                outcomes["bad"] += 1
                output.note(f"ronda: left out: {file} at {found.offset}: {found.reason}")
            elif isinstance(found, Skipped):
                outcomes["other"] += 1
            elif parts and found.beside and found.beside == first:
                parts.append(found.part)
            else:
                yield from self._page(parts, outcomes)
                parts, first = [found.part], found.record
        yield from self._page(parts, outcomes)

    def _page(self, parts: list[Part], outcomes: Counter[str]) -> Iterator[Page]:
        if not parts:
            return
        url = canonical(parts[0].url)
        source = self._source_at(urlsplit(url).netloc, urlsplit(url).scheme)
        assert source is not None  # `_wants` has asked
        identity = article_address(url, source.network)
        further = (
            [] if source.one_page and source.one_page in urlsplit(url).query else self._further(source, parts)
        )
        if self._is_further(source, url, identity):  # its article begins elsewhere
            outcomes["other"] += 1
            return
        had = {canonical(part.url) for part in parts}
        yield Page(
            source=source.name,
            link=Link(url=identity, ask=url if url != identity else None),
            url=identity,
            parts=tuple(parts),
            missing=tuple(address for address in further if address not in had),
            hints=source.hints,
        )

    def _further(self, source: Source, parts: list[Part]) -> list[str]:
        """Addresses of further parts that the pages lead to, in order."""
        found: dict[int, str] = {}
        for part in parts:
            found |= self._spider(source).parts_of(parts[0].url, part.body)
        return [address for _, address in sorted(found.items())]

    def _is_further(self, source: Source, url: str, identity: str) -> bool:
        """Whether the address would be taken for a further part, if the article's own page led to it."""
        pointer = f'<a href="{url}">'.encode()
        return url in self._spider(source).parts_of(identity, pointer).values()

    def _spider(self, source: Source) -> NewsSpider:
        if source.name not in self._spiders:
            self._spiders[source.name] = spider_class(source, self.here.config)()
        return self._spiders[source.name]

    def _wants(self, address: str) -> bool:
        try:
            url = canonical(address)
        except BadAddress:
            return False
        source = self._source_at(urlsplit(url).netloc, urlsplit(url).scheme)
        if source is None:
            return False
        return is_article(url, source.network, source.article, source.not_article) is None

    def _source_of(self, netloc: str, scheme: str) -> Source | None:
        source = source_for(f"{scheme}://{netloc}/", self.here.catalog)
        if source.name in self.here.catalog:
            return source
        if self.given is None:
            return None
        if self.given in self.here.catalog:
            return self.here.catalog[self.given]
        return Source(
            name=self.given,
            title=self.given,
            network="generic",
            host=netloc,
            scheme=scheme,
            hints=Hints(watch=self.here.config.watch()),
        )
