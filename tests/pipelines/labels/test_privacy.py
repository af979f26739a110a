"""Names of children, victims of sexual violence and suspects leave the house as initials; officials stay."""

from __future__ import annotations

import pytest

from pipelines.labels.privacy import find_private, initials, mask
from pipelines.labels.words import read


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Anak itu, Raka Pratama (7), hanyut.", "Anak itu, RP (7), hanyut."),
        ("Seorang bocah bernama Raka hanyut.", "Seorang bocah bernama R hanyut."),
        (
            "Seorang pelajar SMP Negeri 1 Lahat, Dewi Lestari, jatuh.",
            "Seorang pelajar SMP Negeri 1 Lahat, DL, jatuh.",
        ),
        ("Polisi menangkap tersangka Andi Saputra.", "Polisi menangkap tersangka AS."),
        ("Tersangka Andi Saputra alias Gondrong lari.", "Tersangka AS alias G lari."),
        (
            "Tersangka Andi (34), Budi Hartono (30) dan Candra (28) lari.",
            "Tersangka A (34), BH (30) dan C (28) lari.",
        ),
        ("Pelaku bernama Andi bin Basri lari.", "Pelaku bernama AB lari."),
        ("Andi Saputra ditetapkan sebagai tersangka.", "AS ditetapkan sebagai tersangka."),
        ("Terdakwa Kopda Bazar dituntut.", "Terdakwa Kopda B dituntut."),
        # children
        (
            "Seorang anak di bawah umur bernama Dimas Prakoso lari.",
            "Seorang anak di bawah umur bernama DP lari.",
        ),
        ("Seorang anak di bawah umur, Dimas Prakoso, lari.", "Seorang anak di bawah umur, DP, lari."),
        ("Aisyah Putri yang masih berusia 9 tahun hilang.", "AP yang masih berusia 9 tahun hilang."),
        ("Aisyah Putri, bocah 9 tahun, hilang. Aisyah dicari.", "AP, bocah 9 tahun, hilang. AP dicari."),
        ("Bocah 9 tahun bernama Aisyah Putri hilang.", "Bocah 9 tahun bernama AP hilang."),
        ("Balita malang itu adalah Muhammad Alfatih.", "Balita malang itu adalah MA."),
        ("Balita Muhammad Alfatih (3 tahun) selamat.", "Balita MA (3 tahun) selamat."),
        ("Rizky Ramadhan, siswa kelas VIII SMP, jatuh.", "RR, siswa kelas VIII SMP, jatuh."),
        ("Rizky Ramadhan siswa SMP Negeri 3 Lahat jatuh.", "RR siswa SMP Negeri 3 Lahat jatuh."),
        ("Zaki (8 bulan) dan kakaknya Nabila (4) tewas.", "Z (8 bulan) dan kakaknya N (4) tewas."),
        (
            "Nabila dan Zaki, masing-masing berusia 4 dan 2 tahun, tewas.",
            "N dan Z, masing-masing berusia 4 dan 2 tahun, tewas.",
        ),
        # suspects
        (
            "Para pelaku masing-masing Joko Susilo, Agus Salim, dan Rudi lari.",
            "Para pelaku masing-masing JS, AS, dan R lari.",
        ),
        (
            "Ketiga tersangka: Joko Susilo (34), dan Bambang Irawan (41).",
            "Ketiga tersangka: JS (34), dan BI (41).",
        ),
        (
            "Dua tersangka yakni Joko Susilo (34), warga Lahat, dan Agus Salim (23), warga Muba.",
            "Dua tersangka yakni JS (34), warga Lahat, dan AS (23), warga Muba.",
        ),
        (
            "Joko Susilo (34), warga Desa Sukajadi, ditangkap polisi.",
            "JS (34), warga Desa Sukajadi, ditangkap polisi.",
        ),
        ("Polisi meringkus Joko Susilo (34) di Lahat.", "Polisi meringkus JS (34) di Lahat."),
        (
            "Dua orang yang diamankan yakni Joko Susilo (34) dan Agus (23).",
            "Dua orang yang diamankan yakni JS (34) dan A (23).",
        ),
        (
            "Pria bernama Joko Susilo itu ditangkap. Pelaku Joko menyesal.",
            "Pria bernama JS itu ditangkap. Pelaku JS menyesal.",
        ),
        ("JOKO SUSILO (34), tersangka pencurian, ditahan.", "JS (34), tersangka pencurian, ditahan."),
        ("Pelaku pencurian sepeda motor bernama Joko lari.", "Pelaku pencurian sepeda motor bernama J lari."),
        ("Tersangka kasus narkoba, Joko Susilo, ditahan.", "Tersangka kasus narkoba, JS, ditahan."),
        ("Status Joko Susilo naik menjadi tersangka.", "Status JS naik menjadi tersangka."),
        (
            "Joko Susilo dan Agus Salim ditetapkan sebagai tersangka.",
            "JS dan AS ditetapkan sebagai tersangka.",
        ),
        ("Tersangka bernama Joko alias Jek bin Sarmin lari.", "Tersangka bernama J alias JS lari."),
    ],
)
def test_name_becomes_initials(text: str, masked: str) -> None:
    before = "Peristiwa itu terjadi kemarin. "
    assert mask(before + text).text == before + masked


