"""`ronda read` shows what a crawl would make of a page, from the web or from a file, and stores nothing."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.house import House


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def saved(house: House, site: str, path: str, folder: Path, name: str) -> Path:
    file = folder / name
    file.write_bytes(house.newsroom.respond(site, "GET", path, {"Host": "sumeks.disway.id"}).body)
    return file


def test_an_address_is_read_with_all_its_parts(house: House) -> None:
    piece = next(piece for piece in house.newsroom.pieces("disway") if piece.parts == 3)
    url = house.newsroom.url_of(piece, house.running.base("disway"))
    done = house.ronda("read", url, "--json")
    assert done.returncode == 0, done.stderr
    [read] = lines(done.stdout)
    assert (read["kind"], read["title"], read["text"]) == ("article", piece.title, piece.text)
    assert read["url"] == url
    assert read["published_at"] == piece.published.replace(second=0).isoformat()
    assert not house.database.exists()
    assert house.newsroom.asked("disway")[0] == "/robots.txt"


def test_a_list_shows_its_links_and_what_was_left_out(house: House) -> None:
    done = house.ronda("read", house.running.base("antara") + "/terkini", "--json")
    [read] = lines(done.stdout)
    assert read["kind"] == "list"
    assert {link["title"] for link in read["links"]} <= {p.title for p in house.newsroom.pieces("antara")}
    assert len(read["links"]) == 3
    assert any("/foto/" in left for left in read["left_out"])


def test_what_is_gone_is_a_refusal_with_its_reason_and_exit_code_1(house: House) -> None:
    done = house.ronda("read", house.running.base("antara") + "/berita/1/tidak-ada-lagi", "--json")
    assert done.returncode == 1
    [read] = lines(done.stdout)
    assert (read["outcome"], read["reason"]) == ("gone", "HTTP 404")


def test_files_are_read_in_their_order_and_a_bad_one_costs_only_itself(house: House, tmp_path: Path) -> None:
    first, second = house.newsroom.pieces("disway")[:2]
    files = [
        saved(house, "disway", house.newsroom.url_of(first, ""), tmp_path, "a.html"),
        tmp_path / "empty.html",
        saved(house, "disway", house.newsroom.url_of(second, ""), tmp_path, "b.html"),
    ]
    files[1].write_bytes(b"<html><body></body></html>")
    files[2:2] = [tmp_path / "missing.html", tmp_path]
    done = house.ronda("read", *map(str, files), "--json")
    assert done.returncode == 1
    read = lines(done.stdout)
    assert [one["file"] for one in read] == list(map(str, files))
    assert [one.get("title") for one in read] == [first.title, None, None, None, second.title]
    reasons = [one["reason"] for one in read[1:4]]
    assert reasons[0] == "no text found"
    assert "No such file" in reasons[1]
    assert "is a folder" in reasons[2]


def test_parts_in_files_are_one_article(house: House, tmp_path: Path) -> None:
    piece = next(piece for piece in house.newsroom.pieces("disway") if piece.parts == 2)
    files = [
        saved(house, "disway", f"/read/{piece.id}/{piece.slug}{part}", tmp_path, f"{number}.html")
        for number, part in enumerate(("", "/15"))
    ]
    address = f"https://sumeks.disway.id/{piece.section}/read/{piece.id}/{piece.slug}"
    done = house.ronda("read", *map(str, files), "--parts", "--as", address, "--json")
    [read] = lines(done.stdout)
    assert (read["text"], read["source"], read["url"]) == (piece.text, "sumeks", address)


def test_a_page_of_a_known_host_can_be_read_as_an_unknown_one(house: House, tmp_path: Path) -> None:
    piece = house.newsroom.pieces("disway")[0]
    file = saved(house, "disway", house.newsroom.url_of(piece, ""), tmp_path, "a.html")
    known = lines(house.ronda("read", str(file), "--json").stdout)[0]
    unknown = lines(house.ronda("read", str(file), "--unknown", "--json").stdout)[0]
    assert known["method"] == "selector"
    assert unknown["method"] != "selector"
    assert unknown["title"] == piece.title


def test_an_address_can_be_read_as_an_unknown_sites(house: House) -> None:
    piece = house.newsroom.pieces("disway")[0]
    url = house.newsroom.url_of(piece, house.running.base("disway"))
    [read] = lines(house.ronda("read", url, "--unknown", "--json").stdout)
    assert read["title"] == piece.title
    assert read["method"] != "selector"


def test_a_saved_feed_shows_its_links(house: House, tmp_path: Path) -> None:
    file = saved(house, "antara", "/rss/terkini.xml", tmp_path, "feed.xml")
    [read] = lines(house.ronda("read", str(file), "--json").stdout)
    assert read["kind"] == "list"
    assert len(read["links"]) == 10
    assert read["links"][0]["published_at"].endswith("Z")


PAGE = """<html><head><title>Pencuri motor ditangkap - Koran Uji</title>
<meta property="og:title" content="Pencuri motor ditangkap"><meta property="og:site_name" content="Koran Uji">
</head><body><article><h1>Pencuri motor ditangkap</h1>
<p>BATURAJA - Polisi menangkap seorang pria yang diduga mencuri sepeda motor milik warga pada Senin malam.</p>
<p>Baca juga: Jembatan gantung di Ogan ditutup sementara</p>
<p>Kapolsek mengatakan pelaku ditangkap di rumahnya tanpa perlawanan bersama barang bukti sepeda motor.</p>
<p>Pelaku kini ditahan dan dijerat dengan pasal pencurian yang ancamannya paling lama lima tahun penjara.</p>
<p>Pewarta: Rina Lestari</p><p>Editor: Budi Santosa</p></article></body></html>"""


def test_each_field_has_its_rule_and_each_dropped_line_its_reason(house: House, tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_text(PAGE)
    [read] = lines(house.ronda("read", str(file), "--json").stdout)
    assert {"rule": "read-also", "line": "Baca juga: Jembatan gantung di Ogan ditutup sementara"} in read[
        "dropped"
    ]
    assert {"rule": "byline", "line": "Pewarta: Rina Lestari"} in read["dropped"]
    assert {"rule": "editor", "line": "Editor: Budi Santosa"} in read["dropped"]
    assert (read["rules"]["title"], read["rules"]["text"]) == ("og:title", "trafilatura")
    assert (read["authors"], read["rules"]["authors"]) == (["Rina Lestari"], "byline in the text")
    assert read["kind"] == "article"
    shown = house.ronda("read", str(file)).stdout
    assert "title      Pencuri motor ditangkap  (by og:title)" in shown
    assert re.search(r"^  read-also +Baca juga: Jembatan gantung", shown, re.MULTILINE)


def test_what_a_sources_selectors_took_is_told_with_the_selector(house: House, tmp_path: Path) -> None:
    piece = house.newsroom.pieces("disway")[0]
    file = saved(house, "disway", house.newsroom.url_of(piece, ""), tmp_path, "a.html")
    address = f"https://sumeks.disway.id/{piece.section}/read/{piece.id}/{piece.slug}"
    [read] = lines(house.ronda("read", str(file), "--as", address, "--json").stdout)
    assert (read["rules"]["text"], read["rules"]["title"]) == ("selector", "selector")
    assert read["dropped"]
    assert all(one["rule"] and one["line"] for one in read["dropped"])


def test_what_is_no_article_is_told_by_kind_and_by_what_it_is_known(house: House, tmp_path: Path) -> None:
    file = tmp_path / "v.html"
    file.write_text(
        "<html><body><h1>Banjir surut di Ogan</h1><p>Rekaman banjir di tepi sungai Ogan.</p></body></html>"
    )
    done = house.ronda("read", str(file), "--as", "https://koran.example/video/12/banjir", "--json")
    [read] = lines(done.stdout)
    assert (read["kind"], read["reason"]) == ("video", "a video page")
    assert read["why"] == "/video/ in its address, and little text"
    told = house.ronda("read", str(file), "--as", "https://koran.example/video/12/banjir").stdout
    assert "refused: a video page (/video/ in its address, and little text)" in told


def test_people_are_told_which_rule_found_the_time(house: House, tmp_path: Path) -> None:
    piece = house.newsroom.pieces("disway")[0]
    file = saved(house, "disway", house.newsroom.url_of(piece, ""), tmp_path, "a.html")
    shown = house.ronda("read", str(file)).stdout
    assert piece.title in shown
    assert "by json-ld" in shown


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["missing.html"], "No such file"),
        (["ftp://host.example/a"], "only http and https"),
        (["https://host.example/a", "--parts"], "are for files"),
        (
            ["a.html", "b.html", "c.html", "--as", "https://a.example/", "--as", "https://b.example/"],
            "2 --as for 3",
        ),
    ],
)
def test_wrong_use_is_told_in_plain_words(house: House, arguments: list[str], told: str) -> None:
    done = house.ronda("read", *arguments)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr
