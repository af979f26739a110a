"""Proves that a certificate names the host that was asked for, and takes no certificate that it cannot read.

Twisted (26.10) compares the names, too, but lets pass what the comparison breaks on: a certificate without a
name (service_identity 24.1 raises another error for it than for a wrong name), or with one that is no name,
such as `*`, counted as any host's.
"""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address
from typing import Any
from weakref import ref

from OpenSSL.crypto import X509
from OpenSSL.SSL import VERIFY_FAIL_IF_NO_PEER_CERT, VERIFY_PEER, Connection
from service_identity.hazmat import DNS_ID, IPAddress_ID, ServiceID, verify_service_identity
from service_identity.pyopenssl import extract_patterns
from twisted.internet.interfaces import IOpenSSLClientConnectionCreator
from twisted.protocols.tls import TLSMemoryBIOProtocol
from twisted.python.failure import Failure
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer

Check = Callable[[Connection, X509, int, int, int], bool]


@implementer(IPolicyForHTTPS)
class Proving:
    """Scrapy's policy of https, whose chain of trust stays as it is, with our look at the names."""

    def __init__(self, policy: Any) -> None:
        self._policy = policy

    def creatorForNetloc(self, hostname: bytes, port: int) -> _Creator:
        return _Creator(self._policy.creatorForNetloc(hostname, port), hostname.decode("ascii"))


@implementer(IOpenSSLClientConnectionCreator)
class _Creator:
    def __init__(self, creator: Any, host: str) -> None:
        self._creator, self._host = creator, host

    def clientConnectionForTLS(self, protocol: TLSMemoryBIOProtocol) -> Connection:
        connection: Connection = self._creator.clientConnectionForTLS(protocol)
        connection.set_verify(VERIFY_PEER | VERIFY_FAIL_IF_NO_PEER_CERT, _check(protocol, self._host))
        return connection


def _check(protocol: TLSMemoryBIOProtocol, host: str) -> Check:
    """OpenSSL's callback for each certificate of a chain; `ok` is what OpenSSL itself found."""
    wanted, weak = _identity(host), ref(protocol)  # the protocol holds the connection, and that this function

    def names_host(_: Connection, certificate: X509, error: int, depth: int, ok: int) -> bool:
        if depth or not ok:
            return bool(ok)
        try:
            verify_service_identity(extract_patterns(certificate), [wanted], [])
        except Exception:  # noqa: BLE001 - whatever keeps us from comparing the names proves nothing
            if (waiting := weak()) is not None:
                waiting.failVerification(Failure())  # type: ignore[no-untyped-call]  # Twisted has no types
            return False
        return True

    return names_host


def _identity(host: str) -> ServiceID:
    try:
        ip_address(host)
    except ValueError:
        return DNS_ID(host)
    return IPAddress_ID(host)
