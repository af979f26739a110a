"""Articles that wait are linked: whose copy they are, which of them tell one event. Here comparing, which is
pure, meets the store.

Done at the end of a run, outside the way of its pages: what is stored waits in the store itself, so nothing
is lost by a kill, and no process has to remember anything. What comes out does not depend on who linked what.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from crawler.urls import host_of
from pipelines.stories.group import Grouped, arrange, links_of
from pipelines.stories.index import CROWD, Key
from pipelines.stories.origin import Carrier, Credit
from pipelines.stories.profile import RULES, Document, Profile, profile_of
from pipelines.stories.relations import Id, Link, Relation, Verdict
from pipelines.stories.summary import Summary, summaries
from storage.desk import LinkingDesk
from storage.store import Store
from storage.story_records import Member, Place, Story, StoryLink, Unlinked

log = logging.getLogger(__name__)

# Articles a transaction: a crawl that wants to write waits for it, about a tenth of a second.
BATCH = 32
# Profiles of candidates that are kept for the next article: copies come in swarms. 57 KB for 200 words, so 60
# MB when a thousand were met; with 128 each was made three times and a half over.
REMEMBERED = 1024


def link_waiting(store: Store, told: Callable[[], object] = lambda: None) -> int:
    """Links every article that waits; `told` is called after each. Gives how many. Raises StoreError."""
    count = 0
    for linked in linked_in_batches(store):
        for _ in range(linked):
            told()
        count += linked
    return count


def linked_in_batches(store: Store) -> Iterator[int]:
    """Links what waits, a batch a step, and gives how many. A caller that stops leaves the rest waiting."""
    linker = _Linker(store)
    while waiting := store.unlinked(BATCH):
        yield linker.link(waiting)


@dataclass
class _Linker:
    store: Store
    _profiles: dict[int, tuple[object, Profile]] = field(default_factory=dict)

    def link(self, waiting: list[Unlinked]) -> int:
        """One transaction. What changed meanwhile, or was linked by another process, is passed over."""
        profiles = {one.ticket: self._profile(one) for one in waiting}
        done = 0
        with self.store.linking(RULES) as desk:
            affected: set[int] = set()
            touched: set[int] = set()
            for one in waiting:
                if not desk.take(one.ticket):
                    continue
                done += 1
                former = desk.forget(one.article_id)
                if former is not None:
                    affected.add(former)
                profile = profiles[one.ticket]
                if profile is not None:
                    touched |= self._join(desk, profile)
            _arrange(desk, affected | desk.stories_of(touched))
        self._shrink()
        return done

    def _join(self, desk: LinkingDesk, profile: Profile) -> set[int]:
        """Links one article to those before it; gives the articles that this touches."""
        found = links_of(profile, _Keys(desk), lambda number: self._stored(desk, number))
        links = [_kept(one) for one in found]
        desk.join(_member(profile), profile.keys, links)
        return {int(profile.id), *(end for one in links for end in (one.a, one.b))}

    def _stored(self, desk: LinkingDesk, number: Id) -> Profile | None:
        article = desk.article(int(number))
        return self._profile(article) if article else None

    def _profile(self, article: Unlinked) -> Profile | None:
        """The profile of a text as it stands: made once while it stays in memory and unchanged."""
        if article.text is None:
            return None
        state = (article.title, hash(article.text), article.dated_at, article.url)
        kept = self._profiles.pop(article.article_id, None)
        profile = kept[1] if kept and kept[0] == state else _made(_document(article))
        self._profiles[article.article_id] = (state, profile)
        return profile

    def _shrink(self) -> None:
        while len(self._profiles) > REMEMBERED:
            del self._profiles[next(iter(self._profiles))]


class _Keys:
    """The store's keys, as comparing asks for them."""

    def __init__(self, desk: LinkingDesk) -> None:
        self._desk = desk

    def candidates(self, keys: Iterable[Key]) -> dict[Id, Counter[int]]:
        return dict(self._desk.candidates(keys, CROWD).items())


def _made(document: Document) -> Profile:
    """A text that our reading breaks on costs itself alone: it becomes a story of its own."""
    try:
        return profile_of(document)
    except Exception:
        log.exception("article %s cannot be compared with others", document.id)
        return profile_of(replace(document, text="", title=None))


def _document(article: Unlinked) -> Document:
    return Document(
        id=article.article_id,
        text=article.text or "",
        title=article.title,
        outlet=_outlet(article),
        published_at=article.dated_at,
    )


def _outlet(article: Unlinked) -> str:
    """The host that printed it. Texts from files have none: there the source is the outlet."""
    on_the_web = urlsplit(article.url).scheme in ("http", "https")
    return host_of(article.url) if on_the_web else article.source


def _arrange(desk: LinkingDesk, stories: set[int]) -> None:
    """Stories that articles came to or left are made anew from all their links."""
    if not stories:
        return
    members = desk.members(stories)
    carriers: dict[Id, Carrier] = {one.article_id: _carrier(one) for one in members}
    links = [_link(one) for one in desk.links(one.article_id for one in members)]
    places = arrange(carriers, links)
    told = [_story(one) for one in summaries(carriers, places)]
    desk.arrange(stories, [_place(one) for one in places], told)


def _member(profile: Profile) -> Member:
    carrier = profile.carrier
    assert carrier.published_at is not None  # a stored article has a time,
    assert carrier.newsroom is not None  # and an outlet
    return Member(
        article_id=int(carrier.id),
        newsroom=carrier.newsroom,
        dated_at=carrier.published_at,
        credited=carrier.credit.agency,
        names_release=carrier.credit.press_release,
    )


def _carrier(member: Member) -> Carrier:
    return Carrier(
        id=member.article_id,
        newsroom=member.newsroom,
        published_at=member.dated_at,
        credit=Credit(agency=member.credited, press_release=member.names_release),
    )


def _kept(link: Link) -> StoryLink:
    verdict = link.verdict
    return StoryLink(
        a=int(link.a),
        b=int(link.b),
        relation=verdict.relation.value,
        score=verdict.score,
        reasons=verdict.reasons,
    )


def _link(link: StoryLink) -> Link:
    verdict = Verdict(relation=Relation(link.relation), score=link.score, reasons=link.reasons)
    return Link(a=link.a, b=link.b, verdict=verdict)


def _place(place: Grouped) -> Place:
    return Place(
        article_id=int(place.id),
        story_id=int(place.story),
        copy_of=None if place.copy_of is None else int(place.copy_of),
        relation=place.relation.value if place.relation else None,
        score=place.score,
        press_release=place.press_release,
    )


def _story(summary: Summary) -> Story:
    assert summary.first_at is not None  # a stored article has a time
    assert summary.last_at is not None
    return Story(
        id=int(summary.story),
        first_at=summary.first_at,
        last_at=summary.last_at,
        articles=summary.articles,
        copies=summary.copies,
        newsrooms=summary.newsrooms,
        independent=summary.independent,
        press_release=summary.press_release,
    )
