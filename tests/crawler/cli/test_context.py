from pathlib import Path

import pytest
import typer

from crawler.cli.context import Context
from crawler.errors import ConfigError, StoreError, UsageError
from storage.store import ArticleQuery


def test_the_configuration_is_read_once_and_only_when_asked(empty: Path) -> None:
    here = Context(config_file=Path("later.toml"))
    with pytest.raises(ConfigError, match="no such file"):
        _ = here.config
    Path("later.toml").write_text('timezone = "Asia/Jayapura"\n', encoding="utf-8")
    assert here.zone.key == "Asia/Jayapura"
    Path("later.toml").unlink()
    assert here.config is here.config


def test_the_database_of_the_command_line_counts(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RONDA_DATABASE", "lain.db")
    assert Context(database=empty).config.database == empty
    assert Context().config.database == Path("lain.db")


def test_the_catalogue_has_the_sources_of_the_user(empty: Path) -> None:
    Path("ronda.toml").write_text(
        '[sources.harian-pagi]\nhost = "pagi.example.co.id"\nfeeds = ["/feed/"]\n', encoding="utf-8"
    )
    assert "harian-pagi" in Context().catalog


def test_the_store_is_closed_at_the_end_whatever_happens(empty: Path) -> None:
    here = Context(database=empty)
    with here.store() as store:
        assert store.count() == 0
    with pytest.raises(StoreError):
        store.count()
    with pytest.raises(ZeroDivisionError), here.store(read_only=True) as store:
        raise ZeroDivisionError
    with pytest.raises(StoreError):
        list(store.articles(ArticleQuery()))


def test_reading_makes_no_database(empty: Path) -> None:
    with (
        pytest.raises(UsageError, match="--database names another"),
        Context(database=empty).store(read_only=True),
    ):
        pass
    assert not empty.exists()


def test_a_command_without_the_program_before_it_is_our_mistake() -> None:
    command = typer.main.get_command(typer.Typer(callback=lambda: None, invoke_without_command=True))
    with pytest.raises(RuntimeError, match="without the `ronda`"):
        Context.of(typer.Context(command))  # type: ignore[arg-type]
