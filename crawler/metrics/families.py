"""Health, counts and runs of the sources as Prometheus metrics. Knows neither HTTP nor the store.

Names and units follow Prometheus's own rules (base units, `_total` for what only grows, `_timestamp_seconds`
for moments); prometheus_client writes types, help and escapes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from importlib.metadata import version

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric

from crawler.runs.states import Health, State
from storage.store import SourceCounts

SHARES = {
    "title": "with_title",
    "date": "with_date",
    "author": "with_author",
    "no_doubts": "without_doubt",
}
LAST = (
    *("links", "lists_failed", "pages", "stored", "revised", "duplicate", "refused", "doubtful", "gone"),
    "failed",
)


def families(
    healths: Sequence[Health], counts: Sequence[SourceCounts], *, database_bytes: int, made_at: datetime
) -> Iterator[Metric]:
    """All but what only a running timetable knows. `made_at`: when the figures were taken, aware."""
    info = InfoMetricFamily("ronda_build", "The program that speaks here.")
    info.add_metric([], {"version": version("ronda")})
    yield info
    told = "When these figures were taken from the database."
    yield GaugeMetricFamily("ronda_figures_timestamp_seconds", told, value=made_at.timestamp())
    yield GaugeMetricFamily("ronda_database_bytes", "Size of the database.", value=database_bytes)
    yield from _of_health(healths)
    yield from _of_counts(counts)
    yield from _of_last_runs(counts)


def _of_health(healths: Sequence[Health]) -> Iterator[Metric]:
    states = GaugeMetricFamily(
        "ronda_source_health",
        "1 for the state a source is in, as `ronda health` tells it, 0 for all others.",
        labels=("source", "state"),
    )
    shares = GaugeMetricFamily(
        "ronda_source_field_ratio",
        "Share of the source's newest articles (forty at most) that have the field.",
        labels=("source", "field"),
    )
    for one in healths:
        for state in State:
            states.add_metric((one.source, state.value), float(state is one.state))
        for name, key in SHARES.items():
            if key in one.figures:
                shares.add_metric((one.source, name), one.figures[key])
    yield states
    since = {one.source: one.since for one in healths if one.since}
    yield _moment("ronda_source_health_since", "Since when the source is in this state.", since)
    yield shares


def _of_counts(counts: Sequence[SourceCounts]) -> Iterator[Metric]:
    articles = GaugeMetricFamily("ronda_source_articles", "Articles in the database.", labels=("source",))
    pending = GaugeMetricFamily(
        "ronda_source_pending_addresses", "Article addresses that wait for a visit.", labels=("source",)
    )
    failing = GaugeMetricFamily(
        "ronda_source_failing_addresses",
        "Addresses, lists and articles, whose last try failed.",
        labels=("source",),
    )
    runs = CounterMetricFamily("ronda_runs", "Runs that ended, by outcome.", labels=("source", "outcome"))
    for one in counts:
        articles.add_metric((one.source,), one.articles)
        pending.add_metric((one.source,), one.pending)
        failing.add_metric((one.source,), one.failing)
        for outcome in ("ok", "failed", "interrupted"):
            runs.add_metric((one.source, outcome), one.runs.get(outcome, 0))
    yield from (articles, pending, failing, runs)


def _of_last_runs(counts: Sequence[SourceCounts]) -> Iterator[Metric]:
    good = {one.source: one.last_good_run_at for one in counts if one.last_good_run_at}
    yield _moment("ronda_source_last_good_run", "Start of the last run that went well.", good)
    new = {one.source: one.last_new_at for one in counts if one.last_new_at}
    yield _moment("ronda_source_last_new_article", "When the newest article came in.", new)
    seconds = GaugeMetricFamily(
        "ronda_source_last_run_duration_seconds", "How long the last run took.", labels=("source",)
    )
    latency = GaugeMetricFamily(
        "ronda_source_last_run_latency_seconds",
        "Median time from a request to its answer in the last run.",
        labels=("source",),
    )
    figures = GaugeMetricFamily(
        "ronda_source_last_run", "Figures of the last run that ended.", labels=("source", "figure")
    )
    for one in counts:
        if one.last is None or one.last.finished_at is None:
            continue
        taken = one.last.finished_at - one.last.started_at
        seconds.add_metric((one.source,), max(0.0, taken.total_seconds()))
        latency.add_metric((one.source,), one.last.figures["latency_ms"] / 1000)
        for name in LAST:
            figures.add_metric((one.source, name), one.last.figures[name])
    yield from (seconds, latency, figures)


def _moment(name: str, told: str, moments: dict[str, datetime]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(f"{name}_timestamp_seconds", told, labels=("source",))
    for source, at in moments.items():
        family.add_metric((source,), at.timestamp())
    return family


def next_turns(turns: dict[str, datetime | None], running: int) -> Iterator[Metric]:
    """What a timetable adds: when each source comes next, and how many crawls run."""
    coming = {name: at for name, at in turns.items() if at}
    yield _moment("ronda_source_next_run", "When the source's next turn comes.", coming)
    yield GaugeMetricFamily("ronda_crawls_running", "Crawls that run now.", value=running)
