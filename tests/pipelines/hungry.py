"""Work that needs a hundred megabytes before it can begin."""

from __future__ import annotations

BALLAST = bytearray(100 * 2**20)


def echo(item: object) -> object:
    return item
