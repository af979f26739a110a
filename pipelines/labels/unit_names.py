"""Where a text names police units, and with which words: heads, names behind them, lists of names.

What a name means ("Polres Bogor": kabupaten or kota?) is decided in `units.py`, which sees the whole text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipelines.labels.areas import KABUPATEN, KECAMATAN, KOTA, PROVINSI
from pipelines.labels.gazetteer import Mention, name_of_level, small_name
from pipelines.labels.unit_presence import is_elsewhere, is_past
from pipelines.labels.unit_words import BRIMOB, Phrases, UnitWords, unit_words
from pipelines.labels.vocabulary import vocabulary
from pipelines.labels.words import NEAR, STOP, Span, Words

LEVELS = {
    "polda": (PROVINSI,),
    "polres": (KABUPATEN, KOTA),
    "polsek": (KECAMATAN,),
    "polsubsektor": (KECAMATAN,),
}
_AND = vocabulary("dan serta maupun")
_SMALL_NAME = 3  # words of a polsek's name that no gazetteer knows: "Kawasan Pelabuhan Merak"
# Words in capitals that follow a unit and are no part of its name: ranks, offices, days.
_NO_NAME = vocabulary(
    "akp akbp kompol kombes iptu ipda aiptu aipda bripka brigpol brigadir briptu bripda irjen brigjen komjen",
    "jenderal inspektur ajun komisaris polri polda polres polresta polrestabes polsek polsubsektor kapolres",
    "kapolsek kanit kasat kabupaten kota kecamatan provinsi desa kelurahan dr drs h hj ir m tim unit satuan",
    "bhabinkamtibmas babinsa tni senin selasa rabu kamis jumat sabtu minggu jajaran setempat metro dan serta",
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A unit as it is named in one spot: the spellings of its name are still open."""

    level: str
    kind: str
    span: Span
    codes: tuple[str, ...] = ()  # areas that the name may mean
    written: str = ""  # the name as written, when no area bears it; or the canonical one of a special unit
    kota: bool = False  # "Kota" stands before or behind the name
    metro: bool = False
    title: bool = False
    beside: str = ""  # for a polsek: letters of the polres named directly behind it
    post: bool = False


def hits(words: Words, named: Sequence[Mention]) -> Iterator[Hit]:
    """All units in the order of the text, without those of past posts and of pointers elsewhere."""
    vocabulary = unit_words()
    at = {mention.name: mention for mention in named}
    taken = 0
    for i in words.where(vocabulary.triggers):
        if i < taken or words.aside[i]:
            continue
        key = words.keys[i]
        if key in vocabulary.national and (national := _national(vocabulary, words, i)):
            hit, taken = national
            yield hit
        head = _head(vocabulary, words, i, key)
        if (head is None and key not in vocabulary.poldas) or is_past(words, i) or is_elsewhere(words, i):
            continue
        if head is None:  # "Poldasu"
            title, post = words.ends[i] <= words.title_end, "kapolda" in key
            yield Hit(
                "polda", "Polda", words.span(i, i + 1), (vocabulary.poldas[key],), title=title, post=post
            )
            continue
        level, kind, after = head
        first = Hit(level, kind, words.span(i, i + 1), post=key in vocabulary.posts)
        for hit in _named(vocabulary, words, at, i, after, first):
            taken = after
            yield hit


def _head(vocabulary: UnitWords, words: Words, i: int, key: str) -> tuple[str, str, int] | None:
    """(level, kind, index of what follows) if word `i` begins the naming of a unit."""
    if key in vocabulary.heads:
        level, kind = vocabulary.heads[key]
        return level, kind, _past_brackets(vocabulary, words, i + 1)
    if key in vocabulary.long and (long := _phrase(vocabulary.long, words, i)):
        level, kind = vocabulary.heads[long[0]]
        return level, kind, _past_brackets(vocabulary, words, long[1])
    if key in vocabulary.branches and (branch := _phrase(vocabulary.branches, words, i)):
        return branch[0], vocabulary.heads[branch[0]][1], branch[1]
    if key in BRIMOB:
        return "brimob", "Brimob", i + 1
    return None


def _past_brackets(vocabulary: UnitWords, words: Words, i: int) -> int:
    """Behind "(Polres)" in "Kepolisian Resor (Polres) Lahat"."""
    if i < len(words) and words.seps[i].strip() == "(" and words.keys[i] in vocabulary.heads:
        return i + 1
    return i


