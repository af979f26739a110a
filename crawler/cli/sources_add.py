"""`ronda sources add URL`: looks a site over, proposes its row, tries it, and writes it on agreement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlsplit

import typer

from crawler.cli import output
from crawler.cli.context import Context
from crawler.cli.options import Json, example
from crawler.clock import now
from crawler.config import FILE_NAME, Config
from crawler.errors import EXIT_FAILED, SiteUnusable, UsageError
from crawler.items import Article, Page, Refusal

if TYPE_CHECKING:
    from crawler.runs.survey import Survey
    from spiders.catalog import Catalog
    from spiders.catalog.propose import Choice

Tried = tuple[str, "Article | Refusal"]  # the list that named it, and what it is
EPILOG = example("ronda sources add https://www.harianpagi.example/", "ronda sources add URL --dry-run")
TERMS = "What the publisher's terms say about copying is for you to read; `terms` of the row keeps it."


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A row, and what speaks for it."""

    name: str
    row: dict[str, Any]
    toml: str
    choices: tuple[Choice, ...]
    tried: tuple[Tried, ...]
    terms: str  # what the catalogue knows of the network's


def add_source(
    ctx: typer.Context,
    url: Annotated[str, typer.Argument(metavar="URL", help="The site's front page, or an article of it.")],
    name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help="What to call it; made of its host without.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Write the row without asking.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the row, and write nothing.")] = False,
    as_json: Json = False,
) -> None:
    """Look a site over, try it on three articles, and add it to ronda.toml."""
    here = Context.of(ctx)
    address = _address(url)
    _must_be_free(name, urlsplit(address).netloc, here.catalog)
    proposal = propose(_looked_over(address, here), name, here)
    if not as_json:
        _show(proposal, here)
    file = here.config.file or Path(FILE_NAME).absolute()
    agreed = not dry_run and (yes or typer.confirm(f"Add {proposal.name} to {file}?", err=True))
    if agreed:
        from crawler.cli.own_rows import add_row

        add_row(file, proposal.name, proposal.toml)
    if as_json:
        output.print_json(_record(proposal, file, written=agreed))
    elif agreed:
        output.say(f"{proposal.name} is in {file}. {TERMS} Then: ronda crawl {proposal.name}")
    else:
        output.note("nothing was written")
    if not agreed and not dry_run:
        raise typer.Exit(EXIT_FAILED)


def _address(url: str) -> str:
    from crawler.urls import BadAddress, canonical

    try:
        return canonical(url if "://" in url else f"https://{url}")
    except BadAddress as error:
        raise UsageError(f"{error}. Give the site's address, such as https://www.example.co.id/") from error


def _must_be_free(name: str | None, host: str, catalog: Catalog) -> None:
    """Raises UsageError for a name that is none or is taken, and for a host that is a source already."""
    from spiders.catalog.rules import Fault, check_name

    try:
        if name is not None:
            check_name(name)
    except Fault as fault:
        raise UsageError(f"--name: {fault.problem}. {fault.remedy}") from fault
    for source in catalog.values():
        if host.removeprefix("www.") in {own.removeprefix("www.") for own in source.hosts}:
            how = (
                "" if source.enabled else f"; to crawl it always write [sources.{source.name}] enabled = true"
            )
            raise UsageError(
                f"{host} is the source {source.name!r} already: `ronda sources show {source.name}`{how}"
            )
    if name is not None and name in catalog:
        raise UsageError(f"there is a source {name!r} already, {catalog[name].host}: give another --name")


def _looked_over(address: str, here: Context) -> Survey:
    from crawler.runs.asker import MOST
    from crawler.runs.survey import survey

    with output.progress(f"Looking over {urlsplit(address).netloc}", MOST) as step:
        found = survey(address, here.catalog, here.config, step)
    _must_be_free(None, urlsplit(found.origin).netloc, here.catalog)  # a redirect may have led elsewhere
    return found


