"""Text in, text without traps out: what no reader sees is removed. Knows nothing of articles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

MAX_NAME = 200  # characters of a tag, a section, a person's name
MAX_LIST = 50  # entries

_NO_LETTERS = re.compile(r"[\W_]+")
_ANSI = re.compile(r"\x1b\[[0-9;?]{0,20}[A-Za-z]")  # colours of a terminal
# Controls but tab and line ends; lone surrogates; bidi marks, which can turn a line round on a screen;
# zero-width characters and soft hyphens, which split words for a search; the non-characters.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\u00ad\u180e\u200b\u2060-\u2064\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
# Joiners make emoji and Arabic what they are; beside a Latin letter they only hide.
_JOINERS = re.compile("(?<=[\x00-\u024f])[\u200c\u200d]+|[\u200c\u200d]+(?=[\x00-\u024f])|^[\u200c\u200d]+")
# 0x80-0x9f are windows-1252 wherever they turn up (WHATWG, Encoding Standard).
_C1 = {
    code: bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}


def plain(text: str) -> str:
    """The text in NFC without control, bidi and zero-width characters and surrogates. Keeps line ends."""
    if text.isprintable():  # nine lines of ten; then it has none of all these
        return unicodedata.normalize("NFC", text)
    text = _UNSEEN.sub("", _ANSI.sub("", text.translate(_C1)))
    return unicodedata.normalize("NFC", _JOINERS.sub("", text))


def one_line(text: str, limit: int = MAX_NAME) -> str:
    """The plain text on one line, at most `limit` characters."""
    return " ".join(plain(text).split())[:limit].rstrip()


def distinct(texts: Iterable[str], limit: int = MAX_NAME) -> tuple[str, ...]:
    """The texts on one line each, without empty ones and repetitions in other capitals; at most 50."""
    found: dict[str, str] = {}
    for text in texts:
        line = one_line(text, limit)
        if line:
            found.setdefault(line.casefold(), line)
        if len(found) == MAX_LIST:
            break
    return tuple(found.values())


def key(text: str) -> str:
    """Letters and digits alone, caseless: equal for texts that differ in quotes, dashes and blanks."""
    return _NO_LETTERS.sub("", unicodedata.normalize("NFKC", text).casefold())
