"""Measures stories on the labelled part of the shared corpus: `python -m tests.benchmarks.stories`.

Copies and events are judged as a user gets them: all articles of the corpus grouped at once as a file, and
stored in an order of chance and linked there. The thresholds are judged again by leaving each story and
each look-alike out when they are chosen.
"""

from __future__ import annotations

import json
import random
import re
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from crawler.dates import read_date
from crawler.items import Article, Moment
from crawler.runs.linking import link_waiting
from pipelines.fingerprint import content_hash, normalise
from pipelines.stories import copies, events
from pipelines.stories.group import Grouped, compare, components, group_articles, links_of
from pipelines.stories.index import MemoryIndex
from pipelines.stories.profile import Document, Profile, profile_of
from pipelines.stories.relations import Relation
from pipelines.stories.signature import stable_hash
from storage import open_store

GOLD = Path(__file__).parents[3] / "shared" / "gold"
OTHER_WORDS = "same-event-different-text"
UNJUDGED = "same-cluster-not-judged"


@dataclass(frozen=True, kw_only=True)
class Pair:
    a: str
    b: str
    relation: str  # as labelled; "copy" for every pair of a group of copies
    fold: str  # the story or look-alike it belongs to


@dataclass(frozen=True, kw_only=True)
class Score:
    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right else 0.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (2 * self.right + self.wrong + self.missed) if self.right else 0.0

    def __str__(self) -> str:
        return (
            f"precision {self.precision:.3f} recall {self.recall:.3f} F1 {self.f1:.3f} "
            f"({self.right} right, {self.wrong} wrong, {self.missed} missed)"
        )


@dataclass(frozen=True, kw_only=True)
class Gold:
    documents: dict[str, Document]
    pairs: list[Pair]
    lookalikes: list[Pair]


def read_gold(folder: Path = GOLD) -> Gold:
    """The labelled pairs and every article that any of the three files holds, by address."""
    stories, alike, articles = (
        _lines(folder / f"{name}.jsonl") for name in ("stories", "lookalikes", "articles")
    )
    rows = [row for group in (*stories, *alike) for row in group["articles"]] + articles
    documents = {row["url"]: document(row) for row in reversed(rows)}
    lookalikes = [
        Pair(
            a=one["articles"][0]["url"],
            b=one["articles"][1]["url"],
            relation=f"{one['relation']}: {one['note']}",
            fold=f"look-alike {number}",
        )
        for number, one in enumerate(alike)
    ]
    return Gold(documents=documents, pairs=list(_story_pairs(stories)), lookalikes=lookalikes)


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _story_pairs(stories: Iterable[dict[str, Any]]) -> Iterator[Pair]:
    for story in stories:
        group = {url: number for number, urls in enumerate(story["near_duplicate_groups"]) for url in urls}
        for pair in story["pairs"]:
            a, b = pair["a"], pair["b"]
            is_copy = a in group and group[a] == group.get(b)
            yield Pair(a=a, b=b, relation="copy" if is_copy else pair["relation"], fold=story["story"])


def document(row: dict[str, Any]) -> Document:
    printed = str(row["page_date"] or "").replace("_x0000_", "")
    american = re.match(r"(\d\d?)/(\d\d?)/(20\d\d)", printed)  # detik's archive prints the month first
    if american:
        printed = f"{american[3]}-{int(american[1]):02d}-{int(american[2]):02d}{printed[american.end() :]}"
    reading = read_date(printed) if printed else None
    return Document(
        id=row["url"],
        text=row["text"],
        title=row["title"],
        outlet=row["host"],
        published_at=reading.at if reading else None,
    )


def copy_score(gold: Gold, grouped: dict[str, Grouped]) -> tuple[Score, list[str]]:
    """Pairs that came into one group of copies; pairs that nobody judged count neither way."""

    def together(pair: Pair) -> bool:
        return _text(grouped[pair.a]) == _text(grouped[pair.b])

    return _score(gold, [*gold.pairs, *gold.lookalikes], "copy", together)


def event_score(gold: Gold, grouped: dict[str, Grouped]) -> tuple[Score, list[str]]:
    """Pairs in other words that came into one story; copies are left out: they are the easy part."""
    pairs = [pair for pair in (*gold.pairs, *gold.lookalikes) if pair.relation != "copy"]
    return _score(gold, pairs, OTHER_WORDS, lambda pair: grouped[pair.a].story == grouped[pair.b].story)


def story_score(gold: Gold, grouped: dict[str, Grouped]) -> tuple[Score, list[str]]:
    """All pairs of one story, copies and other words alike."""
    pairs = [
        replace(pair, relation="story") if pair.relation in ("copy", OTHER_WORDS) else pair
        for pair in (*gold.pairs, *gold.lookalikes)
    ]
    return _score(gold, pairs, "story", lambda pair: grouped[pair.a].story == grouped[pair.b].story)


