"""Limits of one fetch, and the budget of a run, seen from the server's side of real crawls."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.hostile.crawl import crawl
from tests.hostile.paper import HTML, Vice, answers, extra, page, paper, path_of, pieces
from tests.hostile.server import Ask, Reply, Stream, served

BAD = "/berita/9001/kabar"


def one_bad(answer: object, **more: object) -> Vice:
    return Vice(name="fetch", row="", faults={BAD: answer}, links=(BAD,), **more)  # type: ignore[arg-type]


def slow_hop(ask: Ask) -> Stream:
    """A redirect to itself that takes a second."""

    async def stream(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(1.0)
        location = f"{BAD}?langkah={ask.count}"
        writer.write(Reply(status=302, headers={"Location": location, "Connection": "close"}).wire())
        await writer.drain()
        writer.close()

    return stream


def test_the_hops_of_a_redirect_share_one_deadline(tmp_path: Path) -> None:
    vice = one_bad(slow_hop)
    with served(answers((vice,))) as newsroom:
        crawled = crawl(tmp_path, [vice], newsroom, fetch_seconds=2.0)
        hops = [ask for ask in newsroom.asked if ask.path == BAD]
    # two tries, in each of which the second hop is not answered in what is left of two seconds
    assert len(hops) == 4
    assert crawled.ends["fetch"]["figures"]["failed"] == 1
    assert crawled.ends["fetch"]["figures"]["stored"] == 4


def test_headers_up_to_a_measure_are_taken_and_not_beyond(tmp_path: Path) -> None:
    def large(ask: Ask) -> Reply:
        headers = {f"X-{number}": "y" * 1000 for number in range(40 if ask.path == BAD else 0)}
        return Reply(headers=HTML | headers, body=page(extra("fetch")))

    vice = one_bad(large)
    with served(answers((vice,))) as newsroom:
        crawled = crawl(tmp_path, [vice], newsroom)
    assert crawled.ends["fetch"]["figures"]["stored"] == 5


def test_a_run_ends_when_its_megabytes_are_used_up_and_the_next_goes_on(tmp_path: Path) -> None:
    def heavy(ask: Ask) -> Reply:
        for piece in pieces("heavy", 8):
            if ask.path == path_of(piece):
                return Reply(headers=HTML, body=page(piece, after=f"<!--{'x' * 400_000}-->"))
        return paper(vice, ask)

    vice = Vice(name="heavy", row="", faults={"*": heavy}, pieces=8, source={"max_megabytes": 1})
    with served(answers((vice,))) as newsroom:
        first = crawl(tmp_path, [vice], newsroom)
        assert first.ends["heavy"]["outcome"] == "ok"
        assert "budget" in first.ends["heavy"]["reason"]
        stored = first.ends["heavy"]["figures"]["stored"]
        assert 2 <= stored <= 4
        for _ in range(3):
            last = crawl(tmp_path, [vice], newsroom)
    assert len(last.articles("heavy")) == 8


def test_one_request_at_a_time_also_without_a_pause(tmp_path: Path) -> None:
    def unhurried(ask: Ask) -> Stream:
        async def stream(writer: asyncio.StreamWriter) -> None:
            await asyncio.sleep(0.15)
            answer = paper(vice, ask)
            writer.write(Reply(headers=answer.headers | {"Connection": "close"}, body=answer.body).wire())
            await writer.drain()
            writer.close()

        return stream

    vice = Vice(name="fetch", row="", faults={"*": unhurried}, pieces=6)
    with served(answers((vice,))) as newsroom:
        crawled = crawl(tmp_path, [vice], newsroom)
    assert crawled.ends["fetch"]["figures"]["stored"] == 6
    assert newsroom.most["fetch"] == 1
