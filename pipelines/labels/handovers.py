"""Who takes a post and who gives it, who speaks for whom: the roles that a text's wording tells.

`new` and `outgoing` in a handover (sertijab), `former` (mantan, eks), `acting` (Plt, Plh, Pj, Ps),
`represented` (the chief in whose name another speaks), `suspect`, `victim`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.labels.holders import Holder
from pipelines.labels.sighting import Post
from pipelines.labels.vocabulary import vocabulary
from pipelines.labels.words import STOP, Words

NEW, OUTGOING, FORMER, ACTING = "new", "outgoing", "former", "acting"
REPRESENTED, SUSPECT, VICTIM = "represented", "suspect", "victim"

_OLD_POST = vocabulary("sebelumnya lama semula dulunya awalnya")
_NEW_POST = vocabulary(
    "baru diangkat menjadi menduduki kini dimutasi selanjutnya dipercaya mengemban menempati ditunjuk",
    "dipromosikan dirotasi bergeser digeser dipindahkan dipindah pindah dilantik promosi jabat",
)
_CUES = (
    _OLD_POST
    | _NEW_POST
    | vocabulary("dari menggantikan digantikan dijabat diisi ditempati dipegang diemban")
)
_TO = vocabulary("kepada ke")
_TITLES = vocabulary("pejabat lama baru yang saudara")
_SUSPECT = vocabulary("tersangka terdakwa terpidana pelaku")
_VICTIM = vocabulary("menembak penembakan membunuh pembunuhan menewaskan gugurnya korban")
_FOR = vocabulary("melalui diwakili lewat")
_PAST = vocabulary("mantan eks yakni yaitu bernama atas nama tersebut adalah ialah merupakan")
_HELD = vocabulary("diisi ditempati dijabat dipegang diemban")
_FILLED = _HELD | {"digantikan"}
_HIS_POST = vocabulary("posisinya jabatannya kursinya")
_NEAR_BY = 6  # words before a name that may say what befell its bearer


@dataclass(frozen=True, slots=True)
class Turn:
    """What a handover says of the person at one spot."""

    role: str
    post: Post | None = None
    former: Post | None = None


def turns(words: Words, holders: Sequence[Holder], posts: Sequence[Post]) -> Mapping[int, Turn]:
    """By the first word of a holder's spot; later rules give way to earlier ones."""
    found: dict[int, Turn] = {}
    if not _CUES.isdisjoint(words.distinct):
        for rule in (_moved, _handed, _replaced, _occupied):
            for first, turn in rule(words, holders, posts):
                found[first] = _together(found[first], turn) if first in found else turn
    before: Holder | None = None
    for holder in holders:
        first = holder.person.first
        if first not in found:
            listed = before is not None and _listed(words, before, holder)
            role = (
                found[before.person.first].role if before and listed and before.person.first in found else ""
            )
            if role := (role if role == VICTIM else _plain_role(words, holder)):
                found[first] = Turn(role)
        before = holder
    return found


def _listed(words: Words, one: Holder, other: Holder) -> bool:
    """ "AKP Andi, Bripka Budi dan Bripda Candra"."""
    return set(words.keys[one.person.end : _front(other)]) <= {"dan", "serta"}


def _together(one: Turn, other: Turn) -> Turn:
    """What two rules say of one spot: "kini dijabat Iptu Budi, sebelumnya Kanit Y"."""
    if one.post is None or one.role == FORMER:
        return Turn(other.role, other.post, one.post if one.role == FORMER else one.former)
    return one


def _moved(words: Words, holders: Sequence[Holder], posts: Sequence[Post]) -> Iterator[tuple[int, Turn]]:
    """ "AKP Andi, sebelumnya Kapolsek A, diangkat sebagai Kanit Reskrim Polsek B"."""
    held_posts = {holder.post.first for holder in holders if holder.post and _own(holder)}
    firsts = sorted(holder.person.first for holder in holders)
    for holder in holders:
        new: Post | None = None
        old: Post | None = None
        before = holder.person.end
        at = bisect_left(firsts, before)
        until = firsts[at] if at < len(firsts) else len(words)
        for post in posts[bisect_left(posts, before, key=_begin) :]:
            if post.first >= until or STOP in words.gaps[before : post.first + 1] or post.first in held_posts:
                break
            cue = _cue(words, before, post.first)
            if cue == NEW and new is None:
                new = post
            elif cue == OUTGOING and old is None:
                old = post
            before = post.end
        if new and new is not holder.post:
            yield holder.person.first, Turn(NEW, new, old or holder.post)
        elif old:
            yield (
                holder.person.first,
                Turn(NEW, holder.post, old) if holder.post and holder.post is not old else Turn(FORMER, old),
            )


def _own(holder: Holder) -> bool:
    return holder.post is not None and holder.post.first < holder.person.first


def _cue(words: Words, start: int, end: int) -> str:
    """The last word between that says whether the post is an old one or a new one."""
    for i in range(end - 1, start - 1, -1):
        if words.keys[i] in _NEW_POST:
            return NEW
        if words.keys[i] in _OLD_POST:
            return OUTGOING
    return ""