@pytest.mark.parametrize(
    "text",
    [
        "Korban Slamet Riyadi (40) kehilangan motornya.",
        "Mahasiswa bernama Andi Saputra (20) melapor.",
        "Pelaku UMKM di Lahat menerima bantuan.",
        "Ia dijerat Pasal 114 Ayat (1) UU Narkotika.",
        "Pelaku berinisial AS (25) ditangkap.",
        "Pelajar SMA Negeri 1 Lahat, Senin, berlatih.",
        "Warga Kecamatan Tebing (12) mengungsi.",
        "Menurut saksi, Pak Sutrisno, pelaku kabur ke arah sungai.",
        "Kata Sutrisno, pelaku kabur ke arah sungai.",
        "Warga bernama Sutrisno menangkap pelaku pencurian di kebun.",
        "Polisi mengamankan Pasar Baturaja saat Lebaran.",
        "Polres Lahat mengamankan Pilkada 2024 di Kecamatan Kikim.",
        "Kuasa hukum terdakwa, Hotman Paris, membantah.",
        "Tersangka ditangkap di Jalan Ahmad Yani, Palembang.",
        "Tersangka dibawa ke RSUD Ibnu Sutowo Baturaja.",
        "Kapolres mengatakan pelaku, warga Desa Tanjung Baru, ditangkap Senin.",
        "Sebanyak 12 siswa SD Muhammadiyah Lahat, Kamis, mengunjungi Polres.",
        "Guru SMP Negeri 1 Lahat, Siti Aminah, mengajar siswa membaca.",
        "Pelaku Pariwisata Sumatera Selatan berkumpul.",
        "Bupati Lahat Joko Susilo ditetapkan sebagai tersangka.",
        "Penerimaan Murid Baru (SPMB) dibuka. Calon murid mendaftar.",
        "Keduanya ditangkap. Mereka pelajar dan Terduga diamankan.",
        "Istri korban pencurian, Suharti, melapor.",
    ],
)
def test_others_keep_their_names(text: str) -> None:
    assert mask(f"Peristiwa itu terjadi kemarin. {text}").text.endswith(text)


