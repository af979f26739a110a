from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.errors import RondaError
from pipelines.fingerprint import content_hash
from pipelines.import_texts import read_export, read_folder, read_text_file, text_files

AT = datetime(2026, 11, 20, tzinfo=UTC)
TITLE = "Polsek Rambang ajak warga jaga kampung"
FIRST = "Prabumulih (ANTARA) - Kepolisian Sektor Rambang mengajak warga menjaga kampung dari pencurian."
SECOND = "Ajakan itu disampaikan dalam pertemuan di balai desa dan disambut baik oleh para pemuda yang hadir."
ROW: dict[str, Any] = {
    "url": "https://koran.example/berita/1/x?utm_source=y",
    "canonical_url": "https://koran.example/berita/1/x",
    "source": "koran",
    "title": TITLE,
    "authors": ["Rina"],
    "published_at": "2026-02-16T13:30:00+07:00",
    "modified_at": None,
    "section": "Daerah",
    "tags": ["sabu"],
    "text": f"{FIRST}\n{SECOND}",
    "content_hash": content_hash([FIRST, SECOND]),
    "fetched_at": "2026-02-16T14:00:00+00:00",
    "language": "id",
}


def text_file(folder: Path, *lines: str, name: str = "000_cb4c41014ef653a6.txt") -> Path:
    path = folder / name
    path.write_text("\n".join(lines), "utf-8")
    return path


def export(folder: Path, *rows: dict[str, Any] | str) -> Path:
    path = folder / "export.jsonl"
    path.write_text(
        "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows), "utf-8"
    )
    return path


# --- texts
def test_text_keeps_the_hash_of_its_name_as_an_alias(tmp_path: Path) -> None:
    article, aliases = read_text_file(text_file(tmp_path, FIRST, SECOND), at=AT)
    assert aliases == ("cb4c41014ef653a6",)
    assert article.paragraphs == (FIRST, SECOND)
    assert article.content_hash == content_hash([FIRST, SECOND])
    assert article.url == article.canonical_url == f"urn:ronda:{article.content_hash}"
    assert (article.title, article.source, article.language, article.fetched_at) == (None, "import", "id", AT)


def test_text_that_is_named_after_its_own_hash_needs_no_alias(tmp_path: Path) -> None:
    name = f"007_{content_hash([FIRST, SECOND])}.txt"
    assert read_text_file(text_file(tmp_path, FIRST, SECOND, name=name))[1] == ()
    assert read_text_file(text_file(tmp_path, FIRST, SECOND, name="catatan.txt"))[1] == ()


def test_repeated_line_is_the_title_and_banners_above_it_go(tmp_path: Path) -> None:
    above = ("Banner Kabupaten", "", TITLE, "", "id maling, ronda", "", TITLE, "", "Warga. (ANTARA/HO)", "")
    below = ("BACA JUGA:Ronda Digiatkan", "", SECOND, "", "Sumber:")
    path = text_file(tmp_path, *above, FIRST, "", *below)
    article, _ = read_text_file(path)
    assert article.title == TITLE
    assert article.tags == ("maling", "ronda")
    assert article.paragraphs[-2:] == (FIRST, SECOND)
    assert "Banner Kabupaten" not in article.text
    assert "BACA JUGA" not in article.text


def test_short_first_line_with_an_empty_line_behind_it_is_the_title(tmp_path: Path) -> None:
    article, _ = read_text_file(text_file(tmp_path, TITLE, "", FIRST, SECOND))
    assert (article.title, article.paragraphs) == (TITLE, (FIRST, SECOND))


def test_first_sentence_is_no_title(tmp_path: Path) -> None:
    article, _ = read_text_file(text_file(tmp_path, FIRST, "", SECOND))
    assert (article.title, article.paragraphs) == (None, (FIRST, SECOND))


def test_text_in_another_charset_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(f"{FIRST}\r\n“{SECOND}”".encode("cp1252"))
    assert read_text_file(path)[0].paragraphs == (FIRST, f"“{SECOND}”")


