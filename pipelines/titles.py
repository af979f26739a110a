"""Titles as printed in, the headline without the site's name out. Knows no pages."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crawler.urls import host_of
from pipelines.plain import key, one_line

MAX_TITLE = 500
_SEPARATOR = re.compile(r"\s+[|\-–—·•»:~]+\s+|\s*\|+\s*|\s+::\s+|\s*»\s*")
_SECOND_LEVEL = {"co", "go", "or", "ac", "web", "my", "com", "net", "org", "desa", "sch", "biz"}
_MAX_SITE_WORDS = 6
_PART = re.compile(r"\s+(?:[|–-]\s+)?halaman\s(?:all|\d{1,2})$", re.IGNORECASE)


def headline(printed: str, *, sites: Iterable[str], url: str) -> str:
    """The title on one line, at most 500 characters, without the site's name before or behind a separator.

    The site's name is one of `sites`, behind a bar with a section beside it ("CNN Politics"), or, behind the
    last separator, a few capitalised words with the name in the address among them: "Kompas.com Regional",
    "Humaniora di Nasional JPNN.com", "ANTARA News Lampung".
    """
    names = [site for site in sites if key(site)]
    known = {key(site) for site in names} | {""}
    label = key(site_label(url))
    title = one_line(printed, 2 * MAX_TITLE)
    while separators := list(_SEPARATOR.finditer(title)):
        first, last = separators[0], separators[-1]
        behind = title[last.end() :]
        barred = "|" in last.group() and any(_is_section_of(behind, site) for site in names)
        if barred or key(behind) in known or _holds_label(behind, label):
            title = title[: last.start()]
        elif key(title[: first.start()]) in known:
            title = title[first.end() :]
        elif len(separators) > 1 and key(title[separators[-2].end() : last.start()]) in known:
            title = title[: separators[-2].start()]  # the site and what it says of itself
        else:
            break
    return _PART.sub("", title).strip()[:MAX_TITLE].rstrip()


def site_label(url: str) -> str:
    """The name in an address: `antaranews` of lampung.antaranews.com, `polri` of www.polri.go.id."""
    labels = host_of(url).split(".")
    place = -3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL else -2
    return labels[place] if len(labels) >= -place else labels[0]


def _is_section_of(piece: str, site: str) -> bool:
    """Whether a piece of a title is the site's name with one or two capitalised words before or behind it."""
    words = piece.split()
    rest = len(words) - len(site.split())
    if not 1 <= rest <= 2 or any(word[:1].islower() for word in words):
        return False
    return key("".join(words[:-rest])) == key(site) or key("".join(words[rest:])) == key(site)


def _holds_label(piece: str, label: str) -> bool:
    """Whether a piece of a title names the site: not "Kapolri" for polri, nor a clause that is written on."""
    words = piece.split()
    if len(label) < 4 or len(words) > _MAX_SITE_WORDS:
        return False
    if any(word[:1].islower() and word not in ("di", "dan") and label not in key(word) for word in words):
        return False
    return any(key("".join(words[start:])).startswith(label) for start in range(len(words)))
