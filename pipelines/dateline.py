"""The opening of a text in, its dateline out: the place, and the outlet that is credited. Knows no pages.

    Baturaja (ANTARA) - …            KAB. OKI, || …              PALEMBANG, SRIPOKU.COM - …
    TRIBUNSUMSEL.COM, PALEMBANG - …  JAKARTA, KOMPAS.com – …     REPUBLIKA.CO.ID, JAKARTA -- …
    Liputan6.com, Jakarta …          Pesawaran, Lampung – …      BATURAJA- …
    POSMETRO MEDAN– …

The text keeps its dateline; this only reads it. One row of FORMS is one habit; the first that fits counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

LOOKED_AT = 3  # paragraphs: a reporter's line ("Laporan Wartawan …") may stand above the dateline
_ALONE = 60  # characters of a dateline that is a paragraph
_DASHES = ("-", "–", "—")
_HEAD = 140  # characters; the longest dateline seen has 70

# A place: "Palembang", "KAB. OKI", "Pagar Alam", and with its province behind a comma "Pesawaran, Lampung"
_WORD = r"(?:[A-Z][a-z'’]+|[A-Z]{2,}|Kab\.|KAB\.|Kec\.|[A-Z]\.)"
_NAME = rf"{_WORD}(?:[ -]{_WORD}){{0,3}}"
_PLACE = rf"(?P<place>{_NAME}(?:\s?,\s?{_NAME})?)"
_CITY = rf"(?P<place>{_NAME})"
# An outlet is known by its domain, a wire service and a few papers by name.
_DOMAIN = r"[A-Za-z][\w-]{1,30}(?:\.[A-Za-z][\w-]{1,20}){0,2}\.\s?(?:com|co\.id|co|id|net|news|online|tv)"
_WIRES = (
    r"ANTARA(?:\sNews)?|Antara(?:\sNews)?|LKBN\s(?:Antara|ANTARA)|KBRN|CNN\sIndonesia|CNBC\sIndonesia|Xinhua|Reuters|AFP|AP|Anadolu|VOA|BBC"
    r"|VIVA|Viva|RMOL\w{0,12}|POSMETRO(?:\s[A-Z]{3,12})?|iNews|SINDOnews|JPNN|OKEZONE|MEDIA\sINDONESIA"
)
# A local edition bears the name of its town: "POSMETRO MEDAN – ".
_LOCAL = r"(?P<outlet>(?:POS\s?METRO|RADAR|TRIBUN)\s(?P<place>[A-Z]{3,12}))"
_OUTLET = rf"(?P<outlet>(?i:{_DOMAIN})|{_WIRES})"
_SEP = r"\s?(?:,|\||//)\s?"  # between place and outlet
_DASH = r"\s?(?:[-–—]{1,2}|\|{1,2}|:)"
_DATE = r"(?:,?\s?\d{1,2}(?:/\d{1,2}|\s[A-Z][a-z]{2,8}(?:\s\d{4})?))?"
# Where a dateline has no mark at its end, only a first word of a two-word town lets a second word be of it.
_FIRST_HALF = (
    r"(?:Banda|Bandar|Banyu|Batu|Empat|Kayu|Kota|Kuala|Lima|Lubuk|Muara|Muaro|Musi|Nusa|Ogan|Pagar|Pangkal"
    r"|Pulau|Rejang|Sungai|Tanah|Tanjung|Tebing|Tulang|Way)"
)

FORMS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(form)
    for form in (
        rf"{_OUTLET}{_SEP}{_CITY}\s?,?(?:\s\([^()]{{1,40}}\))?{_DASH}",
        rf"{_LOCAL}{_DASH}",
        rf"{_OUTLET}\s(?P<place>[A-Z]{{3,}}(?:[ -][A-Z]{{2,}}){{0,3}}){_DASH}",
        rf"{_PLACE}{_DATE}\s?,?\s?\((?:[^()/]{{1,20}}/)?{_OUTLET}(?:/[^()]{{1,30}})?\)\s?[-–—:|]{{0,2}}",
        rf"{_PLACE}{_SEP}{_OUTLET}{_DASH}",
        rf"{_OUTLET}\s?,\s(?P<place>{_FIRST_HALF}\s{_WORD}|{_WORD})\s(?=[\"“A-Z0-9])",
        rf"{_OUTLET}{_DASH}",
        rf"{_PLACE}\s?,?\s?\|\|",
        rf"{_PLACE}{_DATE}\s?\([A-Z][^()]{{1,20}}\)\s?(?:[-–—]{{1,2}}|:)",  # "TANJUNGPINANG (HAKA) –": a desk
        # without an outlet: capitals and any dash, or a dash with a blank on either side and a new sentence
        r"(?P<place>(?:[A-Z]{3,}|KAB\.)(?:[ -][A-Z]{2,}){0,3})\s?,?\s?[-–—]{1,2}",
        rf"{_PLACE}{_DATE}\s[-–—]{{1,2}}\s(?=[\"“A-Z0-9])",
    )
)
# What a bare form could mistake for a place: people and bodies open sentences, too.
_NO_PLACE = re.compile(
    r"(?:Polisi|Polres\w*|Polda|Polsek|Polri|Kapol\w+|AKBP|AKP|Kompol|Ipda|Iptu|Kombes|Bripka|Bupati|Gubernur|Wali"
    r"|KPK|KPU|TNI|BMKG|BNPB|BPBD|DPRD?|Ketua|Warga|Tim|Satu|Dua|Tiga|Banner|Foto|Video|VIDEO|FOTO|UPDATE|BREAKING)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Dateline:
    """`place` and `outlet` as printed; one of them may be missing, never both."""

    place: str | None = None
    outlet: str | None = None


def read_dateline(paragraphs: Sequence[str]) -> Dateline | None:
    """The dateline that one of the first paragraphs opens with, or None."""
    for number, paragraph in enumerate(paragraphs[:LOOKED_AT]):
        after = paragraphs[number + 1] if number + 1 < len(paragraphs) else ""
        found = read_opening(paragraph, after)
        if found is not None:
            return found
    return None


def read_opening(paragraph: str, after: str = "") -> Dateline | None:
    """The dateline that this paragraph opens with, or is; `after` is the next one."""
    text = paragraph[:_HEAD].lstrip("#*-–—.‎ ")
    if len(text) < _ALONE and (after[:3].strip()[:1] in _DASHES or text.endswith(_DASHES)):
        text = f"{text.rstrip(' -–—')} - A"  # in paragraphs of its own: "Jakarta -", or "Jakarta", "-"
    return _read(text)


def _read(text: str) -> Dateline | None:
    for form in FORMS:
        match = form.match(text)
        if match is None:
            continue
        named = match.groupdict()
        place, outlet = _tidy(named.get("place")), _tidy(named.get("outlet"))
        if place and not outlet and _NO_PLACE.match(place):
            continue
        return Dateline(place=place, outlet=outlet)
    return None


def _tidy(text: str | None) -> str | None:
    return re.sub(r"\s+(?=[,.])", "", " ".join(text.split())) if text else None
