"""Labels on the command line: made by an import, shown with their words, made again by newer rules."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from storage import open_store
from tests.crawler.cli.conftest import Ronda, article
from tests.storage.samples import labels

TEXT = (
    "KABARDESA.COM, BATURAJA -- Satresnarkoba Polres OKU menangkap pengedar sabu di Kecamatan Baturaja "
    "Timur, Senin (16/2/2026).\n"
    'Dari pelaku disita 14,96 gram sabu. "Pelaku dijerat Pasal 114 ayat (1) UU Nomor 35 Tahun 2009," kata '
    "Kapolres OKU AKBP Andi Wijaya, S.I.K."
)
KINDS = ("topic", "unit", "place", "official", "event", "law", "evidence")
OTHER = "Harga cabai di pasar turun.\nPedagang mengeluh sejak pagi, pembeli senang."


@pytest.fixture
def imported(ronda: Ronda, empty: Path) -> Path:
    """A database with an article on a dealer, and one on chillies."""
    for number, text in enumerate((TEXT, OTHER)):
        (empty.parent / f"{number}.txt").write_text(text, encoding="utf-8")
    assert ronda("import", empty.parent / "0.txt", empty.parent / "1.txt").out == "2 files: 2 stored\n"
    return empty


def change(database: Path, statement: str) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(statement)


@pytest.mark.usefixtures("imported")
def test_an_import_is_labelled_and_show_says_so_in_plain_words(ronda: Ronda) -> None:
    lines = ronda("show", "1").out.splitlines()
    for line in (
        "topics     narkoba",
        "units      Polres Ogan Komering Ulu",
        "places     Kabupaten Ogan Komering Ulu (Baturaja Timur), Sumatera Selatan",
        "officials  AKBP Andi Wijaya, Kapolres Ogan Komering Ulu",
        'event      2026-02-16 (printed "Senin (16/2/2026)")',
        "law        pasal 114 ayat 1 UU 35/2009",
        "evidence   14.96 gram sabu",
    ):
        assert line in lines
    assert [line for line in lines if line.startswith("relevant   yes, 0.9")]
    chillies = ronda("show", "2").out
    assert "topics     lain" in chillies
    assert "relevant   no, 0." in chillies
    assert "officials" not in chillies


@pytest.mark.usefixtures("imported")
def test_why_shows_the_words_behind_every_label(ronda: Ronda) -> None:
    lines = ronda("show", "1", "--why").out.splitlines()
    text = " ".join(TEXT.split())
    told = [line for line in lines[lines.index("") :] if line[:10].strip() in KINDS and '"' in line]
    assert {line[:10].strip() for line in told} >= set(KINDS)
    quotes = [quote for line in told for quote in line.split('"')[1::2]]
    assert quotes
    assert all(quote in text for quote in quotes)
    assert [line for line in lines if line.startswith("           +")]  # what spoke for relevance


@pytest.mark.usefixtures("imported")
def test_json_has_labels_and_with_why_their_words(ronda: Ronda) -> None:
    plain = json.loads(ronda("show", "1", "--json").out)
    told = json.loads(ronda("show", "1", "--json", "--why").out)
    why = told.pop("why")
    assert plain == told
    assert plain["topics"] == ["narkoba"]
    assert why["topics"]["narkoba"]["quotes"]
    assert why["law"][0]["act"] == "UU 35/2009"


@pytest.mark.usefixtures("imported")
def test_an_export_says_what_ronda_label_says_of_its_own_lines(ronda: Ronda, empty: Path) -> None:
    exported = ronda("export").out
    (empty.parent / "export.jsonl").write_text(exported, encoding="utf-8")
    rows = [json.loads(line) for line in exported.splitlines()]
    labelled = [json.loads(line) for line in ronda("label", empty.parent / "export.jsonl").out.splitlines()]
    names = ("relevant", "score", "topics", "units", "places", "officials", "operation", "event_date")
    for row, record in zip(rows, labelled, strict=True):
        assert {name: row[name] for name in names} == {name: record[name] for name in names}


def test_labels_of_other_rules_are_made_again_without_a_page(ronda: Ronda, imported: Path) -> None:
    assert ronda("reprocess", "--labels").out == "no text to label: all labels are of today's rules\n"
    change(imported, "UPDATE article_labels SET labeller = 'ronda 0.0.1 / rules 00000000', score = 0")
    change(imported, "DELETE FROM article_topics")
    dry = json.loads(ronda("reprocess", "--labels", "--dry-run", "--json").out)
    assert dry == {"dry_run": True, "counts": {"relabelled": 2}}
    assert json.loads(ronda("show", "1", "--json").out)["topics"] == []
    assert ronda("reprocess", "--labels", "--limit", "1").out == "1 text: 1 labelled\n"
    assert ronda("reprocess", "--labels").out == "1 text: 1 labelled\n"
    assert json.loads(ronda("show", "1", "--json").out)["topics"] == ["narkoba"]
    assert json.loads(ronda("show", "1", "--json").out)["revisions"] == 0


@pytest.mark.usefixtures("imported")
def test_labels_and_differences_of_pages_are_two_things(ronda: Ronda) -> None:
    done = ronda("reprocess", "--labels", "--diff")
    assert done.code == 2
    assert "--labels reads no page" in done.err


def doctor(ronda: Ronda) -> dict[str, str]:
    found = {line["name"]: line for line in json.loads(ronda("doctor", "--json").out)}
    return dict(found["labels"])


def test_the_doctor_says_when_labels_are_missing_or_old(ronda: Ronda, imported: Path) -> None:
    assert doctor(ronda)["level"] == "ok"
    change(imported, "UPDATE article_labels SET labeller = 'older' WHERE article_id = 1")
    found = doctor(ronda)
    assert found["level"] == "warn"
    assert found["found"] == "1 article of 2 without any, or with those of other rules"
    assert "`ronda reprocess --labels`" in found["remedy"]


def test_a_topic_of_ones_own_makes_the_labels_old_and_is_given_to_what_fits(
    ronda: Ronda, imported: Path
) -> None:
    toml = 'topic = "cabai"\n[topics.cabai]\nwords = ["cabai"]\n'
    (imported.parent / "ronda.toml").write_text(toml, encoding="utf-8")
    assert doctor(ronda)["level"] == "warn"
    assert ronda("reprocess", "--labels").out == "2 texts: 2 labelled\n"
    dealer, chillies = (json.loads(ronda("show", key, "--json", "--why").out) for key in ("1", "2"))
    assert (dealer["relevant"], dealer["topics"]) == (False, ["narkoba"])
    assert (chillies["relevant"], chillies["topics"]) == (True, ["cabai"])
    assert chillies["why"]["judged_by"] == "cabai"
    assert chillies["why"]["topics"]["cabai"]["quotes"] == ["cabai"]


def test_a_topic_with_an_unknown_region_ends_every_command_with_its_remedy(
    ronda: Ronda, imported: Path
) -> None:
    toml = '[topics.cabai]\nregions = ["Atlantis"]\n'
    (imported.parent / "ronda.toml").write_text(toml, encoding="utf-8")
    done = ronda("stats")
    assert done.code == 2
    assert "topics.cabai.regions: no province, kabupaten or kota is called 'Atlantis'. Write one" in done.err


def test_a_hostile_quote_does_nothing_on_the_terminal(ronda: Ronda, empty: Path) -> None:
    evil = "\x1b[31mPolres\u202e OKU\n\x07"
    with closing(open_store(empty)) as store:
        one = article(1, "Isi.")
        found = labels(operation=evil, operation_quotes=(evil,), contradictions=(evil,))
        store.keep(replace(one, labels=found), None)
    for options in ((), ("--why",)):
        shown = ronda("show", "1", *options).out
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        assert "\x07" not in shown


def test_a_masked_export_leaves_out_officials_whose_name_is_masked(ronda: Ronda, empty: Path) -> None:
    with closing(open_store(empty)) as store:
        one = article(1, "Tersangka Budi Santoso ditahan.", "Kapolres OKU AKBP Andi Wijaya membenarkan.")
        found = labels()
        officials = (found.officials[0], replace(found.officials[1], name="Budi Santoso"))
        store.keep(replace(one, labels=labels(officials=officials)), None)
    plain, masked = (json.loads(ronda("export", *options).out) for options in ((), ("--mask",)))
    assert [one["name"] for one in plain["officials"]] == ["Andi Wijaya", "Budi Santoso"]
    assert [one["name"] for one in masked["officials"]] == ["Andi Wijaya"]
    assert "Santoso" not in masked["text"]
