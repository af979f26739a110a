"""What the newsroom answers, and what HTTP does to it: 304, gzip. Knows no site and no socket."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime


@dataclass(frozen=True, kw_only=True)
class Response:
    """One answer; `headers` lack Content-Length, Date and Connection, which whoever sends it adds."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


def page(text: str, *, kind: str = "text/html", status: int = 200) -> Response:
    """A text in UTF-8 with its content type."""
    return Response(
        status=status, headers={"Content-Type": f"{kind}; charset=UTF-8"}, body=text.encode("utf-8")
    )


def redirect(url: str) -> Response:
    return Response(status=301, headers={"Location": url})


def with_validators(response: Response, changed: datetime, version: str = "") -> Response:
    """The same with ETag and Last-Modified, so that it can be asked for conditionally.

    `version` names what the page says when that is less than its bytes (side bars change, the article does
    not): the ETag is weak, which means just that (RFC 9110, section 8.8.1).
    """
    digest = hashlib.sha256(version.encode("utf-8") if version else response.body).hexdigest()[:16]
    validators = {"ETag": f'W/"{digest}"', "Last-Modified": http_date(changed)}
    return replace(response, headers={**response.headers, **validators})


def http_date(moment: datetime) -> str:
    """`Mon, 16 Feb 2026 06:30:00 GMT` for an aware datetime."""
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def conditional(response: Response, headers: Mapping[str, str]) -> Response:
    """304 where the asker has it already; If-None-Match outdoes If-Modified-Since (RFC 9110, 13.2.2)."""
    if response.status != 200 or "ETag" not in response.headers:
        return response
    if "if-none-match" in headers:
        same = _names(headers["if-none-match"], response.headers["ETag"])
    else:
        same = _not_after(response.headers["Last-Modified"], headers.get("if-modified-since", ""))
    if not same:
        return response
    kept = {name: response.headers[name] for name in ("ETag", "Last-Modified")}
    return Response(status=304, headers=kept)


def compressed(response: Response, headers: Mapping[str, str]) -> Response:
    """The same in gzip where that is accepted and there is something to gain."""
    accepted = [part.split(";")[0].strip() for part in headers.get("accept-encoding", "").split(",")]
    if "gzip" not in accepted or len(response.body) < 500:
        return response
    # Level 1 and no time stamp: benchmarks should not wait for it, and the same page is the same bytes.
    body = gzip.compress(response.body, compresslevel=1, mtime=0)
    extra = {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return replace(response, headers={**response.headers, **extra}, body=body)


def _names(header: str, etag: str) -> bool:
    opaque = [tag.strip().removeprefix("W/") for tag in header.split(",")]
    return header.strip() == "*" or etag.removeprefix("W/") in opaque


def _not_after(changed: str, seen: str) -> bool:
    try:
        return parsedate_to_datetime(changed) <= parsedate_to_datetime(seen)
    except (TypeError, ValueError):
        return False  # no date, or none that can be read: as if it had not been sent (RFC 9110, 13.1.3)
