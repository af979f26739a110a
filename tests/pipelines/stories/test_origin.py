from __future__ import annotations

import itertools
from datetime import timedelta

import pytest

from pipelines.stories.newsrooms import newsroom
from pipelines.stories.origin import Carrier, Credit, credit_of, is_from, origin_of
from tests.pipelines.stories.newsdesk import MORNING


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("Palembang (ANTARA) - Polisi menyita sabu.", "ANTARA"),
        ("Muara Sawah (ANTARA News) - Polisi menyita sabu.", "ANTARA"),
        ("Kata kapolres, dikutip dari Antara, Senin.", "ANTARA"),
        ("Seperti dilansir dari KabarTimur.com, pelaku kabur.", "KabarTimur.com"),
        ("Mengutip Suara Rawa, warga lega.", "Suara Rawa"),
        ("Artikel ini telah tayang di HarianBarat.id dengan judul Maling Ayam.", "HarianBarat.id"),
        ("Isi.\nSumber: Radar Kalawi", "Radar Kalawi"),
        ("Video dikutip dari akun warga.", None),
        ("Dikutip dari Instagram korban.", None),
        ("Polisi menyita sabu di kamar hotel antara pukul dua dan tiga.", None),
    ],
)
def test_whom_a_text_names_as_its_source(text: str, agency: str | None) -> None:
    assert credit_of(text).agency == agency


@pytest.mark.parametrize(
    ("text", "release"),
    [
        ("Demikian bunyi siaran pers Polda, Senin.", True),
        ("Kata Kapolres dalam rilis resmi yang dibagikan.", True),
        ("Pelaku ditahan. (Humas Polres Muara Sawah)", True),
        ("Kasi Humas Polres Muara Sawah mengatakan pelaku ditahan.", False),
        ("Album itu dirilis tahun lalu.", False),
    ],
)
def test_a_press_release_is_recognised_by_its_words(text: str, release: bool) -> None:
    credit = credit_of(text)
    assert credit.press_release is release
    assert bool(credit.quotes) is release


def test_an_agency_in_the_middle_of_a_long_text_is_no_credit() -> None:
    filler = "Warga memperbaiki jembatan. " * 40
    assert credit_of(f"{filler} Menurut data yang dikutip dari Antara, air naik. {filler}").agency is None


def carrier(
    number: int, hours: int | None, room: str = "koran.example", agency: str | None = None
) -> Carrier:
    moment = None if hours is None else MORNING + timedelta(hours=hours)
    return Carrier(id=number, newsroom=room, published_at=moment, credit=Credit(agency=agency))


def first_of(*group: Carrier) -> object:
    """The origin, after checking that no order of arrival changes it."""
    found = {origin_of(order).id for order in itertools.permutations(group)}
    assert len(found) == 1
    return found.pop()


def test_the_earliest_is_the_origin_and_an_undated_one_never() -> None:
    assert first_of(carrier(1, 5), carrier(2, 1), carrier(3, None)) == 2


def test_a_credited_agency_is_believed_before_the_clock() -> None:
    reprint = carrier(1, 0, "koran.example", agency="ANTARA")
    assert first_of(reprint, carrier(2, 3, "sumsel.antaranews.com"), carrier(3, 1)) == 2


def test_who_credits_somebody_is_not_the_origin() -> None:
    assert first_of(carrier(1, 0, agency="Suara Rawa"), carrier(2, 2), carrier(3, 4)) == 2


def test_equal_times_are_decided_by_the_smaller_id() -> None:
    assert first_of(carrier(10, 1), carrier(9, 1)) == 9


def test_nothing_has_no_origin() -> None:
    with pytest.raises(ValueError, match="no articles"):
        origin_of([])


@pytest.mark.parametrize(
    ("agency", "room", "same"),
    [
        ("ANTARA", "sumsel.antaranews.com", True),
        ("TribunJabar.id", "jabar.tribunnews.com", True),
        ("Tribun Jabar", "medan.tribunnews.com", False),
        ("Suara Rawa", "suararawa.example", True),
        ("RRI", "harrier.example", False),
        ("ANTARA", None, False),
    ],
)
def test_which_newsroom_a_credit_means(agency: str, room: str | None, same: bool) -> None:
    assert is_from(agency, room) is same


@pytest.mark.parametrize(
    ("host", "room"),
    [
        ("news.detik.com", "detik.com"),
        ("WWW.Detik.com", "detik.com"),
        ("batam.tribunnews.com", "batam.tribunnews.com"),
        ("m.news.koran.co.id", "koran.co.id"),
        ("sumeks", "sumeks"),
        ("news.id", "news.id"),
        (None, None),
        ("", None),
    ],
)
def test_desks_are_one_newsroom_and_regions_are_several(host: str | None, room: str | None) -> None:
    assert newsroom(host) == room
