"""What went wrong with a request is told in plain words, and means the right thing for its address."""

from __future__ import annotations

from gzip import BadGzipFile

import pytest
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
)
from scrapy.http import HtmlResponse, Request, Response
from twisted.python.failure import Failure

from crawler.items import Link, Outcome
from spiders.troubles import (
    UNASKED,
    Declined,
    NotNow,
    article_trouble,
    is_forbidden,
    list_trouble,
    reason_of,
)

URL = "https://sumsel.antaranews.com/berita/700100/polres-oku-patroli"
LINK = Link(url=URL)


def answer(
    status: int = 200, body: bytes = b"<p>teks</p>", url: str = URL, kind: str = "text/html"
) -> Response:
    return HtmlResponse(url, status=status, body=body, headers={"Content-Type": kind})


@pytest.mark.parametrize(
    ("response", "outcome", "told"),
    [
        (answer(304), Outcome.UNCHANGED, "HTTP 304"),
        (answer(404), Outcome.GONE, "HTTP 404"),
        (answer(410), Outcome.GONE, "HTTP 410"),
        (answer(503), Outcome.FAILED, "HTTP 503"),
        (answer(403), Outcome.FAILED, "HTTP 403"),
        (answer(url="https://sumsel.antaranews.com/"), Outcome.GONE, "home page"),
        (answer(kind="application/pdf; x=1"), Outcome.REFUSED, "no page but application/pdf"),
        (answer(body=b" \n "), Outcome.FAILED, "empty answer"),
    ],
)
def test_an_answer_without_an_article_ends_its_address(
    response: Response, outcome: Outcome, told: str
) -> None:
    trouble = article_trouble(response, LINK, first=True)
    assert trouble is not None
    assert trouble[0] is outcome
    assert told in trouble[1]


def test_a_page_is_no_trouble_with_or_without_a_type() -> None:
    assert article_trouble(answer(), LINK, first=True) is None
    bare = Response(URL, body=b"<p>teks</p>")
    assert article_trouble(bare, LINK, first=True) is None


def test_the_home_page_is_no_trouble_when_it_was_asked_for() -> None:
    home = "https://sumsel.antaranews.com/"
    assert article_trouble(answer(url=home), Link(url=home), first=True) is None


def test_only_the_first_part_can_be_unchanged() -> None:
    assert article_trouble(answer(304), LINK, first=False) == (Outcome.FAILED, "HTTP 304")


def test_not_modified_says_nothing_to_who_has_nothing() -> None:
    asked = answer(304)
    asked.request = Request(URL, headers={"If-None-Match": '"1"'})
    assert article_trouble(asked, LINK, first=True) == (Outcome.UNCHANGED, "HTTP 304")
    assert list_trouble(asked) is None
    unasked = answer(304)
    unasked.request = Request(URL)
    assert article_trouble(unasked, LINK, first=True) == (Outcome.FAILED, UNASKED)
    assert list_trouble(unasked) == UNASKED


def test_a_list_is_well_with_200_and_304() -> None:
    assert list_trouble(answer()) is None
    assert list_trouble(answer(304)) is None
    assert list_trouble(answer(500)) == "HTTP 500"


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (DownloadTimeoutError("took 15 s"), "no answer in time"),
        (DownloadConnectionRefusedError("no"), "connection refused"),
        (CannotResolveHostError("x"), "host name not found"),
        (DownloadFailedError("SSL: bad certificate"), "DownloadFailedError: SSL: bad certificate"),
        (
            DownloadFailedError("[('SSL', '', 'certificate verify failed')]"),
            "the certificate is not one we trust",
        ),
        (DownloadFailedError("VerificationError(errors=[DNSMismatch(…"), "the certificate is another host's"),
        (DownloadFailedError("CertificateError: no `subjectAltName`s."), "the certificate names no host"),
        (
            DownloadFailedError("[<… Failure twisted.internet.error.ConnectionLost: Connection …: lost.>]"),
            "the connection was closed",
        ),
        (BadGzipFile("Not a gzipped file"), "the answer cannot be unpacked"),
        (Declined("forbidden by robots.txt"), "forbidden by robots.txt"),
        (NotNow("robots.txt: HTTP 503"), "robots.txt: HTTP 503"),
        (IgnoreRequest("max redirections reached"), "more than five redirects"),
        (IgnoreRequest("its body exceeded DOWNLOAD_MAXSIZE (5 B)"), "the answer is too large"),
        (IgnoreRequest(), "not asked"),
        (None, "unknown trouble"),
    ],
)
def test_exceptions_are_told_in_plain_words(error: Exception | None, told: str) -> None:
    assert reason_of(error).startswith(told)


def test_what_we_declined_ourselves_is_told_apart_from_what_failed() -> None:
    assert is_forbidden(Failure(Declined("x")))
    for error in (NotNow("x"), IgnoreRequest("max redirections reached"), DownloadTimeoutError("x")):
        assert not is_forbidden(Failure(error))
