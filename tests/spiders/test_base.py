"""How one article address becomes a page: its parts, its troubles. Small quirky sites, crawled once."""

from __future__ import annotations

import gzip
from typing import Any

import pytest

from crawler.demo.response import Response, page
from spiders.parts import MAX_PARTS
from tests.crowd import Brought, Fetched, crawl, paths_asked
from tests.sites import Answer, Site, SiteHandler, article, dripping, huge, moved, rss, served, silent

KABAR = "/kabar/polres-oku-ungkap-pencurian-sapi"
BERITA = "/berita/790001/polres-oku-ungkap-pencurian-sapi"
READ = "/kriminal/read/700021/polres-oku-ungkap-pencurian-sapi"
GOOD = "/kabar/tetangga-yang-baik-baik-saja"


def part(number: int, *links: str) -> Response:
    """A part that links to these."""
    anchors = "".join(f'<a href="{link}">lanjut</a>' for link in links)
    return article(f"Bagian {number} dari berita ini.", links=anchors)


def only(path: str, target: str, answer: Answer) -> Answer:
    """Answers one form of an address, and 404 every other."""

    def choose(handler: SiteHandler) -> Response | None:
        if handler.path != path + target:
            return page("tidak ada", status=404)
        return answer(handler) if callable(answer) else answer

    return choose


def cut_off(handler: SiteHandler) -> None:
    handler.start(200, "text/html", 5000)
    handler.wfile.write(b"<p>terpotong</p>")


def endless(handler: SiteHandler) -> Response:
    """Every part links to one more."""
    last = handler.path.rpartition("/")[2]
    number = int(last) if last.isdigit() else 1
    return part(number, f"{READ}/{number + 1}")


BOMB = Response(
    headers={"Content-Type": "text/html", "Content-Encoding": "gzip"},
    body=gzip.compress(b"<p>" * 2_000_000, 9),
)
NO_GZIP = Response(headers={"Content-Type": "text/html", "Content-Encoding": "gzip"}, body=b"bukan gzip")
HOPS = {f"/hop/{n}": moved(f"/hop/{n + 1}") for n in range(1, 5)} | {"/hop/5": part(1)}
WHOLE = article("Semua bagian di satu halaman.", links=f'<a href="{KABAR}?page=2">2</a>')

