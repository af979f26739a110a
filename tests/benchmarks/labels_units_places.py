"""Measures units and places on the labelled articles: `python -m tests.benchmarks.labels_units_places`.

Prints precision, recall and F1 (micro) with and without borderline articles, by host, and every error with
the words that led to it. Nothing is fitted by program: rules and weights are the same for every host, so that
the rows by host show what holds where.
"""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipelines.labels.places import Place, Places, find_places
from pipelines.labels.units import Unit, find_units
from pipelines.labels.words import Words, read

GOLD = Path(__file__).parents[3] / "shared" / "gold" / "articles.jsonl"
Row = dict[str, Any]


@dataclass
class Score:
    right: int = 0
    wrong: int = 0
    missed: int = 0
    errors: list[str] = field(default_factory=list)

    def add(self, wanted: set[str], found: set[str]) -> None:
        self.right += len(wanted & found)
        self.wrong += len(found - wanted)
        self.missed += len(wanted - found)

    @property
    def f1(self) -> float:
        return 2 * self.right / (2 * self.right + self.wrong + self.missed) if self.right else 0.0

    def __str__(self) -> str:
        precision = self.right / max(self.right + self.wrong, 1)
        recall = self.right / max(self.right + self.missed, 1)
        counts = f"({self.right} right, {self.wrong} wrong, {self.missed} missed)"
        return f"precision {precision:.3f} recall {recall:.3f} F1 {self.f1:.3f} {counts}"


@dataclass(frozen=True)
class Labelled:
    """An article with its labels, wanted and found."""

    row: Row
    words: Words
    units: tuple[Unit, ...]
    places: Places


def rows() -> list[Row]:
    """The labelled articles; empty where they are not at hand."""
    return [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()] if GOLD.is_file() else []


def label(row: Row) -> Labelled:
    words = read(row["text"], title=row["title"])
    units = find_units(words)
    return Labelled(row, words, units, find_places(words, units=units))


def _named(places: Iterable[Row], key: str) -> set[str]:
    return {place[key] for place in places if place[key]}


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name)).lower()


def _found(places: Sequence[Place]) -> set[str]:
    return {place.kabupaten_kota for place in places if place.kabupaten_kota}


def units_of(one: Labelled) -> tuple[set[str], set[str]]:
    return set(one.row["units"]), {unit.name for unit in one.units}


def kabupaten_of(one: Labelled) -> tuple[set[str], set[str]]:
    """Of the events; those only mentioned are neither wanted nor allowed."""
    return _named(one.row["places"], "kabupaten_kota"), _found(one.places.events)


def provinces_of(one: Labelled) -> tuple[set[str], set[str]]:
    return _named(one.row["places"], "provinsi"), {place.provinsi for place in one.places.events}


def kecamatan_of(one: Labelled) -> tuple[set[str], set[str]]:
    wanted = {_letters(name) for place in one.row["places"] for name in place["kecamatan"]}
    return wanted, {_letters(name) for place in one.places.events for name in place.kecamatan}


def named_at_all(one: Labelled) -> tuple[set[str], set[str]]:
    wanted = _named([*one.row["places"], *one.row["places_other"]], "kabupaten_kota")
    return wanted, _found([*one.places.events, *one.places.others])


MEASURES: dict[str, Callable[[Labelled], tuple[set[str], set[str]]]] = {
    "units": units_of,
    "kabupaten/kota": kabupaten_of,
    "provinces": provinces_of,
    "kecamatan": kecamatan_of,
    "kabupaten/kota named at all": named_at_all,
}


def score(articles: Iterable[Labelled], measure: str) -> Score:
    total = Score()
    for one in articles:
        wanted, found = MEASURES[measure](one)
        total.add(wanted, found)
        if wanted != found:
            total.errors.append(_error(one, wanted, found))
    return total


def _error(one: Labelled, wanted: set[str], found: set[str]) -> str:
    mark = " (borderline)" if one.row["borderline"] else ""
    reasons = {unit.name: unit.evidence for unit in one.units}
    reasons |= {place.kabupaten_kota or place.provinsi: place.evidence for place in one.places.events}
    extra = [
        f"+{name} ← {' | '.join(one.words.quote(span) for span in reasons.get(name, ())[:3])}"
        for name in sorted(found - wanted)
    ]
    missing = [f"-{name}" for name in sorted(wanted - found)]
    return f"{one.row['id']} {one.row['host']}{mark}: {'; '.join(missing + extra)}"


def main() -> int:
    labelled = [label(row) for row in rows()]
    if not labelled:
        print(f"no labelled articles at {GOLD}")
        return 1
    clear = [one for one in labelled if not one.row["borderline"]]
    for measure in MEASURES:
        print(f"{measure:28} {score(labelled, measure)}")
        print(f"{'  without borderline':28} {score(clear, measure)}")
    _by_host(labelled)
    for measure in ("units", "kabupaten/kota"):
        print(f"\nerrors: {measure}")
        print("\n".join(f"  {error}" for error in score(labelled, measure).errors))
    print(f"\n{_milliseconds(rows()):.2f} ms an article, reading it into words included")
    return 0


def _by_host(labelled: Sequence[Labelled]) -> None:
    hosts: dict[str, list[Labelled]] = defaultdict(list)
    for one in labelled:
        hosts[one.row["host"]].append(one)
    print("\nby host                        articles  units F1  kabupaten/kota F1")
    for host, ones in sorted(hosts.items(), key=lambda item: -len(item[1])):
        figures = [score(ones, measure) for measure in ("units", "kabupaten/kota")]
        cells = [f"{f.f1:.3f}" if f.right + f.wrong + f.missed else "-" for f in figures]
        print(f"{host:30} {len(ones):8}  {cells[0]:>8}  {cells[1]:>17}")


def _milliseconds(articles: Sequence[Row]) -> float:
    """The best of five rounds: what the machine can do when left alone."""
    best = float("inf")
    for _ in range(5):
        begin = time.perf_counter()
        for row in articles:
            label(row)
        best = min(best, time.perf_counter() - begin)
    return best / len(articles) * 1000


if __name__ == "__main__":
    sys.exit(main())
