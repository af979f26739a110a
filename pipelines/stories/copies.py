"""Two texts in, whether one is a copy of the other. Knows no events.

The measure is the share of two-word shingles: in both texts together (Jaccard) and in the shorter one
(containment). Where the same newsroom prints both, more is asked: it fills its follow-ups with its own
paragraphs. A template of another day or place agrees in everything but figures, days and names.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.stories.headlines import figures_differ, gathers, stage_gap
from pipelines.stories.relations import Relation, Verdict

# Chosen on 54 stories and 33 look-alikes, each story judged by thresholds chosen without it.
VERBATIM = 0.92  # Jaccard
ELSEWHERE = 0.625  # containment, of another newsroom's text
ELSEWHERE_LEAST = 0.2  # Jaccard below which the longer text is a round-up that holds the shorter one
SAME_NEWSROOM = 0.48  # Jaccard
HARDLY_NEW = 0.8  # Jaccard above which a new headline makes no new report
SHORTEST = 20  # shingles: less is a caption, too little to judge
TABLE = 0.08  # share of figures among the words, above which a text is a table of prices or hours
MOVED = 0.1  # share of a table's figures that may differ


@dataclass(frozen=True, kw_only=True, slots=True)
class TextFeatures:
    """A text made comparable: see `pipelines.stories.profile`."""

    words: tuple[str, ...]
    pairs: frozenset[str]  # two-word shingles
    figures: tuple[str, ...]  # words with a digit in it, in order
    title: tuple[str, ...]
    days: frozenset[tuple[int, int]]  # (month, day) named anywhere
    head_days: frozenset[tuple[int, int]]
    published: int | None = None  # day number, local
    newsroom: str | None = None
    places: frozenset[str] = frozenset()  # where somebody read them; empty says nothing
    units: frozenset[str] = frozenset()


def compare_texts(a: TextFeatures, b: TextFeatures) -> Verdict | None:
    """`verbatim`, `light-edit`, or None where neither text is a copy of the other. Symmetric."""
    shorter = min(len(a.pairs), len(b.pairs))
    if shorter < SHORTEST:
        return _short(a, b)
    common = len(a.pairs & b.pairs)
    jaccard, containment = common / (len(a.pairs) + len(b.pairs) - common), common / shorter
    same_room = a.newsroom is not None and a.newsroom == b.newsroom
    if same_room:
        alike = jaccard >= SAME_NEWSROOM and (jaccard >= HARDLY_NEW or not follow_up_reason(a, b))
    else:
        alike = containment >= ELSEWHERE and jaccard >= ELSEWHERE_LEAST
    if not alike or template_reason(a, b):
        return None
    return Verdict(
        relation=Relation.VERBATIM if jaccard >= VERBATIM else Relation.LIGHT_EDIT,
        score=round(containment, 3),
        reasons=(
            f"{containment:.0%} of the shorter text stands in the longer",
            f"{jaccard:.0%} of both is common",
            "same newsroom" if same_room else "different newsrooms",
        ),
    )


def _short(a: TextFeatures, b: TextFeatures) -> Verdict | None:
    """Texts of a line or two are copies only where they are equal."""
    if not a.words or a.words != b.words:
        return None
    return Verdict(relation=Relation.VERBATIM, score=1.0, reasons=("equal, word for word",))


def follow_up_reason(a: TextFeatures, b: TextFeatures) -> str | None:
    """Why two texts of one newsroom that share half are a report and its follow-up; None for no sign."""
    if gathers(a.title) != gathers(b.title):
        return "one gathers several reports"
    stage = stage_gap(a.title, a.words, b.title, b.words)
    return f"another stage: {stage}" if stage else None


def template_reason(a: TextFeatures, b: TextFeatures) -> str | None:
    """Why two texts that agree are a template filled in twice and no copies; None where they are copies."""
    if _of_other_places(a, b):
        return "other places and units"
    if a.head_days - b.days and b.head_days - a.days:
        return "other days in title or lead"
    if counted := figures_differ(a.title, b.title):
        return f"headlines count {counted}"
    if a.published != b.published and _own_figures(a, b) and _own_figures(b, a):
        return "another day's figures in the title"
    return "other figures in a table" if _is_table(a) and _is_table(b) and _moved(a, b) > MOVED else None


def _of_other_places(a: TextFeatures, b: TextFeatures) -> bool:
    """Whether nothing of what both have been read for is common."""
    kinds = [(mine, its) for mine, its in ((a.places, b.places), (a.units, b.units)) if mine and its]
    return bool(kinds) and not any(mine & its for mine, its in kinds)


def _own_figures(a: TextFeatures, b: TextFeatures) -> set[str]:
    return {word for word in a.title if word[0].isdigit()} - {*b.title, *b.figures}


def _is_table(text: TextFeatures) -> bool:
    return len(text.figures) >= TABLE * len(text.words)


def _moved(a: TextFeatures, b: TextFeatures) -> float:
    """The share of the figures that only one of two tables has, by the one that has fewer of its own."""
    mine, theirs = set(a.figures), set(b.figures)
    return min(len(mine - theirs) / max(1, len(mine)), len(theirs - mine) / max(1, len(theirs)))
