"""Whether a certificate is believed to be a host's, told as a handshake would ask it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from OpenSSL import crypto
from twisted.python.failure import Failure

from crawler.middlewares.certificates import Proving
from tests.certificates import Authority


@dataclass
class Handshake:
    """What Twisted and OpenSSL are to the callback."""

    failures: list[str] = field(default_factory=list)
    ask: Any = None

    def failVerification(self, failure: Failure) -> None:
        self.failures.append(failure.type.__name__ if failure.type else "")

    def clientConnectionForTLS(self, protocol: Handshake) -> Handshake:
        return self

    def creatorForNetloc(self, hostname: bytes, port: int) -> Handshake:
        return self

    def set_verify(self, mode: int, callback: Any) -> None:
        self.ask = callback

    def of(self, host: str) -> Any:
        Proving(self).creatorForNetloc(host.encode(), 443).clientConnectionForTLS(self)  # type: ignore[arg-type]
        return self.ask


def certificate(folder: Path, host: str) -> crypto.X509:
    """The certificate of a server that an authority of ours issued it for."""
    Authority(folder).issued(host)
    [file] = [file for file in folder.glob("*.pem") if file.name != "ca.pem"]
    *_, shown = file.read_bytes().partition(b"-----BEGIN CERTIFICATE")
    return crypto.load_certificate(crypto.FILETYPE_PEM, b"-----BEGIN CERTIFICATE" + shown)


@pytest.mark.parametrize(
    ("named", "asked"),
    [
        ("harian.example", "harian.example"),
        ("*.harian.example", "www.harian.example"),
        ("xn--hrian-hra.example", "xn--hrian-hra.example"),
        ("127.0.0.1", "127.0.0.1"),
        ("::1", "::1"),
    ],
)
def test_a_certificate_that_names_the_host_is_believed(tmp_path: Path, named: str, asked: str) -> None:
    handshake = Handshake()
    assert handshake.of(asked)(None, certificate(tmp_path, named), 0, 0, 1) is True
    assert handshake.failures == []


@pytest.mark.parametrize("named", ["", "*", "lain.example", "*.example", "127.0.0.1"])
def test_one_that_does_not_or_that_cannot_be_read_is_not(tmp_path: Path, named: str) -> None:
    handshake = Handshake()
    assert handshake.of("www.harian.example")(None, certificate(tmp_path, named), 0, 0, 1) is False
    assert handshake.failures in (["CertificateError"], ["VerificationError"])


def test_what_openssl_refused_stays_refused(tmp_path: Path) -> None:
    handshake = Handshake()
    found = certificate(tmp_path, "harian.example")
    for depth in (0, 1):
        assert handshake.of("harian.example")(None, found, 18, depth, 0) is False


def test_only_the_hosts_own_certificate_must_name_it(tmp_path: Path) -> None:
    found = certificate(tmp_path, "")
    assert Handshake().of("harian.example")(None, found, 0, 1, 1) is True