def propose(found: Survey, name: str | None, here: Context) -> Proposal:
    """The row for what a survey found, tried on its articles.

    Raises SiteUnusable when none of them can be read, UsageError when no name can be made.
    """
    from crawler.cli.read import read_all
    from spiders.catalog.propose import name_for, without
    from spiders.catalog.rules import Fault

    pages = [answer for _, answer in found.tried if isinstance(answer, Page)]
    facts = _facts(found, pages)
    try:
        name = name or name_for(urlsplit(found.origin).netloc, facts["title"], found.network, here.catalog)
    except Fault as fault:
        raise UsageError(f"{fault.problem}. {fault.remedy}") from fault
    row = _row(found, found.choices, facts, here.catalog)
    hints = _catalog_with(here.config, name, row)[name].hints
    ready = [(page.url, replace(page, source=name, hints=hints)) for page in pages]
    results = dict(
        zip(
            (page.url for page in pages),
            (read.result for _, read in read_all(ready, here.config)),
            strict=True,
        )
    )
    tried = tuple((by, results[one.url] if isinstance(one, Page) else one) for by, one in found.tried)
    articles = [one for _, one in tried if isinstance(one, Article)]
    if not articles:
        raise SiteUnusable(_no_article(urlsplit(found.origin).netloc, tried))
    choices = without(found.choices, _bad_lists(tried))
    language = Counter(one.language for one in articles).most_common(1)[0][0]
    row = _row(found, choices, facts | {"language": language}, here.catalog)
    terms = _catalog_with(here.config, name, row)[name].terms
    return Proposal(name=name, row=row, toml=_toml(name, row), choices=choices, tried=tried, terms=terms)


def _facts(found: Survey, pages: Sequence[Page]) -> dict[str, str]:
    from spiders.discovery.survey import read_front, site_title, zone_of

    firsts = [page.parts[0] for page in pages]
    fronts = [read_front(part.body, part.url, part.content_type) for part in firsts]
    return {
        "title": site_title(found.front, fronts, urlsplit(found.origin).netloc),
        "zone": zone_of(part.body for part in firsts) or "Asia/Jakarta",
        "language": "id",
    }


def _row(found: Survey, choices: Sequence[Choice], facts: dict[str, str], catalog: Catalog) -> dict[str, Any]:
    from spiders.catalog.networks import sibling_lists
    from spiders.catalog.propose import row_of

    shared = {kind for kind, _ in sibling_lists(found.network, catalog)}
    return row_of(choices, network=found.network, origin=found.origin, shared=shared, **facts)


def _toml(name: str, row: dict[str, Any]) -> str:
    from spiders.catalog.write import as_toml

    return as_toml(name, row, f"by `ronda sources add`, {now():%Y-%m-%d}")


def _catalog_with(config: Config, name: str, row: dict[str, Any]) -> Catalog:
    """The catalogue as it will be. Raises CatalogError when the row would not be taken."""
    from spiders.catalog import load_catalog

    return load_catalog(replace(config, sources={**config.sources, name: row}))


def _bad_lists(tried: Sequence[Tried]) -> set[str]:
    """Lists of which every article that was tried was none."""
    good = {by for by, one in tried if isinstance(one, Article)}
    return {by for by, _ in tried if by} - good


def _no_article(host: str, tried: Collection[Tried]) -> str:
    reasons = Counter(one.reason for _, one in tried if isinstance(one, Refusal))
    told = "; ".join(f"{reason} ({count})" for reason, count in reasons.most_common(3))
    return (
        f"{host}: none of {output.counted(len(tried), 'article')} could be read: {told}. Nothing was written"
    )


def _show(proposal: Proposal, here: Context) -> None:
    rows = [
        (c.seen.kind, c.seen.url, len(c.seen.articles), "taken" if c.taken else c.why)
        for c in proposal.choices
    ]
    output.table(("list", "address", "articles", "in the row"), rows)
    output.say()
    for _, one in proposal.tried:
        for line in _lines(one, here):
            output.say(line)
    for line in proposal.toml.splitlines():
        output.say(line)
    if proposal.terms:
        output.say(f"\nThe network's terms: {proposal.terms}")
    output.say()


def _lines(one: Article | Refusal, here: Context) -> list[str]:
    if isinstance(one, Refusal):
        return [one.url, f"  {one.outcome.value}: {one.reason}", ""]
    published = output.local(one.published.at, here.zone) if one.published else "no date"
    people = ", ".join(one.authors) or "no author"
    how = f"{len(one.text)} characters, read by {one.method}"
    doubts = [f"  doubtful: {'; '.join(one.doubts)}"] if one.doubts else []
    return [one.url, f"  {one.title or 'no title'}", f"  {published}  {people}  {how}", *doubts, ""]


def _record(proposal: Proposal, file: Path, *, written: bool) -> dict[str, Any]:
    from crawler.cli.readings import as_record

    return {
        "name": proposal.name,
        "file": str(file),
        "written": written,
        "row": proposal.row,
        "toml": proposal.toml,
        "terms": proposal.terms,
        "lists": [
            {
                "kind": c.seen.kind,
                "url": c.seen.url,
                "articles": len(c.seen.articles),
                "taken": c.taken,
                "why": c.why or None,
            }
            for c in proposal.choices
        ],
        "articles": [as_record(one.url, one) for _, one in proposal.tried],
    }
