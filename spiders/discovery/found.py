"""What reading one list gave. Knows nothing of feeds, pages or networks, only of links and their number.

A list is hostile until read: links are canonical or left out, titles are short plain text, and there is a
bound on everything. What was left out is told in `problems`, and never costs the neighbours.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from crawler.items import Link, Precision
from crawler.urls import BadAddress, canonical

MAX_LINKS = 1_000  # a list; Google News takes as many in a news sitemap
MAX_PROBLEMS = 20
MAX_TITLE = 300
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
_EXCERPT = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """The links of a list, newest first where their times are known, each canonical address once.

    `more` holds addresses of further lists to ask (nested sitemaps, the next page of an API), `problems`
    a short sentence for each thing left out, at most MAX_PROBLEMS.
    """

    links: tuple[Link, ...] = ()
    more: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


class Gathering:
    """Collects links one by one; a bad one is noted, not raised."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._links: dict[str, Link] = {}
        self._problems: list[str] = []

    @property
    def full(self) -> bool:
        return len(self._links) >= MAX_LINKS

    def add(
        self,
        url: str,
        *,
        title: str | None = None,
        published_at: datetime | None = None,
        published_precision: Precision = Precision.MINUTE,
        modified_at: datetime | None = None,
    ) -> None:
        """One link, relative or not. Named a second time, it only adds what was left open the first time."""
        address = self.address(url)
        if address is None:
            return
        link = Link(
            url=address,
            title=plain_title(title),
            published_at=published_at,
            published_precision=published_precision,
            modified_at=modified_at,
            found_on=self._base,
        )
        known = self._links.get(address)
        self._links[address] = link if known is None else _merged(known, link)

    def address(self, url: str) -> str | None:
        """The canonical form of an address of this list; None, and a problem noted, when it is no address."""
        if not url.strip():
            self.blame("an entry without an address")
            return None
        try:
            return canonical(url, self._base)
        except BadAddress as error:
            self.blame(f"link left out: {error}")
        except (ValueError, UnicodeError) as error:  # whatever else a URL parser finds to complain of
            self.blame(f"link left out: {url!r}: {error}")
        return None

    def blame(self, problem: str) -> None:
        if len(self._problems) < MAX_PROBLEMS:
            line = "".join(mark if mark.isprintable() else "·" for mark in problem)
            self._problems.append(line if len(line) <= _EXCERPT else line[: _EXCERPT - 1] + "…")

    def found(self, more: Iterable[str] = ()) -> Found:
        links = newest_first(self._links.values())
        if len(links) > MAX_LINKS:
            self.blame(f"{len(links)} links; the newest {MAX_LINKS} are taken")
        return Found(links=links[:MAX_LINKS], more=tuple(more), problems=tuple(self._problems))


def newest_first(links: Iterable[Link]) -> tuple[Link, ...]:
    """Dated links from new to old, then the undated in the order of the list."""
    dated: list[tuple[datetime, Link]] = []
    undated: list[Link] = []
    for link in links:
        moment = link.published_at or link.modified_at
        if moment is None:
            undated.append(link)
        else:
            dated.append((moment, link))
    dated.sort(key=lambda pair: pair[0], reverse=True)
    return (*(link for _, link in dated), *undated)


def plain_title(text: str | None) -> str | None:
    """A title as plain text: references resolved, tags and invisible marks gone, at most MAX_TITLE long."""
    if not text:
        return None
    line = _TAG.sub(" ", html.unescape(text[: 10 * MAX_TITLE]))
    line = unicodedata.normalize("NFC", " ".join(line.split()))
    # Cc control, Cf bidi and other invisible marks, Cs halves of a surrogate pair, Co private, Cn unassigned
    line = "".join(mark for mark in line if unicodedata.category(mark)[0] != "C").strip()
    if len(line) > MAX_TITLE:
        line = line[: MAX_TITLE - 1].rstrip() + "…"
    return line or None


def _merged(known: Link, other: Link) -> Link:
    dated = known if known.published_at else other
    return replace(
        known,
        title=known.title or other.title,
        published_at=dated.published_at,
        published_precision=dated.published_precision,
        modified_at=known.modified_at or other.modified_at,
    )