def _phrase(phrases: Phrases, words: Words, i: int) -> tuple[str, int] | None:
    """What the phrase at word `i` stands for, and the index behind it. Brackets may stand in it: "Detasemen
    Khusus (Densus) 88"."""
    for rest, meaning in phrases[words.keys[i]]:
        end = i + 1 + len(rest)
        if tuple(words.keys[i + 1 : end]) == rest and STOP not in words.gaps[i + 1 : end]:
            return meaning, end
    return None


def _national(vocabulary: UnitWords, words: Words, i: int) -> tuple[Hit, int] | None:
    found = _phrase(vocabulary.national, words, i)
    if found is None or is_past(words, i) or is_elsewhere(words, i):
        return None
    name, end = found
    hit = Hit("mabes", "", words.span(i, end), written=name, title=words.starts[i] < words.title_end)
    return hit, end


def _named(
    vocabulary: UnitWords, words: Words, at: Mapping[int, Mention], first: int, after: int, hit: Hit
) -> Iterator[Hit]:
    """The units of one head: "Polres OKU", and of a list behind it: "Polres OKU, OKI dan Ogan Ilir"."""
    if after >= len(words) or not _joins(words, after):
        return
    name = _name(vocabulary, words, at, after, hit)
    if name is None:
        return
    end, hit = name
    span, beside = words.span(first, end), _beside(vocabulary, words, at, end)
    yield replace(hit, span=span, beside=beside, title=span.end <= words.title_end)
    if hit.written or hit.level == "brimob":
        return
    for start, mention in _others(words, at, end, hit.level):
        codes = tuple(mention.own_codes(*LEVELS[hit.level]))
        kota = hit.level == "polres" and (mention.level == KOTA or _kota_behind(words, mention.end))
        span = words.span(start, mention.end)
        title = span.end <= words.title_end
        yield replace(hit, span=span, codes=codes, kota=kota, metro=False, title=title)


def _joins(words: Words, i: int) -> bool:
    """Nothing but a blank or the bracket of "(Polres)" stands before the name."""
    return words.gaps[i] == NEAR or words.seps[i].strip() == ")"


def _name(
    vocabulary: UnitWords, words: Words, at: Mapping[int, Mention], i: int, hit: Hit
) -> tuple[int, Hit] | None:
    """The name at word `i` as (one behind it, hit filled in); None where no unit is named ("Polres
    setempat")."""
    if special := _special(vocabulary, words, i, hit.level):
        return special[0], replace(hit, written=special[1], codes=(special[2],))
    if hit.level == "brimob":
        return _brimob(vocabulary, words, at, i, hit)
    metro = words.keys[i] == "metro" and i + 1 < len(words)
    if metro and hit.level == "polsek" and i in at and at[i].codes(KECAMATAN):
        metro = False  # Metro Pusat, Metro Kibang: kecamatan of Lampung
    if metro and (special := _special(vocabulary, words, i + 1, hit.level)):
        return special[0], replace(hit, written=special[1], codes=(special[2],))
    start = i + metro
    kota_first = words.keys[start] in ("kota", "kabupaten") and start + 1 in at and at[start + 1].level != ""
    mention = _area(words, at, start + kota_first, LEVELS[hit.level])
    if metro and mention is None and hit.level == "polres":  # "Polres Metro, Lampung": the kota of that name
        metro, mention = False, at.get(i)
    codes = tuple(mention.own_codes(*LEVELS[hit.level])) if mention else ()
    if mention is None or not codes:
        return _unknown(words, start, hit, metro) if hit.level == "polsek" else None
    if metro:  # "Polres Metro Tangerang" is the kota's
        codes = tuple(code for code in codes if code in vocabulary.metro) or codes
    end = mention.end
    kota = hit.level == "polres" and (mention.level == KOTA or _kota_behind(words, end))
    end += kota and _kota_behind(words, end)
    return _past_short(words, at, end, codes), replace(hit, codes=codes, kota=kota, metro=metro)


def _area(words: Words, at: Mapping[int, Mention], i: int, levels: Sequence[str]) -> Mention | None:
    """The area named at word `i`, of the levels that the unit watches over."""
    mention = at.get(i) or (small_name(words, i) if i < len(words) else None)
    if mention is not None and not mention.codes(*levels):
        mention = name_of_level(words, i, levels)
    return mention


