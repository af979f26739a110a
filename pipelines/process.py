"""Page in, Article out. Knows neither Scrapy nor the store: a worker process runs it, and `ronda reprocess`.

    each part:  response looks ▸ parse ▸ drop ▸ (first part: metadata) ▸ body ▸ clean
    the whole:  stitch ▸ page looks ▸ bylines ▸ fingerprint

Parts are cleaned before they are stitched, because the furniture of each stands at its own head and foot; the
metadata is the first part's, because the others repeat it at best. The hash comes last, over what is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version

from crawler import __version__
from crawler.items import Article, Outcome, Page, Part, Refusal
from pipelines import looks
from pipelines.body import EXTRACTOR_DEFECTS, read_body
from pipelines.clean import Cleaned, clean
from pipelines.fingerprint import content_hash, normalise
from pipelines.language import language_of
from pipelines.markup import Markup, Unreadable, parse
from pipelines.metadata import Metadata, read_metadata
from pipelines.people import names
from pipelines.plain import distinct
from pipelines.selectors import select
from pipelines.stitch import join_parts

READER = f"ronda {__version__} / trafilatura {version('trafilatura')}"


@dataclass(frozen=True, kw_only=True, slots=True)
class _ReadPart:
    cleaned: Cleaned
    method: str


def process_page(page: Page) -> Article | Refusal:
    """What a reader would say the page holds, or why it holds no article.

    Never raises for what a site sends; ConfigError when a selector or drop line of the page's hints is wrong.
    """
    first = page.parts[0]
    seen = looks.of_response(first)
    if seen:
        return _refusal(page, seen.outcome, seen.reason)
    try:
        markup = _parsed(page, first)
        metadata = read_metadata(page, markup)
        read = _read(page, markup, metadata)
    except Unreadable as error:
        return _refusal(page, Outcome.REFUSED, str(error))
    except EXTRACTOR_DEFECTS as error:
        return _refusal(page, Outcome.FAILED, f"reading broke: {type(error).__name__}: {error}")
    length = sum(map(len, read.cleaned.paragraphs)) if read else 0
    unlike = looks.of_page(markup.root, metadata.headings, length)
    if unlike:
        return _refusal(page, unlike.outcome, unlike.reason)
    if read is None or not read.cleaned.paragraphs:
        return _refusal(page, Outcome.REFUSED, "no text found")
    further, unread = _further_parts(page, metadata)
    return _article(page, metadata, [read, *further], unread)


def _parsed(page: Page, part: Part) -> Markup:
    markup = parse(part.body, part.content_type)
    for element in list(select(markup.root, page.hints.drop)):
        if element.getparent() is not None:
            element.drop_tree()  # what stands behind the element stays
    return markup


def _read(page: Page, markup: Markup, metadata: Metadata) -> _ReadPart | None:
    body = read_body(markup.root, page.hints.body)
    if body is None:
        return None
    cleaned = clean(body.paragraphs, title=metadata.title, drop_lines=page.hints.drop_lines)
    return _ReadPart(cleaned=cleaned, method=body.method)


def _further_parts(page: Page, metadata: Metadata) -> tuple[list[_ReadPart], list[str]]:
    """The second and later parts, and the addresses of those without text: the rest is kept all the same."""
    read: list[_ReadPart] = []
    unread: list[str] = []
    for part in page.parts[1:]:
        found = None
        if looks.of_response(part) is None:
            try:
                found = _read(page, _parsed(page, part), metadata)
            except (Unreadable, *EXTRACTOR_DEFECTS):
                found = None
        if found is None:
            unread.append(part.url)
        else:
            read.append(found)
    return read, unread


def _article(page: Page, metadata: Metadata, parts: list[_ReadPart], unread: list[str]) -> Article:
    titles = (metadata.title,) if metadata.title else ()
    paragraphs = normalise(join_parts([part.cleaned.paragraphs for part in parts], titles))
    authors, editors = _people(page, metadata, parts)
    first = page.parts[0]
    return Article(
        source=page.source,
        url=page.url,
        canonical_url=metadata.canonical_url,
        title=metadata.title,
        paragraphs=paragraphs,
        content_hash=content_hash(paragraphs),
        fetched_at=first.fetched_at,
        language=language_of(paragraphs, stated=metadata.language, default=page.hints.language),
        published=metadata.published,
        modified=metadata.modified,
        authors=authors,
        editors=editors,
        section=metadata.section,
        tags=metadata.tags
        or distinct(tag for part in parts for tags in part.cleaned.tags for tag in tags.split(",")),
        image_url=metadata.image_url,
        method=parts[0].method,
        reader=READER,
        missing_parts=(*page.missing, *unread),
        etag=first.etag,
        last_modified=first.last_modified,
    )


def _people(
    page: Page, metadata: Metadata, parts: list[_ReadPart]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Authors and editors. A byline printed in the text is believed before JSON-LD and meta, where sites put
    the editor, but not before the source's own selector."""
    sites = page.hints.site_names
    printed = names((text for part in parts for text in part.cleaned.authors), sites=sites)
    editors = metadata.editors or names(
        (text for part in parts for text in part.cleaned.editors), sites=sites
    )
    authors = metadata.authors if metadata.authors_by == "selector" or not printed else printed
    if not printed and metadata.authors_by != "selector":
        authors = tuple(name for name in authors if name not in editors)
    return authors, editors


def _refusal(page: Page, outcome: Outcome, reason: str) -> Refusal:
    first = page.parts[0]
    return Refusal(
        source=page.source,
        url=page.url,
        outcome=outcome,
        reason=reason,
        at=first.fetched_at,
        status=first.status,
    )
