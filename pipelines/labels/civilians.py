"""Holders of posts who carry no rank: "Bupati OKU Andi Wijaya", "Andi Wijaya, Kepala Dinas Sosial", "Lurah
Nalu yang bernama Andi". Nothing but the post tells that a name follows, so doubtful ones are left out.
"""

from __future__ import annotations

from dataclasses import replace

from pipelines.labels.areas import KABUPATEN, KECAMATAN, KOTA, PROVINSI, atlas, compact
from pipelines.labels.holders import MOST_BETWEEN, TO_NAME, TO_POST, Holder, Person, in_headline, parting
from pipelines.labels.person_names import PersonName, name_at, name_words, past_honorifics
from pipelines.labels.post_functions import NUMBERS
from pipelines.labels.post_words import AREA, BRANCH, CHIEF, MILITARY, post_words
from pipelines.labels.sighting import Post, Sight
from pipelines.labels.vocabulary import vocabulary
from pipelines.labels.words import NEAR, STOP, Words

_LINKS = vocabulary("selaku sebagai menjabat merupakan adalah kini dari")
_AFTER_NAME = ("", ",", "(", "–", "-", "—")
# Heads of a branch that civil offices have too.
_CIVIL_TOO = (
    "Kasi",
    "Kasubsi",
    "Kabag",
    "Kasubag",
    "Kasubbag",
    "Kabid",
    "Kasubbid",
    "Dir",
    "Wadir",
    "Kaur",
    "Karo",
    "Juru Bicara",
    "anggota",
)
_PROSECUTION = ("Intel", "Intelijen", "Pidum", "Pidsus", "Datun", "Penkum")
_KEJARI = vocabulary("kejari kajari kejaksaan")
_MINISTERS = ("Menteri", "Wakil Menteri")
_VILLAGE_WORDS = vocabulary("desa kelurahan kampung pekon nagari gampong tiyuh dusun sungai jalan warga")
_GOES_ON = vocabulary(
    "satu dua tiga empat lima barat timur utara selatan tengah baru lama raya jaya indah makmur sari",
    "atas bawah i ii iii iv v ulu ilir hulu hilir besar kecil agung",
)
_LARGE = (KABUPATEN, KOTA, PROVINSI)
_MOST_SPOTS = 50  # of a word that are looked at
_CUPS = vocabulary("piala peraturan keputusan instruksi surat kantor rumah dinas calon istri cawagub cabup")


def civilian(sight: Sight, post: Post) -> Holder | None:
    """The holder of a post that no ranked person holds."""
    words, i = sight.words, post.end
    if post.head.title in _MINISTERS and not (sight.areas or sight.units):
        return None  # of another country
    if in_headline(words, post.first) or _is_thing(words, post.first):
        return None
    while i < min(post.end + 3, len(words.keys)) and words.keys[i] in TO_NAME and words.gaps[i] != STOP:
        i += 1
    if i >= len(words.keys) or words.gaps[i] == STOP:
        return _named_before(sight, post)
    if post.head.kind == AREA and post.head.level == "desa":
        return _of_village(sight, post, i)
    post = _of_prosecutors(words, post)
    mark = parting(words, i)
    if mark not in _AFTER_NAME or not _may_follow(post, mark):
        return _named_before(sight, post)
    name = name_at(words, i, stop=stop_words())
    alone = post.head.kind not in (CHIEF, MILITARY, BRANCH)  # "Kapolres X, Forkopimda": two words at least
    if name is None or not _is_person(sight, name, alone or post.civil or bool(post.office)):
        return _named_before(sight, post)
    return _holder(words, post, name)


def _holder(words: Words, post: Post, name: PersonName) -> Holder:
    """ "Direktur RSUD Ibnu Sutowo dr. Andi": a title behind the first name begins the holder's."""
    after = past_honorifics(words, name.last) if name.last < len(words) else name.last
    titled = after > name.last and words.gaps[name.last] == NEAR
    own = name_at(words, after, stop=stop_words()) if titled and after < len(words) else None
    name = own or name
    return Holder(Person(name.first, name.end, name), post)


def _of_prosecutors(words: Words, post: Post) -> Post:
    """ "Kasi Intel Andi" without a rank, in a text on a Kejari, is the Kejari's."""
    known = post.unit or post.office or post.head.title != "Kasi" or post.tail not in _PROSECUTION
    if known or _KEJARI.isdisjoint(words.distinct):
        return post
    return replace(post, tail=f"{post.tail} Kejari", office="Kejari")


def stop_words() -> frozenset[str]:
    """Words that begin a post: no name goes on into the next one."""
    return post_words().firsts


def _is_thing(words: Words, first: int) -> bool:
    """ "Piala Gubernur", "Peraturan Bupati", "calon Wakil Bupati"."""
    return bool(first) and words.gaps[first] == NEAR and words.keys[first - 1] in _CUPS


def _may_follow(post: Post, mark: str) -> bool:
    """Without a comma a name follows a civil post alone: holders of the others have ranks. Of many members
    none is meant without one ("Anggota DPRD OKU, Camat …")."""
    if post.head.kind == BRANCH and post.head.title not in _CIVIL_TOO and not _of_office(post):
        return False
    if post.head.kind in (CHIEF, MILITARY) or (post.head.kind == BRANCH and not (post.civil or post.office)):
        return mark != "" or post.past
    return mark != "," or post.head.title != "anggota"


def _of_office(post: Post) -> bool:
    """ "Kasipenkum Kejati": head and branch in one word, and an office behind them."""
    return bool(post.office) and post.head.title.startswith(_CIVIL_TOO)


