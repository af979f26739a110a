"""Whom a bare text credits, with its place in the text."""

from __future__ import annotations

import pytest

from pipelines.labels.agency import find_agency
from pipelines.labels.words import read


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Baturaja (ANTARA) - Polres OKU menggelar patroli.", "ANTARA"),
        ("Bandarlampung   (ANTARA) - Polda Lampung menggelar patroli.", "ANTARA"),
        ("KABARDESA.COM, LAHAT -- Polres Lahat menggelar patroli.", "KABARDESA.COM"),
        ("**KLATEN, KABARDESA.com** - Polisi menggelar patroli.", "KABARDESA.com"),
        ("Polisi menangkap pelaku, dilansir detikSumut, Rabu (18/6/2025).", "detikSumut"),
        ("Polisi menangkap pelaku, dilansir\ndetikSumut\n, Rabu (18/6/2025).", "detikSumut"),
        ("Bupati membuka lomba.\nSumber: Diskominfo OKUEditor: Andi", "Diskominfo OKU"),
    ],
)
def test_the_credited_outlet_is_found(text: str, name: str) -> None:
    words = read(text, title="Polisi Berpatroli")
    found = find_agency(words)
    assert found is not None
    assert found.name == name
    assert words.quote(found.evidence[0]) == name


def test_banners_and_captions_may_stand_above_the_dateline() -> None:
    banners = "Banner Pemkab\n\nWarga Diimbau Waspada\n\nid waspada, patroli\n\nKapolres. (Foto: Humas)\n\n"
    found = find_agency(read(f"{banners}Baturaja (ANTARA) - Kapolres mengimbau warga waspada."))
    assert found is not None
    assert found.name == "ANTARA"


@pytest.mark.parametrize(
    "text", ["Polres OKU menggelar patroli.", "Sumber air warga mengering.", "Sumber:", ""]
)
def test_a_text_without_credit_has_none(text: str) -> None:
    assert find_agency(text) is None