@pytest.mark.parametrize("raw", [b"", b" \n\n", b"a\x00b", b"ADVERTISEMENT", b"x" * 5_000_001])
def test_file_without_a_text_is_an_error_that_names_it(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "rusak.txt"
    path.write_bytes(raw)
    with pytest.raises(RondaError, match=r"rusak\.txt"):
        read_text_file(path)


def test_folder_is_read_by_name_and_other_files_are_left_alone(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "C.TXT", ".hidden.txt", "notes.md"):
        text_file(tmp_path, FIRST, f"Berkas {name}.", name=name)
    (tmp_path / "d.txt").mkdir()
    assert [path.name for path in text_files(tmp_path)] == ["C.TXT", "a.txt", "b.txt"]
    assert [article.paragraphs[1] for article, _ in read_folder(tmp_path)] == [
        "Berkas C.TXT.", "Berkas a.txt.", "Berkas b.txt.",
    ]  # fmt: skip


def test_broken_file_does_not_cost_its_neighbours(tmp_path: Path) -> None:
    for name in ("a.txt", "c.txt"):
        text_file(tmp_path, FIRST, name=name)
    (tmp_path / "b.txt").write_bytes(b"\x00")
    problems: list[RondaError] = []
    assert len(list(read_folder(tmp_path, on_bad=problems.append))) == 2
    assert "b.txt" in str(problems[0])
    with pytest.raises(RondaError, match=r"b\.txt"):
        list(read_folder(tmp_path))


def test_folder_without_texts_is_an_error(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(RondaError, match=r"Name (a|the) folder"):
            text_files(folder)


# --- exports
def test_export_comes_back_as_it_was(tmp_path: Path) -> None:
    (article,) = read_export(export(tmp_path, ROW))
    assert article.url == "https://koran.example/berita/1/x"
    assert (article.source, article.title, article.authors, article.tags) == (
        "koran",
        TITLE,
        ("Rina",),
        ("sabu",),
    )
    assert article.published is not None
    assert article.published.at.isoformat() == "2026-02-16T13:30:00+07:00"
    assert article.modified is None
    assert article.fetched_at == datetime(2026, 2, 16, 14, 0, tzinfo=UTC)
    assert (article.text, article.content_hash) == (ROW["text"], ROW["content_hash"])


def test_address_and_text_are_enough(tmp_path: Path) -> None:
    (article,) = read_export(export(tmp_path, {"url": "urn:ronda:1", "text": FIRST}, "", "  "), at=AT)
    assert (article.url, article.canonical_url, article.source, article.fetched_at) == (
        "urn:ronda:1",
    ) * 2 + ("import", AT)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ("{broken", "no JSON"),
        ("[1]", "not one JSON object"),
        ({"text": ""}, "no text"),
        ({"text": 5}, "text is not a text"),
        ({"url": None}, "no url"),
        ({"url": "ftp://x.example/a"}, "url: ftp scheme"),
        ({"authors": "Rina"}, "authors is not a list of texts"),
        ({"tags": [1]}, "tags is not a list of texts"),
        ({"published_at": "kemarin"}, "no ISO 8601 time"),
        ({"published_at": "2026-02-16T13:30:00"}, "no offset"),
        ({"content_hash": "cb4c41014ef653a6"}, "is not that of the text"),
        ({"content_hash": "zz"}, "not 16 hexadecimal digits"),
    ],
)
def test_bad_line_is_named_and_the_others_can_go_on(tmp_path: Path, change: Any, problem: str) -> None:
    bad = change if isinstance(change, str) else ROW | change
    path = export(tmp_path, ROW, bad, ROW)
    with pytest.raises(RondaError, match=rf"export\.jsonl, line 2: .*{problem}"):
        list(read_export(path))
    problems: list[RondaError] = []
    assert len(list(read_export(path, on_bad=problems.append))) == 2
    assert len(problems) == 1


def test_missing_export_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(RondaError, match="Name a file"):
        list(read_export(tmp_path / "nowhere.jsonl"))
