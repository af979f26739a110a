"""What tells that the press would print initials of somebody: words, ages, arrests. Finds no names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pipelines.labels.vocabulary import vocabulary
from pipelines.labels.words import STOP, Words

SUSPECT_WORDS = vocabulary(
    "tersangka terdakwa pelaku terlapor terduga buronan buron dpo residivis pengedar bandar kurir pencuri",
    "begal jambret perampok penjambret pengeroyok penganiaya penadah pemerkosa pembunuh penipu maling otak",
)
CHILD_WORDS = vocabulary("bocah balita bayi pelajar siswa siswi santri santriwati murid remaja abg umur")
SMALL = vocabulary("bocah balita bayi")  # a name may follow at once; behind "siswa" it is a school's
VICTIM_WORDS = vocabulary("korban penyintas")
FAMILY_WORDS = vocabulary("ibu ayah bapak orangtua tua kakak adik paman bibi nenek kakek keluarga kerabat")
KIN = vocabulary(
    "ayahnya ibunya bapaknya pamannya bibinya kakeknya neneknya kakaknya adiknya suaminya istrinya tirinya",
    "kandungnya anaknya putranya putrinya anak",
)
TRADES = vocabulary(
    "usaha umkm industri pariwisata wisata seni pasar bisnis ekonomi",
    "perjalanan ekraf olahraga sejarah media",
    "kriminal kejahatan budaya jasa perbankan pertanian perikanan ekspor",
)
NAMING = vocabulary("bernama nama yakni yaitu adalah ialah inisialnya identitasnya bernamakan sapaan sebut")
# what may stand between a cue and the name, besides nouns
PASSED = vocabulary(
    "berusia berumur diketahui diduga merupakan masing berjumlah berjenis berkelamin",
    "yang itu ini tersebut lain",
    "utama pertama kedua ketiga satu dua tiga empat lima terakhir",
    "lainnya terduga tersangka dimaksud beridentitas",
    "menjadi berstatus perempuan",
)
ENDS = vocabulary(
    "oleh kepada dan serta saat ketika bersama dengan terhadap karena usai",
    "setelah sebelum agar untuk pada lalu",
    "kemudian hingga sampai ke dari kata ujar menurut tidak belum akan sudah telah sedang kini warga",
)
VERBS = ("di", "me", "ber", "ter")
BECAME = vocabulary(
    "ditetapkan menjadi jadi sebagai telah sudah resmi kini berstatus yang merupakan",
    "adalah naik juga diduga salah satu",
    "seorang",
)
SPEAKS = vocabulary(
    "kata ujar tutur ucap menurut jelas terang ungkap sebut tegas",
    "imbuh ujarnya lanjut papar tambah kapolres",
    "kapolsek kasat kanit pengacara kuasa hakim jaksa saksi",
)
SCHOOL = vocabulary("sd smp sma smk mts ma mi tk negeri swasta kelas i ii iii iv v vi vii viii ix x xi xii")
MOST_BETWEEN = 12  # words between a cue and the name
PLURAL = vocabulary("para dua tiga empat lima enam kedua ketiga keempat kelima masing yakni yaitu sejumlah")
CUES = SUSPECT_WORDS | CHILD_WORDS | VICTIM_WORDS | KIN | FAMILY_WORDS
OPENERS = vocabulary(
    "kata ujar menurut seorang sang si pria wanita perempuan laki bocah",
    "pelajar siswa siswi santri gadis pemuda",
    "berusaha mengaku ditangkap diamankan diringkus dibekuk kabur melarikan status identitas suami istri",
    "ayat pasal huruf jo nomor butir angka lampiran tabel grafik umkm sekolah madrasah calon peserta",
    # who was named before
    "keduanya ketiganya keempatnya kelimanya semuanya mereka kedua ketiga keempat pelaku terduga menurutnya",
    "beliau dirinya dua tiga empat para sejumlah seluruh setelah akhirnya selanjutnya saat ketika sebelumnya",
)
OTHERS = vocabulary("pengacara hukum pembela penasihat keluarga istri suami rumah kediaman kasus")
PLACES = vocabulary(
    "desa kelurahan kampung dusun jalan jl jln gang kecamatan kabupaten kota pasar toko hotel pt cv gampong",
    "nagari lorong simpang sungai perumahan kafe cafe warung gereja masjid lapas rutan",
)

ARRESTS = vocabulary("menangkap meringkus membekuk menciduk mencokok menahan mengamankan menjebloskan")
ARRESTED = vocabulary("ditangkap diringkus dibekuk diciduk dicokok ditahan diamankan dijebloskan")
BEFORE_ARRESTED = vocabulary(
    "itu tersebut kini akhirnya telah sudah berhasil langsung pun juga sempat ikut yang"
)
_BEHIND = re.compile(
    r"(?<=\w)\s?(?:\(|,\s)(\d{1,2})(?:[,.]\d)?(?:\s?(tahun|thn|th|bulan|bln|hari|minggu)\b\.?)?[),]"
)
_OF_AGE = vocabulary("berusia berumur usia umur")
_BETWEEN = vocabulary("yang masih baru saja masing berusia berumur usia umur dan")
_MONTHS = ("bulan", "bln", "hari", "minggu")


def stated_ages(text: str, starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """(index of the number, years) of "Raka (15)", "Raka, 15 tahun,", "Raka (8 bulan)". `starts`: of the
    words of the text."""
    for match in _BEHIND.finditer(text):
        i = bisect_left(starts, match.start(1))
        if i < len(starts) and starts[i] == match.start(1):
            yield i, 0 if match[2] in _MONTHS else int(match[1])


def told_ages(words: Words) -> Iterator[tuple[int, int]]:
    """(index behind the name, years) of "Raka yang masih berusia 9 tahun", "Raka, bocah 9 tahun" not."""
    for i, raw in enumerate(words.raw):
        if not raw.isdigit() or len(raw) > 2 or i + 1 >= len(words):
            continue
        if words.keys[i + 1] not in ("tahun", "thn", "dan", *_MONTHS) or words.gaps[i + 1] == STOP:
            continue
        start = i
        while start and (words.keys[start - 1] in _BETWEEN or words.raw[start - 1].isdigit()):
            start -= 1
            if words.gaps[start] == STOP:
                break
        if start < i and not _OF_AGE.isdisjoint(words.keys[start:i]) and words.gaps[start] != STOP:
            yield start, 0 if words.keys[i + 1] in _MONTHS else int(raw)
