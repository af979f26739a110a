"""Villages as the text names them: "Desa Lubuk Batang Baru", "Kelurahan Sukajadi", "Pekon Wonosari".

Indonesia has 84,000 and this program no list of them: what stands behind the word is taken as written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.labels.vocabulary import vocabulary
from pipelines.labels.words import NEAR, Span, Words, as_words

_OWN = ("desa", "kelurahan", "pekon", "nagari", "gampong", "tiyuh", "kampung")
_KINDS = {
    **{kind: kind.capitalize() for kind in _OWN},
    "kel": "Kelurahan",
    "ds": "Desa",
    "lurah": "Kelurahan",
    "kades": "Desa",
}
_LONGEST = 4  # words of a name
_NO_NAME = vocabulary(
    "kecamatan kabupaten kota provinsi kec kab rt rw dan desa kelurahan bhabinkamtibmas babinsa polsek",
    "polres aiptu aipda bripka brigpol brigadir briptu bripda ipda iptu akp serma serka sertu serda kopda",
)


@dataclass(frozen=True, slots=True)
class Village:
    """`kind` is the word used, written out (Desa, Kelurahan, Pekon …)."""

    name: str
    kind: str
    evidence: tuple[Span, ...]


def find_villages(text: str | Words) -> tuple[Village, ...]:
    """In order of first naming."""
    words = as_words(text)
    spans: dict[tuple[str, str], list[Span]] = {}
    for kind, first, end in _named(words):
        name = " ".join(word if len(word) < 4 else word.capitalize() for word in words.raw[first + 1 : end])
        spans.setdefault((name, kind), []).append(words.span(first, end))
    return tuple(Village(name, kind, tuple(found)) for (name, kind), found in spans.items())


def _named(words: Words) -> Iterator[tuple[str, int, int]]:
    for i, key in enumerate(words.keys):
        if key not in _KINDS or words.aside[i]:
            continue
        end = i + 1
        while end < min(i + 1 + _LONGEST, len(words)) and _goes_on(words, end):
            end += 1
        # in a title all words have capitals, so that nothing says where the name ends
        if end > i + 1 and words.starts[i] >= words.title_end:
            yield _KINDS[key], i, end


def _goes_on(words: Words, i: int) -> bool:
    return words.gaps[i] == NEAR and words.raw[i][0].isupper() and words.keys[i] not in _NO_NAME
