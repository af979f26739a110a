import csv
import hashlib
import io
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pyarrow import parquet

from crawler.clock import WIB, WIT
from crawler.errors import RondaError, UsageError
from crawler.items import Precision, Related, StoredArticle
from crawler.labels import Topic
from storage import export
from storage.export import export_file, export_texts, write_csv, write_jsonl
from storage.plain import COLUMNS, FIELDS, record, whole_record
from tests.storage.samples import labels

TEXT = "Polres OKU menggelar patroli malam.\nWarga diminta tetap waspada."


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


FULL = StoredArticle(
    id=7,
    source="sumeks",
    url="https://sumeks.example/read/7/patroli?x=1",
    canonical_url="https://sumeks.example/kriminal/read/7/patroli",
    title="Patroli Malam",
    text=TEXT,
    content_hash=hash_of(TEXT),
    language="id",
    first_fetched_at=datetime(2026, 2, 16, 7, 0, tzinfo=UTC),
    fetched_at=datetime(2026, 2, 17, 7, 0, tzinfo=UTC),
    authors=("Siti Rahma", "Budi"),
    editors=("Edi",),
    published_at=datetime(2026, 2, 16, 15, 30, tzinfo=WIT),
    published_printed="Senin, 16 Februari 2026 15:30 WIT",
    published_precision=Precision.MINUTE,
    modified_at=datetime(2026, 2, 16, 20, 0, tzinfo=WIB),
    section="Kriminal",
    tags=("polres", "patroli"),
    image_url="https://sumeks.example/7.jpg",
    dateline="KAYUAGUNG",
    agency="SUMEKS.CO",
    captions=("Patroli malam. Foto: Humas",),
    related=(Related(title="Ronda Digiatkan", url="https://sumeks.example/8"), Related(title="Pos Ronda")),
    method="selector",
    reader="ronda 0.1",
    partial=True,
    revisions=2,
    copy_of=3,
    aliases=("cb4c41014ef653a6",),
)
BARE = StoredArticle(
    id=8,
    source="arsip",
    url="urn:ronda:1",
    canonical_url="urn:ronda:1",
    title=None,
    text="Isi.",
    content_hash=hash_of("Isi."),
    language="id",
    first_fetched_at=FULL.fetched_at,
    fetched_at=FULL.fetched_at,
)


LABELLED = replace(FULL, labels=labels())


