"""`ronda group` over a file of one's own: copies and other reports of an event find each other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from crawler.cli.main import app
from crawler.clock import now
from crawler.demo.library import load_pieces


def group(path: Path, **options: Any) -> tuple[int, list[dict[str, Any]], str]:
    done = CliRunner().invoke(app, ["group", str(path)], **options)
    rows = [json.loads(line) for line in done.stdout.splitlines()] if done.exit_code == 0 else []
    return done.exit_code, rows, done.stderr


def test_copies_of_one_release_are_one_story_and_the_rest_stay_alone(tmp_path: Path) -> None:
    pieces = [piece for piece in load_pieces(now()) if piece.since == 1]
    file = tmp_path / "texts.jsonl"
    file.write_text(
        "".join(
            json.dumps(
                {
                    "id": piece.id,
                    "title": piece.title,
                    "text": piece.text,
                    "url": f"https://{piece.site}.example/{piece.id}",
                    "published_at": piece.published.isoformat(),
                }
            )
            + "\n"
            for piece in pieces
        ),
        encoding="utf-8",
    )
    code, rows, _ = group(file)
    assert code == 0
    assert [row["id"] for row in rows] == [piece.id for piece in pieces]
    story = {row["id"]: row["story"] for row in rows}
    releases = {piece.release for piece in pieces} - {""}
    assert releases
    for release in releases:
        carriers = [piece for piece in pieces if piece.release == release]
        assert len({story[piece.id] for piece in carriers}) == 1, release
        origin = min(carriers, key=lambda piece: piece.published)
        assert sum(row["copy_of"] is None for row in rows if row["story"] == story[origin.id]) == 1
    alone = [piece.id for piece in pieces if not piece.release]
    assert all(story[number] == number for number in alone)


def test_a_wrong_line_is_told_with_file_and_line_and_left_out(tmp_path: Path) -> None:
    file = tmp_path / "texts.jsonl"
    file.write_text('{"text": "Polisi berpatroli."}\n{"title": "tanpa teks"}\n', encoding="utf-8")
    code, _, told = group(file)
    assert code == 1
    assert "texts.jsonl: line 2" in told
    assert '"text"' in told


def test_the_second_text_of_an_id_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "texts.jsonl"
    file.write_text('{"id": "a", "text": "satu"}\n{"id": "a", "text": "dua"}\n', encoding="utf-8")
    code, _, told = group(file)
    assert code == 1
    assert "used before" in told


def test_a_time_that_cannot_be_read_is_left_out_and_told(tmp_path: Path) -> None:
    file = tmp_path / "texts.jsonl"
    file.write_text('{"text": "Polisi berpatroli.", "published_at": "entah"}\n', encoding="utf-8")
    code, rows, told = group(file)
    assert code == 0
    assert rows == [
        {
            "id": 1,
            "story": 1,
            "copy_of": None,
            "relation": None,
            "score": None,
            "credited": None,
            "press_release": False,
            "same_case": [],
        }
    ]
    assert "line 1" in told


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    code, _, told = group(tmp_path / "none.jsonl")
    assert code == 2
    assert "No such file" in told
