"""The tables that ship are whole, name their source, and speak of areas that exist."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from pipelines.labels import areas
from pipelines.labels.areas import atlas, compact
from pipelines.labels.data.build import table
from pipelines.labels.unit_words import unit_words

DATA = Path(areas.__file__).parent / "data"
SOURCE = Path(__file__).parents[4] / "shared" / "wilayah"


def test_the_table_is_what_the_script_makes_of_its_source() -> None:
    if not SOURCE.is_dir():
        pytest.skip("the source of the table is not beside the project")
    assert (DATA / "wilayah.csv").read_text(encoding="utf-8") == table(SOURCE)


def test_the_table_names_its_source_and_licence() -> None:
    assert "Open Database License" in (DATA / "LICENSE-wilayah.md").read_text(encoding="utf-8")
    assert "idn-area-data" in (DATA / "README.md").read_text(encoding="utf-8")


def test_every_area_lies_in_one_that_is_there() -> None:
    known = atlas().areas
    assert all(code[:2] in known and code[:5] in known for code in known if len(code) == 8)
    assert all(code[:2] in known for code in known)


def test_every_word_that_needs_a_level_is_a_spelling() -> None:
    assert atlas().words <= atlas().spellings.keys()


def test_an_abbreviation_means_one_area_or_areas_of_one_name_or_needs_a_level() -> None:
    names = tomllib.loads((DATA / "names.toml").read_text(encoding="utf-8"))
    meant: dict[str, set[str]] = {}
    for section in ("provinces", "kabupaten_kota"):
        for title, row in names[section].items():
            bare = title.removeprefix("Kabupaten ").removeprefix("Kota ").removeprefix("DI ")
            for short in row:
                meant.setdefault(compact(short), set()).add(bare)
    assert [short for short, areas in meant.items() if len(areas) > 1 and short not in atlas().words] == []


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Sumatera Selatan", ["16"]),
        ("Kabupaten Bogor", ["32.01"]),
        ("Kota Bogor", ["32.71"]),
        ("KAB. OKI", ["16.02"]),
        ("Baturaja", ["16.01"]),
        ("Indonesia", []),
        ("", []),
    ],
)
def test_a_region_or_dateline_is_looked_up_by_name(name: str, codes: list[str]) -> None:
    assert [area.code for area in atlas().named(name)] == codes


def test_every_special_unit_watches_over_an_area() -> None:
    assert all(code in atlas().areas for _, _, code in unit_words().special.values())
