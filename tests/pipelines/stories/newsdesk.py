"""Our own Indonesian articles for the tests of stories: none of them is anybody's."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from pipelines.stories.profile import Document, Labels

MORNING = datetime(2026, 2, 16, 2, 0, tzinfo=UTC)

THEFT = """MUARA SAWAH, KABAR TIMUR - Tim Elang Polres Muara Sawah menangkap Bondan Wirasena (34), \
warga Desa Telaga Pandan, yang diduga mencuri tiga sepeda motor milik petani pada Senin (16/2/2026).
Kapolres Muara Sawah AKBP Gatra Lesmana mengatakan pelaku ditangkap di rumah kontrakan di Kecamatan \
Rawa Intan setelah polisi memeriksa rekaman kamera pengawas milik sebuah toko pupuk.
"Pelaku kami tangkap tanpa perlawanan, dan tiga motor curian itu sudah kami kembalikan kepada \
pemiliknya," kata Gatra di halaman mapolres.
Menurut dia, pelaku selalu beraksi menjelang subuh ketika korban meninggalkan motor di pematang \
sawah dengan kunci masih tergantung.
Seorang korban, Rukmini (51), mengaku baru sadar motornya hilang setelah selesai menanam padi \
bersama suaminya.
Polisi masih mencari seorang penadah berinisial KD yang membeli dua motor lain dari tersangka pada \
bulan Januari.
Atas perbuatannya tersangka dijerat Pasal 363 KUHP dengan ancaman tujuh tahun penjara."""

# The same morning seen by another paper: no sentence is shared.
THEFT_RETOLD = """Petani di Telaga Pandan kini bisa bernapas lega. Bondan Wirasena, buruh harian \
yang selama ini meresahkan mereka, dibekuk petugas Polres Muara Sawah.
Dari tangan pria 34 tahun itu disita tiga sepeda motor curian yang raib dari pematang sawah. \
Penangkapan bermula dari kamera pengawas sebuah toko pupuk di Rawa Intan.
AKBP Gatra Lesmana menyebutkan, Bondan memilih waktu sebelum matahari terbit. Motor yang kuncinya \
tertinggal menjadi sasaran.
Rukmini termasuk yang beruntung: motornya kembali utuh."""

# The same case, another stage of it.
THEFT_TRIAL = """Pengadilan Negeri Muara Sawah memulai sidang Bondan Wirasena, terdakwa perkara \
tiga motor petani Telaga Pandan.
Jaksa Nirmala Adiguna membacakan dakwaan setebal dua belas halaman. Hakim menunda pemeriksaan sampai \
pekan depan karena penasihat hukum meminta waktu.
Rukmini, petani Rawa Intan yang motornya pernah hilang, hadir sebagai saksi. Kapolres AKBP Gatra \
Lesmana tidak datang."""

FLOOD = """Hujan lebat sejak Minggu malam membuat Sungai Kalawi meluap dan merendam dua ratus rumah \
di Kelurahan Teluk Bidara.
Anggota Brimob membawa perahu karet untuk mengungsikan lansia dan anak sekolah ke gedung serbaguna.
Camat Hapsari Munandar meminta warga mematikan listrik sebelum meninggalkan rumah mereka.
Sampai siang air masih setinggi pinggang orang dewasa dan jalan lintas ditutup untuk kendaraan \
kecil."""


def prayer_times(day: int, minute: int) -> str:
    """A daily template: figures and the day change, nothing else."""
    cities = (
        "Muara Sawah",
        "Rawa Intan",
        "Teluk Bidara",
        "Tanjung Sabda",
        "Kota Lembayung",
        "Bukit Sarangan",
    )
    rows = [
        f"Jadwal untuk {city}: subuh 04.{minute + n}, zuhur 12.{minute + n}, asar 15.{minute + n}, magrib "
        f"18.{minute + n} dan isya 19.{minute + n} waktu setempat."
        for n, city in enumerate(cities)
    ]
    lead = (
        f"Berikut jadwal salat hari ini, {day} Februari 2026, yang dihimpun redaksi dari kantor urusan agama."
    )
    return "\n".join((lead, *rows, "Semoga jadwal ini membantu pembaca menjaga waktu ibadah sepanjang hari."))


def article(number: int, text: str, **known: object) -> Document:
    """A document; `known` is any field of it, and `hours` after MORNING."""
    hours = known.pop("hours", number)
    assert isinstance(hours, int)
    made = Document(
        id=number,
        text=text,
        title="Pencuri Motor Petani Telaga Pandan Ditangkap Polres Muara Sawah",
        outlet=f"koran{number}.example",
        published_at=MORNING.replace(day=16 + hours // 24, hour=(2 + hours) % 24),
    )
    return replace(made, **known)  # type: ignore[arg-type] # fields by name, checked by the dataclass


def labelled(*, places: str | None = None, units: str | None = None) -> Labels:
    return Labels(places=frozenset({places}) if places else None, units=frozenset({units}) if units else None)


def shortened(text: str) -> str:
    """Another newsroom's cut: a new first sentence, the last paragraphs gone."""
    _first, *rest = text.split("\n")
    return "\n".join(
        ("Kabar baik datang bagi para petani yang kehilangan kendaraan mereka.", *rest[: len(rest) - 2])
    )
