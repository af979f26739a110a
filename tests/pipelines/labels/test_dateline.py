"""The place before a report's first sentence is found in every outlet's manner, and only there."""

from __future__ import annotations

import pytest

from pipelines.labels.dateline import find_dateline
from pipelines.labels.words import read


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("BATURAJA - Dua pria ditangkap.", "BATURAJA"),
        ("Bandarlampung (ANTARA) - Dua pria ditangkap.", "Bandarlampung"),
        ("SUARAKOTA.COM, MUARA ENIM – Dua pria ditangkap.", "MUARA ENIM"),
        ("SUARAKOTA.CO.ID , SEKAYU -- Dua pria ditangkap.", "SEKAYU"),
        ("DEPOK, SUARAKOTA.com- Dua pria ditangkap.", "DEPOK"),
        ("**DOMPU, SUARAKOTA.com -** Seorang ibu tewas.", "DOMPU"),
        ("Pesawaran, Lampung – Polisi berpatroli.", "Pesawaran, Lampung"),
        ("KAB. OKI, || Kecamatan itu aman.", "KAB. OKI"),
        ("Rokan Hulu\n-\nPolisi berpatroli.", "Rokan Hulu"),
        ("Laporan Wartawan Suara Kota, Fulan\nSUARAKOTA.COM, LAHAT - Api padam.", "LAHAT"),
        ("KARIMUN, SUARAKOTA.CO:Empat pria ditangkap.", "KARIMUN"),
        ("LONDON, SUARAKOTA.com - Polisi Inggris berkata.", "LONDON"),
        ("POSMETRO MEDAN– Dua pria ditangkap.", "MEDAN"),
        ("PALEMBANG, BP – Dua pria ditangkap.", "PALEMBANG"),
        ("Baturaja, Humas Polri – Dua pria ditangkap.", "Baturaja"),
        ("MUBA, SUARAKOTA.CO – Dua pria ditangkap.", "MUBA"),
        ("PALI || Dua pria ditangkap.", "PALI"),
        ("Judul Berita Itu\n\nLampung Utara , Lampung – Polisi berpatroli.", "Lampung Utara , Lampung"),
        ("Bandar  Lampung (ANTARA) - Dua pria ditangkap.", "Bandar  Lampung"),
        ("KUALA LUMPUR, 3/5 (ANTARA) - Dua kapal", "KUALA LUMPUR"),
        ("Liputan6.com, Surabaya Dua pria ditangkap.", "Surabaya"),
    ],
)
def test_datelines_are_kept_as_written(text: str, place: str) -> None:
    line = find_dateline(text)
    assert line is not None
    assert line.text == place
    assert text[line.span.start : line.span.end] == place


@pytest.mark.parametrize(
    "text",
    [
        "Polisi menangkap dua pria di Lahat.",
        "Polisi - yang datang terlambat - pergi.",
        "SUARAKOTA.COM - Dua pria ditangkap.",
        "Sumber: Polres Lahat",
        "Bapak Fulan - ketua RT - datang.",
        "",
    ],
)
def test_no_dateline_is_made_up(text: str) -> None:
    assert find_dateline(text) is None


def test_the_title_is_no_dateline() -> None:
    assert find_dateline(read("Dua pria ditangkap.", title="Lahat - Begal Ditangkap")) is None


def test_a_dash_far_down_in_the_text_opens_no_report() -> None:
    assert find_dateline("Polisi datang.\n" * 200 + "LAHAT - Api padam.") is None
