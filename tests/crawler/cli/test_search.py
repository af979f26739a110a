import json
from contextlib import closing
from pathlib import Path

import pytest

from crawler.items import Precision
from storage import open_store
from tests.crawler.cli.conftest import ARTICLES, Ronda, article
from tests.crawler.cli.terminals import on_a_terminal


def lines(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.splitlines()]


@pytest.mark.usefixtures("database")
def test_every_hit_is_a_line_of_hash_time_source_title_address_and_snippet(ronda: Ronda) -> None:
    found = ronda("search", "sepeda", "motor")
    assert found.code == 0
    [[content_hash, published, source, title, address, snippet]] = lines(found.out)
    assert content_hash == ARTICLES[0].content_hash
    assert (published, source, title) == ("2026-02-16 13:30", "sumeks", "Judul 1")
    assert address == ARTICLES[0].url
    assert "sepeda motor" in snippet


@pytest.mark.usefixtures("database")
def test_all_words_must_occur_and_sources_and_days_narrow_it_down(ronda: Ronda) -> None:
    assert len(lines(ronda("search", "Baturaja").out)) == 2
    assert len(lines(ronda("search", "Baturaja", "ronda").out)) == 1
    assert lines(ronda("search", "Baturaja", "-s", "sumeks").out)[0][3] == "Judul 1"
    assert lines(ronda("search", "Baturaja", "--since", "2026-02-17").out)[0][3] == "Judul 2"
    assert lines(ronda("search", "Baturaja", "--until", "2026-02-17").out)[0][3] == "Judul 1"
    assert len(lines(ronda("search", "Baturaja", "--limit", "1").out)) == 1


@pytest.mark.usefixtures("database")
def test_the_best_comes_first(ronda: Ronda, database: Path) -> None:
    with closing(open_store(database)) as store:
        store.keep(article(9, "Hanya disebut sekali: Baturaja.", "Lain " * 300), None)
        store.keep(article(8, "Baturaja, Baturaja, Baturaja.", title="Baturaja"), None)
    assert lines(ronda("search", "Baturaja").out)[0][3] == "Baturaja"


@pytest.mark.usefixtures("database")
def test_a_phrase_in_quotation_marks_is_one(ronda: Ronda) -> None:
    assert len(lines(ronda("search", '"pasar malam"').out)) == 1
    assert lines(ronda("search", '"malam pasar"').out) == []


@pytest.mark.usefixtures("database")
def test_nothing_found_is_said_in_words_and_is_no_failure(ronda: Ronda) -> None:
    found = ronda("search", "gempa")
    assert (found.code, found.out) == (0, "")
    assert found.err.startswith("nothing found for gempa")
    as_json = ronda("search", "gempa", "--json")
    assert (as_json.code, json.loads(as_json.out), as_json.err) == (0, [], "")


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    "words", ['"', "'", "AND", "NEAR(", "*", "a:b", "-polisi", "ro\x00nda", "\ud800", "  "]
)
def test_no_input_breaks_a_search(ronda: Ronda, words: str) -> None:
    assert ronda("search", "--json", "--", words).code == 0


@pytest.mark.usefixtures("database")
def test_json_has_the_article_with_its_marks_and_without_its_text(ronda: Ronda) -> None:
    [hit] = json.loads(ronda("search", "pencuri", "--json").out)
    assert hit["content_hash"] == ARTICLES[0].content_hash
    assert hit["published_at"] == "2026-02-16T13:30:00+07:00"
    assert [hit["snippet"][start:end] for start, end in hit["marks"]] == ["pencuri"]
    assert "text" not in hit
    assert isinstance(hit["rank"], float)


@pytest.mark.usefixtures("database")
def test_a_hostile_title_is_only_text_in_lines_and_in_json(ronda: Ronda) -> None:
    out = ronda("search", "Muaradua").out
    assert lines(out)[0][3] == "[red]=HYPERLINK(gpj.exe)[/red] Awas"
    as_json = ronda("search", "Muaradua", "--json").out
    for shown in (out, as_json):
        assert not set(shown) & set("\x1b\x9b\u202e\u2066\x07")


def test_a_day_without_a_time_stays_that_day_in_every_zone(
    ronda: Ronda, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ARTICLES[3].published is not None
    assert ARTICLES[3].published.precision is Precision.DAY
    monkeypatch.setenv("RONDA_TIMEZONE", "Pacific/Honolulu")
    assert lines(ronda("search", "lintas").out)[0][1] == "2026-02-19"
    assert lines(ronda("search", "sepeda").out)[0][1] == "2026-02-15 20:30"


def test_a_person_sees_the_words_set_off_and_no_markup_at_work(database: Path) -> None:
    shown = on_a_terminal("-d", str(database), "search", "Muaradua")
    assert "[red]=HYPERLINK(gpj.exe)[/red] Awas" in shown
    assert "\x1b[1;33mMuaradua\x1b[0m" in shown
    assert "\x1b[31m" not in shown
    assert "\u202e" not in shown


@pytest.mark.usefixtures("database")
def test_wrong_use_says_what_to_write(ronda: Ronda) -> None:
    unknown = ronda("search", "polisi", "--source", "sumek")
    assert unknown.code == 2
    assert "did you mean 'sumeks'?" in unknown.err
    bad = ronda("search", "polisi", "--since", "kemarin")
    assert bad.code == 2
    assert bad.err.startswith("ronda: --since: 'kemarin' is no time. Write 2026-02-01")
    turned = ronda("search", "polisi", "--since", "1d", "--until", "7d")
    assert (turned.code, "must lie before" in turned.err) == (2, True)
    assert ronda("search").code == 2
    assert ronda("search", "polisi", "--limit", "0").code == 2


def test_without_a_database_the_way_to_one_is_told(ronda: Ronda, empty: Path) -> None:
    found = ronda("search", "polisi")
    assert found.code == 2
    assert f"no database at {empty}" in found.err
    assert not empty.exists()


@pytest.mark.usefixtures("database")
def test_a_wrong_catalogue_keeps_nobody_from_reading(ronda: Ronda) -> None:
    Path("ronda.toml").write_text('[sources.salah]\nhost = "x.example"\nwarna = "merah"\n', encoding="utf-8")
    assert ronda("search", "polisi", "--source", "sumeks").code == 0
