"""Each error says what to do next, and which exit code cron will see."""

from __future__ import annotations

import inspect

import pytest

from crawler import errors
from crawler.errors import CatalogError, LockHeld, RondaError, UnknownSource

EXIT_CODES = {
    "RondaError": 1,
    "SiteUnusable": 1,
    "ConfigError": 2,
    "CatalogError": 2,
    "UsageError": 2,
    "UnknownSource": 2,
    "NotFound": 2,
    "LockHeld": 75,
    "StoreError": 1,
    "ReadingGaveUp": 1,
}
KINDS = {
    name: kind
    for name, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, RondaError) and kind.__module__ == "crawler.errors"
}


def test_each_error_has_the_exit_code_that_the_operations_guide_promises() -> None:
    assert {name: kind.exit_code for name, kind in KINDS.items()} == EXIT_CODES


@pytest.mark.parametrize("name", KINDS)
def test_the_tree_at_the_top_of_the_file_shows_each_error(name: str) -> None:
    assert name in (errors.__doc__ or "").split()


def test_a_mistyped_source_is_told_the_near_one_and_where_all_are() -> None:
    error = UnknownSource("sumek", ["antara-sumsel", "sumeks", "palpos"])
    assert "did you mean 'sumeks'?" in str(error)
    assert "ronda sources list" in str(error)


def test_a_source_like_no_other_gets_no_false_hint() -> None:
    assert "did you mean" not in str(UnknownSource("zzz", ["sumeks", "palpos"]))


def test_no_sources_at_all_is_no_reason_to_fail() -> None:
    assert "no source 'sumeks'" in str(UnknownSource("sumeks", iter(())))


def test_a_catalogue_error_names_file_key_problem_and_remedy() -> None:
    error = CatalogError(
        file="ronda.toml", key="sources.sumeks.host", problem="no host", remedy="Write host = …"
    )
    assert str(error) == "ronda.toml: sources.sumeks.host: no host. Write host = …"
    assert (error.file, error.key) == ("ronda.toml", "sources.sumeks.host")


def test_one_except_clause_catches_all_that_has_a_remedy() -> None:
    with pytest.raises(RondaError):
        raise LockHeld("another run has it")
