"""One row of the catalogue: what is monitored, where its news is listed, how often, how gently.

The schema is strict: the loader (`load.py`) refuses what it does not know, naming file, key and remedy.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from crawler.items import Hints

NETWORKS = ("antara", "disway", "generic")


@dataclass(frozen=True, kw_only=True)
class Source:
    """A source as the program uses it; every field but `hints` is a key of its TOML row.

    Addresses in `feeds`, `sitemaps`, `listings` and `searches` may be written as paths; they are absolute
    here. `wordpress` is the address of the REST root (`https://host/wp-json/`) or empty.
    """

    name: str  # lower-case letters, digits, hyphens
    title: str  # the outlet's own name
    network: str
    host: str  # the host whose pages are read: "sumeks.disway.id"
    scheme: str = "https"
    also_hosts: tuple[str, ...] = ()  # further hosts whose articles count as this source's
    zone: str = "Asia/Jakarta"  # of dates printed without one
    language: str = "id"
    region: str = ""  # what the source is watched for: "Sumatera Selatan"
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    listings: tuple[str, ...] = ()
    searches: tuple[str, ...] = ()  # search addresses with {words}
    search_words: tuple[str, ...] = ()  # what is put for {words}, one request each
    wordpress: str = ""
    words: tuple[str, ...] = ()  # a link is followed when title or address holds one; empty: all
    article: tuple[str, ...] = ()  # regular expressions of article paths; empty: the network's own rule
    not_article: tuple[str, ...] = ()  # and of paths that are never articles
    pages: int = 3  # at most so many pages of one listing in one run
    max_articles: int = 500  # article pages a run
    interval: str = "30m"  # "45m", "6h", "1d", or a cron expression "0 */6 * * *"
    delay: float | None = None  # seconds between requests; None: the configuration's
    concurrency: int = 1  # requests at a time
    terms: str = ""  # what the publisher's terms say about copying
    note: str = ""
    enabled: bool = True
    file: str = ""  # where the row stands
    hints: Hints = field(default_factory=Hints)

    @property
    def hosts(self) -> tuple[str, ...]:
        return (self.host, *self.also_hosts)
