"""What stands around the name of a place: is it the place itself, a street, a home, an office, a destination?

Looks at the words before and behind a mention. Weighs nothing; `votes.py` does.
"""

from __future__ import annotations

from pipelines.labels.gazetteer import Mention
from pipelines.labels.vocabulary import vocabulary
from pipelines.labels.words import NEAR, STOP, Words

_HOMES = vocabulary(
    "warga asal kelahiran asli lahir ber ktp beralamat alamat domisili berdomisili tinggal perantau suku",
    "etnis menuju tujuan jurusan arah rute mudik pulang kabur melarikan lari",
)
# The name is that of a street, a river, a village, a firm, a paper: it says nothing about its area.
_OTHER_THINGS = vocabulary(
    "jalan jl jln raya tol lintas simpang jembatan lorong gang gg perumahan perum komplek blok rt rw",
    "sungai gunung pulau danau selat teluk tanjung bukit",
    "desa kelurahan dusun kampung pekon nagari jorong tiyuh gampong kel ds dsn",
    "pt cv ud bank hotel masjid gereja stadion universitas univ sma smp sd smk sman smpn sdn smkn",
    "ps persib persija operasi ops suku bahasa kerajaan kesultanan",
    "tribun radar harian koran detik suara antara gatra",
)
_NUMBERS = vocabulary("i ii iii iv v vi vii viii ix x")
_HOLDERS = vocabulary("bupati wabup gubernur wagub walikota wawali dprd")
# Words in capitals that stand before a place's name without being part of a person's.
_OFFICES = _HOLDERS | vocabulary(
    "polres polresta polsek polda kapolres kodim kejari kejaksaan pn lapas rutan rsud bpbd dinas pemkab",
    "pemkot wali warga di kabupaten kota",
)
_ADDRESS = vocabulary(
    "desa kelurahan dusun kecamatan kabupaten kota kampung jalan rt rw dan di ke dari daerah wilayah"
)
_WHERE = vocabulary("di kawasan wilayah daerah camat pasar dari sekitar dan")
_SPOKEN = vocabulary(
    "kata ujar ucap tutur jelas ungkap sebut papar tegas terang tambah katanya ujarnya jelasnya tuturnya",
    "mengatakan menyebutkan menjelaskan menyampaikan mengungkapkan menuturkan menerangkan dihubungi",
    "dikonfirmasi ditemui dijumpai keterangan keterangannya wartawan pers",
)
_DAYS = vocabulary("senin selasa rabu kamis jumat jum sabtu minggu ahad")
_SENTENCE = 16  # words between one who speaks and where
_BYLINE = 10  # words of a reporter's line before the place
_REACH = 8  # words between "warga" and the last part of an address


def _before(words: Words, i: int) -> str:
    """The word before, when nothing parts it from word `i`; else empty."""
    return words.keys[i - 1] if i and words.gaps[i] == NEAR else ""


def is_away(words: Words, mention: Mention) -> bool:
    """The home of somebody or a destination: "warga Desa Y, Kecamatan X", "menuju X"."""
    i = mention.first
    for j in range(i - 1, max(i - 1 - _REACH, -1), -1):
        if words.gaps[j + 1] == STOP:
            return False
        if words.keys[j] in _HOMES:
            return True
        if words.raw[j][0].islower() and words.keys[j] not in _ADDRESS:
            return False
    return False


def is_other_thing(words: Words, mention: Mention) -> bool:
    """ "Jalan Raya Cirebon-Bandung", "Sungai Musi", "Desa Lahat", "Divre IV Tanjungkarang", the plate BG
    12 OI."""
    i = mention.first
    if mention.level:
        return False
    while i and words.seps[i] == "-" and words.raw[i - 1][0].isupper():
        i -= 1  # "Cirebon-Bandung": what stands before the first of them counts
    before = _before(words, i)
    # "SMPN 3 Palembang", "BG 12 OI"; but a court's number tells nothing: "Pengadilan Militer I-04 Palembang"
    numbered = before in _NUMBERS or (before.isdigit() and words.seps[i - 1] != "-")
    return before in _OTHER_THINGS or numbered


def is_of_polsek(words: Words, mention: Mention) -> bool:
    """ "Kapolsek X": that it watches over the kecamatan does not make it happen there."""
    return "polsek" in _before(words, mention.first)


def is_byline(words: Words, mention: Mention) -> bool:
    """ "Laporan Andi Wijaya | Banda Aceh", on a line of its own: where the reporter sat."""
    for i in range(mention.first, max(mention.first - _BYLINE, -1), -1):
        if words.keys[i] == "laporan" and (i == 0 or "\n" in words.seps[i]):
            return True
        if words.raw[i][0].islower() or "\n" in words.seps[i]:
            return False
    return False


def is_office(words: Words, mention: Mention) -> bool:
    """ "Bupati X": the holder of an office, who may be anywhere."""
    return _before(words, mention.first) in _HOLDERS


def may_be_person(words: Words, mention: Mention) -> bool:
    """ "Binsar Samosir": another word in capitals stands before the name."""
    before = _before(words, mention.first)
    return bool(before) and words.raw[mention.first - 1][0].isupper() and before not in _OFFICES


def is_spoken_at(words: Words, mention: Mention) -> bool:
    """ "saat dihubungi dari Kupang, Kamis", "kata dia di Mabes Polri, Jakarta, Senin": a speaker's place."""
    i = mention.first - 1
    while i > max(mention.first - _REACH, 0) and words.raw[i][0].isupper() and words.gaps[i + 1] != STOP:
        i -= 1
    if i < 1 or words.keys[i] not in ("di", "dari") or words.gaps[i + 1] != NEAR:
        return False
    end = mention.end
    if end >= len(words) or words.keys[end] not in _DAYS or words.seps[end].strip() != ",":
        return False
    for j in range(i - 1, max(i - 1 - _SENTENCE, -1), -1):
        if words.gaps[j + 1] == STOP:
            return False
        if words.keys[j] in _SPOKEN:
            return True
    return False


def is_dated(words: Words, mention: Mention) -> bool:
    """ "di Gedung Pakuan Bandung, Rabu (4/6/2025)": where and when, and nobody who only spoke there."""
    day = mention.end + (words.keys[mention.end : mention.end + 1] == ["pada"])
    if day + 1 >= len(words) or words.keys[day] not in _DAYS or words.gaps[day] == STOP:
        return False
    return words.seps[day + 1].endswith("(") and not is_spoken_at(words, mention)


def is_in(words: Words, mention: Mention) -> bool:
    """ "di Batu", "dari Malang": what is also a word is a place there."""
    return _before(words, mention.first) in ("di", "ke", "dari", "asal")


def is_where(words: Words, mention: Mention) -> bool:
    """ "di X", "kawasan X": the bare name of a kecamatan is meant as a place."""
    return _before(words, mention.first) in _WHERE
