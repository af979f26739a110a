"""Units of all provinces, kabupaten, kota and kecamatan of the table, in the forms that papers give them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from pipelines.labels.areas import KABUPATEN, KECAMATAN, KOTA, PROVINSI, SHORT, Area, atlas, compact
from pipelines.labels.units import find_units

POLRES_FORMS = (
    "Kapolres {} AKBP Andi Wijaya mengatakan",
    "Petugas Polres {} menangkap pelaku",
    "Kasat Reskrim Polres {}, AKP Budi",
    "Satresnarkoba Polres {} menggerebek rumah",
    "Kepolisian Resor {} menahan pelaku",
    "Kepolisian Resor (Polres) {} menahan pelaku",
    "Polres{} menahan pelaku",
    "Wakapolresta {} AKBP Budi",
    "di Mapolres {}, Senin (2/6/2025)",
    "Satlantas {} menilang pengendara",
)
POLSEK_FORMS = ("Kapolsek {} Iptu Andi, Selasa", "Unit Reskrim Polsek {} menahan pelaku")
NO_POLSEK_OF_THEIR_NAME = ("Kota", "Misool (Misool Utara)")  # a word; a name that nobody writes so


def of_level(*levels: str) -> list[Area]:
    return [area for area in atlas().areas.values() if area.level in levels]


def namesakes(area: Area) -> set[str]:
    return {other.code for other in atlas().named(area.name) if other.name == area.name}


def wrong(text: str, level: str, codes: set[str]) -> Iterator[str]:
    found = find_units(text)
    if [unit.level for unit in found] != [level] or found[0].code not in codes:
        yield f"{text}: {[(unit.name, unit.code) for unit in found]}"


@pytest.mark.parametrize("form", POLRES_FORMS)
def test_the_polres_of_every_kabupaten_and_kota_is_found(form: str) -> None:
    areas = of_level(KABUPATEN, KOTA)
    errors = [e for area in areas for e in wrong(form.format(area.name), "polres", namesakes(area))]
    assert len(areas) > 500
    assert not errors


def test_the_polres_of_every_kabupaten_and_kota_is_found_in_capitals() -> None:
    errors = [
        error
        for area in of_level(KABUPATEN, KOTA)
        for error in wrong(f"KAPOLRES {area.name.upper()} PIMPIN APEL", "polres", namesakes(area))
    ]
    assert not errors


def test_a_kota_behind_the_name_never_makes_another_unit_of_it() -> None:
    """ "Polresta Sorong Kota", although a kecamatan is called Sorong Kota."""
    errors = []
    for area in of_level(KOTA):
        errors += wrong(f"Kapolresta {area.name} Kota Kombes Andi", "polres", {area.code})
        errors += wrong(f"Polres Kota {area.name} menahan pelaku", "polres", {area.code})
    assert not errors


def test_every_abbreviation_leads_to_its_polres() -> None:
    errors, seen = [], 0
    for written, spellings in atlas().spellings.items():
        short = [s for s in spellings if s.how == SHORT and s.level in (KABUPATEN, KOTA)]
        names = [s for s in spellings if s.how != SHORT and s.level in (KABUPATEN, KOTA)]
        if short and not names:
            seen += 1
            text = f"Kapolres {written.upper()} AKBP Andi"
            errors += wrong(text, "polres", {s.code for s in short})
    assert seen > 150
    assert not errors


def test_every_polda_is_found_by_its_names() -> None:
    errors, seen = [], Counter[str]()
    for written, spellings in atlas().spellings.items():
        codes = {s.code for s in spellings if s.level == PROVINSI}
        if codes and written != "jakarta":
            seen.update(codes)
            errors += wrong(f"Kapolda {written.upper()} Irjen Andi", "polda", codes)
    assert len(seen) == 38
    assert not errors


@pytest.mark.parametrize("form", POLSEK_FORMS)
def test_the_polsek_of_every_kecamatan_is_found(form: str) -> None:
    errors = []
    for area in of_level(KECAMATAN):
        if area.name not in NO_POLSEK_OF_THEIR_NAME:
            names = [unit.name for unit in find_units(form.format(area.name))]
            if list(map(compact, names)) != [compact(f"Polsek {area.name}")]:
                errors.append(f"{area.code} {area.name}: {names}")
    assert not errors


def test_the_polres_behind_a_polsek_tells_which_kecamatan_it_is() -> None:
    errors = []
    for area in of_level(KECAMATAN):
        parent = atlas().areas[area.code[:5]]
        if area.name in (*NO_POLSEK_OF_THEIR_NAME, parent.name):
            continue
        kota = " Kota" if parent.level == KOTA and len(namesakes(parent)) > 1 else ""
        found = find_units(f"Kapolsek {area.name} Polres {parent.name}{kota} Iptu Andi")
        codes = [unit.code for unit in found if unit.level == "polsek"]
        if codes != [area.code]:
            errors.append(f"{area.code} {area.name}: {codes}")
    assert not errors


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Polres Tebing Tinggi", "Polres Tebing Tinggi"),  # not Empat Lawang's, whose seat it is
        ("Polres Metro, Lampung,", "Polres Metro"),
        ("Polsek Metro Pusat", "Polsek Metro Pusat"),
        ("Polres Metro Tangerang", "Polres Metro Tangerang Kota"),
        ("Polres Metro Pelabuhan Tanjung Priok", "Polres Pelabuhan Tanjung Priok"),
        ("Polres KP3 Tanjung Perak", "Polres Pelabuhan Tanjung Perak"),
        ("Polres Kep. Seribu", "Polres Kepulauan Seribu"),
        ("Polresta Tj. Pinang", "Polresta Tanjungpinang"),
        ("Polres Bolmong Utara", "Polres Bolaang Mongondow Utara"),
        ("Polresta Pontianak Kota", "Polresta Pontianak"),
        ("Polresta Serkot", "Polresta Serang Kota"),
        ("Polresta Jogja", "Polresta Yogyakarta"),
        ("Polres Padang Sidempuan", "Polres Padangsidimpuan"),
        ("Polres Pulau Buru", "Polres Buru"),
        ("Kapolda Kep. Babel", "Polda Kepulauan Bangka Belitung"),
        ("Polsek IB I", "Polsek Ilir Barat I"),
        ("Polsek Ilir Timur 2", "Polsek Ilir Timur II"),
        ("Divisi Humas Polri", "Divisi Humas Polri"),
        ("Kadiv Propam Polri", "Divisi Propam Polri"),
        ("Ditpolair Korpolairud Baharkam Polri", "Korpolairud Polri"),
        ("Densus 88 Antiteror Mabes Polri", "Densus 88 Antiteror Polri"),
        ("Brimobda Lampung", "Brimob Polda Lampung"),
        ("Wadir Lantas Poldasu", "Polda Sumatera Utara"),
        ("Ditreskrimum Polda Metro", "Polda Metro Jaya"),
        ("Satreskoba Polres Tala", "Polres Tanah Laut"),
        ("Polres Bukittinggi", "Polres Bukittinggi"),
    ],
)
def test_units_whose_name_is_not_that_of_their_area(text: str, name: str) -> None:
    assert [unit.name for unit in find_units(f"Kata {text} kemarin.")] == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Polres Solok dan Polres Solok Kota berjaga.", ["Polres Solok", "Polres Solok Kota"]),
        ("Polres Bima dan Bima Kota berjaga.", ["Polres Bima", "Polres Bima Kota"]),
        (
            "Polres Manokwari, Kota Sorong, Fakfak dan Polres Bintuni berjaga.",
            ["Polres Manokwari", "Polres Sorong Kota", "Polres Fakfak", "Polres Teluk Bintuni"],
        ),
        (
            "Polres Tegal, Polres Brebes, dan Polres Tegal Kota berjaga.",
            ["Polres Tegal", "Polres Brebes", "Polres Tegal Kota"],
        ),
        (
            "Kapolres Solok AKBP Andi hadir. Kapolres Solok Kota AKBP Budi juga.",
            ["Polres Solok", "Polres Solok Kota"],
        ),
        (
            "Kapolres Solok AKBP Andi hadir. Kapolres Solok Kota AKBP Andi Wijaya bicara.",
            ["Polres Solok Kota"],
        ),
        ("Polres Solok Kota bergerak. Kapolres Solok menambahkan.", ["Polres Solok Kota"]),
    ],
)
def test_both_units_of_a_pair_stay_two_where_the_text_tells_them_apart(text: str, names: list[str]) -> None:
    assert [unit.name for unit in find_units(text)] == names
