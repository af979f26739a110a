from __future__ import annotations

import pytest

from pipelines.titles import MAX_TITLE, headline, site_label


@pytest.mark.parametrize(
    ("printed", "url", "expected"),
    [
        ("Polisi ringkus A - ANTARA News Lampung", "https://lampung.antaranews.com/x", "Polisi ringkus A"),
        ("Polisi ringkus A | Koran Dusun", "https://a.example/x", "Polisi ringkus A"),
        ("Polisi ringkus A - Koran Dusun - Kabar dari Desa", "https://a.example/x", "Polisi ringkus A"),
        ("Polisi ringkus A Halaman all - Koran Dusun", "https://a.example/x", "Polisi ringkus A"),
        ("Polisi ringkus A - Halaman 2", "https://a.example/x", "Polisi ringkus A"),
        ("Kitab itu Halaman 2 hilang", "https://a.example/x", "Kitab itu Halaman 2 hilang"),
        ("Koran Dusun: Polisi", "https://a.example/x", "Koran Dusun: Polisi"),
        ("Koran Dusun – Polisi ringkus A", "https://a.example/x", "Polisi ringkus A"),
        (
            "Polisi ringkus A - Regional - Kompas.com Regional",
            "https://regional.kompas.com/x",
            "Polisi ringkus A - Regional",
        ),
        ("Angka naik - Humaniora di Nasional JPNN.com", "https://www.jpnn.com/x", "Angka naik"),
        (
            "Kasus naik - Kapolri turun tangan",
            "https://www.polri.go.id/x",
            "Kasus naik - Kapolri turun tangan",
        ),
        (
            "Kasus naik - Polri tetapkan tersangka",
            "https://www.polri.go.id/x",
            "Kasus naik - Polri tetapkan tersangka",
        ),
        ("Polisi ringkus A | Koran Dusun Kriminal", "https://a.example/x", "Polisi ringkus A"),
        ("Polisi ringkus A | Daerah Koran Dusun", "https://a.example/x", "Polisi ringkus A"),
        (
            "Polisi ringkus A - Koran Dusun Digugat",
            "https://a.example/x",
            "Polisi ringkus A - Koran Dusun Digugat",
        ),
        ("Kayuagung-Palembang macet", "https://a.example/x", "Kayuagung-Palembang macet"),
        ("  Polisi \n ringkus\u200b A ", "https://a.example/x", "Polisi ringkus A"),
        ("Koran Dusun", "https://a.example/x", "Koran Dusun"),
        ("", "https://a.example/x", ""),
    ],
)
def test_site_name_is_taken_off_and_nothing_else(printed: str, url: str, expected: str) -> None:
    assert headline(printed, sites=["Koran Dusun"], url=url) == expected


def test_title_is_capped() -> None:
    assert len(headline("kata " * 300_000, sites=[], url="https://a.example/x")) <= MAX_TITLE


@pytest.mark.parametrize(
    ("url", "label"),
    [
        ("https://lampung.antaranews.com/x", "antaranews"),
        ("https://tribratanews.sumsel.polri.go.id/", "polri"),
        ("https://www.republika.co.id/", "republika"),
        ("http://localhost:8080/", "localhost"),
        ("urn:ronda:1", ""),
    ],
)
def test_label_of_an_address_is_the_registered_name(url: str, label: str) -> None:
    assert site_label(url) == label
