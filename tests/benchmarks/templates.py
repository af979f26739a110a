"""`python -m tests.benchmarks.templates`: how unknown templates are read, ours beside trafilatura's."""

from __future__ import annotations

import statistics
import sys

import trafilatura

from tests.benchmarks.extraction import read_page, score
from tests.pipelines.templates import PAGES

URL = "https://harianrengas.example/daerah/4711/buaya-dua-meter-ditemukan"


def main() -> int:
    print(f"{'F1 of shingles':34}{'Ronda':>8}{'trafilatura':>13}")
    ours, theirs = [], []
    for name, (html, wanted) in PAGES.items():
        text = "\n".join(wanted)
        precise = trafilatura.extract(html, favor_precision=True, include_comments=False) or ""
        ours.append(score(name, read_page(html.encode(), URL)[0], text).f1)
        theirs.append(score(name, precise, text).f1)
        print(f"{name:34}{ours[-1]:8.3f}{theirs[-1]:13.3f}")
    print(f"{'mean':34}{statistics.mean(ours):8.3f}{statistics.mean(theirs):13.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
