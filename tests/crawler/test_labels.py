"""Labels, end to end: a crawl of the served newsroom ends with what its articles say."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from crawler.clock import from_iso, with_offset
from crawler.demo.sources import NAMES
from crawler.items import Hints
from crawler.labels import Labels, OwnTopic, Watch
from pipelines.labels.article import labeller, labels_of
from spiders.catalog import load_catalog
from tests.house import REPOSITORY, House
from tests.pipelines.pages import read


def expected(house: House, row: dict[str, Any]) -> Labels:
    """What the pure function makes of a stored text, watched for what its source is."""
    published = with_offset(from_iso(row["published_at"]), row["published_offset"])
    watch = load_catalog(house.config())[row["source"]].hints.watch
    return labels_of(row["text"], title=row["title"], published_at=published, watch=watch)


def test_every_article_of_a_crawl_has_the_labels_of_its_text(house: House) -> None:
    for source in NAMES.values():
        assert house.crawl(source).outcome == "ok"
    rows = house.rows("SELECT * FROM articles JOIN article_labels ON article_id = articles.id")
    assert len(rows) == house.one("SELECT count(*) FROM articles") > 40
    for row in rows:
        wanted = expected(house, row)
        assert (row["labeller"], row["relevant"]) == (wanted.labeller, wanted.relevant)
        sql = "SELECT topic FROM article_topics WHERE article_id = ? ORDER BY position"
        topics = [found["topic"] for found in house.rows(sql, row["article_id"])]
        assert topics == [one.topic for one in wanted.topics]
    assert house.one("SELECT count(DISTINCT unit) FROM article_units") > 5
    assert house.one("SELECT count(*) FROM article_officials") > 10


def test_an_edited_article_has_labels_of_its_new_text(house: House) -> None:
    for source in NAMES.values():
        house.crawl(source)
    house.newsroom.round = 2
    for source in NAMES.values():
        house.crawl(source, revisit=True)
    edited = house.rows("SELECT * FROM articles WHERE revisions > 0")
    assert len(edited) == 3
    for row in edited:
        wanted = expected(house, row)
        sql = "SELECT quotes FROM article_places WHERE article_id = ? ORDER BY position"
        assert [json.loads(found["quotes"]) for found in house.rows(sql, row["id"])] == [
            list(one.quotes) for one in wanted.places
        ]


def test_articles_off_topic_are_dropped_counted_and_never_asked_for_again(house: House) -> None:
    house.settings |= {"off_topic": "drop", "topic": "ronda", "topics": {"ronda": {"words": ["sabu"]}}}
    end = house.crawl("demo-antara")
    figures = end.figures
    assert end.outcome == "ok"
    assert figures["off_topic"] > 0
    assert figures["stored"] > 0
    assert figures["pages"] == figures["stored"] + figures["off_topic"] + figures["refused"]
    assert house.one("SELECT count(*) FROM articles") == figures["stored"]
    assert house.one("SELECT count(*) FROM articles WHERE text NOT LIKE '%sabu%'") == 0
    reasons = house.rows("SELECT DISTINCT reason FROM urls WHERE disposition = 'off-topic'")
    assert all(row["reason"].startswith("not about ronda: score 0.") for row in reasons)
    house.newsroom.requests.clear()
    again = house.crawl("demo-antara")
    assert again.figures["pages"] == 0
    assert not [one.path for one in house.newsroom.requests if "/berita/" in one.path]


def test_a_dropped_article_is_had_from_its_page_when_the_owner_wants_it_after_all(house: House) -> None:
    house.settings |= {"off_topic": "drop", "topic": "ronda", "topics": {"ronda": {"words": ["sabu"]}}}
    dropped = house.crawl("demo-antara").figures["off_topic"]
    still = house.ronda("reprocess")
    assert f"{dropped} off-topic" in still.stdout
    house.settings["off_topic"] = "keep"
    done = house.ronda("reprocess")
    assert f"{dropped} new" in done.stdout
    assert house.one("SELECT count(*) FROM urls WHERE disposition = 'off-topic'") == 0


def test_what_a_source_is_watched_for_decides_in_the_reading_process() -> None:
    html = "<article><h1>Patroli di Kota Agung</h1>" + "".join(
        f"<p>{line}</p>"
        for line in (
            "Polisi menggelar patroli malam di Kecamatan Kota Agung untuk menjaga keamanan warga setempat.",
            "Patroli menyisir jalan yang gelap, pasar, dan sejumlah toko yang baru saja tutup malam itu.",
            "Warga diminta segera melapor ke kantor polisi bila melihat orang yang mencurigakan.",
        )
    )
    places = {}
    for region in ("Lampung", "Sumatera Selatan"):
        topics = (OwnTopic(name="patroli", words=("patroli",)),)
        watch = Watch(region=region, topics=topics)
        article = read(html, hints=Hints(watch=watch))
        assert article.labels is not None
        assert article.labels.labeller == labeller(watch)
        assert "patroli" in [one.topic for one in article.labels.topics]
        places[region] = article.labels.places[0].kabupaten_kota
    assert places == {"Lampung": "Kabupaten Tanggamus", "Sumatera Selatan": "Kabupaten Lahat"}


def test_the_crawls_own_process_loads_no_rule() -> None:
    code = "import sys, pipelines.stages; print([name for name in sys.modules if 'labels.' in name])"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, cwd=REPOSITORY, check=False)
    assert (done.stdout, done.stderr) == ("[]\n", "")
