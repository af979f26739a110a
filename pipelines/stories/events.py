"""Two articles in, whether they tell the same event or the same case. Knows nothing of copies.

What tells an event: its headline, the names, places and units in it and all its words, each by how rare it
is. What tells the event from another stage of the same case: a headline whose words the other text lacks,
days apart, and the newsroom, for no newsroom reports one event twice in other words; what it prints next is
the next stage or another angle.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.stories.headlines import figures_differ, gathers, stage_gap
from pipelines.stories.index import Key
from pipelines.stories.relations import Relation, Verdict
from pipelines.stories.shingles import words
from pipelines.stories.signature import mixed, word_hash
from pipelines.stories.weights import coverage, is_rare, likeness, total, weight

ALGORITHM = 2  # whatever changes a key, the table of common words too, raises it
UNDATED = 0
EVENT_BAND = 32
TERMS = 16  # rare words an article is looked up by
BUCKET = 3  # days; neighbouring buckets are looked up too, so what is up to 3 days apart is always found
LEAD = 60  # words
_TERM_BITS = 40
_TERM_MASK = (1 << _TERM_BITS) - 1

# Chosen on 29 pairs that tell one event in other words and 23 at other stages of a case.
HEADLINES = 0.59  # how much of each headline the other article tells, on average
HEADLINES_OF_CASE = 0.45
NAMES = 0.2  # share of the rarer names that both have
NAMES_OF_CASE = 0.4
WORDS = 0.2  # likeness of all words by weight
WORDS_UNDATED = 0.35  # where a day is missing, the words must say more
DAYS = 3
DAYS_OF_CASE = 90

_NAMES_OF_MONTHS = (
    "januari jan,februari feb,maret mar,april apr,mei,juni jun,juli jul,agustus agu agt,september sep sept,"
    "oktober okt,november nov,desember des"
)
_MONTHS = {
    name: number
    for number, names in enumerate(_NAMES_OF_MONTHS.split(","), start=1)
    for name in names.split()
}
_DAY = re.compile(rf"\b(\d{{1,2}})(?:\s({'|'.join(_MONTHS)})\b|[/-](\d{{1,2}})(?=[/)-]))", re.IGNORECASE)
_NUMBER = re.compile(r"\d[\d.,:]*")
_CAPITALISED = re.compile(r"(?<![.!?\"“”:]\s)(?<!^)\b[A-Z][\w-]+", re.MULTILINE)


@dataclass(frozen=True, kw_only=True, slots=True)
class EventFeatures:
    """What an article tells an event by; words are casefolded. The last three come from labels, None where
    nobody read them, and then the capitalised words have to do."""

    title: tuple[str, ...]  # in order
    lead: frozenset[str]  # the title and the first LEAD words
    words: frozenset[str]  # the title and the whole text
    names: frozenset[str]  # rare, and capitalised in mid-sentence
    published: int | None = None  # day number, local
    newsroom: str | None = None
    places: frozenset[str] | None = None
    units: frozenset[str] | None = None
    event_date: str | None = None  # ISO


def days_in(text: str) -> frozenset[tuple[int, int]]:
    """The (month, day) of each date in a text: `9 Juni 2025`, `(9/6/2025)`, `(9/6)`."""
    found = set()
    for day, name, number in _DAY.findall(text):
        month = _MONTHS[name.casefold()] if name else int(number)
        if 1 <= month <= 12 and 1 <= int(day) <= 31:
            found.add((month, int(day)))
    return frozenset(found)


def names_in(sentences: Iterable[str]) -> frozenset[str]:
    """Rare words that are capitalised where no sentence begins."""
    found = {name for line in sentences for name in _CAPITALISED.findall(line)}
    return frozenset(word for name in found for word in words(name) if len(word) > 2 and is_rare(word))


def event_keys(features: EventFeatures) -> tuple[Key, ...]:
    """The keys to keep: the article's most telling words, each with the days it was published in."""
    return tuple(_keys(features, (0,)))


def event_look_ups(features: EventFeatures) -> tuple[Key, ...]:
    """The keys to look up: those of the days before and after too."""
    return tuple(_keys(features, (-1, 0, 1)))


def _keys(features: EventFeatures, shifts: Sequence[int]) -> Iterable[Key]:
    for term in telling_words(features):
        for shift in (0,) if features.published is None else shifts:
            bucket = UNDATED if features.published is None else features.published // BUCKET + shift
            # the days first: keys of one time lie together in a store, whose writes then stay in few pages
            yield Key(EVENT_BAND, bucket << _TERM_BITS | mixed(word_hash(term), bucket) & _TERM_MASK)


