"""Real grandparents are killed here, and real children must follow."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import alive, soon

ROOT = Path(__file__).parents[2]

PARENT = """
import os, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", sys.argv[1], str(os.getpid())])
print(child.pid, flush=True)
time.sleep(60)
"""
BY_KERNEL = """
import sys, time
from crawler.kin import die_with_parent
die_with_parent(int(sys.argv[1]))
print("ready", flush=True)
time.sleep(60)
"""
BY_WATCHING = BY_KERNEL.replace(
    "from crawler.kin", "from crawler import kin\nkin._ask_kernel = lambda: False\nfrom crawler.kin"
)


@pytest.mark.parametrize("child_code", [BY_KERNEL, BY_WATCHING], ids=["by the kernel", "by watching"])
def test_child_dies_with_a_killed_parent(child_code: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, child_code], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        said = {parent.stdout.readline().strip(), parent.stdout.readline().strip()}
        (child,) = map(int, said - {"ready"})
        assert alive(child)
        parent.kill()
    assert soon(lambda: not alive(child))


def test_child_lives_while_its_parent_does() -> None:
    code = BY_WATCHING.replace("time.sleep(60)", "time.sleep(1.5); print('done')")
    run = subprocess.run(
        [sys.executable, "-c", code, str(os.getpid())], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == ["ready", "done"]


def test_child_whose_parent_was_gone_before_it_asked_dies_at_once() -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    run = subprocess.run(
        [sys.executable, "-c", BY_KERNEL, str(gone.pid)], cwd=ROOT, capture_output=True, check=False
    )
    assert run.returncode == -signal.SIGKILL
    assert run.stdout == b""
