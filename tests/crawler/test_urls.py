"""One article, one address: what counts as the same, what stays apart, and what is no address at all."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.urls import MAX_LENGTH, BadAddress, canonical, host_matches, host_of

ARTICLE = "https://sumeks.disway.id/read/42/patroli-malam"


@pytest.mark.parametrize(
    "written",
    [
        "HTTPS://Sumeks.Disway.ID/read/42/patroli-malam",
        "https://sumeks.disway.id:443/read/42/patroli-malam",
        "https://sumeks.disway.id./read/42/patroli-malam",
        "https://sumeks.disway.id//read///42/patroli-malam",
        "https://sumeks.disway.id/read/41/../42/./patroli-malam",
        "https://sumeks.disway.id/read/%34%32/patroli%2Dmalam",
        "https://sumeks.disway.id/read/%2e%2e/read/42/patroli-malam",
        "https://sumeks.disway.id/read/42/patroli-malam#komentar",
        "https://sumeks.disway.id/read/42/patroli-malam?utm_source=wa&fbclid=x&ref=home",
        "https://sumeks.disway.id/read/42/patroli-malam;jsessionid=8F1A?UTM_Medium=feed",
        "  https://sumeks.disway.id/read/42/patroli-malam\r\n",
    ],
)
def test_all_spellings_of_an_address_are_one(written: str) -> None:
    assert canonical(written) == ARTICLE


@pytest.mark.parametrize(
    "other",
    [
        "http://sumeks.disway.id/read/42/patroli-malam",
        "https://www.sumeks.disway.id/read/42/patroli-malam",
        "https://sumeks.disway.id:8443/read/42/patroli-malam",
        "https://sumeks.disway.id/read/42/Patroli-malam",
        "https://sumeks.disway.id/read/42/patroli-malam/",
        "https://sumeks.disway.id/read/42/patroli-malam/15",
        "https://sumeks.disway.id/read/42/patroli-malam?page=2",
        "https://sumeks.disway.id/read/42/patroli-malam%2F15",
    ],
)
def test_what_may_be_another_page_stays_another_address(other: str) -> None:
    assert canonical(other) == other


def test_parameters_keep_order_repetition_and_empty_values() -> None:
    assert canonical("https://a.id/?b=2&a=1&b=3&c=") == "https://a.id/?b=2&a=1&b=3&c="


def test_only_whole_names_are_tracking_parameters() -> None:
    assert canonical("https://a.id/?reference=7&sharecode=1&ref=x") == "https://a.id/?reference=7&sharecode=1"


@pytest.mark.parametrize("parameter", ["p=118", "page=all", "start=15", "id=9", "q=polsek"])
def test_a_parameter_that_chooses_the_page_is_kept(parameter: str) -> None:
    assert canonical(f"https://a.id/?{parameter}&gclid=1") == f"https://a.id/?{parameter}"


def test_blanks_in_a_query_have_one_spelling() -> None:
    assert canonical("https://a.id/?s=jaga+malam") == canonical("https://a.id/?s=jaga%20malam")


def test_letters_outside_ascii_are_escaped_and_escapes_have_one_case() -> None:
    assert canonical("https://a.id/kafé") == canonical("https://a.id/kaf%c3%a9") == "https://a.id/kaf%C3%A9"


def test_an_escape_that_is_no_utf8_keeps_its_byte() -> None:
    assert canonical("https://a.id/%ff?q=%e9") == "https://a.id/%FF?q=%E9"


def test_a_doubly_escaped_percent_sign_stays_doubly_escaped() -> None:
    assert canonical("https://a.id/100%2525?x=%252F") == "https://a.id/100%2525?x=%252F"


def test_names_in_other_letters_become_the_names_that_dns_knows() -> None:
    assert canonical("https://Kabár.id/") == "https://xn--kabr-7na.id/"


@pytest.mark.parametrize(
    ("link", "whole"),
    [
        ("/berita/7/x", "https://a.id/berita/7/x"),
        ("8/y", "https://a.id/berita/8/y"),
        ("../foto/1", "https://a.id/foto/1"),
        ("../../../../etc", "https://a.id/etc"),
        ("//b.id/z", "https://b.id/z"),
        ("?page=2", "https://a.id/berita/7?page=2"),
        ("#atas", "https://a.id/berita/7"),
        ("", "https://a.id/berita/7"),
        ("http://c.id", "http://c.id/"),
    ],
)
def test_a_relative_link_is_resolved_against_its_page(link: str, whole: str) -> None:
    assert canonical(link, "https://a.id/berita/7") == whole


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("/a/b/..", "/a/"),
        ("/a/b/../", "/a/"),
        ("/a/.", "/a/"),
        ("/..", "/"),
        ("/a/../../b", "/b"),
        ("/a/...", "/a/..."),
    ],
)
def test_dot_segments_go_as_in_rfc_3986(path: str, meant: str) -> None:
    assert canonical(f"https://a.id{path}") == f"https://a.id{meant}"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "sumeks",
        "/read/42",
        "http:a.id",
        "https:a.id",
        "https:///read",
        "///a.id/read",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://a.id/x",
        "mailto:redaksi@a.id",
        "https://user:secret@a.id/",
        "https://a.id@b.id/",
        "https://a.id\\@b.id/",
        "https://a.id/x\ny",
        "https://a.id/\x00",
        "https://a.id/\ud800",
        "https://a.id:99999/",
        "https://a.id:pintu/",
        "https://[::1/",
        "https://[v1.x]/",
        "https://a%2eid/",
        "https://a b.id/",
        "https://a..id/",
        f"https://{'a' * 64}.id/",
        "https://" + "ü" * 63 + ".id/",
    ],
)
@pytest.mark.parametrize("base", [None, "https://a.id/"])
def test_what_cannot_be_asked_for_safely_is_refused(text: str, base: str | None) -> None:
    if base and text.strip() in ("", "sumeks", "/read/42"):
        pytest.skip("a relative link, good against a base")
    with pytest.raises(BadAddress):
        canonical(text, base)


def test_an_address_too_long_is_refused_also_when_only_its_escapes_make_it_so() -> None:
    fits = "https://a.id/" + "x" * (MAX_LENGTH - 13)
    assert canonical(fits) == fits
    for text in (fits + "x", "https://a.id/" + "é" * 700):
        with pytest.raises(BadAddress, match="characters"):
            canonical(text)


def test_a_hundred_parameters_are_a_trap() -> None:
    with pytest.raises(BadAddress, match="hundred"):
        canonical("https://a.id/?" + "&".join(f"a{n}=1" for n in range(101)))


def test_an_ipv6_host_keeps_its_brackets() -> None:
    assert canonical("http://[2001:DB8::1]:80/x") == "http://[2001:db8::1]/x"


@given(st.text(max_size=60), st.sampled_from([None, "https://a.id/b/c?d=e"]))
def test_whatever_a_feed_holds_it_is_an_address_or_refused(text: str, base: str | None) -> None:
    try:
        address = canonical(text, base)
    except BadAddress:
        return
    assert urlsplit(address).scheme in ("http", "https")
    assert host_of(address)
    assert address.isascii()


ADDRESSES = st.builds(
    "https://a.id/{}?{}#{}".format,
    st.text(st.characters(exclude_characters="?#")),
    st.text(st.characters(exclude_characters="#")),
    st.text(),
)


@given(ADDRESSES)
def test_the_canonical_form_is_its_own_canonical_form(text: str) -> None:
    try:
        address = canonical(text)
    except BadAddress:
        return
    assert canonical(address) == address


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://WWW.Disway.id.:8443/x", "www.disway.id"),
        ("http://[::1]:80/", "::1"),
        ("/berita", ""),
        ("https://[::1/", ""),
        ("", ""),
    ],
)
def test_the_host_of_an_address(url: str, host: str) -> None:
    assert host_of(url) == host


def test_a_host_belongs_to_its_domain_but_not_to_one_that_merely_ends_alike() -> None:
    assert host_matches("disway.id", "disway.id")
    assert host_matches("sumeks.disway.id", "disway.id")
    assert not host_matches("jahatdisway.id", "disway.id")
    assert not host_matches("disway.id.jahat.com", "disway.id")
    assert not host_matches("disway.id", "sumeks.disway.id")
