"""Officials in every rank, with names from all over Indonesia, and in the forms that papers give posts."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import pipelines.labels
from pipelines.labels.officials import Official, find_officials

DATA = Path(pipelines.labels.__file__).parent / "data"
RANKS = tomllib.loads((DATA / "officials.toml").read_text(encoding="utf-8"))["ranks"]
CORPS = {"Kolonel": "Inf", "Letkol": "Kav", "Mayor": "Arh", "Kapten": "Cba", "Lettu": "Inf", "Letda": "Inf"}


def only(text: str) -> Official:
    found = find_officials(text)
    assert len(found) == 1, [(one.name, one.post) for one in found]
    return found[0]


@pytest.mark.parametrize("rank", RANKS["polri"])
def test_every_rank_of_the_police_has_one_form_however_it_is_written(rank: str) -> None:
    for spelling in RANKS["polri"][rank]:
        for written in (
            spelling.title(),
            spelling.upper(),
            f"{spelling.title()} Pol",
            f"{spelling.title()}. Pol.",
        ):
            one = only(f"Kata Kasat Reskrim Polres OKU {written} Andi Wijaya, S.H., M.H., kemarin.")
            assert (one.rank, one.name) == (rank, "Andi Wijaya"), written
            assert one.post == "Kasat Reskrim Polres Ogan Komering Ulu"


@pytest.mark.parametrize("rank", RANKS["tni"])
def test_every_rank_of_the_armed_forces_is_kept_with_its_corps(rank: str) -> None:
    corps = CORPS.get(rank, "")
    for spelling in RANKS["tni"][rank]:
        written = f"{spelling.title()} {corps or 'TNI'}"
        one = only(f"Kata Dandim 0403/OKU {written} Andi Wijaya, S.I.P., kemarin.")
        assert (one.rank, one.name) == (f"{rank} {corps}".strip(), "Andi Wijaya"), written
        assert one.post == "Dandim 0403/Ogan Komering Ulu"


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Samian",
            "Ma'ruf Al-Hakim",
            "I Ketut Agus Sudina",
            "Ida Bagus Widwan",
            "Ni Made Sari",
            "V.J. Parapaga",
        ),
        *(
            "M. Iqbal Simatupang",
            "FX Irwan Arianto",
            "Mathius D. Fakhiri",
            "St. Abdul Rahman",
            "Andi Rian R. Wijaya",
        ),
        *(
            "Nur'aini binti Hasan",
            "Muh. Ridwan",
            "Yohanes de Rosari",
            "Pius X Aceng Loda",
            "Abdul Aziz bin Umar",
        ),
        *("Tagor Hutapea", "Benny Ch. Ayomi", "La Ode Aries", "Moh. Sa'id"),
    ],
)
@pytest.mark.parametrize(
    "degrees", ["", ", S.H.", ", S.I.K., M.H.", " SIK MH", ", S.Sos., M.Si.", " S.I.K., CPHR."]
)
def test_a_name_keeps_its_particles_and_initials_and_loses_its_degrees(name: str, degrees: str) -> None:
    one = only(f"Hal itu dikatakan Kapolres Lahat AKBP {name}{degrees} di kantornya, kemarin.")
    assert (one.name, one.rank, one.post) == (name, "AKBP", "Kapolres Lahat")


@pytest.mark.parametrize(
    ("written", "name", "post"),
    [
        ("Kepala Kejaksaan Negeri OKU, Andi Wijaya SH MH,", "Andi Wijaya", "Kajari Ogan Komering Ulu"),
        ("Kasipenkum Kejati Sumsel Vanny Yulia", "Vanny Yulia", "Kasi Penkum Kejati Sumatera Selatan"),
        ("Wakajati NTT, Andi Wijaya,", "Andi Wijaya", "Wakajati Nusa Tenggara Timur"),
        ("Bupati Musi Banyuasin (Muba) H M Toha Tohet", "M Toha Tohet", "Bupati Musi Banyuasin"),
        ("Gubernur Sumatera Selatan, H. Andi Deru,", "Andi Deru", "Gubernur Sumatera Selatan"),
        ("Walikota Prabumulih H Arlan", "Arlan", "Wali Kota Prabumulih"),
        ("Wakil Ketua I DPRD Muba Andi Wijaya", "Andi Wijaya", "Wakil Ketua I DPRD Kabupaten Musi Banyuasin"),
        ("Camat Baturaja Timur Andi Wijaya S.STP", "Andi Wijaya", "Camat Baturaja Timur"),
        ("Kadus II Andi Wijaya", "Andi Wijaya", "Kepala Dusun II"),
        (
            "Kepala Balai Karantina Sumsel Andi Wijaya",
            "Andi Wijaya",
            "Kepala Balai Karantina Provinsi Sumatera Selatan",
        ),
        ("Kepala Kantor SAR Palembang, Andi Wijaya,", "Andi Wijaya", "Kepala Basarnas Palembang"),
        ("Kabid Darurat BPBD OKU Gunalfi", "Gunalfi", "Kabid Darurat BPBD Kabupaten Ogan Komering Ulu"),
        ("Kakanwil Kemenkumham Sumsel Andi Wijaya", "Andi Wijaya", "Kakanwil Kemenkumham Sumatera Selatan"),
        ("Danrem 044/Gapo Brigjen TNI Andi Wijaya", "Andi Wijaya", "Danrem 044/Gapo"),
        ("Pangdam II/Sriwijaya Mayjen TNI Andi Wijaya", "Andi Wijaya", "Pangdam II/Sriwijaya"),
        ("Danramil 403-06/Baturaja Kapten Inf Andi", "Andi", "Danramil 403-06/Baturaja"),
        ("Kapolsubsektor Semidang Aji Ipda Andi", "Andi", "Kapolsubsektor Semidang Aji"),
        ("Pjs Kasat Lantas Polres OKI Iptu Budi", "Budi", "Pj Kasat Lantas Polres Ogan Komering Ilir"),
        ("Plh Kapolres OKU Kompol Andi Wijaya", "Andi Wijaya", "Plh Kapolres Ogan Komering Ulu"),
        (
            "Danyon B Pelopor Satbrimob Polda Sumsel Kompol Andi",
            "Andi",
            "Danyon B Pelopor Brimob Polda Sumatera Selatan",
        ),
    ],
)
def test_posts_in_the_forms_of_the_press(written: str, name: str, post: str) -> None:
    one = only(f"Hal itu disampaikan {written} di kantornya, kemarin pagi.")
    assert (one.name, one.post) == (name, post)


@pytest.mark.parametrize(
    "text",
    [
        "Jabatan Kapolres Lahat diserahkan dari pejabat lama AKBP Andi Wijaya "
        "kepada pejabat baru AKBP Budi Santoso.",
        "Jabatan Kapolres Lahat yang semula dijabat AKBP Andi Wijaya kini dijabat AKBP Budi Santoso.",
        "Kapolres Lahat AKBP Andi Wijaya digantikan oleh AKBP Budi Santoso.",
        "AKBP Budi Santoso resmi menjabat Kapolres Lahat menggantikan AKBP Andi Wijaya.",
        "Kapolres Lahat lama AKBP Andi Wijaya menyambut Kapolres Lahat yang baru AKBP Budi Santoso.",
    ],
)
def test_a_handover_has_one_who_gives_and_one_who_takes(text: str) -> None:
    roles = {one.name: (one.post, one.role) for one in find_officials(text)}
    assert roles == {
        "Andi Wijaya": ("Kapolres Lahat", "outgoing"),
        "Budi Santoso": ("Kapolres Lahat", "new"),
    }


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Kapolresta Palu, Kombes Polisi Hari Rosena, hadir di sana.", ("Kombes", "Hari Rosena")),
        ("Kapolres Lahat Ajun Komisaris Besar Polisi atau AKBP Andi Wijaya hadir.", ("AKBP", "Andi Wijaya")),
        (
            "Wakapolda Kaltim Brigadir Jendral Polisi M.Sabil Alif hadir di sana.",
            ("Brigjen", "M. Sabil Alif"),
        ),
        ("Kasi Humas, Iptu Arwin, hadir bersama warga Hari Senin.", ("Iptu", "Arwin")),
    ],
)
def test_names_and_ranks_that_look_like_other_words(text: str, person: tuple[str, str]) -> None:
    one = only(text)
    assert (one.rank, one.name) == person


def test_a_directorate_is_nobody() -> None:
    assert find_officials("Direktorat Kriminal Umum (Dir Krimum) Polda Papua Barat menahan warga itu.") == ()


def test_his_post_is_the_one_that_the_man_before_left() -> None:
    text = (
        "AKP Andi Wijaya yang sebelumnya menjabat Kasat Reskrim Polres OKU dimutasi menjadi Kapolsek Rupit. "
        "Posisinya digantikan AKP Budi Santoso."
    )
    found = {one.name: one.post for one in find_officials(text)}
    assert found["Budi Santoso"] == "Kasat Reskrim Polres Ogan Komering Ulu"
