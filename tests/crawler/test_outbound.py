"""Which addresses may be opened: every odd spelling and every special network, and what is let through."""

from __future__ import annotations

from ipaddress import ip_address

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crawler.outbound import Gate, Place, Refused, is_public, read_networks

NEWS = Gate.of((), ["https://sumsel.antaranews.com"])

NOT_PUBLIC = (
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "100.127.255.254",
    "127.0.0.1",
    "127.8.8.8",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.2.7",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.7",
    "203.0.113.7",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::8.8.8.8",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::8.8.8.8",
    "64:ff9b::7f00:1",
    "64:ff9b:1::a00:1",
    "100::1",
    "2001::7f00:1",
    "2001:2::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:808:808::1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
)
PUBLIC = (
    "8.8.8.8",
    "100.63.255.255",
    "100.128.0.1",
    "172.32.0.1",
    "192.167.255.255",
    "198.20.0.1",
    "203.160.1.1",
    "223.255.255.255",
    "2404:6800:4003::1",
    "2606:4700::1111",
)


@pytest.mark.parametrize("text", NOT_PUBLIC)
def test_an_address_that_is_not_public_is_refused_as_text_and_as_an_answer(text: str) -> None:
    assert not is_public(ip_address(text))
    host = f"[{text}]" if ":" in text else text
    with pytest.raises(Refused):
        NEWS.place(f"http://{host}/")
    with pytest.raises(Refused, match="resolves to"):
        NEWS.usable(Place("sumsel.antaranews.com", 443), [text])


@pytest.mark.parametrize("text", PUBLIC)
def test_a_public_address_may_be_opened(text: str) -> None:
    assert is_public(ip_address(text))
    host = f"[{text}]" if ":" in text else text
    place = NEWS.place(f"http://{host}/berita")
    assert place == Place(text, 80)
    assert NEWS.usable(place, [text]) == (text,)


@pytest.mark.parametrize(
    "url",
    [
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://127.0.0.1./",
        "http://8.8.2056/",
        "http://134744072/",
        "http://010.8.8.8/",
        "http://8.8.8.08/",
        "http://1.2.3.4.5/",
        "http://evil.example.0x1/",
        "http://[::1%25lo]/",
        "http://localhost/",
        "http://LOCALHOST./",
        "http://anything.localhost/",
        "http://①②⑦.0.0.1/",
    ],
)
def test_no_odd_spelling_of_this_machine_or_of_any_address_is_opened(url: str) -> None:
    with pytest.raises(Refused):
        NEWS.place(url)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/",
        "data:text/html,x",
        "gopher://example.org:70/",
        "javascript:alert(1)",
        "//example.org/",
        "example.org",
        "",
        "http:///x",
        "http://user@example.org/",
        "http://example.org@127.0.0.1/",
        "http://example.org\\@127.0.0.1/",
        "http://example.org/\r\nHost: x",
        "http://exa mple.org/",
        "http://example.org:0x50/",
        "http://example.org:99999/",
        "http://[::1/",
    ],
)
def test_only_plain_http_addresses_are_opened(url: str) -> None:
    with pytest.raises(Refused):
        NEWS.place(url)


@pytest.mark.parametrize("port", [22, 25, 6379, 8080, 9200])
def test_a_port_that_the_source_does_not_name_is_refused(port: int) -> None:
    with pytest.raises(Refused, match=str(port)):
        NEWS.place(f"http://sumsel.antaranews.com:{port}/")
    named = Gate.of((), [f"http://koran.example.id:{port}"])
    assert named.place(f"http://koran.example.id:{port}/x") == Place("koran.example.id", port)


def test_the_ports_of_the_web_are_open_without_being_named() -> None:
    assert NEWS.place("https://elsewhere.example.id/") == Place("elsewhere.example.id", 443)
    assert NEWS.place("http://elsewhere.example.id/") == Place("elsewhere.example.id", 80)


