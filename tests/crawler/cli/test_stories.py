from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from storage import open_store
from tests.crawler.cli.conftest import HOSTILE, Ronda
from tests.crawler.cli.terminals import on_a_terminal
from tests.crawler.runs.newsstand import keep, stored
from tests.pipelines.stories.newsdesk import FLOOD, THEFT, article
from tests.pipelines.stories.test_group import NEWS

RELEASE = """Satuan Lalu Lintas menutup Jembatan Kembar selama tiga malam untuk perbaikan sambungan besi.
Kendaraan berat dialihkan lewat Pasar Ikan, sedangkan sepeda motor boleh melintas sampai pukul sembilan.
Kasat Lantas Iptu Danar Kusumo meminta sopir menyesuaikan jadwal keberangkatan dan mematuhi rambu.
Demikian siaran pers yang dibagikan kepada wartawan.
(Humas Polres Muara Sawah)"""


@pytest.fixture
def unlinked(empty: Path) -> Path:
    """A database with the news desk's morning, and a release in three papers, not yet linked."""
    with closing(open_store(empty)) as store:
        keep(store, *NEWS)
        keep(
            store,
            article(21, RELEASE, title="Jembatan Kembar Ditutup", hours=30),
            article(22, f"{RELEASE}\nWarga diminta bersabar.", title="Jembatan Tutup Tiga Malam", hours=31),
            article(23, RELEASE, title=HOSTILE, hours=32),
        )
    return empty


@pytest.fixture
def linked(unlinked: Path, ronda: Ronda) -> Path:
    assert ronda("stories", "--link").out == "11 articles linked\n"
    return unlinked


@pytest.mark.usefixtures("linked")
def test_stories_come_newest_first_one_row_each(ronda: Ronda) -> None:
    shown = ronda("stories")
    assert (shown.code, shown.err) == (0, "")
    rows = [line.split("\t") for line in shown.out.splitlines()]
    assert [row[0] for row in rows] == ["9", "8", "7", "6", "5", "1"]
    assert rows[0] == [
        "9", "2026-02-17 15:00", "2026-02-17 17:00", "1", "3", "3", "2", "release", "Jembatan Kembar Ditutup",
    ]  # fmt: skip
    assert rows[-1][3:8] == ["2", "4", "4", "2", ""]


@pytest.mark.usefixtures("linked")
@pytest.mark.parametrize(
    ("arguments", "numbers"),
    [
        (["--min-sources", "2"], [1]),
        (["--since", "2026-02-17"], [9, 8]),
        (["--until", "2026-02-16T11:00"], [1]),
        (["--source", "koran3"], [1]),
        (["--source", "koran7", "--source", "koran8"], [8, 7]),
        (["--limit", "2"], [9, 8]),
        (["--min-sources", "3"], []),
    ],
)
def test_options_narrow_the_list_down(ronda: Ronda, arguments: list[str], numbers: list[int]) -> None:
    shown = ronda("stories", "--json", *arguments)
    assert [one["story"] for one in json.loads(shown.out)] == numbers


@pytest.mark.usefixtures("unlinked")
def test_what_waits_is_told_and_linked_on_demand(ronda: Ronda) -> None:
    before = ronda("stories")
    assert before.out == ""
    assert before.err == "11 articles still to be linked: `ronda stories --link` does it\n"
    missing = ronda("story", "1")
    assert missing.code == 2
    assert "article 1 is in no story yet: `ronda stories --link`" in missing.err
    assert "story" not in ronda("show", "1").out
    assert ronda("stories", "--link").out == "11 articles linked\n"
    assert ronda("stories", "--link").out == "0 articles linked\n"
    grown = ronda("stories", "--json").out
    assert ronda("stories", "--rebuild").out == "11 articles linked\n"
    assert ronda("stories", "--json").out == grown


def test_nothing_is_linked_where_there_is_no_database(ronda: Ronda, empty: Path) -> None:
    for options in (["--link"], ["--rebuild"], []):
        answer = ronda("stories", *options)
        assert answer.code == 2
        assert "no database" in answer.err
    assert not empty.exists()
    assert ronda("stories", "--link", "--rebuild").code == 2


@pytest.mark.usefixtures("linked")
def test_a_story_tells_who_had_what_from_whom(ronda: Ronda) -> None:
    shown = ronda("story", "3")
    assert shown.code == 0
    blocks = shown.out.split("\n\n")
    assert blocks[0].splitlines() == [
        "story 1: Pencuri Motor Petani Telaga Pandan Ditangkap Polres Muara Sawah",
        "4 articles of 4 newsrooms, 2 in words of their own",
    ]
    assert [block.splitlines()[0] for block in blocks[1:5]] == [
        "2026-02-16 10:00  koran1  1  origin",
        "2026-02-16 11:00  koran2  2  verbatim copy of 1, 1.00",
        "2026-02-16 12:00  koran3  3  light edit of 1, 0.89",
        "2026-02-16 13:00  koran4  4  in other words, 0.70",
    ]
    assert blocks[3].splitlines()[-1] == "  paragraphs: 1 added, 3 left out"
    assert "of the headlines is told in the other text" in blocks[4]
    assert blocks[5].splitlines()[0] == "the same case:"
    assert blocks[5].splitlines()[1].startswith("5\t")


