"""Articles in, stories out: the links of a new article, and the groups that links make. Keeps nothing itself.

The result does not depend on the order of arrival. A link is decided by its two articles alone (word weights
come from a table that never learns), a pair is looked at when its later article comes, whichever that is, and
groups are what links connect; origin and name of a group are chosen from its members, not from its history.
The one exception are keys that more than `index.CROWD` articles share: they are not followed from then on.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from pipelines.stories.copies import compare_texts
from pipelines.stories.events import EVENT_BAND, compare_events
from pipelines.stories.index import Lookup, MemoryIndex
from pipelines.stories.origin import Carrier, origin_of
from pipelines.stories.profile import Document, Profile, profile_of
from pipelines.stories.relations import Id, Link, Relation, Verdict, id_order, link

EVENT_KEYS = 2  # rare words that two articles must share to be compared as events
MOST_CANDIDATES = 50  # compared in full for one article, those with most shared keys first


@dataclass(frozen=True, kw_only=True, slots=True)
class Grouped:
    """One article's place, as `ronda group` prints it."""

    id: Id
    story: Id  # the id of the story's origin
    copy_of: Id | None = None  # the origin of the text, where this is a copy
    relation: Relation | None = None  # to `copy_of`, else to the story; None for its origin
    score: float | None = None
    credited: str | None = None  # the agency or outlet that the article names
    press_release: bool = False  # a text that several newsrooms carry and that speaks of a release
    same_case: tuple[Id, ...] = ()  # stories of the same case


def compare(a: Profile, b: Profile) -> Verdict | None:
    """What two articles are to each other; None for nothing. Symmetric; depends on nothing but the two."""
    return compare_texts(a.text, b.text) or compare_events(a.event, b.event)


def links_of(profile: Profile, index: Lookup[Id], load: Callable[[Id], Profile | None]) -> list[Link]:
    """The links of an article to those in the index; the article itself is passed over.

    `load` gives the profile of a stored article, or None where it is gone. One index call, at most
    MOST_CANDIDATES comparisons, however much is stored. The caller adds `profile.keys` to the index.
    """
    found: list[Link] = []
    for candidate in _candidates(profile.id, index.candidates(profile.look_ups)):
        other = load(candidate)
        verdict = compare(profile, other) if other else None
        if verdict:
            found.append(link(profile.id, candidate, verdict))
    return sorted(found, key=lambda one: (id_order(one.a), id_order(one.b)))


def _candidates(own: Id, shared: Mapping[Id, Counter[int]]) -> list[Id]:
    def rank(article_id: Id) -> tuple[int, int, tuple[int, str]]:
        bands = shared[article_id]
        return (-(bands.total() - bands[EVENT_BAND]), -bands[EVENT_BAND], id_order(article_id))

    some = [
        article_id
        for article_id, bands in shared.items()
        if article_id != own and (bands[EVENT_BAND] >= EVENT_KEYS or bands.total() > bands[EVENT_BAND])
    ]
    return sorted(some, key=rank)[:MOST_CANDIDATES]


def components(ids: Iterable[Id], pairs: Iterable[tuple[Id, Id]]) -> dict[Id, Id]:
    """Each id → the first (in `id_order`) of those that pairs connect it with; itself where nothing does."""
    parent: dict[Id, Id] = {one: one for one in ids}

    def root(one: Id) -> Id:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for a, b in pairs:
        first, second = sorted((root(a), root(b)), key=id_order)
        parent[second] = first
    return {one: root(one) for one in parent}


def group_articles(documents: Iterable[Document]) -> list[Grouped]:
    """The place of each article, in the order they came. ValueError for two documents of one id."""
    profiles: dict[Id, Profile] = {}
    index: MemoryIndex[Id] = MemoryIndex()
    for document in documents:
        if document.id in profiles:
            raise ValueError(f"two articles have the id {document.id!r}; ids must differ")
        profiles[document.id] = profile = profile_of(document)
        index.add(profile.id, profile.keys)
    # Looked up only when all are in, so that even crowded keys are the same for each article.
    links = {one for profile in profiles.values() for one in links_of(profile, index, profiles.get)}
    return arrange({key: profile.carrier for key, profile in profiles.items()}, links)


