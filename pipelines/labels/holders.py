"""Who holds which post, spot by spot: ranks, names and posts of a text put together by what stands between.

"Kapolres OKU, AKBP Andi" · "AKBP Andi selaku Kapolres OKU". Those without a rank ("Bupati OKU Andi") are for
`civilians.py`; whether two spots speak of one person is decided in `officials.py`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipelines.labels.person_names import PersonName, name_at
from pipelines.labels.post_phrases import OPEN_HEADS, post_at
from pipelines.labels.post_words import post_words
from pipelines.labels.ranks import Rank, rank_at, rank_firsts
from pipelines.labels.sighting import Post, Sight
from pipelines.labels.vocabulary import vocabulary
from pipelines.labels.words import STOP, Words

TO_NAME = vocabulary("yakni yaitu bernama yang atas nama baru lama setempat ialah adalah saat itu")
TO_POST = vocabulary(
    "selaku sebagai yang menjabat resmi telah juga kini saat ini merupakan adalah dari sekarang seorang"
)
MOST_BETWEEN = 5  # words
_CLAUSE = 16  # words of "yang juga Ketua Panitia …," between a post and its holder
_PARTED = ("", ",", "(", "-", "–", "—", ":", ".", "/")
_BEHIND_RANK = ("", ".", "(", ")", ",", ". (", ").")
_RETIRED = vocabulary("purn purnawirawan")
_LATE = vocabulary("almarhum almarhumah alm mendiang purnawirawan")
_OPEN_HEADS = tuple(head.capitalize() for head in OPEN_HEADS)
_OPEN = re.compile(rf"\b(?:{'|'.join(_OPEN_HEADS)})[a-z]+")
_LINE_OF_CAPITALS = 0.75  # that part of its words: a headline
_LONGEST_LINE = 160  # characters of a headline
_REVIVED = 20  # words before the end of a pointer in which a sentence may have begun


@dataclass(frozen=True, slots=True)
class Person:
    """A name with a rank before it or a post beside it. Words `first` up to, not including, `end`."""

    first: int
    end: int
    name: PersonName
    rank: Rank | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """One spot: a person, and the post that is said of him there. `village`: of a head of one."""

    person: Person
    post: Post | None = None
    village: str = ""


def parting(words: Words, i: int) -> str:
    """What stands before word `i`, brackets that close left out."""
    return words.seps[i].strip().lstrip(")").strip()


def posts_of(sight: Sight, revived: Collection[int] = ()) -> list[Post]:
    """All posts of the text, with or without a holder."""
    found: list[Post] = []
    words, end = sight.words, 0
    firsts, more = post_words().firsts, _open_heads(words)
    for i in words.where(firsts | more if more else firsts):
        if i < end or (words.aside[i] and i not in revived):
            continue
        if words.keys[i] in rank_firsts() and rank_at(words, i):
            continue  # "Inspektur Satu" is no Inspektur
        if post := post_at(sight, i):
            found.append(post)
            end = post.end
    return found


def persons_of(sight: Sight, revived: Collection[int] = ()) -> list[Person]:
    """Everybody with a rank. In headlines all words have capitals, so that a name ends where a name of the
    text below ends."""
    words = sight.words
    everyone = [p for p in _ranked(words) if not words.aside[p.first] or p.first in revived]
    below = {p.name.name for p in everyone if not in_headline(words, p.first)}
    return [known for p in everyone if (known := _known(words, p, below))]


def _open_heads(words: Words) -> frozenset[str]:
    if not any(head in words.text for head in _OPEN_HEADS):  # cheaper than the pattern
        return frozenset()
    return frozenset(match.lower() for match in _OPEN.findall(words.text))


def _ranked(words: Words) -> Iterator[Person]:
    end = 0
    for i in words.where(rank_firsts()):
        if i < end or (rank := rank_at(words, i)) is None:
            continue
        end = rank.end
        if rank.end < len(words.keys) and words.seps[rank.end].strip() in _BEHIND_RANK:
            name = name_at(words, rank.end, stop=post_words().firsts)
            if name:
                yield Person(i, name.end, name, _retired(words, rank, name))
                end = name.end


def _retired(words: Words, rank: Rank, name: PersonName) -> Rank:
    """ "AKBP Andi (Purn)", "almarhum Aiptu Andi": out of service."""
    behind = name.end < len(words.keys) and words.keys[name.end] in _RETIRED
    late = any(key in _LATE for key in words.keys[max(rank.first - 2, 0) : rank.first])
    return replace(rank, retired=True) if behind or late else rank


def _known(words: Words, person: Person, below: set[str]) -> Person | None:
    name = person.name
    if not in_headline(words, person.first) or name.name in below:
        return person
    spelled = [full for full in below if name.name.startswith(f"{full} ") or full.startswith(name.name)]
    if spelled:
        return replace(person, name=replace(name, name=max(spelled, key=len)))
    return None if words.starts[person.first] < words.title_end else person


def in_headline(words: Words, i: int) -> bool:
    """Word `i` stands in the title, or on a line whose words nearly all have capitals."""
    if words.starts[i] < words.title_end:
        return True
    at = words.starts[i]
    start = words.text.rfind("\n", max(at - _LONGEST_LINE, 0), at) + 1
    if start == 0 and at >= _LONGEST_LINE:
        return False
    end = words.text.find("\n", at, at + _LONGEST_LINE)
    line = words.text[start : end if end >= 0 else at + _LONGEST_LINE]
    if not 20 < len(line) < _LONGEST_LINE or line.rstrip().endswith((".", '"', "”")):
        return False
    tokens = [token for token in line.split() if token[0].isalpha()]
    return len(tokens) > 5 and sum(token[0].isupper() for token in tokens) >= _LINE_OF_CAPITALS * len(tokens)


def revived_words(sight: Sight) -> frozenset[int]:
    """Words taken for the end of a pointer that begin the next sentence: "Baca juga: Judul Berita Kapolsek
    Tebing AKP Andi mengatakan": a post with its holder, and behind him small letters."""
    words = sight.words
    found: set[int] = set()
    for end in _pointer_ends(words):
        for i in range(end - 1, max(end - _REVIVED, 0), -1):
            if not words.aside[i]:
                break
            if _reaches(sight, i, end):
                found.update(range(i, end))
    return frozenset(found)


