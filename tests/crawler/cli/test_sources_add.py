"""`ronda sources add URL`: minutes and no code from an address to a source that crawls."""

from __future__ import annotations

import json
import socket
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from crawler.config import read_config
from crawler.demo.response import page
from crawler.runs.asker import MOST
from spiders.catalog import load_catalog
from tests.crawler.cli.conftest import Ronda
from tests.house import RONDA, House
from tests.sites import Site, article, listing, moved, rss, served

TEXT = (
    "Kepolisian Resor Ogan Ulu menangkap dua orang yang diduga mencuri sapi milik warga di tiga desa.",
    "Kepala satuan reserse menyebut keduanya ditangkap di rumah masing-masing pada Senin malam.",
    "Warga diminta melapor kepada pos ronda terdekat bila melihat kendaraan yang mencurigakan.",
)


@dataclass
class Desk:
    """A folder with a ronda.toml that its owner wrote."""

    folder: Path

    @property
    def file(self) -> Path:
        return self.folder / "ronda.toml"

    def ronda(self, *arguments: str, said: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*RONDA, "--config", str(self.file), *arguments],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            input=said,
        )

    def add(self, url: str, *options: str, said: str = "") -> subprocess.CompletedProcess[str]:
        return self.ronda("sources", "add", url, *options, said=said)

    def titles(self, source: str) -> set[str]:
        with closing(sqlite3.connect(self.folder / "ronda.db")) as database:
            return {t for (t,) in database.execute("SELECT title FROM articles WHERE source = ?", (source,))}


OWN = '# milik kami\ndatabase = "ronda.db"\ndelay = 0.0   # hanya di sini\nworkers = 1'


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    (tmp_path / "ronda.toml").write_text(OWN, encoding="utf-8")
    return Desk(tmp_path)


def news(*names: str) -> dict[str, Any]:
    """Articles by path, each with a title of its own."""
    return {
        f"/berita/{number}/{name.replace(' ', '-')}-di-ogan-ulu": article(
            *TEXT,
            f"Laporan {name}.",
            title=f"{name.title()} di Ogan Ulu",
            links="<p>Senin, 16 Februari 2026 13:30 WITA</p>",
        )
        for number, name in enumerate(names, start=1000)
    }


@contextmanager
def on_web(**sites: Site) -> Iterator[None]:
    with served(sites):
        yield


@pytest.mark.parametrize(
    ("site", "network"), [("antara", "antara"), ("disway", "disway"), ("wordpress", "generic")]
)
def test_an_added_site_is_crawled_whole(house: House, desk: Desk, site: str, network: str) -> None:
    done = desk.add(house.running.base(site), "--yes", "--json", "--name", "baru")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    source = load_catalog(read_config(desk.file, environ={}))["baru"]
    assert source.network == network
    assert ("ANTARA" in told["terms"]) == (network == "antara")
    assert (told["written"], told["row"]["host"]) == (True, house.running.host(site))
    assert len([one for one in told["articles"] if one["kind"] == "article"]) == 3
    assert all(one["published_at"] and one["authors"] and one["text"] for one in told["articles"])
    assert desk.file.read_text(encoding="utf-8").startswith(OWN + "\n\n")
    assert len(house.newsroom.asked(site)) <= MOST
    assert house.newsroom.asked(site)[0] == "/robots.txt"
    assert not (desk.folder / "ronda.db").exists()
    crawled = desk.ronda("crawl", "baru")
    assert crawled.returncode == 0, crawled.stderr
    pieces = [piece for piece in house.newsroom.pieces(site) if piece.allowed]
    assert desk.titles("baru") == {piece.title for piece in pieces}


def test_a_bare_site_is_added_by_its_listings_alone(desk: Desk) -> None:
    articles = news("pencurian sapi", "banjir", "tawuran", "kebakaran")
    paths = list(articles)
    section = listing(paths, day="2026-02-16T13:30:00+08:00")
    menu = '<nav><a href="/kriminal">Kriminal</a><a href="/tentang-kami">Kami</a></nav>'
    site = Site(
        articles=articles,
        answers={"/": listing(paths[:2], links=menu), "/kriminal": section, "/feed/": page("", status=404)},
    )
    with on_web(site=site):
        # an article of it will do as well as its front page
        done = desk.add(site.origin + paths[1], said="y\n")
        assert done.returncode == 0, done.stderr
        [(name, row)] = read_config(desk.file, environ={}).sources.items()
        assert row["listings"] == ["/kriminal"]
        assert "feeds" not in row
        assert row["zone"] == "Asia/Makassar"
        assert "Banjir di Ogan Ulu" in done.stdout
        assert "Add " in done.stderr
        assert desk.ronda("crawl", name).returncode == 0
    assert len(desk.titles(name)) == len(articles)