def telling_words(features: EventFeatures) -> tuple[str, ...]:
    """At most TERMS rare words, the most telling first: names in headline or lead, then others there, then
    names further down."""

    def rank(word: str) -> tuple[float, str]:
        place = 2 * (word in features.title) + 2 * (word in features.lead) + 2 * (word in features.names)
        return (-(place + weight(word)), word)

    some = {word for word in features.lead | features.names if is_rare(word) and len(word) > 2}
    return tuple(sorted(some, key=rank)[:TERMS])


def compare_events(a: EventFeatures, b: EventFeatures) -> Verdict | None:
    """`same-event`, `same-case`, or None for articles that have nothing to do with each other. Symmetric.

    Meant for pairs that are no copies; a copy comes out as `same-event` unless one newsroom printed both.
    """
    if _apart(a, b, DAYS_OF_CASE):
        return None
    headlines = (_told(a, b) + _told(b, a)) / 2
    if headlines < HEADLINES_OF_CASE:  # most candidates end here, before their whole texts are weighed
        return None
    names = _common_names(a, b)
    alike = likeness(a.words, b.words)
    if alike < WORDS or names < NAMES:
        return None
    score = round(0.5 * headlines + 0.25 * names + 0.25 * alike, 3)
    reasons = (
        f"{headlines:.0%} of the headlines is told in the other text",
        f"{names:.0%} of the names is common: {_few(a.names & b.names)}",
    )
    objection = _objection(a, b, headlines, alike)
    if objection is None:
        return Verdict(relation=Relation.SAME_EVENT, score=score, reasons=reasons)
    if names < NAMES_OF_CASE or _elsewhere(a, b):
        return None
    return Verdict(
        relation=Relation.SAME_CASE,
        score=score,
        reasons=(*reasons, f"not the same event: {objection}"),
    )


def _told(a: EventFeatures, b: EventFeatures) -> float:
    return coverage(frozenset(a.title), b.words)


def _common_names(a: EventFeatures, b: EventFeatures) -> float:
    """The share of the poorer article's names, by weight. Places and units are names where they are read."""
    mine, theirs = _names(a, b), _names(b, a)
    poorer = min(total(mine), total(theirs))
    return total(mine & theirs) / poorer if poorer else 0.0


def _names(features: EventFeatures, other: EventFeatures) -> frozenset[str]:
    """With the labels of a kind only where both articles have been read for it."""
    labels: frozenset[str] = frozenset()
    if features.places is not None and other.places is not None:
        labels |= features.places
    if features.units is not None and other.units is not None:
        labels |= features.units
    return features.names | labels


def _objection(a: EventFeatures, b: EventFeatures, headlines: float, alike: float) -> str | None:
    """Why related articles do not tell the same event; None where nothing speaks against it."""
    if a.newsroom is not None and a.newsroom == b.newsroom:
        return "one newsroom tells no event twice in other words"
    if headlines < HEADLINES:
        return "the headlines tell of other things"
    if gathers(a.title) or gathers(b.title):
        return "one gathers several reports"
    if stage := stage_gap(a.title, a.words, b.title, b.words):
        return f"another stage: {stage}"
    if counted := figures_differ(a.title, b.title):
        return f"headlines count {counted}"
    if a.event_date and b.event_date and a.event_date != b.event_date:
        return f"events of {min(a.event_date, b.event_date)} and {max(a.event_date, b.event_date)}"
    return _far_apart(a, b, alike)


def _far_apart(a: EventFeatures, b: EventFeatures, alike: float) -> str | None:
    if _elsewhere(a, b):
        return "other places"
    if a.published is None or b.published is None:
        return "published on unknown days" if alike < WORDS_UNDATED else None
    return f"published more than {DAYS} days apart" if _apart(a, b, DAYS) else None


def _elsewhere(a: EventFeatures, b: EventFeatures) -> bool:
    return bool(a.places) and bool(b.places) and not (a.places or frozenset()) & (b.places or frozenset())


def _apart(a: EventFeatures, b: EventFeatures, days: int) -> bool:
    return a.published is not None and b.published is not None and abs(a.published - b.published) > days


def _few(names: frozenset[str]) -> str:
    return ", ".join(sorted(names, key=lambda name: (-len(name), name))[:4]) or "none"
