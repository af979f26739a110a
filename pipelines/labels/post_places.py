"""Which unit or area a post belongs to, and the post's canonical form: "Kasat Binmas" in an article on Polres
OKI → Kasat Binmas Polres Ogan Komering Ilir. What the text leaves open stays open.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from pipelines.labels.areas import KABUPATEN, KECAMATAN, KOTA, PROVINSI, SEAT, Area, atlas
from pipelines.labels.post_context import area_code, nearest, nearest_area, own_area, spot
from pipelines.labels.post_words import AREA, BRANCH, CHIEF, MILITARY, NATIONAL
from pipelines.labels.sighting import Post, Sight
from pipelines.labels.unit_words import unit_words
from pipelines.labels.vocabulary import vocabulary
from pipelines.labels.words import NEAR, STOP

_LEVELS = {"kabupaten": (KABUPATEN,), "kota": (KOTA,), "provinsi": (PROVINSI,), "kecamatan": (KECAMATAN,)}
_FITS = {
    "polda": ("polda",),
    "polres": ("polres",),
    "polsek": ("polsek",),
    "polsubsektor": ("polsubsektor",),
    "mabes": ("mabes",),
    "none": (),
    "any": ("polres", "polsek", "polda", "mabes", "brimob"),
}
# Offices of a whole country: no area completes them, and they are their own affiliation.
_WHOLE = vocabulary("knkt kpk bmkg djp satgassus kementerian basarnas bnn")
_WITH_BRANCHES = ("BNN", "Basarnas")
_WHOLE_AFFILIATION = {"DJP": "Kementerian Keuangan", "Satgassus": "Polri"}
_JUSTICE = (
    "Kejari",
    "Kejati",
    "Kantor Imigrasi",
    "Ditjen Imigrasi",
    "Lapas",
    "Rutan",
    "Kanwil",
    "Kemenag",
    "Kemenkumham",
    "Kemenkum",
    "Ditjenpas",
    "BPN",
)
_FORCES = dict.fromkeys(("Kodim", "Koramil", "Korem", "Kodam"), "TNI AD") | {
    "Lanal": "TNI AL",
    "Lanud": "TNI AU",
}
_NAMED_BY_TOWN = ("Kantor Imigrasi", "Lapas", "Rutan")
_OWN_OFFICE = {
    "Kajari": "Kejari",
    "Kajati": "Kejati",
    "Wakajari": "Kejari",
    "Wakajati": "Kejati",
    "Kacabjari": "Cabang Kejari",
    "Kalapas": "Lapas",
}
_IN_OFFICES = {"Dir": "Direktur", "Wadir": "Wakil Direktur", "anggota": "Anggota"}
_OWN_OFFICE |= {"Karutan": "Rutan", "KPLP": "Lapas", "Kepala Kantor Imigrasi": "Kantor Imigrasi"}
_VILLAGE_REACH = 40  # words between a village and "Bhabinkamtibmas setempat"
_VILLAGE_WORDS = vocabulary("desa kelurahan kampung pekon nagari gampong tiyuh dusun")


@dataclass(frozen=True, slots=True)
class Held:
    """A post as it is shown: `title` alone, `text` with its unit or area."""

    text: str
    unit: str | None  # canonical name
    affiliation: str
    service: str = ""  # "tni", "polri" or empty


def held(sight: Sight, post: Post, village: str = "", service: str = "") -> Held:
    """The canonical form of a post. `village`: for a head of one, its name as read beside the holder's."""
    kind = post.head.kind
    if kind == NATIONAL:
        text = post.head.title
        return Held(_with(post, text), _unit_named(sight, post.head.level), post.head.level)
    if kind == MILITARY or post.office in _FORCES:
        return _military(sight, post)
    if kind == CHIEF:
        return _chief(sight, post)
    if kind == AREA:
        return _area_head(sight, post, village)
    if kind == BRANCH and (post.office or post.civil) and not _police(post, service):
        return _office(sight, post)
    return _branch(sight, post) if kind == BRANCH else _office(sight, post)


def _police(post: Post, service: str) -> bool:
    if post.unit is not None or post.office in ("RS Bhayangkara", "Puslabfor"):
        return True
    return service == "polri" and post.office in ("", "Samsat") and not post.area


def _with(post: Post, text: str) -> str:
    before = "mantan" if post.past else post.prefix
    return f"{before} {text}".strip()


def _unit_named(sight: Sight, name: str) -> str | None:
    return next((unit.name for _, unit in sight.unit_order if unit.name == name), None)


