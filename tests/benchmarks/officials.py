"""Measures officials on the labelled articles: `python -m tests.benchmarks.officials`.

Names, names with posts, ranks, affiliations; by host; every error under its cause; how long an article takes.
Nothing is fitted by program, so the rows by host show what holds where. A post counts as right when its
letters agree, "Kasi" and "Kepala Seksi" being one; `word for word` counts the labels' own wording alone.
"""

from __future__ import annotations

import re
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipelines.labels.officials import Official, find_officials
from pipelines.labels.units import find_units
from pipelines.labels.words import read
from tests.benchmarks.labels_units_places import rows

_LONG_FORMS = {
    "kepala seksi": "kasi",
    "kepala bidang": "kabid",
    "kepala bagian": "kabag",
    "kabupaten": "",
    "provinsi": "",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """An article's officials, wanted and found, by the letters of their names."""

    article: str
    host: str
    wanted: Mapping[str, Mapping[str, Any]]
    found: Mapping[str, Official]


@dataclass
class Tally:
    right: int = 0
    wrong: int = 0
    missed: int = 0
    posts: int = 0
    wording: int = 0
    ranks: int = 0
    units: list[bool] = field(default_factory=list)

    def f1(self, right: int) -> float:
        """Of `right` answers among all wanted and found."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * right / total if total else 1.0

    @property
    def names(self) -> float:
        return self.f1(self.right)

    @property
    def names_with_posts(self) -> float:
        return self.f1(self.posts)


def letters(name: str) -> str:
    return re.sub(r"\W", "", name.lower())


def post_letters(post: str | None) -> str:
    text = re.sub(r"\(.*?\)", "", (post or "").lower())
    for long, short in _LONG_FORMS.items():
        text = text.replace(long, short)
    return letters(text)


def judge(row: Mapping[str, Any]) -> Judged:
    found = find_officials(read(row["text"], title=row["title"]))
    return Judged(
        row["id"],
        row["host"],
        {letters(official["name"]): official for official in row["officials"]},
        {letters(official.name): official for official in found},
    )


def tally(judged: Iterable[Judged]) -> Tally:
    score = Tally()
    for one in judged:
        both = one.wanted.keys() & one.found.keys()
        score.right += len(both)
        score.wrong += len(one.found) - len(both)
        score.missed += len(one.wanted) - len(both)
        for name in both:
            wanted, found = one.wanted[name], one.found[name]
            score.posts += post_letters(wanted["post"]) == post_letters(found.post)
            score.wording += wanted["post"] == found.post
            score.ranks += wanted["rank"] == found.rank
            if wanted["affiliation"].startswith("Pol"):
                score.units.append(wanted["affiliation"] == found.affiliation)
    return score


def errors(judged: Judged) -> Iterator[tuple[str, str]]:
    """(cause, line for a reader)."""
    where = f"{judged.article} {judged.host}"
    for name, wanted in judged.wanted.items():
        found = judged.found.get(name)
        if found is None:
            near = [other for other in judged.found.values() if _alike(wanted["name"], other.name)]
            cause = "name in another form" if near else "missed"
            yield cause, f"{where}: {wanted['name']}, {wanted['post']} ({', '.join(o.name for o in near)})"
            continue
        if found.rank != wanted["rank"]:
            yield "rank", f"{where}: {wanted['name']}: {wanted['rank']}, found {found.rank}"
        if found.post is None:
            yield "no post found", f"{where}: {wanted['name']}: {wanted['post']}"
        elif post_letters(wanted["post"]) != post_letters(found.post):
            yield "another post", f"{where}: {wanted['name']}: {wanted['post']}, found {found.post}"
        elif wanted["affiliation"].startswith("Pol") and wanted["affiliation"] != found.affiliation:
            yield "unit", f"{where}: {wanted['name']}: {wanted['affiliation']}, found {found.affiliation}"
    for name, extra in judged.found.items():
        if name not in judged.wanted:
            yield "not labelled", f"{where}: {extra.rank or ''} {extra.name}, {extra.post}"


def _alike(one: str, other: str) -> bool:
    return bool(set(one.lower().split()) & set(other.lower().split()))


def milliseconds(labelled: Sequence[Mapping[str, Any]]) -> float:
    """Of processor time for an article of 3,000 characters, its words and units being at hand."""
    texts = [read(row["text"], title=row["title"]) for row in labelled]
    best = float("inf")
    for _ in range(3):
        spent = 0.0
        for words in texts:
            units = find_units(words)
            begin = time.process_time()
            find_officials(words, units=units)
            spent += time.process_time() - begin
        best = min(best, spent)
    return best * 1000 / (sum(len(words.text) for words in texts) / 3000)


def main() -> int:
    labelled = rows()
    if not labelled:
        print("no labelled articles beside the project", file=sys.stderr)
        return 1
    judged = [judge(row) for row in labelled]
    for line in _report(judged, milliseconds(labelled)):
        print(line)
    return 0


def _report(judged: Sequence[Judged], spent: float) -> Iterator[str]:
    score = tally(judged)
    yield f"names F1 {score.names:.3f} ({score.right} right, {score.wrong} wrong, {score.missed} missed)"
    yield f"names with posts F1 {score.names_with_posts:.3f}, word for word {score.f1(score.wording):.3f}"
    yield f"ranks {score.ranks / score.right:.3f}, police units {sum(score.units) / len(score.units):.3f}"
    yield f"{spent:.2f} ms for 3,000 characters"
    hosts: dict[str, list[Judged]] = defaultdict(list)
    causes: dict[str, list[str]] = defaultdict(list)
    for one in judged:
        hosts[one.host].append(one)
        for cause, line in errors(one):
            causes[cause].append(line)
    yield "\nby host: articles, names F1, names with posts F1"
    for host, some in sorted(hosts.items(), key=lambda row: -len(row[1])):
        part = tally(some)
        if part.right + part.wrong + part.missed:
            yield f"{host:34} {len(some):4} {part.names:6.3f} {part.names_with_posts:6.3f}"
    for cause, lines in sorted(causes.items(), key=lambda row: -len(row[1])):
        yield f"\n{cause} ({len(lines)})"
        yield from (f"  {line}" for line in lines)


if __name__ == "__main__":
    sys.exit(main())
