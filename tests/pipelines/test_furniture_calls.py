"""What Indonesian sites ask of their readers goes, sentences that begin with the same words stay."""

from __future__ import annotations

import pytest

from pipelines.clean import clean

PROSE = tuple(
    f"Kalimat nomor {number} dari laporan ini menceritakan kejadian di pasar." for number in range(14)
)
HEAD, MIDDLE, TAIL = 1, 7, 13

CALLS = [
    ("scroll-on", MIDDLE, "SCROLL TO RESUME CONTENT"),
    ("scroll-on", MIDDLE, "Gulir untuk Lanjut Baca"),
    ("scroll-on", MIDDLE, "Scroll ke bawah untuk melanjutkan membaca"),
    ("scroll-on", MIDDLE, "Iklan - Lanjutkan dengan Scroll Ke bawah"),
    ("scroll-on", MIDDLE, "Artikel ini berlanjut di bawah iklan"),
    ("read-also", MIDDLE, "(Baca juga: Warga Temukan Ular di Dapur)"),
    ("read-also", MIDDLE, "[Baca: Warga Temukan Ular di Dapur]"),
    ("read-also", MIDDLE, ">> Baca juga: Warga Temukan Ular di Dapur"),
    ("read-also", MIDDLE, "Pilihan Editor: Warga Temukan Ular di Dapur"),
    ("read-also", MIDDLE, "Artikel Terkait: Warga Temukan Ular di Dapur"),
    ("read-also", MIDDLE, "Baca Berita Lainnya: Warga Temukan Ular di Dapur"),
    ("read-also", MIDDLE, "INFOGRAFIS: Jalur Mudik Lintas Timur"),
    ("watch-video", MIDDLE, "Jangan Lewatkan Video Terbaru:"),
    ("watch-video", MIDDLE, "Simak! Video Pilihan Redaksi:"),
    ("next-page", MIDDLE, "Klik di Sini untuk Membaca Selengkapnya"),
    ("next-page", TAIL, "Baca selengkapnya di halaman selanjutnya"),
    ("next-page", TAIL, "Berlanjut ke halaman berikutnya"),
    ("next-page", TAIL, "Halaman : 1 2 3 Tampilkan Semua"),
    ("next-page", TAIL, "Halaman 1 dari 2"),
    ("next-page", TAIL, "1 2 Selanjutnya"),
    ("next-page", TAIL, "1 2 3"),
    ("next-page", TAIL, "Lihat Semua"),
    ("embed", MIDDLE, "Lihat postingan ini di Instagram"),
    ("embed", MIDDLE, "Sebuah kiriman dibagikan oleh Polsek Uji (@polsekuji)"),
    ("player", HEAD, "Perbesar"),
    ("player", HEAD, "Dengarkan artikel"),
    ("reading-tools", HEAD, "Waktu Baca : 2 menit"),
    ("reading-tools", HEAD, "A A A"),
    ("reading-tools", HEAD, "Daftar Isi"),
    ("google-news", TAIL, "Follow Berita Koran Uji di Google News"),
    ("google-news", TAIL, "Silakan baca konten menarik lainnya dari Koran Uji di Google News"),
    (
        "channel",
        TAIL,
        "Simak berita pilihan kami langsung di ponselmu. Pilih saluran andalanmu akses berita Koran Uji "
        "WhatsApp Channel : https://www.whatsapp.com/channel/0029Va. Pastikan aplikasinya sudah ada ya.",
    ),
    ("newsletter", TAIL, "Dapatkan update berita terbaru setiap hari dari Koran Uji."),
    ("newsletter", TAIL, "Muat turun aplikasi Koran Uji. Klik di sini!"),
    ("newsletter", MIDDLE, "Dapatkan kabar pilihan setiap pagi"),
    ("newsletter", MIDDLE, "Daftarkan email Anda untuk menerima ringkasan berita dari redaksi kami."),
    ("next-page", TAIL, "Pages: 1 2 Next Show All"),
    ("comments", TAIL, "Tidak ada komentar:"),
    ("comments", TAIL, "Posting Komentar"),
    ("newsroom-contact", TAIL, "PT Media Uji. Jalan Dermaga Nomor 12. Telp 0700-000000"),
    ("copyright", TAIL, "Seluruh isi situs ini dilindungi undang-undang dan tidak boleh disalin."),
    ("follow-us", TAIL, "Jangan lupa ikuti Instagram, Facebook, dan YouTube kami"),
    ("follow-us", TAIL, "Follow akun Instagram @koranuji"),
    ("follow-us", TAIL, "Ikuti Kami"),
    ("view-count", TAIL, "Artikel ini telah dibaca 120 kali"),
    ("view-count", TAIL, "Jumlah Pembaca: 1.204"),
    ("published-elsewhere", TAIL, "Artikel ini pertama kali tayang di Kompas.com"),
    (
        "published-elsewhere",
        TAIL,
        "Artikel ini telah diterbitkan di halaman KoranUji.com pada Senin, 3 November 2025 oleh Edo",
    ),
    (
        "fact-check-notice",
        TAIL,
        "* Fakta atau Hoaks? Untuk mengetahui kebenaran informasi, kirim pesan ke nomor Cek Fakta kami.",
    ),
    ("tag-line", TAIL, "#buaya #pasar"),
    ("share-bar", TAIL, "Klik untuk berbagi di Facebook(Membuka di jendela yang baru)"),
    ("share-bar", TAIL, "Like this: Loading..."),
    ("share-bar", TAIL, "Menyukai ini:"),
    ("comments", TAIL, "Tulis Komentar"),
    ("comments", TAIL, "Komentar ditutup."),
    ("comments", TAIL, "Alamat email Anda tidak akan dipublikasikan. Ruas yang wajib ditandai *"),
    ("newsroom-contact", TAIL, "Jika anda memiliki informasi menarik, hubungi redaksi di 0812-0000-0000"),
]


