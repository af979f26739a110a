"""Sources and runs: what is noted of a crawl, and of one that was killed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crawler.errors import StoreError
from storage.store import FIGURES, Past, RunReport, Store
from tests.storage.conftest import Look
from tests.storage.samples import NOON, article, later, moment, source_row


def report(outcome: str = "ok", **figures: int) -> RunReport:
    return RunReport(
        finished_at=later(3),
        outcome=outcome,
        reason="finished",
        figures=figures,
        stats={"start_time": datetime(2026, 2, 16, tzinfo=UTC), "pages/stored": 2},
    )


def test_a_run_is_noted_from_start_to_end_with_every_figure(store: Store, look: Look) -> None:
    run = store.start_run("sumeks", at=NOON, trigger="hand", pid=4711)
    (running,) = store.runs()
    assert (running.outcome, running.finished_at, running.figures["pages"]) == ("running", None, 0)
    store.progress_run(run, {"pages": 1})
    assert store.runs()[0].figures["pages"] == 1
    figures = {name: number for number, name in enumerate(FIGURES, start=1)}
    store.finish_run(run, report(**figures))
    (ended,) = store.runs(source="sumeks")
    assert (ended.outcome, ended.finished_at, ended.reason) == ("ok", later(3), "finished")
    assert dict(ended.figures) == figures
    assert look('SELECT json_extract(stats, \'$."pages/stored"\'), pid, "trigger" FROM runs') == [
        (2, 4711, "hand")
    ]


def test_figures_left_out_at_the_end_count_as_nothing(store: Store) -> None:
    run = store.start_run("sumeks", at=NOON, trigger="hand", pid=1)
    store.progress_run(run, {"pages": 7})
    store.finish_run(run, report(stored=2))
    assert (store.runs()[0].figures["stored"], store.runs()[0].figures["pages"]) == (2, 0)


def test_an_unknown_figure_is_an_error_of_the_caller(store: Store) -> None:
    run = store.start_run("sumeks", at=NOON, trigger="hand", pid=1)
    with pytest.raises(ValueError, match="no figures of a run: speed"):
        store.progress_run(run, {"speed": 1})
    with pytest.raises(ValueError, match="speed"):
        store.finish_run(run, report(speed=1))


def test_a_finished_run_takes_no_more_progress(store: Store) -> None:
    run = store.start_run("sumeks", at=NOON, trigger="hand", pid=1)
    store.finish_run(run, report(pages=5))
    store.progress_run(run, {"pages": 1})
    assert store.runs()[0].figures["pages"] == 5


def test_a_run_that_kept_something_leaves_few_segments_of_the_index(store: Store, look: Look) -> None:
    segments = "SELECT count(DISTINCT segid) FROM articles_fts_idx"
    run = store.start_run("sumeks", at=NOON, trigger="hand", pid=1)
    for number in range(5):  # FTS5 itself merges six
        store.keep(article(url=f"https://sumeks.disway.id/read/{number}", text=f"Berita {number}."), run)
    assert look(segments) == [(5,)]
    store.finish_run(run, report(stored=0, pages=5))
    assert look(segments) == [(5,)]
    store.finish_run(run, report(stored=5, pages=5))
    assert look(segments) == [(1,)]
    assert store.check() == []


def test_killed_runs_of_a_source_are_marked_and_no_others(store: Store) -> None:
    store.start_run("sumeks", at=NOON, trigger="cron", pid=1)
    store.start_run("sumeks", at=later(1), trigger="cron", pid=2)
    other = store.start_run("palpos", at=NOON, trigger="cron", pid=3)
    assert store.repair_runs("sumeks", later(9)) == 2
    assert store.repair_runs("sumeks", later(9)) == 0
    outcomes = {run.id: (run.outcome, run.finished_at) for run in store.runs()}
    assert outcomes[other] == ("running", None)
    assert outcomes[1] == ("interrupted", later(9))


def test_runs_come_newest_first_of_one_source_or_of_all(store: Store) -> None:
    for minute, source in enumerate(["sumeks", "palpos", "sumeks"]):
        store.start_run(source, at=later(minute), trigger="cron", pid=1)
    assert [run.id for run in store.runs()] == [3, 2, 1]
    assert [run.id for run in store.runs(source="sumeks")] == [3, 1]
    assert [run.id for run in store.runs(limit=1)] == [3]


def test_the_last_good_run_is_the_last_that_ended_ok(store: Store) -> None:
    for minute, outcome in enumerate(["ok", "ok", "failed", "interrupted"]):
        run = store.start_run("sumeks", at=later(minute), trigger="cron", pid=1)
        store.finish_run(run, report(outcome))
    store.start_run("palpos", at=NOON, trigger="cron", pid=1)
    assert store.last_good_runs() == {"sumeks": later(1)}


def test_sources_are_updated_and_never_lost(store: Store, look: Look) -> None:
    store.put_sources([source_row("sumeks"), source_row("palpos")], NOON)
    store.keep(article("/1"), None)
    store.put_sources(
        [source_row("sumeks", title="Sumatera Ekspres", enabled=False)], NOON + timedelta(days=1)
    )
    assert look("SELECT name, title, enabled, added_at, updated_at FROM sources ORDER BY name") == [
        ("palpos", "Palpos", 1, "2026-02-16T05:00:00Z", "2026-02-16T05:00:00Z"),
        ("sumeks", "Sumatera Ekspres", 0, "2026-02-16T05:00:00Z", "2026-02-17T05:00:00Z"),
    ]


def test_days_are_counted_by_the_clock_of_the_source(store: Store, look: Look) -> None:
    store.put_sources([source_row("kabarpapua", zone="Asia/Jayapura"), source_row("sumeks")], NOON)
    late = datetime(2026, 2, 16, 16, 0, tzinfo=UTC)  # 23.00 WIB, 01.00 WIT of the next day
    for source in ("kabarpapua", "sumeks"):
        store.keep(article("/1", source=source, published=None, text=source, fetched_at=late), None)
    assert look("SELECT day, source, articles FROM articles_by_day") == [
        ("2026-02-17", "kabarpapua", 1),
        ("2026-02-16", "sumeks", 1),
    ]


def test_a_source_in_an_unknown_zone_is_refused_in_words(store: Store) -> None:
    with pytest.raises(StoreError, match="no zone 'Asia/Palembang'"):
        store.put_sources([source_row("sumeks", zone="Asia/Palembang")], NOON)


def test_what_nobody_described_is_known_by_its_name(store: Store, look: Look) -> None:
    store.keep(article("/1", source="benih"), None)
    assert look("SELECT name, title FROM sources") == [("benih", "benih")]
    store.put_sources([source_row("benih", title="Benih")], NOON)
    assert look("SELECT title FROM sources") == [("Benih",)]


def test_the_past_of_a_source_is_its_runs_and_when_its_articles_appear(store: Store) -> None:
    assert store.past("sumeks", NOON) == Past()
    begun = NOON - timedelta(days=40)
    store.put_sources([source_row("sumeks")], begun)
    for days, outcome, trigger in ((40, "ok", "cron"), (41, "ok", "import"), (2, "failed", "cron")):
        at = NOON - timedelta(days=days)
        run = store.start_run("sumeks", at=at, trigger=trigger, pid=1)
        store.finish_run(run, RunReport(finished_at=at, outcome=outcome, reason="", figures={}, stats={}))
    midnight = NOON.replace(hour=17) - timedelta(days=1)  # 00.00 in Jakarta: a day without an hour
    for number, published in enumerate(
        (NOON, NOON - timedelta(days=7), NOON - timedelta(days=35), midnight, midnight + timedelta(minutes=5))
    ):
        store.keep(article(f"/{number}", text=f"Berita {number}.", published=moment(published)), None)
    past = store.past("sumeks", NOON + timedelta(minutes=1))
    assert (past.last_good, past.watched_since) == (begun, begun)
    assert [run.outcome for run in past.runs] == ["failed", "ok"], "an import is no round"
    assert {hour: articles for hour, articles in enumerate(past.news) if articles} == {
        5: 2,  # Mondays at 05 UTC; the one before four weeks ago is left out
        6 * 24 + 17: 1,
    }


def test_scrapys_own_figures_go_after_a_month_and_ours_stay(store: Store, look: Look) -> None:
    for source, days in (("sumeks", 31), ("sumeks", 29), ("palpos", 31), ("sumeks", 0)):
        at = NOON - timedelta(days=days)
        run = store.start_run(source, at=at, trigger="cron", pid=1)
        store.finish_run(run, RunReport(**(vars(report(stored=5)) | {"finished_at": at})))
    assert look("SELECT source, stats = '{}', stored FROM runs ORDER BY id") == [
        ("sumeks", 1, 5),
        ("sumeks", 0, 5),
        ("palpos", 0, 5),  # thinned out by its own next run
        ("sumeks", 0, 5),
    ]