def names_in(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def many(count: int) -> Iterator[StoredArticle]:
    for number in range(count):
        yield replace(BARE, id=number, text=f"Isi {number}.", content_hash=hash_of(f"Isi {number}."))


def breaks_off() -> Iterator[StoredArticle]:
    yield FULL
    raise RondaError("the disk is full")


def csv_rows(*articles: StoredArticle) -> list[dict[str, str]]:
    stream = io.BytesIO()
    assert write_csv(articles, stream) == len(articles)
    return list(csv.DictReader(io.StringIO(stream.getvalue().decode(), newline="")))


def test_a_record_has_every_field_and_keeps_the_printed_offset() -> None:
    row = record(FULL)
    assert tuple(row) == FIELDS
    assert row["published_at"] == "2026-02-16T15:30:00+09:00"
    assert row["modified_at"] == "2026-02-16T20:00:00+07:00"
    assert row["fetched_at"] == "2026-02-17T07:00:00Z"
    assert row["authors"] == ["Siti Rahma", "Budi"]
    assert row["published_precision"] == "minute"
    assert row["related"][1] == {"title": "Pos Ronda", "url": None}
    assert record(BARE)["published_at"] is record(BARE)["published_precision"] is None


def test_fields_are_those_of_a_stored_article() -> None:
    assert {*FIELDS, "labels"} == set(StoredArticle.__dataclass_fields__)


def test_json_lines_are_objects_of_one_line_in_utf_8() -> None:
    stream = io.BytesIO()
    odd = replace(BARE, title="“Ronda” – baris\nbaru\u2028\ud800")
    assert write_jsonl([FULL, odd], stream) == 2
    lines = stream.getvalue().decode("utf-8").split("\n")
    assert len(lines) == 3
    assert json.loads(lines[0]) == whole_record(FULL)
    assert json.loads(lines[1])["title"] == odd.title
    assert "“Ronda”" in lines[1]


def test_a_line_holds_what_the_text_says() -> None:
    row = whole_record(LABELLED)
    assert tuple(row) == COLUMNS
    assert (row["relevant"], row["score"], row["event_date"]) == (True, 0.97, "2026-02-16")
    assert row["topics"] == ["narkoba", "operasi"]
    assert row["units"] == ["Polres Ogan Komering Ulu"]
    (place,) = row["places"]  # the one that is only mentioned is none
    assert place["kabupaten_kota"] == "Kabupaten Ogan Komering Ulu"
    assert place["kecamatan"] == ["Baturaja Timur"]
    assert row["officials"][0] == {
        "name": "Andi Wijaya",
        "rank": "AKBP",
        "post": "Kapolres Ogan Komering Ulu",
        "unit": "Polres Ogan Komering Ulu",
    }
    bare = whole_record(BARE)
    assert tuple(bare) == COLUMNS
    assert (bare["relevant"], bare["topics"], bare["event_date"]) == (None, [], None)


def test_a_cell_holds_places_and_officials_as_people_write_them() -> None:
    [row] = csv_rows(LABELLED)
    assert row["topics"] == "narkoba; operasi"
    assert row["places"] == "Kabupaten Ogan Komering Ulu (Baturaja Timur), Sumatera Selatan"
    assert row["officials"] == "AKBP Andi Wijaya, Kapolres Ogan Komering Ulu; Budi"
    assert (row["relevant"], row["score"], row["operation"]) == ("1", "0.97", "Operasi Antik Musi 2026")
    evil = labels(operation="=1+1", topics=(Topic(topic="@x", score=1.0, quotes=()),))
    [row] = csv_rows(replace(FULL, labels=evil))
    assert (row["operation"], row["topics"]) == ("'=1+1", "'@x")


def test_parquet_gives_labels_with_their_types(tmp_path: Path) -> None:
    export_file([LABELLED, BARE], "parquet", tmp_path / "x.parquet")
    full, bare = parquet.read_table(tmp_path / "x.parquet").to_pylist()
    assert full["event_date"] == date(2026, 2, 16)
    assert full["relevant"] is True
    assert full["places"][0]["kecamatan"] == ["Baturaja Timur"]
    assert full["officials"][1] == {"name": "Budi", "rank": None, "post": None, "unit": None}
    assert bare["event_date"] is bare["relevant"] is None
    assert bare["places"] == []


def test_csv_is_rfc_4180_and_holds_lines_quotes_and_commas() -> None:
    stream = io.BytesIO()
    title = 'Kata Kapolres, "aman"\nkatanya'
    write_csv([replace(FULL, title=title)], stream)
    raw = stream.getvalue()
    assert raw.startswith(b"id,url,canonical_url,")
    assert b'"Kata Kapolres, ""aman""\nkatanya"' in raw
    assert raw.endswith(b"\r\n")
    [row] = csv_rows(replace(FULL, title=title))
    assert row["title"] == title
    assert row["text"] == TEXT
    assert row["authors"] == "Siti Rahma; Budi"
    assert (row["partial"], row["revisions"], row["copy_of"]) == ("1", "2", "3")
    assert row["related"] == "Ronda Digiatkan https://sumeks.example/8; Pos Ronda"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "－"])
def test_no_cell_of_csv_begins_like_a_formula(start: str) -> None:
    evil = f'{start}HYPERLINK("http://jahat.example";"klik")'
    [row] = csv_rows(replace(FULL, title=evil, section=evil, tags=(evil, "x"), authors=(evil,), text=evil))
    for name in ("title", "section", "tags", "authors", "text"):
        assert row[name].startswith("'" + start)
    [row] = csv_rows(replace(FULL, title="'kutip", section="a=b"))
    assert (row["title"], row["section"]) == ("'kutip", "a=b")


def test_parquet_has_one_schema_whatever_the_articles_hold(tmp_path: Path) -> None:
    export_file([BARE], "parquet", tmp_path / "bare.parquet")
    export_file([FULL], "parquet", tmp_path / "full.parquet")
    export_file([], "parquet", tmp_path / "none.parquet")
    schemas = {str(parquet.read_schema(tmp_path / f"{n}.parquet")) for n in ("bare", "full", "none")}
    assert len(schemas) == 1


def test_parquet_gives_times_as_moments_and_lists_as_lists(tmp_path: Path) -> None:
    assert export_file([FULL, BARE], "parquet", tmp_path / "x.parquet") == 2
    full, bare = parquet.read_table(tmp_path / "x.parquet").to_pylist()
    assert full["published_at"] == FULL.published_at
    assert (full["published_offset"], full["modified_offset"]) == ("+09:00", "+07:00")
    assert full["tags"] == ["polres", "patroli"]
    assert full["related"][0] == {"title": "Ronda Digiatkan", "url": "https://sumeks.example/8"}
    assert (full["partial"], full["copy_of"], full["title"]) == (True, 3, "Patroli Malam")
    assert bare["published_at"] is bare["published_offset"] is bare["title"] is None
    assert bare["fetched_at"] == BARE.fetched_at
    assert set(full) == {*COLUMNS, "published_offset", "modified_offset"}


