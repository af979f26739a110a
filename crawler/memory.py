"""The most memory this process held at a time. Knows nothing of what it was for."""

from __future__ import annotations

import re
import resource
import sys
from pathlib import Path

_STATUS = Path("/proc/self/status")
_PEAK = re.compile(rb"^VmHWM:\s*(\d+) kB", re.MULTILINE)


def peak_memory() -> int:
    """Bytes, the largest resident size so far.

    On Linux from /proc: getrusage(2) carries the figure of whoever started a process on into it, so that a
    crawl started by a large program would seem to be large.
    """
    try:
        found = _PEAK.search(_STATUS.read_bytes())
    except OSError:
        found = None
    if found:
        return int(found[1]) * 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024  # bytes there, KB elsewhere
