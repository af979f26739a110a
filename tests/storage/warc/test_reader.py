"""WARC files of other crawlers: what is a page comes out whole, what is broken costs itself alone."""

from __future__ import annotations

import gzip
import io
import zlib

import brotli
import pytest

from storage.warc.reader import Broken, Captured, NoWarc, Skipped, captures
from tests.storage.samples import NOON
from tests.storage.warc.samples import BODY, HTML, answer, chunked, record

GOOD = record(answer())
HEADERS = {
    "chunked": "Transfer-Encoding: chunked",
    "gzip": "Content-Encoding: gzip",
    "br": "Content-Encoding: br",
}


def read(data: bytes, **options: int) -> list[Captured | Skipped | Broken]:
    return list(captures(io.BytesIO(data), lambda address: True, **options))


def bodies(data: bytes) -> list[bytes]:
    return [found.part.body for found in read(data) if isinstance(found, Captured)]


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize(
    "block",
    [
        answer(),
        answer(gzip.compress(BODY), HEADERS["gzip"]),
        answer(chunked(BODY), HEADERS["chunked"]),
        answer(chunked(gzip.compress(BODY)), HEADERS["chunked"], HEADERS["gzip"]),
        answer(brotli.compress(BODY), HEADERS["br"]),
        answer(zlib.compress(BODY), "Content-Encoding: deflate"),
        answer(raw_deflate(BODY), "Content-Encoding: deflate"),
        answer(BODY, HEADERS["gzip"]),  # unpacked by who kept it, the header left
        answer(BODY, HEADERS["chunked"]),
        answer(BODY, HEADERS["br"]),
        answer(BODY, "X-Lain: \xe9", "X-Dua: a", "Content-Length: 3"),
    ],
    ids=["plain", "gzip", "chunked", "both", "br", "deflate", "raw", "no-gzip", "no-chunks", "no-br", "odd"],
)
def test_a_page_comes_out_as_it_was_however_it_was_sent(block: bytes, packed: bool) -> None:
    data = record(block, packed=packed) + record(answer(b"<p>dua</p>"), packed=packed)
    assert bodies(data) == [BODY, b"<p>dua</p>"]


def test_a_page_keeps_its_address_its_time_and_its_headers() -> None:
    block = answer(BODY, 'ETag: "x"', "Last-Modified: Mon, 16 Feb 2026 04:00:00 GMT", "Date: kemarin")
    (found,) = read(record(block, "<https://sumeks.example/1>"))
    assert isinstance(found, Captured)
    part = found.part
    assert (part.url, part.fetched_at, part.status) == ("https://sumeks.example/1", NOON, 200)
    assert (part.content_type, part.etag, part.date) == (HTML, '"x"', "kemarin")
    assert part.last_modified == "Mon, 16 Feb 2026 04:00:00 GMT"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (record(answer(status="404 Not Found")), "status 404"),
        (record(answer(b"\x89PNG", kind="image/png")), "no HTML"),
        (record(answer(), kind="revisit"), "a revisit record"),
        (record(b"220 ftp\r\n\r\n"), "no HTTP response"),
        (record(answer(), more="WARC-Truncated: length\r\n"), "cut off when it was fetched"),
        (record(answer(), date="gestern"), "has no date"),
        (record(answer(), date="2999-01-01T00:00:00Z"), "has a date that cannot be"),
        (
            record(answer(b"(\xb5/\xfd", "Content-Encoding: zstd")),
            "packed with 'zstd', which is not understood",
        ),
        (record(answer(gzip.compress(BODY)[:-9], HEADERS["gzip"])), "breaks off within its compression"),
        (record(answer(brotli.compress(BODY)[:-3], HEADERS["br"])), "breaks off within its compression"),
        (record(answer(chunked(BODY)[:900], HEADERS["chunked"])), "breaks off within its chunks"),
        (record(answer(b"\xff" * 40, HEADERS["br"])), "cannot be unpacked: no brotli"),
    ],
)
def test_what_is_no_page_is_skipped_with_its_reason(data: bytes, reason: str) -> None:
    skipped, after = read(data + GOOD)
    assert skipped == Skipped(reason=reason)
    assert isinstance(after, Captured)


