"""Page in, Article out. Knows neither Scrapy nor the store: a worker process runs it, and `ronda reprocess`.

    each part:  response looks ▸ parse ▸ captions, pointers ▸ drop ▸ (first part: metadata) ▸ body ▸ ending
                ▸ clean ▸ furniture of the source
    the whole:  page looks, kind ▸ stitch ▸ bylines, credits ▸ fingerprint ▸ labels

Parts are cleaned before they are stitched, because the furniture of each stands at its own head and foot; the
metadata is the first part's, because the others repeat it at best. The hash comes last, over what is kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version

from lxml.html import HtmlElement

from crawler import __version__
from crawler.items import Article, Outcome, Page, Part, Refusal, Related
from crawler.labels import Watch
from pipelines import kinds, looks
from pipelines.beside import (
    MAX_CAPTION,
    MAX_CAPTIONS,
    Beside,
    distinct_related,
    pointers,
    read_beside,
)
from pipelines.body import EXTRACTOR_DEFECTS, read_body
from pipelines.clean import Cleaned, clean
from pipelines.credited import Credit, read_credit
from pipelines.ending import ending_at
from pipelines.fingerprint import content_hash, normalise
from pipelines.language import language_of
from pipelines.looks import NoArticle
from pipelines.markup import Markup, Unreadable, parse
from pipelines.memory import line_marks, without_furniture
from pipelines.metadata import Metadata, read_metadata
from pipelines.opinion import stated_words
from pipelines.people import names, without_signatures
from pipelines.plain import distinct
from pipelines.stitch import join_parts

MIN_TEXT = 20  # characters; short reports have some more, an empty frame has a word or two
READER = f"ronda {__version__} / trafilatura {version('trafilatura')} / resiliparse {version('resiliparse')}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """What was taken out of a part before and after its body was found."""

    elements: tuple[tuple[str, HtmlElement], ...]  # with the selector that found each
    ending: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadPart:
    """A part of an article as it was read."""

    cleaned: Cleaned
    paragraphs: list[str]  # of `cleaned`, without the furniture of the source
    taken: Taken
    method: str
    doubts: tuple[str, ...]
    beside: Beside


@dataclass(frozen=True, kw_only=True, slots=True)
class Processed:
    """A result, and for an article the parts and the metadata that it was made from."""

    result: Article | Refusal
    parts: Sequence[ReadPart] = ()
    metadata: Metadata | None = None
    why: str = ""  # it is no article


def process_page(page: Page) -> Article | Refusal:
    """What a reader would say the page holds, or why it holds no article.

    Never raises for what a site sends; ConfigError when a selector or drop line of the page's hints is wrong.
    """
    return with_labels(processed(page).result, page.hints.watch)


def with_labels(result: Article | Refusal, watch: Watch) -> Article | Refusal:
    """The result, an article with what its text says."""
    if isinstance(result, Refusal):
        return result
    # loaded where pages are read: a crawl's own process only names `process_page`, and is spared 60 ms
    from pipelines.labels.article import labelled

    return labelled(result, watch)


def processed(page: Page) -> Processed:
    """What process_page gives, without labels, with what it was made from."""
    first = page.parts[0]
    seen = looks.of_response(first)
    if seen:
        return _refused(page, seen)
    try:
        markup, beside, taken = _parsed(page, first)
        metadata = read_metadata(page, markup, beside.bylines)
        read = _read(page, markup, beside, metadata, taken, stated_words(metadata.nodes))
    except Unreadable as error:
        return _refused(page, NoArticle(outcome=Outcome.REFUSED, reason=str(error)))
    except EXTRACTOR_DEFECTS as error:
        reason = f"reading broke: {type(error).__name__}: {error}"
        return _refused(page, NoArticle(outcome=Outcome.FAILED, reason=reason))
    length = sum(map(len, read.cleaned.paragraphs)) if read else 0
    unlike = looks.of_page(markup.root, metadata.headings, length) or kinds.no_article(
        page.url, markup.root, metadata, length
    )
    if unlike:
        return _refused(page, unlike)
    if read is None or length < MIN_TEXT:
        reason = f"no text found but {length} characters" if length else "no text found"
        return _refused(page, NoArticle(outcome=Outcome.REFUSED, reason=reason))
    further, unread = _further_parts(page, metadata)
    article = _article(page, metadata, [read, *further], unread)
    walled = (
        ("behind a pay wall or login: may be cut off",)
        if kinds.is_walled(markup.root, metadata, length)
        else ()
    )
    kind = kinds.kind_of(first.body, metadata)
    return Processed(
        result=replace(article, kind=kind, doubts=(*article.doubts, *walled)),
        parts=[read, *further],
        metadata=metadata,
    )


def _parsed(page: Page, part: Part) -> tuple[Markup, Beside, Taken]:
    markup = parse(part.body, part.content_type)
    beside = read_beside(markup, page.hints, part.url)
    selectors = (*page.hints.drop, *page.hints.caption)
    found = tuple((css, element) for css in selectors for element in markup.finder.select((css,)))
    for _, element in found:
        if element.getparent() is not None:
            element.drop_tree()  # what stands behind the element stays
    return markup, beside, Taken(elements=found)


def _read(
    page: Page,
    markup: Markup,
    beside: Beside,
    metadata: Metadata,
    taken: Taken,
    stated: Counter[str] | None = None,
) -> ReadPart | None:
    body = read_body(markup.root, markup.finder.select(page.hints.body), stated)
    if body is None:
        return None
    text, ending = ending_at(body.paragraphs)
    cleaned = clean(text, title=metadata.title, drop_lines=page.hints.drop_lines)
    paragraphs, furniture = without_furniture(cleaned.paragraphs, page.furniture)
    return ReadPart(
        cleaned=cleaned,
        paragraphs=paragraphs,
        taken=replace(taken, ending=tuple(ending), furniture=tuple(furniture)),
        method=body.method,
        doubts=body.doubts,
        beside=beside,
    )


def _further_parts(page: Page, metadata: Metadata) -> tuple[list[ReadPart], list[str]]:
    """The second and later parts, and the addresses of those without text: the rest is kept all the same."""
    read: list[ReadPart] = []
    unread: list[str] = []
    for part in page.parts[1:]:
        found = None
        if looks.of_response(part) is None:
            try:
                markup, beside, taken = _parsed(page, part)
                found = _read(page, markup, beside, metadata, taken)
            except (Unreadable, *EXTRACTOR_DEFECTS):
                found = None
        if found is None:
            unread.append(part.url)
        else:
            read.append(found)
    return read, unread


def _article(page: Page, metadata: Metadata, parts: list[ReadPart], unread: list[str]) -> Article:
    titles = (metadata.title,) if metadata.title else ()
    paragraphs = normalise(join_parts([part.paragraphs for part in parts], titles))
    credit = read_credit(paragraphs, _credit_lines(metadata, parts))
    authors, editors = _people(page, metadata, parts, credit)
    paragraphs = without_signatures(paragraphs, (*authors, *editors))
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
        tags=distinct((*_tags(parts), *metadata.tags)),
        image_url=metadata.image_url,
        dateline=credit.dateline,
        agency=credit.agency,
        captions=_captions(parts),
        related=_related(parts),
        method=parts[0].method,
        reader=READER,
        doubts=tuple(dict.fromkeys(doubt for part in parts for doubt in part.doubts)),
        lines=line_marks(line for part in parts for line in part.cleaned.paragraphs),
        furniture=tuple(line for part in parts for line in part.taken.furniture),
        missing_parts=(*page.missing, *unread),
        etag=first.etag,
        last_modified=first.last_modified,
        moved_to=first.moved_to,
    )


def _people(
    page: Page, metadata: Metadata, parts: list[ReadPart], credit: Credit
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Authors and editors. A byline printed in the text is believed before JSON-LD and meta, where sites put
    the editor, but not before the source's own selector."""
    sites = page.hints.site_names
    printed = names((text for part in parts for text in part.cleaned.authors), sites=sites)
    editors = metadata.editors or names(
        (text for part in parts for text in part.cleaned.editors), sites=sites
    )
    by_selector = metadata.by.get("authors") == "selector"
    authors = metadata.authors if by_selector or not printed else printed
    if not printed and not by_selector:
        authors = tuple(name for name in authors if name not in editors)
    return authors or names(credit.people, sites=sites), editors


def _credit_lines(metadata: Metadata, parts: list[ReadPart]) -> list[str]:
    return [*(line for part in parts for line in part.cleaned.agencies), *metadata.credited]


def _tags(parts: list[ReadPart]) -> Iterator[str]:
    """What lines of keywords said; they are the article's own, so they come before the template's."""
    for part in parts:
        for line in part.cleaned.tags:
            yield from line.split(",")


def _captions(parts: list[ReadPart]) -> tuple[str, ...]:
    found = (text for part in parts for text in (*part.beside.captions, *part.cleaned.captions))
    return distinct(found, MAX_CAPTION)[:MAX_CAPTIONS]


def _related(parts: list[ReadPart]) -> tuple[Related, ...]:
    """Pointers with their addresses, and headlines of lines that were no links."""
    linked = (one for part in parts for one in part.beside.related)
    return distinct_related((*linked, *pointers(line for part in parts for line in part.cleaned.related)))


def _refused(page: Page, unlike: NoArticle) -> Processed:
    first = page.parts[0]
    refusal = Refusal(
        source=page.source,
        url=page.url,
        outcome=unlike.outcome,
        reason=unlike.reason,
        at=first.fetched_at,
        status=first.status,
    )
    return Processed(result=refusal, why=unlike.why)
