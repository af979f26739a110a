"""Paragraphs in, the identity of a text out. Knows nothing of titles, addresses or what is worth keeping.

The hash is that of docs/how-it-works.md: two visits that read the same words get the same sixteen digits,
on any machine, in any year. So nothing here may ever change.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

# What ends a line in a text: LF, CR and the two separators that Unicode has for the purpose.
_LINE_ENDS = re.compile("[\n\r\u2028\u2029]+")


def normalise(text: str | Iterable[str]) -> tuple[str, ...]:
    """The paragraphs of a text, or the given paragraphs, in the form that is kept and hashed.

    Unicode NFC, every run of white space inside a paragraph one space, empty paragraphs left out. A text is
    taken apart at its line ends; a line end inside a given paragraph is white space. Doing it twice changes
    nothing.
    """
    paragraphs = _LINE_ENDS.split(text) if isinstance(text, str) else text
    joined = (" ".join(unicodedata.normalize("NFC", paragraph).split()) for paragraph in paragraphs)
    return tuple(paragraph for paragraph in joined if paragraph)


def content_hash(paragraphs: Iterable[str]) -> str:
    """Sixteen lowercase hexadecimal digits: the first 64 bits of the SHA-256 of the normalised text, its
    paragraphs joined by one line feed, in UTF-8.

    Raises ValueError for a lone surrogate, which UTF-8 cannot hold: clean the text first.
    """
    text = "\n".join(normalise(paragraphs))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]
