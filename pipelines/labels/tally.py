"""How often the words of each list stand in a text, and where: headline, opening, the rest. Judges nothing.

Topics and relevance are both read from one tally, so a text is searched once. The headline is the article's
own title, or, where it has none, the first line of the text if that is short enough to be one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import log1p

from pipelines.labels.terms import Hit, Lexicon
from pipelines.labels.words import STOP, Span, Words

OPENING = 70  # words behind the headline: a dateline and the first two or three sentences
_HEADLINE = 25  # words; the longest title of 131 articles has 23


@dataclass(slots=True)
class Count:
    """`places` of one list's terms: times in the headline, in the opening, anywhere; different terms."""

    title: int = 0
    opening: int = 0
    times: int = 0
    terms: set[str] = field(default_factory=set)
    evidence: list[Span] = field(default_factory=list)

    @property
    def measures(self) -> tuple[float, float, float, float]:
        """Headline, opening, times, different terms: each on a scale on which the tenth time adds little."""
        return (
            min(self.title, 2) / 2,
            log1p(min(self.opening, 6)),
            log1p(self.times),
            log1p(len(self.terms)),
        )


NONE = Count()


def tally(words: Words, lexicon: Lexicon) -> Mapping[str, Count]:
    """By list, those whose terms occur at all."""
    return count(words, lexicon.find(words))


def count(words: Words, hits: Iterable[Hit]) -> Mapping[str, Count]:
    body = headline_end(words)
    found: dict[str, Count] = {}
    for hit in hits:
        span = words.span(hit.first, hit.end)
        for name in hit.lists:
            one = found.get(name)
            if one is None:
                one = found[name] = Count()
            one.title += hit.first < body
            one.opening += body <= hit.first < body + OPENING
            one.times += 1
            one.terms.add(hit.term)
            one.evidence.append(span)
    return found


def headline_end(words: Words) -> int:
    """One behind the headline's last word; 0 for a text that begins with its first sentence."""
    if words.title_end:
        return next((i for i, start in enumerate(words.starts) if start >= words.title_end), len(words))
    for i in range(1, min(_HEADLINE + 1, len(words))):
        if "\n" in words.seps[i]:
            return i
        if words.gaps[i] == STOP:
            return 0
    return 0
