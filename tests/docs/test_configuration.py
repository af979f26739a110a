"""docs/configuration.md against crawler/config.py: nothing missing, nothing extra, and its example works."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from crawler.config import SETTINGS, Config, read_config
from spiders.catalog import load_catalog

PAGE = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text(encoding="utf-8")
ROWS = {
    key: (variable, default, meaning)
    for key, variable, default, meaning in re.findall(
        r"^\| `(\w+)` \| `(\w+)` \| `(.+?)` \| (.+) \|$", PAGE, re.M
    )
}
EXAMPLE = re.findall(r"^```toml\n(.+?)^```", PAGE, re.M | re.S)[-1]


def test_every_setting_is_documented_and_nothing_else_is() -> None:
    assert tuple(ROWS) == SETTINGS


@pytest.mark.parametrize("name", SETTINGS)
def test_variable_and_default_are_as_documented(name: str) -> None:
    variable, default, meaning = ROWS[name]
    assert variable == f"RONDA_{name.upper()}"
    wanted = getattr(Config(), name)
    plain = str(wanted) if isinstance(wanted, Path) else list(wanted) if isinstance(wanted, tuple) else wanted
    assert tomllib.loads(f"x = {default}")["x"] == plain
    assert len(meaning) > 20


def test_no_other_variable_of_ours_is_named() -> None:
    known = {f"RONDA_{name.upper()}" for name in SETTINGS} | {"RONDA_CONFIG"}
    assert set(re.findall(r"RONDA_\w+", PAGE)) <= known


def test_the_example_can_be_used_as_it_stands(tmp_path: Path) -> None:
    file = tmp_path / "ronda.toml"
    file.write_text(EXAMPLE, encoding="utf-8")
    config = read_config(file, environ={})
    catalog = load_catalog(config)
    assert config.database == tmp_path / "berita.db"
    assert "monitor.example.org" in config.agent()
    assert catalog["sumeks"].interval == "15m"
    assert catalog["harian-pagi"].feeds == ("https://www.harianpagi.example/feed/",)
    assert "palpos" not in {source.name for source in catalog.enabled()}
