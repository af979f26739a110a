"""Stored articles become JSON Lines, CSV, Parquet, or a folder of texts. Knows no SQL and no command line.

Everything is written as it comes, under another name, and takes its own name only when it is whole: whoever
reads the target meets the old state or the new one.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from crawler.clock import offset_of
from crawler.errors import RondaError, UsageError
from crawler.items import StoredArticle
from crawler.labels import OFFICIAL_KEYS, PLACE_KEYS, official_name, place_name
from storage.plain import COLUMNS, whole_record

Articles = Iterable[StoredArticle]

# What a spreadsheet takes for the start of a formula (OWASP, CSV Injection), wide forms included
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BATCH = 500  # articles a Parquet row group: about 2 MB of text
_EXPORTED = re.compile(r"\d{3,}_[0-9a-f]{16}\.txt")


def write_jsonl(articles: Articles, stream: BinaryIO) -> int:
    """A JSON object a line, UTF-8; gives how many."""
    count = 0
    for article in articles:
        count += 1
        line = json.dumps(whole_record(article), ensure_ascii=False)
        stream.write(line.encode("utf-8", "backslashreplace") + b"\n")
    return count


def write_csv(articles: Articles, stream: BinaryIO) -> int:
    """RFC 4180 with a heading line, UTF-8; lists are joined by "; ". Gives how many articles.

    A cell that a spreadsheet would run as a formula starts with an apostrophe.
    """
    text = io.TextIOWrapper(stream, encoding="utf-8", errors="backslashreplace", newline="")
    try:
        writer = csv.writer(text)
        writer.writerow(COLUMNS)
        count = 0
        for article in articles:
            count += 1
            writer.writerow([_cell(value) for value in _flat(article)])
    finally:
        text.detach()  # flushes; the stream stays the caller's
    return count


def _flat(article: StoredArticle) -> Iterator[Any]:
    """The values of COLUMNS; a place or an official in a cell is as people write it."""
    told = whole_record(article)
    if article.labels is not None:
        told["places"] = [place_name(one) for one in article.labels.places if one.event]
        told["officials"] = [official_name(one) for one in article.labels.officials]
    yield from told.values()


def _cell(value: object) -> object:
    if isinstance(value, list):
        value = "; ".join(map(_entry, value))
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value


def _entry(value: str | dict[str, str | None]) -> str:
    """An entry of a list in a cell: a pointer to another article is its headline and its address."""
    if isinstance(value, str):
        return value
    return " ".join(filter(None, (value["title"], value["url"])))


def write_parquet(articles: Articles, stream: BinaryIO) -> int:
    """Parquet with one schema whatever the articles hold; gives how many. Needs pyarrow, else UsageError.

    Times are UTC timestamps; `published_offset` and `modified_offset` keep the printed offset.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise UsageError("Parquet needs pyarrow: pip install 'ronda[parquet]'") from error
    schema, count = _schema(pa), 0
    rows = iter(articles)
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        while batch := [_row(article) for article in itertools.islice(rows, BATCH)]:
            writer.write_batch(pa.RecordBatch.from_pylist(batch, schema=schema))
            count += len(batch)
    return count


def _schema(pa: Any) -> Any:
    moment, texts = pa.timestamp("us", tz="UTC"), pa.list_(pa.string())
    kinds = dict.fromkeys(("published_at", "modified_at", "first_fetched_at", "fetched_at"), moment)
    kinds |= dict.fromkeys(("authors", "editors", "tags", "captions", "doubts", "aliases"), texts)
    kinds["related"] = pa.list_(pa.struct([("title", pa.string()), ("url", pa.string())]))
    kinds |= dict.fromkeys(("id", "revisions", "copy_of", "story", "text_from"), pa.int64())
    kinds |= {"partial": pa.bool_()}
    kinds |= {"relevant": pa.bool_(), "score": pa.float64(), "event_date": pa.date32()}
    kinds |= {"topics": texts, "units": texts, "places": _structs(pa, PLACE_KEYS, kecamatan=texts)}
    kinds["officials"] = _structs(pa, OFFICIAL_KEYS)
    names = (*COLUMNS, "published_offset", "modified_offset")
    return pa.schema([(name, kinds.get(name, pa.string())) for name in names])


