"""The parts of an article in, one text out. Knows nothing of how parts are addressed or fetched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipelines.plain import key


def join_parts(parts: Sequence[Sequence[str]], titles: Iterable[str] = ()) -> list[str]:
    """The paragraphs of all parts in order.

    A later part often opens with the title, the picture's caption or the lead once more, and a site that has
    no such part sends the first again: whatever a later part opens with that stood before is left out.
    Repetition further down is the author's.
    """
    joined = list(parts[0]) if parts else []
    if len(parts) < 2:
        return joined
    seen = {key(text) for text in (*titles, *joined)}
    for part in parts[1:]:
        start = next((i for i, paragraph in enumerate(part) if key(paragraph) not in seen), len(part))
        joined.extend(part[start:])
        seen.update(map(key, part))
    return joined
