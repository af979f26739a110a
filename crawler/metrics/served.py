"""The metrics over HTTP and as text: collectors for prometheus_client, which knows the format and the server.

The server has a thread of its own, so that a scrape never waits for the timetable, nor it for a scrape; each
reading of the database opens it anew, for reading only.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock

from prometheus_client import CollectorRegistry, PlatformCollector, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import start_http_server
from prometheus_client.registry import Collector

from crawler.clock import now
from crawler.errors import RondaError, UsageError
from crawler.metrics.families import families, next_turns
from crawler.runs.health import examine
from storage import open_store

log = logging.getLogger(__name__)

FRESH = timedelta(seconds=30)  # figures this old are told again: two who scrape cost as much as one
LOOPBACK = "127.0.0.1"


class SourceFigures(Collector):
    """The figures of the sources that `names` gives, out of the database."""

    def __init__(
        self, database: Path, names: Callable[[], Sequence[str]], *, fresh: timedelta = FRESH
    ) -> None:
        self._database, self._names, self._fresh = database, names, fresh
        self._lock = Lock()
        self._taken: tuple[datetime, list[Metric]] | None = None

    def collect(self) -> Iterator[Metric]:
        """Says `ronda_database_readable 0` and nothing else when the database cannot be read."""
        told = "1 when the figures could be read from the database."
        with self._lock:
            try:
                metrics = self._metrics(now())
            except RondaError as error:
                log.warning("metrics: %s", error)
                metrics = []
        yield GaugeMetricFamily("ronda_database_readable", told, value=float(bool(metrics)))
        yield from metrics

    def describe(self) -> list[Metric]:
        """Nothing: registering must not read the database."""
        return []

    def _metrics(self, at: datetime) -> list[Metric]:
        if self._taken is None or not timedelta(0) <= at - self._taken[0] < FRESH:
            names = self._names()
            store = open_store(self._database, read_only=True)
            try:
                healths, counts = examine(store, names, at), store.source_counts(names)
            finally:
                store.close()
            size = self._database.stat().st_size
            self._taken = at, list(families(healths, counts, database_bytes=size, made_at=at))
        return self._taken[1]


class Turns(Collector):
    """What a timetable tells of its sources' next turns and of the crawls it runs."""

    def __init__(self, turns: Callable[[], dict[str, datetime | None]], running: Callable[[], int]) -> None:
        self._turns, self._running = turns, running

    def collect(self) -> Iterator[Metric]:
        yield from next_turns(self._turns(), self._running())


def exposition(figures: SourceFigures) -> bytes:
    """The text of one moment, for a file that node_exporter's textfile collector reads."""
    registry = CollectorRegistry()
    registry.register(figures)
    return generate_latest(registry)


def serve_metrics(host: str, port: int, *collectors: Collector) -> Callable[[], None]:
    """Serves the collectors with figures of this process; gives a function that ends it.

    Raises UsageError when nothing can be served there.
    """
    registry = CollectorRegistry()
    for collector in collectors:
        registry.register(collector)
    ProcessCollector(registry=registry)
    PlatformCollector(registry=registry)
    try:
        server, thread = start_http_server(port, addr=host, registry=registry)
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or error
        raise UsageError(
            f"--metrics: nothing can be served at {host}:{port}: {why}. Name another port, such as 9469"
        ) from error

    def end() -> None:
        server.shutdown()
        server.server_close()
        thread.join()

    return end


def address_of(text: str) -> tuple[str, int]:
    """Host and port of `9469`, `0.0.0.0:9469`, `[::1]:9469`. Raises UsageError."""
    host, _, port = text.rpartition(":")
    bare = host[1:-1] if host.startswith("[") and host.endswith("]") else host
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536) or (":" in bare and bare == host):
        raise UsageError(f"--metrics {text}: no port. Write one, such as 9469, or HOST:PORT")
    return bare or LOOPBACK, int(port)