def test_of_several_answers_only_the_public_are_connected_to_in_their_order() -> None:
    answers = ["10.0.0.1", "8.8.8.8", "::1", "2606:4700::1", "8.8.8.8"]
    assert NEWS.usable(Place("a.example.id", 80), answers) == ("8.8.8.8", "2606:4700::1")


def test_a_name_without_answers_is_nobodys_fault() -> None:
    assert NEWS.usable(Place("a.example.id", 80), []) == ()


def test_the_owners_own_addresses_are_opened_when_he_lists_them() -> None:
    gate = Gate.of(["10.0.0.0/8", "fd00::5"], ["http://intranet.example"])
    assert gate.place("http://10.1.2.3/") == Place("10.1.2.3", 80)
    assert gate.usable(Place("intranet.example", 80), ["10.1.2.3"]) == ("10.1.2.3",)
    assert gate.place("http://[fd00::5]/") == Place("fd00::5", 80)
    for refused in ("http://192.168.0.1/", "http://[fd00::6]/", "http://10.1.2.3:6379/", "http://10.1/"):
        with pytest.raises(Refused):
            gate.place(refused)


def test_a_mapped_address_is_not_let_in_by_the_address_that_it_maps() -> None:
    gate = Gate.of(["10.0.0.0/8"], [])
    with pytest.raises(Refused):
        gate.place("http://[::ffff:10.0.0.1]/")


def test_localhost_is_open_where_loopback_is_listed() -> None:
    gate = Gate.of(["127.0.0.1"], [])
    place = gate.place("http://localhost/")
    assert gate.usable(place, ["::1", "127.0.0.1"]) == ("127.0.0.1",)


def test_a_row_that_names_a_loopback_host_opens_that_port_of_it_and_no_other() -> None:
    gate = Gate.of((), ["http://127.0.0.1:8080"])
    place = gate.place("http://127.0.0.1:8080/rss")
    assert gate.usable(place, ["127.0.0.1"]) == ("127.0.0.1",)
    for url in (
        "http://127.0.0.1/",
        "http://127.0.0.1:8081/",
        "http://127.0.0.2:8080/",
        "http://localhost:8080/",
        "http://[::1]:8080/",
        "http://[::ffff:127.0.0.1]:8080/",
        "http://0.0.0.0:8080/",
        "http://10.0.0.1:8080/",
    ):
        with pytest.raises(Refused):
            gate.place(url)


def test_a_name_that_resolves_to_loopback_is_refused_also_on_the_port_of_a_loopback_row() -> None:
    gate = Gate.of((), ["http://127.0.0.1:8080"])
    place = gate.place("http://rebind.example.id:8080/")
    with pytest.raises(Refused):
        gate.usable(place, ["127.0.0.1"])


def test_a_row_that_names_a_private_host_opens_nothing_by_itself() -> None:
    gate = Gate.of((), ["http://192.168.1.10:8080"])
    with pytest.raises(Refused):
        gate.place("http://192.168.1.10:8080/")


@pytest.mark.parametrize("entry", ["intranet", "10.0.0.5/8", "10.0.0.0/40", "", "http://10.0.0.1"])
def test_an_entry_of_the_allow_list_that_is_no_network_is_named(entry: str) -> None:
    with pytest.raises(ValueError, match="is no address and no network"):
        read_networks([entry])


@example("%A")
@given(st.text(max_size=60))
def test_any_text_is_either_a_place_or_refused(text: str) -> None:
    for url in (text, f"http://{text}", f"http://{text}/"):
        try:
            place = NEWS.place(url)
        except Refused:
            continue
        assert place.host == place.host.strip().lower()
        assert place.port in NEWS.ports


@given(st.ip_addresses())
def test_what_is_public_to_us_is_global_to_the_standard_library(address: object) -> None:
    if is_public(address):  # type: ignore[arg-type]  # either version
        assert address.is_global  # type: ignore[attr-defined]
        assert not address.is_multicast  # type: ignore[attr-defined]