SITES: dict[str, Site] = {
    "chain": Site(
        {KABAR: part(1, f"{KABAR}/2/"), f"{KABAR}/2/": part(2, f"{KABAR}/3/"), f"{KABAR}/3/": part(3, KABAR)}
    ),
    "query": Site({BERITA: part(1, f"{BERITA}?page=2"), f"{BERITA}?page=2": part(2, f"{BERITA}?page=1")}),
    "offsets": Site(
        {
            READ: part(1, f"{READ}/30", f"{READ}/15"),
            f"{READ}/15": part(2, f"{READ}/30"),
            f"{READ}/30": part(3),
        }
    ),
    "missing": Site(
        {
            KABAR: part(1, f"{KABAR}/2/", f"{KABAR}/3/"),
            f"{KABAR}/2/": page("", status=500),
            f"{KABAR}/3/": part(3),
        }
    ),
    "mute-part": Site({KABAR: part(1, f"{KABAR}/2/"), f"{KABAR}/2/": silent}),
    "back": Site(
        {KABAR: part(1, f"{KABAR}/2/", f"{KABAR}/3/"), f"{KABAR}/2/": moved(KABAR), f"{KABAR}/3/": part(3)}
    ),
    "away-part": Site({KABAR: part(1, f"{KABAR}/2/"), f"{KABAR}/2/": moved("http://lain.invalid/")}),
    "home-part": Site({KABAR: part(1, f"{KABAR}/2/"), f"{KABAR}/2/": moved("/")}, {"/": page("Beranda")}),
    "endless": Site({READ: endless}, {f"{READ}/{n}": endless for n in range(1, 100)}),
    "many": Site(
        {READ: part(0, *(f"{READ}/{n}" for n in range(2, 900)))}, {f"{READ}/{n}": part(n) for n in range(900)}
    ),
    "troubles": Site(
        {
            GOOD: part(1),
            "/kabar/berkas-pdf-tanpa-halaman": page("%PDF", kind="application/pdf"),
            "/kabar/besar-sekali-tanpa-akhir": huge,
            "/kabar/kecil-dikirim-besar-dibuka": BOMB,
            "/kabar/menetes-sedikit-demi-sedikit": dripping,
            "/kabar/diam-saja-sejak-awal": silent,
            "/kabar/putus-di-tengah-jalan": cut_off,
            "/kabar/kosong-tanpa-isi-apapun": page(" \n"),
            "/kabar/katanya-gzip-padahal-bukan": NO_GZIP,
            "/kabar/berputar-putar-tanpa-akhir": moved("/kabar/berputar-putar-tanpa-akhir"),
            "/kabar/pindah-ke-situs-lain": moved("http://lain.invalid/kabar/x"),
            "/kabar/pindah-ke-berkas-lokal": moved("file:///etc/passwd"),
            "/kabar/pindah-ke-beranda-saja": moved("/"),
            "/kabar/pindah-lima-kali-lalu-ada": moved("/hop/1"),
            "/kabar/pindah-ke-tetangga-juga": moved(GOOD),
            "/kabar/sudah-lama-tidak-ada": page("", status=410),
        },
        {
            "/": page("Beranda"),
            **{name: answer for name, answer in HOPS.items() if name != "/hop/1"},
            "/hop/1": moved("/hop/2"),
        },
    ),
    "whole": Site({KABAR: only(KABAR, "?page=all", WHOLE)}),
    "no-whole": Site(
        {KABAR: part(1, f"{KABAR}?page=2")},
        {f"{KABAR}?page=all": page("", status=404), f"{KABAR}?page=2": part(2)},
    ),
    "whole-slow": Site({KABAR: part(1)}, {f"{KABAR}?page=all": silent}),
    "whole-dropped": Site(
        {KABAR: part(1, f"{KABAR}?page=2")}, {f"{KABAR}?page=all": moved(KABAR), f"{KABAR}?page=2": part(2)}
    ),
    "whole-forbidden": Site(
        {KABAR: part(1)}, robots=page("User-agent: *\nDisallow: /*?\n", kind="text/plain")
    ),
    "whole-named": Site({KABAR: WHOLE}, {"/feed/": rss([f"{KABAR}?page=all"])}),
    "whole-query": Site({"/?p=1234": WHOLE}, {"/?p=1234&page=all": WHOLE}),
    "whole-gone": Site({KABAR: page("", status=404)}),
}
ROWS: dict[str, dict[str, Any]] = {
    "query": {"network": "antara", "listings": []},
    **{name: {"network": "disway", "listings": []} for name in ("offsets", "endless", "many")},
    **{name: {"one_page": "page=all"} for name in SITES if "whole" in name},
}


@pytest.fixture(scope="module")
def brought(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Brought]:
    with served(SITES):
        # one path is asked in several forms: a feed names the article, not its parts
        for name, site in SITES.items():
            if name != "troubles":
                site.answers = {"/feed/": rss(list(site.articles)[:1]), **site.answers}
        return crawl(tmp_path_factory.mktemp("base"), SITES, ROWS)


def the_page(brought: dict[str, Brought], name: str) -> Fetched:
    (page,) = brought[name].pages
    return page


def tails(page: Fetched) -> list[str]:
    """What stands behind the article's own path, part by part."""
    return [url.partition("sapi")[2] for url in page.parts]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("chain", ["", "/2/", "/3/"]),
        ("query", ["", "?page=2"]),
        ("offsets", ["", "/15", "/30"]),
        ("back", ["", "/3/"]),
    ],
)
def test_all_parts_come_in_their_order_and_each_once(
    name: str, expected: list[str], brought: dict[str, Brought]
) -> None:
    page = the_page(brought, name)
    assert tails(page) == expected
    assert page.missing == ()
    assert len(set(SITES[name].targets)) == len(SITES[name].targets) - (name == "back")


@pytest.mark.parametrize(
    ("name", "kept", "missing"),
    [
        ("missing", ["", "/3/"], ["/2/"]),
        ("mute-part", [""], ["/2/"]),
        ("away-part", [""], ["/2/"]),
        ("home-part", [""], ["/2/"]),
    ],
)
def test_a_part_that_cannot_be_had_is_named_as_missing_and_costs_the_others_nothing(
    name: str, kept: list[str], missing: list[str], brought: dict[str, Brought]
) -> None:
    page = the_page(brought, name)
    assert tails(page) == kept
    assert page.missing == tuple(SITES[name].origin + KABAR + tail for tail in missing)


