"""The loader, on catalogue files written here; the shipped ones have a test of their own."""

from pathlib import Path
from typing import Any

import pytest

from crawler.config import Config, read_config
from crawler.errors import CatalogError, UnknownSource
from pipelines.lines import GROUPS
from spiders.catalog import Catalog, load_catalog
from spiders.catalog.rules import LINE_GROUPS

PAPERS = """
[defaults]
network = "disway"
zone = "Asia/Makassar"
interval = "2h"
listings = ["/"]
[defaults.hints]
body = ["div.post"]
drop_lines = ['baca juga.*']
site_names = ["Jaringan"]

[harian-pagi]
title = "Harian Pagi"
host = "pagi.example.co.id"
feeds = ["/rss/kriminal", "https://pagi.example.co.id/rss/daerah"]

[warta-sore]
title = "Warta Sore"
host = "sore.example.co.id"
interval = "6h"
[warta-sore.hints]
body = ["#isi"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shipped = tmp_path / "shipped"
    shipped.mkdir()
    (shipped / "papers.toml").write_text(PAPERS, encoding="utf-8")
    (shipped / "notes.txt").write_text("not a catalogue file", encoding="utf-8")
    return shipped


def load(folder: Path, **sources: Any) -> Catalog:
    return load_catalog(Config(sources=sources, file=Path("/srv/ronda.toml")), folder)


def test_a_row_takes_the_defaults_of_its_file_unless_it_says_otherwise(folder: Path) -> None:
    catalog = load(folder)
    assert catalog.names() == ("harian-pagi", "warta-sore")
    pagi, sore = catalog["harian-pagi"], catalog["warta-sore"]
    assert (pagi.interval, sore.interval) == ("2h", "6h")
    assert pagi.network == sore.network == "disway"
    assert pagi.hints.body == ("div.post",)
    assert sore.hints.body == ("#isi",)
    assert sore.hints.drop_lines == ("baca juga.*",)
    assert pagi.file == "papers.toml"


def test_the_year_a_source_began_is_known_where_its_pages_are_read(folder: Path) -> None:
    assert load(folder, **{"warta-sore": {"founded": 1998}})["warta-sore"].hints.founded == 1998


def test_groups_of_lines_mean_the_same_here_and_where_pages_are_read() -> None:
    assert LINE_GROUPS == GROUPS


def test_lists_are_absolute_whether_written_as_paths_or_whole(folder: Path) -> None:
    pagi = load(folder)["harian-pagi"]
    assert pagi.feeds == ("https://pagi.example.co.id/rss/kriminal", "https://pagi.example.co.id/rss/daerah")
    assert pagi.listings == ("https://pagi.example.co.id/",)


def test_hints_carry_the_network_zone_language_and_name_of_their_source(folder: Path) -> None:
    hints = load(folder, **{"harian-pagi": {"language": "ms"}})["harian-pagi"].hints
    assert (hints.network, hints.zone, hints.language) == ("disway", "Asia/Makassar", "ms")
    assert hints.site_names == ("Jaringan", "Harian Pagi")


def test_a_user_changes_only_the_keys_that_are_named(folder: Path) -> None:
    before = load(folder)["warta-sore"]
    after = load(folder, **{"warta-sore": {"interval": "15m", "hints": {"title": ["h1"]}}})["warta-sore"]
    assert after.interval == "15m"
    assert after.hints.title == ("h1",)
    assert after.hints.body == before.hints.body
    assert (after.host, after.listings, after.zone) == (before.host, before.listings, before.zone)
    assert after.file == "papers.toml, changed in /srv/ronda.toml"


def test_a_user_can_switch_a_source_off_and_it_can_still_be_named(folder: Path) -> None:
    catalog = load(folder, **{"warta-sore": {"enabled": False}})
    assert [source.name for source in catalog.enabled()] == ["harian-pagi"]
    assert catalog["warta-sore"].enabled is False


def test_an_added_source_of_a_known_network_gets_its_defaults(folder: Path) -> None:
    added = load(folder, baru={"network": "disway", "host": "baru.example.co.id"})["baru"]
    assert added.listings == ("https://baru.example.co.id/",)
    assert added.hints.body == ("div.post",)
    assert added.title == "baru.example.co.id"
    assert added.file == "/srv/ronda.toml"


def test_an_added_source_without_a_network_is_generic_and_gets_nothing_it_did_not_ask_for(
    folder: Path,
) -> None:
    added = load(folder, baru={"host": "baru.example.co.id", "feeds": ["/feed/"]})["baru"]
    assert (added.network, added.zone, added.listings) == ("generic", "Asia/Jakarta", ())


def test_words_of_a_search_stay_open_and_the_rest_is_canonical(folder: Path) -> None:
    table = {"searches": ["//cari?c={words}&utm_source=x"[1:]], "search_words": ["polres oku"]}
    source = load(folder, **{"warta-sore": table})["warta-sore"]
    assert source.searches == ("https://sore.example.co.id/cari?c={words}",)


def test_a_host_may_carry_a_port_and_plain_http_for_a_server_of_ones_own(folder: Path) -> None:
    table = {"scheme": "http", "host": "127.0.0.1:8123", "feeds": ["/feed/"], "wordpress": "/wp-json"}
    source = load(folder, lokal=table)["lokal"]
    assert source.feeds == ("http://127.0.0.1:8123/feed/",)
    assert source.wordpress == "http://127.0.0.1:8123/wp-json/"


def test_a_list_on_another_host_is_taken_when_that_host_is_named(folder: Path) -> None:
    table = {"feeds": ["https://feeds.example.org/sore.xml"], "also_hosts": ["feeds.example.org"]}
    assert load(folder, **{"warta-sore": table})["warta-sore"].hosts == (
        "sore.example.co.id",
        "feeds.example.org",
    )


def test_one_source_alone_is_the_same_and_the_others_are_not_looked_at(folder: Path) -> None:
    mine = {"harian-pagi": {"interval": "1h"}, "warta-sore": {"interval": "sometimes"}}
    config = Config(sources=mine, file=Path("/srv/ronda.toml"))
    alone = load_catalog(config, folder, only="harian-pagi")
    assert alone.names() == ("harian-pagi",)
    assert alone["harian-pagi"] == load(folder, **{"harian-pagi": mine["harian-pagi"]})["harian-pagi"]
    assert load_catalog(config, folder, only="harian-siang").names() == ()


def test_the_catalogue_is_a_mapping_that_offers_the_nearest_name(folder: Path) -> None:
    catalog = load(folder)
    assert len(catalog) == 2
    assert list(catalog) == sorted(catalog)
    assert "warta-sore" in catalog
    assert "warta-pagi-buta" not in catalog
    with pytest.raises(UnknownSource, match="did you mean 'warta-sore'"):
        catalog["warta-sor"]


def test_tables_of_a_real_ronda_toml_arrive(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "ronda.toml"
    file.write_text("[sources.warta-sore]\nintervall = '1h'\n", encoding="utf-8")
    with pytest.raises(CatalogError) as caught:
        load_catalog(read_config(file, environ={}), folder)
    assert str(caught.value) == (
        f"{file}: sources.warta-sore.intervall: unknown key. Did you mean 'interval'?"
    )


USER_MISTAKES: list[tuple[dict[str, Any], str, str]] = [
    ({"intervall": "1h"}, "intervall", "Did you mean 'interval'?"),
    ({"colour": "red"}, "colour", "Known are title"),
    ({"name": "x"}, "name", "Known are"),
    ({"hints": {"bodi": ["p"]}}, "hints.bodi", "Did you mean 'body'?"),
    ({"hints": {"zone": ["UTC"]}}, "hints.zone", "Known are"),
    ({"hints": ["p"]}, "hints", "Write a table: [sources.warta-sore.hints]"),
    ({"feeds": "/feed/"}, "feeds", "list of texts"),
    ({"feeds": [1]}, "feeds", "list of texts"),
    ({"pages": "3"}, "pages", "whole number"),
    ({"pages": True}, "pages", "whole number"),
    ({"pages": 0}, "pages", "1 or more"),
    ({"one_page": "?page=all"}, "one_page", 'without "?"'),
    ({"one_page": "page"}, "one_page", "name=value"),
    ({"one_page": "page=all single=1"}, "one_page", "name=value"),
    ({"max_articles": -1}, "max_articles", "1 or more"),
    ({"enabled": "no"}, "enabled", "true or false"),
    ({"title": 5}, "title", "text in quotes"),
    ({"title": " "}, "title", "the outlet's own name"),
    ({"delay": "1"}, "delay", "number of seconds"),
    ({"delay": -0.5}, "delay", "0 or more"),
    ({"delay": float("nan")}, "delay", "0 or more"),
    ({"delay": float("inf")}, "delay", "0 or more"),
    ({"concurrency": 0}, "concurrency", "1 or more"),
    ({"network": "diswey"}, "network", "antara, disway, generic, detik"),
    ({"network": ""}, "network", "antara, disway, generic, detik"),
    ({"scheme": "ftp"}, "scheme", "https, http"),
    ({"host": "https://sore.example.co.id/"}, "host", "the host alone"),
    ({"host": "Sore.Example"}, "host", "lower case"),
    ({"also_hosts": ["a b"]}, "also_hosts", "the host alone"),
    ({"zone": "Asia/Bandung"}, "zone", "Asia/Jakarta"),
    ({"language": "Indonesian"}, "language", "ISO 639"),
    ({"interval": "often"}, "interval", '"45m"'),
    ({"interval": "0 6 * * 1"}, "interval", "mon"),
    ({"interval_min": "9d"}, "interval_min", "not longer"),
    ({"interval_max": "5m"}, "interval_max", "not shorter"),
    ({"interval_max": "0 6 * * mon"}, "interval_max", "a number"),
    ({"interval": "0 6 * * mon", "interval_min": "5m"}, "interval_min", "Take it away"),
    ({"feeds": ["rss/terkini.xml"]}, "feeds", 'Begin it with "/"'),
    ({"feeds": ["//sore.example.co.id/rss"]}, "feeds", "one slash"),
    ({"feeds": ["ftp://sore.example.co.id/rss"]}, "feeds", 'Begin it with "/"'),
    ({"feeds": ["https://user@sore.example.co.id/"]}, "feeds", "browser"),
    ({"feeds": ["/a\\b"]}, "feeds", "browser"),
    ({"feeds": ["/{date}/rss"]}, "feeds", "{words}"),
    ({"listings": ["https://elsewhere.example.org/"]}, "listings", 'also_hosts = ["elsewhere.example.org"]'),
    ({"sitemaps": ["https://x.sore.example.co.id/s.xml"]}, "sitemaps", "also_hosts"),
    ({"wordpress": "https://elsewhere.example.org/wp-json/"}, "wordpress", "also_hosts"),
    ({"wordpress": "wp-json"}, "wordpress", 'Begin it with "/"'),
    ({"searches": ["/cari"], "search_words": ["polisi"]}, "searches", "/search?q={words}"),
    ({"searches": ["/cari?q={words}"]}, "searches", "Give search_words"),
    ({"search_words": ["polisi"]}, "search_words", "Give searches"),
    ({"words": [" "]}, "words", "remove it"),
    ({"article": ["(berita"]}, "article", "single quotes"),
    ({"not_article": ["a{2,1}"]}, "not_article", "single quotes"),
    ({"paging": "page/2"}, "paging", '"?page={page}"'),
    ({"paging": "?page={n}"}, "paging", '"?page={page}"'),
    ({"founded": -1}, "founded", "0 or more"),
    ({"founded": "1998"}, "founded", "whole number"),
    ({"hints": {"drop_lines": ["*"]}}, "hints.drop_lines", "single quotes"),
    ({"hints": {"drop_lines": ["(?P<people>.*)"]}}, "hints.drop_lines", "authors, editors, tags"),
    ({"hints": {"body": ["div..post"]}}, "hints.body", "inspector"),
    ({"hints": {"body": ["p:nosuch"]}}, "hints.body", "inspector"),
    ({"hints": {"title": ["h1::text"]}}, "hints.title", "its text is taken"),
]


@pytest.mark.parametrize(("table", "key", "remedy"), USER_MISTAKES)
def test_a_mistake_names_file_key_and_remedy(
    folder: Path, table: dict[str, Any], key: str, remedy: str
) -> None:
    with pytest.raises(CatalogError) as caught:
        load(folder, **{"warta-sore": table})
    assert caught.value.file == "/srv/ronda.toml"
    assert caught.value.key == f"sources.warta-sore.{key}"
    assert remedy in caught.value.remedy
    assert str(caught.value).startswith(f"/srv/ronda.toml: sources.warta-sore.{key}: ")


@pytest.mark.parametrize("table", [{"listings": []}, {"network": "generic", "listings": [], "feeds": []}])
def test_a_source_without_any_list_is_refused(folder: Path, table: dict[str, Any]) -> None:
    with pytest.raises(CatalogError, match="names no list of articles") as caught:
        load(folder, **{"warta-sore": table})
    assert caught.value.key == "sources.warta-sore"


@pytest.mark.parametrize("name", ["Sumeks", "a b", "a--b", "-a", "a/b", "päper", "defaults", "", "x" * 61])
def test_a_bad_name_is_refused(folder: Path, name: str) -> None:
    with pytest.raises(CatalogError, match="name") as caught:
        load(folder, **{name: {"host": "a.example", "feeds": ["/feed/"]}})
    assert caught.value.key == f"sources.{name}"


def test_a_mistyped_name_of_a_shipped_source_offers_the_right_one(folder: Path) -> None:
    with pytest.raises(CatalogError, match="Did you mean 'warta-sore'") as caught:
        load(folder, **{"warta-sor": {"enabled": False}})
    assert caught.value.key == "sources.warta-sor.host"


def test_what_is_no_table_is_refused(folder: Path) -> None:
    with pytest.raises(CatalogError, match=r"Write a table: \[sources.warta-sore\]"):
        load(folder, **{"warta-sore": "off"})


def test_a_shipped_list_left_off_its_host_by_a_users_change_is_blamed_on_the_file_that_has_it(
    folder: Path,
) -> None:
    with pytest.raises(CatalogError) as caught:
        load(folder, **{"harian-pagi": {"host": "baru.example.co.id"}})
    assert (caught.value.file, caught.value.key) == ("papers.toml", "harian-pagi.feeds")
    assert "pagi.example.co.id" in caught.value.remedy


SHIPPED_MISTAKES = [
    ("[warta-sore]\ntitle = 'S'\nhost = 's.example'\nfeeds = ['/f']", "warta-sore", "papers.toml"),
    ("[defaults]\nnetwork = 'disway'\nzone = 'UTC'", "defaults", "already has defaults, in papers.toml"),
    ("[satu]\ntitle = 'S'\nfeeds = ['/f']", "satu.host", "is missing"),
    ("[satu]\ntitle = 'S'\nhost = 's.example'", "satu", "names no list"),
    ("[satu]\ntitle = 'S'\nhost = 's.example'\nfeeds = ['f']", "satu.feeds", "neither a path"),
    ("[Satu]\ntitle = 'S'\nhost = 's.example'\nfeeds = ['/f']", "Satu", "no name of a source"),
    ("satu = 1", "satu", "no table"),
    ("[satu]\n[satu]", "the whole file", "satu"),
    ("[defaults]\nintervall = '1h'", "defaults.intervall", "unknown key"),
]


@pytest.mark.parametrize(("content", "key", "problem"), SHIPPED_MISTAKES)
def test_a_mistake_in_a_shipped_file_names_that_file(
    folder: Path, content: str, key: str, problem: str
) -> None:
    (folder / "second.toml").write_text(content, encoding="utf-8")
    with pytest.raises(CatalogError) as caught:
        load(folder)
    assert caught.value.file == "second.toml"
    assert caught.value.key == key
    assert problem in str(caught.value)


def test_a_file_that_is_not_utf_8_is_refused(folder: Path) -> None:
    (folder / "second.toml").write_bytes(b"[satu]\ntitle = '\xe9'")
    with pytest.raises(CatalogError, match="TOML in UTF-8"):
        load(folder)
