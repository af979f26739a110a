"""A row as TOML, and a user's file with the row behind what is there. Opens no file.

What stands in the file is not touched: comments, order and line ends stay as they are.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def as_toml(name: str, row: Mapping[str, Any], remark: str = "") -> str:
    """The lines of `[sources.NAME]`, each ended; `remark` becomes a comment above them.

    `name` is a checked name of a source; values are texts, whole numbers, or lists of texts.
    """
    head = [f"# {' '.join(remark.split())}"] if remark else []
    lines = [*head, f"[sources.{name}]", *(f"{key} = {_value(value)}" for key, value in row.items())]
    return "".join(line + "\n" for line in lines)


def with_row(content: bytes, table: str) -> bytes:
    """The file's bytes with the table behind them, after an empty line, in the file's own line ends."""
    end = b"\r\n" if b"\r\n" in content else b"\n"
    before = b""
    if content.strip(b"\xef\xbb\xbf \t\r\n"):
        before = end if content.endswith(b"\n") else end * 2
        before = b"" if content.endswith((b"\n\n", b"\r\n\r\n")) else before
    elif content and not content.endswith(b"\n") and content != b"\xef\xbb\xbf":
        before = end
    return content + before + table.encode("utf-8").replace(b"\n", end)


def _value(value: object) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, str):
        # a JSON string is a TOML one, but for DEL and halves of surrogate pairs, which TOML does not allow
        plain = value.encode("utf-8", "replace").decode("utf-8")
        return json.dumps(plain, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{value!r} has no place in a row")
    return str(value)
