"""The outbound gate with real crawls, and names whose answers change."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from twisted.internet.address import IPv4Address, IPv6Address

from crawler.middlewares.gate import Pins
from crawler.outbound import Place
from tests.crawler.middlewares.names import resolved, resolving
from tests.hostile.paper import Vice, answers
from tests.hostile.server import Hostile, served
from tests.house import RONDA, write_config

NAME = "koran.example.id"
PAPER = Vice(name="paper", row="")


def crawl(
    folder: Path, newsroom: Hostile, names: dict[str, list[list[str]]], host: str, **settings: Any
) -> str:
    """A crawl of the paper under another host; gives what the run's end says."""
    row = PAPER.row_of(newsroom.ports["paper"]) | {"host": host}
    limits = {"fetch_seconds": 3.0, "run_minutes": 1.0}
    file = write_config(folder, {"paper": row}, **limits | settings)
    environment = os.environ | resolving(folder, names)
    subprocess.run(
        [*RONDA, "--config", str(file), "crawl", "paper"],
        env=environment,
        capture_output=True,
        timeout=100,
        check=False,
    )
    with closing(sqlite3.connect(folder / "ronda.db")) as database:
        outcome, reason, stored = database.execute("SELECT outcome, reason, stored FROM runs").fetchone()
        failures = [row[0] for row in database.execute("SELECT failure FROM urls WHERE failure IS NOT NULL")]
    return f"{outcome} {stored} {reason} {failures}"


@pytest.mark.parametrize("answer", ["127.0.0.1", "::1", "169.254.169.254"])
def test_a_name_that_resolves_into_the_owners_network_is_not_connected_to(
    tmp_path: Path, answer: str
) -> None:
    with served(answers((PAPER,))) as newsroom:
        host = f"{NAME}:{newsroom.ports['paper']}"
        told = crawl(tmp_path, newsroom, {NAME: [[answer]]}, host)
        assert newsroom.asked == []
    assert told.startswith("failed 0")
    assert f"{NAME} resolves to {answer}, which is not a public address" in told


def test_a_name_of_an_allowed_address_is_resolved_once_and_the_checked_address_is_connected_to(
    tmp_path: Path,
) -> None:
    """The second answer would be another machine: who resolves again to connect is led there."""
    with served(answers((PAPER,))) as newsroom:
        host = f"{NAME}:{newsroom.ports['paper']}"
        names = {NAME: [["127.0.0.1"], ["127.0.0.9"]]}
        told = crawl(tmp_path, newsroom, names, host, allow_addresses=["127.0.0.1"])
        assert len(newsroom.asked) == 6
    assert told.startswith("ok 4")
    assert resolved(tmp_path).count(NAME) == 1


def test_of_two_answers_the_one_that_is_not_public_is_left_out(tmp_path: Path) -> None:
    with served(answers((PAPER,))) as newsroom:
        host = f"{NAME}:{newsroom.ports['paper']}"
        names = {NAME: [["10.0.0.1", "127.0.0.1"]]}
        told = crawl(tmp_path, newsroom, names, host, allow_addresses=["127.0.0.0/8"])
    assert told.startswith("ok 4")


def test_a_name_without_an_address_is_told_as_such(tmp_path: Path) -> None:
    with served(answers((PAPER,))) as newsroom:
        told = crawl(tmp_path, newsroom, {}, "tidak-ada.invalid")
    assert told.startswith("failed 0")
    assert "host name not found" in told


class Receiver:
    """Twisted's IResolutionReceiver."""

    def __init__(self) -> None:
        self.addresses: list[Any] = []
        self.complete = False

    def resolutionBegan(self, resolution: Any) -> None:
        assert not self.addresses

    def addressResolved(self, address: Any) -> None:
        self.addresses.append(address)

    def resolutionComplete(self) -> None:
        self.complete = True


def asked(pins: Pins, name: str, port: int, **more: Any) -> list[Any]:
    receiver = Receiver()
    pins.resolveHostName(receiver, name, port, **more)
    assert receiver.complete
    return receiver.addresses


def test_the_resolver_knows_the_pins_and_nothing_else() -> None:
    pins = Pins(None)
    pins.pin(Place("koran.example.id", 443), ["8.8.8.8", "2606:4700::1"])
    both = [IPv4Address("TCP", "8.8.8.8", 443), IPv6Address("TCP", "2606:4700::1", 443)]
    assert asked(pins, "koran.example.id", 443) == both
    assert asked(pins, "KORAN.example.id.", 443) == both
    assert asked(pins, "koran.example.id", 443, addressTypes=[IPv4Address]) == both[:1]
    assert asked(pins, "koran.example.id", 80) == []
    assert asked(pins, "localhost", 443) == []
    assert asked(pins, "127.0.0.1", 443) == []


def test_a_name_in_another_alphabet_is_found_under_both_its_spellings() -> None:
    pins = Pins(None)
    pins.pin(Place("xn--bcher-kva.example", 443), ["8.8.8.8"])
    assert len(asked(pins, "bücher.example", 443)) == 1
