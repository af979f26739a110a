"""The newsroom: a pure answer to every request, and a record of what was asked. Knows no socket.

Three sites in one: `antara`, `disway` and `wordpress`. In round 2 there are new articles, three are edited
and one is gone; set `newsroom.round` while it is being served.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from urllib.parse import parse_qsl

from crawler.clock import WIB, now
from crawler.demo import site_antara, site_disway, site_wordpress
from crawler.demo.desk import Desk
from crawler.demo.library import SITES, Piece, in_round, load_pieces
from crawler.demo.response import Response, compressed, conditional, page

# Real hosts that a test's proxy hands to the newsroom in place of the real sites.
HOSTS = MappingProxyType(
    {"sumsel.antaranews.com": "antara", "sumeks.disway.id": "disway", "lampost.co": "wordpress"}
)
_ANSWERS: dict[str, Callable[[Desk, str, Mapping[str, str]], Response]] = {
    "antara": site_antara.answer,
    "disway": site_disway.answer,
    "wordpress": site_wordpress.answer,
}
_ADDRESSES: dict[str, Callable[[Desk, Piece], str]] = {
    "antara": site_antara.url_of,
    "disway": site_disway.url_of,
    "wordpress": site_wordpress.url_of,
}


@dataclass(frozen=True, kw_only=True)
class Request:
    """One request as it came in, and the status it was answered with."""

    at: datetime  # aware, UTC
    site: str
    method: str
    target: str  # path and query
    agent: str
    status: int
    headers: Mapping[str, str]  # names in lower case

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]


class Newsroom:
    """What the sites have, in which round they are, and who asked for what.

    `pieces` are those of `articles/` without; `base` is its now (aware; the present without), from which
    all times are reckoned. `per_page` are the rows of a list, `feed_items` the entries of a feed, `weight_kb`
    what menus, styles and scripts add to a page (real ones have about 150).
    """

    def __init__(
        self,
        pieces: Iterable[Piece] | None = None,
        *,
        round: int = 1,
        base: datetime | None = None,
        per_page: int = 3,
        feed_items: int = 10,
        weight_kb: int = 0,
    ) -> None:
        self.base = (base or now()).astimezone(WIB)
        self.all_pieces = load_pieces(self.base) if pieces is None else tuple(pieces)
        self.round = round
        self.per_page, self.feed_items, self.weight_kb = per_page, feed_items, weight_kb
        self.pause = 0.0  # seconds that the server waits before each answer
        self.faults: dict[tuple[str, str], Response] = {}  # (site, path) → what is answered instead
        self.requests: list[Request] = []
        self._shown: tuple[int, dict[str, tuple[Piece, ...]]] = (0, {})

    def pieces(self, site: str) -> tuple[Piece, ...]:
        """What that site has in the current round, newest first."""
        number, shown = self._shown
        if number != self.round:
            current = in_round(self.all_pieces, self.round)
            shown = {name: tuple(piece for piece in current if piece.site == name) for name in SITES}
            self._shown = (self.round, shown)
        return shown[site]

    def url_of(self, piece: Piece, origin: str) -> str:
        """The canonical address of a piece on its site, where that is reached at `origin`."""
        return _ADDRESSES[piece.site](self._desk(piece.site, origin), piece)

    def asked(self, site: str) -> list[str]:
        """The targets that were asked of a site, in order."""
        return [request.target for request in self.requests if request.site == site]

    def respond(
        self, site: str, method: str, target: str, headers: Mapping[str, str], scheme: str = "http"
    ) -> Response:
        """The answer of a site to one request, which is also recorded.

        `target` is path and query as in the request line. The absolute addresses on the page are made of
        `scheme` and the Host header. HEAD is answered as GET: who sends it leaves the body. Raises KeyError
        for an unknown site.
        """
        lower = {name.lower(): value for name, value in headers.items()}
        desk = self._desk(site, f"{scheme}://{lower.get('host', '127.0.0.1')}")
        response = self._answer(site, desk, method, target)
        response = compressed(conditional(response, lower), lower)
        self.requests.append(
            Request(
                at=now(),
                site=site,
                method=method,
                target=target,
                agent=lower.get("user-agent", ""),
                status=response.status,
                headers=lower,
            )
        )
        return response

    def _answer(self, site: str, desk: Desk, method: str, target: str) -> Response:
        path, _, query = target.partition("?")
        if (site, path) in self.faults:
            return self.faults[site, path]
        if method not in ("GET", "HEAD"):
            return page("Metode tidak diizinkan", kind="text/plain", status=405)
        return _ANSWERS[site](desk, path, dict(parse_qsl(query)))

    def _desk(self, site: str, origin: str) -> Desk:
        return Desk(
            origin=origin,
            now=self.base,
            pieces=self.pieces(site),
            per_page=self.per_page,
            feed_items=self.feed_items,
            weight_kb=self.weight_kb,
        )
