import json

from crawler.config import Config
from spiders.catalog import load_catalog
from spiders.catalog.describe import COLUMNS, describe, lists_of, rows

CATALOG = load_catalog(Config())


def test_rows_stand_in_the_order_of_names_and_hold_plain_values() -> None:
    table = rows(CATALOG)
    assert [row["name"] for row in table] == list(CATALOG)
    assert all(tuple(row) == COLUMNS for row in table)
    assert json.loads(json.dumps(table)) == table


def test_a_row_counts_all_lists_of_its_source() -> None:
    lampost = CATALOG["lampost"]
    row = next(row for row in rows(CATALOG) if row["name"] == "lampost")
    assert row["lists"] == len(lists_of(lampost)) == 2
    assert lists_of(lampost)[-1] == "https://lampost.co/wp-json/"


def test_a_description_tells_the_terms_even_when_there_are_none_and_leaves_out_what_is_empty() -> None:
    antara, sumeks = describe(CATALOG["antara-sumsel"]), describe(CATALOG["sumeks"])
    assert "permission" in antara["terms"]
    assert sumeks["terms"] == ""
    assert "sitemaps" not in sumeks
    assert "words" not in sumeks


def test_a_description_keeps_what_is_false_and_is_plain() -> None:
    told = describe(CATALOG["antara-papua"])
    assert told["enabled"] is False
    assert told["hints"]["zone"] == "Asia/Jayapura"
    assert json.loads(json.dumps(told)) == told
