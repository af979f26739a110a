"""Articles and pages as they go into the store and come out of it, one frozen type each. Knows nothing of how
they are kept; runs, sources and addresses are in run_records.py, stories in story_records.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crawler.items import Link, StoredArticle


@dataclass(frozen=True, kw_only=True)
class Facet:
    """A condition on what articles say: any of `values`, or with `excluded` none. `kind` and its values:
    `topic` and `unit`: canonical names; `place`: codes of the Ministry of Home Affairs, a province's for all
    in it; `kecamatan`: names; `official` and `operation`: a part of the name or post; `source`: names."""

    kind: str
    values: tuple[str, ...]
    excluded: bool = False


@dataclass(frozen=True, kw_only=True)
class ArticleQuery:
    """Which articles. Times are aware; `since` counts, `until` does not; they compare with the time of
    publication, or of the first visit where none was printed. Newest first, unless `oldest_first`."""

    sources: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    limit: int | None = None
    oldest_first: bool = False
    facets: tuple[Facet, ...] = ()
    labels: bool = False  # give the articles with their labels
    unlike: str = ""  # only those that another labeller labelled, or none


@dataclass(frozen=True, kw_only=True)
class Hit:
    """An article that a search found. `snippet` is plain text; `marks` are (start, end) of the found words
    in it, counted in characters. A lower `rank` is better. `others`: how many further articles of its story
    were found, where one was asked for of each."""

    article: StoredArticle
    snippet: str
    marks: tuple[tuple[int, int], ...]
    rank: float
    others: int = 0


@dataclass(frozen=True, kw_only=True)
class Findings:
    """What a search found, best first. `notes` are for the person who searches: what was not understood, and
    where not every article was looked at."""

    hits: tuple[Hit, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Sighting:
    """A line of the text of a page, as read before the furniture of its source was left out."""

    page: str
    mark: str
    size: int  # characters
    sentence: bool


@dataclass(frozen=True, kw_only=True)
class Version:
    """An article as it stood from `seen_at` until `replaced_at` (None: it still stands). Numbered from 1."""

    article_id: int
    number: int
    title: str | None
    text: str
    content_hash: str
    published_at: datetime | None
    modified_at: datetime | None
    seen_at: datetime
    replaced_at: datetime | None
    reason: str  # why it was replaced


@dataclass(frozen=True, kw_only=True)
class Edit:
    """One version giving way to the next. `at` is when we met the newer one, `number` that of the older."""

    article_id: int
    number: int
    source: str
    url: str
    at: datetime
    what: str
    title_before: str | None
    title_after: str | None
    text_before: str
    text_after: str
    seen_at: datetime
    modified_before: datetime | None
    modified_after: datetime | None


@dataclass(frozen=True, kw_only=True)
class Happening:
    """What became of an article's address: `gone`, `back`, `moved` (to `other_url`). `at` is our visit."""

    article_id: int
    what: str
    source: str
    title: str | None
    at: datetime
    url: str
    other_url: str | None
    reason: str


# Pages of a source whose lines are remembered: a few days of a small paper, so that a new design is learned
# within a week.
REMEMBERED_PAGES = 40


@dataclass(frozen=True, kw_only=True, slots=True)
class PageRecord:
    """Where one part of a page is kept as fetched. All parts of a visit share `url` and `fetched_at`."""

    url: str  # the identity of the article: Link.url
    source: str
    fetched_at: datetime  # aware; when the first part was
    part: int  # from 1
    file: str  # in the folder of archived pages
    offset: int  # bytes
    length: int  # bytes
    missing: tuple[str, ...] = ()  # addresses of parts that could not be had


@dataclass(frozen=True, kw_only=True, slots=True)
class ArchivedPage:
    """The page that a version of an article was read from; one that gave no article has neither."""

    article_id: int | None
    version: int  # as in Version.number; 0 without an article
    current: bool  # the version that stands
    source: str
    link: Link
    missing: tuple[str, ...]
    records: tuple[PageRecord, ...]  # a part each, in order
