"""Police operations by their full name."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import pipelines.labels
from pipelines.labels.operation import find_operation
from pipelines.labels.words import read


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Polres menggelar Ops Pekat Musi 2026 selama dua pekan.", "Operasi Pekat Musi 2026"),
        ("Operasi Ketupat 2025 dimulai.", "Operasi Ketupat 2025"),
        ("Apel gelar pasukan Operasi Keselamatan Musi-2026 digelar.", "Operasi Keselamatan Musi 2026"),
        ("OPERASI LILIN LODAYA 2019 berakhir", "Operasi Lilin Lodaya 2019"),
        ("Operasi Patuh Krakatau Tahun 2025 menjaring pelanggar.", "Operasi Patuh Krakatau 2025"),
        ("Operasi Pekat II Musi 2026 digelar.", "Operasi Pekat II Musi 2026"),
        ("Satgas Operasi Damai Cartenz menangkap pelaku.", "Operasi Damai Cartenz"),
        ("Kaops Damai Cartenz Brigjen Budi Santoso mengatakan", "Operasi Damai Cartenz"),
        ("Hasil Operasi Sikat Lancang Kuning 2025 diumumkan.", "Operasi Sikat Lancang Kuning 2025"),
        ("Selama operasi Zebra 2020 Polda Jambi menilang.", "Operasi Zebra 2020"),
        ("Operasi Wijaya Musi 2026 menyasar preman.", "Operasi Wijaya Musi 2026"),
        ("Operasi Zebra Antah 2026 menyasar sopir.", "Operasi Zebra Antah 2026"),
        ("Operasi Kepolisian Kewilayahan Pekat Musi 2026 dimulai.", "Operasi Pekat Musi 2026"),
        ("Operasi (Ops) Pekat Musi 2026 dimulai.", "Operasi Pekat Musi 2026"),
        ("Hasil operasi patuh 2025 diumumkan.", "Operasi Patuh 2025"),
        ("Ops Aman Nusa II digelar.", "Operasi Aman Nusa II"),
        ("Operasi Pekat Progo I 2025 digelar.", "Operasi Pekat Progo I 2025"),
        ("Operasi Pekat Kie Raha 2025 digelar.", "Operasi Pekat Kie Raha 2025"),
        ("Operasi Patuh Polda Lampung 2025 digelar.", "Operasi Patuh"),
    ],
)
def test_operations_are_named_in_full(text: str, name: str) -> None:
    found = find_operation(text)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    "text",
    [
        "Imigrasi menggelar Operasi Wirawaspada di perusahaan.",
        "Pasien menjalani operasi jantung di RSUD.",
        "Jam operasi truk dibatasi. Patuh pada aturan itu penting.",
        "Warga berobat tanpa operasi Edukasi Keselamatan digelar di dermaga.",
        "Taman dibuka.\nBaca juga: Operasi Patuh Musi 2026 Dimulai Hari Ini\n",
        "operasi",
    ],
)
def test_other_operations_are_none(text: str) -> None:
    assert find_operation(text) is None


def test_shorter_forms_count_for_the_longer_one_and_the_most_frequent_is_given() -> None:
    words = read(
        "Operasi Patuh dimulai. Operasi Patuh Musi 2026 berlangsung 14 hari. Ops Patuh Musi menilang. "
        "Tahun lalu Operasi Zebra digelar."
    )
    found = find_operation(words)
    assert found is not None
    assert found.name == "Operasi Patuh Musi 2026"
    assert [words.quote(span) for span in found.evidence] == [
        "Operasi Patuh",
        "Operasi Patuh Musi 2026",
        "Ops Patuh Musi",
    ]


FORMS = (
    "Operasi {} {} 2026",
    "Ops {} {}-2026",
    "operasi {} {} Tahun 2026",
    "Ops. {} {} 2026",
    "Operasi Kepolisian {} {} 2026",
    "Operasi {}-{} 2026",
    "OPERASI {} {} 2026",
)


@pytest.mark.parametrize("form", FORMS)
def test_every_operation_of_every_region_is_known(form: str) -> None:
    data = Path(pipelines.labels.__file__).parent / "data" / "operations.toml"
    file = tomllib.loads(data.read_text(encoding="utf-8"))
    errors = []
    for name in file["names"]:
        for region in file["regions"]:
            text = form.format(name, region)
            text = text.upper() if form.isupper() else text
            found = find_operation(f"Polda menggelar {text} selama dua pekan.")
            if found is None or found.name.lower() != f"operasi {name} {region} 2026".lower():
                errors.append((text, found and found.name))
    assert not errors
