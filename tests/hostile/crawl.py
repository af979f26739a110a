"""Crawls hostile sites with the real program, and says what became of each."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

from tests.certificates import Authority
from tests.hostile.paper import Vice, answers
from tests.hostile.server import Hostile, served
from tests.hostile.vices_tls import shown
from tests.hostile.vices_wire import prepare
from tests.house import RONDA, write_config

FETCH_SECONDS = 2.0


@dataclass
class Crawled:
    """All sites after a crawl."""

    newsroom: Hostile
    ends: dict[str, dict[str, Any]]  # by source, as `ronda crawl --json` tells
    database: Path
    exit_code: int
    seconds: float
    log: str
    codes: list[int] = field(default_factory=list)

    def rows(self, query: str, *values: object) -> list[dict[str, Any]]:
        connection = sqlite3.connect(self.database)
        connection.row_factory = sqlite3.Row
        try:
            return [dict(row) for row in connection.execute(query, values)]
        finally:
            connection.close()

    def articles(self, source: str) -> list[dict[str, Any]]:
        return self.rows("SELECT * FROM articles WHERE source = ? ORDER BY url", source)

    def reasons(self, source: str) -> list[str]:
        sql = "SELECT url, disposition, coalesce(failure, reason) AS reason FROM urls WHERE source = ?"
        return [" ".join(row.values()) for row in self.rows(sql, source)]


def crawl(
    folder: Path,
    vices: Sequence[Vice],
    newsroom: Hostile,
    *,
    arguments: Sequence[str] = (),
    trusted: Path | None = None,
    **settings: Any,
) -> Crawled:
    """`ronda crawl` of all the sites at once; `trusted` is the authority whose certificates are believed."""
    sources = {vice.name: vice.row_of(newsroom.ports[vice.name]) for vice in vices}
    given = {
        "fetch_seconds": FETCH_SECONDS,
        "read_seconds": 10.0,
        "run_minutes": 2.0,
        "parallel": 4,
    } | settings
    file = write_config(folder, sources, **given)
    begun = monotonic()
    done = subprocess.run(
        [*RONDA, "--config", str(file), "crawl", *sources, "--json", *arguments],
        capture_output=True,
        text=True,
        timeout=3600,
        check=False,
        env={**os.environ, "SSL_CERT_FILE": str(trusted)} if trusted else None,
    )
    assert done.stdout, done.stderr[-3000:]
    ends = {end["source"]: end for end in json.loads(done.stdout)}
    return Crawled(newsroom, ends, folder / "ronda.db", done.returncode, monotonic() - begun, done.stderr)


def problems(vice: Vice, crawled: Crawled) -> list[str]:
    """What is not as it should be; empty when the site's vice did no harm."""
    good, end = vice.good, crawled.ends[vice.name]
    figures, found = end["figures"], []
    if end["outcome"] != good.run:
        found.append(f"run {end['outcome']} ({end['reason']}), not {good.run}")
    for name in ("stored", "failed", "refused", "gone", "duplicate"):
        wanted = getattr(good, name)
        if wanted is not None and figures.get(name, 0) != wanted:
            found.append(f"{name} {figures.get(name, 0)}, not {wanted}")
    if figures.get("errors"):
        found.append(f"{figures['errors']} errors")
    asked = crawled.newsroom.requests(vice.name)
    if len(asked) > good.most_requests:
        found.append(f"{len(asked)} requests, more than {good.most_requests}")
    if asked and asked[0] != "/robots.txt":
        found.append(f"{asked[0]} was asked before robots.txt")
    if good.never and any(target.startswith(good.never) for target in asked):
        found.append(f"{good.never} was asked")
    if crawled.newsroom.most.get(vice.name, 0) > 1:
        found.append(f"{crawled.newsroom.most[vice.name]} requests at a time")
    reasons = [end["reason"], *crawled.reasons(vice.name)]
    if good.says and not any(good.says in reason for reason in reasons):
        found.append(f"nothing says {good.says!r}: {reasons}")
    if good.rows:
        try:
            found += filter(None, [good.rows(crawled.articles(vice.name))])
        except AssertionError as error:  # an article that it looks at is not there
            found.append(str(error))
    return found


def run(folder: Path, vices: Sequence[Vice], **settings: Any) -> Crawled:
    prepare()
    authority = Authority(folder / "keys")
    tls = {vice.name: shown(vice.tls, authority) for vice in vices if vice.tls}
    with served(answers(tuple(vices)), tls) as newsroom:
        return crawl(folder, vices, newsroom, trusted=authority.ca_file, **settings)