@pytest.mark.usefixtures("linked")
def test_the_words_that_copies_changed_are_shown_on_request(ronda: Ronda) -> None:
    shown = ronda("story", "3", "--diff")
    assert "    paragraph 1\n      {+Kabar baik datang" in shown.out
    assert "[-Atas perbuatannya" in shown.out
    told = json.loads(ronda("story", "3", "--diff", "--json").out)
    light = told["timeline"][2]
    assert (light["article"], light["relation"], light["copy_of"]) == (3, "light-edit", 1)
    assert light["changed"] == "paragraphs: 1 added, 3 left out"
    assert light["changes"][0]["paragraph"] == 1
    assert [one["story"] for one in told["same_case"]] == [5]
    assert "changes" not in json.loads(ronda("story", "3", "--json").out)["timeline"][2]


@pytest.mark.usefixtures("linked")
def test_a_release_is_marked_and_strangers_words_are_escaped(ronda: Ronda) -> None:
    shown = ronda("story", "9")
    assert "3 articles of 3 newsrooms, 1 in words of their own; a press release" in shown.out
    assert "origin (press release)" in shown.out
    assert "another title; paragraphs: 1 added" in shown.out
    for text in (shown.out, ronda("story", "9", "--json").out, ronda("stories").out):
        assert not set("\x1b\x07\x9b\u202e\u2066") & set(text)


@pytest.mark.usefixtures("linked")
def test_an_export_tells_story_and_text(ronda: Ronda) -> None:
    rows = [json.loads(line) for line in ronda("export").out.splitlines()]
    found = {row["id"]: (row["story"], row["text_from"]) for row in rows}
    assert [found[number] for number in (1, 3, 4, 5, 10)] == [(1, None), (1, 1), (1, None), (5, None), (9, 9)]


@pytest.mark.usefixtures("linked")
def test_show_tells_an_articles_place(ronda: Ronda) -> None:
    shown = ronda("show", "3").out.splitlines()
    assert "story      1 (4 articles, 2 in words of their own)" in shown
    assert "text from  1 (light-edit)" in shown
    assert not any(line.startswith("text from") for line in ronda("show", "1").out.splitlines())


@pytest.mark.usefixtures("linked")
def test_an_article_that_is_not_there_is_named(ronda: Ronda) -> None:
    answer = ronda("story", "4711")
    assert answer.code == 2
    assert "no article under '4711'" in answer.err


def test_imported_texts_are_linked(ronda: Ronda, tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for number, text in enumerate((THEFT, FLOOD, f"{THEFT}\nKasus ini masih dikembangkan."), start=1):
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    assert ronda("import", folder).code == 0
    told = json.loads(ronda("stories", "--json").out)
    assert sorted((one["articles"], one["copies"], one["independent"]) for one in told) == [
        (1, 0, 1),
        (2, 1, 1),
    ]


def test_the_doctor_warns_of_many_that_wait(ronda: Ronda, unlinked: Path) -> None:
    def stories() -> dict[str, str]:
        found: list[dict[str, str]] = json.loads(ronda("doctor", "--json").out)
        return next(line for line in found if line["name"] == "stories")

    assert (stories()["level"], stories()["found"]) == ("ok", "11 articles wait to be linked")
    with closing(open_store(unlinked)) as store:
        store.keep_many(
            [
                replace(
                    stored(article(number, f"Isi nomor {number}.", hours=1)),
                    source="koran1",
                    url=f"https://koran1.example/n/{number}",
                    canonical_url=f"https://koran1.example/n/{number}",
                    content_hash=f"{number:016x}",
                )
                for number in range(100, 1100)
            ],
            None,
        )
    assert (stories()["level"], stories()["remedy"]) == ("warn", "`ronda stories --link` does it now")


def test_people_get_a_table(linked: Path) -> None:
    shown = on_a_terminal("-d", str(linked), "stories", "--min-sources", "2")
    assert "story" in shown
    assert "newsrooms" in shown


@pytest.mark.usefixtures("linked")
def test_where_no_story_fits_one_is_told_what_to_leave_out(ronda: Ronda) -> None:
    shown = ronda("stories", "--min-sources", "9")
    assert (shown.code, shown.out) == (0, "")
    assert shown.err == "no such story. Lower --min-sources, or leave out --since, --until and --source\n"
    assert json.loads(ronda("stories", "--min-sources", "9", "--json").out) == []
