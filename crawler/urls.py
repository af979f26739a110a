"""The canonical form of an address. Purely lexical: opens nothing, asks no site.

Two addresses that a reader would call the same get the same canonical form; where that needs knowledge
of a network (Disway's four forms), the network's spider adds it on top.
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

# Parameters that say where a reader came from, never what is shown.
TRACKING = re.compile(
    r"(utm_\w+|fbclid|gclid|gbraid|wbraid|dclid|msclkid|igshid|yclid|mc_[ce]id|_ga|_gl|ref|ref_src|ref_url|"
    r"amp|share|shared|fb_\w+|cmpid|ito|spm|s_cid|wt_\w+|at_\w+|mtm_\w+|pk_\w+|"
    r"jsessionid|phpsessid|sessionid)",
    re.IGNORECASE,
)
_DEFAULT_PORT = {"http": 80, "https": 443}
# Unreserved characters of RFC 3986, section 2.3: their escapes mean the same as the characters.
_UNRESERVED = re.compile(r"%(2D|2E|5F|7E|3\d|4[1-9A-F]|5[0-9A]|6[1-9A-F]|7[0-9A])", re.IGNORECASE)
_ESCAPE = re.compile(r"%[0-9a-f]{2}", re.IGNORECASE)
# Java servers write the session into the path
_SESSION = re.compile(r";(jsessionid|phpsessid|sessionid)=[^/;]*", re.IGNORECASE)
MAX_LENGTH = 2000  # the longest address the sitemap protocol and most servers take is 2,048


class BadAddress(ValueError):
    """Not an http(s) address one could ask for; the text says what is wrong with it."""


def canonical(url: str, base: str | None = None) -> str:
    """The canonical form of an address: https and http stay apart, all else that means the same is one.

    Resolves against `base`, lower-cases scheme and host, drops default port, fragment, doubled slashes and
    tracking parameters, keeps the order of the others (it can matter) and escapes what must be escaped.
    Raises BadAddress for anything that is not http(s), is too long, names a user or no host, or that two
    parsers would read differently (backslashes, control characters).
    """
    # here: it brings half of `http` and `email`, 20 ms of each command that asks for no address
    from w3lib.url import safe_url_string

    text = url.strip()
    if re.search(r"[\x00-\x1f\x7f\\\ud800-\udfff]", text):
        raise BadAddress(f"control characters, backslashes or broken letters in {text!r}")
    if re.match(r"https?:(?!//[^/])|///", text, re.IGNORECASE):
        raise BadAddress(f"{text!r} names no host: browsers and Python complete it differently")
    if base is not None:
        text = _join(base, text)
    if not text or len(text) > MAX_LENGTH:
        raise BadAddress(f"an address of {len(text)} characters")
    parts = _split(text)
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORT:
        raise BadAddress(f"{scheme or 'no'} scheme in {text!r}: only http and https are visited")
    if "@" in parts.netloc:
        raise BadAddress(f"user information in {text!r}")
    host = _host(parts, text)
    try:
        port = parts.port
    except ValueError as error:
        raise BadAddress(f"bad port in {text!r}") from error
    netloc = host if port in (None, _DEFAULT_PORT[scheme]) else f"{host}:{port}"
    address = safe_url_string(urlunsplit((scheme, netloc, _path(parts.path), _query(parts.query), "")))
    if len(address) > MAX_LENGTH:
        raise BadAddress(f"an address of {len(address)} characters, its escapes counted")
    return address


def host_of(url: str) -> str:
    """The lower-cased host of an address, without port; empty when there is none."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def host_matches(host: str, domain: str) -> bool:
    """Whether `host` is `domain` or a part of it (`www.disway.id` is of `disway.id`)."""
    return host == domain or host.endswith("." + domain)


def _join(base: str, text: str) -> str:
    try:
        return urljoin(base, text)
    except ValueError as error:
        raise BadAddress(f"{text!r} cannot be resolved") from error


def _split(text: str) -> SplitResult:
    try:
        return urlsplit(text)
    except ValueError as error:
        raise BadAddress(f"{text!r} is no address") from error


def _host(parts: SplitResult, text: str) -> str:
    host = (parts.hostname or "").rstrip(".")
    if not host or re.search(r"[\s<>\"%]", host):
        raise BadAddress(f"no usable host in {text!r}")
    if ":" in host:
        return f"[{host}]"
    try:
        # a bracketed name without a colon is the IPvFuture of RFC 3986: nobody has one
        if "[" in parts.netloc or not all(0 < len(label) < 64 for label in host.split(".")):
            raise UnicodeError
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise BadAddress(f"host of {text!r} is no domain name") from error


def _path(path: str) -> str:
    """One spelling for one path (RFC 3986, section 6.2.2): escapes, dot segments, doubled slashes."""
    path = _UNRESERVED.sub(lambda match: unquote(match.group()), path)
    path = _ESCAPE.sub(lambda match: match.group().upper(), _SESSION.sub("", path))
    kept: list[str] = []
    *folders, last = re.split(r"/+", path.lstrip("/"))
    for segment in (*folders, "" if last in (".", "..") else last):
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if last == "..":
        del kept[-2:-1]
    return "/" + "/".join(kept)


def _query(query: str) -> str:
    if query.count("&") >= 100:
        raise BadAddress("an address with over a hundred parameters")
    # surrogateescape: an escape that is no UTF-8 is the site's own affair and stays what it was
    pairs = parse_qsl(query, keep_blank_values=True, errors="surrogateescape")
    kept = [(key, value) for key, value in pairs if not TRACKING.fullmatch(key)]
    return urlencode(kept, quote_via=quote, errors="surrogateescape")
