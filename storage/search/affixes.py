"""Indonesian words of one root: `pencurian`, `mencuri`, `dicuri` and `pencuri`. Knows no index and no text.

Affixes are put on and taken off by the rules of the grammar: `me-` and `pe-` change the first letter
(tangkap, menangkap; sita, menyita). Rules alone do not know that `medan` is no `me-` + `dan`. So the words of
the store decide: of the roots a word may have, the one counts of which most forms are in use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

SHORTEST = 4  # letters of a root: of shorter ones nearly everything is a form

# Words that stand for themselves: their look-alikes (dilakukan, perkaranya) are in every article.
_ALONE = frozenset(
    ("pelaku", "desa", "tersangka", "perkara", "perempuan", "anggota", "kota", "kata", "masa", "nama", "cara")
)

Known = Callable[[Iterable[str]], set[str]]

_VOWELS = "aiueo"
_BARE = ("", "an", "kan", "i", "nya", "annya", "lah", "kannya")
_ACTIVE = ("", "kan", "i", "nya", "kannya")  # behind me-
_AGENT = ("", "nya", "an", "annya")  # behind pe-
_PASSIVE = ("", "kan", "i", "nya", "kannya")  # behind di-, ter-
_MIDDLE = ("", "an", "kan", "nya")  # behind ber-
_ABSTRACT = ("an", "annya")  # behind ke-, per-
_CAUSED = ("", "kan", "i")  # behind memper-, diper-


@lru_cache(maxsize=2_000)
def forms(root: str) -> frozenset[str]:
    """All words that affixes make of a root, itself included, whether they exist or not."""
    made = [root + suffix for suffix in _BARE]
    for nasal in _nasal(root):
        made += [f"me{nasal}{suffix}" for suffix in _ACTIVE]
        made += [f"pe{nasal}{suffix}" for suffix in _AGENT]
    made += [f"{prefix}{root}{suffix}" for prefix in ("di", "ter") for suffix in _PASSIVE]
    made += [f"{prefix}{root}{suffix}" for prefix in _joined("ber", root) for suffix in _MIDDLE]
    made += [f"ke{root}{suffix}" for suffix in _ABSTRACT]
    made += [f"{prefix}{root}{suffix}" for prefix in _joined("per", root) for suffix in _ABSTRACT]
    made += [f"{prefix}{root}{suffix}" for prefix in ("memper", "diper") for suffix in _CAUSED]
    made += [f"ke{prefix}{root}an" for prefix in ("ber", "ter")]
    made += [f"pember{root}{suffix}" for suffix in ("an", "annya")]
    return frozenset(made)


def roots(word: str) -> frozenset[str]:
    """Every root of at least four letters that the word may be a form of; the word itself is one."""
    return frozenset(_roots(word))


@lru_cache(maxsize=2_000)
def _roots(word: str) -> tuple[str, ...]:
    bare = {
        stem[: len(stem) - len(suffix)]
        for stem in _without_prefix(word)
        for suffix in _BARE
        if stem.endswith(suffix)
    }
    return tuple(sorted(root for root in bare if len(root) >= SHORTEST and word in forms(root)) or [word])


def usual_forms(word: str) -> frozenset[str]:
    """The dozen most used of `forms`; of a short word or one with signs, itself alone."""
    if len(word) < SHORTEST or not word.isascii() or not word.isalpha() or word in _ALONE:
        return frozenset({word})
    made = {word, f"{word}an", f"{word}nya", f"di{word}", f"di{word}kan", f"ter{word}"}
    for nasal in _nasal(word)[:1]:
        made |= {f"me{nasal}", f"me{nasal}kan", f"pe{nasal}", f"pe{nasal}an"}
    return frozenset(made)


def family(word: str, known: Known) -> frozenset[str]:
    """The forms of the word's root that are in use, the word itself included. `known` gives those of some
    words that stand in the store."""
    if len(word) < SHORTEST or not word.isascii() or not word.isalpha():
        return frozenset({word})
    if word in _ALONE:
        return frozenset(known((f"{word}nya",)) | {word})
    # where roots stand by themselves, those that do not are none; it spares hundreds of look-ups
    bare = known(_roots(word)) - {word}
    candidates = {root: forms(root) for root in {word, *(bare or _roots(word))}}
    used = known(set().union(*candidates.values()))
    # of equals the longest: it claims least
    root = max(candidates, key=lambda one: (len(candidates[one] & used), len(one)))
    return frozenset((candidates[root] & used) | {word})


def _without_prefix(word: str) -> set[str]:
    """What may remain when the prefixes are taken off; a letter that `me-` or `pe-` swallowed is put back."""
    rests = {word}
    for prefix in (
        "di",
        "ter",
        "ber",
        "be",
        "bel",
        "ke",
        "per",
        "pe",
        "pel",
        "memper",
        "diper",
        "keber",
        "keter",
    ):
        if word.startswith(prefix):
            rests.add(word[len(prefix) :])
    if word.startswith("pember"):
        rests.add(word[6:])
    if word[:2] in ("me", "pe"):
        rests |= _unnasal(word[2:])
    return rests


def _unnasal(rest: str) -> set[str]:
    found = {rest}
    for nasal, swallowed in (("ny", "s"), ("ng", "k"), ("m", "p"), ("n", "t")):
        if rest.startswith(nasal):
            bare = rest[len(nasal) :]
            found |= {bare, swallowed + bare}
    if rest.startswith("nge"):
        found.add(rest[3:])
    return found


def _nasal(root: str) -> tuple[str, ...]:
    """What stands behind me- and pe-: `tangkap` gives `nangkap`, `curi` `ncuri`. Loan words keep their
    letter: both `memproses` and `memroses` are written."""
    first, second = root[0], root[1:2]
    if first in _VOWELS or first in "ghq":
        return (f"ng{root}",)
    if first == "k":
        return (f"ng{root[1:]}", f"ng{root}")
    if first in "bfv":
        return (f"m{root}",)
    if first in "cdjz":
        return (f"n{root}",)
    if first == "p":
        return (f"m{root[1:]}", f"m{root}") if second in _VOWELS or second else (f"m{root}",)
    if first == "t":
        return (f"n{root[1:]}", f"n{root}")
    if first == "s":
        return (f"ny{root[1:]}", f"n{root}")
    return (root,)  # l, m, n, r, w, y


def _joined(prefix: str, root: str) -> tuple[str, ...]:
    """`ber-` loses its r before another (berambut, bekerja)."""
    return (prefix[:-1],) if root.startswith("r") or root[1:3] == "er" else (prefix,)
