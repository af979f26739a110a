"""Paragraphs in, those before the lists that follow a text out. Knows headings of such lists, and prose.

"Related stories", "Berita Terkait", "More from …": behind such a heading stand the teasers of other articles,
which no rule for single lines can tell from the text. In the middle of a text the heading goes with its
headlines, as the text goes on below them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_HEADING = re.compile(
    r"(?:you (?:may|might)(?: also)? (?:like|enjoy|be interested in|have missed)"
    r"|related(?: (?:articles?|stor(?:y|ies)|news|posts?|content|topics?|coverage|links?|reading|videos?))?"
    r"|more (?:from|on|in|about|stories|news|coverage|must-reads|like this|to read|top stories)\b.{0,50}"
    r"|(?:recommended|suggested)(?: (?:for you|stories|articles|reading|by))?"
    r"|(?:other|latest|popular|top|featured) (?:\w+ ){0,2}"
    r"(?:news|stories|articles|columns|posts|headlines|topics|videos?|slide ?shows?)"
    r"|(?:most|must) (?:read|popular|viewed|shared|commented)\b.{0,20}|trending(?: now| stories| news)?"
    r"|(?:the )?editor.?s.? (?:picks?|choice)|(?:read|up|watch) next|what to read next|don.t miss"
    r"|in case you missed it|(?:join|start) the (?:conversation|discussion)|leave a (?:reply|comment)"
    r"|(?:reader )?comments?|about the authors?|(?:from|around|on) the web|sponsored|also on .{2,30}"
    r"|(?:berita|artikel|topik|video|foto|konten) "
    r"(?:terkait|lainnya|lain|terkini|terbaru|populer|terpopuler|pilihan)"
    r"|baca (?:juga|selengkapnya)|(?:lihat|simak) juga|rekomendasi(?: untuk anda)?|terpopuler|terkini"
    r"|komentar|pilihan (?:editor|redaksi)|jangan lewatkan)",
    re.IGNORECASE,
)
LONGEST = 80  # characters of a heading
TAIL_SHARE = 0.25  # of the text; a list below a heading that holds more is no list
_PROSE = 140  # characters; headlines and most teasers are shorter
_ENDS = tuple('.!?…"”’»)')


def ending_at(paragraphs: Sequence[str]) -> tuple[list[str], list[str]]:
    """The text, and what was taken from it: such headings with what belongs to them."""
    kept: list[str] = []
    dropped: list[str] = []
    total = sum(map(len, paragraphs))
    below = total
    taking = False
    for index, paragraph in enumerate(paragraphs):
        if kept and _is_heading(paragraph):
            taking = True
            if below <= TAIL_SHARE * total or not any(map(_is_prose, paragraphs[index + 1 :])):
                return kept, [*dropped, *paragraphs[index:]]
        elif taking and (_is_prose(paragraph) or paragraph.endswith(_ENDS)):
            taking = False
        (dropped if taking else kept).append(paragraph)
        below -= len(paragraph)
    return kept, dropped


def _is_heading(paragraph: str) -> bool:
    return len(paragraph) <= LONGEST and _HEADING.fullmatch(paragraph.strip(" :»>|-–—#*.…\t")) is not None


def _is_prose(paragraph: str) -> bool:
    return len(paragraph) >= _PROSE and paragraph.endswith(_ENDS)
