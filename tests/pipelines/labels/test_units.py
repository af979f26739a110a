"""Police units come out in canonical form with their area: from names, abbreviations, long forms, posts."""

from __future__ import annotations

import pytest

from pipelines.labels.units import find_units
from pipelines.labels.words import read


def units(text: str, *, title: str = "", region: str | None = None) -> dict[str, str]:
    return {unit.name: unit.code for unit in find_units(read(text, title=title), region=region)}


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("Polres OKU", "Polres Ogan Komering Ulu", "16.01"),
        ("Kepolisian Resor Ogan Komering Ulu (OKU)", "Polres Ogan Komering Ulu", "16.01"),
        ("Kepolisian Resor (Polres) Lahat", "Polres Lahat", "16.04"),
        ("Polres Ogan Komering Ulu (OKU) Timur", "Polres Ogan Komering Ulu Timur", "16.08"),
        ("Kapolres OKUS AKBP Fulan", "Polres Ogan Komering Ulu Selatan", "16.09"),
        ("Kasat Reskrim Polres Muba", "Polres Musi Banyuasin", "16.06"),
        ("Kasat Narkoba OKI AKP Fulan", "Polres Ogan Komering Ilir", "16.02"),
        ("Satlantas PALI", "Polres Penukal Abab Lematang Ilir", "16.12"),
        ("Mapolres Yapen", "Polres Kepulauan Yapen", "91.05"),
        ("Wakapolda Sumsel Brigjen Fulan", "Polda Sumatera Selatan", "16"),
        ("Kepolisian Daerah (Polda) Nusa Tenggara Barat", "Polda Nusa Tenggara Barat", "52"),
        ("Ditreskrimsus Polda Babel", "Polda Kepulauan Bangka Belitung", "19"),
        ("Kabid Humas Polda DIY", "Polda DI Yogyakarta", "34"),
        ("Polda Metro Jaya", "Polda Metro Jaya", "31"),
        ("Dirlantas Polda kepri", "Polda Kepulauan Riau", "21"),
        ("Kepolisian Resor Kota Besar Palembang", "Polrestabes Palembang", "16.71"),
        ("Polres Bandarlampung", "Polresta Bandar Lampung", "18.71"),
        ("Polres Jakarta Selatan", "Polres Metro Jakarta Selatan", "31.74"),
        ("Polres Metro Tangerang Kota", "Polres Metro Tangerang Kota", "36.71"),
        ("Polresta Tangerang", "Polresta Tangerang", "36.03"),
        ("Polres Kepulauan Seribu", "Polres Kepulauan Seribu", "31.01"),
        ("Polres Pelabuhan Tanjung Perak", "Polres Pelabuhan Tanjung Perak", "35.78"),
        ("Polresta Barelang", "Polresta Barelang", "21.71"),
        ("Polresta Solo", "Polresta Surakarta", "33.72"),
        ("Polres Kota Batu", "Polres Batu", "35.79"),
        ("Kapolsek Talang Kelapa", "Polsek Talang Kelapa", "16.07.10"),
        ("Kepolisian Sektor (Polsek) Pedamaran", "Polsek Pedamaran", "16.02.03"),
        ("Polsek Metro Tanah Abang", "Polsek Metro Tanah Abang", "31.71.07"),
        ("Kapolsek Lianganggang", "Polsek Liang Anggang", "63.72.06"),
        ("Polsek KP3 Boom Baru menahan R", "Polsek KP3 Boom Baru", ""),
        ("Polsek Kawasan Pelabuhan menahan R", "Polsek Kawasan Pelabuhan", ""),
        ("Kabareskrim Komjen Fulan", "Bareskrim Polri", ""),
        ("Densus 88", "Densus 88 Antiteror Polri", ""),
        ("Satgas Ops Damai Cartenz", "Satgas Operasi Damai Cartenz", ""),
        ("Mako Brimob Tolitoli", "Brimob Tolitoli", "72.04"),
    ],
)
def test_one_unit_is_named_in_many_ways(text: str, name: str, code: str) -> None:
    assert units(f"Kata {text}, kemarin.") == {name: code}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Polrestabes Bandung", "Polrestabes Bandung"),
        ("Polresta Bandung", "Polresta Bandung"),
        ("Polres Bogor", "Polres Bogor"),
        ("Polresta Bogor", "Polresta Bogor Kota"),
        ("Polres Pekalongan Kota", "Polres Pekalongan Kota"),
        ("Polres Pekalongan", "Polres Pekalongan"),
        ("Polrestabes Semarang", "Polrestabes Semarang"),
        ("Polresta Kupang Kota", "Polresta Kupang Kota"),
    ],
)
def test_kabupaten_and_kota_of_one_name_have_units_of_their_own(text: str, name: str) -> None:
    assert list(units(f"Kata {text}, kemarin.")) == [name]


