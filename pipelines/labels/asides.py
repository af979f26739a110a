"""Which words only point to another article: "Baca juga: …", "Lihat juga video …", "Simak berita …".

What stands there says nothing about this article. Knows the pointers' wordings, nothing of places or police.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.labels.vocabulary import vocabulary

# First word of a pointer, and the second words that make it one.
_POINTERS = {
    "baca": {"juga", "selengkapnya", "artikel", "berita", "pula", "lebih"},
    "lihat": {"juga", "video"},
    "simak": {"juga", "berita", "artikel", "video"},
    "tonton": {"juga", "video"},
    "saksikan": {"juga", "video"},
    "berita": {"terkait", "lainnya"},
    "artikel": {"terkait", "lainnya"},
    "also": {"read"},
}
_LONGEST = 30  # words of a title; the longest of some 150 that were looked at has 22
# A title in the middle of a running text ends before the first word in small letters that is none of these.
_SMALL = vocabulary(
    "yang di ke dari dan untuk dengan dalam pada oleh saat usai jadi soal bagi atau hingga karena tak ini",
    "itu vs lewat demi para via agar bak kepada bukan akan sampai tentang secara serta lagi sebagai",
)


def mark_asides(raw: Sequence[str], keys: Sequence[str], seps: Sequence[str]) -> Sequence[bool]:
    """For each word whether it stands in a pointer: up to the line's end, or in running text to the
    title's."""
    marks = [False] * len(raw)
    end = 0
    for i in _heads(keys):
        if i >= end and keys[i + 1] in _POINTERS[keys[i]] and _opens(raw, seps, i):
            end = _end(raw, keys, seps, i)
            marks[i:end] = [True] * (end - i)
    return marks


def _heads(keys: Sequence[str]) -> list[int]:
    return [i for i, key in enumerate(keys) if key in _POINTERS and i + 1 < len(keys)]


def _opens(raw: Sequence[str], seps: Sequence[str], i: int) -> bool:
    """A pointer starts a line or a sentence ("proses penuntutan.Baca juga: …") or is set in capitals."""
    return raw[i][0].isupper() and (
        i == 0 or raw[i + 1][0].isupper() or not seps[i].isspace() or "\n" in seps[i]
    )


def _end(raw: Sequence[str], keys: Sequence[str], seps: Sequence[str], i: int) -> int:
    """One behind the pointer's last word."""
    first = i + 2
    if first < len(raw) and "\n" in seps[first]:
        first += 1  # "Baca juga:" on a line of its own, the title on the next
    limit = min(first + _LONGEST, len(raw))
    line = next((j for j in range(first, limit) if "\n" in seps[j]), None)
    if line is not None:
        return line
    for j in range(first, limit):
        if raw[j][0].islower() and keys[j] not in _SMALL and seps[j] != "-":
            # the word before it opens the next sentence: "… Layanan Publik Petugas yang tiba"
            return j
        if j > first + 3 and seps[j][-1:] in '"“':
            return j
    return limit
