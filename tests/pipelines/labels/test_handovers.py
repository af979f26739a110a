"""Who takes a post and who gives it, as texts on handovers (sertijab) say it."""

from __future__ import annotations

import pytest

from pipelines.labels.officials import Official, find_officials
from pipelines.labels.words import read


def officials(text: str) -> dict[str, Official]:
    return {official.name: official for official in find_officials(read(f"Sertijab digelar kemarin. {text}"))}


@pytest.mark.parametrize("to", ["kepada", "ke"])
def test_post_goes_from_one_to_the_other(to: str) -> None:
    found = officials(f"Jabatan Kapolsek Tebing diserahkan dari Iptu Fulan {to} Ipda Basri, S.H.")
    assert (found["Fulan"].role, found["Fulan"].post) == ("outgoing", "Kapolsek Tebing")
    assert (found["Basri"].role, found["Basri"].post) == ("new", "Kapolsek Tebing")


@pytest.mark.parametrize(
    "text",
    [
        "AKBP Basri menggantikan AKBP Fulan sebagai Kapolres Lahat.",
        "Kapolres Lahat AKBP Fulan digantikan oleh AKBP Basri.",
        "Jabatan Kapolres Lahat yang sebelumnya dijabat AKBP Fulan kini dijabat oleh AKBP Basri.",
    ],
)
def test_successor_and_predecessor_are_told_apart(text: str) -> None:
    found = officials(text)
    assert {name: (one.role, one.post) for name, one in found.items()} == {
        "Fulan": ("outgoing", "Kapolres Lahat"),
        "Basri": ("new", "Kapolres Lahat"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "AKP Fulan, sebelumnya menjabat Kapolsek Tebing, diangkat sebagai Kasat Lantas Polres Lahat.",
        "AKP Fulan, jabatan lama Kapolsek Tebing, menduduki jabatan baru Kasat Lantas Polres Lahat.",
        "Kapolsek Tebing AKP Fulan dimutasi menjadi Kasat Lantas Polres Lahat.",
        "Mantan Kapolsek Tebing AKP Fulan kini menjabat Kasat Lantas Polres Lahat.",
    ],
)
def test_new_post_counts_and_the_old_one_is_kept(text: str) -> None:
    found = officials(text)["Fulan"]
    assert (found.role, found.post, found.unit) == ("new", "Kasat Lantas Polres Lahat", "Polres Lahat")
    assert (found.former_post or "").endswith("Kapolsek Tebing")


def test_each_line_of_a_list_is_read_by_itself() -> None:
    found = officials(
        "Daftarnya sebagai berikut:\n"
        "AKP Fulan, jabatan lama Kapolsek Tebing, jabatan baru Kasat Binmas Polres Lahat\n"
        "Iptu Basri, jabatan lama Kanit Reskrim Polsek Merapi Barat, jabatan baru Kapolsek Tebing\n"
    )
    assert {name: one.post for name, one in found.items()} == {
        "Fulan": "Kasat Binmas Polres Lahat",
        "Basri": "Kapolsek Tebing",
    }


def test_past_post_is_former_and_names_its_unit_no_more() -> None:
    found = officials("Hadir pula mantan Kapolres Lahat AKBP Fulan Wijaya bersama istri.")["Fulan Wijaya"]
    assert (found.role, found.post) == ("former", "mantan Kapolres Lahat")


def test_accused_official_is_a_suspect_and_his_accuser_is_not() -> None:
    found = officials(
        'Tersangka eks Kapolres Lahat AKBP Fulan Wijaya ditahan. "Ia sudah jadi tersangka," ujar '
        "Kasat Reskrim Polres Lahat AKP Basri."
    )
    assert (found["Fulan Wijaya"].role, found["Basri"].role) == ("suspect", "")


def test_officers_killed_in_service_are_victims_all_of_a_list() -> None:
    found = officials(
        "Senjata itu dipakai menembak Kapolsek Tebing AKP Fulan, Bripka Basri dan Bripda Candra."
    )
    assert [one.role for one in found.values()] == ["victim"] * 3
