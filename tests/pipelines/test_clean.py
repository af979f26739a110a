"""Furniture goes, text stays: each rule with a line it is for, and with near misses that are text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.errors import ConfigError
from pipelines.clean import MAX_PARAGRAPH, MAX_TEXT, clean
from pipelines.furniture import RULES
from tests.pipelines.test_furniture_calls import CALLS
from tests.pipelines.test_furniture_web import WEB_FURNITURE

PROSE = tuple(
    f"Kalimat nomor {number} dari laporan ini menceritakan kejadian di pasar." for number in range(14)
)
HEAD, MIDDLE, TAIL = 1, 7, 13

FURNITURE = [
    ("read-also", MIDDLE, "Baca juga: Polisi tangkap pencuri ternak di Lahat"),
    ("read-also", MIDDLE, "BACA JUGA:Kabel Dicuri, Internet MatiBACA JUGA:Ronda Digiatkan Lagi"),
    ("read-also", MIDDLE, "Baca Juga : Warga Gotong Royong"),
    ("read-also", MIDDLE, "Baca: Harga cabai naik"),
    ("read-also", MIDDLE, "Baca juga:"),
    ("read-also", MIDDLE, "Simak juga Kisah Polisi yang Mengajar Mengaji"),
    ("read-also", MIDDLE, "Lihat juga: Foto banjir di Ogan Ilir"),
    ("watch-video", MIDDLE, "Simak Video 'Detik-detik Penangkapan'"),
    ("watch-video", MIDDLE, "[Gambas:Video 20detik]"),
    ("read-also", MIDDLE, "Read also: Police seize smuggled tyres in Johor"),
    ("published-elsewhere", TAIL, "Artikel ini telah tayang di Kompas.com dengan judul Banjir Surut"),
    ("published-elsewhere", TAIL, "Berita ini sudah tayang di Tribun Lampung"),
    ("reporters-report", HEAD, "Laporan Wartawan Sripoku.com, Rahma Dwi Utami"),
    ("reporters-report", TAIL, "Laporan Reporter POS-KUPANG.COM, Yoris Banu dan Petrus Lega"),
    ("reporters-report", HEAD, "Laporan Dedi Rahmadi | Aceh Singkil"),
    ("follow-us", TAIL, "Ikuti kami di"),
    ("follow-us", TAIL, "Follow us on Facebook and X"),
    ("source-credit", TAIL, "(Sumber TribunJabar)"),
    ("channel", TAIL, "https://www.whatsapp.com/channel/0029VaFP"),
    ("byline", HEAD, "By Aminah Yusof and Lim Wei"),
    ("scroll-on", MIDDLE, "SCROLL TO CONTINUE WITH CONTENT"),
    ("next-page", TAIL, "Halaman Selanjutnya"),
    ("next-page", TAIL, "Halaman: 1 2 3"),
    ("next-page", TAIL, "Lanjut ke halaman berikutnya"),
    ("advertisement", MIDDLE, "ADVERTISEMENT"),
    ("google-news", TAIL, "Cek Berita dan Artikel lainnya di Google News"),
    ("google-news", TAIL, "Ikuti berita terbaru kami di Google News dan klik tanda bintang"),
    ("channel", TAIL, "Ikuti saluran WhatsApp kami untuk kabar tercepat"),
    ("copyright", TAIL, "COPYRIGHT © ANTARA 2026"),
    ("copyright", TAIL, "Copyright (c) Koran Dusun 2024"),
    (
        "copying-forbidden",
        TAIL,
        "Dilarang keras mengambil konten, melakukan crawling tanpa izin tertulis dari kami.",
    ),
    ("share-bar", TAIL, "Bagikan:"),
    ("share-bar", TAIL, "Facebook Twitter WhatsApp"),
    ("word-markup", MIDDLE, "Normal 0 false false false IN X-NONE X-NONE"),
    ("word-markup", MIDDLE, "<!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]-->"),
    ("source-credit", TAIL, "Sumber:"),
    ("newsroom-contact", TAIL, "Redaksi: redaksi[at]koran.example"),
    ("newsroom-contact", TAIL, "Hubungi : iklan@koran.example"),
    ("newsroom-contact", TAIL, "Informasi pemasangan iklan"),
    ("watch-video", TAIL, "Yuk, Simak Juga Video ini!"),
    ("channel", TAIL, "Follow WhatsApp Channel Koran Uji untuk update berita terbaru setiap hari"),
    ("view-count", TAIL, "Post Views: 1.204"),
    ("view-count", TAIL, "Dibaca 312 kali"),
    ("source-credit", TAIL, "Sumber: nakita.id"),
    ("tag-line", TAIL, "Tags: sabu, Lahat"),
    ("keywords", HEAD, "id sabu, Polres Lahat, narkoba"),
    ("printed-date", HEAD, "Jum'at, 20 Februari 2026"),
    ("printed-date", MIDDLE, "Senin 26-08-2024,16:46 WIB"),
    ("caption", HEAD, "Kapolres memberi keterangan. (ANTARA/Edo Purmana/23)"),
    ("caption", HEAD, "Barang bukti yang disita (Foto: Humas)"),
    ("caption", HEAD, "Kegiatan di pasar. Foto : Dokumen/Koran--"),
    ("caption", HEAD, "Mesin perahu yang dicuri -Polsek Air Sugihan-"),
    ("caption", HEAD, "Kapolres memberi keterangan, Senin (3/11/2025). Foto: dok. Polsek Uji"),
    ("caption", HEAD, "Petugas mengangkat buaya dari parit. (ist)"),
    ("caption", HEAD, "Petugas mengangkat buaya dari parit.(KORAN.COM/EDO WIJAYA)"),
    ("caption", HEAD, "Buaya muara (Koran6.com/Edo Wijaya)"),
    ("caption", HEAD, "Petugas mengangkat buaya dari parit. ANTARA/Edo Wijaya"),
    ("caption", HEAD, "Ilustrasi buaya. (Pixabay)"),
    ("caption", HEAD, "ILUSTRASI. Buaya muara. KONTAN/Edo Wijaya"),
    ("caption", HEAD, "KORAN.com/EDO WIJAYA"),
    ("picture-credit", TAIL, "Foto: Humas Polsek Uji"),
    ("byline", TAIL, "Rep: Rendra Wijaya/ Red: Sari Melati"),
    ("byline", TAIL, "Reporter: Rendra Wijaya Sumber: Koran.com"),
    ("byline", TAIL, "Redaktur & Reporter : Rendra Wijaya"),
    ("byline", HEAD, "Tim | Koran Indonesia"),
    ("byline", TAIL, "Tim Liputan"),
    ("byline", HEAD, "Rendra Wijaya · 8 November 2025 16:05 WIB"),
    ("byline", HEAD, "Oleh Rendra Wijaya | Sabtu, 8 November 2025"),
    ("byline", HEAD, "Oleh: Rendra Wijaya - Sabtu, 8 November 2025 | 16:05 WIB"),
    ("byline", TAIL, "(Penulis: Rendra Wijaya)"),
    ("caption", MIDDLE, "Sumber gambar, Getty Images"),
    ("caption", HEAD, "Keterangan gambar, Rumah baca di tepi pelabuhan."),
    ("credit", TAIL, "Copy Editor: Sari Melati"),
    ("byline", TAIL, "Pewarta: Rendra Wijaya"),
    ("byline", HEAD, "Reporter: Nisa Rahma |"),
    ("byline", TAIL, "Penulis | : Laila Sari"),
    ("byline", TAIL, "Oleh Rendra Wijaya"),
    ("editor", TAIL, "Editor : Sari Melati"),
    ("credit", TAIL, "Uploader: Dimas"),
    ("credit", TAIL, "Pewarta:"),
]

NEAR_MISSES = [
    (TAIL, "Dibaca 312 kali oleh warga, kitab itu disimpan di balai desa."),
    (TAIL, "Iklan: penipu memasang nomor telepon palsu di media sosial."),
    (TAIL, "Masyarakat dapat melapor lewat surel humas@polres.example atau telepon 110."),
    (MIDDLE, "Simak juga bagaimana warga bergotong royong, kata kapolsek. Mereka memasak sejak subuh."),
    (MIDDLE, "Baca juga doa sebelum berangkat, pesan ibunya."),
    (MIDDLE, "Baca juga: " + "panjang sekali dan jelas bukan sebuah judul berita " * 8),
    (MIDDLE, "Penulis: Tere Liye"),  # a book review lists it in the middle
    (MIDDLE, "Ia menulis pada kolom Editor: Budi adalah temannya yang lama."),
    (TAIL, "Ia menulis pada kolom Editor: Budi adalah temannya yang lama."),
    (TAIL, 'Di surat itu tertulis "Penulis: tidak dikenal" dengan tinta merah.'),
    (MIDDLE, "Dilarang keras mengambil ikan dengan setrum, kata kapolsek mengingatkan para nelayan."),
    (MIDDLE, "Sumber: kepolisian, saksi mata, dan keluarga korban yang ditemui Senin. Semuanya sepakat."),
    (TAIL, "Sumber air warga tercemar limbah."),
    (HEAD, "Baturaja (ANTARA) - Warga diimbau bijak menanggapi isu negatif."),
    (HEAD, "ISTANBUL, 23 Februari 2016 (Antara/PRNewswire) -"),
    (HEAD, "ISTANBUL, 23 Februari 2016 (Antara/PRNewswire) --"),
    (HEAD, "Identitas korban belum diketahui"),
    (MIDDLE, "id card palsu, kartu nama, dan stempel disita"),
    (MIDDLE, "Kapolres memberi keterangan. (ANTARA/Edo Purmana/23)"),
    (MIDDLE, "Pada Senin, 20 Februari 2026 polisi menangkap pelaku"),
    (MIDDLE, "Iklan rokok di dekat sekolah ditertibkan"),
    (MIDDLE, "Polisi mengikuti pelaku lewat grup WhatsApp, lalu menangkapnya. Barang bukti disita."),
    (MIDDLE, "Halaman 12 buku itu robek"),
    (MIDDLE, "Facebook memblokir akun pelaku"),
    (HEAD, "Pasar itu -- yang terbesar di kota -- terbakar"),
    (HEAD, "Laporan Polisi Nomor 12"),
    (HEAD, "Laporan Keuangan Daerah"),
    (MIDDLE, "Laporan Wartawan Sripoku.com, Rahma Dwi Utami"),
    (TAIL, "Artikel ini menulis tentang banjir."),
    (HEAD, "By the river, two boys found the boat"),
    (MIDDLE, "Copyright lagu itu milik ayahnya"),
    (HEAD, "Polisi masih mencari pelaku. (Koran.id/Edo Wijaya)"),  # the signature of a short report
    (HEAD, "Ilustrasi kejadian itu dibuat ulang oleh penyidik."),
    (MIDDLE, "Tim redaksi koran itu menolak berkomentar."),
]


def put(index: int, line: str) -> list[str]:
    return [*PROSE[:index], line, *PROSE[index:]]


@pytest.mark.parametrize(("rule", "index", "line"), FURNITURE, ids=[line[:40] for _, _, line in FURNITURE])
def test_furniture_goes_and_says_which_rule_took_it(rule: str, index: int, line: str) -> None:
    cleaned = clean(put(index, line))
    assert cleaned.paragraphs == PROSE
    assert [(one.rule, one.text) for one in cleaned.dropped] == [(rule, line.rstrip(" |"))]


@pytest.mark.parametrize(("index", "line"), NEAR_MISSES, ids=[line[:40] for _, line in NEAR_MISSES])
def test_text_that_resembles_furniture_stays(index: int, line: str) -> None:
    cleaned = clean(put(index, line))
    assert list(cleaned.paragraphs) == put(index, line.strip())
    assert cleaned.dropped == ()


def test_every_rule_is_shown_by_a_line() -> None:
    shown = {rule for rule, _, _ in (*FURNITURE, *CALLS, *WEB_FURNITURE)}
    assert {rule.name for rule in RULES} == shown


def test_repeated_title_goes_from_the_head_only() -> None:
    title = "Polisi “Tangkap” Pelaku"
    cleaned = clean([title, 'POLISI "TANGKAP" PELAKU', *PROSE, title], title=title)
    assert cleaned.paragraphs == (*PROSE, title)
    assert [one.rule for one in cleaned.dropped] == ["repeated-title", "repeated-title"]


@pytest.mark.parametrize(
    "glued",
    [
        ["Pewarta: Ardika SavitriEditor: Budi SantosoCOPYRIGHT © ANTARA 2026"],
        ["Kalimat terakhir.Pewarta: Ardika Savitri Editor: Budi Santoso"],
        ["Kalimat terakhir. Pewarta : Ardika Savitri | Editor : Budi Santoso"],
        ["Pewarta: Ardika Savitri", "Editor: Budi SantosoCopyright © ANTARA 2026"],
    ],
)
def test_glued_bylines_are_taken_apart_and_read(glued: list[str]) -> None:
    cleaned = clean([*PROSE, *glued])
    assert (cleaned.authors, cleaned.editors) == (("Ardika Savitri",), ("Budi Santoso",))
    assert cleaned.paragraphs in (PROSE, (*PROSE, "Kalimat terakhir."))


def test_what_dropped_lines_say_is_kept() -> None:
    lines = [
        "Warga berkumpul. (Foto: Humas)",
        "Laporan Wartawan Sripoku.com, Rahma Dwi Utami",
        *PROSE[:7],
        "Baca juga: Jembatan ditutup",
        *PROSE[7:],
        "Artikel ini telah tayang di Kompas.com dengan judul Banjir Surut",
        "Sumber: TribunSolo.com",
    ]
    cleaned = clean(lines)
    assert cleaned.paragraphs == PROSE
    assert cleaned.captions == ("Warga berkumpul. (Foto: Humas)",)
    assert cleaned.authors == ("Rahma Dwi Utami",)
    assert [title.strip() for title in cleaned.related] == ["Jembatan ditutup"]
    assert cleaned.agencies == ("Kompas.com", "TribunSolo.com")


def test_two_roles_on_one_line_are_both_read() -> None:
    cleaned = clean([*PROSE, "Rep: Rendra Wijaya / Red: Sari Melati"])
    assert (cleaned.authors, cleaned.editors) == (("Rendra Wijaya",), ("Sari Melati",))
    cleaned = clean([*PROSE, "Reporter: Rendra Wijaya Sumber: Koran.com"])
    assert (cleaned.authors, cleaned.agencies) == (("Rendra Wijaya",), ("Koran.com",))


def test_line_of_the_source_keeps_what_its_groups_name() -> None:
    cleaned = clean([*PROSE, "Kontributor : Welly"], drop_lines=[r"kontributor : (?P<authors>\w+)"])
    assert (cleaned.authors, cleaned.paragraphs) == (("Welly",), PROSE)
    with pytest.raises(ConfigError, match="'people'"):
        clean(PROSE, drop_lines=["(?P<people>x)"])


def test_keywords_under_the_title_are_given_as_tags() -> None:
    assert clean(["id sabu, Lahat", *PROSE]).tags == ("sabu, Lahat",)


def test_lines_of_the_source_go_by_full_match_whatever_their_case() -> None:
    cleaned = clean(
        ["BANNER PEMPROV", "Banner pemprov dipasang di jalan.", *PROSE], drop_lines=["banner pemprov"]
    )
    assert cleaned.paragraphs == ("Banner pemprov dipasang di jalan.", *PROSE)
    assert cleaned.dropped[0].rule == "source"


def test_wrong_line_of_the_source_is_a_configuration_error() -> None:
    with pytest.raises(ConfigError, match="regular expression"):
        clean(PROSE, drop_lines=["(["])


def test_dateline_and_initials_stay() -> None:
    text = ("KAB. OKI, || Kecamatan itu kini aman.", *PROSE, "(Wan)")
    assert clean(text).paragraphs == text


def test_overlong_paragraph_is_divided_and_nothing_of_it_lost() -> None:
    long = "kata " * 10_000
    cleaned = clean([long])
    assert max(map(len, cleaned.paragraphs)) <= MAX_PARAGRAPH
    assert " ".join(cleaned.paragraphs) == long.strip()


def test_text_beyond_all_measure_is_cut_off_and_said_so() -> None:
    cleaned = clean(["x" * 19_999] * 40)
    assert sum(map(len, cleaned.paragraphs)) <= MAX_TEXT
    assert {one.rule for one in cleaned.dropped} == {"too-long"}


LINES = st.one_of(
    st.sampled_from([line for _, _, line in FURNITURE]), st.sampled_from(PROSE), st.text(max_size=60)
)


@given(st.lists(LINES, max_size=25))
def test_cleaning_what_is_clean_changes_nothing(lines: list[str]) -> None:
    once = clean(lines).paragraphs
    assert clean(once).paragraphs == once


@pytest.mark.parametrize(
    "piece",
    ["false ", "<", "Editor: ", "A.Editor: B", "facebook ", "a-- ", "(", "- ", "Oleh A. ", "id a"],
)
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    started = time.process_time()
    clean([piece * (length // len(piece)) for length in (150, 290, 490, 19_000)] * 3)
    assert time.process_time() - started < 0.5


def test_byline_is_read_even_where_the_source_drops_such_lines() -> None:
    cleaned = clean([*PROSE, "Pewarta: Rendra Wijaya"], drop_lines=[r"(pewarta|editor)\s?:.*"])
    assert (cleaned.authors, cleaned.paragraphs) == (("Rendra Wijaya",), PROSE)