@pytest.mark.parametrize(("rule", "place", "line"), CALLS, ids=[line[:40] for _, _, line in CALLS])
def test_call_to_the_reader_goes_and_is_named(rule: str, place: int, line: str) -> None:
    cleaned = clean([*PROSE[:place], line, *PROSE[place:]])
    assert cleaned.paragraphs == PROSE
    assert [(one.rule, one.text) for one in cleaned.dropped] == [(rule, line)]


@pytest.mark.parametrize(
    "line",
    [
        "Gulir batu itu tertahan pohon di tepi jalan.",
        "Klik di sini, kata penipu itu kepada korban sambil mengirim tautan.",
        "Halaman 12 buku itu robek",
        "Halaman rumahnya tergenang",
        "Selanjutnya polisi memeriksa dua saksi.",
        "Pilihan editor jatuh pada foto itu.",
        "Dapatkan izin dahulu, pesan camat kepada warga.",
        "Ikuti aturan, pinta kapolres.",
        "Ikuti Instagram",
        "Like itu membawanya ke penjara.",
        "Suka duka petugas jaga",
        "Komentar warga beragam",
        "Komentar itu dihapus.",
        "Tiga menit kemudian api padam",
        "Artikel ini telah memicu perdebatan.",
        "Tonton pertandingan itu, 200 warga duduk di balai desa.",
        "Jangan lewatkan kesempatan ini, kata bupati.",
        "Fakta atau hoaks, warga sulit membedakannya.",
        "Redaksi menerima surat ancaman pada Senin.",
        "Lihat semua yang terjadi, katanya.",
        "Dapatkan izin, katanya, setiap pagi sebelum melaut.",
        "PT Timah membangun jalan sepanjang 12 kilometer.",
        "Seluruh isi rumah hangus, kata ketua RT.",
        "Tidak ada komentar dari kapolres.",
        "Ilustrasi itu digambar oleh anak korban.",
    ],
)
@pytest.mark.parametrize("place", [HEAD, MIDDLE, TAIL])
def test_sentence_that_begins_like_a_call_stays(place: int, line: str) -> None:
    text = (*PROSE[:place], line, *PROSE[place:])
    assert clean(text).paragraphs == text


def test_headline_in_brackets_is_kept_as_data() -> None:
    assert clean([*PROSE, "(Baca juga: Warga Temukan Ular)"]).related == ("Warga Temukan Ular",)
