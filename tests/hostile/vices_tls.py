"""Vices of https: certificates that prove nothing, and servers that speak it badly or not at all."""

from __future__ import annotations

import ssl
import warnings

from tests.certificates import Authority
from tests.hostile.paper import Good, Vice
from tests.hostile.server import Reply
from tests.hostile.vices_gate import BAD, SCHEMES, SSRF, to
from tests.hostile.vices_wire import hang, raw

OWN = "own attack surface: TLS unverified"
HOST = "127.0.0.1"


def shown(kind: str, authority: Authority) -> ssl.SSLContext:
    """What a site shows; the authority is one that we trust."""
    match kind:
        case "expired":
            return authority.issued(HOST, days=(-30, -1))
        case "not-yet":
            return authority.issued(HOST, days=(1, 30))
        case "another-host":
            return authority.issued("harian-lain.example")
        case "another-address":
            return authority.issued("127.0.0.2")
        case "any-host":
            return authority.issued("*")
        case "nameless":
            return authority.issued("")
        case "self-signed":
            return authority.issued(HOST, by_itself=True)
        case "old":
            return of_1999(authority.issued(HOST))
        case "sound":
            return authority.context(HOST)
        case _:
            raise ValueError(kind)


def of_1999(context: ssl.SSLContext) -> ssl.SSLContext:
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1
    context.set_ciphers("ALL:@SECLEVEL=0")
    return context


def refused(name: str, kind: str, says: str = "the certificate is") -> Vice:
    """A site of which nothing may be asked: whoever answers there is not proved to be it."""
    good = Good(run="failed", stored=0, failed=None, most_requests=0, says=says)
    return Vice(name=name, row=OWN, good=good, tls=kind)


VICES = (
    refused("certificate-expired", "expired", "the certificate is not one we trust"),
    refused("certificate-not-yet-valid", "not-yet", "the certificate is not one we trust"),
    refused("certificate-of-another-host", "another-host", "the certificate is another host's"),
    refused("certificate-of-another-address", "another-address", "the certificate is another host's"),
    refused("certificate-of-any-host", "any-host", "the certificate names no host"),
    refused("certificate-without-a-name", "nameless", "the certificate names no host"),
    refused("certificate-self-signed", "self-signed", "the certificate is not one we trust"),
    refused("tls-of-1999", "old", ""),
    Vice(name="certificate-sound", row=OWN, tls="sound"),
    Vice(
        name="https-leads-to-canary",
        row=SSRF,
        tls="sound",
        good=Good(refused=1),
        faults={BAD: to("https://127.0.0.1:{canary}/")},
        links=(BAD,),
    ),
    Vice(
        name="https-leads-to-http",
        row=SCHEMES,
        tls="sound",
        good=Good(failed=None, refused=None),
        faults={BAD: lambda ask: Reply(status=302, headers={"Location": f"http://{ask.origin[8:]}/x"})},
        links=(BAD,),
    ),
    Vice(
        name="https-page-hangs", row=OWN, tls="sound", good=Good(failed=1), faults={BAD: hang}, links=(BAD,)
    ),
    Vice(
        name="https-page-breaks-off",
        row=OWN,
        tls="sound",
        good=Good(failed=1),
        faults={BAD: lambda ask: raw(b"HTTP/1.1 200 X\r\nContent-Length: 90000\r\n\r\n<h1>Kabar</h1>")},
        links=(BAD,),
    ),
    Vice(
        name="http-where-https-is-said",
        row=OWN,
        good=Good(run="failed", stored=0, failed=None, most_requests=0, says="robots.txt"),
        source={"scheme": "https"},
    ),
)
