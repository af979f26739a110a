"""Names that the press would not print, as initials: for exports that leave the house. The store keeps the
text.

Children, victims of sexual violence with their families, and suspects; officials stay. The rules and their
limits stand in `docs/privacy.md`. Masks names alone: an address or a school may still tell who it is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipelines.labels.gazetteer import mentions
from pipelines.labels.officials import Official, find_officials
from pipelines.labels.person_names import name_at, name_words, past_honorifics
from pipelines.labels.private_names import BESIDE, CHILD, FAMILY, SUSPECT, VICTIM, Naming, namings
from pipelines.labels.ranks import rank_firsts
from pipelines.labels.words import NEAR, STOP, Span, Words, read

_STRENGTH = (CHILD, VICTIM, FAMILY, SUSPECT, BESIDE)
_ALIAS = ("alias", "panggilan")


@dataclass(frozen=True, slots=True)
class Private:
    """`reason`: child, victim, family, suspect, beside (an adult in a report on sexual
    violence). `evidence` what tells it ("tersangka Andi"), `spans` all
    places of the name; both count characters of `Words.text`."""

    name: str
    initials: str
    reason: str
    evidence: Span
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """Where each word stands, and the words that belong to officials and places."""

    spots: Mapping[str, Sequence[int]]
    not_names: Collection[int]


@dataclass(frozen=True, slots=True)
class Masked:
    """`names` in order of first naming; their spans count characters of the text before masking."""

    title: str
    text: str
    names: tuple[Private, ...]


def mask(text: str, *, title: str = "", officials: Iterable[Official] | None = None) -> Masked:
    """Title and text with initials for names. `officials`: those of the same text, when they are at hand."""
    words = read(text, title=title)
    names = find_private(words, officials=officials)
    short = sorted((span, _short(words, one, span)) for one in names for span in one.spans)
    end = words.title_end
    head = _replaced(words.text, 0, end, short)
    tail = _replaced(words.text, end + bool(title), len(words.text), short)
    return Masked(head, tail, names)


def _replaced(text: str, start: int, end: int, short: Iterable[tuple[Span, str]]) -> str:
    """The characters `start` up to `end`, with initials for the spans among them."""
    pieces: list[str] = []
    for span, letters in short:
        if start <= span.start and span.end <= end:
            pieces += [text[start : span.start], letters]
            start = span.end
    return "".join([*pieces, text[start:end]])


def _short(words: Words, one: Private, span: Span) -> str:
    """The person's initials, those of a by-name for a by-name."""
    written = words.quote(span)
    return one.initials if _letters(written) <= _letters(one.name) else initials(written)


def find_private(words: Words, *, officials: Iterable[Official] | None = None) -> tuple[Private, ...]:
    """Everybody to be masked. A name is looked for only where its words stand."""
    known = tuple(find_officials(words) if officials is None else officials)
    public = {_letters(official.name) for official in known}
    places = {i for mention in mentions(words) for i in range(mention.name, mention.end)}
    of_officials = _words_of(words, (span for official in known for span in official.evidence))
    not_names = places | of_officials
    people: dict[str, Naming] = {}
    for naming in sorted(namings(words), key=lambda naming: (_STRENGTH.index(naming.reason), naming.first)):
        spots = range(naming.name.first, naming.name.last)
        if any(_letters(naming.name.name) <= name for name in public) or places.issuperset(spots):
            continue
        if not of_officials.isdisjoint(spots):  # "Lahat Andi Wijaya" of "Bupati Lahat Andi Wijaya"
            continue
        people.setdefault(naming.name.name, naming)
    people = _whole(people)
    # "Bambang" is a district, too: within a name it is none
    not_names -= {i for one in people.values() for i in range(one.name.first, one.name.last)}
    taken: set[int] = set()
    index = Index(_index(words), not_names)
    officials_own = frozenset[str]().union(*public)
    shared = _shared(people)
    found = [
        # a suspect's bare first name may be the official's; a child's is masked all the same
        _private(words, naming, shared | officials_own if naming.reason == SUSPECT else shared, index, taken)
        for naming in sorted(people.values(), key=lambda naming: -len(naming.name.name))
    ]
    return tuple(sorted((one for one in found if one.spans), key=lambda one: one.spans[0]))


