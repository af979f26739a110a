"""A text in, its words ready for comparison out. Keeps nothing of who printed it; decides nothing.

What one newsroom wraps around a text (dateline, "Baca juga", bylines, "SCROLL TO CONTINUE") does not tell
whether two texts are one, so it is left out before words are compared. Much lighter than `pipelines.clean`,
because a false drop here costs one shingle, not a sentence of somebody's article.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise

PAIR = 2  # words a shingle; light edits change every tenth word, which three-word shingles feel too much
MAX_CHARACTERS = 60_000  # longer texts are compared by their beginning: cost stays linear and bounded

_ASIDE_LABEL = r"(?:baca|simak|lihat|tonton|cek)\s(?:juga|pula|selengkapnya|video)"
# The label alone on its line: the headline that it announces is the next line.
_LONE_LABEL = re.compile(rf"{_ASIDE_LABEL}\s?:?", re.IGNORECASE)
_FURNITURE = re.compile(
    rf"(?:{_ASIDE_LABEL}\b.*"
    r"|(?:scroll to continue|advertisement|halaman selanjutnya|gulir untuk).*"
    r"|\[(?:gambas|halaman|video).*|saksikan .{0,60}video.*|simak .{0,40}\bvideo\b.*"
    r"|(?:pewarta|reporter|penulis|wartawan|jurnalis|kontributor|editor|penyunting|laporan|sumber|uploader)\s?:.*"
    r"|laporan (?:wartawan|reporter|kontributor)\b.{0,80}"
    r"|(?:artikel|berita) ini (?:telah|sudah|pernah) (?:tayang|terbit|dimuat).*"
    r"|.{0,60}(?:google news|whatsapp channel|saluran whatsapp|tribunx).*|copyright\b.*"
    r"|[(\[][^()\[\]]{1,40}[)\]]|\W*)",
    re.IGNORECASE,
)
# "PALEMBANG, KOMPAS.com - ", "TRIBUNBATAM.id, SEMARANG - ", "Jakarta (ANTARA) - ", "**DOMPU, X** - "
_DATELINE = re.compile(
    r"[\W_]{0,6}[A-Z][\w.]{1,25}(?:[ ,/|]{1,3}[\w.]{2,20}){0,5}\s?(?:\([^()]{2,30}\))?"
    r"(?:[\s*_,]{1,4}[-–—|:]{1,2}[\s*_]{0,4}|[-–—:]{1,2}[\s*_]{1,4})(?=\S)"
)
_DATELINE_LINES = 4  # a headline, a teaser or a caption may stand before it
_WORD = re.compile(r"\d+(?:[.,:]\d+)+|\w+")
_SENTENCE_END = re.compile(r"(?<=[.!?\"”])\s*(?=[A-Z\"“(])")


def comparable_lines(text: str) -> list[str]:
    """The lines of a text without furniture and dateline, case kept."""
    kept: list[str] = []
    after_label = False
    for raw in text[:MAX_CHARACTERS].split("\n"):
        line = " ".join(raw.split())
        if not line:
            continue
        if after_label:
            after_label = False
        elif _LONE_LABEL.fullmatch(line):
            after_label = True
        elif not (len(line) < 300 and _FURNITURE.fullmatch(line)):
            kept.append(_without_dateline(line) if len(kept) < _DATELINE_LINES else line)
    return kept


def _without_dateline(line: str) -> str:
    match = _DATELINE.match(line)
    return line[match.end() :] if match and match.end() < len(line) // 2 else line


def sentences(lines: Iterable[str]) -> list[str]:
    """The sentences of the lines, in order; a line end ends a sentence."""
    return [piece for line in lines for piece in _SENTENCE_END.split(line) if piece]


def words(text: str) -> list[str]:
    """Casefolded NFKC words; a figure such as `17.900` or `06.30` is one word."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def shingles(tokens: Sequence[str], size: int = PAIR) -> set[str]:
    """The runs of `size` words, each joined by a blank; a shorter text is one shingle, an empty one none."""
    if len(tokens) <= size:
        return {" ".join(tokens)} if tokens else set()
    if size == PAIR:
        return set(map(" ".join, pairwise(tokens)))
    return {" ".join(tokens[start : start + size]) for start in range(len(tokens) - size + 1)}