def _chief(sight: Sight, post: Post) -> Held:
    unit = post.unit
    if unit is None and post.tail:
        name = f"{_KIND[post.head.level]} {post.tail}"
        return Held(_with(post, _chief_title(post, name)), None, name, "polri")
    if unit is None and post.area is not None:
        code = area_code(sight, post.area, *_AREA_OF[post.head.level])
        name = f"{_KIND[post.head.level]} {atlas().areas[code].name}" if code else ""
        return Held(_with(post, _chief_title(post, name)), None, name, "polri")
    name = unit.name if unit else _nearest_name(sight, post)
    return Held(_with(post, _chief_title(post, name)), name or None, name or "Polri", "polri")


def _nearest_name(sight: Sight, post: Post) -> str:
    """The unit last named; for a polres that nothing names, that of the kabupaten spoken of."""
    unit = nearest(sight, post, _FITS[post.head.level])
    if unit is None and post.head.level == "polres":
        area = nearest_area(sight, post, KABUPATEN, KOTA)
        return f"Polres {area.name}" if area else ""
    return unit.name if unit else ""


_KIND = {"polda": "Polda", "polres": "Polres", "polsek": "Polsek", "polsubsektor": "Polsubsektor"}
_AREA_OF = {
    "polda": (PROVINSI,),
    "polres": (KABUPATEN, KOTA),
    "polsek": (KECAMATAN,),
    "polsubsektor": (KECAMATAN,),
}


def _chief_title(post: Post, unit: str) -> str:
    unit = unit or _KIND[post.head.level]
    return f"{post.head.title}{unit[0].lower()}{unit[1:]}"


def _branch(sight: Sight, post: Post) -> Held:
    head = "Direktur" if post.head.title == "Dir" else post.head.title
    title = " ".join(part for part in (head, post.tail) if part)
    if post.head.level == "none":
        return Held(_with(post, title), None, "Polri", "polri")
    if post.head.title == "Bhabinkamtibmas" and post.unit is None:
        return _of_village(sight, post, title)
    name = post.unit.name if post.unit else _unit_of_area(sight, post) or _nearest_name(sight, post)
    shown = title if _VILLAGE_WORDS & set(title.lower().split()) else f"{title} {name}".strip()
    return Held(_with(post, shown), name or None, name or "Polri", "polri")


def _of_village(sight: Sight, post: Post, title: str) -> Held:
    """ "Bhabinkamtibmas Desa Karetan", or of the village last named ("Bhabinkamtibmas setempat")."""
    unit = nearest(sight, post, ("polsek",)) or nearest(sight, post, ("polres",))
    name = unit.name if unit else ""
    if not post.tail:
        title = f"{title} {_village_before(sight, post.first) or name}".strip()
    return Held(_with(post, title), name or None, name or "Polri", "polri")


def _village_before(sight: Sight, i: int) -> str:
    """ "Desa Karetan", when it stands among the words before `i`."""
    words = sight.words
    for start in range(i - 1, max(i - _VILLAGE_REACH, -1), -1):
        if words.keys[start] in ("desa", "kelurahan") and words.raw[start + 1][0].isupper():
            end = start + 2
            while end < i and words.gaps[end] == NEAR and words.raw[end][0].isupper() and end < start + 4:
                end += 1
            return f"{words.keys[start].capitalize()} {' '.join(words.raw[start + 1 : end])}"
    return ""


def _unit_of_area(sight: Sight, post: Post) -> str:
    """ "Kasatlantas Wilayah Jakarta Barat", "Kasat Reskrim OKU": the unit that watches over the area."""
    levels = _AREA_OF.get("polda" if post.head.level == "polda" else "polres", ())
    area = own_area(sight, post, *levels)
    if area is None:
        return ""
    known = next((unit.name for _, unit in sight.unit_order if unit.code == area.code), "")
    kind = "Polda" if area.level == PROVINSI else "Polres"
    return known or f"{kind}{' Metro' * (area.code in unit_words().metro)} {area.name}"


def member(sight: Sight, first: int) -> Held:
    """Of rank and file without a post: a member of the unit named before in the sentence, or of the
    police."""
    words = sight.words
    at = bisect_right(sight.unit_order, first, key=spot) - 1
    if at >= 0:
        place, unit = sight.unit_order[at]
        if STOP not in words.gaps[place + 1 : first + 1]:
            return Held(f"anggota {unit.name}", unit.name, unit.name, "polri")
    return Held("anggota Polri", None, "Polri", "polri")


