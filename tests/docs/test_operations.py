"""What an operator copies: units that systemd takes, crontab lines that run, commands that exist."""

from __future__ import annotations

import itertools
import re
import shlex
import shutil
import sqlite3
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
import typer

from crawler import errors
from crawler.cli.main import app
from crawler.clock import now
from storage import open_store
from storage.store import RunReport

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGE = (DOCS / "operations.md").read_text(encoding="utf-8")
UNITS = ("ronda.service", "ronda.timer", "ronda-schedule.service")
COMMANDS = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]  # the app is a group
CRONTAB = [
    line
    for line in (DOCS / "crontab.example").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def unit(name: str) -> str:
    return (DOCS / "systemd" / name).read_text(encoding="utf-8")


def settings(name: str) -> dict[str, str]:
    lines = (line for line in unit(name).splitlines() if "=" in line and not line.startswith("#"))
    return dict(line.split("=", 1) for line in lines)


def ronda_commands(text: str) -> list[str]:
    """The command words after each `ronda` that is typed in a line."""
    code = "\n".join(re.findall(r"```\n(.*?)```", text, re.S)) + "\n".join(re.findall(r"`(ronda .+?)`", text))
    typed = re.findall(r"(?:^|[ /])ronda ((?:-d \S+ )?[a-z]+)\b(?!\.)", code, re.M)
    return [words.split()[-1] for words in typed]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
@pytest.mark.parametrize("name", UNITS)
def test_systemd_takes_the_unit_without_a_word(name: str, tmp_path: Path) -> None:
    for each in UNITS:
        # verify wants the program to be there: any will do
        (tmp_path / each).write_text(unit(each).replace("/srv/ronda/.venv/bin/ronda", "/bin/true"))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / name)],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    ours = [line for line in done.stderr.splitlines() if "ronda" in line]
    assert (done.returncode, ours) == (0, [])


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_the_timer_goes_off_every_ten_minutes() -> None:
    done = subprocess.run(
        ["systemd-analyze", "calendar", "--iterations=3", settings("ronda.timer")["OnCalendar"]],
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    minutes = [int(minute) for minute in re.findall(r"\d\d:(\d\d):00", done.stdout)[:3]]
    assert {(later - sooner) % 60 for sooner, later in itertools.pairwise(minutes)} <= {0, 10}


@pytest.mark.parametrize("name", ["ronda.service", "ronda-schedule.service"])
def test_a_service_starts_a_command_that_exists_and_gives_it_time_to_drain(name: str) -> None:
    found = settings(name)
    assert shlex.split(found["ExecStart"])[1] in COMMANDS
    assert int(found["TimeoutStopSec"]) > 60  # as long as `ronda schedule` may drain
    assert (found["User"], found["ProtectSystem"], found["NoNewPrivileges"]) == ("ronda", "strict", "true")
    assert found["WorkingDirectory"] == found["ReadWritePaths"] == "/srv/ronda"


def test_what_a_service_writes_is_what_the_crontab_works_in() -> None:
    assert all(f"cd {settings('ronda.service')['WorkingDirectory']} &&" in line for line in CRONTAB)


def test_a_held_lock_is_no_failure_and_a_mistake_is_not_tried_again() -> None:
    assert settings("ronda.service")["SuccessExitStatus"] == str(errors.EXIT_LOCKED)
    assert settings("ronda-schedule.service")["RestartPreventExitStatus"] == str(errors.EXIT_USAGE)


def test_the_services_differ_in_what_they_run_and_not_in_what_they_may() -> None:
    once, ever = settings("ronda.service"), settings("ronda-schedule.service")
    same = {"ReadWritePaths", "UMask", "KillMode", "TimeoutStopSec", "SystemCallFilter", "Nice"}
    same |= {key for key in once if key.startswith(("Protect", "Private", "Restrict", "Lock", "Capab"))} - {
        "Restart"
    }
    assert {key: once[key] for key in same} == {key: ever[key] for key in same}


@pytest.mark.parametrize("line", CRONTAB)
def test_a_crontab_line_has_five_fields_and_no_bare_percent_sign(line: str) -> None:
    *when, command = line.split(maxsplit=5)
    assert len(when) == 5
    assert all(re.fullmatch(r"\*(/\d+)?|\d+|[a-z]{3}", field) for field in when)
    assert not re.search(r"(?<!\\)%", command)
    assert subprocess.run(["sh", "-nc", command], check=False).returncode == 0


def test_the_crontab_crawls_what_is_due() -> None:
    assert "ronda crawl --due" in CRONTAB[0]
    assert CRONTAB[0] in PAGE, "the page shows the line that is shipped"
    assert "crawl" in COMMANDS


def test_each_ronda_command_of_the_page_exists() -> None:
    named = ronda_commands(PAGE)
    assert {"crawl", "schedule", "doctor"} <= set(named)
    assert set(named) - COMMANDS - {"ronda"} == set()


def test_each_exit_code_is_told() -> None:
    codes = {value for name, value in vars(errors).items() if name.startswith("EXIT_")}
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", PAGE, re.M)} == codes


def test_each_file_the_page_points_at_is_there() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", PAGE)
    assert {"systemd/ronda.service", "systemd/ronda.timer", "systemd/ronda-schedule.service"} <= set(links)
    assert [link for link in links if not (DOCS / link).exists()] == []


def test_the_backup_holds_what_was_still_in_the_wal(tmp_path: Path) -> None:
    found = re.search(r'sqlite3 ronda\.db "(VACUUM INTO \'.+?\')"', PAGE)
    assert found is not None
    writer = sqlite3.connect(tmp_path / "ronda.db")
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute("CREATE TABLE articles (title TEXT)")
    writer.execute("INSERT INTO articles VALUES ('Patroli malam')")
    writer.commit()
    with sqlite3.connect(tmp_path / "ronda.db") as reader:
        reader.execute(re.sub(r"'.+'", f"'{tmp_path / 'copy.db'}'", found[1]))
    reader.close()
    assert (tmp_path / "ronda.db-wal").stat().st_size > 0
    copy = sqlite3.connect(tmp_path / "copy.db")
    assert copy.execute("SELECT title FROM articles").fetchall() == [("Patroli malam",)]
    copy.close()
    writer.close()


def test_the_query_for_what_lasts_names_sources_without_a_good_run_today(tmp_path: Path) -> None:
    query = re.search(r"```sql\n(.+?)```", PAGE, re.S)
    assert query is not None
    store = open_store(tmp_path / "ronda.db")
    for source, days in (("sumeks", 0), ("palpos", 3)):
        at = now() - timedelta(days=days, minutes=1)
        run = store.start_run(source, at=at, trigger="cron", pid=1)
        store.finish_run(run, RunReport(finished_at=at, outcome="ok", reason="", figures={}, stats={}))
    store.close()
    database = sqlite3.connect(tmp_path / "ronda.db")
    assert [row[0] for row in database.execute(query[1])] == ["palpos"]
    database.close()


def test_the_image_holds_every_package_and_runs_as_nobody_special() -> None:
    recipe = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    copied = set(re.findall(r"^COPY (\w+) \1$", recipe, re.M))
    assert copied == {"crawler", "spiders", "pipelines", "storage"}
    assert re.search(r"^USER ronda$", recipe, re.M)
    let_in = re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(encoding="utf-8"), re.M)
    assert copied | {"pyproject.toml", "README.md", "LICENSE"} == set(let_in)
    assert re.search(r'^CMD \["schedule"\]$', recipe, re.M)