def _handed(words: Words, holders: Sequence[Holder], posts: Sequence[Post]) -> Iterator[tuple[int, Turn]]:
    """ "Jabatan Kapolsek A diserahterimakan dari AKP Andi kepada Iptu Budi"."""
    for giver, taker in _neighbours(words, holders):
        start = giver.person.first
        begin, end = _past_titles(words, _front(giver)), _past_titles(words, _front(taker))
        between = words.keys[giver.person.end : end]
        if begin and words.keys[begin - 1] == "dari" and between and between[-1] in _TO:
            post = giver.post or _post_before(words, posts, start) or taker.post
            if post is not None:
                yield start, Turn(OUTGOING, post)
                yield taker.person.first, Turn(NEW, taker.post or post)


def _past_titles(words: Words, i: int) -> int:
    """Before "pejabat lama", "pejabat baru" that stand before word `i`."""
    while i and words.keys[i - 1] in _TITLES:
        i -= 1
    return i


def _replaced(words: Words, holders: Sequence[Holder], posts: Sequence[Post]) -> Iterator[tuple[int, Turn]]:
    """ "AKBP Andi menggantikan AKBP Budi", "AKBP Budi digantikan oleh AKBP Andi"."""
    for one, other in _neighbours(words, holders):
        between = words.keys[one.person.end : _front(other)]
        if "menggantikan" in between:
            taker, giver = one, other
        elif "digantikan" in between:
            taker, giver = other, one
        else:
            continue
        post = taker.post or giver.post or _post_before(words, posts, one.person.first)
        if post is not None:
            yield giver.person.first, Turn(OUTGOING, giver.post or post)
            yield taker.person.first, Turn(NEW, taker.post or post)


def _occupied(words: Words, holders: Sequence[Holder], posts: Sequence[Post]) -> Iterator[tuple[int, Turn]]:
    """ "Kasat X yang sebelumnya dijabat AKP Andi kini dijabat oleh Iptu Budi", "Posisinya diisi AKP Ali"."""
    moved = {first: turn.former for first, turn in _moved(words, holders, posts) if turn.former}
    for at, holder in enumerate(holders):
        i = _front(holder) - 1
        if i > 0 and words.keys[i] == "oleh":
            i -= 1
        post = _post_before(words, posts, i + 1) if i > 0 and words.keys[i] in _HELD else None
        if i > 0 and words.keys[i] in _FILLED and words.keys[i - 1] in _HIS_POST:
            near = reversed(holders[max(at - 3, 0) : at])
            post = next((left for one in near if (left := moved.get(one.person.first) or one.post)), None)
        if post is not None:
            cue = words.keys[i - 1]
            yield holder.person.first, Turn(OUTGOING if cue in _OLD_POST else NEW, post)


def _front(holder: Holder) -> int:
    post = holder.post
    return post.first if post is not None and post.first < holder.person.first else holder.person.first


def _neighbours(words: Words, holders: Sequence[Holder]) -> Iterator[tuple[Holder, Holder]]:
    """Two persons of one sentence, one behind the other."""
    for one, other in pairwise(holders):
        if STOP not in words.gaps[one.person.end : other.person.first]:
            yield one, other


def _post_before(words: Words, posts: Sequence[Post], i: int) -> Post | None:
    """The post last named before word `i` in its sentence."""
    at = bisect_left(posts, i, key=_begin) - 1
    if at < 0 or posts[at].end > i or STOP in words.gaps[posts[at].end : i]:
        return None
    return posts[at]


def _begin(post: Post) -> int:
    return post.first


def _plain_role(words: Words, holder: Holder) -> str:
    person, post = holder.person, holder.post
    front = _front(holder)
    if _accused(words, front):
        return SUSPECT
    if _befell(words, front) or (person.rank and "anumerta" in words.keys[person.first : person.name.first]):
        return VICTIM
    if post is None:
        return ""
    if post.past or (person.rank and person.rank.retired):
        return FORMER
    between = words.keys[post.end : person.first]
    if "lama" in between:
        return OUTGOING
    if "baru" in between:
        return NEW
    if post.prefix:
        return ACTING
    after = words.keys[person.end : person.end + 3]
    represented = bool(after) and (after[0] in _FOR or after[:2] == ["yang", "diwakili"])
    return REPRESENTED if represented or (front and words.keys[front - 1] == "mewakili") else ""


def _accused(words: Words, front: int) -> bool:
    """ "tersangka eks Kapolres X", "terdakwa, Kopda Andi", not "'… jadi tersangka,' ujar Kasat X"."""
    for i in range(front - 1, max(front - 5, -1), -1):
        if words.gaps[i + 1] == STOP or words.seps[i + 1].strip() not in ("", ",", "("):
            return False
        if words.keys[i] in _SUSPECT:
            return True
        if words.keys[i] not in _PAST:
            return False
    return False


def _befell(words: Words, front: int) -> bool:
    for i in range(front - 1, max(front - 1 - _NEAR_BY, -1), -1):
        if words.gaps[i + 1] == STOP or words.seps[i + 1].strip() not in ("", ","):
            return False
        if words.keys[i] in _VICTIM:
            return i == front - 1 or words.keys[i] != "korban"
    return False


__all__: Sequence[str] = [
    "ACTING",
    "FORMER",
    "NEW",
    "OUTGOING",
    "REPRESENTED",
    "SUSPECT",
    "VICTIM",
    "Turn",
    "turns",
]
