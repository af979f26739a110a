"""Files of texts in, Articles out: folders of `NNN_<hash>.txt`, plain texts, and our own JSONL exports.

Opens files, never the store. A text file has no address: its article gets `urn:ronda:<content_hash>`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from crawler.clock import now, with_offset
from crawler.errors import RondaError
from crawler.items import Article, Moment, Related
from crawler.urls import BadAddress, canonical
from pipelines.beside import MAX_CAPTION, distinct_related, pointers
from pipelines.clean import clean
from pipelines.credited import read_credit
from pipelines.fingerprint import content_hash, normalise
from pipelines.language import language_of
from pipelines.markup import decode
from pipelines.people import names
from pipelines.plain import distinct, key, one_line, plain
from pipelines.process import READER

MAX_FILE = 5_000_000  # bytes of one text
_HASHED_NAME = re.compile(r"\d+_([0-9a-f]{16})")
_HASH = re.compile(r"[0-9a-f]{16}")
_TITLE_LINES = 8  # lines from the top in which a title stands, repeated
_MAX_TITLE = 200
_MAX_BANNER = 80  # characters of a line above the title


def text_files(folder: Path) -> list[Path]:
    """The `.txt` files of a folder, by name, hidden ones left out. Raises RondaError when there are none."""
    try:
        found = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".txt" and path.is_file())
    except OSError as error:
        raise RondaError(f"{folder}: {error.strerror}. Name a folder that this user can read") from error
    found = [path for path in found if not path.name.startswith(".")]
    if not found:
        raise RondaError(f"{folder}: no .txt files in it. Name the folder that holds the texts themselves")
    return found


def read_folder(
    folder: Path,
    *,
    source: str = "import",
    at: datetime | None = None,
    on_bad: Callable[[RondaError], None] | None = None,
) -> Iterator[tuple[Article, tuple[str, ...]]]:
    """`read_text_file` for each text of a folder, by name. With `on_bad`, a file that cannot be read is told
    to it and the others go on; without, its RondaError is raised."""
    for path in text_files(folder):
        try:
            yield read_text_file(path, source=source, at=at)
        except RondaError as error:
            if on_bad is None:
                raise
            on_bad(error)


def read_text_file(
    path: Path, *, source: str = "import", at: datetime | None = None
) -> tuple[Article, tuple[str, ...]]:
    """The article of one text file and the aliases it is to be found by: the hash in the file's name.

    The text is cleaned as that of a page is. `at` (aware) counts as the time of the visit, now by default.
    Raises RondaError when the file cannot be read, is no text, or holds none.
    """
    lines = _lines(path)
    title, body = _title_apart(lines)
    cleaned = clean(body, title=title)
    paragraphs = normalise(cleaned.paragraphs)
    if not paragraphs:
        raise RondaError(f"{path}: no text in it. Leave the file out, or look whether it was cut off")
    digest = content_hash(paragraphs)
    credit = read_credit(paragraphs, cleaned.agencies)
    article = Article(
        source=source,
        url=f"urn:ronda:{digest}",
        canonical_url=f"urn:ronda:{digest}",
        title=title,
        paragraphs=paragraphs,
        content_hash=digest,
        fetched_at=at or now(),
        language=language_of(paragraphs),
        authors=names(cleaned.authors) or names(credit.people),
        editors=names(cleaned.editors),
        tags=distinct(tag for tags in cleaned.tags for tag in tags.split(",")),
        dateline=credit.dateline,
        agency=credit.agency,
        captions=distinct(cleaned.captions, MAX_CAPTION),
        related=distinct_related(pointers(cleaned.related)),
        method="import",
        reader=READER,
    )
    named = _HASHED_NAME.fullmatch(path.stem)
    return article, (named.group(1),) if named and named.group(1) != digest else ()


def _lines(path: Path) -> list[str]:
    try:
        if path.stat().st_size > MAX_FILE:
            raise RondaError(f"{path}: over {MAX_FILE // 1_000_000} MB, which is no article. Leave it out")
        raw = path.read_bytes()
    except OSError as error:
        raise RondaError(f"{path}: {error.strerror}. Make it readable for this user") from error
    if b"\x00" in raw and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise RondaError(f"{path}: no text file. Save it as plain text in UTF-8")
    return [line.strip() for line in plain(decode(raw)[0]).splitlines()]


def _title_apart(lines: list[str]) -> tuple[str | None, list[str]]:
    """The title that a text shows, and the lines without it.

    A line that stands twice near the top is the title; short lines above it are banners. Else a short first
    line with no full stop and an empty line behind it. A text of bare paragraphs has no title.
    """
    filled = [line for line in lines if line]
    top = filled[:_TITLE_LINES]
    for index, line in enumerate(top):
        if (
            len(line) <= _MAX_TITLE
            and key(line)
            and any(key(line) == key(later) for later in top[index + 1 :])
        ):
            above = [banner for banner in filled[:index] if len(banner) > _MAX_BANNER]
            return one_line(line, _MAX_TITLE), [*above, *filled[index + 1 :]]
    start = next((i for i, line in enumerate(lines) if line), 0)
    alone = lines[start + 1 : start + 2] == [""] and len(filled) > 1
    if alone and len(filled[0]) <= _MAX_TITLE and not filled[0].endswith((".", ":", ",", "”", '"')):
        return one_line(filled[0], _MAX_TITLE), filled[1:]
    return None, filled


def read_export(
    path: Path, *, at: datetime | None = None, on_bad: Callable[[RondaError], None] | None = None
) -> Iterator[Article]:
    """The articles of a JSONL file that `ronda export --format jsonl` wrote, line by line.

    Needed are `url` and `text`; a line without `fetched_at` counts as visited `at` (aware, now by default).
    A bad line raises RondaError naming file and line, or with `on_bad` is told to it and the others go on.
    """
    moment = at or now()
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                if not line.strip():
                    continue
                try:
                    yield _exported(line, moment)
                except ValueError as error:
                    bad = RondaError(f"{path}, line {number}: {error}. Mend the line or take it out")
                    if on_bad is None:
                        raise bad from error
                    on_bad(bad)
    except OSError as error:
        raise RondaError(f"{path}: {error.strerror}. Name a file that this user can read") from error


def _exported(line: bytes, at: datetime) -> Article:
    """The article of one line. Raises ValueError saying what is wrong with it."""
    row = _row(line)
    paragraphs = normalise(plain(_text(row, "text") or ""))
    if not paragraphs:
        raise ValueError("no text")
    url = _address(row, "url")
    if url is None:
        raise ValueError("no url")
    digest, stated = content_hash(paragraphs), _text(row, "content_hash")
    if stated is not None and stated != digest:
        wrong = "is not that of the text" if _HASH.fullmatch(stated) else "is not 16 hexadecimal digits"
        raise ValueError(f"content_hash {stated!r} {wrong}")
    return Article(
        source=_text(row, "source") or "import",
        url=url,
        canonical_url=_address(row, "canonical_url") or url,
        title=one_line(_text(row, "title") or "", 500) or None,
        paragraphs=paragraphs,
        content_hash=digest,
        fetched_at=with_offset(_time(row, "fetched_at") or at, "+00:00"),
        language=_text(row, "language") or language_of(paragraphs),
        published=_moment(row, "published_at"),
        modified=_moment(row, "modified_at"),
        authors=_list(row, "authors"),
        editors=_list(row, "editors"),
        section=one_line(_text(row, "section") or "") or None,
        tags=_list(row, "tags"),
        image_url=_address(row, "image_url"),
        dateline=one_line(_text(row, "dateline") or "") or None,
        agency=one_line(_text(row, "agency") or "") or None,
        captions=_list(row, "captions"),
        related=_related(row),
        method="import",
        reader=READER,
    )


def _related(row: dict[str, Any]) -> tuple[Related, ...]:
    value = row.get("related") or []
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        raise ValueError("related is not a list of objects")
    pointers = ((one_line(_text(entry, "title") or ""), _address(entry, "url")) for entry in value)
    return tuple(Related(title=title, url=url) for title, url in pointers if title)


def _row(line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"no JSON ({error})") from error
    if not isinstance(row, dict):
        raise ValueError("not one JSON object")
    return row


def _text(row: dict[str, Any], name: str) -> str | None:
    value = row.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{name} is not a text")
    return value or None


def _list(row: dict[str, Any], name: str) -> tuple[str, ...]:
    value = row.get(name) or []
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise ValueError(f"{name} is not a list of texts")
    return distinct(value)


def _address(row: dict[str, Any], name: str) -> str | None:
    text = _text(row, name)
    if text is None or text.startswith("urn:ronda:"):
        return text
    try:
        return canonical(text)
    except BadAddress as error:
        raise ValueError(f"{name}: {error}") from error


def _time(row: dict[str, Any], name: str) -> datetime | None:
    text = _text(row, name)
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"{name}: {text!r} is no ISO 8601 time") from error
    if moment.tzinfo is None:
        raise ValueError(f"{name}: {text!r} has no offset such as +07:00")
    return moment


def _moment(row: dict[str, Any], name: str) -> Moment | None:
    at = _time(row, name)
    return None if at is None else Moment(at=at, printed=str(row[name]), by="import")