def test_a_shortened_name_follows_the_full_one_of_the_same_text() -> None:
    text = "Kasat Reskrim Polres Pekalongan Kota berkata. Kapolres Pekalongan AKBP Fulan menambahkan."
    assert list(units(text)) == ["Polres Pekalongan Kota"]


def test_namesakes_in_two_provinces_follow_the_rest_of_the_text() -> None:
    assert units("Polres Banjar menahan sopir di Martapura, Kalimantan Selatan.") == {
        "Polres Banjar": "63.03"
    }
    assert units("Polres Banjar menahan sopir di Jawa Barat.") == {"Polres Banjar": "32.79"}
    assert units("Polres Banjar menahan sopir.", region="Jawa Barat") == {"Polres Banjar": "32.79"}


def test_a_polsek_belongs_to_the_polres_beside_it_then_to_the_text_then_to_the_region() -> None:
    assert (
        units("Polsek Tebing Tinggi, Polres Empat Lawang, menahan R.")["Polsek Tebing Tinggi"] == "16.11.04"
    )
    assert units("Polsek Sukarame menahan R di Bandar Lampung.")["Polsek Sukarame"].startswith("18.71")
    assert units("Polsek Sukarame menahan R.")["Polsek Sukarame"] == ""
    assert units("Polsek Sukarame menahan R.", region="Lampung")["Polsek Sukarame"].startswith("18.71")


def test_a_list_of_units_shares_one_head() -> None:
    assert list(units("Polres OKU, OKI, dan Ogan Ilir berjaga.")) == [
        "Polres Ogan Komering Ulu",
        "Polres Ogan Komering Ilir",
        "Polres Ogan Ilir",
    ]


def test_a_place_behind_a_unit_is_no_further_unit() -> None:
    assert list(units("Polres Lahat, Sumatera Selatan, dan warga Palembang berjaga.")) == ["Polres Lahat"]
    assert list(units("Polsek Kemuning Palembang berjaga.")) == ["Polsek Kemuning"]
    assert list(units("Polres Dumai dan Kota Pekanbaru.", title="")) != []


def test_branches_and_posts_collapse_into_their_unit_with_all_reasons() -> None:
    text = "Satreskrim Polres Lahat bergerak. Kapolres Lahat AKBP Fulan hadir di Mapolres Lahat."
    words = read(text)
    (unit,) = find_units(words)
    assert unit.name == "Polres Lahat"
    assert [words.quote(span) for span in unit.evidence] == [
        "Polres Lahat",
        "Kapolres Lahat",
        "Mapolres Lahat",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Mantan Kapolres Lahat itu pensiun.",
        "Eks Kasat Reskrim Polres Lahat ditahan.",
        "Ia pernah dipercaya menjabat Kapolsek Sako, Kapolres Lahat dan Kapolda Jambi.",
        "Ketika menjabat Kapolda Jambi, ia dikenal ramah.",
        "Baca juga: Polres Lahat Tangkap Begal\nApi padam.",
        "Api terlihat dari depan Polsek Kemuning.",
        "Simak di korlantas.polri.go.id sekarang.",
        "Polres setempat, Polsek jajaran dan Kapolsek hadir.",
        "Polisi di Lahat berjaga.",
        "Calon Kapolri diuji.",
    ],
)
def test_what_is_no_unit_at_work_is_left_out(text: str) -> None:
    assert units(text) == {}


def test_a_present_post_in_the_sentence_after_a_past_one_counts() -> None:
    assert list(units("Mantan Kapolres Lahat datang. Kapolres Muba menyambut.")) == ["Polres Musi Banyuasin"]


def test_both_posts_of_a_handover_count() -> None:
    text = "AKP Fulan, sebelumnya Kapolsek Sako, kini menjabat Kapolsek Plaju."
    assert list(units(text)) == ["Polsek Sako", "Polsek Plaju"]


def test_the_unit_of_a_port_is_not_that_of_its_city() -> None:
    assert units("Polres Pelabuhan Belawan dan Polrestabes Medan") == {
        "Polres Pelabuhan Belawan": "12.71",
        "Polrestabes Medan": "12.71",
    }


def test_capitals_throughout_and_none_at_all_are_read() -> None:
    assert list(units("POLRES OKI TANGKAP DUA PENGEDAR")) == ["Polres Ogan Komering Ilir"]
    assert list(units("polres oku timur")) == ["Polres Ogan Komering Ulu Timur"]


def test_a_title_in_capitals_makes_no_polsek_of_its_verbs() -> None:
    assert units("Api padam.", title="Polsek Gerak Cepat Padamkan Api") == {}


def test_brimob_stands_beside_its_polda() -> None:
    assert list(units("Tim Jibom Brimob Polda Kalsel datang.")) == [
        "Brimob Polda Kalimantan Selatan",
        "Polda Kalimantan Selatan",
    ]


def test_a_text_without_police_has_no_units() -> None:
    assert find_units("") == ()
    assert find_units("Harga cabai naik di Palembang.") == ()
