"""The things that travel through the house, one type a stage. Knows nothing of how they are made.

    Link ──fetch──▶ Page ──read──▶ Article | Refusal ──keep──▶ Kept (and later StoredArticle)

All are frozen; a later stage makes a new value (`dataclasses.replace`). They are pickled into worker
processes, so they hold plain data only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from crawler.labels import Labels, Watch


class Outcome(StrEnum):
    """How one address ended: each address of a run gets exactly one, with a reason."""

    STORED = "stored"  # a new article
    UNCHANGED = "unchanged"  # known, and its text is as it was
    REVISED = "revised"  # known, and its text or title changed
    DUPLICATE = "duplicate"  # another address of an article that this source already has
    OFF_TOPIC = "off-topic"  # read, and not about what the source is watched for
    REFUSED = "refused"  # no article: a video, a login page, nothing to read, forbidden by robots.txt
    GONE = "gone"  # 404 or 410
    FAILED = "failed"  # could not be had this time; asked again in the next run


class Precision(StrEnum):
    """How exact a printed time was."""

    MINUTE = "minute"
    DAY = "day"


@dataclass(frozen=True, kw_only=True, slots=True)
class Moment:
    """A time a page states. `at` is aware, in the zone that was printed (or the source's own zone)."""

    at: datetime
    printed: str  # as it stood on the page
    by: str  # the rule that found it: json-ld, meta, time, text, list, address
    precision: Precision = Precision.MINUTE


@dataclass(frozen=True, kw_only=True, slots=True)
class Related:
    """Another article that a text points to: "Baca juga: …"."""

    title: str
    url: str | None = None  # absolute and canonical; None where the pointer was no link


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """An address worth a visit, with what the list that named it told about it."""

    url: str  # absolute and canonical: the identity of what it leads to
    ask: str | None = None  # the address to ask for, where that is another form of `url`
    title: str | None = None
    published_at: datetime | None = None  # aware
    published_precision: Precision = Precision.MINUTE  # DAY for "3 jam lalu", too
    modified_at: datetime | None = None  # aware; a sitemap's lastmod, a feed's updated
    found_on: str | None = None  # the list's address


@dataclass(frozen=True, kw_only=True, slots=True)
class Hints:
    """What a source knows about its pages; rides on the Page, so that reading needs no catalogue.

    Selectors are CSS, the first that matches counts. `drop_lines` are regular expressions that a whole
    paragraph must match (`re.fullmatch`, case ignored) to be left out of the text.
    """

    network: str = "generic"
    site_names: tuple[str, ...] = ()  # what stands after "|" in titles and is never an author
    zone: str = "Asia/Jakarta"
    language: str = "id"
    founded: int = 0  # the year the source began: no article of it is older; 0 when not known
    body: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    editor: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    caption: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()  # elements removed before anything is read
    drop_lines: tuple[str, ...] = ()  # named groups keep what such a line says: pipelines.lines.GROUPS
    watch: Watch = field(default_factory=Watch)  # what the source is watched for


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One response: the bytes as received (after decompression) and what came with them."""

    url: str  # the address that answered, after redirects
    body: bytes
    fetched_at: datetime  # aware, UTC
    status: int = 200
    content_type: str | None = None  # the header, whole
    etag: str | None = None
    last_modified: str | None = None  # the header, as sent
    date: str | None = None  # the header, as sent


@dataclass(frozen=True, kw_only=True, slots=True)
class Furniture:
    """Lines that a source has on many of its pages, by their fingerprints: no article's text."""

    edges: frozenset[str] = frozenset()  # above and below a text
    anywhere: frozenset[str] = frozenset()  # of these, what goes from the midst of a text too


@dataclass(frozen=True, kw_only=True, slots=True)
class LineMark:
    """A paragraph as the memory of a source's furniture knows it."""

    mark: str  # 16 hexadecimal digits
    opening: str  # its first characters, for people
    size: int  # characters
    sentence: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """What one article address gave: all its parts as fetched, in order, before anything was read."""

    source: str
    link: Link
    url: str  # the canonical address the page is known by
    parts: tuple[Part, ...]
    missing: tuple[str, ...] = ()  # addresses of parts that could not be had
    hints: Hints = Hints()
    furniture: Furniture = Furniture()  # what the source's earlier pages taught


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """What a reader would say the page holds."""

    source: str
    url: str  # the address asked for
    canonical_url: str
    title: str | None
    paragraphs: tuple[str, ...]  # normalised: NFC, single blanks, none empty
    content_hash: str  # of `text`; 16 lowercase hexadecimal digits
    fetched_at: datetime  # aware, UTC
    language: str
    published: Moment | None = None
    modified: Moment | None = None
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    section: str | None = None
    tags: tuple[str, ...] = ()
    image_url: str | None = None
    dateline: str | None = None  # the place that the text opens with, as printed: "Baturaja", "KAB. OKI"
    agency: str | None = None  # the agency or outlet that the text is credited to, as printed: "ANTARA"
    captions: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    method: str = ""  # how the text was found: `selector`, `trafilatura`, `import`
    reader: str = ""  # program and version that read it
    kind: str = "article"  # or `live-blog`
    doubts: tuple[str, ...] = ()  # why the reading may be wrong; empty when nothing speaks against it
    lines: tuple[LineMark, ...] = ()  # of the text before the source's furniture was left out
    furniture: tuple[str, ...] = ()  # the lines that were
    missing_parts: tuple[str, ...] = ()
    etag: str | None = None
    last_modified: str | None = None
    labels: Labels | None = None  # what the text says; None: not labelled

    @property
    def text(self) -> str:
        """The paragraphs, joined by one line feed: exactly what `content_hash` is taken over."""
        return "\n".join(self.paragraphs)


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """An address that gave no article, and why."""

    source: str
    url: str
    outcome: Outcome
    reason: str  # a short phrase a person understands: "HTTP 503", "no text found"
    at: datetime  # aware, UTC
    status: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ListVisit:
    """What one list (feed, sitemap, listing, API page) gave at one visit."""

    source: str
    url: str
    at: datetime  # aware, UTC
    links: int  # article links it named, after the rules of the source
    status: int | None = None
    problem: str | None = None  # why it counts as failed; None when all is well
    unchanged: bool = False  # 304
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """What the store did with an article."""

    outcome: Outcome
    article_id: int | None  # None: off topic, and not kept
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredArticle:
    """An article as the store gives it back."""

    id: int
    source: str
    url: str
    canonical_url: str
    title: str | None
    text: str
    content_hash: str
    language: str
    first_fetched_at: datetime  # aware, UTC
    fetched_at: datetime  # aware, UTC; the latest visit
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    published_at: datetime | None = None  # aware, at the printed offset
    published_printed: str | None = None
    published_precision: Precision | None = None
    modified_at: datetime | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    image_url: str | None = None
    dateline: str | None = None
    agency: str | None = None
    captions: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    method: str = ""
    reader: str = ""
    kind: str = "article"
    doubts: tuple[str, ...] = ()
    partial: bool = False
    revisions: int = 0  # how often text or title changed since the first visit
    copy_of: int | None = None  # the earliest article of another source with the same text
    aliases: tuple[str, ...] = field(default=())
    labels: Labels | None = None  # only where the query asked for them