def _structs(pa: Any, names: tuple[str, ...], **kinds: Any) -> Any:
    return pa.list_(pa.struct([(name, kinds.get(name, pa.string())) for name in names]))


def _row(article: StoredArticle) -> dict[str, Any]:
    named = ("published_at", "modified_at", "first_fetched_at", "fetched_at")
    times = {name: getattr(article, name) for name in named}
    offsets = {
        f"{name}_offset": offset_of(times[f"{name}_at"]) if times[f"{name}_at"] else None
        for name in ("published", "modified")
    }
    day = article.labels.event_date if article.labels else None
    return whole_record(article) | times | offsets | {"event_date": day}


WRITERS: dict[str, Callable[[Articles, BinaryIO], int]] = {
    "jsonl": write_jsonl,
    "csv": write_csv,
    "parquet": write_parquet,
}


def export_file(articles: Articles, form: str, target: Path) -> int:
    """Writes one file of a form of WRITERS; gives how many articles. A file that was there is replaced.

    Raises UsageError for a target that cannot be, RondaError when it cannot be written.
    """
    with _opened(target) as stream:
        return WRITERS[form](articles, stream)


def write_file(target: Path, content: bytes) -> None:
    """Writes a file whole or not at all. Raises what `export_file` does."""
    with _opened(target) as stream:
        stream.write(content)


@contextmanager
def _opened(target: Path) -> Iterator[BinaryIO]:
    target = target.resolve()  # a symbolic link stays one
    with _named(target):
        if target.is_dir():
            raise UsageError(f"{target} is a folder: name a file in it")
        if not target.parent.is_dir():
            raise UsageError(f"{target.parent} does not exist: make the folder first")
        with _whole_file(target) as stream:
            yield stream


@contextmanager
def _whole_file(target: Path) -> Iterator[BinaryIO]:
    if target.exists() and not target.is_file():  # /dev/null, a pipe: there is nothing to replace
        with target.open("wb") as stream:
            yield stream
        return
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _named(target: Path) -> Iterator[None]:
    """A failure of the file system as an error that names the target."""
    try:
        yield
    except OSError as error:
        raise RondaError(f"{target} could not be written: {error.strerror or error}") from error


def export_texts(articles: Articles, target: Path, *, force: bool = False) -> int:
    """Writes `NNN_<content_hash>.txt` for each article into a folder; gives how many.

    A file holds the article's text and nothing else, so its SHA-256 begins with the hash of its name. NNN
    counts from 000 in the order given, as wide as the last number needs. A folder that holds files is
    refused (UsageError), unless `force`: then the texts of an earlier export are replaced, other files stay.
    """
    target = target.resolve()
    with _named(target):
        if target.exists() and not target.is_dir():
            raise UsageError(f"{target} is no folder: --format text writes a folder of files")
        if target.is_dir() and any(target.iterdir()) and not force:
            raise UsageError(f"{target} is not empty: name a new folder, or say --force")
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = not target.exists()
        # beside a new folder, inside an old one (which may be a mount point): a rename must not cross disks
        part = (target.parent if fresh else target) / f".{target.name}.{os.getpid()}.part"
        part.mkdir()
        try:
            names = _write_texts(articles, part)
            if fresh:
                part.rename(target)
            else:
                _move_in(part, names, target)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    return len(names)


def _write_texts(articles: Articles, folder: Path) -> list[str]:
    hashes = []
    for number, article in enumerate(articles):
        (folder / str(number)).write_bytes(article.text.encode("utf-8", "backslashreplace"))
        hashes.append(article.content_hash)
    width = max(3, len(str(len(hashes) - 1)))
    names = [f"{number:0{width}d}_{content_hash}.txt" for number, content_hash in enumerate(hashes)]
    for number, name in enumerate(names):
        (folder / str(number)).rename(folder / name)
    return names


def _move_in(part: Path, names: list[str], target: Path) -> None:
    earlier = {file.name for file in target.iterdir() if _EXPORTED.fullmatch(file.name)}
    for name in names:
        (part / name).replace(target / name)
    for name in earlier - set(names):
        (target / name).unlink()
