"""Settings: where they come from, which wins, and that every mistake is named with its place."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from crawler import __version__
from crawler.config import SETTINGS, Config, read_config
from crawler.errors import ConfigError

# a value other than the default for each setting, as TOML and as the program holds it
OTHERS: dict[str, tuple[str, object]] = {
    "database": ('"berita.db"', Path("berita.db")),
    "contact": ('"redaksi@example.org"', "redaksi@example.org"),
    "user_agent": ('"Patroli/1"', "Patroli/1"),
    "timezone": ('"Asia/Jayapura"', "Asia/Jayapura"),
    "workers": ("3", 3),
    "parallel": ("2", 2),
    "delay": ("2.5", 2.5),
    "fetch_seconds": ("9", 9.0),
    "fetch_megabytes": ("1.5", 1.5),
    "read_seconds": ("4", 4.0),
    "read_megabytes": ("512", 512),
    "run_minutes": ("12", 12.0),
    "grace_seconds": ("300", 300),
    "allow_addresses": ('["10.0.0.5", "fd00::/8"]', ("10.0.0.5", "fd00::/8")),
    "archive": ("false", False),
    "archive_days": ("30", 30),
    "archive_gigabytes": ("1.5", 1.5),
    "topic": ('"sawit"\n[topics.sawit]\nwords = ["sawit"]', "sawit"),
    "off_topic": ('"drop"', "drop"),
    "log_level": ('"INFO"', "INFO"),
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(text: str, file: str = "ronda.toml") -> Path:
    path = Path(file)
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_or_variables_the_defaults_hold() -> None:
    assert read_config(environ={}) == Config()


def test_a_config_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Config().delay = 0.0  # type: ignore[misc]  # the point of the test


def test_these_tests_know_every_setting() -> None:
    assert set(OTHERS) == set(SETTINGS)


@pytest.mark.parametrize("name", OTHERS)
def test_each_setting_can_stand_in_the_file(name: str, folder: Path) -> None:
    written(f"{name} = {OTHERS[name][0]}")
    found, wanted = getattr(read_config(environ={}), name), OTHERS[name][1]
    assert found == (folder / wanted if isinstance(wanted, Path) else wanted)
    assert type(found) is type(getattr(Config(), name))


@pytest.mark.parametrize("name", OTHERS)
def test_each_setting_has_a_variable_and_the_variable_wins(name: str) -> None:
    written(f"{name} = {OTHERS[name][0]}" if name != "database" else 'database = "other.db"')
    default = getattr(Config(), name) or "1"
    if name == "allow_addresses":
        found = read_config(environ={"RONDA_ALLOW_ADDRESSES": "127.0.0.1, 10.0.0.0/8"}).allow_addresses
        assert found == ("127.0.0.1", "10.0.0.0/8")
        return
    found = getattr(read_config(environ={f"RONDA_{name.upper()}": str(default)}), name)
    assert found == type(found)(default)


def test_an_empty_variable_counts_as_not_set() -> None:
    written("workers = 3")
    assert read_config(environ={"RONDA_WORKERS": "", "RONDA_CONFIG": ""}).workers == 3


def test_the_command_line_wins_over_the_variable_and_the_file() -> None:
    written('database = "file.db"')
    found = read_config(environ={"RONDA_DATABASE": "variable.db"}, database=Path("line.db"))
    assert found.database == Path("line.db")


def test_the_file_given_wins_over_the_variable_and_that_over_the_working_directory() -> None:
    written("workers = 1")
    named, given = written("workers = 2", "a/named.toml"), written("workers = 3", "b/given.toml")
    environ = {"RONDA_CONFIG": str(named)}
    assert read_config(given, environ=environ).workers == 3
    assert read_config(environ=environ).workers == 2
    assert read_config(environ={}).workers == 1


def test_a_relative_database_lies_beside_its_file_and_an_absolute_one_where_it_says(folder: Path) -> None:
    assert read_config(written('database = "b.db"', "etc/x.toml"), environ={}).database == folder / "etc/b.db"
    assert read_config(written('database = "/srv/b.db"'), environ={}).database == Path("/srv/b.db")


def test_a_tilde_is_the_home_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/sari")
    assert read_config(written('database = "~/b.db"'), environ={}).database == Path("/home/sari/b.db")


def test_the_config_says_which_file_it_came_from(folder: Path) -> None:
    assert read_config(environ={}).file is None
    written("")
    assert read_config(environ={}).file == folder / "ronda.toml"


def test_tables_of_sources_are_handed_on_untouched() -> None:
    written('[sources.sumeks]\nenabled = false\n[sources.baru]\nhost = "a.id"')
    assert read_config(environ={}).sources == {"sumeks": {"enabled": False}, "baru": {"host": "a.id"}}


def test_the_mark_that_windows_editors_put_first_is_no_mistake() -> None:
    written("\ufeffworkers = 3")
    assert read_config(environ={}).workers == 3


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("workers = ", "docs/configuration.md"),
        ("workers = 1\nworkers = 2", "docs/configuration.md"),
        ("paralel = 2", "paralel: unknown key"),
        ("[parallel]\nx = 1", "parallel: .* is not a whole number"),
        ("sources = 3", r"\[sources.NAME\]"),
        ("workers = 2.0", "workers: 2.0 is not a whole number"),
        ("workers = true", "workers: True is not a whole number"),
        ('workers = "dua"', "workers: 'dua' is not a whole number"),
        ("workers = -1", "workers: must not be negative"),
        ("delay = -0.1", "delay: must not be negative"),
        ("delay = nan", "delay: must be a finite number"),
        ("run_minutes = inf", "run_minutes: must be a finite number"),
        (f"run_minutes = {'9' * 400}", "run_minutes: 9+ is not a number"),
        ("delay = 2026-02-16", "delay: .* is not a number"),
        ("delay = true", "delay: True is not a number"),
        ("parallel = 0", "parallel: must be more than 0"),
        ("grace_seconds = 0", "grace_seconds: must be more than 0"),
        ("fetch_megabytes = 0", "fetch_megabytes: must be more than 0"),
        ("database = 7", "database: 7 is not a path"),
        ('database = ""', "database: '' is not a path"),
        ('log_level = "LOUD"', "log_level: 'LOUD' is none of DEBUG"),
        ('timezone = "WIB"', "Write one such as Asia/Jakarta"),
        ('timezone = "../../etc/localtime"', "timezone: no zone"),
        ('contact = "a\\r\\nX-Evil: 1"', "contact: only printable ASCII"),
        ('user_agent = "pak é"', "user_agent: only printable ASCII"),
    ],
)
def test_a_mistake_in_the_file_is_named_with_its_file(text: str, named: str) -> None:
    file = written(text, "etc/x.toml")
    with pytest.raises(ConfigError, match=f"etc/x.toml: .*{named}"):
        read_config(file, environ={})


@pytest.mark.parametrize(
    ("variable", "text", "named"),
    [
        ("RONDA_WORKERS", "dua", "'dua' is not a whole number"),
        ("RONDA_PARALLEL", "0", "must be more than 0"),
        ("RONDA_DELAY", "nan", "finite"),
        ("RONDA_TIMEZONE", "Palembang", "Asia/Jakarta"),
        ("RONDA_PARALEL", "2", "unknown key"),
        ("RONDA_SOURCES", "sumeks", "unknown key"),
    ],
)
def test_a_mistake_in_a_variable_is_named_by_the_variable(variable: str, text: str, named: str) -> None:
    written("workers = 1")
    with pytest.raises(ConfigError, match=f"^{variable}: .*{named}"):
        read_config(environ={variable: text})


def test_variables_of_other_programs_are_not_ours() -> None:
    assert read_config(environ={"HOME": "/root", "RONDAN": "x", "MY_RONDA_DELAY": "x"}) == Config()


@pytest.mark.parametrize(
    ("option", "environ"), [(Path("nowhere.toml"), {}), (None, {"RONDA_CONFIG": "nowhere.toml"})]
)
def test_a_file_that_was_named_must_exist(option: Path | None, environ: dict[str, str]) -> None:
    with pytest.raises(ConfigError, match=r"nowhere.toml: no such file"):
        read_config(option, environ=environ)


def test_a_file_in_another_encoding_is_told_so(folder: Path) -> None:
    (folder / "ronda.toml").write_bytes('contact = "é"'.encode("latin-1"))
    with pytest.raises(ConfigError, match="TOML in UTF-8"):
        read_config(environ={})


def test_the_user_agent_says_what_we_are_and_whom_to_ask() -> None:
    assert Config().agent() == f"Ronda/{__version__} (news monitor)"
    assert Config(contact="https://example.org").agent().endswith("(news monitor; +https://example.org)")
    assert Config(contact="x@example.org", user_agent="Patroli/1").agent() == "Patroli/1"


def test_reading_processes_are_as_many_as_said_or_as_processors_up_to_four() -> None:
    assert Config(workers=7).reading_processes() == 7
    assert 1 <= Config().reading_processes() <= 4


@pytest.mark.parametrize("value", ['["10.0.0.0/99"]', '["intranet"]', '["10.0.0.5/8"]', "[10]", "true"])
def test_an_entry_of_the_allow_list_that_is_no_address_is_named(value: str) -> None:
    with pytest.raises(ConfigError, match="allow_addresses"):
        read_config(written(f"allow_addresses = {value}"), environ={})
