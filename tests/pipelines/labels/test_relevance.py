"""Relevance: reports of the police and of crime in Indonesia, and topics of a user's own."""

from __future__ import annotations

from typing import Any

import pytest

from pipelines.labels.places import find_places
from pipelines.labels.relevance import Profile, Relevance, judge, own_profile
from pipelines.labels.units import find_units
from pipelines.labels.words import read


def judged(text: str, title: str = "", **options: Any) -> Relevance:
    words = read(text, title=title)
    units = find_units(words)
    return judge(words, units, find_places(words, units=units), **options)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Polsek Lubuk Batang Tangkap Pencuri Sawit",
            "Unit Reskrim Polsek Lubuk Batang, Polres OKU, menangkap dua pelaku pencurian sawit warga.",
        ),
        (
            "Polres Lahat Salurkan Bantuan ke Korban Banjir",
            "Kapolres Lahat menyerahkan paket sembako kepada warga di Kabupaten Lahat.",
        ),
        (
            "Mayat Perempuan Ditemukan di Sungai Musi",
            "Warga Palembang menemukan mayat perempuan. Polisi masih melakukan penyelidikan di TKP.",
        ),
    ],
)
def test_police_and_crime_in_indonesia_are_relevant(title: str, text: str) -> None:
    said = judged(text, title)
    assert said.relevant
    assert said.score >= 0.5
    assert said.reasons


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Harga Cabai Turun di Palembang",
            "Pedagang di Pasar 16 Ilir, Palembang, menjual cabai lebih murah.",
        ),
        (
            "Penembakan di Pusat Belanja London, Dua Tewas",
            "Polisi Inggris menangkap tersangka penembakan di London. Pelaku ditahan, kata polisi London.",
        ),
        (
            "Tim Voli Bhayangkara Juara Turnamen",
            "Pemain dan pelatih merayakan skor 3-0 pada pertandingan final turnamen di Jakarta.",
        ),
        ("", "Wali Kota Prabumulih melantik pegawai baru di balai kota."),
    ],
)
def test_other_news_is_not(title: str, text: str) -> None:
    said = judged(text, title)
    assert not said.relevant
    assert said.score < 0.5


def test_each_reason_says_which_words_moved_the_score_and_how_far() -> None:
    text = "Satreskrim Polres OKU menangkap pelaku pencurian di Baturaja."
    words = read(text)
    reasons = {reason.rule: reason for reason in judged(text).reasons}
    assert words.quote(reasons["units"].evidence[0]) == "Polres OKU"
    assert reasons["units"].weight > 0
    assert "menangkap" in [words.quote(span) for span in reasons["deeds_times"].evidence]


def test_a_mention_in_a_pointer_makes_nothing_relevant() -> None:
    plain = "Bupati meresmikan jembatan di Kabupaten Lahat. Warga senang."
    said = judged(f"{plain}\nBaca juga: Polres Lahat Tangkap Begal Sadis di Jalan Lintas\n")
    assert said == judged(plain)


def test_an_empty_text_is_not_relevant() -> None:
    assert not judged("").relevant


TAMBANG = own_profile("tambang", words=["tambang", "batu bara"], regions=["Sumatera Selatan"])


def test_a_topic_of_ones_own_needs_its_words_in_its_regions() -> None:
    assert judged("Tambang batu bara di Kabupaten Lahat longsor.", profile=TAMBANG).relevant
    assert not judged("Tambang batu bara di Kota Samarinda longsor.", profile=TAMBANG).relevant
    assert not judged("Panen padi di Kabupaten Lahat melimpah.", profile=TAMBANG).relevant


@pytest.mark.parametrize("unit", ["Polres Ogan Komering Ulu", "Polres OKU"])
def test_a_topic_of_ones_own_may_name_units(unit: str) -> None:
    profile = own_profile("oku", units=[unit])
    assert judged("Kapolres OKU memimpin apel.", profile=profile).relevant
    assert not judged("Kapolres Lahat memimpin apel.", profile=profile).relevant


def test_a_topic_of_regions_alone_takes_all_that_is_told_of_them() -> None:
    profile = own_profile("muba", regions=["Musi Banyuasin"])
    assert judged("Panen padi di Kabupaten Musi Banyuasin melimpah.", profile=profile).relevant
    assert not judged("Panen padi di Kabupaten Banyuasin melimpah.", profile=profile).relevant


def test_one_word_is_enough_and_a_headline_is_surer() -> None:
    profile = own_profile("tambang", words=["tambang"])
    once = judged("Warga menolak tambang.", profile=profile)
    headline = judged("Warga menolak tambang.", "Tambang Ditolak Warga", profile=profile)
    assert once.relevant
    assert headline.score > once.score
    assert not judged("Polres OKU menangkap pelaku.", profile=profile).relevant


def test_a_topic_that_asks_for_nothing_or_for_no_region_is_refused() -> None:
    with pytest.raises(ValueError, match="names no words"):
        own_profile("kosong")
    with pytest.raises(ValueError, match="Atlantis"):
        own_profile("jauh", words=["laut"], regions=["Atlantis"])


def test_a_profile_may_weigh_as_it_likes() -> None:
    profile = Profile(name="none", weights={"bias": -9.0, "words_times": 1.0}, lists={"words": ["polisi"]})
    assert not judged("Polisi, polisi, polisi.", profile=profile).relevant
