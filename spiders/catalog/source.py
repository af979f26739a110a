"""One row of the catalogue: what is monitored, where its news is listed, how often, how gently.

The schema is strict: the loader (`load.py`) refuses what it does not know, naming file, key and remedy.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from crawler.items import Hints

# Each has a file here with its selectors; one with a quirk has a spider of its own, too (spiders/loader.py).
NETWORKS = (
    *("antara", "disway", "generic"),
    *("detik", "jpnn", "kompas", "liputan6", "mediaindonesia", "merdeka", "okezone", "republika", "rmol"),
    *("sindonews", "suara", "tempo", "tribun", "viva"),
)


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
    founded: int = 0  # the year it began: no article is older; 0 when not known
    region: str = ""  # what the source is watched for: "Sumatera Selatan"
    topic: str = ""  # what its articles are judged by: "polri" or a [topics.NAME]; empty: as configured
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    listings: tuple[str, ...] = ()
    searches: tuple[str, ...] = ()  # search addresses with {words}
    search_words: tuple[str, ...] = ()  # what is put for {words}, one request each
    wordpress: str = ""
    words: tuple[str, ...] = ()  # a link is followed when title or address holds one; empty: all
    article: tuple[str, ...] = ()  # regular expressions of article paths; empty: the network's own rule
    not_article: tuple[str, ...] = ()  # and of paths that are never articles
    one_page: str = ""  # query that shows all parts of an article on one page: "page=all"
    paging: str = ""  # how page 2 of a listing is asked for: "?page={page}"; empty: the network's way
    pages: int = 3  # at most so many pages of one listing in one run
    max_articles: int = 500  # article pages a run
    revisits: int = 100  # known young articles looked at again, at most so many a run; 0: none
    max_megabytes: int = 500  # received in a run
    max_minutes: int = 0  # of a run; 0: the configuration's
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

    def owns(self, host: str) -> bool:
        """Whether a host (lower case, without port) is one of this source's; `www.` makes no difference."""
        names = {name.partition(":")[0].removeprefix("www.") for name in self.hosts}
        return host.removeprefix("www.") in names
