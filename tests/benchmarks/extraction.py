"""`python -m tests.benchmarks.extraction DIR`: how well unknown pages are read. Knows no catalogue.

DIR holds `ground-truth.json`, `{id: {"articleBody": …, "url": …}}`, and the pages as `html/<id>.html.gz`,
`html/<id>.html` or `<id>.html`: the form of scrapinghub's article-extraction-benchmark, whose measure this is
too. Texts are taken apart into `\\w+`, as written; what is counted are the shingles of four words in a row.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import statistics
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.clock import now
from crawler.items import Article, Link, Page, Part
from crawler.urls import BadAddress, canonical
from pipelines.process import process_page

SHINGLE = 4
Shingle = tuple[str, ...]
Reader = Callable[[bytes, str], tuple[str, str]]  # a page and its address → its text, and how it was read


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """One page. `right`, `wrong` and `lacking` are shingles."""

    key: str
    how: str
    right: int
    wrong: int
    lacking: int
    exact: bool

    @property
    def precision(self) -> float | None:
        """None where nothing was read: such a page has no say in the mean, as in the original."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None

    @property
    def recall(self) -> float | None:
        return self.right / (self.right + self.lacking) if self.right + self.lacking else None

    @property
    def f1(self) -> float:
        return 2 * self.right / (2 * self.right + self.wrong + self.lacking or 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """All pages: the means of precision and recall, F1 of these two means, the share of exact texts."""

    f1: float
    precision: float
    recall: float
    exact: float
    scores: tuple[Score, ...]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def shingles(text: str) -> Counter[Shingle]:
    """Every four words in a row with how often they stand; of a shorter text the one of all its words."""
    found = words(text)
    count = max(1, len(found) - SHINGLE + 1)
    return Counter(tuple(found[start : start + SHINGLE]) for start in range(count) if found)


def score(key: str, read: str, wanted: str, how: str = "") -> Score:
    ours, theirs = shingles(read), shingles(wanted)
    return Score(
        key=key,
        how=how,
        right=(ours & theirs).total(),
        wrong=(ours - theirs).total(),
        lacking=(theirs - ours).total(),
        exact=words(read) == words(wanted),
    )


def total(scores: Iterable[Score]) -> Result:
    each = tuple(scores)
    precision = _mean(one.precision for one in each)
    recall = _mean(one.recall for one in each)
    both = precision + recall
    return Result(
        f1=2 * precision * recall / both if both else 0.0,
        precision=precision,
        recall=recall,
        exact=_mean(float(one.exact) for one in each),
        scores=each,
    )


def measure(folder: Path, reader: Reader | None = None) -> Result:
    """The score of a folder. Raises OSError or ValueError for a folder that is none."""
    truth: dict[str, dict[str, Any]] = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    scores = []
    for key, entry in sorted(truth.items()):
        read, how = (reader or read_page)(page_bytes(folder, key), entry.get("url") or "")
        scores.append(score(key, read, entry.get("articleBody") or "", how))
    return total(scores)


def page_bytes(folder: Path, key: str) -> bytes:
    for path in (folder / "html" / f"{key}.html.gz", folder / "html" / f"{key}.html", folder / f"{key}.html"):
        if path.is_file():
            body = path.read_bytes()
            return gzip.decompress(body) if path.suffix == ".gz" else body
    raise FileNotFoundError(f"{folder}: no page for {key}; wanted is html/{key}.html.gz or {key}.html")


def read_page(body: bytes, url: str) -> tuple[str, str]:
    """Our own reading, by the very function that a crawl uses, of a page of which nothing is known."""
    try:
        address = canonical(url)
    except BadAddress:
        address = "https://unknown.example/page"
    # the pages are kept as a browser gave them out: in UTF-8, whatever their <meta> says
    part = Part(url=address, body=body, fetched_at=now(), content_type="text/html; charset=utf-8")
    read = process_page(Page(source="unknown", link=Link(url=address), url=address, parts=(part,)))
    return (read.text, read.method) if isinstance(read, Article) else ("", f"{read.outcome}: {read.reason}")


def _mean(values: Iterable[float | None]) -> float:
    known = [value for value in values if value is not None]
    return statistics.mean(known) if known else 0.0


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.extraction", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--worst", type=int, default=10, metavar="N", help="how many of the worst to list")
    asked = parser.parse_args(arguments)
    try:
        result = measure(asked.folder)
    except (OSError, ValueError) as error:
        print(f"{asked.folder}: {error}", file=sys.stderr)
        return 2
    print(
        f"F1 {result.f1:.3f}  precision {result.precision:.3f}  recall {result.recall:.3f}  "
        f"exact {result.exact:.3f}  pages {len(result.scores)}"
    )
    for one in sorted(result.scores, key=lambda one: one.f1)[: asked.worst]:
        print(f"{one.f1:.3f}  +{one.wrong:<5} -{one.lacking:<5} {one.key}  ({one.how})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
