"""Who had a text first: credited agencies, press releases, the earliest publication. Compares no words.

A credit is believed before a clock: a paper that prints `(ANTARA)` has its text from ANTARA, even if its own
page was seen an hour earlier.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from pipelines.stories.relations import Id, id_order

_HEAD, _TAIL = 700, 500  # characters: an agency in the middle of a text may be somebody who was interviewed
_NAME = r"(?P<name>[A-Za-z][\w-]*(?:\.\w{2,4}){1,3}|[A-Z][\w-]*(?:\s[A-Z][\w-]*){0,2})"
_QUOTED = re.compile(
    rf"(?i:\b(?:di|me)(?:kutip|lansir|sadur|ngutip)(?:\s(?:tim|redaksi))?(?:\s(?:dari|laman|situs|media))*)\s{_NAME}"
)
_REPRINT = re.compile(
    r"(?i:(?:artikel|berita|tulisan) ini (?:telah|sudah|pernah)\s(?:tayang|terbit|dimuat)[\w\s]{0,30}\bdi)\s"
    + _NAME
)
_SOURCE_LINE = re.compile(rf"(?im:^[\W_]*sumber\s?:?)\s{_NAME}")
_ANTARA = re.compile(
    r"\(\s?antara(?:\s?news)?(?:[\s/,][^)]{0,30})?\)|copyright\s.{0,12}\bantara\b", re.IGNORECASE
)
# Not outlets: platforms and whatever else texts are "dikutip" from.
_PLATFORMS = (
    "instagram facebook twitter tiktok youtube whatsapp google wikipedia x akun video unggahan humas istimewa"
    " senin selasa rabu kamis jumat sabtu minggu"
)
_NO_OUTLET = frozenset(_PLATFORMS.split())
_RELEASE = re.compile(
    r"(?:\bsiaran pers|\bpress? release|\brilis (?:pers|resmi|tertulis|yang diterima|humas|media)"
    r"|\b(?:dalam|melalui|lewat) (?:rilis|siaran)nya|\bketerangan (?:pers )?tertulis(?:nya)?"
    r"|\b(?:sumber|penulis|editor|laporan|rilis)\s?:?\s(?:tim\s)?humas"
    r"|\(\s?(?:tim\s)?(?:si\s?|bid\s?)?humas [^)]{2,40}\))",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Credit:
    """Whom an article names as its source."""

    agency: str | None = None  # "ANTARA", or as printed: "TribunJabar.id"
    press_release: bool = False
    quotes: tuple[str, ...] = ()  # the words that say so


@dataclass(frozen=True, kw_only=True, slots=True)
class Carrier:
    """One article of a group of copies, as far as the origin is asked."""

    id: Id
    newsroom: str | None = None
    published_at: datetime | None = None  # aware
    credit: Credit = Credit()


def credit_of(text: str) -> Credit:
    """The agency or outlet that a text names as its source, and whether it speaks of a press release.

    Looked for near the beginning and the end only; `(ANTARA)` counts before any other name.
    """
    edges = text if len(text) <= _HEAD + _TAIL else f"{text[:_HEAD]}\n{text[-_TAIL:]}"
    release = _RELEASE.search(edges)
    antara = _ANTARA.search(edges)
    named = None if antara else _named(edges)
    quotes = [match.group().strip() for match in (antara, named, release) if match]
    return Credit(
        agency="ANTARA" if antara else _plain(named["name"]) if named else None,
        press_release=release is not None,
        quotes=tuple(quotes),
    )


def _named(text: str) -> re.Match[str] | None:
    matches = (match for rule in (_REPRINT, _QUOTED, _SOURCE_LINE) for match in rule.finditer(text))
    return next((match for match in matches if match["name"].split()[0].casefold() not in _NO_OUTLET), None)


def _plain(name: str) -> str:
    return "ANTARA" if re.fullmatch(r"(?i)(?:lkbn\s)?antara(?:\s?news)?(?:\.com)?", name) else name


def is_from(agency: str, newsroom: str | None) -> bool:
    """Whether a newsroom is what a credit names: sumsel.antaranews.com is `ANTARA`, jabar.tribunnews.com is
    `TribunJabar.id`."""
    name = re.sub(r"\.(?:com|co|id|net|co\.id)\b|\W", "", agency.casefold())
    host = (newsroom or "").casefold()
    if len(name) < 4 or not host:
        return False
    squashed = re.sub(r"\W", "", host)
    place = re.match(r"tribun(?!news)(\w+)", name)
    return host.startswith(f"{place[1]}.tribun") if place else squashed.find(name) >= 0


def origin_of(carriers: Iterable[Carrier]) -> Carrier:
    """The article the others have it from: that of an agency which another one credits, else the earliest of
    those that credit nobody, else the earliest. No date comes last; the id decides what remains.

    ValueError for no carriers. The order they come in has no say.
    """
    group = sorted(carriers, key=_age)
    if not group:
        raise ValueError("no articles to choose an origin from")
    named = {carrier.credit.agency for carrier in group if carrier.credit.agency}
    credited = [one for one in group if any(is_from(name, one.newsroom) for name in named)]
    silent = [one for one in group if one.credit.agency is None]
    return next(iter((*credited, *silent, *group)))


def _age(carrier: Carrier) -> tuple[bool, datetime, tuple[int, str]]:
    undated = carrier.published_at is None
    return (undated, carrier.published_at or datetime.max.replace(tzinfo=UTC), id_order(carrier.id))
