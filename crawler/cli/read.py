"""`ronda read`: what a crawl would make of a page, from the web or from a file. Stores nothing.

A file is one article, or, with --parts, one part of it. A page whose host the catalogue knows is read with
that source's selectors, any other one as an unknown site's.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crawler.cli import output
from crawler.cli.context import Context
from crawler.cli.options import example
from crawler.cli.readings import as_record, show
from crawler.clock import now
from crawler.errors import EXIT_FAILED, ReadingGaveUp, UsageError
from crawler.items import Hints, Outcome, Page, Refusal

if TYPE_CHECKING:
    from crawler.config import Config
    from pipelines.explain import Explained
    from spiders.discovery.found import Found
    from spiders.once import ListAnswer

Read = tuple[str, "Explained | ListAnswer"]  # what was named on the command line, and what it is
ABREAST = 64  # pages in memory at a time


def register(app: typer.Typer) -> None:
    epilog = example(
        "ronda read https://sumeks.disway.id/kriminal/read/1/judul",
        "ronda read page.html --as https://sumsel.antaranews.com/berita/1/judul",
        "ronda read one.html two.html --parts --json",
    )
    app.command("read", epilog=epilog)(read)


def read(
    ctx: typer.Context,
    pages: Annotated[
        list[str], typer.Argument(metavar="URL|FILE...", help="Addresses, saved pages, feeds, sitemaps.")
    ],
    addresses: Annotated[
        list[str] | None,
        typer.Option(
            "--as", metavar="URL", help="The address a file was saved from; may be given for each file."
        ),
    ] = None,
    parts: Annotated[
        bool, typer.Option("--parts", help="The files are the parts of one article, in order.")
    ] = False,
    unknown: Annotated[
        bool, typer.Option("--unknown", help="Read as an unknown site's page, whatever the catalogue knows.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="A JSON line for each article, list or refusal.")
    ] = False,
) -> None:
    """Read pages as a crawl would, and show what was read. Nothing is stored."""
    here = Context.of(ctx)
    refused = False
    for name, result in _results(here, pages, addresses or [], parts=parts, unknown=unknown):
        refused = refused or isinstance(getattr(result, "result", None), Refusal)
        if as_json:
            output.json_line(as_record(name, result))
        else:
            show(name, result, here)
    if refused:
        raise typer.Exit(EXIT_FAILED)


def _results(
    here: Context, names: Sequence[str], addresses: Sequence[str], *, parts: bool, unknown: bool
) -> Iterator[Read]:
    web = [name for name in names if "://" in name]
    files = [Path(name) for name in names if "://" not in name]
    if web and (addresses or parts):
        raise UsageError("--as and --parts are for files; an address is read with all its parts anyway")
    if web:
        yield from _from_web(here, web, unknown=unknown)
    if files:
        yield from _from_files(here, files, addresses, parts=parts, unknown=unknown)


def _from_web(here: Context, names: Sequence[str], *, unknown: bool) -> Iterator[Read]:
    from crawler.runs.ask import ask
    from crawler.urls import BadAddress, canonical

    try:
        urls = [canonical(name) for name in names]
    except BadAddress as error:
        raise UsageError(
            f"{error}. Give an address such as https://sumsel.antaranews.com/berita/1/judul"
        ) from error
    answers = ask(urls, here.catalog, here.config)
    if not answers:
        raise UsageError("nothing came back: see the log above")
    pages = [answer for answer in answers if isinstance(answer, Page)]
    if unknown:
        pages = [replace(page, hints=Hints(watch=here.config.watch())) for page in pages]
    for answer in answers:
        if isinstance(answer, Refusal):
            yield answer.url, _unexplained(answer)
        elif not isinstance(answer, Page):
            yield answer.url, answer
    yield from read_all([(page.link.ask or page.url, page) for page in pages], here.config)


def _unexplained(refusal: Refusal) -> Explained:
    """What was refused before its page was read: its reason says it all."""
    from pipelines.explain import Explained

    return Explained(result=refusal, kind=None, rules={})


def _from_files(
    here: Context, files: Sequence[Path], addresses: Sequence[str], *, parts: bool, unknown: bool
) -> Iterator[Read]:
    from crawler.urls import BadAddress, canonical

    if len(addresses) not in (0, 1, len(files)):
        raise UsageError(f"{len(addresses)} --as for {len(files)} files: give none, one, or one for each")
    try:
        addresses = [canonical(address) for address in addresses]
    except BadAddress as error:
        raise UsageError(f"--as: {error}") from error
    if parts:
        page = _one_page(here, files, addresses[:1], unknown=unknown)
        yield from read_all([(str(files[0]), page)], here.config)
        return
    given = list(addresses) if len(addresses) == len(files) else [*addresses] * len(files)
    for start in range(0, len(files), ABREAST):
        batch = [
            _one_file(here, files[number], given[number : number + 1], unknown=unknown, alone=len(files) == 1)
            for number in range(start, min(start + ABREAST, len(files)))
        ]
        read = iter(read_all([(name, one) for name, one in batch if isinstance(one, Page)], here.config))
        for name, one in batch:
            yield next(read) if isinstance(one, Page) else (name, one)


def _one_file(
    here: Context, file: Path, address: Sequence[str], *, unknown: bool, alone: bool
) -> tuple[str, Page | Explained | ListAnswer]:
    """A page to be read, a list, or why it is neither: among others a file costs itself alone."""
    from pipelines.saved import NOWHERE

    try:
        return str(file), _list_in(file, address) or _one_page(here, [file], address, unknown=unknown)
    except UsageError as error:
        if alone:
            raise
        refusal = Refusal(source="saved", url=NOWHERE, outcome=Outcome.FAILED, reason=str(error), at=now())
        return str(file), _unexplained(refusal)


def _list_in(file: Path, address: Sequence[str]) -> ListAnswer | None:
    """What a feed or sitemap in a file names; None for anything else."""
    from pipelines.saved import NOWHERE, is_list, read_bytes
    from spiders.discovery.feed import read_feed
    from spiders.discovery.sitemap import read_sitemap
    from spiders.lists import Listed
    from spiders.once import ListAnswer

    body = read_bytes(file)
    if not is_list(body):
        return None
    base = address[0] if address else NOWHERE
    sitemap = b"<urlset" in body or b"<sitemapindex" in body
    found: Found = read_sitemap(body, base) if sitemap else read_feed(body, base)
    listed = Listed(links=found.links, named=len(found.links), more=(), problems=found.problems, trouble=None)
    return ListAnswer(url=base, listed=listed)


def _one_page(here: Context, files: Sequence[Path], addresses: Sequence[str], *, unknown: bool) -> Page:
    from pipelines.saved import NOWHERE, own_address, read_bytes, saved_page
    from spiders.discovery.identity import article_address
    from spiders.once import source_for

    bodies = [read_bytes(file) for file in files]
    url = addresses[0] if addresses else own_address(bodies[0]) or NOWHERE + "page"
    source = source_for(url, here.catalog)
    known = source.name in here.catalog and not unknown
    hints = source.hints if known else Hints(watch=here.config.watch())
    identity = article_address(url, source.network)
    return saved_page(bodies, identity, source=source.name, hints=hints, at=now(), asked=url)


def read_all(pages: Sequence[tuple[str, Page]], config: Config) -> list[tuple[str, Explained]]:
    """Reads pages in worker processes, in the order given; one that breaks its reader is a refusal."""
    from pipelines.explain import Explained, explained_page
    from pipelines.pool import ReadingPool

    async def one(pool: ReadingPool[Page, Explained], page: Page) -> Explained:
        asked = page.link.ask or page.url
        try:
            read = await pool.run(page)
            return replace(read, result=replace(read.result, url=asked))
        except ReadingGaveUp as error:
            reason = f"reading given up: {error}"
            refusal = Refusal(source=page.source, url=asked, outcome=Outcome.FAILED, reason=reason, at=now())
            return Explained(result=refusal, kind=None, rules={})

    async def everything() -> list[Explained]:
        workers = min(config.reading_processes(), len(pages))
        async with ReadingPool(
            explained_page, workers=workers, seconds=config.read_seconds, megabytes=config.read_megabytes
        ) as pool:
            return await asyncio.gather(*(one(pool, page) for _, page in pages))

    if not pages:
        return []
    return list(zip((name for name, _ in pages), asyncio.run(everything()), strict=True))
