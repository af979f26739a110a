"""What the store keeps of stories, one frozen type each. Knows nothing of how texts are compared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crawler.items import StoredArticle


@dataclass(frozen=True, kw_only=True, slots=True)
class Unlinked:
    """An article that is to be linked, as it stands now. `text` is None for one that was deleted.

    The ticket is good for this state of it: once the article changes, it has another one.
    """

    ticket: int
    article_id: int
    source: str = ""
    url: str = ""
    title: str | None = None
    text: str | None = None
    dated_at: datetime | None = None  # aware; None only without a text


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """What is remembered of a linked article, so that stories can be arranged without its text."""

    article_id: int
    newsroom: str
    dated_at: datetime  # aware
    credited: str | None = None
    names_release: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class StoryLink:
    """What two articles are to each other; `a` < `b`. `relation`: verbatim, light-edit, same-event or
    same-case."""

    a: int
    b: int
    relation: str
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """An article's place in its story. `relation` is to `copy_of`, else to the story; None for its origin."""

    article_id: int
    story_id: int
    copy_of: int | None = None
    relation: str | None = None
    score: float | None = None
    press_release: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """A story in figures. Its number is that of the article which had it first. Times are aware."""

    id: int
    first_at: datetime
    last_at: datetime
    articles: int
    copies: int  # articles that carry the text of another one
    newsrooms: int  # that carry it
    independent: int  # newsrooms that tell it in words of their own: ten copies are one
    press_release: bool  # one of its texts is a press release


@dataclass(frozen=True, kw_only=True, slots=True)
class StoryQuery:
    """Which stories: told since and before (aware), by so many independent newsrooms, carried by one of these
    sources. The newest first."""

    sources: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    least: int = 1
    limit: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ToldStory:
    """A story as a list shows it."""

    story: Story
    title: str | None  # the origin's
    source: str  # the origin's
    url: str
    credited: str | None  # whom the origin names as its source


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """One article of a story, with its place in it."""

    article: StoredArticle
    member: Member
    place: Place
