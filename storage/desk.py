"""What linking asks of a store inside one transaction, whatever keeps it. Compares no texts.

Keys are pairs of a band (0 … 255) and a signed integer of 64 bits, as `pipelines.stories.index.Key` has them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Protocol

from storage.story_records import Member, Place, Story, StoryLink, Unlinked

Key = tuple[int, int]


class LinkingDesk(Protocol):
    def take(self, ticket: int) -> bool:
        """Whether the article still waits with this ticket; from now on it does not."""

    def candidates(self, keys: Iterable[Key], crowd: int) -> dict[int, Counter[int]]:
        """The articles that share a key, with how many they share in each band. A key that more than `crowd`
        articles share is passed over."""

    def article(self, article_id: int) -> Unlinked | None:
        """A linked article's text as it stands; None for one that is gone."""

    def forget(self, article_id: int) -> int | None:
        """Takes back an article's keys, links and place; gives the story it was in."""

    def join(self, member: Member, keys: Iterable[Key], links: Sequence[StoryLink]) -> None:
        """Notes a linked article with its keys and links, as a story of its own until it is placed."""

    def stories_of(self, articles: Iterable[int]) -> set[int]:
        """The stories that these articles are in now."""

    def members(self, stories: Iterable[int]) -> list[Member]:
        """All articles of these stories."""

    def links(self, articles: Iterable[int]) -> list[StoryLink]:
        """The links that make stories, from these articles to later ones. Links of a case are left out."""

    def arrange(self, stories: Iterable[int], places: Sequence[Place], told: Sequence[Story]) -> None:
        """In place of these stories there are now those told, with their articles in these places."""
