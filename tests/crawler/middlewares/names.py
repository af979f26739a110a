"""Names that resolve as a test wants, in a real child: Python loads `sitecustomize` before anything else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

_CUSTOM = """
import json, os, socket
names = json.loads({names!r})
real = socket.getaddrinfo

def getaddrinfo(host, port, *args, **kwargs):
    name = host.decode() if isinstance(host, bytes) else host
    with open({log!r}, "a") as log:
        print(name, file=log)
    answers = names.get(name)
    if answers is None:
        return real(host, port, *args, **kwargs)
    # one answer after another, as a name server that changes its mind gives them
    answer = answers.pop(0) if len(answers) > 1 else answers[0]
    found = []
    for address in answer:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        where = (address, port, 0, 0) if ":" in address else (address, port)
        found.append((family, socket.SOCK_STREAM, 6, "", where))
    return found

socket.getaddrinfo = getaddrinfo
"""


def resolving(folder: Path, names: Mapping[str, list[list[str]]]) -> dict[str, str]:
    """Environment variables under which `names` resolve to their answers, the last one for ever after."""
    custom = folder / "custom"
    custom.mkdir(exist_ok=True)
    text = _CUSTOM.format(names=json.dumps(names), log=str(folder / "asked.txt"))
    (custom / "sitecustomize.py").write_text(text, encoding="utf-8")
    return {"PYTHONPATH": str(custom)}


def resolved(folder: Path) -> list[str]:
    """The names that were asked for, in order."""
    log = folder / "asked.txt"
    return log.read_text(encoding="utf-8").split() if log.exists() else []
