"""A row gets into ronda.toml at once and whole, or the file stays exactly as it was."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from crawler.cli.own_rows import add_row
from crawler.config import read_config
from crawler.errors import UsageError
from spiders.catalog import load_catalog

TABLE = '[sources.warta-sore]\nhost = "a.example"\nfeeds = ["/feed/"]\n'


def alone(file: Path) -> bool:
    """No temporary file was left behind."""
    return [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_file_that_is_not_there_is_made(tmp_path: Path) -> None:
    file = tmp_path / "ronda.toml"
    add_row(file, "warta-sore", TABLE)
    assert file.read_text(encoding="utf-8") == TABLE
    assert alone(file)
    assert load_catalog(read_config(file, environ={}))["warta-sore"].feeds == ("https://a.example/feed/",)


def test_permissions_and_links_stay(tmp_path: Path) -> None:
    (tmp_path / "etc").mkdir()
    real, link = tmp_path / "etc" / "real.toml", tmp_path / "ronda.toml"
    real.write_bytes(b"delay = 2 # pelan\r\n")
    real.chmod(0o640)
    link.symlink_to(real)
    add_row(link, "warta-sore", TABLE)
    assert link.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert real.read_bytes().startswith(b"delay = 2 # pelan\r\n\r\n[sources.warta-sore]\r\n")


@pytest.mark.parametrize(
    ("old", "table", "told"),
    [
        ('sources = {sumeks = {interval = "1h"}}\n', TABLE, "Mend that"),
        ('[sources.warta-sore]\nhost = "b.example"\nfeeds = ["/"]\n', TABLE, "Mend that"),
        ("warna = 1\n", TABLE, "warna"),
        ("", '[sources.warta-sore]\nhost = "a.example"\nfeedss = ["/"]\n', "feedss"),
        ("", "# kosong\n", "would not be a source"),
    ],
)
def test_what_would_not_be_sound_leaves_the_file_as_it_was(
    tmp_path: Path, old: str, table: str, told: str
) -> None:
    file = tmp_path / "ronda.toml"
    file.write_text(old, encoding="utf-8")
    with pytest.raises(UsageError, match=told) as error:
        add_row(file, "warta-sore", table)
    assert str(file) in str(error.value)
    assert ".ronda-" not in str(error.value)
    assert file.read_text(encoding="utf-8") == old
    assert alone(file)


def test_a_folder_that_is_not_there_is_told_with_the_lines_to_put_in(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No such file") as error:
        add_row(tmp_path / "none" / "ronda.toml", "warta-sore", TABLE)
    assert TABLE in str(error.value)