def _score(
    gold: Gold, pairs: Sequence[Pair], wanted: str, together: Callable[[Pair], bool]
) -> tuple[Score, list[str]]:
    tally: Counter[tuple[bool, bool]] = Counter()
    errors = []
    for pair in pairs:
        found, right = together(pair), pair.relation == wanted
        if pair.relation != UNJUDGED:
            tally[right, found] += 1
            if found != right:
                errors.append(f"{'missed' if right else 'wrong '} {_named(gold, pair)}")
    return Score(right=tally[True, True], wrong=tally[False, True], missed=tally[True, False]), errors


def _text(one: Grouped) -> object:
    return one.copy_of or one.id


def _named(gold: Gold, pair: Pair) -> str:
    titles = " | ".join((gold.documents[url].title or url)[:60] for url in (pair.a, pair.b))
    return f"[{pair.fold}, {pair.relation}] {titles}"


def strangers(gold: Gold, grouped: dict[str, Grouped]) -> list[str]:
    """Articles of one found story that no label puts together: pairs to read, right or wrong."""
    known = {frozenset((pair.a, pair.b)) for pair in (*gold.pairs, *gold.lookalikes)}
    stories = defaultdict(list)
    for one in grouped.values():
        stories[one.story].append(str(one.id))
    return [
        _named(gold, Pair(a=a, b=b, relation="unlabelled", fold="-"))
        for members in stories.values()
        for place, a in enumerate(members)
        for b in members[place + 1 :]
        if frozenset((a, b)) not in known
    ]


# Cross-validation: each threshold over a grid, chosen without the fold it is judged on.
GRID: dict[tuple[Any, str], list[float]] = {
    (copies, "ELSEWHERE"): [0.52 + step / 100 for step in range(0, 25, 2)],
    (copies, "SAME_NEWSROOM"): [0.36 + step / 50 for step in range(22)],
    (events, "HEADLINES"): [0.46 + step / 50 for step in range(15)],
}


WRONG = 2  # misses that a wrong merge weighs as much as


def cross_validated(gold: Gold, profiles: dict[str, Profile], wanted: str) -> Score:
    """Pairs as compared one by one, with the thresholds that were best on all other folds."""
    grid = {key: values for key, values in GRID.items() if (key[0] is copies) == (wanted == "copy")}
    pairs = [pair for pair in (*gold.pairs, *gold.lookalikes) if pair.relation != UNJUDGED]
    if wanted != "copy":
        pairs = [pair for pair in pairs if pair.relation != "copy"]
    tables = {
        key: [_decide({key: value}, pairs, profiles, wanted) for value in values]
        for key, values in grid.items()
    }
    tally: Counter[tuple[bool, bool]] = Counter()
    for fold in {pair.fold for pair in pairs}:
        inside = [place for place, pair in enumerate(pairs) if pair.fold == fold]
        outside = [place for place, pair in enumerate(pairs) if pair.fold != fold]
        chosen = {key: grid[key][_best(table, outside, pairs, wanted)] for key, table in tables.items()}
        with_them = _decide(chosen, [pairs[place] for place in inside], profiles, wanted)
        for place, found in zip(inside, with_them, strict=True):
            tally[pairs[place].relation == wanted, found] += 1
    return Score(right=tally[True, True], wrong=tally[False, True], missed=tally[True, False])


