import json
from pathlib import Path

import pytest

from crawler.config import read_config
from spiders.catalog import load_catalog
from tests.crawler.cli.conftest import Ronda
from tests.crawler.cli.terminals import on_a_terminal


def test_every_source_is_a_line(ronda: Ronda) -> None:
    listed = [line.split("\t") for line in ronda("sources", "list").out.splitlines()]
    catalog = load_catalog(read_config())
    assert [row[0] for row in listed] == list(catalog)
    assert {row[0] for row in listed if row[-1] == "disabled"} == {
        name for name, source in catalog.items() if not source.enabled
    }
    enabled = ronda("sources", "list", "--enabled").out.splitlines()
    assert [line.split("\t")[0] for line in enabled] == [source.name for source in catalog.enabled()]


def test_a_list_as_json_is_one_document(ronda: Ronda) -> None:
    rows = json.loads(ronda("sources", "list", "--json").out)
    [sumeks] = [row for row in rows if row["name"] == "sumeks"]
    assert (sumeks["host"], sumeks["network"]) == ("sumeks.disway.id", "disway")


def test_a_source_is_shown_with_the_publishers_terms(ronda: Ronda) -> None:
    shown = ronda("sources", "show", "antara-sumsel").out
    catalog = load_catalog(read_config())
    assert f"terms          {catalog['antara-sumsel'].terms}\n" in shown
    assert "sumsel.antaranews.com" in shown
    assert json.loads(ronda("sources", "show", "antara-sumsel", "--json").out)["region"] == "Sumatera Selatan"


def test_a_source_without_a_note_says_to_read_the_terms(ronda: Ronda) -> None:
    Path("ronda.toml").write_text(
        '[sources.harian-pagi]\nhost = "pagi.example.co.id"\nfeeds = ["/feed/"]\n', encoding="utf-8"
    )
    shown = ronda("sources", "show", "harian-pagi").out
    assert "Read the publisher's terms" in shown
    assert "feeds          https://pagi.example.co.id/feed/\n" in shown


def test_an_unknown_source_is_told_with_the_nearest_name(ronda: Ronda) -> None:
    for command in ("show", "check"):
        done = ronda("sources", command, "sumek")
        assert (done.code, done.out) == (2, "")
        assert "did you mean 'sumeks'?" in done.err


def test_a_sound_catalogue_is_said_to_be_so(ronda: Ronda) -> None:
    done = ronda("sources", "check")
    assert done.code == 0
    assert done.out.endswith(" enabled\n")
    one = ronda("sources", "check", "sumeks", "antara-sumsel")
    assert one.out.splitlines()[0] == "sumeks: in order (disway.toml)"
    assert len(one.out.splitlines()) == 2


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ('[sources.sumeks]\nwarna = "merah"\n', "warna"),
        ('[sources.baru]\nfeeds = ["/feed/"]\n', "host"),
        ('[sources.baru]\nhost = "a.example"\nnetwork = "tribune"\n', "tribune"),
        ('[sources.baru]\nhost = "a.example"\nfeeds = ["ftp://a.example/x"]\n', "feeds"),
    ],
)
def test_a_wrong_row_of_the_user_is_named_with_file_and_key(ronda: Ronda, row: str, said: str) -> None:
    Path("ronda.toml").write_text(row, encoding="utf-8")
    done = ronda("sources", "check")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"ronda: {Path('ronda.toml').absolute()}: sources.")
    assert said in done.err
    assert "Traceback" not in done.err


def test_a_person_sees_a_table_with_headings(empty: Path) -> None:
    shown = on_a_terminal("-d", str(empty), "sources", "list")
    assert "interval" in shown
    assert "antara-sumsel" in shown
