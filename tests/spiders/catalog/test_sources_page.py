"""docs/sources.md names every key of a source, and no other."""

import re
import tomllib
from pathlib import Path

import pytest

from crawler.config import Config
from crawler.errors import CatalogError
from spiders.catalog import load_catalog
from spiders.catalog.table import HINT_KEYS, KEYS

PAGE = (Path(__file__).parents[3] / "docs" / "sources.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(\w+)` \| (.+?) \| ", re.MULTILINE)


def section(heading: str) -> str:
    return PAGE.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]


@pytest.mark.parametrize(
    ("heading", "keys"), [("Every key", KEYS), ("Hints for reading", HINT_KEYS)], ids=["keys", "hints"]
)
def test_every_key_is_explained_once_and_no_other(heading: str, keys: tuple[str, ...]) -> None:
    explained = [row[1] for row in ROW.finditer(section(heading))]
    assert sorted(explained) == sorted(keys)


@pytest.mark.parametrize("key", KEYS)
def test_the_example_of_a_key_is_accepted(key: str) -> None:
    examples = dict(ROW.findall(section("Every key")))[key]
    for example in re.findall(r"`([^`]+)`", examples):
        table = {
            "host": "www.harianpagi.example",
            "feeds": ["/feed/"],
            "searches": ["/?s={words}"],
            "search_words": ["x"],
        }
        table |= tomllib.loads(f"{key} = {example}")
        assert "uji" in load_catalog(Config(sources={"uji": table}))


@pytest.mark.parametrize("hint", HINT_KEYS)
def test_the_example_of_a_hint_is_accepted(hint: str) -> None:
    example = dict(ROW.findall(section("Hints for reading")))[hint].strip("`")
    value = tomllib.loads(f"{hint} = {example}")[hint]
    catalog = load_catalog(Config(sources={"sumeks": {"hints": {hint: value}}}))
    assert set(value) <= set(getattr(catalog["sumeks"].hints, hint))


def test_every_table_on_the_page_is_accepted() -> None:
    blocks = re.findall(r"```toml\n(.+?)```", PAGE, re.DOTALL)
    assert len(blocks) >= 4
    for block in blocks:
        sources = tomllib.loads(block)["sources"]
        assert set(sources) <= set(load_catalog(Config(sources=sources)))


def test_the_error_on_the_page_is_the_one_that_is_printed() -> None:
    with pytest.raises(CatalogError, match="unknown key") as caught:
        load_catalog(Config(sources={"sumeks": {"intervall": "1h"}}))
    assert str(caught.value) in PAGE