def test_victim_of_sexual_violence_and_her_family_are_masked_whatever_their_age() -> None:
    text = "Polisi mengusut pencabulan itu. Korban, Melati Anggraini, melapor bersama ibu korban, Suharti."
    assert mask(text).text.endswith("Korban, MA, melapor bersama ibu korban, S.")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Korban rudapaksa bernama Melati Sukma melapor.", "Korban rudapaksa bernama MS melapor."),
        ("Melati Sukma, korban rudapaksa, melapor.", "MS, korban rudapaksa, melapor."),
        ("Melati Sukma menjadi korban pencabulan.", "MS menjadi korban pencabulan."),
        ("Ibu Melati, Sutinah, melaporkan pencabulan itu.", "Ibu M, S, melaporkan pencabulan itu."),
        ("Ia dicabuli ayah tirinya, Sugeng Riyadi.", "Ia dicabuli ayah tirinya, SR."),
        ("Kasus pencabulan dilaporkan ayah korban ke Polres Lahat.",) * 2,
        ("Ibu Bhayangkari menemui korban pencabulan di Polres Lahat.",) * 2,
    ],
)
def test_reports_on_sexual_violence_name_neither_victims_nor_their_kin(text: str, masked: str) -> None:
    before = "Peristiwa itu terjadi kemarin. "
    assert mask(before + text).text == before + masked


def test_adult_named_with_an_age_is_masked_only_beside_sexual_violence() -> None:
    named = "Tetangga, Sutrisno (45), melihat hal itu."
    assert "Sutrisno" in mask(f"Polisi mengusut pencurian itu. {named}").text
    assert "Sutrisno" not in mask(f"Polisi mengusut perkosaan itu. {named}").text


def test_every_naming_is_masked_in_title_and_text() -> None:
    masked = mask(
        "Lahat - Tersangka Andi Saputra ditahan. Menurut Saputra, ia menyesal. Kini Andi ditahan.",
        title="Pembunuh Andi Saputra Ditahan",
    )
    assert masked.title == "Pembunuh AS Ditahan"
    assert masked.text == "Lahat - Tersangka AS ditahan. Menurut AS, ia menyesal. Kini AS ditahan."


def test_officials_stay_though_they_share_a_name_or_are_accused() -> None:
    text = (
        "Kapolres Lahat AKBP Andi Wijaya menahan tersangka Andi Saputra. "
        "Tersangka mantan Bupati Lahat, Basri Fulan, juga ditahan."
    )
    masked = mask(text).text
    assert "AKBP Andi Wijaya menahan tersangka AS" in masked
    assert "Basri Fulan" in masked


def test_child_s_first_name_is_masked_though_an_official_bears_it() -> None:
    text = "Kapolres Lahat AKBP Raka Wijaya mencari Raka Pratama (7). Sejak itu Raka belum pulang."
    masked = mask(text).text
    assert masked == "Kapolres Lahat AKBP Raka Wijaya mencari RP (7). Sejak itu RP belum pulang."


def test_name_within_another_person_s_name_stays() -> None:
    text = "Polisi menahan tersangka Andi. Saksi itu bernama Andi Kusuma dan tinggal di Lahat."
    assert (
        mask(text).text == "Polisi menahan tersangka A. Saksi itu bernama Andi Kusuma dan tinggal di Lahat."
    )


def test_reason_and_words_that_gave_it_are_told() -> None:
    words = read("Polisi menahan tersangka Andi Saputra. Andi menyesal.")
    (one,) = find_private(words)
    assert (one.name, one.initials, one.reason) == ("Andi Saputra", "AS", "suspect")
    assert words.quote(one.evidence) == "tersangka Andi Saputra"
    assert [words.quote(span) for span in one.spans] == ["Andi Saputra", "Andi"]


def test_title_and_text_keep_their_places() -> None:
    masked = mask("", title="Tersangka")
    assert (masked.title, masked.text, masked.names) == ("Tersangka", "", ())
    assert mask("Hujan turun.\n\nWarga mengungsi.").text == "Hujan turun.\n\nWarga mengungsi."


def test_initials_pass_over_particles() -> None:
    assert initials("Andi bin Basri") == "AB"
    assert initials("M. Raka Pratama") == "MRP"
