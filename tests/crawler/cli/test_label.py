"""`ronda label` over a file of one's own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

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
    rows = [json.loads(line) for line in done.stdout.splitlines()] if done.exit_code == 0 else []
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