def _pointer_ends(words: Words) -> list[int]:
    aside, found, i = words.aside, [], 0
    while i >= 0 and (start := _next(aside, True, i)) >= 0:
        i = _next(aside, False, start)
        if i >= 0 and "\n" not in words.seps[i] and words.raw[i][0].islower():
            found.append(i)
    return found


def _next(marks: Sequence[bool], mark: bool, start: int) -> int:
    try:
        return marks.index(mark, start)
    except ValueError:
        return -1


def _reaches(sight: Sight, i: int, end: int) -> bool:
    """A post or rank at word `i` with a name that ends where the pointer ends."""
    words = sight.words
    if words.keys[i] in rank_firsts() and (rank := rank_at(words, i)):
        name = name_at(words, rank.end, stop=post_words().firsts) if rank.end < end else None
        return name is not None and name.end >= end
    if words.keys[i] not in post_words().firsts or (post := post_at(sight, i)) is None or post.end >= end:
        return False
    rank = rank_at(words, post.end)
    start = rank.end if rank else post.end
    name = name_at(words, start, stop=post_words().firsts) if start < end else None
    return name is not None and name.end >= end


def with_posts(words: Words, posts: Sequence[Post], persons: Sequence[Person]) -> list[Holder]:
    """Each ranked person with the post before or behind, where one is said of him."""
    by_start = {person.first: person for person in persons}
    by_end = {person.end: person for person in persons}
    post_of: dict[int, Post] = {}
    used: set[int] = set()
    for find, where in ((_behind, by_start), (_before, by_end)):
        for post in posts:
            person = None if post.first in used else find(words, post, where)
            if person is not None and person.first not in post_of:
                post_of[person.first] = post
                used.add(post.first)
    return [Holder(person, post_of.get(person.first)) for person in persons]


def _behind(words: Words, post: Post, by_start: Mapping[int, Person]) -> Person | None:
    """ "Kapolres OKU, AKBP Andi", "Kapolsek yang baru, Iptu Andi": the person behind a post."""
    for i in range(post.end, min(post.end + MOST_BETWEEN, len(words.keys))):
        # a link leaves line breaks on both sides: "kata\nKapolsek Tebing\nAKP Andi"
        broken = i == post.end and "\n" in words.seps[post.first] and words.seps[i].strip() in ("", ",")
        if words.gaps[i] == STOP and words.seps[i].strip() != "." and not broken:
            return None
        if parting(words, i) not in _PARTED:
            return None
        if i in by_start:
            return by_start[i]
        if words.keys[i] not in TO_NAME:
            break
    return _past_clause(words, post, by_start)


def _past_clause(words: Words, post: Post, by_start: Mapping[int, Person]) -> Person | None:
    """ "Dirsamapta Polda X yang juga selaku Ketua Panitia, Kombes Andi"."""
    end = post.end
    if end + 1 >= len(words.keys) or words.keys[end] != "yang" or words.keys[end + 1] not in TO_POST:
        return None
    for i in range(end, min(end + _CLAUSE, len(words.keys))):
        if words.gaps[i] == STOP:
            return None
        if i in by_start and words.seps[i].strip() == ",":
            return by_start[i]
    return None


def _before(words: Words, post: Post, by_end: Mapping[int, Person]) -> Person | None:
    """ "AKBP Andi selaku Kapolres OKU", "AKBP Andi (Kapolres OKU)": the person before a post."""
    i = post.first
    for _ in range(MOST_BETWEEN):
        if words.gaps[i] == STOP or parting(words, i) not in _PARTED:
            return None
        if i in by_end:
            return by_end[i]
        i -= 1
        if i < 0 or words.keys[i] not in TO_POST:
            return None
    return None
