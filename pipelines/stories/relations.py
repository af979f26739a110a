"""What two articles can be to each other. Decides nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Id = int | str  # the store's number, or whatever a file calls its articles


class Relation(StrEnum):
    """From the closest to the loosest. The first two are copies: one source, whoever carries it."""

    VERBATIM = "verbatim"  # the same text, at most retouched
    LIGHT_EDIT = "light-edit"  # the same text shortened, extended or with another lead
    SAME_EVENT = "same-event"  # the same event in other words
    SAME_CASE = "same-case"  # another stage or angle of it: linked, never merged

    @property
    def is_copy(self) -> bool:
        return self in (Relation.VERBATIM, Relation.LIGHT_EDIT)

    @property
    def is_story(self) -> bool:
        """Whether the two belong to one story."""
        return self is not Relation.SAME_CASE


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What two articles were found to be to each other."""

    relation: Relation
    score: float  # 0 … 1: for copies the share of the shorter text that the longer has, else how sure
    reasons: tuple[str, ...] = ()  # in words, for a reader who asks why


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A verdict and its two articles; `a` comes before `b` in `id_order`, so that a pair has one form."""

    a: Id
    b: Id
    verdict: Verdict


def id_order(article_id: Id) -> tuple[int, str]:
    """Sorts ids of either type: 2 before 10."""
    text = str(article_id)
    return (len(text), text)


def link(one: Id, other: Id, verdict: Verdict) -> Link:
    a, b = sorted((one, other), key=id_order)
    return Link(a=a, b=b, verdict=verdict)
