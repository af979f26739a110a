"""Stories in figures: who carries one, who tells it in words of their own. Links and arranges nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from pipelines.stories.group import Grouped
from pipelines.stories.origin import Carrier
from pipelines.stories.relations import Id


@dataclass(frozen=True, kw_only=True, slots=True)
class Summary:
    """One story. Times are aware, None where no article of it has one."""

    story: Id  # the id of its origin
    first_at: datetime | None
    last_at: datetime | None
    articles: int
    copies: int
    newsrooms: int
    independent: int  # newsrooms whose text is no copy: ten copies of one text are one source
    press_release: bool


def summaries(carriers: Mapping[Id, Carrier], places: Iterable[Grouped]) -> list[Summary]:
    """The stories of some arranged articles; `carriers` holds each of them."""
    stories: defaultdict[Id, list[Grouped]] = defaultdict(list)
    for place in places:
        stories[place.story].append(place)
    return [_summary(story, members, carriers) for story, members in stories.items()]


def _summary(story: Id, members: list[Grouped], carriers: Mapping[Id, Carrier]) -> Summary:
    times = sorted(at for one in members if (at := carriers[one.id].published_at))
    return Summary(
        story=story,
        first_at=times[0] if times else None,
        last_at=times[-1] if times else None,
        articles=len(members),
        copies=sum(one.copy_of is not None for one in members),
        newsrooms=len(_rooms(members, carriers)),
        independent=len(_rooms((one for one in members if one.copy_of is None), carriers)),
        press_release=any(one.press_release for one in members),
    )


def _rooms(members: Iterable[Grouped], carriers: Mapping[Id, Carrier]) -> set[object]:
    """The newsrooms; an article of which none is known stands for itself."""
    return {carriers[one.id].newsroom or ("", one.id) for one in members}
