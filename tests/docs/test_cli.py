"""docs/cli.md and the program name the same commands and the same options."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from crawler.cli.main import app

PAGE = (Path(__file__).parents[2] / "docs" / "cli.md").read_text(encoding="utf-8")
HELP = {"-h", "--help"}
_OPTION = re.compile(r"(?<![\w-])--?[a-z][a-z-]*")
_SPAN = re.compile(r"`([^`]+)`")


def commands(command: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Every command that does something, by what one types."""
    inner = getattr(command, "commands", {})
    if not inner or path == "ronda":
        yield path, command
    for name, one in inner.items():
        yield from commands(one, f"{path} {name}")


def options_of(command: Any) -> set[str]:
    """All the forms a command's options have, help left out."""
    params = [one for one in command.params if one.param_type_name == "option"]
    return {form for one in params for form in (*one.opts, *one.secondary_opts)} - HELP


def sections() -> dict[str, str]:
    """The text below each `## ronda …` heading."""
    parts = re.split(r"^## (.+)$", PAGE, flags=re.MULTILINE)
    pairs = zip(parts[1::2], parts[2::2], strict=True)
    return {heading: text for heading, text in pairs if heading.startswith("ronda")}


def options_in(text: str) -> set[str]:
    """The options that a section lists: those in the code spans that begin its bullets."""
    bullets = re.findall(r"^- (.+(?:\n  .+)*)", text, flags=re.MULTILINE)
    spans = [span for bullet in bullets for span in _SPAN.findall(bullet.partition(":")[0])]
    return {form for span in spans for form in _OPTION.findall(span)} - HELP


PROGRAM = dict(commands(typer.main.get_command(app), "ronda"))


def test_every_command_has_its_section_and_every_section_its_command() -> None:
    assert set(sections()) == set(PROGRAM)


@pytest.mark.parametrize("path", PROGRAM)
def test_every_option_is_documented_and_no_other(path: str) -> None:
    assert options_in(sections()[path]) == options_of(PROGRAM[path])


@pytest.mark.parametrize("path", PROGRAM)
def test_every_option_says_what_it_is_for(path: str) -> None:
    for one in PROGRAM[path].params:
        assert one.help, f"{path}: {one.name}"


def test_the_test_sees_what_is_there() -> None:
    assert options_of(PROGRAM["ronda search"]) == {
        "--source",
        "-s",
        "--since",
        "--until",
        "--limit",
        "--one-per-story",
        "--json",
    }
    assert options_in("- `--all`, `-a`: every one, not `--few`\n- see `--help`\n") == {"--all", "-a"}
