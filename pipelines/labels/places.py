"""Where an article's events took place, and which places it mentions besides, with codes and provinces.

Every naming of a place is a vote for its kabupaten or kota; how much it counts depends on what stands
around it (`votes.py`). Those with the most votes are where it happened. The province is filled in from the
kabupaten. Ambiguous names follow the rest of the text, then the source's region; what stays open is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipelines.labels.areas import Atlas, atlas
from pipelines.labels.dateline import find_dateline
from pipelines.labels.gazetteer import mentions
from pipelines.labels.units import Unit, find_units
from pipelines.labels.votes import Ballot, count
from pipelines.labels.words import Span, Words, as_words

_SHARE = 0.5  # of the most votes that a further place of the events must have
_SURE = 3.0  # votes of a place that make one that only the dateline names doubtful
_LIST = 6  # as many kabupaten of one province are a list when none of them
_LIST_SHARE = 0.35  # has that part of all votes
_ALONE = 1.5  # votes that suffice for the only one in the province that the text speaks of
_LEAST = 2.0  # votes below which a place was only mentioned


@dataclass(frozen=True, slots=True)
class Place:
    """`kabupaten_kota` as `Kabupaten Ogan Komering Ulu` or None where only the province is known. `code`
    is that of the kabupaten, kota or province."""

    kabupaten_kota: str | None
    provinsi: str
    kecamatan: tuple[str, ...]
    code: str
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """`events`: where it happened, the likeliest first. `others`: mentioned besides. `dateline` as
    written."""

    events: tuple[Place, ...]
    others: tuple[Place, ...]
    dateline: str | None


def find_places(
    text: str | Words,
    *,
    dateline: str | None = None,
    region: str | None = None,
    units: Sequence[Unit] | None = None,
) -> Places:
    """The places of a text.

    `dateline`: known from elsewhere; else it is looked for. `region`: what the source is watched for, by
    name. `units`: those of `find_units` for the same text, when they are at hand.
    """
    words = as_words(text)
    known = atlas()
    line = find_dateline(words)
    if units is None:
        units = find_units(words, region=region)
    ballot = count(words, mentions(words), units, dateline or (line.text if line else None), region)
    votes = ballot.ranked()
    found = [_place(known, ballot, code) for code, _ in votes]
    sums = dict(votes)
    bar = max(votes[0][1] * _SHARE, _LEAST) if votes else _LEAST
    events = [place for place in found if sums[place.code] >= bar and not _reported_from(ballot, place, sums)]
    if _is_list(found, sums):
        events = []
    others = [place for place in found if place not in events]
    if not events:
        events = _provinces(known, ballot)
        inside = [place for place in others if events and place.provinsi == events[0].provinsi]
        if len(inside) == 1 and sums[inside[0].code] >= _ALONE:
            events = inside
            others.remove(inside[0])
    return Places(tuple(events), tuple(others), dateline or (line.text if line else None))


def _reported_from(ballot: Ballot, place: Place, sums: Mapping[str, float]) -> bool:
    """Only the dateline names it, and the text speaks of another place or province: the reporter sat
    there."""
    if place.code not in ballot.dated_only:
        return False
    elsewhere = any(votes >= _SURE for code, votes in sums.items() if code != place.code)
    return elsewhere or any(code != place.code[:2] for code in ballot.provinces)


def _is_list(found: Sequence[Place], sums: Mapping[str, float]) -> bool:
    """Figures by kabupaten for a whole province: none of them is where it happened."""
    if len(found) < _LIST or len({place.provinsi for place in found}) > 1:
        return False
    return max(sums.values()) < sum(sums.values()) * _LIST_SHARE


def _place(known: Atlas, ballot: Ballot, code: str) -> Place:
    kecamatan = tuple(known.areas[sub].name for sub in ballot.kecamatan.get(code, ()))
    spans = tuple(sorted(set(ballot.evidence[code])))
    return Place(known.areas[code].title, known.province_of(code).name, kecamatan, code, spans)


def _provinces(known: Atlas, ballot: Ballot) -> list[Place]:
    """The province most spoken of, when no kabupaten or kota is known to be where it happened."""
    named = ballot.provinces.keys() - ballot.dated_only
    provinces = sorted(named, key=lambda code: (-ballot.provinces[code], code))
    return [
        Place(None, known.areas[code].name, (), code, tuple(sorted(set(ballot.evidence[code]))))
        for code in provinces[:1]
        if ballot.provinces[code] >= _LEAST
    ]