def arrange(carriers: Mapping[Id, Carrier], links: Iterable[Link]) -> list[Grouped]:
    """Articles and the links between them in, each article's place out, in the order of `carriers`.

    The part of a store that is affected by a new article is enough: its stories with all their links.
    """
    links = sorted(links, key=lambda one: (id_order(one.a), id_order(one.b)))
    copies = components(carriers, [(one.a, one.b) for one in links if one.verdict.relation.is_copy])
    stories = components(carriers, [(one.a, one.b) for one in links if one.verdict.relation.is_story])
    texts, whole = _groups(carriers, copies), _groups(carriers, stories)
    text_origin = {name: origin_of(members).id for name, members in texts.items()}
    story_origin = {name: origin_of(members).id for name, members in whole.items()}
    released = {name for name, members in texts.items() if _is_release(members)}
    cases = _cases(links, stories, story_origin)
    verdicts = _verdicts(links)
    return [
        _placed(
            carrier,
            text=text_origin[copies[key]],
            story=story_origin[stories[key]],
            released=copies[key] in released,
            cases=cases,
            verdicts=verdicts.get(key, {}),
        )
        for key, carrier in carriers.items()
    ]


def _groups(carriers: Mapping[Id, Carrier], names: Mapping[Id, Id]) -> dict[Id, list[Carrier]]:
    groups: defaultdict[Id, list[Carrier]] = defaultdict(list)
    for key, name in names.items():
        groups[name].append(carriers[key])
    return groups


def _is_release(members: list[Carrier]) -> bool:
    """Whether the copies of one text come from a press release: several newsrooms, one of them says so, and
    none credits an agency or outlet."""
    rooms = {member.newsroom for member in members}
    says = any(member.credit.press_release for member in members)
    return len(rooms) > 1 and says and not any(member.credit.agency for member in members)


def _cases(
    links: Iterable[Link], stories: Mapping[Id, Id], origin: Mapping[Id, Id]
) -> dict[Id, tuple[Id, ...]]:
    """The origin of each story → those of the stories that are the same case."""
    found: defaultdict[Id, set[Id]] = defaultdict(set)
    for one in links:
        a, b = origin[stories[one.a]], origin[stories[one.b]]
        if one.verdict.relation is Relation.SAME_CASE and a != b:
            found[a].add(b)
            found[b].add(a)
    return {story: tuple(sorted(others, key=id_order)) for story, others in found.items()}


def _verdicts(links: Iterable[Link]) -> dict[Id, dict[Id, Verdict]]:
    """What each article is to each other one of its story that it is linked with."""
    found: defaultdict[Id, dict[Id, Verdict]] = defaultdict(dict)
    for one in links:
        if one.verdict.relation.is_story:
            found[one.a][one.b] = found[one.b][one.a] = one.verdict
    return found


def _chosen(verdicts: Mapping[Id, Verdict], origin: Id, *, copy: bool) -> Verdict | None:
    """What an article is to its origin; without a link to it, its surest link of the kind, or None."""
    some = {other: one for other, one in verdicts.items() if one.relation.is_copy is copy}
    if origin in some:
        return some[origin]
    # of equal scores the closer relation and then the reasons decide: never the order of the links
    closeness = list(Relation)
    return max(
        some.values(), key=lambda one: (one.score, -closeness.index(one.relation), one.reasons), default=None
    )


def _placed(
    carrier: Carrier,
    *,
    text: Id,
    story: Id,
    released: bool,
    cases: Mapping[Id, tuple[Id, ...]],
    verdicts: Mapping[Id, Verdict],
) -> Grouped:
    copy_of = text if text != carrier.id else None
    own, copy = carrier.id == story, copy_of is not None
    verdict = None if own else _chosen(verdicts, text if copy else story, copy=copy)
    # the origin of a text that is no story's origin may have only copies linked to it: the event is theirs
    event = verdict is None and not own
    return Grouped(
        id=carrier.id,
        story=story,
        copy_of=copy_of,
        relation=Relation.SAME_EVENT if event else verdict.relation if verdict else None,
        score=verdict.score if verdict else None,
        credited=carrier.credit.agency,
        press_release=released,
        same_case=cases.get(story, ()),
    )
