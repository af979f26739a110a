"""Every kabupaten and kota of the table is where it happened, in the forms of reports; what only looks so is
not."""

from __future__ import annotations

import pytest

from pipelines.labels.areas import KABUPATEN, KOTA, Area, atlas
from pipelines.labels.places import find_places

TITLED = (
    "Polisi menangkap pelaku pencurian di {}, Senin (2/6/2025).",
    "Pencurian terjadi di Desa Makmur, Kecamatan Antah, {}.",
    "Pemerintah {} menggelar rapat.",
)
NAMED = (
    "{1}, SUARA.COM - Polisi menangkap pelaku pencurian di sebuah rumah, Senin (2/6/2025).",
    "{0} (ANTARA) - Polisi menangkap dua pelaku pencurian di {0}, {2}.",
    "{0}, {2} - Rumah warga terbakar, Senin.",
)
TOWN = "Kabupaten Gorontalo"  # its name in a dateline is that of the town


def areas() -> list[Area]:
    return [area for area in atlas().areas.values() if area.level in (KABUPATEN, KOTA)]


def codes(text: str, region: str | None = None) -> list[str]:
    return [place.code for place in find_places(text, region=region).events]


def twins(area: Area) -> set[str]:
    return {other.code for other in atlas().named(area.name) if other.name == area.name}


@pytest.mark.parametrize("form", TITLED)
def test_a_kabupaten_or_kota_called_so_is_the_place(form: str) -> None:
    errors = [
        (area.title, found)
        for area in areas()
        if (found := codes(form.format(area.title, atlas().province_of(area.code).name))) != [area.code]
    ]
    assert not errors


@pytest.mark.parametrize("form", NAMED)
def test_a_bare_name_in_dateline_or_before_its_province_is_the_place(form: str) -> None:
    errors = []
    for area in areas():
        province = atlas().province_of(area.code).name
        found = codes(form.format(area.name, area.name.upper(), province))
        if len(found) != 1 or found[0] not in twins(area):
            errors.append((area.title, found))
    assert not errors


@pytest.mark.parametrize("form", NAMED)
def test_of_a_pair_the_source_s_region_tells_which(form: str) -> None:
    errors = []
    for area in areas():
        province = atlas().province_of(area.code).name
        found = codes(form.format(area.name, area.name.upper(), province), region=area.title)
        if found != [area.code] and area.title != TOWN:
            errors.append((area.title, found))
    assert not errors


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("MALANG, SUARA.COM - Polisi menangkap pencuri.", "35.73"),
        ("Pencuri motor ditangkap di Batu, Jawa Timur.", "35.79"),
        ("Kebakaran melanda rumah di Serang.", "36.73"),
        ("Banjir di Kota Padang merendam rumah.", "13.71"),
        ("Banjir di Kota Kudus merendam rumah.", "33.19"),
        ("Banjir di Kecamatan Kota Padang merendam rumah.", "17.02"),
        ("Banjir di Kota Solok merendam rumah.", "13.72"),
        ("Banjir di Kabupaten Solok merendam rumah.", "13.02"),
        ("Banjir di Kotabaru, Kalimantan Selatan.", "63.02"),
        ("Banjir di Semarang Barat, Kota Semarang.", "33.74"),
        ("JAMBI, SUARA.COM - Polisi menangkap pencuri.", "15.71"),
        ("OKI, SUARA.COM - Polisi menangkap pencuri.", "16.02"),
        ("PALI || Polisi menangkap pencuri.", "16.12"),
        ("Pencuri ditangkap di Kep. Seribu, Jakarta.", "31.01"),
        ("Pencuri ditangkap di Kecamatan Denpasar Selatan.", "51.71"),
    ],
)
def test_names_that_may_mean_several_things(text: str, code: str) -> None:
    assert codes(text) == [code]


@pytest.mark.parametrize(
    "text",
    [
        "Kapal Batu Besar karam.",
        "Nasib Malang menimpa Andi.",
        "Para Puncak karier.",
        "Acara digelar di Benteng Vredeburg kemarin.",
        "Kapal sandar di Batu Sangkur kemarin.",
        "Warga Kepanjen, kelahiran Malang, tertawa.",
    ],
)
def test_words_with_a_capital_are_no_places(text: str) -> None:
    assert codes(text) == []


def test_where_somebody_spoke_is_not_where_it_happened() -> None:
    text = (
        "Kupang (ANTARA) - Polisi menyelidiki uang palsu di Kecamatan Sabu Barat, Kabupaten Sabu Raijua. "
        "Kasat Reskrim Polres Sabu Raijua, saat dihubungi dari Kupang, Kamis, mengatakan hal itu."
    )
    assert codes(text) == ["53.20"]
    text = (
        'Pencuri ditangkap di Kabupaten Lahat. "Sudah ditahan," kata dia di Mapolda, Palembang, Senin (2/6).'
    )
    assert codes(text) == ["16.04"]


def test_where_and_when_something_happened_weighs_more_than_a_place_alone() -> None:
    text = (
        "INDRALAYA - Bupati Ogan Ilir meneken ikrar. Pemkab Ogan Ilir mendukung, kata Bupati Ogan Ilir. "
        "Acara itu digelar di Hotel Ampera Palembang, Rabu (4/6/2025)."
    )
    assert codes(text) == ["16.10", "16.71"]


def test_the_police_of_a_kota_work_beyond_it() -> None:
    text = (
        "BANDA ACEH - Polsek Darussalam menangkap pencuri di Darussalam, Aceh Besar. "
        "Kapolresta Banda Aceh Kombes Andi Wijaya membenarkan."
    )
    assert codes(text) == ["11.06"]


def test_a_reporter_s_line_tells_where_he_sat() -> None:
    text = "Laporan Andi Wijaya | Banda Aceh\nPencuri ditangkap di Kecamatan Darussalam, Aceh Besar."
    assert codes(text) == ["11.06"]


def test_the_polsek_of_a_list_of_posts_names_no_kecamatan_of_the_event() -> None:
    text = "Polres Rokan Hulu melantik Kapolsek Tandun, Rokan Hulu, dan Kapolsek Kepenuhan, Rokan Hulu."
    (place,) = find_places(text).events
    assert place.kecamatan == ()
