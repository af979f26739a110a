"""Which officials an article names: AKBP Andi Wijaya, Kapolres Ogan Komering Ulu. One entry a person.

Police, armed forces, government, legislature, prosecutors, prisons, immigration, heads of villages. In a
handover the new post counts, the old one is `former_post`. Knows posts and ranks, and nobody's name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from pipelines.labels.civilians import civilian
from pipelines.labels.handovers import NEW, OUTGOING, SUSPECT, VICTIM, Turn, turns
from pipelines.labels.holders import Holder, persons_of, posts_of, revived_words, with_posts
from pipelines.labels.post_places import Held, held, member
from pipelines.labels.sighting import Post, Sight, sight
from pipelines.labels.units import Unit, find_units
from pipelines.labels.vocabulary import vocabulary
from pipelines.labels.words import Span, Words, as_words

_MOST_LIKE = 30  # persons of one article whose names share a word
_ALIKE = 0.86  # of the letters of two names with one rank: a slip of the pen
_MEMBER = "anggota"
_SOLDIERS = vocabulary("Peltu Pelda Serma Serka Sertu Serda Kopka Koptu Kopda Praka Pratu Prada")
_RANK_AND_FILE = vocabulary("Aiptu Aipda Bripka Brigadir Briptu Bripda Bharaka Bharatu Bharada")
_ROLES = (NEW, OUTGOING, SUSPECT, VICTIM)  # the stronger ones, when spots of one person differ


@dataclass(frozen=True, slots=True)
class Official:
    """`name` without titles and degrees. `rank` canonical, None for civilians. `post` with its unit or area
    ("Kasat Reskrim Polres Lahat"), None where the text tells none. `unit` canonical, for police alone.
    `affiliation` the unit, force, government or office. `role`: new, outgoing, former, acting, represented,
    suspect, victim, or empty. `former_post` and `former_unit`: what was left in a handover."""

    name: str
    rank: str | None
    post: str | None
    unit: str | None
    affiliation: str
    role: str
    evidence: tuple[Span, ...]
    former_post: str | None = None
    former_unit: str | None = None


def find_officials(
    words: Words | str, *, units: Sequence[Unit] | None = None, region: str | None = None
) -> tuple[Official, ...]:
    """Everybody with a rank or a post, in order of first naming.

    `units`: those of `find_units` for the same text, when they are at hand. `region` as for `find_units`.
    """
    words = as_words(words)
    seen = sight(words, find_units(words, region=region) if units is None else units)
    revived = revived_words(seen)
    posts, persons = posts_of(seen, revived), persons_of(seen, revived)
    if not posts and not persons:
        return ()
    holders = with_posts(words, posts, persons)
    taken = {holder.post.first for holder in holders if holder.post}
    holders += [holder for post in posts if post.first not in taken and (holder := civilian(seen, post))]
    holders.sort(key=lambda holder: holder.person.first)
    told = turns(words, holders, posts)
    listed = list(_with_shared_posts(words, holders))
    officials = [_official(seen, holder, told.get(holder.person.first)) for holder in listed]
    return tuple(_merged(official for official in officials if official))


def _with_shared_posts(words: Words, holders: Sequence[Holder]) -> Iterator[Holder]:
    """ "anggota Polres X Bripka Andi dan Bripda Budi": the post of plain members holds for all in a list."""
    last: Holder | None = None
    for holder in holders:
        if holder.post is None and last is not None and last.post and last.post.head.title == _MEMBER:
            between = words.keys[last.person.end : holder.person.first]
            joined = all(key in ("dan", "serta") for key in between)
            last = replace(holder, post=last.post) if joined else holder
        else:
            last = holder
        yield last


def _official(seen: Sight, holder: Holder, turn: Turn | None) -> Official | None:
    """None for soldiers and those in retirement of whom nothing but a rank is told."""
    person, post = holder.person, (turn.post if turn and turn.post else holder.post)
    role = turn.role if turn else ""
    if post is None and person.rank and (person.rank.retired or person.rank.name in _SOLDIERS):
        return None
    service = person.rank.service if person.rank else ""
    shown = held(seen, post, holder.village, service) if post else None
    if shown is None and person.rank and person.rank.name in _RANK_AND_FILE:
        shown = member(seen, person.first)
    former = held(seen, turn.former, "", service) if turn and turn.former else None
    return Official(
        name=person.name.name,
        rank=person.rank.name if person.rank else None,
        post=shown.text if shown else None,
        unit=shown.unit if shown else None,
        affiliation=_affiliation(shown, service),
        role=role,
        evidence=(_span(seen.words, holder, post),),
        former_post=former.text if former else None,
        former_unit=former.unit if former else None,
    )


def _affiliation(shown: Held | None, service: str) -> str:
    if shown:
        return shown.affiliation
    return "Polri" if service == "polri" else service


def _span(words: Words, holder: Holder, post: Post | None) -> Span:
    """From post to name where they touch, else the name with its rank."""
    person = holder.person
    if post is not None and post is holder.post:
        return words.span(min(post.first, person.first), max(post.end, person.name.last))
    return words.span(person.first, person.name.last)


def _merged(officials: Iterable[Official]) -> Iterator[Official]:
    """One entry a person: short mentions go to the full name, spots without a post to those with one."""
    for person in _people(sorted(officials, key=lambda official: -len(_tokens(official.name)))):
        one = _one(sorted(person, key=lambda official: official.evidence[0]))
        if one.post or one.role != SUSPECT:  # an accused soldier speaks for no office
            yield one


def _people(officials: Iterable[Official]) -> list[list[Official]]:
    """Spots by person, in the order of the text. Only names that share a word or its beginning are compared,
    and no more than the last few of those: linear in the spots."""
    people: list[list[Official]] = []
    like: dict[str, list[list[Official]]] = {}
    for official in officials:
        keys = [key for token in _tokens(official.name) for key in {token, f"{token[:2]}~"}]
        near = (person for key in keys for person in like.get(key, ())[-_MOST_LIKE:])
        person = next((person for person in near if _same(official, person[0])), None)
        if person is None:
            person = []
            people.append(person)
            for key in keys:
                like.setdefault(key, []).append(person)
        person.append(official)
    return sorted(people, key=lambda person: min(official.evidence[0] for official in person))


def _same(one: Official, other: Official) -> bool:
    a, b = _tokens(one.name), _tokens(other.name)
    if a == b:
        return True
    if one.rank and other.rank and one.rank.split()[0] != other.rank.split()[0]:
        return False
    return set(a) <= set(b) or set(b) <= set(a) or (one.rank is not None and _misspelt(a, b))


def _misspelt(a: Sequence[str], b: Sequence[str]) -> bool:
    """ "Arfinus" and "Arfianus", of one rank."""
    if len(a) != len(b) or a[0][0] != b[0][0]:
        return False
    return SequenceMatcher(None, " ".join(a), " ".join(b)).ratio() >= _ALIKE


def _tokens(name: str) -> tuple[str, ...]:
    return tuple(name.lower().replace(".", " ").split())


def _one(spots: Sequence[Official]) -> Official:
    full = max(spots, key=lambda spot: len(_tokens(spot.name)))
    best = max(spots, key=_weight)
    ranks = [spot.rank for spot in (best, *spots) if spot.rank]
    rank = max(ranks, key=lambda rank: (len(rank.split()), rank == ranks[0])) if ranks else None
    role = best.role or next((spot.role for spot in spots if spot.role in _ROLES), "")
    return replace(
        best,
        name=full.name,
        rank=rank,
        role=role,
        evidence=tuple(sorted({span for spot in spots for span in spot.evidence})),
    )


def _weight(spot: Official) -> tuple[bool, bool, bool, bool]:
    """Of what the spots say, rather a new post, then any post, then one that is more than membership."""
    post = spot.post or ""
    return (
        spot.role == NEW and bool(post),
        bool(post) and not post.startswith(_MEMBER),
        bool(post),
        spot.unit is not None,
    )