def test_a_trap_of_endless_parts_ends_and_says_that_something_is_missing(brought: dict[str, Brought]) -> None:
    page = the_page(brought, "endless")
    assert len(page.parts) == MAX_PARTS
    assert len(page.missing) == 1


def test_hundreds_of_parts_on_one_page_are_no_reason_to_ask_hundreds_of_times(
    brought: dict[str, Brought],
) -> None:
    assert len(paths_asked(SITES["many"])) <= MAX_PARTS
    assert the_page(brought, "many").parts[1].endswith("/2")


@pytest.mark.parametrize(
    ("path", "outcome", "reason"),
    [
        ("/kabar/berkas-pdf-tanpa-halaman", "refused", "no page but application/pdf"),
        ("/kabar/besar-sekali-tanpa-akhir", "failed", "the answer is too large"),
        ("/kabar/kecil-dikirim-besar-dibuka", "failed", "the answer is too large"),
        ("/kabar/menetes-sedikit-demi-sedikit", "failed", "no answer in time"),
        ("/kabar/diam-saja-sejak-awal", "failed", "no answer in time"),
        ("/kabar/putus-di-tengah-jalan", "failed", "the answer broke off"),
        ("/kabar/kosong-tanpa-isi-apapun", "failed", "an empty answer"),
        ("/kabar/katanya-gzip-padahal-bukan", "failed", "the answer cannot be unpacked"),
        ("/kabar/berputar-putar-tanpa-akhir", "failed", "more than five redirects"),
        ("/kabar/pindah-ke-situs-lain", "refused", "leads to another site, lain.invalid"),
        ("/kabar/pindah-ke-berkas-lokal", "failed", "HTTP 302"),
        ("/kabar/pindah-ke-beranda-saja", "gone", "redirects to the home page"),
        ("/kabar/sudah-lama-tidak-ada", "gone", "HTTP 410"),
    ],
)
def test_an_address_without_an_article_ends_with_a_reason(
    path: str, outcome: str, reason: str, brought: dict[str, Brought]
) -> None:
    assert brought["troubles"].refusals[path] == (outcome, reason)


def test_neighbours_of_troubles_are_brought_and_nothing_ends_without_a_word(
    brought: dict[str, Brought],
) -> None:
    paths = {"/kabar/pindah-lima-kali-lalu-ada", "/kabar/pindah-ke-tetangga-juga", GOOD}
    assert set(brought["troubles"].paths) == paths
    assert set(brought["troubles"].refusals) | paths == set(SITES["troubles"].articles)


def test_the_address_that_shows_all_parts_is_asked_alone_and_the_article_keeps_its_own(
    brought: dict[str, Brought],
) -> None:
    page = the_page(brought, "whole")
    assert page.url == SITES["whole"].origin + KABAR
    assert tails(page) == ["?page=all"]
    assert paths_asked(SITES["whole"]) == [f"{KABAR}?page=all"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("no-whole", ["", "?page=2"]),
        ("whole-slow", [""]),
        ("whole-dropped", ["", "?page=2"]),
        ("whole-forbidden", [""]),
    ],
)
def test_where_that_address_fails_the_article_is_asked_part_by_part(
    name: str, expected: list[str], brought: dict[str, Brought]
) -> None:
    page = the_page(brought, name)
    assert tails(page) == expected
    assert page.missing == ()


def test_the_query_is_added_to_the_articles_own_and_never_twice(brought: dict[str, Brought]) -> None:
    assert paths_asked(SITES["whole-query"]) == ["/?p=1234&page=all"]
    assert paths_asked(SITES["whole-named"]) == [f"{KABAR}?page=all"]
    assert the_page(brought, "whole-named").url.endswith(KABAR)


def test_an_article_that_is_gone_in_both_forms_is_gone(brought: dict[str, Brought]) -> None:
    assert brought["whole-gone"].refusals == {KABAR: ("gone", "HTTP 404")}
    assert paths_asked(SITES["whole-gone"]) == [f"{KABAR}?page=all", KABAR]
