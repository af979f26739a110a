"""Which addresses the program may open: http(s), public hosts, the ports of the web. Opens nothing itself.

What a site names (in a feed, a redirect, a DNS answer) must not lead us into the owner's own network. There
is one gate: whoever opens an address asks `Gate.place` before resolving it, `Gate.usable` with what the name
resolved to, and then connects to exactly those addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_PORTS = {"http": 80, "https": 443}
# The special-purpose registries of IANA (RFC 6890 and its successors). The standard library's `is_global`
# knows them too, but differently in each Python; and 6to4, whose addresses hold another one, is global to it.
_SPECIAL_4 = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT: the provider's inside
        "127.0.0.0/8",
        "169.254.0.0/16",  # link-local, and the metadata service of every cloud
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
# Whatever is not global unicast is refused with all that lies there: loopback, mapped (::ffff:0:0/96) and
# compatible IPv4, NAT64 (64:ff9b::/96, 64:ff9b:1::/48), unique local, link-local, site-local, multicast.
_GLOBAL_6 = IPv6Network("2000::/3")
_SPECIAL_6 = tuple(
    IPv6Network(text)
    for text in (
        "2001::/23",  # Teredo, benchmarks, ORCHID
        "2001:db8::/32",
        "2002::/16",  # 6to4
        "3fff::/20",
    )
)
_LOCAL_NAME = re.compile(r"(?:.*\.)?localhost", re.DOTALL)
# Where a host ends in a number, browsers and inet_aton read the whole as IPv4: 0x7f.1, 0177.0.0.1, 2130706433
_NUMERIC = re.compile(r"(?:.*\.)?(?:\d+|0x[0-9a-f]*)", re.DOTALL)


class Refused(ValueError):
    """An address that is not opened; the text says why, in words that can follow "not opened: "."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an address leads: a name or the text of an IP address, and a port."""

    host: str  # lower case, without brackets and final dot
    port: int


@dataclass(frozen=True, kw_only=True)
class Gate:
    """The rules of one crawl, or of one webhook."""

    allowed: tuple[Network, ...] = ()  # of the owner's own network, by the owner's word
    ports: frozenset[int] = frozenset(_PORTS.values())
    loopback: frozenset[Place] = frozenset()  # places on this machine that the catalogue itself names

    @classmethod
    def of(cls, allow: Iterable[str], origins: Iterable[str]) -> Gate:
        """`allow` is the setting `allow_addresses`; `origins` (`https://host:port`) are what a row names.

        Raises ValueError for an entry of `allow` that `read_networks` would not take.
        """
        places = [_place(origin) for origin in origins]
        return cls(
            allowed=read_networks(allow),
            ports=frozenset(_PORTS.values()) | {place.port for place in places},
            loopback=frozenset(place for place in places if _is_loopback(place.host)),
        )

    def place(self, url: str) -> Place:
        """Where `url` leads. Raises Refused for what its text alone forbids; names remain to be resolved."""
        place = _place(url)
        if place in self.loopback:
            return place
        if "%" in place.host:
            raise Refused(f"{place.host} is no host name")
        if place.port not in self.ports:
            raise Refused(f"port {place.port} is none that the source names")
        literal = _literal(place.host)
        if literal is not None:
            self._must_be_open(literal)
        elif _LOCAL_NAME.fullmatch(place.host) and not self._allows_loopback():
            raise Refused(f"{place.host} is this machine")
        return place

    def usable(self, place: Place, answers: Iterable[str]) -> tuple[str, ...]:
        """Those of the addresses that a name resolved to which may be connected to, in their order.

        Raises Refused when there are answers and none of them may.
        """
        usable: list[str] = []
        refusals: list[Refused] = []
        for text in dict.fromkeys(answers):
            address = ip_address(text)
            if place in self.loopback and address.is_loopback:
                usable.append(text)
                continue
            try:
                self._must_be_open(address)
            except Refused as refusal:
                refusals.append(refusal)
            else:
                usable.append(text)
        if refusals and not usable:
            raise Refused(f"{place.host} resolves to {refusals[0]}")
        return tuple(usable)

    def _must_be_open(self, address: Address) -> None:
        if is_public(address):
            return
        if not any(address.version == network.version and address in network for network in self.allowed):
            raise Refused(f"{address}, which is not a public address")

    def _allows_loopback(self) -> bool:
        return any(network.is_loopback for network in self.allowed)


def read_networks(entries: Iterable[str]) -> tuple[Network, ...]:
    """`10.0.0.5` and `10.0.0.0/8` as networks. Raises ValueError, with the entry in its text."""
    networks = []
    for entry in entries:
        try:
            networks.append(ip_network(entry.strip()))
        except ValueError as error:
            raise ValueError(
                f"{entry!r} is no address and no network: write 10.0.0.5 or 10.0.0.0/8"
            ) from error
    return tuple(networks)


def is_public(address: Address) -> bool:
    """Whether an address is one of the public internet's, and holds no other address in itself."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _SPECIAL_4)
    if address.scope_id is not None or address not in _GLOBAL_6:
        return False
    return not any(address in network for network in _SPECIAL_6)


def _place(url: str) -> Place:
    if re.search(r"[\x00-\x1f\x7f\\]|\s", url):
        raise Refused("control characters, blanks or backslashes in the address")
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError as error:
        raise Refused("no address that two readers would read alike") from error
    if parts.scheme not in _PORTS:
        raise Refused(f"{parts.scheme or 'no'} scheme: only http and https are opened")
    if "@" in parts.netloc:
        raise Refused("user information in the address")
    if not host:
        raise Refused("no host in the address")
    return Place(host, _PORTS[parts.scheme] if port is None else port)


def _literal(host: str) -> Address | None:
    """The IP address that a host is written as, None for a name. Raises Refused for an odd spelling."""
    try:
        return ip_address(host)
    except ValueError:
        if ":" in host or _NUMERIC.fullmatch(host):
            raise Refused(f"{host} is an odd spelling of an IP address") from None
    return None


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
