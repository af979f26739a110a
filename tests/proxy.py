"""A loopback proxy with a certificate authority of its own, so that real https addresses can be asked for.

It answers by itself: nothing leaves the machine. `with proxy(folder, handler) as running:` gives its address
(`running.url`, for http_proxy and https_proxy) and its authority (`running.ca_file`, for SSL_CERT_FILE).
"""

from __future__ import annotations

import ipaddress
import ssl
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from crawler.demo.newsroom import HOSTS, Newsroom
from crawler.demo.response import Response, page
from crawler.demo.server import KeepAliveHandler, LoopbackServer, running


@dataclass(frozen=True, kw_only=True)
class ProxyRequest:
    """One request that came through the proxy."""

    scheme: str
    host: str  # without port
    method: str
    target: str  # path and query
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.host}{self.target}"


Handler = Callable[[ProxyRequest], Response]


@dataclass(frozen=True, kw_only=True)
class Proxy:
    """The proxy while it runs."""

    url: str  # "http://127.0.0.1:PORT"
    ca_file: Path  # PEM
    requests: list[ProxyRequest]  # all that were answered, in order
    connects: list[str]  # "host:443" of each tunnel that was asked for

    def environment(self) -> dict[str, str]:
        """The variables that send a child process through it."""
        return {
            "http_proxy": self.url,
            "https_proxy": self.url,
            "no_proxy": "",
            "SSL_CERT_FILE": str(self.ca_file),
        }


@contextmanager
def proxy(
    folder: Path,
    handler: Handler,
    *,
    refused: Collection[str] = (),
    disguised: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Proxy]:
    """Runs a proxy until the block ends; keys and certificates are written into `folder`.

    Tunnels to hosts in `refused` are declined with 403; hosts in `disguised` show the certificate of another.
    """
    authority = Authority(folder)
    server = _ProxyServer(authority, handler, refused, disguised)
    with running(server):
        yield Proxy(
            url=f"http://127.0.0.1:{server.server_port}",
            ca_file=authority.ca_file,
            requests=server.requests,
            connects=server.connects,
        )


def newsroom_handler(newsroom: Newsroom, hosts: Mapping[str, str] = MappingProxyType(dict(HOSTS))) -> Handler:
    """Lets the newsroom answer for the real hosts (host → site); any other host is a 502."""

    def handle(request: ProxyRequest) -> Response:
        site = hosts.get(request.host)
        if site is None:
            return page(f"no such host here: {request.host}", kind="text/plain", status=502)
        headers = {"Host": request.host} | {
            name: value for name, value in request.headers.items() if name.lower() != "host"
        }
        return newsroom.respond(site, request.method, request.target, headers, request.scheme)

    return handle


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
                self._contexts[host] = self._issued(host)
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

    def _issued(self, host: str) -> ssl.SSLContext:
        key = ec.generate_private_key(ec.SECP256R1())
        issuer_id = x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key())
        builder = _certificate(_name(host), self._certificate.subject, key.public_key())
        certificate = (
            builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.SubjectAlternativeName([_alternative(host)]), critical=False)
            .add_extension(_usage(digital_signature=True, key_cert_sign=False), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(issuer_id, critical=False)
            .sign(self._key, hashes.SHA256())
        )
        file = self._folder / f"{host.replace(':', '_')}.pem"
        secret = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        file.write_bytes(secret + certificate.public_bytes(serialization.Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey
) -> x509.CertificateBuilder:
    today = datetime.now(UTC)
    return x509.CertificateBuilder(
        subject_name=subject,
        issuer_name=issuer,
        public_key=key,
        serial_number=x509.random_serial_number(),
        not_valid_before=today - timedelta(days=1),
        not_valid_after=today + timedelta(days=2),
    )


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


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


class _ProxyServer(LoopbackServer):
    def __init__(
        self, authority: Authority, handler: Handler, refused: Collection[str], disguised: Mapping[str, str]
    ) -> None:
        self.authority, self.handler = authority, handler
        self.refused, self.disguised = refused, disguised
        self.requests: list[ProxyRequest] = []
        self.connects: list[str] = []
        super().__init__(_ProxyHandler)


class _ProxyHandler(KeepAliveHandler):
    server: _ProxyServer
    tunnel = ""  # the host that this connection was asked to be connected to

    def do_CONNECT(self) -> None:
        """Takes the place of the host: from here on the connection speaks TLS."""
        self.server.connects.append(self.path)
        host = self.path.rpartition(":")[0].strip("[]")
        if host in self.server.refused:
            self.send_error(403, "Forbidden by this proxy")
            return
        self.tunnel = host
        self.send_response(200, "Connection established")
        self.end_headers()
        self.wfile.flush()
        plain = self.connection
        self.server.open.discard(plain)
        shown = self.server.disguised.get(host, host)
        self.connection = self.server.authority.context(shown).wrap_socket(plain, server_side=True)
        self.server.open.add(self.connection)
        self.rfile = self.connection.makefile("rb", self.rbufsize)
        self.wfile = self.connection.makefile("wb", self.wbufsize)
        self.close_connection = False

    def finish(self) -> None:
        super().finish()
        if self.tunnel:  # the server itself only knows the socket that this one took over
            self.connection.close()
            self.server.open.discard(self.connection)

    def answer(self) -> Response:
        request = self._request()
        self.server.requests.append(request)
        return self.server.handler(request)

    def _request(self) -> ProxyRequest:
        headers = dict(self.headers.items())
        if self.tunnel:
            scheme, host, target = "https", self.tunnel, self.path
        else:  # an ordinary request to a proxy names the whole address
            parts = urlsplit(self.path)
            scheme, host = parts.scheme or "http", parts.hostname or headers.get("Host", "")
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return ProxyRequest(scheme=scheme, host=host, method=self.command, target=target, headers=headers)
