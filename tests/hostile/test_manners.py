"""The manners of a crawl of several sources at once, measured on the side of the servers."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest

from tests.hostile.crawl import Crawled, problems, run
from tests.hostile.paper import HTML, Good, Vice, extra, page, paper
from tests.hostile.server import Ask, Reply, Stream
from tests.hostile.vices_hosts import forbids
from tests.hostile.vices_lists import text
from tests.hostile.vices_wire import BAD, hang

PAUSE = 0.5  # seconds
ASKED_FOR = 0.9  # by the robots.txt of one of them
SLOW = 0.4  # seconds that an answer takes


def slowly(ask: Ask) -> Stream:
    """A good site whose answers take as long as a pause, nearly."""

    async def stream(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(SLOW)
        writer.write(paper(SITES[0], ask).wire())
        await writer.drain()

    return stream


def in_parts(ask: Ask) -> Reply:
    links = "".join(f"<a href='{BAD}?page={number}'>{number}</a>" for number in (2, 3))
    return Reply(headers=HTML, body=page(extra("in-parts"), after=links))


def round_about(ask: Ask) -> Reply:
    place = {BAD: "/berita/9001/dua-langkah", "/berita/9001/dua-langkah": "/berita/9001/tiga-langkah-jauhnya"}
    return Reply(status=302, headers={"Location": place[ask.path]})


def once_in_error(ask: Ask) -> Reply:
    """Asked again, which is a request like another."""
    return Reply(status=500) if ask.count == 1 else Reply(headers=HTML, body=page(extra("once-in-error")))


POLITE = {"delay": PAUSE}
SITES = (
    Vice(name="answers-slowly", row="", faults={"*": slowly}, source=POLITE),
    Vice(
        name="asks-for-more",
        row="",
        faults={"/robots.txt": text(f"User-agent: *\nCrawl-delay: {ASKED_FOR}\nDisallow: /admin/\n")},
        links=("/admin/1/kabar-terlarang",),
        good=Good(refused=1, never="/admin/"),
        source=POLITE,
    ),
    Vice(
        name="comes-in-parts",
        row="",
        faults={BAD: in_parts},
        links=(BAD,),
        good=Good(stored=5),
        source=POLITE,
    ),
    Vice(
        name="leads-round-about",
        row="",
        faults={
            BAD: round_about,
            "/berita/9001/dua-langkah": round_about,
            "/berita/9001/tiga-langkah-jauhnya": lambda ask: Reply(headers=HTML, body=page(extra("round"))),
        },
        links=(BAD,),
        good=Good(stored=5),
        source=POLITE,
    ),
    Vice(
        name="is-in-error-once",
        row="",
        faults={BAD: once_in_error},
        links=(BAD,),
        good=Good(stored=5),
        source=POLITE,
    ),
    Vice(name="hangs-once", row="", faults={BAD: hang}, links=(BAD,), good=Good(failed=1), source=POLITE),
    forbids("forbids-an-article", text("User-agent: *\nDisallow: /*buruk\n"), source=POLITE),
)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    return run(tmp_path_factory.mktemp("manners"), SITES, parallel=len(SITES))


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
def test_robots_txt_comes_first_and_nothing_that_it_forbids(site: Vice, crawled: Crawled) -> None:
    assert problems(site, crawled) == []
    targets = crawled.newsroom.requests(site.name)
    assert targets[0] == "/robots.txt"
    assert targets.count("/robots.txt") == 1


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
def test_a_host_gets_one_request_at_a_time_and_a_whole_pause_between_two(
    site: Vice, crawled: Crawled
) -> None:
    spans = sorted(crawled.newsroom.spans[site.name], key=lambda span: span.begun)
    assert len(spans) == len(crawled.newsroom.requests(site.name))
    pauses = [later.begun - earlier.ended for earlier, later in pairwise(spans)]
    least = ASKED_FOR if site.name == "asks-for-more" else PAUSE
    # the pause after robots.txt is the row's: what it asks for was not known when its own request was made
    assert min(pauses[:1]) >= PAUSE
    assert min(pauses[1:]) >= least
    assert crawled.newsroom.most[site.name] == 1


def test_the_sources_are_crawled_side_by_side(crawled: Crawled) -> None:
    begun = {name: min(span.begun for span in spans) for name, spans in crawled.newsroom.spans.items()}
    ended = {name: max(span.ended for span in spans) for name, spans in crawled.newsroom.spans.items()}
    assert any(begun[one] < begun[other] < ended[one] for one in begun for other in begun if one != other)
