"""Extraction alone: reads the pickled pages of a file in one process, and says how long it took."""

from __future__ import annotations

import json
import pickle
import sys
import time
from pathlib import Path

from crawler.items import Article
from pipelines.process import process_page


def main(file: Path) -> None:
    articles = pages = 0
    start, cpu = time.perf_counter(), time.process_time()
    with file.open("rb") as stream:
        while stream.peek(1):
            pages += 1
            articles += isinstance(process_page(pickle.load(stream)), Article)
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    print(json.dumps({"pages": pages, "articles": articles, "seconds": seconds, "cpu": cpu}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
