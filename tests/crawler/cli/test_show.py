import json
from contextlib import closing
from pathlib import Path

import pytest

from storage import open_store
from tests.crawler.cli.conftest import ARTICLES, Ronda, article


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    "key",
    [ARTICLES[0].content_hash, ARTICLES[0].url, ARTICLES[0].url + "?utm_source=wa#komentar", "1"],
)
def test_hash_address_and_number_lead_to_the_article(ronda: Ronda, key: str) -> None:
    shown = ronda("show", key)
    assert shown.code == 0
    head, facts, labels, text = shown.out.split("\n\n")
    assert head == "Judul 1"
    assert labels == "labels     none yet: `ronda reprocess --labels` makes them"
    assert text == ARTICLES[0].text + "\n"
    assert 'published  2026-02-16 13:30  (printed "16 Februari 2026 13:30 WIB")' in facts.splitlines()
    for fact in ("sumeks", ARTICLES[0].url, "Siti Rahma, Budi Santoso", "Kriminal", "polres, patroli", "Edi"):
        assert fact in facts


def test_an_alias_leads_to_the_article(ronda: Ronda, database: Path) -> None:
    with closing(open_store(database)) as store:
        store.keep(article(7, "Isi yang lain."), None, aliases=["cb4c41014ef653a6"])
    shown = ronda("show", "cb4c41014ef653a6")
    assert "aliases    cb4c41014ef653a6" in shown.out
    assert shown.out.endswith("Isi yang lain.\n")


@pytest.mark.usefixtures("database")
def test_json_is_the_record_of_an_export(ronda: Ronda) -> None:
    shown = json.loads(ronda("show", "1", "--json").out)
    exported = [json.loads(line) for line in ronda("export").out.splitlines()]
    assert shown in exported
    assert shown["text"] == ARTICLES[0].text


@pytest.mark.usefixtures("database")
def test_a_key_of_nothing_is_told_with_the_way_to_one(ronda: Ronda) -> None:
    for key in (
        "ffffffffffffffff",
        "https://lain.example/x",
        "999",
        "http://[",
        "\x1b[31m",
        "99999999999999999999",
    ):
        shown = ronda("show", key)
        assert (shown.code, shown.out) == (2, "")
        assert "`ronda search` finds them" in shown.err
        assert "\x1b" not in shown.err


@pytest.mark.usefixtures("database")
def test_a_hostile_title_does_nothing(ronda: Ronda) -> None:
    shown = ronda("show", ARTICLES[2].content_hash)
    assert shown.out.splitlines()[0] == "[red]=HYPERLINK(gpj.exe)[/red] Awas"
    assert "\x1b" not in shown.out
