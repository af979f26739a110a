"""The states of a source, and which words of a reason speak for one. Knows neither runs nor articles."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """In the order of how much they ask for somebody's attention."""

    GONE = "gone"  # its host cannot be found or reached, or its lists are no more
    BLOCKED = "blocked"  # it declines us: 401, 403, 429, robots.txt, a challenge page
    BROKEN = "broken"  # it answers, but is read no longer as it was: the template changed
    FAILING = "failing"  # its last runs failed for another reason
    SILENT = "silent"  # all is well, and nothing new comes in for far longer than ever before
    UNSTEADY = "unsteady"  # its last run failed, the one before did not: sites have bad hours
    NEW = "new"  # too young to be judged by its past
    WELL = "well"


ILL = frozenset({State.GONE, State.BLOCKED, State.BROKEN, State.FAILING, State.SILENT})


@dataclass(frozen=True, kw_only=True, slots=True)
class Health:
    """A source's state. `since` is aware; None where no moment can be named. `figures` are those of its
    newest articles and last runs, for charts and scripts."""

    source: str
    state: State
    since: datetime | None
    evidence: str
    figures: dict[str, float] = field(default_factory=dict)


_FIRM = ("HTTP 401", "HTTP 403", "HTTP 451", "forbidden by robots.txt", "challenge page", "login page")
_SOFT = ("HTTP 429", "robots.txt: HTTP")  # a busy hour looks the same
_ENDED = ("HTTP 404", "HTTP 410")
_UNREACHED = ("host name not found", "connection refused")
_NAMED_NONE = "named no article"


def state_of(reason: str) -> State:
    """What a failure tells of the source, if it lasts; FAILING for what tells nothing in particular."""
    if _has(reason, _UNREACHED) or _has(reason, _ENDED):
        return State.GONE
    if declines(reason):
        return State.BLOCKED
    return State.BROKEN if _NAMED_NONE in reason else State.FAILING


def is_firm(reason: str) -> bool:
    """Whether the first such answer is no accident: a site that forbids, or whose lists are no more."""
    return _has(reason, (*_FIRM, *_ENDED, _NAMED_NONE))


def declines(reason: str) -> bool:
    """Whether the site does not want us, by what it or our reading of its page says."""
    return _has(reason, (*_FIRM, *_SOFT))


def _has(reason: str, marks: tuple[str, ...]) -> bool:
    return any(mark in reason for mark in marks)