def test_parquet_is_written_in_batches(tmp_path: Path) -> None:
    count = 2 * export.BATCH + 1
    assert export_file(many(count), "parquet", tmp_path / "x.parquet") == count
    file = parquet.ParquetFile(tmp_path / "x.parquet")
    assert (file.metadata.num_rows, file.metadata.num_row_groups) == (count, 3)


def test_without_pyarrow_the_remedy_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"pip install 'ronda\[parquet\]'"):
        export_file([FULL], "parquet", tmp_path / "x.parquet")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_an_export_that_breaks_off_leaves_the_old_file_and_nothing_else(tmp_path: Path, form: str) -> None:
    target = tmp_path / "news"
    target.write_text("kemarin", encoding="utf-8")
    with pytest.raises(RondaError, match="disk is full"):
        export_file(breaks_off(), form, target)
    assert target.read_text(encoding="utf-8") == "kemarin"
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_is_replaced_whole_and_a_link_to_it_stays(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    link = tmp_path / "news.jsonl"
    link.symlink_to(tmp_path / "a" / "real.jsonl")
    assert export_file([FULL], "jsonl", link) == 1
    assert export_file([FULL, BARE], "jsonl", link) == 2
    assert link.is_symlink()
    assert len((tmp_path / "a" / "real.jsonl").read_bytes().splitlines()) == 2
    assert names_in(tmp_path / "a") == ["real.jsonl"]


def test_a_device_is_written_to_and_not_replaced() -> None:
    assert export_file([FULL], "csv", Path(os.devnull)) == 1
    assert not Path(os.devnull).is_file()


def test_a_target_that_cannot_be_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder"):
        export_file([FULL], "csv", tmp_path)
    with pytest.raises(UsageError, match="make the folder first"):
        export_file([FULL], "csv", tmp_path / "no" / "x.csv")
    with pytest.raises(RondaError, match="could not be written: File name too long"):
        export_file([FULL], "csv", tmp_path / ("x" * 300))
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="is no folder"):
        export_texts([FULL], tmp_path / "file")


def test_a_text_file_is_the_text_alone_under_its_own_hash(tmp_path: Path) -> None:
    assert export_texts([FULL, BARE], tmp_path / "new" / "out") == 2
    names = names_in(tmp_path / "new" / "out")
    assert names == [f"000_{FULL.content_hash}.txt", f"001_{BARE.content_hash}.txt"]
    for name in names:
        raw = (tmp_path / "new" / "out" / name).read_bytes()
        assert hashlib.sha256(raw).hexdigest()[:16] == name[4:20]
    assert names_in(tmp_path / "new") == ["out"]


def test_numbers_are_as_wide_as_the_last_one_needs(tmp_path: Path) -> None:
    export_texts(many(1000), tmp_path / "thousand")
    export_texts(many(1001), tmp_path / "more")
    assert names_in(tmp_path / "thousand")[-1].startswith("999_")
    names = names_in(tmp_path / "more")
    assert (names[0][:5], names[-1][:5]) == ("0000_", "1000_")
    assert names[1000][5:21] == hash_of("Isi 1000.")


def test_a_folder_with_files_is_refused_and_an_empty_one_is_used(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    assert export_texts([FULL], target) == 1
    before = names_in(target)
    with pytest.raises(UsageError, match="is not empty"):
        export_texts([BARE], target)
    assert names_in(target) == before


def test_force_replaces_an_earlier_export_and_leaves_other_files(tmp_path: Path) -> None:
    target = tmp_path / "out"
    export_texts(many(3), target)
    (target / "catatan.txt").write_text("milik saya", encoding="utf-8")
    (target / "01_nota.txt").write_text("milik saya", encoding="utf-8")
    export_texts([FULL], target, force=True)
    assert names_in(target) == [f"000_{FULL.content_hash}.txt", "01_nota.txt", "catatan.txt"]


@pytest.mark.parametrize("there", [True, False])
def test_a_folder_export_that_breaks_off_leaves_nothing_half(tmp_path: Path, there: bool) -> None:
    target = tmp_path / "out"
    if there:
        export_texts(many(2), target)
    before = names_in(target) if there else []
    with pytest.raises(RondaError, match="disk is full"):
        export_texts(breaks_off(), target, force=True)
    assert names_in(target if there else tmp_path) == before