def test_a_hostile_site_costs_few_requests_and_its_lies_do_not_get_into_the_row(desk: Desk) -> None:
    elsewhere = Site(articles=news("umpan"))
    articles = news("begal", "sabung ayam", "curanmor", "balap liar", "miras", "judi")
    crowd = "".join(
        f'<a href="/kanal{n}">x</a><a href="http://lain{n}.example/a-b-c-d">y</a>' for n in range(3000)
    )
    lying = [f"/berita/{n}/kabar-yang-tidak-ada" for n in range(50)]
    site = Site(articles=articles)
    with on_web(site=site, elsewhere=elsewhere):
        head = '<link rel=alternate type=application/rss+xml href="{}">'
        heads = "".join(head.format(url) for url in ("/bohong.xml", "/lari.xml", elsewhere.origin + "/feed/"))
        site.answers = {
            "/": listing([], links=heads + '<a href="/hukum">Hukum</a>' + crowd),
            "/hukum": listing(list(articles)),
            "/bohong.xml": rss(lying),
            "/lari.xml": moved(elsewhere.origin + "/feed/"),
            "/feed/": page("", status=404),
        }
        site.robots = page(
            f"Sitemap: {elsewhere.origin}/news.xml\nUser-agent: *\nDisallow:", kind="text/plain"
        )
        done = desk.add(site.origin, "--yes", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["row"]["listings"] == ["/hukum"]
    assert "feeds" not in told["row"]
    why = {one["url"].removeprefix(site.origin): one["why"] for one in told["lists"]}
    assert why["/bohong.xml"] == "what it names are no articles"
    assert "another site" in why["/lari.xml"] or "not opened" in why["/lari.xml"]
    assert elsewhere.asked == []
    assert len(site.asked) <= MOST


def closed_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def test_a_site_that_gives_no_article_is_refused_in_clear_words_and_nothing_is_written(desk: Desk) -> None:
    forbidden = Site(articles=news("begal"), robots=page("User-agent: *\nDisallow: /", kind="text/plain"))
    empty = Site(answers={"/": page("<html><title>Toko</title></html>")})
    hollow = Site(articles={"/2026/02/16/kasus-pencurian-sapi/": page("<html><body></body></html>")})
    hollow.answers = {"/": listing(list(hollow.articles))}
    with on_web(forbidden=forbidden, empty=empty, hollow=hollow):
        for url, told in (
            (forbidden.origin, "forbidden by robots.txt"),
            (empty.origin, "no feed, sitemap or page of it names an article"),
            (hollow.origin, "no text found (1)"),
            (f"http://127.0.0.1:{closed_port()}", "connection refused"),
        ):
            done = desk.add(url, "--yes")
            assert (done.returncode, done.stdout) == (1, ""), url
            assert told in done.stderr
            assert "Nothing was written" in done.stderr
            assert "Traceback" not in done.stderr
    assert forbidden.targets == ["/robots.txt"]
    assert desk.file.read_text(encoding="utf-8") == OWN


def test_nothing_is_written_without_agreement_nor_on_trial(house: House, desk: Desk) -> None:
    declined = desk.add(house.running.base("wordpress"), said="n\n")
    assert declined.returncode == 1
    assert "nothing was written" in declined.stderr
    trial = desk.add(house.running.base("wordpress"), "--dry-run", "--json")
    assert trial.returncode == 0
    told = json.loads(trial.stdout)
    assert told["written"] is False
    assert told["toml"].splitlines()[1] == f"[sources.{told['name']}]"
    assert desk.file.read_text(encoding="utf-8") == OWN


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["https://sumeks.disway.id/kriminal/read/1/judul"], "is the source 'sumeks' already"),
        (["aceh.antaranews.com"], "[sources.antara-aceh] enabled = true"),
        (["https://baru.example/", "--name", "sumeks"], "give another --name"),
        (["https://baru.example/", "--name", "Warta Sore"], "is no name of a source"),
        (["ftp://baru.example/"], "Give the site's address"),
    ],
)
def test_what_is_there_already_or_is_no_address_is_told_before_anything_is_asked(
    ronda: Ronda, arguments: list[str], told: str
) -> None:
    done = ronda("sources", "add", *arguments)
    assert (done.code, done.out) == (2, "")
    assert told in done.err


def test_a_site_in_trouble_is_left_alone_after_a_few_errors(desk: Desk) -> None:
    broken = page("gangguan", status=500)
    site = Site(answers={"/": listing([], links='<a href="/hukum">H</a><a href="/daerah">D</a>')})
    site.answers |= dict.fromkeys(("/feed/", "/rss", "/rss.xml", "/index.xml", "/hukum", "/daerah"), broken)
    with on_web(site=site):
        done = desk.add(site.origin, "--yes")
    assert (done.returncode, done.stdout) == (1, "")
    assert "names an article" in done.stderr
    assert "Traceback" not in done.stderr
    # robots.txt, the front page, and two lists, each once again
    assert len(site.asked) <= 6
    assert desk.file.read_text(encoding="utf-8") == OWN
