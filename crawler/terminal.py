"""What strangers wrote, made safe for a terminal: no control sequence, no mark that turns the writing round.

Titles, texts, addresses and error messages come from outside; what is shown or logged passes through here.
"""

from __future__ import annotations

import re

# ECMA-48: control sequences, and strings such as the OSC that sets a window's title
_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)"
)
_BREAK = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
# C0, DEL and C1; marks that turn the direction of writing; lone surrogates; invisible tag characters
_UNSEEN = (
    r"\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff"
    r"\U000e0000-\U000e007f"
)
CONTROL = re.compile(f"[{_UNSEEN}]")


def terminal(text: str, *, lines: bool = False) -> str:
    """The text without anything a terminal would obey; in one line, unless `lines` keeps its line feeds."""
    text = _SEQUENCE.sub("", text)
    text = text.replace("\r\n", "\n") if lines else _BREAK.sub(" ", text)
    return CONTROL.sub("", text)
