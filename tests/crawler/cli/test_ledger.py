"""`ronda ledger` and `ronda diff` over a real second round: an owned correction, silent edits, a removal."""

from __future__ import annotations

import json

import pytest

from tests.house import House


@pytest.fixture
def second_round(house: House) -> House:
    for source in ("demo-antara", "demo-disway"):
        house.crawl(source)
    house.newsroom.round = 2
    for source in ("demo-antara", "demo-disway"):
        house.crawl(source, revisit=True)
    return house


def test_every_edit_and_removal_of_a_round_is_in_the_ledger(second_round: House) -> None:
    done = second_round.ronda("ledger", "--json")
    assert done.returncode == 0, done.stderr
    entries = json.loads(done.stdout)
    assert sorted((entry["kind"], entry["source"]) for entry in entries) == [
        ("correction", "demo-antara"),
        ("gone", "demo-antara"),
        ("silent", "demo-disway"),
    ]
    only = json.loads(second_round.ronda("ledger", "--kind", "gone", "--json").stdout)
    assert [entry["what"] for entry in only] == ["HTTP 404"]
    # what is gone is still had
    shown = second_round.ronda("show", str(only[0]["article"]), "--json")
    assert len(json.loads(shown.stdout)["text"]) > 300

    correction = next(entry for entry in entries if entry["kind"] == "correction")
    [step] = json.loads(second_round.ronda("diff", str(correction["article"]), "--json").stdout)
    assert step["nature"] == "correction"
    assert any(change["paragraph"] == 0 for change in step["changes"])  # its title changed, too
    people = second_round.ronda("diff", str(correction["article"])).stdout
    assert "{+" in people
    assert "version 2" in people


def test_an_article_that_never_changed_says_so(second_round: House) -> None:
    number = second_round.one("SELECT id FROM articles WHERE revisions = 0 LIMIT 1")
    assert "as it was first fetched" in second_round.ronda("diff", str(number)).stdout
    wrong = second_round.ronda("diff", str(number), "--version", "2")
    assert wrong.returncode == 2
    assert "1 versions" in wrong.stderr


def test_an_unknown_kind_is_wrong_use(second_round: House) -> None:
    done = second_round.ronda("ledger", "--kind", "deleted")
    assert done.returncode == 2
    assert "none of correction" in done.stderr