def test_requests_metadata_and_the_like_are_passed_over() -> None:
    others = [record(b"GET / HTTP/1.1\r\n\r\n", kind=kind) for kind in ("request", "metadata", "conversion")]
    info = record(b"software: lain\r\n", kind="warcinfo")
    assert bodies(info + others[0] + GOOD + others[1] + others[2]) == [BODY]


def test_what_is_not_wanted_is_never_unpacked() -> None:
    bomb = record(answer(gzip.compress(bytes(50_000_000)), HEADERS["gzip"]), "https://lain.example/1")
    found = list(captures(io.BytesIO(bomb + GOOD), lambda address: "sumeks" in address))
    assert [type(one) for one in found] == [Skipped, Captured]


@pytest.mark.parametrize(
    "block",
    [
        answer(gzip.compress(bytes(5_000_000)), HEADERS["gzip"]),
        answer(brotli.compress(bytes(5_000_000)), HEADERS["br"]),
        answer(zlib.compress(bytes(5_000_000)), "Content-Encoding: deflate"),
        answer(bytes(5_000_000)),
    ],
)
def test_a_page_over_the_limit_is_skipped_before_it_is_unpacked(block: bytes) -> None:
    skipped, after = read(record(block) + GOOD, most_bytes=2**20)
    assert skipped == Skipped(reason="over 1 MB")
    assert isinstance(after, Captured)


def spoiled(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes(byte ^ 0x5A for byte in data[middle : middle + 4]) + data[middle + 4 :]


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("broken", ["short", "long", "negative", "junk", "spoiled"])
def test_reading_goes_on_behind_a_broken_record(broken: str, packed: bool) -> None:
    good = record(answer(), packed=packed)
    between = {
        "short": record(answer(), length=100, packed=packed),
        "long": record(answer(), length=len(answer()) + 300, packed=packed),
        "negative": record(answer(), length=-5, packed=packed),
        "junk": b"bukan arsip" * 200 + b"\r\n\r\n",
        "spoiled": spoiled(record(answer(), more=f"WARC-Block-Digest: sha1:{'A' * 32}\r\n", packed=packed)),
    }[broken]
    found = read(good + between + good + good)
    assert [one.part.body for one in found if isinstance(one, Captured)] == [BODY] * 3
    (bad,) = [one for one in found if isinstance(one, Broken)]
    assert bad.offset == len(good)


@pytest.mark.parametrize("cut", [30, 200, len(GOOD) // 2, len(GOOD) - 20])
def test_a_last_record_that_is_cut_off_costs_itself_alone(cut: int) -> None:
    *before, last = read(GOOD + GOOD + GOOD[:cut])
    assert [type(one) for one in before] == [Captured, Captured]
    assert isinstance(last, Broken)
    assert last.offset == 2 * len(GOOD)


def test_names_of_headers_may_be_written_in_any_case() -> None:
    plain = record(answer(), packed=False).replace(b"Content-Length", b"content-length")
    assert bodies(plain.replace(b"WARC-Type", b"warc-type") + record(answer(), packed=False)) == [BODY, BODY]


@pytest.mark.parametrize("data", [b"", b"halo", gzip.compress(b"halo dunia"), b"<html>WARC/1.0</html>"])
def test_a_file_of_another_kind_is_refused(data: bytes) -> None:
    with pytest.raises(NoWarc, match=r"holds no WARC record. Give a \.warc file"):
        read(data)


def test_a_file_that_is_packed_as_a_whole_is_refused_with_a_remedy() -> None:
    with pytest.raises(NoWarc, match="gunzip"):
        read(gzip.compress(record(answer(), packed=False) * 3))


def test_nothing_of_a_strangers_file_reaches_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    read(record(answer(), length=100) + spoiled(GOOD) + GOOD)
    assert capfd.readouterr() == ("", "")