def _is_person(sight: Sight, name: PersonName, alone: bool = True) -> bool:
    """Not the name of a place or an office, nor an abbreviation."""
    words = sight.words
    spelled = atlas().spellings.get(compact(name.name), ())
    if any(spelling.level != KECAMATAN for spelling in spelled):
        return False
    if (
        words.seps[name.first].strip().endswith("(")
        and parting(words, name.last) != words.seps[name.last].strip()
    ):
        return False  # "(Diskominfo)"
    known, key = post_words(), words.keys[name.first]
    if known.offices.at(words, name.first) or key in known.fields or key in known.sub_units:
        return False
    if any(_is_area(sight, i) for i in range(name.first, name.last - 1)):
        return False  # "Karantina Sumsel Andi Wijaya"
    raw = words.raw[name.first]
    if name.last - name.first < 2 and not alone:
        return False
    return not (raw.isupper() and len(raw) > 1 and name.last == name.first + 1)


def _is_area(sight: Sight, i: int) -> bool:
    """An area larger than a kecamatan is named there, and not by a word that may be anything else."""
    mention = sight.areas.get(i)
    return mention is not None and mention.key not in atlas().words and bool(mention.codes(*_LARGE))


def _of_village(sight: Sight, post: Post, i: int) -> Holder | None:
    """The village's name may stand between, or not: "Lurah Nalu, Andi", "Lurah Andi", "Kadus II Andi"."""
    words, stop = sight.words, stop_words()
    if words.keys[i] in NUMBERS and i + 1 < len(words) and words.gaps[i + 1] != STOP:
        numbered = name_at(words, i + 1, stop=stop)
        known = numbered is not None and numbered.first == i + 1 and _is_person(sight, numbered)
        return (
            Holder(Person(i + 1, numbered.end, numbered), post, words.raw[i]) if numbered and known else None
        )
    first = name_at(words, i, stop=stop)
    if first is None:
        return None
    if first.first != i or parting(words, i) in (",", "("):
        return Holder(Person(first.first, first.end, first), post)
    after = first.last
    while after < len(words.keys) and words.keys[after] in TO_NAME and words.gaps[after] != STOP:
        after += 1
    named = after > first.last and words.keys[after - 1] in ("bernama", "nama", "yakni", "yaitu")
    if (
        after < len(words.keys)
        and words.gaps[after] != STOP
        and (named or parting(words, after) in (",", "("))
    ):
        second = name_at(words, after, stop=stop)
        if second and _is_person(sight, second):
            return Holder(Person(second.first, second.end, second), post, first.name)
    return _split(sight, post, first)


def _split(sight: Sight, post: Post, run: PersonName) -> Holder | None:
    """In "Kades Suka Maju Budi Hartono" the village ends where the text names it elsewhere, "Desa Suka Maju";
    else the holder begins with the word that the text uses again, "kata Budi"."""
    words = sight.words
    again = (start for start in range(run.first + 1, run.last) if _used_again(sight, start))
    start = _village_end(sight, run) or next(again, 0)
    if not run.first < start < run.last:
        return None
    second = name_at(words, start, stop=stop_words())
    village = " ".join(words.text[words.starts[run.first] : words.ends[start - 1]].split())
    return Holder(Person(start, second.end, second), post, village) if second else None


def _village_end(sight: Sight, run: PersonName) -> int:
    """One behind the village's name; 0 where the text names no such village. "Satu" goes on with "Buyat"."""
    words, end = sight.words, 0
    for i in sight.spots[words.keys[run.first]][:_MOST_SPOTS]:
        if i and i != run.first and words.keys[i - 1] in _VILLAGE_WORDS:
            same = 1
            while words.keys[i + same : i + same + 1] == words.keys[run.first + same : run.first + same + 1]:
                same += 1
            end = max(end, run.first + same)
    while end and end < run.last and words.keys[end] in _GOES_ON:
        end += 1
    return end


def _used_again(sight: Sight, start: int) -> bool:
    """Behind a word in small letters, "kata Budi", but not "di Budi", "desa Budi"."""
    spots = sight.spots[sight.words.keys[start]][:_MOST_SPOTS]
    return any(i not in (0, start) and _is_mentioned(sight.words, i) for i in spots)


def _is_mentioned(words: Words, i: int) -> bool:
    before = words.keys[i - 1]
    written = words.raw[i][0].isupper() and words.raw[i - 1][0].islower() and words.gaps[i] == NEAR
    return written and before not in _VILLAGE_WORDS and before not in ("di", "ke") and not words.aside[i]


def _named_before(sight: Sight, post: Post) -> Holder | None:
    """ "Andi Wijaya, Bupati OKU": two words at least, and a comma or "selaku" between."""
    words, i, linked = sight.words, post.first, False
    for _ in range(MOST_BETWEEN):
        if i == 0 or words.gaps[i] == STOP or words.seps[i].strip() not in ("", ",", "("):
            return None
        linked = linked or words.keys[i - 1] in _LINKS or words.seps[i].strip() in (",", "(")
        if words.keys[i - 1] not in TO_POST:
            break
        i -= 1
    start = i
    no_name = name_words().no_name
    while start and words.raw[start - 1][0].isupper() and words.keys[start - 1] not in no_name:
        if words.gaps[start] != NEAR and start != i:
            break
        start -= 1
    if not linked or i - start < 2 or words.keys[start] in stop_words():
        return None
    name = name_at(words, start, stop=stop_words())
    if name is None or name.end < i or name.last - name.first < 2 or not _is_person(sight, name):
        return None
    return Holder(Person(name.first, name.end, name), post)
