import subprocess
import sys
from pathlib import Path

import pytest
import typer

from crawler import __version__
from crawler.cli.main import COMMANDS, app
from tests.crawler.cli.conftest import Ronda
from tests.crawler.cli.terminals import environment, shell

HEAVY = ("scrapy", "twisted", "trafilatura", "pyarrow", "sqlite_utils", "lxml", "parsel", "rich")


def every_command() -> list[tuple[str, ...]]:
    group = typer.main.get_command(app)
    found: list[tuple[str, ...]] = []
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", {})
        found += [(name, one) for one in inner] or [(name,)]
    return found


@pytest.mark.parametrize("arguments", [(), ("--help",), ("-h",)])
def test_ronda_alone_and_help_show_what_there_is(ronda: Ronda, arguments: tuple[str, ...]) -> None:
    shown = shell(*arguments)
    assert shown.returncode == 0
    assert shown.stderr == b""
    for command in every_command():
        assert f"\n  {command[0]}".encode() in shown.stdout


@pytest.mark.parametrize("command", every_command())
def test_each_help_ends_with_an_example(ronda: Ronda, command: tuple[str, ...]) -> None:
    shown = ronda(*command, "--help")
    assert shown.code == 0
    example = shown.out.partition("Example:")[2]
    assert f"ronda {' '.join(command)}" in example


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from typer.testing import CliRunner; from crawler.cli.main import app; "
        "assert CliRunner().invoke(app, ['search', '--help']).exit_code == 0; "
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment(), check=True)
    assert done.stdout == b"[]\n"


def test_the_version_is_told(ronda: Ronda) -> None:
    assert ronda("--version").out == f"ronda {__version__}\n"


def test_a_mistake_is_one_line_without_a_traceback(tmp_path: Path) -> None:
    wrong = tmp_path / "ronda.toml"
    wrong.write_text('warna = "merah"\n', encoding="utf-8")
    done = shell("--config", str(wrong), "runs")
    assert done.returncode == 2
    assert done.stdout == b""
    [line] = done.stderr.decode().splitlines()
    assert line.startswith(f"ronda: {wrong}: warna: unknown key")


def test_wrong_options_and_commands_are_exit_code_2(ronda: Ronda) -> None:
    for arguments in (("cari",), ("runs", "--xml"), ("show",), ("runs", "--limit", "banyak")):
        done = ronda(*arguments)
        assert (done.code, done.out) == (2, "")
        assert "Usage: " in done.err


def test_a_database_of_another_program_is_exit_code_1(ronda: Ronda, empty: Path) -> None:
    empty.write_text("bukan basis data " * 100, encoding="utf-8")
    done = ronda("runs")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(f"ronda: {empty}")


def test_an_error_of_ours_keeps_its_traceback(empty: Path) -> None:
    code = (
        "import typer\n"
        "from crawler.cli import main\n"
        "@main.app.command()\n"
        "def broken() -> None:\n"
        "    raise ZeroDivisionError('ours')\n"
        "main.run()\n"
    )
    start = [sys.executable, "-c", code, "broken"]
    done = subprocess.run(start, check=False, capture_output=True, env=environment())
    assert done.returncode == 1
    assert b"Traceback" in done.stderr
    assert b"ZeroDivisionError: ours" in done.stderr


def test_the_database_option_goes_before_the_settings(
    ronda: Ronda, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RONDA_DATABASE", "lain.db")
    assert ronda("stats").code == 0
    assert not Path("lain.db").exists()


def test_every_command_registers_itself() -> None:
    assert all(hasattr(module, "register") for module in COMMANDS)
