"""Extraction alone: reads the pickled pages of a file in one process, and says how long it took.

`python -m tests.benchmarks.alone FILE [trafilatura]`: with Ronda's `process_page`, or with trafilatura alone.
"""

from __future__ import annotations

import json
import pickle
import sys
import time
from collections.abc import Callable
from pathlib import Path

from crawler.items import Page


def ronda() -> Callable[[Page], bool]:
    from crawler.items import Article
    from pipelines.process import process_page

    return lambda page: isinstance(process_page(page), Article)


def trafilatura() -> Callable[[Page], bool]:
    from trafilatura import bare_extraction

    return lambda page: bare_extraction(page.parts[0].body, url=page.url, with_metadata=True) is not None


READERS = {"ronda": ronda, "trafilatura": trafilatura}


def main(file: Path, reader: str = "ronda") -> None:
    articles = pages = 0
    read = READERS[reader]()  # each loads what it needs alone
    start, cpu = time.perf_counter(), time.process_time()
    with file.open("rb") as stream:
        while stream.peek(1):
            pages += 1
            articles += read(pickle.load(stream))
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    print(json.dumps({"pages": pages, "articles": articles, "seconds": seconds, "cpu": cpu}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