def _whole(people: Mapping[str, Naming]) -> dict[str, Naming]:
    """Without those that are part of one other's name: "Andi" of Andi Saputra is he. The stronger reason
    stays."""
    kept = dict(people)
    for name, naming in people.items():
        longer = [other for other in people if _letters(name) < _letters(other)]
        if len(longer) == 1:
            del kept[name]
            whole = kept.get(longer[0])
            if whole and _STRENGTH.index(naming.reason) < _STRENGTH.index(whole.reason):
                kept[longer[0]] = replace(whole, reason=naming.reason)
    return kept


def _index(words: Words) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for i, key in enumerate(words.keys):
        found.setdefault(key, []).append(i)
    return found


def _words_of(words: Words, spans: Iterable[Span]) -> set[int]:
    return {
        i
        for span in spans
        for i in range(bisect_left(words.starts, span.start), bisect_left(words.starts, span.end))
    }


def _letters(name: str) -> frozenset[str]:
    return frozenset(name.lower().replace(".", " ").split())


def _shared(people: Collection[str]) -> frozenset[str]:
    """Parts of the names of two persons: alone they tell neither."""
    parts = Counter(part for name in people for part in _letters(name))
    return frozenset(part for part, names in parts.items() if names > 1)


def initials(name: str) -> str:
    """ "Raka Pratama" → RP; "bin", "binti" and the like are passed over."""
    particles = name_words().particles
    parts = [part for part in name.replace(".", " ").split() if part.lower() not in particles]
    return "".join(part[0].upper() for part in parts)


def _private(words: Words, naming: Naming, shared: Collection[str], index: Index, taken: set[int]) -> Private:
    name = naming.name
    spans: list[Span] = []
    for first, end in _spots(words, words.keys[name.first : name.last], shared, index):
        if taken.isdisjoint(range(first, end)):
            taken.update(range(first, end))
            spans.append(words.span(first, end))
    evidence = words.span(min(naming.first, name.first), max(name.end, name.last))
    return Private(name.name, initials(name.name), naming.reason, evidence, tuple(sorted(spans)))


def _spots(
    words: Words, parts: Sequence[str], shared: Collection[str], index: Index
) -> Iterator[tuple[int, int]]:
    """Where the name stands, whole or in part ("Raka" for Raka Pratama), and by-names behind "alias"."""
    known = name_words()
    own = {part for part in parts if len(part) > 1 and part not in known.particles and part not in shared}
    end = 0
    for i in sorted({i for part in set(parts) for i in index.spots.get(part, ())}):
        if i < end:
            continue
        end = _run(words, i, parts)
        run = words.keys[i:end]
        named = list(parts) == run or not own.isdisjoint(run)
        if named and i not in index.not_names and not _inside(words, i, end, parts):
            yield i, end
            if end + 1 < len(words) and words.keys[end] in _ALIAS and words.raw[end + 1][0].isupper():
                by_name = name_at(words, end + 1)
                yield end + 1, by_name.last if by_name else end + 2


def _run(words: Words, i: int, parts: Collection[str]) -> int:
    """One behind the words from `i` on that are parts of the name, written with capitals."""
    end = i
    while end < len(words) and words.keys[end] in parts and (end == i or words.gaps[end] == NEAR):
        if words.raw[end][0].islower() and (end == i or words.keys[end] not in name_words().particles):
            break
        end += 1
    return end


def _inside(words: Words, first: int, end: int, parts: Collection[str]) -> bool:
    """The words are part of somebody else's longer name: "Andi" in "Andi Wijaya", "Budi Andi". A word that
    opens a sentence is taken for an ordinary one, and in a title all are: rather masked than told."""
    if words.starts[first] < words.title_end:
        return False
    stop = name_words().no_name | rank_firsts()
    behind = end < len(words) and words.gaps[end] == NEAR and words.raw[end][0].isupper()
    if behind and words.keys[end] not in stop and words.keys[end] not in parts:
        return True
    before = first - 1
    if (
        before < 1
        or words.gaps[first] != NEAR
        or words.gaps[before] == STOP
        or not words.raw[before][0].isupper()
    ):
        return False
    return words.keys[before] not in stop and past_honorifics(words, before) == before
