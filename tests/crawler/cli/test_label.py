"""`ronda label` over a file of one's own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from crawler.cli.main import app

LINES = [
    {
        "id": "a",
        "title": "Polres OKU Tangkap Pengedar Sabu",
        "text": "Satresnarkoba Polres OKU menangkap pengedar narkoba di Baturaja pada Senin (16/2/2026).",
        "url": "https://kabar.example/a",
    },
    {"text": "Harga cabai di pasar turun.", "published_at": "2026-02-17T08:00:00+07:00"},
]


def label(path: Path, *options: str) -> tuple[int, list[dict[str, Any]], str]:
    done = CliRunner().invoke(app, ["label", str(path), *options])
    rows = [json.loads(line) for line in done.stdout.splitlines()] if done.exit_code < 2 else []
    return done.exit_code, rows, done.stderr


def written(folder: Path) -> Path:
    file = folder / "texts.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in LINES), encoding="utf-8")
    return file


def test_each_text_has_its_line_in_the_order_given(tmp_path: Path) -> None:
    code, (first, second), _ = label(written(tmp_path))
    assert code == 0
    assert (first["id"], second["id"]) == ("a", 2)
    assert first["relevant"] is True
    assert first["topics"] == ["narkoba"]
    assert first["units"] == ["Polres Ogan Komering Ulu"]
    assert first["event_date"] == "2026-02-16"
    assert second["relevant"] is False
    assert "why" not in first


def test_why_adds_the_words_behind_each_label(tmp_path: Path) -> None:
    _, (first, second), _ = label(written(tmp_path), "--why")
    assert "Sabu" in first["why"]["topics"]["narkoba"]["quotes"]
    assert second["why"]["units"] == {}


def test_the_region_decides_between_places_of_one_name(tmp_path: Path) -> None:
    file = tmp_path / "one.jsonl"
    file.write_text('{"text": "Polisi berpatroli di Kecamatan Kota Agung."}\n', encoding="utf-8")
    places = {
        region: label(file, "--region", region)[1][0]["places"][0]["kabupaten_kota"]
        for region in ("Lampung", "Sumatera Selatan")
    }
    assert places == {"Lampung": "Kabupaten Tanggamus", "Sumatera Selatan": "Kabupaten Lahat"}


def test_a_region_that_is_none_is_refused(tmp_path: Path) -> None:
    code, _, told = label(written(tmp_path), "--region", "Atlantis")
    assert code == 2
    assert "no province, kabupaten or kota is called 'Atlantis'" in told


def test_a_wrong_line_and_a_missing_file_are_told(tmp_path: Path) -> None:
    file = tmp_path / "texts.jsonl"
    file.write_text('{"title": "tanpa teks"}\n', encoding="utf-8")
    code, _, told = label(file)
    assert code == 2
    assert "texts.jsonl: line 1" in told
    code, _, told = label(tmp_path / "none.jsonl")
    assert code == 2
    assert "No such file" in told


GOOD = b'{"text": "Polres OKU menangkap pencuri."}\n'


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b'{"title": "tanpa teks"}', 'no JSON object with "text"'),
        (b'{"text": null}', 'no JSON object with "text"'),
        (b'{"text": ["a"]}', 'no JSON object with "text"'),
        (b'["text"]', 'no JSON object with "text"'),
        (b"{text: tanpa tanda}", "no JSON: expecting property name"),
        (b'{"text": "terpotong","title', "no JSON: unterminated string"),
        (b'{"text": "\xff\xfe"}', "no UTF-8 at byte 11"),
        (b'{"text": "a", "title": 7}', "title is no text"),
        (b'{"text": "a", "id": 1.5}', "id is neither"),
        (b"[" * 100_000, "nested too deeply"),
        (b"\x00\x01", "no JSON: expecting value"),
    ],
)
def test_a_line_that_is_no_text_is_told_and_the_others_are_labelled(
    tmp_path: Path, line: bytes, told: str
) -> None:
    file = tmp_path / "texts.jsonl"
    file.write_bytes(GOOD + line + b"\n\n" + GOOD)
    code, rows, errors = label(file)
    assert code == 1
    assert [row["id"] for row in rows] == [1, 4]
    assert "texts.jsonl: line 2: " in errors
    assert told in errors
    assert "Traceback" not in errors


@pytest.mark.parametrize(
    "line",
    [
        b'{"text": ""}',
        b'{"text": "  \\n ", "title": ""}',
        b'{"text": "a", "id": null, "title": null, "url": null, "published_at": null}',
        b'{"text": "a", "url": "bukan alamat"}',
        b'{"text": "setengah \\ud83d"}',
        b'{"text": "\\u0000\\u001b[2J"}',
        b'{"text": "a", "published_at": "entah"}',
        b'\xef\xbb\xbf{"text": "berawal dengan tanda urutan bita"}',
        b'{"text": "a"}\r',
    ],
)
def test_odd_but_whole_lines_are_labelled(tmp_path: Path, line: bytes) -> None:
    file = tmp_path / "texts.jsonl"
    file.write_bytes(line + b"\n")
    code, rows, errors = label(file, "--why")
    assert (code, len(rows)) == (0, 1), errors
    assert rows[0]["id"] == 1


def test_many_wrong_lines_are_counted_and_the_first_are_named(tmp_path: Path) -> None:
    file = tmp_path / "texts.jsonl"
    file.write_bytes(GOOD + b"bukan json\n" * 500)
    code, rows, errors = label(file)
    assert (code, len(rows)) == (1, 1)
    assert len(errors.splitlines()) == 21
    assert "500 lines left out" in errors


def test_texts_are_labelled_one_by_one_as_they_come(tmp_path: Path) -> None:
    """The first answer is there before the last text is: a pipe of any length is worked off."""
    program = [sys.executable, "-c", "from crawler.cli.main import app; app()", "label", "-"]
    # unbuffered, so that nothing is read ahead of communicate()
    with subprocess.Popen(
        program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0, env=unbuffered()
    ) as ronda:
        assert ronda.stdin is not None
        assert ronda.stdout is not None
        ronda.stdin.write(GOOD * 3)
        first = json.loads(ronda.stdout.readline())
        assert first["units"] == ["Polres Ogan Komering Ulu"]
        rest, _ = ronda.communicate(GOOD)
    assert ronda.returncode == 0
    assert [json.loads(line)["id"] for line in rest.splitlines()] == [2, 3, 4]


def unbuffered() -> dict[str, str]:
    return {**os.environ, "PYTHONUNBUFFERED": "1"}
