"""robots.txt as RFC 9309 has it, at real servers: one crawl each, all in one child."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from protego import Protego

from crawler.demo.response import Response, page
from crawler.middlewares.robots import READ, as_to_us, product, rules_text
from tests.crowd import Brought, crawl, paths_asked
from tests.sites import Answer, Site, SiteHandler, article, moved, served, silent

OPEN, CLOSED, OTHER = (
    "/kabar/patroli-malam-di-baturaja",
    "/arsip/sidang-lama-di-muara-enim",
    "/kabar/x.html?a=1",
)
STORY = article("Polres OKU menggelar patroli malam di Baturaja.")
DISALLOW = "User-agent: *\nDisallow: /arsip/\n"


def rules(text: str | bytes, status: int = 200) -> Response:
    body = text.encode() if isinstance(text, str) else text
    return Response(status=status, headers={"Content-Type": "text/plain"}, body=body)


def chain(length: int) -> dict[str, Answer]:
    """/hop/1 → /hop/2 → … → the rules, which are `length` redirects away from /robots.txt."""
    hops: dict[str, Answer] = {f"/hop/{n}": moved(f"/hop/{n + 1}") for n in range(1, length)}
    return {**hops, f"/hop/{length}": rules(DISALLOW)}


def slow(handler: SiteHandler) -> Response:
    handler.wait(0.4)
    return rules(DISALLOW)


LONG = b"# " + b"x" * (READ - len(DISALLOW) - 40) + b"\n" + DISALLOW.encode()  # what counts stands inside
ROBOTS: dict[str, Answer] = {
    "rules": rules(DISALLOW),
    "absent": rules("tidak ada", 404),
    "unauthorized": rules(DISALLOW, 401),
    "forbidden": rules(DISALLOW, 403),
    "gone": rules(DISALLOW, 410),
    "broken": rules("", 500),
    "away": rules("", 503),
    "busy": rules("", 429),
    "mute": silent,
    "hops-5": moved("/hop/1"),
    "hops-6": moved("/hop/1"),
    "own-group": rules("User-agent: *\nDisallow: /\n\nUser-agent: ronda\nDisallow: /arsip/\n"),
    "own-group-closed": rules("User-agent: Ronda\nDisallow: /\n\nUser-agent: *\nAllow: /\n"),
    "other-group": rules("User-agent: Googlebot\nDisallow: /\n"),
    "two-groups": rules("User-agent: ronda\nDisallow: /arsip\n\nUser-agent: RONDA\nDisallow: /kabar/p\n"),
    "mark": rules("\ufeff" + DISALLOW),
    "carriage-returns": rules(DISALLOW.replace("\n", "\r")),
    "wildcard": rules("User-agent: *\nDisallow: /*patroli\nDisallow: /*.html$\nDisallow: /*dang-*-muara\n"),
    "longest": rules("User-agent: *\nDisallow: /\nAllow: /kabar/\nAllow: /feed/\n"),
    "empty-rule": rules("User-agent: *\nDisallow:\n"),
    "empty-file": rules(""),
    "page": page("<!DOCTYPE html><html><body>Selamat datang</body></html>"),
    "long": rules(LONG + b"Disallow: /kabar/aaaaaaa\n" * 400_000),  # 10 MB, twenty times what one may send
    "cut": rules(LONG + b"# " + b"y" * 600 + b"\nUser-agent: *\nDisallow: /\n"),
    "slow": slow,
}
BOTH, NOTHING = {OPEN, CLOSED, OTHER}, set[str]()
ONLY_OPEN = {OPEN, OTHER}


@pytest.fixture(scope="module")
def sites() -> dict[str, Site]:
    papers = {
        name: Site({OPEN: STORY, CLOSED: STORY, OTHER: STORY}, robots=robots)
        for name, robots in ROBOTS.items()
    }
    papers["hops-5"].answers = chain(5)
    papers["hops-6"].answers = chain(6)
    return papers


@pytest.fixture(scope="module")
def crawled(sites: dict[str, Site], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Brought]:
    with served(sites):
        rows = {"slow": {"concurrency": 4, "listings": [f"/l/{n}" for n in range(4)]}}
        return crawl(tmp_path_factory.mktemp("robots"), sites, rows)


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("rules", ONLY_OPEN),
        ("absent", BOTH),
        ("unauthorized", BOTH),
        ("forbidden", BOTH),
        ("gone", BOTH),
        ("hops-5", ONLY_OPEN),
        ("hops-6", BOTH),
        ("own-group", ONLY_OPEN),
        ("other-group", BOTH),
        ("two-groups", {OTHER}),
        ("mark", ONLY_OPEN),
        ("carriage-returns", ONLY_OPEN),
        ("wildcard", {OTHER}),
        ("longest", ONLY_OPEN),
        ("empty-rule", BOTH),
        ("empty-file", BOTH),
        ("page", BOTH),
        ("long", ONLY_OPEN),
        ("cut", ONLY_OPEN),
        ("slow", ONLY_OPEN),
    ],
)
def test_what_robots_txt_leaves_open_is_asked_and_nothing_else(
    name: str, allowed: set[str], sites: dict[str, Site], crawled: dict[str, Brought]
) -> None:
    asked = set(sites[name].targets) & BOTH
    assert asked == allowed
    assert {page.url.removeprefix(sites[name].origin) for page in crawled[name].pages} == allowed
    refused = {
        path
        for path, told in crawled[name].refusals.items()
        if told == ("refused", "forbidden by robots.txt")
    }
    assert refused == BOTH - allowed


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("broken", "robots.txt: HTTP 500"),
        ("away", "robots.txt: HTTP 503"),
        ("busy", "robots.txt: HTTP 429"),
        ("mute", "robots.txt: no answer in time"),
    ],
)
def test_nothing_is_asked_where_robots_txt_cannot_be_had(
    name: str, told: str, sites: dict[str, Site], crawled: dict[str, Brought]
) -> None:
    assert set(sites[name].targets) == {"/robots.txt"}
    assert crawled[name].outcome == "failed"
    reason = crawled[name].failed_lists["/feed/"]
    assert reason.startswith(told)  # after 429 it also says how long the host is left alone
    assert reason.endswith("so nothing is asked there")


def test_a_group_of_our_name_that_closes_all_closes_the_lists_too(
    sites: dict[str, Site], crawled: dict[str, Brought]
) -> None:
    assert set(sites["own-group-closed"].targets) == {"/robots.txt"}
    assert crawled["own-group-closed"].failed_lists == {"/feed/": "forbidden by robots.txt"}


def test_robots_txt_is_awaited_by_all_who_came_first_and_asked_once(
    sites: dict[str, Site], crawled: dict[str, Brought]
) -> None:
    asked = sites["slow"].asked
    assert [request.path for request in asked].count("/robots.txt") == 1
    assert len(asked) == 1 + 5 + 2  # itself, a feed and four listings, two articles
    assert min(request.at for request in asked[1:]) - asked[0].at >= 0.4


def test_it_is_asked_uncompressed_so_that_its_beginning_can_be_read_alone(sites: dict[str, Site]) -> None:
    robots, feed = sites["rules"].asked[0], sites["rules"].asked[1]
    assert robots.headers["Accept-Encoding"] == "identity"
    assert "gzip" in feed.headers["Accept-Encoding"]


def test_links_that_robots_txt_kept_from_us_by_failing_stay_open(tmp_path: Path) -> None:
    paper = Site({OPEN: page("", status=500)})
    with served({"paper": paper}):
        assert crawl(tmp_path, {"paper": paper})["paper"].refusals == {OPEN: ("failed", "HTTP 500")}
        paper.robots = rules("", 503)
        with closing(sqlite3.connect(tmp_path / "ronda.db")) as database, database:
            assert database.execute("DELETE FROM robots").rowcount == 1  # as if a day had passed
        outage = crawl(tmp_path, {"paper": paper})["paper"]
    assert outage.outcome == "failed"
    assert paths_asked(paper) == [OPEN, OPEN]  # the second is the retry of the first crawl
    with closing(sqlite3.connect(tmp_path / "ronda.db")) as database:
        # it was not asked, so that was no try
        asked = "SELECT disposition, attempts FROM urls WHERE kind = 'article'"
        assert database.execute(asked).fetchall() == [("failed", 1)]


def test_robots_txt_is_kept_for_half_a_day_and_asked_again_then(tmp_path: Path) -> None:
    paper = Site({OPEN: page("")})
    with served({"paper": paper}):
        for _ in range(2):
            crawl(tmp_path, {"paper": paper})
        assert paper.targets.count("/robots.txt") == 1
        with closing(sqlite3.connect(tmp_path / "ronda.db")) as database, database:
            database.execute(
                "UPDATE robots SET asked_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-13 hours')"
            )
        crawl(tmp_path, {"paper": paper})
    assert paper.targets.count("/robots.txt") == 2


def test_a_line_that_is_cut_in_the_middle_does_not_count() -> None:
    long = b"User-agent: *\n" + b"#" * (READ - 30) + b"\nDisallow: /arsip/lama\n"
    assert rules_text(long).splitlines()[-1].startswith("#")
    assert rules_text(b"Disallow: /\xe9") == "Disallow: /\ufffd"


def test_rules_in_utf_16_or_with_nuls_are_rules() -> None:
    rules = "User-agent: *\nDisallow: /x"
    for body in (rules.encode("utf-16"), b"\xef\xbb\xbf" + rules.encode(), b"\0" + rules.encode("utf-16-le")):
        assert rules_text(body) == rules


@pytest.mark.parametrize(
    ("groups", "forbidden"),
    [
        ("User-agent: *\nDisallow: /x", True),
        ("User-agent: *\nDisallow: /x\n\nUser-agent: ro\nAllow: /", True),
        ("User-agent: *\nDisallow: /x\n\nUser-agent: pemeronda\nAllow: /", True),
        ("User-agent: *\nDisallow: /x\n\nUser-agent: RONDA\nAllow: /", False),
        ("user agent ronda/7.1 (news)\rDisallow: /x", True),
        ("UserAgent : Ronda # semua\nDisallow: /x", True),
        ("User-agent: ronda-lain\nDisallow: /x", False),
        ("User-agent:\nDisallow: /x", False),
    ],
)
def test_a_group_is_ours_by_our_whole_name_whatever_the_version(groups: str, forbidden: bool) -> None:
    rules = Protego.parse(as_to_us(groups, "Ronda/0.1"))
    assert rules.can_fetch("http://koran.example/x", "Ronda/0.1") is not forbidden


@pytest.mark.parametrize(
    ("agent", "name"),
    [("Ronda/0.1 (news monitor)", "Ronda/0.1"), ("Pemantau", "Pemantau"), ("", "Ronda")],
)
def test_robots_txt_is_asked_for_the_name_the_user_agent_begins_with(agent: str, name: str) -> None:
    assert product(agent) == name


def test_no_thread_of_a_served_site_outlives_it() -> None:
    before = set(threading.enumerate())  # a newsroom that many tests share may be among them
    with served({"paper": Site()}):
        assert set(threading.enumerate()) > before
    assert set(threading.enumerate()) <= before
