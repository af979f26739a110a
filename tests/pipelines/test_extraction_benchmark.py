"""The benchmark of unknown pages scores as the one it is named after, and finds the pages in each form."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.benchmarks.extraction import main, measure, page_bytes, score, shingles, total

TEXT = "Polisi menangkap dua orang yang diduga mencuri sepeda motor di halaman masjid pada malam hari."


def test_shingles_are_four_words_in_a_row_as_written() -> None:
    assert shingles("Satu dua, tiga. Empat lima") == {
        ("Satu", "dua", "tiga", "Empat"): 1,
        ("dua", "tiga", "Empat", "lima"): 1,
    }
    assert shingles("Satu dua") == {("Satu", "dua"): 1}
    assert shingles("") == {}


def test_score_counts_shingles_that_are_right_wrong_and_lacking() -> None:
    one = score("a", "a b c d e x", "a b c d e")
    assert (one.right, one.wrong, one.lacking, one.exact) == (2, 1, 0, False)
    assert score("a", "A-b  C", "A b\nC").exact


def test_f1_is_that_of_the_mean_precision_and_the_mean_recall() -> None:
    # page 1: precision 1/2, recall 1; page 2: precision 1, recall 1/2; page 3: nothing read, so no precision
    result = total(
        [score("1", "a b c d e", "a b c d"), score("2", "a b c d", "a b c d e"), score("3", "", "a b")]
    )
    assert result.precision == pytest.approx(0.75)
    assert result.recall == pytest.approx(0.5)
    assert result.f1 == pytest.approx(0.6)
    assert result.exact == 0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    text = f"<h1>Pencuri</h1><article><p>{TEXT}</p></article>"
    page = f"<html><head><title>Pencuri</title></head><body>{text}</body></html>"
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "a.html.gz").write_bytes(gzip.compress(page.encode()))
    (tmp_path / "html" / "b.html").write_text(page, encoding="utf-8")
    (tmp_path / "c.html").write_text("<html><body></body></html>", encoding="utf-8")
    truth = {key: {"articleBody": TEXT, "url": f"https://koran.example/berita/{key}"} for key in "abc"}
    (tmp_path / "ground-truth.json").write_text(json.dumps(truth), encoding="utf-8")
    return tmp_path


def test_pages_packed_plain_and_beside_are_read_by_our_own_reader(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    result = measure(folder)
    assert [(one.key, one.exact) for one in result.scores] == [("a", True), ("b", True), ("c", False)]
    assert main([str(folder), "--worst", "1"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("F1 0.800  precision 1.000  recall 0.667  exact 0.667  pages 3\n")
    assert "0.000  +0     -12    c  (refused: no text found)" in told


def test_folder_that_is_none_is_told_without_a_traceback(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "none")]) == 2
    (folder / "c.html").unlink()
    assert main([str(folder)]) == 2
    assert "no page for c" in capsys.readouterr().err
    with pytest.raises(FileNotFoundError):
        page_bytes(folder, "d")