def _military(sight: Sight, post: Post) -> Held:
    words = sight.words
    where = ""
    if post.area is not None:
        code = area_code(sight, post.area, KABUPATEN, KOTA, PROVINSI, KECAMATAN)
        town = all(spelling.how == SEAT for spelling in post.area.spellings if spelling.code == code)
        where = _town(sight, post) if town else atlas().areas[code].name if code else ""
    numbers = post.tail
    slash = post.area is not None and "/" in words.seps[post.area.first]
    place = f"{numbers}/{where}" if slash else f"{numbers} {where}".strip()
    force = _FORCES.get(post.office, "") or post.head.level
    return Held(_with(post, f"{post.head.title} {place}".strip()), None, force, "tni")


def _area_head(sight: Sight, post: Post, village: str) -> Held:
    level = post.head.level
    if level == "desa":
        kabupaten = nearest_area(sight, post, KABUPATEN, KOTA)
        government = _government(kabupaten) if kabupaten else ""
        own = f"Pemdes {village}" if village and post.head.title != "Lurah" else government
        return Held(_with(post, f"{post.head.title} {village}".strip()), None, own or "Pemdes")
    levels = _LEVELS.get(level, (KABUPATEN, KOTA, PROVINSI))
    area = own_area(sight, post, *levels) or nearest_area(sight, post, *levels)
    if area is None:
        return Held(_with(post, post.head.title), None, "Pemda")
    where = area.title if level == "any" else area.name
    if level == "any" and area.level == PROVINSI:
        where = f"Provinsi {area.name}"
    parent = atlas().areas[area.code[:5]]
    return Held(_with(post, f"{post.head.title} {where}"), None, _government(parent))


def _government(area: Area) -> str:
    return f"{_PEM[area.level]} {area.name}"


_PEM = {KABUPATEN: "Pemkab", KOTA: "Pemkot", PROVINSI: "Pemprov"}


def _office(sight: Sight, post: Post) -> Held:
    head = _IN_OFFICES.get(post.head.title, post.head.title)
    title = " ".join(part for part in (head, post.tail) if part)
    if head.startswith("Staf Ahli"):
        near = nearest_area(sight, post, KABUPATEN, KOTA, PROVINSI)
        return Held(_with(post, title), None, _government(near) if near else "Pemda")
    office = post.office or _OWN_OFFICE.get(post.head.title, "")
    if office.lower() in _WHOLE or post.head.title in ("Menteri", "Wakil Menteri", "Dirjen"):
        branch = own_area(sight, post, KABUPATEN, KOTA, PROVINSI) if office in _WITH_BRANCHES else None
        where = f" {branch.title if office == 'BNN' else _town(sight, post)}" if branch else ""
        affiliation = _WHOLE_AFFILIATION.get(office, office or "Kementerian")
        return Held(_with(post, title + where), None, affiliation + where)
    if post.unit is not None:
        name = post.unit.name
        return Held(_with(post, f"{title} {name}"), name, name)
    area = own_area(sight, post, KABUPATEN, KOTA, PROVINSI)
    if office in _JUSTICE or post.head.title in _OWN_OFFICE:
        if area is None and office == "Kejari":
            area = nearest_area(sight, post, KABUPATEN, KOTA)
        name = _town(sight, post) if office in _NAMED_BY_TOWN else area.name if area else ""
        return Held(_with(post, f"{title} {name}".strip()), None, f"{office} {name}".strip())
    if area is None and office in ("DPR RI", "DPD RI", "MPR RI", "UPTD", "Samsat", "Balai", "Kementerian"):
        near = nearest_area(sight, post, KABUPATEN, KOTA, PROVINSI)
        return Held(_with(post, title), None, office if "RI" in office or near is None else _government(near))
    area = area or nearest_area(sight, post, KABUPATEN, KOTA, PROVINSI)
    if area is None:
        return Held(_with(post, title), None, office or "Pemda")
    where = area.title
    if area.level == PROVINSI and not area.name.startswith(("DKI", "DI ")):
        where = f"Provinsi {area.name}"
    council = next((name for name in ("DPRD", "DPRK") if name in title.split()), "")
    affiliation = f"{council} {where}" if council else _government(area)
    return Held(_with(post, f"{title} {where}"), None, affiliation)


def _town(sight: Sight, post: Post) -> str:
    """As written: prisons and immigration offices bear their town's name, Kotabumi, not Lampung Utara."""
    if post.area is None:
        return ""
    raw = sight.words.raw[post.area.name : post.area.end]
    return " ".join(word if len(word) < 4 and word.isupper() else word.capitalize() for word in raw)
