"""A loopback proxy with a certificate authority of its own, so that real https addresses can be asked for.

It answers by itself: nothing leaves the machine. `with proxy(folder, handler) as running:` gives its address
(`running.url`, for http_proxy and https_proxy) and its authority (`running.ca_file`, for SSL_CERT_FILE).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from crawler.demo.newsroom import HOSTS, Newsroom
from crawler.demo.response import Response, page
from crawler.demo.server import KeepAliveHandler, LoopbackServer, running
from tests.certificates import Authority


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
