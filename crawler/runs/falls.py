"""Whether a share fell, and since when: a change point, tested so that small samples raise no alarm. Pure.

Knows neither articles nor runs: a sequence of (have, of) in, the newest first; a Fall or None out.

The cut between now and before is put where the two parts differ most (likelihood ratio of two binomials
against one). A fall is then believed when all of this holds:

- before, the share was usual (60 %), and it has fallen to less than half of that, in the newest few as well;
- Fisher's exact test, one-sided (R. A. Fisher, Statistical Methods for Research Workers, 5th ed. 1934,
  §21.02; exact for samples of any size), says that chance does it once in 100,000 times at most; once in
  1,000 where the share was as good as whole and is nothing now, as a changed template has it;
- it never was as low before, not even over a stretch of half the length: news come in bunches, and a bunch of
  press releases without an author is no change of the template.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import comb, log

LEAST, LEAST_BEFORE = 5, 8  # of now and of before, below which a share says nothing
MOST = 1000  # groups of now that are looked at
USUAL = 0.6
VANISHED = 0.5  # less than this part of the share before
WHOLE = 0.95
CHANCE, CHANCE_OF_NONE = 1e-5, 1e-3


@dataclass(frozen=True, kw_only=True, slots=True)
class Fall:
    """`have` of the newest `of`, where it was `had` of `out_of` before. `groups`: how many of those given
    are now."""

    have: int
    of: int
    had: int
    out_of: int
    groups: int

    @property
    def told(self) -> str:
        """ "0 of the newest 12, 97 of 100 before"."""
        return f"{self.have} of the newest {self.of}, {self.had} of {self.out_of} before"


def find_fall(groups: Sequence[tuple[int, int]]) -> Fall | None:
    """`groups` are (have, of), the newest first; `of` is 1 for single articles, any number but 0 for runs."""
    have = [0, *accumulate(group[0] for group in groups)]
    of = [0, *accumulate(group[1] for group in groups)]
    best, strongest = None, 0.0
    for cut in range(1, min(len(groups), MOST + 1)):
        now = Fall(have=have[cut], of=of[cut], had=have[-1] - have[cut], out_of=of[-1] - of[cut], groups=cut)
        if now.of < LEAST:
            continue
        if now.out_of < LEAST_BEFORE:
            break
        if not _is_low(now):
            if best is None:
                return None  # the newest few are as they were, whatever was between
            continue
        strength = _ratio(now)
        if strength > strongest:
            best, strongest = now, strength
    return best if best and _sure(best) and _never_before(best, groups) else None


def _is_low(one: Fall) -> bool:
    had = one.had / one.out_of
    return had >= USUAL and one.have / one.of < had * VANISHED


def _ratio(one: Fall) -> float:
    """The logarithm of how much better two shares explain what was seen than one share does."""
    both = _likelihood(one.have + one.had, one.of + one.out_of)
    return _likelihood(one.have, one.of) + _likelihood(one.had, one.out_of) - both


def _likelihood(have: int, of: int) -> float:
    lack = of - have
    return (have * log(have / of) if have else 0.0) + (lack * log(lack / of) if lack else 0.0)


def _sure(one: Fall) -> bool:
    bound = CHANCE_OF_NONE if one.have == 0 and one.had >= WHOLE * one.out_of else CHANCE
    return chance(one.have, one.of, one.had, one.out_of) <= bound


def chance(have: int, of: int, had: int, out_of: int) -> float:
    """Fisher's exact test, one-sided: how probable so few of now are, if now is as before."""
    both, all_of = have + had, of + out_of
    ways = sum(comb(of, k) * comb(out_of, both - k) for k in range(max(0, both - out_of), have + 1))
    return ways / comb(all_of, both)


def _never_before(one: Fall, groups: Sequence[tuple[int, int]]) -> bool:
    """Whether no stretch of before, of half as many groups, had as low a share as now."""
    before, size = groups[one.groups :], (one.groups + 1) // 2
    have = [0, *accumulate(group[0] for group in before)]
    of = [0, *accumulate(group[1] for group in before)]
    share = one.have / one.of
    return all(
        (have[end] - have[end - size]) / (of[end] - of[end - size]) > share
        for end in range(size, len(before) + 1)
    )