def _best(table: Sequence[Sequence[bool]], places: Sequence[int], pairs: Sequence[Pair], wanted: str) -> int:
    """Of the values that cost least the middle one for copies, the strictest for events, of which
    precision is asked first."""

    def cost(found: bool, right: bool) -> int:
        return 0 if found == right else WRONG if found else 1

    errors = [sum(cost(row[place], pairs[place].relation == wanted) for place in places) for row in table]
    ties = [number for number, count in enumerate(errors) if count == min(errors)]
    return ties[len(ties) // 2] if wanted == "copy" else ties[-1]


def _decide(
    values: dict[tuple[Any, str], float], pairs: Sequence[Pair], profiles: dict[str, Profile], wanted: str
) -> list[bool]:
    """What is found with other thresholds; copies of one fold are joined as groups are."""
    kept = {key: getattr(*key) for key in values}
    for (module, name), value in values.items():
        setattr(module, name, value)
    try:
        verdicts = [compare(profiles[pair.a], profiles[pair.b]) for pair in pairs]
    finally:
        for (module, name), value in kept.items():
            setattr(module, name, value)
    if wanted != "copy":
        return [verdict is not None and verdict.relation is Relation.SAME_EVENT for verdict in verdicts]
    joined = components(
        {url for pair in pairs for url in (pair.a, pair.b)},
        [
            (p.a, p.b)
            for p, verdict in zip(pairs, verdicts, strict=True)
            if verdict and verdict.relation.is_copy
        ],
    )
    return [joined[pair.a] == joined[pair.b] for pair in pairs]


def speeds(documents: Sequence[Document]) -> Iterator[str]:
    started = time.process_time()
    profiles = [profile_of(one) for one in documents]
    yield f"profile: {(time.process_time() - started) / len(documents) * 1000:.2f} ms an article (CPU)"
    index: MemoryIndex[Any] = MemoryIndex()
    for profile in profiles:
        index.add(profile.id, profile.keys)
    started = time.process_time()
    for profile in profiles:
        index.candidates(profile.look_ups)
    yield f"look-ups in memory: {(time.process_time() - started) / len(profiles) * 1000:.3f} ms an article"
    by_id = {profile.id: profile for profile in profiles}
    started = time.process_time()
    for profile in profiles:
        links_of(profile, index, by_id.get)
    spent = time.process_time() - started
    yield f"look-ups and comparisons: {spent / len(profiles) * 1000:.2f} ms an article"
    yield f"keys: {median(len(profile.keys) for profile in profiles):.0f} to keep, " + (
        f"{median(len(profile.look_ups) for profile in profiles):.0f} to look up (median)"
    )


def article_of(document: Document) -> Article:
    """As a crawl would store it: without a date its first visit counts, and each had one of its own."""
    paragraphs = normalise(document.text.split("\n"))
    at, address = document.published_at, str(document.id)
    undated = datetime(2000, 1, 1, tzinfo=UTC) + timedelta(days=30 * (stable_hash(address) % 300))
    return Article(
        source=re.sub(r"[^a-z0-9]+", "-", document.outlet or "gold"),
        url=address,
        canonical_url=address,
        title=document.title,
        paragraphs=paragraphs,
        content_hash=content_hash(paragraphs),
        fetched_at=(at or undated).astimezone(UTC),
        language="id",
        published=Moment(at=at, printed=at.isoformat(), by="text") if at else None,
    )


def through_a_store(gold: Gold, seed: int) -> tuple[dict[str, Grouped], float]:
    """The same as `group_articles` gives, made by a store; and the CPU milliseconds of linking an article."""
    documents = list(gold.documents.values())
    random.Random(seed).shuffle(documents)
    with tempfile.TemporaryDirectory() as folder, closing(open_store(Path(folder) / "ronda.db")) as store:
        store.keep_many([article_of(one) for one in documents], None)
        started = time.process_time()
        linked = link_waiting(store)
        spent = (time.process_time() - started) / linked * 1000
        numbers = {url: article.id for url in gold.documents if (article := store.find(url))}
        places = {number: store.place(number) for number in numbers.values()}
    return {
        url: Grouped(id=number, story=place.story_id, copy_of=place.copy_of)
        for url, number in numbers.items()
        if (place := places[number])
    }, spent


def stored_report(gold: Gold, seeds: Sequence[int] = (1, 2, 3)) -> Iterator[str]:
    """Of several orders of arrival."""
    for seed in seeds:
        grouped, spent = through_a_store(gold, seed)
        merged = [pair for pair in gold.lookalikes if _text(grouped[pair.a]) == _text(grouped[pair.b])]
        yield f"through a store, order {seed}: {spent:.2f} ms an article, profile and all (CPU)"
        yield f"    copies: {copy_score(gold, grouped)[0]}"
        yield f"    same event in other words: {event_score(gold, grouped)[0]}"
        yield f"    look-alikes merged as copies: {len(merged)} of {len(gold.lookalikes)}"


def report(gold: Gold) -> Iterator[str]:
    grouped = {str(one.id): one for one in group_articles(gold.documents.values())}
    profiles = {url: profile_of(one) for url, one in gold.documents.items()}
    parts = {"copies": copy_score, "same event in other words": event_score, "same story": story_score}
    for name, judge in parts.items():
        score, errors = judge(gold, grouped)
        yield f"{name}: {score}"
        yield from (f"    {error}" for error in errors)
    merged = [pair for pair in gold.lookalikes if _text(grouped[pair.a]) == _text(grouped[pair.b])]
    yield f"look-alikes merged as copies: {len(merged)} of {len(gold.lookalikes)}"
    yield f"copies, thresholds chosen without the fold: {cross_validated(gold, profiles, 'copy')}"
    yield f"same event, thresholds chosen without the fold: {cross_validated(gold, profiles, OTHER_WORDS)}"
    yield from stored_report(gold)
    yield "in one story without a label:"
    yield from (f"    {line}" for line in strangers(gold, grouped))
    yield from speeds(list(gold.documents.values()))


def main() -> None:
    if not GOLD.is_dir():
        raise SystemExit(f"no labelled articles at {GOLD}: nothing to measure")
    for line in report(read_gold()):
        print(line)


if __name__ == "__main__":
    main()
