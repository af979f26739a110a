"""Puts what went wrong with a request into a few plain words, and says what it means for the address."""

from __future__ import annotations

import re

from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.items import Link, Outcome
from spiders.moves import leads_to_list


class Declined(IgnoreRequest):
    """We ask no such thing: robots.txt forbids it, or it is another site's. Asking again would be vain."""


class NotNow(IgnoreRequest):
    """It could not be asked this time: robots.txt could not be had, the host wants to be left alone."""


class TooLate(NotNow):
    """The crawl was ending when its turn would have come: nobody's failure."""


GONE = (404, 410)
UNASKED = "HTTP 304, though we said of nothing that we have it"
_CONDITIONS = ("If-None-Match", "If-Modified-Since")
_TOO_LARGE = "exceeded DOWNLOAD_MAXSIZE"  # what Scrapy says of a small answer that unpacks to a large one
_PAGE_TYPES = ("html", "xml", "text/plain")  # what an article may come as; a missing header is read as HTML
_WORDS = {
    "DownloadTimeoutError": "no answer in time",
    "DownloadConnectionRefusedError": "connection refused",
    "CannotResolveHostError": "host name not found",
    "ResponseDataLossError": "the answer broke off",
    "DownloadCancelledError": "the answer is too large",
    "UnsupportedURLSchemeError": "no http(s) address",
    "TunnelError": "the proxy refused",
    **dict.fromkeys(("BadGzipFile", "EOFError", "error", "ZstdError"), "the answer cannot be unpacked"),
}


# Found in what OpenSSL and service_identity say, which is long and names their own classes.
_CERTIFICATES = {
    # OpenSSL does not tell Twisted which of the three it is
    "certificate verify failed": "the certificate is not one we trust (SSL_CERT_FILE names whom to trust):"
    " expired, self-signed or of an authority we do not know",
    "DNSMismatch": "the certificate is another host's",
    "IPAddressMismatch": "the certificate is another host's",
    "CertificateError": "the certificate names no host",
}


# What Twisted says through Scrapy: `[<twisted.python.failure.Failure twisted.internet.error.ConnectionLost…`
_CLOSED = re.compile(r"\.Connection(?:Lost|Done|Aborted)\b")


def list_trouble(response: Response) -> str | None:
    """Why a list's answer counts as failed; None for 200, and for 304 where that was asked."""
    if response.status == 200 or (response.status == 304 and not _is_unasked(response)):
        return None
    return UNASKED if response.status == 304 else f"HTTP {response.status}"


def article_trouble(response: Response, link: Link, *, first: bool) -> tuple[Outcome, str] | None:
    """How an article's answer ends it without reading, or None when it is to be read."""
    status = response.status
    if status == 304 and first:
        # an address that ended as unchanged, and of which we have nothing, would never be asked again
        return (Outcome.FAILED, UNASKED) if _is_unasked(response) else (Outcome.UNCHANGED, "HTTP 304")
    if status in GONE:
        return Outcome.GONE, f"HTTP {status}"
    if status != 200:
        return Outcome.FAILED, f"HTTP {status}"
    if elsewhere := leads_to_list(response, link):
        return Outcome.GONE, elsewhere
    kind = (response.headers.get("Content-Type") or b"text/html").decode("latin-1").lower()
    if not any(name in kind for name in _PAGE_TYPES):
        return Outcome.REFUSED, f"no page but {kind.partition(';')[0].strip()[:80]}"
    if not response.body.strip():
        return Outcome.FAILED, "an empty answer"
    return None


def _is_unasked(response: Response) -> bool:
    """Whether nothing in our request could be answered by "not modified"."""
    request = response.request
    return request is not None and not any(name in request.headers for name in _CONDITIONS)


def is_forbidden(failure: Failure) -> bool:
    """Whether we declined the request ourselves (robots.txt, another site), so that asking again is vain."""
    return isinstance(failure.value, Declined)


def is_redirect_loop(error: BaseException | None) -> bool:
    """Whether Scrapy followed redirects as often as it may (RFC 9309 and we say five times)."""
    return isinstance(error, IgnoreRequest) and str(error) == "max redirections reached"


def reason_of(error: BaseException | None) -> str:
    """A short phrase for an exception that ended a request."""
    if error is None:
        return "unknown trouble"
    if is_redirect_loop(error):
        return "more than five redirects"
    if isinstance(error, IgnoreRequest):
        text = str(error) or "not asked"
        return "the answer is too large" if _TOO_LARGE in text else text
    if told := next((words for mark, words in _CERTIFICATES.items() if mark in str(error)), None):
        return told
    if type(error).__name__ not in _WORDS and _CLOSED.search(str(error)):
        return "the connection was closed"
    name = type(error).__name__
    text = _WORDS.get(name, name)
    detail = " ".join(str(error).split())[:150]
    if name in ("DownloadFailedError", "TunnelError", "ResponseFailed") or name not in _WORDS:
        return f"{text}: {detail}" if detail else text
    return text
