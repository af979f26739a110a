"""Where a text names provinces, kabupaten, kota and kecamatan, by the longest match. Decides nothing.

A mention keeps all areas that its letters allow; which one is meant, and whether it is where something
happened, is for `places.py`. Linear in the words of the text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipelines.labels.areas import KABUPATEN, KECAMATAN, KOTA, PROVINSI, SEAT, Atlas, Spelling, atlas
from pipelines.labels.words import NEAR, Words

_MOST_WORDS = 6
_LEVELS = {
    "provinsi": PROVINSI,
    "propinsi": PROVINSI,
    "prov": PROVINSI,
    "kabupaten": KABUPATEN,
    "kab": KABUPATEN,
    "kota": KOTA,
    "kotamadya": KOTA,
    "kodya": KOTA,
    "kecamatan": KECAMATAN,
    "kec": KECAMATAN,
    "distrik": KECAMATAN,
    "kapanewon": KECAMATAN,
    "kemantren": KECAMATAN,
}
"""The word before a name that says its level."""
_INSIDE = "'’‘`-"  # small letters may follow: "Hu'u"


@dataclass(frozen=True, slots=True)
class Mention:
    """Words `first` up to, not including, `end`; the name alone begins at `name`. `level` is what the word
    before the name says, or empty. `spellings` are never empty and agree with `level` where any does."""

    first: int
    name: int
    end: int
    level: str
    spellings: Sequence[Spelling]
    key: str  # the name's letters

    def codes(self, *levels: str) -> list[str]:
        return [spelling.code for spelling in self.spellings if spelling.level in levels]

    def own_codes(self, *levels: str) -> list[str]:
        """Without those of which it is but a town: Polres Tebing Tinggi is not Empat Lawang's."""
        own = [s.code for s in self.spellings if s.level in levels and s.how != SEAT]
        return own or self.codes(*levels)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """`atlas` made ready for look-ups: the first letters of all names, to pass over most words at once."""

    atlas: Atlas
    starts: frozenset[str]  # the first one, two, three and four letters of each spelling
    longer: frozenset[str]  # the first six letters of those that have more

    def name_at(self, words: Words, i: int, *, small: bool = False) -> tuple[int, str] | None:
        """The longest name that begins with word `i`, as (one behind its last word, its letters); with
        `small` whether or not it is written with capitals."""
        if words.keys[i][:4] not in self.starts:
            return None
        found = None
        for end, joined in self._names_at(words, i):
            if small or self._written(words, i, end, joined):
                found = (end, joined)
        return self._continued(words, *found) if found else None

    def _names_at(self, words: Words, i: int) -> Iterator[tuple[int, str]]:
        """All names that begin with word `i`, the shortest first."""
        joined, spellings, longer = "", self.atlas.spellings, self.longer
        for j in range(i, min(i + _MOST_WORDS, len(words.keys))):
            if j > i and words.gaps[j] != NEAR:
                break
            joined += words.keys[j]
            if joined in spellings:
                yield j + 1, joined
            if len(joined) > 6 and joined[:6] not in longer:
                break

    def name_of_level(self, words: Words, i: int, levels: Collection[str]) -> tuple[int, str] | None:
        """The longest name at word `i` that an area of such a level bears: "Sorong" in "Polresta Sorong
        Kota", although a kecamatan is called Sorong Kota."""
        found = None
        for end, joined in self._names_at(words, i):
            fits = any(spelling.level in levels for spelling in self.atlas.spellings[joined])
            if fits and self._written(words, i, end, joined):
                found = (end, joined)
        return found

    def _written(self, words: Words, i: int, end: int, joined: str) -> bool:
        """Capital letters where names have them: all in "OKU", the first of each word otherwise."""
        if joined in self.atlas.capitals:
            return all(words.raw[j].isupper() or words.raw[j].isdigit() for j in range(i, end)) or (
                # "OKU Timur", "Tanjab Barat" begin with an abbreviation only
                end - i > 1 and words.raw[i].isupper()
            )
        return not any(
            words.raw[j][0].islower() and words.keys[j] != "dan" and words.seps[j] not in _INSIDE
            for j in range(i, end)
        )

    def _continued(self, words: Words, end: int, key: str) -> tuple[int, str]:
        """ "Ogan Komering Ulu (OKU) Timur" is one name, split by its abbreviation."""
        after = end + 1
        if after < len(words.keys) and words.seps[end].strip() == "(" and words.seps[after].strip() == ")":
            longer = key + words.keys[after]
            same = {spelling.code for spelling in self.atlas.spellings.get(words.keys[end], ())}
            if longer in self.atlas.spellings and same & {s.code for s in self.atlas.spellings[key]}:
                return after + 1, longer
        return end, key


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """Loaded when first asked for (some 30 ms and 6 MB), then shared."""
    known = atlas()
    return Gazetteer(
        atlas=known,
        starts=frozenset(key[:letters] for key in known.spellings for letters in range(1, 5)),
        longer=frozenset(key[:6] for key in known.spellings if len(key) > 6),
    )


@lru_cache(maxsize=2)
def mentions(words: Words) -> Sequence[Mention]:
    """All names of areas in order, none inside another. Words in pointers to other articles are passed over.

    The last readings asked for are remembered, since units and places both begin here.
    """
    book = gazetteer()
    starts, keys, aside = book.starts, words.keys, words.aside
    found: list[Mention] = []
    end = 0
    for i in [i for i, word in enumerate(words.raw) if word < "a"]:  # names begin with a capital or a digit
        if i < end or aside[i] or keys[i][:4] not in starts:
            continue
        named = book.name_at(words, i)
        if (
            named
            and not (named[1] in _LEVELS and i + 1 == named[0])
            and not _is_kota_of(book, words, i, named[1])
        ):
            end = named[0]
            found.append(_mention(book, words, i, *named))
    return found


def _is_kota_of(book: Gazetteer, words: Words, i: int, key: str) -> bool:
    """ "Kota Padang", "Kota Kudus": the town, unless a kecamatan of that name is spoken of."""
    if words.keys[i] != "kota" or key == "kota":
        return False
    inner = book.atlas.spellings.get(key.removeprefix("kota"), ())
    known = any(spelling.level in (KABUPATEN, KOTA) for spelling in inner)
    if not known or any(spelling.level != KECAMATAN for spelling in book.atlas.spellings[key]):
        return False
    before = words.keys[i - 1] if i and words.gaps[i] == NEAR else ""
    return _LEVELS.get(before) != KECAMATAN and before != "camat" and "polsek" not in before


def small_name(words: Words, i: int) -> Mention | None:
    """The name at word `i` written without capitals: "Polda kepri". Ordinary words are none."""
    book = gazetteer()
    named = book.name_at(words, i, small=True)
    return (
        _mention(book, words, i, *named)
        if named and named[1] not in book.atlas.words | _LEVELS.keys()
        else None
    )


def name_of_level(words: Words, i: int, levels: Collection[str]) -> Mention | None:
    """As the gazetteer's, as a mention."""
    book = gazetteer()
    named = book.name_of_level(words, i, levels)
    return _mention(book, words, i, *named) if named else None


def _mention(book: Gazetteer, words: Words, i: int, end: int, key: str) -> Mention:
    spellings = book.atlas.spellings[key]
    level = ""
    if i and words.gaps[i] == NEAR:
        level = _LEVELS.get(words.keys[i - 1], "")
    if level:
        spellings = [spelling for spelling in spellings if spelling.level == level] or spellings
    return Mention(i - bool(level), i, end, level, spellings, key)
