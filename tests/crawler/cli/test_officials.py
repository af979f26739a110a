"""`ronda officials` over texts of our own: a post changes hands twice."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.crawler.cli.conftest import Ronda
from tests.house import SHARED

LINES = [
    (
        "2025-01-10T08:00:00+07:00",
        "Polres OKU Tangkap Pencuri",
        "Kapolres OKU AKBP Andi Wijaya, S.I.K., mengatakan pelaku ditangkap di Baturaja, Kamis (9/1/2025).",
    ),
    (
        "2025-02-20T08:00:00+07:00",
        "Sertijab Kapolres OKU",
        "Jabatan Kapolres OKU diserahterimakan dari AKBP Andi Wijaya kepada AKBP Budi Santoso di Palembang, "
        "Selasa (18/2/2025).",
    ),
    (
        "2025-03-05T08:00:00+07:00",
        "Operasi Ketupat Dimulai",
        "Kapolres Ogan Komering Ulu AKBP Budi Santoso memimpin apel. "
        "Kasat Lantas Polres OKU AKP Citra Dewi hadir.",
    ),
    (
        "2025-06-01T08:00:00+07:00",
        "Plt Kapolres OKU Pimpin Upacara",
        "Plt Kapolres OKU Kompol Dedi Irawan memimpin upacara di halaman Mapolres OKU, Minggu (1/6/2025).",
    ),
    (
        "2025-07-01T08:00:00+07:00",
        "Bupati OKU Resmikan Jembatan",
        "Bupati OKU Teddy Meilwansyah meresmikan jembatan di Baturaja, Selasa (1/7/2025).",
    ),
]


@pytest.fixture
def told(ronda: Ronda, empty: Path) -> Path:
    file = empty.parent / "texts.jsonl"
    rows = [
        {
            "url": f"https://kabar.example/{number}",
            "published_at": at,
            "title": title,
            "text": text,
            "source": "kabar",
        }
        for number, (at, title, text) in enumerate(LINES, start=1)
    ]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert ronda("import", file).out == "1 file: 5 stored\n"
    return empty


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("unit", ["Polres OKU", "polres ogan komering ulu", "Satlantas Polres OKU"])
def test_the_succession_of_a_post_in_order_with_its_handover(ronda: Ronda, unit: str) -> None:
    found = json.loads(ronda("officials", "--unit", unit, "--post", "kapolres", "--json").out)
    days = [(one["name"], one["first_seen"], one["last_seen"], one["took"], one["left"]) for one in found]
    assert days == [
        ("Andi Wijaya", "2025-01-09", "2025-02-18", None, "2025-02-18"),
        ("Budi Santoso", "2025-02-18", "2025-03-05", "2025-02-18", None),
        ("Dedi Irawan", "2025-06-01", "2025-06-01", None, None),
    ]
    assert [one["acting"] for one in found] == [False, False, True]
    assert [one["articles"] for one in found] == [[1, 2], [2, 3], [4]]


@pytest.mark.usefixtures("told")
def test_lines_are_for_cut_and_the_chief_stands_first(ronda: Ronda) -> None:
    lines = [line.split("\t") for line in ronda("officials", "--unit", "Polres OKU").out.splitlines()]
    assert [line[2] for line in lines] == [
        "AKBP Andi Wijaya",
        "AKBP Budi Santoso",
        "Kompol Dedi Irawan",
        "AKP Citra Dewi",
    ]
    assert lines[0][3:] == ["2025-01-09", "2025-02-18", "", "2025-02-18", "2", "1", "1 2"]
    assert lines[2][1] == "Kapolres Ogan Komering Ulu (acting)"


@pytest.mark.usefixtures("told")
def test_who_has_no_unit_is_found_by_post_or_name(ronda: Ronda) -> None:
    (one,) = json.loads(ronda("officials", "--post", "BUPATI", "--json").out)
    assert (one["name"], one["unit"]) == ("Teddy Meilwansyah", None)
    assert json.loads(ronda("officials", "--name", "teddy", "--json").out) == [one]


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("evil", ["%", "_", "\\", "' OR 1=1 --", "\x00", '"'])
def test_any_words_are_safe_and_no_pattern(ronda: Ronda, evil: str) -> None:
    done = ronda("officials", "--name", evil)
    assert (done.code, done.out) == (0, "")
    assert "nobody found for" in done.err


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    ("options", "remedy"),
    [
        ((), "Give --unit, --post or --name"),
        (("--unit", "OKU"), "'OKU' names no police unit. Write one such as 'Polres OKU'"),
        (("--unit", "Polres OKU dan Polres OKI"), "are several. Write one such as 'Polres OKU'"),
    ],
)
def test_a_wrong_question_is_told_how_to_ask(ronda: Ronda, options: tuple[str, ...], remedy: str) -> None:
    done = ronda("officials", *options)
    assert (done.code, done.out) == (2, "")
    assert remedy in done.err


def test_any_sqlite_tool_sees_who_was_in_office(told: Path) -> None:
    with closing(sqlite3.connect(told)) as connection:
        rows = connection.execute(
            "SELECT name, first_seen, last_seen, took_over, left_it, articles FROM officials "
            "WHERE unit = 'Polres Ogan Komering Ulu' AND post LIKE 'Kapolres%'"
        ).fetchall()
    assert rows == [
        ("Andi Wijaya", "2025-01-09", "2025-02-18", None, "2025-02-18", 2),
        ("Budi Santoso", "2025-02-18", "2025-03-05", "2025-02-18", None, 2),
        ("Dedi Irawan", "2025-06-01", "2025-06-01", None, None, 1),
    ]


@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the seeds are not here")
def test_the_seeds_hold_three_kapolres_of_one_unit(ronda: Ronda) -> None:
    ronda("import", SHARED / "seeds")
    found = json.loads(ronda("officials", "--unit", "Polres OKU", "--post", "kapolres", "--json").out)
    assert {one["name"] for one in found} == {"Endro Aribowo", "Imam Zamroni", "Arif Harsono"}
