"""`ronda stats`: how much there is, by whatever a chart shows, and why there is nothing where it is so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, tzinfo
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crawler.cli import output
from crawler.cli.charts import days_between, print_csv, show_bars, show_days
from crawler.cli.context import Context
from crawler.cli.options import Json, Limit, Since, Sources, Until, article_query, example
from crawler.clock import from_iso
from crawler.errors import UsageError

if TYPE_CHECKING:
    from storage.store import ArticleQuery, CoveredDay, Store, Tally

DEFAULT_SINCE = "30d"  # of --coverage

SHOWN = {  # figure of a source → heading
    "articles": "articles",
    "revisions": "revisions",
    "duplicates": "duplicates",
    "pending": "pending",
    "failing": "failing",
    "first_published_at": "first",
    "last_published_at": "last",
    "last_good_run_at": "good run",
}


class By(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SOURCE = "source"
    TOPIC = "topic"
    UNIT = "unit"
    KABUPATEN = "kabupaten"
    KECAMATAN = "kecamatan"


def register(app: typer.Typer) -> None:
    epilog = example(
        "ronda stats", "ronda stats --by topic --since 30d", "ronda stats --by source --coverage --csv"
    )
    app.command("stats", epilog=epilog)(stats)


def stats(
    ctx: typer.Context,
    by: Annotated[By | None, typer.Option("--by", help="How many articles, by this.")] = None,
    coverage: Annotated[
        bool,
        typer.Option("--coverage", help="What each day was: news, or why none (--by source, kabupaten)."),
    ] = False,
    source: Sources = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    as_json: Json = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Rows with a heading, for spreadsheets.")] = False,
) -> None:
    """Show how much there is: in all and by source, or by day, topic, unit, place; and what each day was."""
    here = Context.of(ctx)
    if as_json and as_csv:
        raise UsageError("--json or --csv: choose one")
    if coverage and by not in (None, By.SOURCE, By.KABUPATEN):
        raise UsageError("--coverage goes with --by source or --by kabupaten")
    if coverage and limit:
        raise UsageError("--limit does not go with --coverage: choose the days with --since and --until")
    if by is None and not coverage:
        if source or since or until or limit or as_csv:
            raise UsageError("these options go with --by: ronda stats --by source --since 7d")
        _overview(here, as_json=as_json)
        return
    with here.store(read_only=True) as store:
        since = since or (DEFAULT_SINCE if coverage else None)
        query = article_query(here, store, sources=source, since=since, until=until, limit=limit)
        if coverage:
            query = _in_zone(query, here.zone)
            days = store.district_coverage(query) if by is By.KABUPATEN else store.coverage(query)
            _show_days(str(by or By.SOURCE), days, as_json=as_json, as_csv=as_csv)
        else:
            assert by is not None  # narrowed above
            _show_tallies(by, _tallies(store, by, query), as_json=as_json, as_csv=as_csv)


def _in_zone(query: ArticleQuery, zone: tzinfo) -> ArticleQuery:
    """Since and until on people's clock: of these, coverage takes the day."""
    since, until = (at.astimezone(zone) if at else None for at in (query.since, query.until))
    return replace(query, since=since, until=until)


def _tallies(store: Store, by: By, query: ArticleQuery) -> list[Tally]:
    """Weeks and months are sums of days; a day, week or month without articles is one of 0."""
    from storage.store import Tally

    if by not in _PERIODS:
        return store.tallies(by.value, query)
    days = {one.name: one for one in store.tallies("day", replace(query, limit=None))}
    sums: dict[str, Tally] = {}
    for day in days_between(min(days), max(days)) if days else ():
        name = _PERIODS[by](date.fromisoformat(day))
        one, before = days.get(day), sums.get(name, Tally(name=name, articles=0, relevant=0))
        sums[name] = Tally(
            name=name,
            articles=before.articles + (one.articles if one else 0),
            relevant=before.relevant + (one.relevant if one else 0),
        )
    return list(sums.values())[-(query.limit or 0) :]


def _week(day: date) -> str:
    """`2026-W08`, by ISO 8601: weeks begin on Monday."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


_PERIODS: dict[By, Callable[[date], str]] = {
    By.DAY: date.isoformat,
    By.WEEK: _week,
    By.MONTH: lambda day: day.isoformat()[:7],
}


def _show_tallies(by: By, tallies: list[Tally], *, as_json: bool, as_csv: bool) -> None:
    if as_json:
        output.print_json(
            [{by.value: one.name, "articles": one.articles, "relevant": one.relevant} for one in tallies]
        )
    elif as_csv:
        rows = [(one.name, one.articles, one.relevant) for one in tallies]
        print_csv((by.value, "articles", "relevant"), rows)
    else:
        show_bars(by.value, tallies)


def _show_days(heading: str, days: list[CoveredDay], *, as_json: bool, as_csv: bool) -> None:
    if as_json or as_csv:
        records = [
            {
                heading: one.name,
                "day": one.day,
                "status": one.status,
                "articles": one.articles,
                "evidence": one.evidence,
                **one.figures,
            }
            for one in days
        ]
        if as_json:
            output.print_json(records)
        else:
            print_csv(
                tuple(records[0]) if records else (heading, "day"), [tuple(r.values()) for r in records]
            )
    else:
        show_days(heading, days)


def _overview(here: Context, *, as_json: bool) -> None:
    with here.store(read_only=True) as store:
        figures = store.stats()
    if as_json:
        output.print_json(figures)
        return
    for name, value in figures.items():
        if name != "sources":
            output.say(f"{name.replace('_', ' '):<20} {_shown(value, here.zone)}")
    output.say()
    sources = figures["sources"].items()
    rows = [[name, *(_shown(source[key], here.zone) for key in SHOWN)] for name, source in sources]
    output.table(("source", *SHOWN.values()), rows)


def _shown(value: Any, zone: tzinfo) -> Any:
    """A figure as it is; a time, which the store gives as ISO 8601 in UTC, in the zone of people."""
    if value is None:
        return ""
    return output.local(from_iso(value), zone) if isinstance(value, str) else value