def _special(vocabulary: UnitWords, words: Words, i: int, level: str) -> tuple[int, str, str] | None:
    joined, found = "", None
    for j in range(i, min(i + 6, len(words))):
        if j > i and words.gaps[j] != NEAR:
            break
        joined += words.keys[j]
        row = vocabulary.special.get(joined)
        if row and row[0].startswith(level):
            found = (j + 1, row[1], row[2])
    return found


def _brimob(
    vocabulary: UnitWords, words: Words, at: Mapping[int, Mention], i: int, hit: Hit
) -> tuple[int, Hit] | None:
    """ "Brimob Polda Kalsel", "Brimob Tolitoli"; its name is made in `units.py`."""
    if words.keys[i] == "polda" and i + 1 < len(words):
        if special := _special(vocabulary, words, i + 1, "polda"):
            return special[0], replace(hit, codes=(special[2],))
        i += 1
    mention = at.get(i)
    codes = tuple(mention.codes(PROVINSI) or mention.codes(KABUPATEN, KOTA)) if mention else ()
    return (mention.end, replace(hit, codes=codes)) if mention and codes else None


def _kota_behind(words: Words, end: int) -> bool:
    """ "Polres Bogor Kota", but not "Polres Bogor Kota Bogor"."""
    return (
        end < len(words)
        and words.raw[end] in ("Kota", "KOTA")
        and words.gaps[end] == NEAR
        and not (
            end + 1 < len(words)
            and words.gaps[end + 1] == NEAR
            and words.keys[end + 1] == words.keys[end - 1]
        )
    )


def _past_short(words: Words, at: Mapping[int, Mention], end: int, codes: Sequence[str]) -> int:
    """Behind "(OKU)" in "Polres Ogan Komering Ulu (OKU) dan …", when it means the same area."""
    short = at.get(end)
    if short and words.seps[end].strip() == "(" and {s.code for s in short.spellings} & set(codes):
        return short.end
    return end


def _unknown(words: Words, i: int, hit: Hit, metro: bool) -> tuple[int, Hit] | None:
    """A polsek whose name no gazetteer has: words in capitals up to one in small letters or a mark."""
    end = i
    while (
        end < min(i + _SMALL_NAME, len(words))
        and (words.raw[end][0].isupper() or words.keys[end] == "pelabuhan")
        and words.keys[end] not in _NO_NAME
        and (end == i or words.gaps[end] == NEAR)
    ):
        end += 1
    closed = (
        end == len(words)
        or words.gaps[end] != NEAR
        or not words.raw[end][0].isupper()
        or words.keys[end] in _NO_NAME
    )
    if end == i or not closed or words.starts[i] < words.title_end:
        return None
    name = " ".join(
        word if len(word) < 4 and word.isupper() else word.capitalize() for word in words.raw[i:end]
    )
    return end, replace(hit, written=name, metro=metro)


def _beside(vocabulary: UnitWords, words: Words, at: Mapping[int, Mention], i: int) -> str:
    """ "Polsek Rupit Polres Muratara", "Polsek Rupit, Polres Muratara": the letters of its polres' name."""
    if (
        i + 1 < len(words)
        and words.gaps[i] != STOP
        and vocabulary.heads.get(words.keys[i], ("",))[0] == "polres"
    ):
        mention = at.get(i + 1)
        return mention.key if mention else ""
    return ""


def _is_head(words: Words, i: int, level: str) -> bool:
    return i < len(words) and unit_words().heads.get(words.keys[i], ("",))[0] == level


def _others(words: Words, at: Mapping[int, Mention], end: int, level: str) -> Iterator[tuple[int, Mention]]:
    """Names in a list that closes with "dan": all of the head's level, or it is no list of units."""
    items: list[tuple[int, Mention]] = []
    i = end
    while i + 1 < len(words):
        last = words.keys[i] in _AND
        start = i + last
        if not last and words.seps[i].strip() != ",":
            return
        if last and _is_head(words, start, level):
            yield from items  # "Polres OKU, OKI dan Polres Lahat"
            return
        mention = at.get(start + (words.keys[start : start + 1] == ["kota"]))
        if mention is None or mention.level not in ("", KOTA) or not mention.codes(*LEVELS[level]):
            return
        items.append((start, mention))
        i = mention.end + (level == "polres" and _kota_behind(words, mention.end))
        if last:
            yield from items
            return
