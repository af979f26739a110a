from __future__ import annotations

import time

import pytest

from pipelines.dateline import read_dateline


@pytest.mark.parametrize(
    ("opening", "place", "outlet"),
    [
        ("Baturaja (ANTARA) - Polres OKU menutup pasar.", "Baturaja", "ANTARA"),
        ("Mataram, NTB (ANTARA News) - Bandara ditutup.", "Mataram, NTB", "ANTARA News"),
        ("ISTANBUL, 23 Februari 2016 (Antara/PRNewswire) - Kota itu", "ISTANBUL", "Antara"),
        ("Kuala Lumpur, 3/5 (ANTARA) - Dua kapal", "Kuala Lumpur", "ANTARA"),
        ("Bandar Lampung (Lampost.co)-- Hujan turun.", "Bandar Lampung", "Lampost.co"),
        ("KAB. OKI, || Kecamatan itu aman.", "KAB. OKI", None),
        ("PALEMBANG, SRIPOKU.COM - Dua orang ditangkap.", "PALEMBANG", "SRIPOKU.COM"),
        ("SRIPOKU.COM , SEKAYU -- Polsek itu", "SEKAYU", "SRIPOKU.COM"),
        ("TRIBUNSUMSEL.COM, PALEMBANG - Dua orang", "PALEMBANG", "TRIBUNSUMSEL.COM"),
        ("TRIBUNJATENG.COM,SEMARANG - Dua orang", "SEMARANG", "TRIBUNJATENG.COM"),
        ("TRIBUN-BALI.COM - Seorang penumpang", None, "TRIBUN-BALI.COM"),
        ("JAKARTA, KOMPAS.com – Dua orang", "JAKARTA", "KOMPAS.com"),
        ("REPUBLIKA.CO.ID, JAKARTA -- Dua orang", "JAKARTA", "REPUBLIKA.CO.ID"),
        ("Liputan6.com, Jakarta Wakil direktur itu", "Jakarta", "Liputan6.com"),
        ("Liputan6.com, Bandar Lampung Dua orang", "Bandar Lampung", "Liputan6.com"),
        ("TEMPO.CO, Jakarta - Dua orang", "Jakarta", "TEMPO.CO"),
        ("KARIMUN, POSMETRO.CO:Empat pria", "KARIMUN", "POSMETRO.CO"),
        ("POSMETRO MEDAN– Dua pria", "MEDAN", "POSMETRO MEDAN"),
        ("SUMEKS.CO PALEMBANG – Dua pria", "PALEMBANG", "SUMEKS.CO"),
        ("Kabarkota.id | Palembang – Dua pria", "Palembang", "Kabarkota.id"),
        ("MEDAN | KABARKOTA.CO.ID - Dua pria", "MEDAN", "KABARKOTA.CO.ID"),
        ("Palembang//Kabarkota.com - Dua pria", "Palembang", "Kabarkota.com"),
        ("MEDAN (Suara): Dua pria", "MEDAN", None),
        ("TANJUNGPINANG (SKA) – Dua pria", "TANJUNGPINANG", None),
        ("KBRN, Palembang : Dua pria", "Palembang", "KBRN"),
        ("Jakarta, CNN Indonesia -- Dua pria", "Jakarta", "CNN Indonesia"),
        ("Palembang, LKBN ANTARA - Dua pria", "Palembang", "LKBN ANTARA"),
        ("Pesawaran, Lampung – Polisi menutup pasar.", "Pesawaran, Lampung", None),
        ("BATURAJA- Seorang pengasuh", "BATURAJA", None),
        ("DUMAI - Tim itu", "DUMAI", None),
        ("Palembang - Dua orang", "Palembang", None),
    ],
)
def test_dateline_is_read(opening: str, place: str | None, outlet: str | None) -> None:
    found = read_dateline([opening, "Kalimat kedua."])
    assert found is not None
    assert (found.place, found.outlet) == (place, outlet)


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["Palembang -", "Dua orang ditangkap."],
        ["Palembang", "-", "Dua orang ditangkap."],
        ["Laporan Rahma", "PALEMBANG - Dua orang ditangkap."],
    ],
)
def test_dateline_in_a_paragraph_of_its_own_or_below_a_byline_is_read(paragraphs: list[str]) -> None:
    found = read_dateline(paragraphs)
    assert found is not None
    assert found.place is not None
    assert found.place.lower() == "palembang"


@pytest.mark.parametrize(
    "opening",
    [
        "Polda Sumatera Selatan melalui jajarannya menutup pasar.",
        "Kapolres OKU - yang baru dilantik - meninjau pasar.",
        "AKBP Imam Zamroni - Kapolres OKU - meninjau pasar.",
        "KPK - lembaga itu - menahan dua orang.",
        '"Kami jaga," kata Kapolsek.',
        "Pasar itu -- yang terbesar di kota -- terbakar.",
        "Dua orang, seorang di antaranya anak, hanyut.",
        "Sumsel Baru-Baru ini dilanda hujan.",
        "",
    ],
)
def test_sentence_is_no_dateline(opening: str) -> None:
    assert read_dateline([opening, "Kalimat kedua."]) is None


def test_dateline_far_down_is_another_text_s() -> None:
    assert read_dateline(["Kalimat pertama."] * 3 + ["PALEMBANG - Dua orang."]) is None


@pytest.mark.parametrize("piece", ["A ", "Aa-", "AA, ", "Aa.com, ", "(", "||"])
def test_time_is_bounded_whatever_the_text(piece: str) -> None:
    started = time.process_time()
    read_dateline([piece * 10_000] * 3)
    assert time.process_time() - started < 0.2
