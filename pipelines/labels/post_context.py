"""The unit or area that a post belongs to when the text says it elsewhere: the one named last before it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from pipelines.labels.areas import Area, atlas
from pipelines.labels.gazetteer import Mention
from pipelines.labels.sighting import Post, Sight
from pipelines.labels.units import Unit


def area_code(sight: Sight, mention: Mention, *levels: str) -> str:
    """The area that a mention means: of the wanted levels, rather one whose police the text names."""
    codes = mention.codes(*levels)
    if len(codes) > 1:
        known = sight.codes
        codes = [code for code in codes if code[:5] in known] or codes
    return codes[0] if codes else ""


def own_area(sight: Sight, post: Post, *levels: str) -> Area | None:
    if post.area is None:
        return None
    code = area_code(sight, post.area, *levels)
    return atlas().areas[code] if code else None


def nearest(sight: Sight, post: Post, levels: Sequence[str]) -> Unit | None:
    """The unit of such a level that was named last before the post; the first after it where none was."""
    before: list[tuple[int, Unit]] = []
    after: list[tuple[int, Unit]] = []
    for level in levels:
        order = sight.units_by_level.get(level, ())
        at = bisect_right(order, post.first, key=lambda row: row[0])
        before += order[max(at - 1, 0) : at]
        after += order[at : at + 1]
    found = max(before, key=spot, default=None) or min(after, key=spot, default=None)
    return found[1] if found else None


def spot(row: tuple[int, Unit]) -> int:
    return row[0]


def nearest_area(sight: Sight, post: Post, *levels: str) -> Area | None:
    """The area of such a level that was named last before the post, by itself or by its police."""
    if levels not in sight.area_spots:
        sight.area_spots[levels] = sorted(_spots(sight, levels))
    spots = sight.area_spots[levels]
    at = bisect_right(spots, (post.first, "~"))
    near = spots[at - 1 : at] or spots[at : at + 1]
    return atlas().areas[near[0][1]] if near else None


def _spots(sight: Sight, levels: Sequence[str]) -> Iterator[tuple[int, str]]:
    areas = atlas().areas
    for first, mention in sight.areas.items():
        if code := area_code(sight, mention, *levels):
            yield first, code
    for first, unit in sight.unit_order:
        if unit.code[:5] in areas and areas[unit.code[:5]].level in levels:
            yield first, unit.code[:5]
