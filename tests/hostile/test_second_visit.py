"""A good article, and what its site answers at the second visit: the text that was had is never lost."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from crawler.demo.library import Piece
from tests.hostile.crawl import Crawled, crawl
from tests.hostile.paper import HTML, Fault, Vice, answers, page, path_of, pieces
from tests.hostile.server import Ask, Hostile, Reply, served

NAME = "second-visit"


@dataclass(frozen=True, kw_only=True)
class Second:
    """What the second visit meets, and what is to be told of the article's address afterwards."""

    answer: Fault | None = None  # made of the ask
    body: str = ""  # or this page, with 200
    told: str = ""  # stands in the failure or the reason of the address
    event: str = ""  # of the ledger


def status(code: int, body: str = "<h1>x</h1>", **headers: str) -> Fault:
    return lambda ask: Reply(status=code, headers=HTML | headers, body=body.encode())


def to(place: str, code: int = 302) -> Fault:
    return lambda ask: Reply(status=code, headers={"Location": place.format(path=ask.path)})


NOTICE = " ".join(f"Kami sedang memindahkan server nomor {n} ke pusat data yang baru." for n in range(40))
SECONDS: dict[str, Second] = {
    "outage": Second(body="<title>Database Error</title><h1>Database Error</h1>", told="an outage page"),
    "maintenance": Second(
        body="<title>Situs sedang dalam perbaikan</title><p>Segera kembali.", told="outage"
    ),
    "unknown-notice": Second(
        body=f"<title>Koran</title><h1>Info</h1><p>{NOTICE}</p>", told="not believed yet"
    ),
    "challenge": Second(body="<title>Just a moment...</title><p>Checking</p>", told="a challenge page"),
    "challenge-403": Second(answer=status(403, "<title>Just a moment...</title>"), told="HTTP 403"),
    "error-503": Second(answer=status(503), told="HTTP 503"),
    "login": Second(body="<title>Masuk</title><form>Masuk<input type=password></form>", told="a login page"),
    "empty": Second(body=" ", told="an empty answer"),
    "shell": Second(body="<html><body><div id=root></div><script>x()</script>", told="no text found"),
    "json": Second(
        answer=lambda ask: Reply(headers={"Content-Type": "application/json"}, body=b"{}"), told="no page but"
    ),
    "soft-404": Second(
        body="<title>404</title><h1>Halaman tidak ditemukan</h1>", told="not found", event="gone"
    ),
    "410": Second(answer=status(410), told="HTTP 410", event="gone"),
    "home": Second(answer=to("/"), told="redirects to the home page", event="gone"),
    "section": Second(answer=to("/berita"), told="redirects to a list", event="gone"),
    "search": Second(answer=to("/?s=kabar"), told="redirects to a list", event="gone"),
    "moved": Second(answer=to("/arsip{path}", 301), event="moved"),
    "moved-308": Second(answer=to("/arsip{path}", 308), event="moved"),
    "moved-for-now": Second(answer=to("/arsip{path}", 302)),
    "counters": Second(),
    "cut": Second(told="not believed yet"),
    "teaser": Second(told="not believed yet"),
}
STOCK = dict(zip(SECONDS, pieces(NAME, len(SECONDS)), strict=True))


def again(name: str, piece: Piece, ask: Ask) -> object:
    second = SECONDS[name]
    if second.answer:
        return second.answer(ask)
    if second.body:
        return Reply(headers=HTML, body=second.body.encode())
    whole = page(piece, before="<p>Dibaca 12.345 kali</p>", after="<ul><li><a href=/x>Lain</a></ul>").decode()
    if name in ("cut", "teaser"):  # after the first sentence or so
        keep = len("".join(piece.paragraphs)) // (4 if name == "cut" else 8)
        return Reply(
            headers=HTML, body=re.sub(rf"(<div class=entry-content>.{{{keep}}}).*", r"\1", whole).encode()
        )
    return Reply(headers=HTML, body=whole.encode())


def fault(name: str, piece: Piece) -> Fault:
    def answer(ask: Ask) -> Reply:
        made = again(name, piece, ask) if ask.count > 1 else Reply(headers=HTML, body=page(piece))
        assert isinstance(made, Reply)
        return made

    return answer


def archived(piece: Piece) -> Fault:
    return lambda ask: Reply(headers=HTML, body=page(piece))


VICE = Vice(
    name=NAME,
    row="soft 404, challenge page, outage page with status 200",
    pieces=len(SECONDS),
    faults={path_of(piece): fault(name, piece) for name, piece in STOCK.items()}
    | {f"/arsip{path_of(piece)}": archived(piece) for piece in STOCK.values()}
    | {place: status(200, "<h1>Daftar</h1>") for place in ("/", "/berita")},
)


@dataclass(frozen=True)
class Visits:
    first: Crawled
    newsroom: Hostile
    before: dict[str, tuple[str, str]]
    folder: Path


@pytest.fixture(scope="module")
def visits(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visits]:
    folder = tmp_path_factory.mktemp("second")
    with served(answers((VICE,))) as newsroom:
        first = crawl(folder, [VICE], newsroom)
        before = {row["url"]: (row["title"], row["text"]) for row in first.articles(NAME)}
        crawl(folder, [VICE], newsroom, arguments=("--revisit",))
        yield Visits(first, newsroom, before, folder)


def test_all_was_well_at_first(visits: Visits) -> None:
    assert visits.first.ends[NAME]["figures"]["stored"] == len(SECONDS)


@pytest.mark.parametrize("name", SECONDS)
def test_the_text_that_was_had_stands(visits: Visits, name: str) -> None:
    path, second = path_of(STOCK[name]), SECONDS[name]
    old = visits.newsroom.origin(NAME) + path
    rows = visits.first.rows(
        "SELECT a.* FROM articles a JOIN urls u ON u.article_id = a.id WHERE u.url = ?", old
    )
    [row] = rows
    assert (row["title"], row["text"]) == visits.before[old]
    assert row["revisions"] == 0
    [address] = visits.first.rows(
        "SELECT reason || ' ' || coalesce(failure, '') AS told FROM urls WHERE url = ?", old
    )
    assert second.told in address["told"]
    events = visits.first.rows(
        "SELECT what, other_url FROM article_events WHERE article_id = ? AND what <> 'withheld'", row["id"]
    )
    assert [event["what"] for event in events] == ([second.event] if second.event else [])
    if second.event == "moved":
        assert row["url"] == events[0]["other_url"] == visits.newsroom.origin(NAME) + f"/arsip{path}"


def test_a_third_round_asks_the_new_address_and_brings_no_false_word(visits: Visits) -> None:
    asked = len(visits.newsroom.asked)
    third = crawl(visits.folder, [VICE], visits.newsroom, arguments=("--revisit",))
    targets = [ask.target for ask in visits.newsroom.asked[asked:]]
    moved = path_of(STOCK["moved"])
    assert f"/arsip{moved}" in targets
    assert moved not in targets
    counted = third.rows("SELECT count(*) AS n FROM articles")[0]["n"], third.ends[NAME]["figures"]["stored"]
    assert json.dumps(counted) == json.dumps([len(SECONDS), 0])
