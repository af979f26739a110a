"""`ronda demo`: a small newsroom on this machine is crawled into a fresh file, and shown. No internet.

Three sites of our own writing are served on loopback for as long as the command runs: an ANTARA-like and a
Disway-like site and a WordPress paper. What comes in is crawled by the same children as real news.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crawler.cli import output
from crawler.cli.context import Context
from crawler.cli.options import example
from crawler.config import FILE_NAME, Config, read_config
from crawler.errors import UsageError

if TYPE_CHECKING:
    from crawler.demo.server import Running

MARK = "# Written by `ronda demo`, and written anew each time.\n"
WORDS = "narkoba"
QUERY = "SELECT source, count(*) AS articles, max(word_count) AS longest FROM articles GROUP BY source"


def register(app: typer.Typer) -> None:
    app.command("demo", epilog=example("ronda demo", "ronda demo --round 2 --into /tmp/newsroom"))(demo)


def demo(
    ctx: typer.Context,
    last_round: Annotated[
        int,
        typer.Option(
            "--round", min=1, max=2, metavar="N", help="2: then the sites change, and a second round."
        ),
    ] = 1,
    into: Annotated[
        Path, typer.Option(metavar="FOLDER", help="Where the database and its ronda.toml are put.")
    ] = Path("demo"),
) -> None:
    """Crawl a small newsroom on this machine into a fresh file, and show what came in."""
    from crawler.demo.newsroom import Newsroom
    from crawler.demo.server import serve
    from crawler.runs.rounds import exit_code

    folder = _fresh(into)
    newsroom = Newsroom()
    with serve(newsroom) as running:
        config = _configure(folder, running)
        for number in range(1, last_round + 1):
            newsroom.round = number
            output.say(
                f"Round {number}: {len(running.ports)} sites on 127.0.0.1 are crawled into {config.database}"
            )
            ends = _crawl(config, running, revisit=number > 1)
            for end in ends:
                output.say(f"  {end.source}: {end.outcome}: {end.reason}")
            if code := exit_code(ends):
                raise typer.Exit(code)
    _show(Context.of(ctx), config)


def _fresh(folder: Path) -> Path:
    """The folder, emptied of an earlier demo. Raises UsageError where something else lies in it."""
    mark = folder / FILE_NAME
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file. Name a folder with --into")
    if folder.is_dir() and any(folder.iterdir()) and not _is_ours(mark):
        raise UsageError(f"{folder} holds something else than a demo. Name another folder with --into")
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("ronda.db*"):
        if old.is_file():
            old.unlink()
        else:
            shutil.rmtree(old)
    return folder


def _is_ours(mark: Path) -> bool:
    return mark.is_file() and mark.read_text(encoding="utf-8").startswith(MARK)


def _configure(folder: Path, running: Running) -> Config:
    """A ronda.toml as a user would write it, and the Config read from it."""
    from crawler.demo.sources import demo_sources

    lines = [MARK, 'database = "ronda.db"', 'contact = "a demo on this machine"']
    for name, table in demo_sources(running).items():
        lines += ["", f"[sources.{name}]"]
        # a JSON text, number or list of texts is a TOML one, too
        lines += [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in table.items()]
    file = folder / FILE_NAME
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_config(file, environ={})


def _crawl(config: Config, running: Running, *, revisit: bool) -> list[Any]:
    from crawler.cli.crawl import crawl_now
    from crawler.demo.sources import NAMES
    from crawler.runs.launch import CrawlOrder

    orders = [
        ([running.host(site)], CrawlOrder(source=NAMES[site], revisit=revisit, trigger="demo"))
        for site in running.ports
    ]
    return crawl_now(orders, config)


def _show(here: Context, config: Config) -> None:
    """The newest articles, a search, and a query without our code."""
    from storage import open_store
    from storage.store import ArticleQuery

    store = open_store(config.database, read_only=True)
    try:
        newest = list(store.articles(ArticleQuery(limit=8)))
        hits = store.search(WORDS, ArticleQuery(limit=3)).hits
    finally:
        store.close()
    output.say()
    output.say("The newest articles")
    rows = [
        (output.local(a.published_at, here.zone), a.source, a.title or "", a.content_hash) for a in newest
    ]
    output.table(("published", "source", "title", "content hash"), rows)
    output.say()
    output.say(f'ronda search "{WORDS}"')
    for hit in hits:
        output.say(f"  {hit.article.title}: {hit.snippet}")
    output.say()
    output.say(f'sqlite3 {config.database} "{QUERY}"')
    connection = sqlite3.connect(config.database)
    try:
        output.table(("source", "articles", "longest"), connection.execute(QUERY).fetchall())
    finally:
        connection.close()
    output.say()
    output.say(f"Go on with: ronda --config {config.file} search …, show …, export …, stats")
