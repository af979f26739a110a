"""Where articles are kept. `open_store` is the only way in; what keeps them is nobody else's affair."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from storage.sqlite.store import SqliteStore
from storage.store import Store

__all__ = ["Store", "datasette_metadata", "open_store"]


def open_store(path: Path | str, *, read_only: bool = False) -> Store:
    """The store in this SQLite file, made when it is not there (unless `read_only`).

    Raises StoreError, with what to do, when the folder is missing, the file is no database of ours, was
    written by a newer program, cannot be read or written, or is held by another program for over 30 seconds.
    """
    return SqliteStore(Path(path), read_only=read_only)


def datasette_metadata(database: str = "ronda") -> dict[str, Any]:
    """Titles, descriptions, facets and queries in the form Datasette reads.

    `database` is the name Datasette gives the file: its name without the suffix.
    """
    text = files("storage").joinpath("sqlite/datasette.json").read_text(encoding="utf-8")
    metadata: dict[str, Any] = json.loads(text)
    metadata["databases"] = {database: metadata["databases"]["ronda"]}
    return metadata
