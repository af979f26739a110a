"""A certificate authority of our own, for servers on loopback: sound certificates, and such as are not."""

from __future__ import annotations

import ipaddress
import ssl
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

VALID = (-1, 2)  # days from today


class Authority:
    """Issues a certificate for any host; whoever trusts `ca_file` trusts them."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._certificate = self._self_signed()
        self._contexts: dict[str, ssl.SSLContext] = {}
        self._lock = threading.Lock()
        self.ca_file = folder / "ca.pem"
        self.ca_file.write_bytes(self._certificate.public_bytes(serialization.Encoding.PEM))

    def context(self, host: str) -> ssl.SSLContext:
        """What a TLS server for that host needs; made once a host."""
        with self._lock:
            if host not in self._contexts:
                self._contexts[host] = self.issued(host)
            return self._contexts[host]

    def _self_signed(self) -> x509.Certificate:
        name = _name("Ronda test authority")
        usage = _usage(digital_signature=False, key_cert_sign=True)
        key_id = x509.SubjectKeyIdentifier.from_public_key(self._key.public_key())
        builder = _certificate(name, name, self._key.public_key())
        return (
            builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(usage, critical=True)
            .add_extension(key_id, critical=False)
            .sign(self._key, hashes.SHA256())
        )

    def issued(self, host: str, *, days: tuple[int, int] = VALID, by_itself: bool = False) -> ssl.SSLContext:
        """A certificate for `host` that holds from one day to another, today being 0; signed by its own key
        where `by_itself`, which no one has reason to trust. Without `host` it names none."""
        key = ec.generate_private_key(ec.SECP256R1())
        signer = key if by_itself else self._key
        issuer = _name(host) if by_itself else self._certificate.subject
        issuer_id = x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key())
        builder = _certificate(_name(host), issuer, key.public_key(), days)
        if host:
            builder = builder.add_extension(x509.SubjectAlternativeName([_alternative(host)]), critical=False)
        certificate = (
            builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(digital_signature=True, key_cert_sign=False), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(issuer_id, critical=False)
            .sign(signer, hashes.SHA256())
        )
        file = self._folder / f"{certificate.serial_number:x}.pem"
        secret = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        file.write_bytes(secret + certificate.public_bytes(serialization.Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, days: tuple[int, int] = VALID
) -> x509.CertificateBuilder:
    today = datetime.now(UTC)
    return x509.CertificateBuilder(
        subject_name=subject,
        issuer_name=issuer,
        public_key=key,
        serial_number=x509.random_serial_number(),
        not_valid_before=today + timedelta(days=days[0]),
        not_valid_after=today + timedelta(days=days[1]),
    )


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text or "nobody")])


def _alternative(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _usage(*, digital_signature: bool, key_cert_sign: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=digital_signature,
        key_cert_sign=key_cert_sign,
        crl_sign=key_cert_sign,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
