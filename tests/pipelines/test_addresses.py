from __future__ import annotations

import pytest

from pipelines.addresses import absolute, canonical_address

URL = "https://sumeks.disway.id/read/702311/pencuri-kabel"
SLUG = "https://kabarogan.example/bagi-sembako"


@pytest.mark.parametrize(
    ("url", "stated", "expected"),
    [
        (
            URL,
            "https://sumeks.disway.id/kriminal/read/702311/pencuri-kabel",
            "https://sumeks.disway.id/kriminal/read/702311/pencuri-kabel",
        ),
        (
            URL,
            "/kriminal/read/702311/pencuri-kabel?utm_source=x#a",
            "https://sumeks.disway.id/kriminal/read/702311/pencuri-kabel",
        ),
        (
            "https://amp.koran.example/amp/4711/x",
            "https://koran.example/berita/4711/x",
            "https://koran.example/berita/4711/x",
        ),
        ("https://kabarogan.example/?p=12", SLUG, SLUG),
        (SLUG + "/amp", SLUG + "/", SLUG + "/"),
        # hints that are no help
        (URL, "", URL),
        (URL, "https://sumeks.disway.id/", URL),
        (URL, "https://web.archive.org/web/2022/https://sumeks.disway.id/read/702311/pencuri-kabel", URL),
        (URL, "https://sumeks.disway.id/read/111111/berita-lain", URL),
        (URL, "http://sumeks.disway.id/read/702311/pencuri-kabel", URL),
        (URL, URL + "?i=1", URL),
        (URL, "javascript:void(0)", URL),
        (URL, "https://[bad", URL),
        (SLUG, "https://kabarogan.example/berita-lain", SLUG),
    ],
)
def test_pages_own_word_is_a_hint(url: str, stated: str, expected: str) -> None:
    assert canonical_address(url, [stated], url) == expected


def test_second_hint_is_taken_when_the_first_is_no_help() -> None:
    there = "https://sumeks.disway.id/kriminal/read/702311/pencuri-kabel"
    assert canonical_address(URL, ["https://sumeks.disway.id/", there], URL) == there


def test_first_address_that_can_be_asked_for_is_made_absolute() -> None:
    assert (
        absolute(["data:image/png;base64,x", "//cdn.example/a.jpg?utm_source=x"], URL)
        == "https://cdn.example/a.jpg"
    )
    assert absolute(["data:x", "\\\\x"], URL) is None
