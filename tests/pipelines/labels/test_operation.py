"""Police operations by their full name."""

from __future__ import annotations

import pytest

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
