"""A process is as large as it was itself, not as its parent was."""

from __future__ import annotations

import subprocess
import sys

import pytest

from crawler.memory import peak_memory
from tests.house import REPOSITORY

ASK = "from crawler.memory import peak_memory; print(peak_memory())"


def test_what_a_process_held_is_remembered() -> None:
    block = bytearray(64 << 20)
    block[::4096] = b"x" * len(block[::4096])
    held = peak_memory()
    del block
    assert held > 64 << 20
    assert peak_memory() > 0.95 * held  # the kernel counts in lots


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no /proc")
def test_a_child_of_a_large_program_is_small() -> None:
    large = f"""
import subprocess, sys
block = b"x" * (300 << 20)
done = subprocess.run([sys.executable, "-c", {ASK!r}], capture_output=True, text=True, close_fds=False)
print(done.stdout)
"""
    done = subprocess.run(
        [sys.executable, "-c", large], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert 1 << 20 < int(done.stdout) < 200 << 20
