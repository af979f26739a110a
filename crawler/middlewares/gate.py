"""The outbound gate at work: resolves a host once, checks the answers, lets only those be connected to.

`crawler/outbound.py` has the rules. The middleware sees every request of a crawl: lists, articles,
robots.txt, each hop of a redirect. It pins what a name resolved to, and the reactor's resolver knows the pins
alone. So no name is resolved a second time, a parser of addresses that reads another host than we did finds
no pin, and whatever else in the process wanted to open a connection would find none either.
"""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Sequence
from ipaddress import ip_address
from time import monotonic
from typing import Any, Literal, Self
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import IAddress

from crawler.config import Config
from crawler.outbound import Gate, Place, Refused
from spiders.base import NewsSpider
from spiders.catalog import Source
from spiders.troubles import Declined, NotNow

log = logging.getLogger(__name__)

KEEP_SECONDS = 60.0  # a pin younger than this is not resolved anew


class OutboundGate:
    """A Scrapy downloader middleware, the first of all."""

    def __init__(self, crawler: Crawler) -> None:
        assert issubclass(crawler.spidercls, NewsSpider)
        config: Config = crawler.settings["RONDA"]
        self.gate = gate_for(crawler.spidercls.source, config)
        self.seconds = config.fetch_seconds
        self.stats = crawler.stats
        self.proxies = {scheme: url for scheme, url in getproxies().items() if scheme in ("http", "https")}
        self._pinned_at: dict[Place, float] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raises Declined for an address whose text forbids it, NotNow for a name that resolves so.

        Raises CannotResolveHostError, which is tried again, for a name that has no address.
        """
        try:
            place = self.gate.place(request.url)
        except Refused as refusal:
            self._count()
            raise Declined(f"not opened: {refusal}") from refusal
        if self._proxied(request.url):
            return  # the proxy resolves names: the owner's choice
        if monotonic() - self._pinned_at.get(place, -KEEP_SECONDS) < KEEP_SECONDS:
            return
        answers = await self._resolve(place)
        try:
            pins().pin(place, self.gate.usable(place, answers))
        except Refused as refusal:  # a name's owner may mend it; a provider's filter answers so, too
            self._count()
            raise NotNow(f"not opened: {refusal}") from refusal
        self._pinned_at[place] = monotonic()

    async def _resolve(self, place: Place) -> list[str]:
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(self.seconds):
                found = await loop.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError, TimeoutError) as error:
            raise CannotResolveHostError(f"{place.host}: {error}") from error
        return [str(address[0]) for *_, address in found]

    def _proxied(self, url: str) -> bool:
        """As Scrapy's HttpProxyMiddleware sees it."""
        parts = urlsplit(url)
        return parts.scheme in self.proxies and not proxy_bypass(parts.hostname or "")

    def _count(self) -> None:
        self.stats.inc_value("ronda/not_opened")


def gate_for(source: Source, config: Config) -> Gate:
    """The gate of a source's crawls: its hosts and lists may name ports, and places on this machine."""
    lists = (*source.feeds, *source.sitemaps, *source.listings, *source.searches, source.wordpress)
    origins = [f"{source.scheme}://{host}" for host in source.hosts]
    origins += ["{0.scheme}://{0.netloc}".format(urlsplit(url)) for url in lists if url]
    return Gate.of(config.allow_addresses, origins)


class _Resolution:
    """Twisted's IHostResolution."""

    def __init__(self, name: str) -> None:
        self.name = name

    def cancel(self) -> None:
        """Nothing is under way: the answer was there."""


class Pins:
    """The reactor's resolver: answers with what was pinned, and with nothing else. Asks no name server.

    The owner's proxies are pinned from the start: they may well stand in the owner's own network.
    """

    def __init__(self, reactor: Any) -> None:
        self._reactor = reactor
        self._pins: dict[tuple[str, int], tuple[str, ...]] = {}

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> Self:
        """As Scrapy's setting TWISTED_DNS_RESOLVER wants it; `crawler` is its process."""
        resolver = cls(reactor)
        for scheme, url in getproxies().items():
            if scheme in ("http", "https"):
                resolver._pin_proxy(url)
        return resolver

    def install_on_reactor(self) -> None:
        self._reactor.installNameResolver(self)

    def pin(self, place: Place, addresses: Sequence[str]) -> None:
        self._pins[_name(place.host), place.port] = tuple(addresses)

    def resolveHostName(
        self,
        resolutionReceiver: Any,
        hostName: str,
        portNumber: int = 0,
        addressTypes: Sequence[type[IAddress]] | None = None,
        transportSemantics: Literal["TCP", "UDP"] = "TCP",
    ) -> _Resolution:
        """Twisted's IHostnameResolver."""
        resolution = _Resolution(hostName)
        resolutionReceiver.resolutionBegan(resolution)
        addresses = self._pins.get((_name(hostName), portNumber), ())
        if not addresses:
            log.error("%s:%d was not checked and is not connected to", hostName, portNumber)
        for text in addresses:
            kind = IPv6Address if ip_address(text).version == 6 else IPv4Address
            if addressTypes is None or kind in addressTypes:
                resolutionReceiver.addressResolved(kind(transportSemantics, text, portNumber))
        resolutionReceiver.resolutionComplete()
        return resolution

    def _pin_proxy(self, url: str) -> None:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        try:
            host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, ValueError) as error:
            log.error("the proxy %s cannot be used: %s", parts.hostname, error)
            return
        addresses = tuple(dict.fromkeys(str(address[0]) for *_, address in found))
        self.pin(Place(host, port), addresses)
        # a tunnel asks by host alone
        self.pin(Place(host, 0), addresses)


def pins() -> Pins:
    """The pins of this process's reactor. A crawl without them must not run: nothing would be checked."""
    from twisted.internet import reactor

    resolver = reactor.nameResolver
    if not isinstance(resolver, Pins):
        raise RuntimeError("TWISTED_DNS_RESOLVER was changed: the outbound gate would be open")
    return resolver


def _name(host: str) -> str:
    """One spelling of a name: Twisted asks in Unicode for what stands as Punycode in an address."""
    host = host.rstrip(".").lower()
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host
