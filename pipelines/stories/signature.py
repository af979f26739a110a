"""Words in, look-up keys out: texts that share much share keys. Stores nothing, compares nothing.

Two sketches, because they fail on different things:

- **MinHash** over word shingles, by one permutation (Li, Owen, Zhang 2012, "One permutation hashing"), empty
  bins filled from others (Shrivastava 2017, "Optimal densification"), in bands: finds texts that agree nearly
  everywhere, even with a word changed in each sentence.
- **Winnowing** (Schleimer, Wilkerson, Aiken 2003) over runs of words: any run of RUN + WINDOW - 1 equal words
  gives a common fingerprint. Finds the shortened copy and the copy with another lead, which agree in a part.

Words are hashed by BLAKE2b, so keys are equal on every machine and in every year. Whatever changes a key must
raise ALGORITHM; keys of another algorithm are built anew, never compared.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice

from pipelines.stories.index import Key

ALGORITHM = 1
# Of 67 copies (Jaccard down to .25) 16 × 4 alone missed 7, winnowing and both together none; 157 of
# 41,616 pairs came up. Bands of 2 rows find all too, but at a million stored about 200 strangers with them.
BANDS, ROWS = 16, 4
RUN, WINDOW = 8, 20  # words a fingerprint covers (see _joined); of so many neighbours the smallest is kept
MAX_PRINTS = 96  # a very long text gives its smallest hashes: the same ones as its copy
PRINTS_BAND = BANDS  # the bands 0 … 15 are MinHash's
_MASK, _BASE = (1 << 62) - 1, 0x9E3779B1  # odd, so that no bit is lost
MIN_WORDS = 12  # shorter texts have no fingerprint worth a look-up


def stable_hash(text: str) -> int:
    """64 bits, signed as SQLite's integers are; the same on every machine."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


# Texts repeat their words, and articles each other's: three of four words were hashed before.
word_hash = lru_cache(maxsize=1 << 16)(stable_hash)


def text_keys(words: Sequence[str]) -> tuple[Key, ...]:
    """The keys by which copies of a text are found: BANDS of MinHash and about a tenth of the words in
    fingerprints. None for fewer than MIN_WORDS words. Linear in the text."""
    if len(words) < MIN_WORDS:
        return ()
    pairs = _joined([word_hash(word) for word in words], 1)
    runs = _joined(_joined(pairs, 2), 4)
    return (*_band_keys(minhash(pairs)), *(Key(PRINTS_BAND, value) for value in winnow(runs)))


def _joined(hashes: Sequence[int], distance: int) -> list[int]:
    """A hash of 62 bits for each two hashes that stand `distance` apart: of runs twice as long, if each is of
    `distance` words. Three rounds give all runs of eight for a third of what hashing their texts costs."""
    later = islice(hashes, distance, None)
    # `mixed`, without the call: a third of the time of a signature
    return [(first * _BASE + second) & _MASK for first, second in zip(hashes, later, strict=False)]


def mixed(first: int, second: int) -> int:
    """One hash of 62 bits of two; their order counts."""
    return (first * _BASE + second) & _MASK


def minhash(hashes: Iterable[int], bins: int = BANDS * ROWS) -> tuple[int, ...]:
    """One permutation hashing: the smallest hash in each bin, an empty bin filled from another.

    Two sets agree in a bin with the probability of their Jaccard similarity. ValueError for no hashes.
    """
    smallest: list[int | None] = [None] * bins
    for one in hashes:
        value, place = divmod(one, bins)
        held = smallest[place]
        if held is None or value < held:
            smallest[place] = value
    if all(value is None for value in smallest):
        raise ValueError("nothing to sketch")
    return tuple(_filled(smallest, place) for place in range(bins))


def _filled(smallest: Sequence[int | None], place: int) -> int:
    """The value of a bin, or that of the first filled one on a path that only the bin's number decides."""
    value, step = smallest[place], 0
    while value is None:
        step += 1
        value = smallest[stable_hash(f"{place} {step}") % len(smallest)]
    return value


def _band_keys(values: Sequence[int]) -> Iterable[Key]:
    for band in range(BANDS):
        yield Key(band, stable_hash(" ".join(map(str, values[band * ROWS : (band + 1) * ROWS]))))


def winnow(runs: Sequence[int]) -> tuple[int, ...]:
    """The smallest hash of every WINDOW neighbouring runs, each once, sorted, at most MAX_PRINTS."""
    starts = range(max(1, len(runs) - WINDOW + 1))
    return tuple(sorted({min(runs[start : start + WINDOW]) for start in starts})[:MAX_PRINTS])
