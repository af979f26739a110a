"""The archive from end to end: real crawls fill it, `reprocess` and `import` live on it."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator

from crawler.runs.lock import take_lock
from storage.warc.archive import files_of
from tests.conftest import FirstRound
from tests.crawler.kills import Victim
from tests.house import House

ARTICLES = "SELECT url, canonical_url, title, text, published_at, partial FROM articles ORDER BY url"


def warcs(house: House) -> list[Path]:
    return sorted(Path(entry.path) for entry in files_of(house.database))


def test_a_crawl_archives_each_page_with_all_its_parts(first_round: FirstRound) -> None:
    house, end = first_round.house, first_round.ends["demo-disway"]
    parts = house.rows("SELECT part FROM pages WHERE source = 'demo-disway'")
    assert [row["part"] for row in parts].count(1) == end.figures["pages"] > 10
    assert max(row["part"] for row in parts) > 1
    (file,) = (file for file in warcs(house) if "-demo-disway-" in file.name)
    with file.open("rb") as stream:
        records = [one.rec_type for one in ArchiveIterator(stream, check_digests="raise")]
    assert records == ["warcinfo"] + ["response"] * len(parts)


def test_a_crawl_with_the_archive_off_keeps_articles_alone(house: House) -> None:
    house.settings["archive"] = False
    assert house.crawl("demo-disway").outcome == "ok"
    assert warcs(house) == []
    assert house.one("SELECT count(*) FROM articles") > 10


def test_old_files_go_at_the_end_of_a_run(house: House) -> None:
    house.crawl("demo-disway")
    (file,) = warcs(house)
    os.utime(file, times=(time.time() - 86_400,) * 2)
    house.settings["archive_gigabytes"] = 1e-6
    house.crawl("demo-antara")
    assert [one.name.split("-", 1)[1] for one in warcs(house)] == ["demo-antara-2.warc.gz"]
    assert house.rows("SELECT DISTINCT source FROM pages") == [{"source": "demo-antara"}]
    assert house.one("SELECT count(*) FROM articles WHERE source = 'demo-disway'") > 10


def test_a_killed_crawl_leaves_an_archive_that_can_be_read(house: House) -> None:
    with Victim(house, "crawl", "demo-disway") as victim:
        victim.until_asked(20)
        victim.process.kill()
    for file in warcs(house):
        with file.open("rb") as stream:
            assert all(one.rec_type for one in ArchiveIterator(stream))
    assert house.crawl("demo-disway").outcome == "ok"
    assert house.ronda("reprocess", "--dry-run").returncode == 0


def test_reading_again_with_the_same_rules_changes_nothing(crawled: House) -> None:
    house = crawled
    before = house.rows("SELECT * FROM articles")
    done = house.ronda("reprocess")
    assert (done.returncode, done.stderr) == (0, "")
    assert "read again: 1" in done.stdout.replace(str(len(before)), "1")
    assert "changed" not in done.stdout
    assert house.rows("SELECT * FROM articles") == before


def test_a_rule_that_changed_puts_articles_right_and_is_no_edit(crawled: House) -> None:
    house = crawled
    number = house.one("SELECT min(id) FROM articles WHERE source = 'demo-disway'")
    line = house.one("SELECT text FROM articles WHERE id = ?", number).split("\n")[0]
    assert len(line) > 20
    house.changes["demo-disway"] = {"hints.drop_lines": [re.escape(line)]}
    told = house.ronda("reprocess", "--dry-run", "--diff")
    assert f"[-{line}-]" in told.stdout
    assert "nothing was written" in told.stdout
    assert house.one("SELECT text FROM articles WHERE id = ?", number).startswith(line)
    done = house.ronda("reprocess")
    assert "changed: text" in done.stdout
    text = house.one("SELECT text FROM articles WHERE id = ?", number)
    assert text
    assert line not in text
    assert house.one("SELECT count(*) FROM revisions") == 0
    assert house.ronda("ledger").stdout == ""
    again = house.crawl("demo-disway", revisit=True)
    assert again.figures["revised"] == 0


def test_while_a_source_is_crawled_nothing_is_read_again(crawled: House) -> None:
    house = crawled
    lock = take_lock(house.database, "demo-disway")
    try:
        assert house.ronda("reprocess").returncode == 75
        assert house.ronda("reprocess", "--dry-run").returncode == 0
    finally:
        lock.release()


def test_a_lost_database_is_built_anew_from_its_archive(crawled: House) -> None:
    house = crawled
    # of a WordPress site's addresses only its API says which are articles'
    house.change("DELETE FROM articles WHERE source = 'demo-wordpress'")
    before = house.rows(ARTICLES)
    kept = [
        file.rename(house.folder / file.name) for file in warcs(house) if "-demo-wordpress-" not in file.name
    ]
    house.database.unlink()
    done = house.ronda("import", *map(str, kept))
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{len(before)} stored" in done.stdout
    assert house.rows(ARTICLES) == before
    assert house.one("SELECT count(*) FROM articles WHERE partial") == 0
    again = house.ronda("import", *map(str, kept))
    assert f"{len(before)} unchanged" in again.stdout
    assert house.ronda("reprocess", "--dry-run").stdout.startswith(f"{len(before)} pages read again")
