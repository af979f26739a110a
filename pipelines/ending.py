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
    r"|(?:berita|artikel|topik|video|foto|konten|pos|tulisan) "
    r"(?:terkait|lainnya|lain|terkini|terbaru|populer|terpopuler|pilihan|rekomendasi)"
    r"|(?:artikel|berita)(?:-artikel|-berita)? (?:yang )?direkomendasikan"
    r"|paling (?:banyak )?(?:dibaca|populer)"
    r"|baca (?:juga|selengkapnya|lainnya)|(?:lihat|simak|tonton) juga|rekomendasi(?: untuk anda)?"
    r"|terpopuler|terkini|terkait|komentar|pilihan (?:editor|redaksi)"
    r"|jangan lewatkan|navigasi pos|post navigation|tinggalkan balasan)",
    re.IGNORECASE,
)
# Of these, such as Indonesian papers set between any two paragraphs, the headlines on lines of their own.
_POINTER = re.compile(
    r"(?:baca|lihat|simak|tonton) (?:juga|selengkapnya|lainnya)|rekomendasi|jangan lewatkan|terkait"
    r"|(?:berita|artikel) (?:terkait|lainnya|lain|pilihan|rekomendasi)|pilihan (?:editor|redaksi)",
    re.IGNORECASE,
)
LONGEST = 80  # characters of a heading
TAIL_SHARE = 0.25  # of the text; a list below a heading that holds more is no list
_PROSE = 140  # characters; headlines and most teasers are shorter
_SENTENCE = 60  # characters; of the text's own shorter paragraphs, of which one in three is under 140
_ENDS = tuple('.!?…"”’»)')


def ending_at(paragraphs: Sequence[str]) -> tuple[list[str], list[str]]:
    """The text, and what was taken from it: such headings with what belongs to them."""
    kept: list[str] = []
    dropped: list[str] = []
    total = sum(map(len, paragraphs))
    below = total
    taking = False
    for index, paragraph in enumerate(paragraphs):
        if kept and is_heading(paragraph):
            taking = True
            rest = paragraphs[index + 1 :]
            ends = below <= TAIL_SHARE * total or not any(map(_is_prose, rest))
            if ends and not (_is(_POINTER, paragraph) and _goes_on(rest)):
                return kept, [*dropped, *paragraphs[index:]]
        elif taking and (_is_prose(paragraph) or paragraph.endswith(_ENDS)):
            taking = False
        (dropped if taking else kept).append(paragraph)
        below -= len(paragraph)
    return kept, dropped


def is_heading(paragraph: str) -> bool:
    """Whether a line is the heading of a list that follows a text."""
    return len(paragraph) <= LONGEST and _is(_HEADING, paragraph)


def _is(pattern: re.Pattern[str], paragraph: str) -> bool:
    return pattern.fullmatch(paragraph.strip(" :»>|-–—#*.…\t")) is not None


def _goes_on(rest: Sequence[str]) -> bool:
    """Whether what stands below a heading is mostly whole sentences: a text, not headlines and teasers."""
    sentences = sum(len(one) for one in rest if len(one) >= _SENTENCE and _is_whole(one))
    return 2 * sentences >= sum(map(len, rest))


def _is_whole(paragraph: str) -> bool:
    return paragraph.endswith(_ENDS) and not paragraph.endswith(("...", "…"))


def _is_prose(paragraph: str) -> bool:
    return len(paragraph) >= _PROSE and paragraph.endswith(_ENDS)
