"""Word lists written as running text: easier to read and to mend than a bracketed list."""

from __future__ import annotations


def vocabulary(*lines: str) -> frozenset[str]:
    """`vocabulary("akp akbp", "kompol")` → the three words."""
    return frozenset(" ".join(lines).split())
