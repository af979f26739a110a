"""What Indonesian and Malay sites ask of their readers in the midst of a text and below it, one row a habit.

Scroll on, turn the page, watch, follow, comment: lines of a template and of its plug-ins. They have no author
and end in no full stop as a rule, which tells them from sentences that begin with the same word.
"""

from __future__ import annotations

from pipelines.lines import Rule, Where, rule

_ALL = r"(?:selanjutnya|berikutnya|next|(?:show\s)?all|(?:tampilkan|lihat)\ssemua)"
_PAGE = r"halaman\s(?:selanjutnya|berikutnya|\d)"
_NETWORK = r"(?:instagram|facebook|twitter|youtube|tiktok|x|ig|media\ssosial|medsos)"

CALLS: tuple[Rule, ...] = (
    rule(
        "scroll-on",
        r"(?:iklan\W{1,4}lanjutkan\sdengan\s)?(?:scroll|gulir)(?:\ske\sbawah)?(?:\suntuk\s[^.]{3,40})?\W*"
        r"|scroll\sto\s(?:continue|resume)\s(?:content|reading)\W*|lanjut\sbaca\W*"
        r"|artikel\s(?:ini\s)?(?:berlanjut|dilanjutkan)\s(?:di\sbawah|setelah)\b[^.]{0,30}",
        longest=80,
    ),
    # pointers that stand in brackets or behind an arrow, and those with other labels
    rule(
        "read-also",
        r"[(\[]\s?(?:baca|simak|lihat|tonton)(?:\s(?:juga|pula))?\s?[:：]\s?(?P<related>[^()\[\]]*)[)\]]\W*",
    ),
    rule(
        "read-also",
        r"(?:[>»→•+-]{1,3}\s?)?(?:(?:baca\s)?(?:berita|artikel)\s(?:lain(?:nya)?|terkait|rekomendasi|pilihan)"
        r"|(?:pilihan|rekomendasi)\s(?:editor|redaksi)|jangan\s(?:lewatkan|lupa\sbaca)|cek\sjuga|tonton"
        r"|infografi[sk]|(?:baca|simak|lihat|tonton)\s(?:juga|pula))\s?[:：](?P<related>[^.]*)",
        longest=200,
    ),
    rule(
        "watch-video",
        r"(?:jangan\slewatkan|simak)\W{1,3}video\b[^.]{0,80}"
        r"|video\s(?:terpopuler|pilihan|terbaru|terkait|rekomendasi)\b[^.]{0,60}",
        longest=120,
    ),
    rule("next-page", rf"klik\s(?:di\s?sini|{_PAGE}|tautan|link)\b[^.]{{0,60}}", longest=100),
    rule(
        "next-page",
        rf"(?:(?:baca\s)?selengkapnya|(?:ber)?lanjut(?:kan)?|bersambung)\s(?:membaca\s)?(?:di|ke|pada)\s{_PAGE}\W*",
        longest=80,
    ),
    rule(
        "next-page",
        rf"(?:halaman|laman|pages?)\s?:?\s?\d(?:[\s\d|/,]|dari\s){{0,30}}(?:{_ALL}\W*)*",
        longest=60,
    ),
    rule("next-page", rf"\d{{1,2}}(?:\s\d{{1,2}}){{0,9}}\s{_ALL}\W*", longest=60),
    rule("next-page", r"\d{1,2}(?:\s\d{1,2}){1,9}", Where.TAIL, 40),
    rule("next-page", r"(?:tampilkan|lihat)\s(?:semua|lainnya|artikel\sasli)\W*", longest=40),
    rule(
        "embed",
        r"(?:lihat\spostingan\sini\sdi|view\sthis\spost\son)\s\w{1,20}\W*"
        r"|(?:sebuah\s)?(?:kiriman|postingan)\s(?:yang\s)?dibagikan\soleh\s[^.]{2,80}\(@.{2,40}\).{0,40}"
        r"|an?\s(?:post|reel|video)\sshared\sby\s[^.]{2,80}\(@.{2,40}\).{0,40}",
        longest=200,
    ),
    rule("player", r"perbesar\W*|dengarkan\s(?:artikel|berita)(?:\sini)?\W*", longest=40),
    rule(
        "reading-tools",
        r"(?:ukuran\s(?:font|huruf|teks)|kecil\sbesar|a\sa(?:\sa)?|a\+\sa-|daftar\sisi)\W*"
        r"|(?:waktu\sbaca\s?[:：]?\s?)?\d{1,2}\smenit(?:\s(?:baca|membaca))?|waktu\sbaca\s?[:：]?\s?\d.{0,20}",
        Where.HEAD,
        40,
    ),
    rule(
        "google-news",
        r"(?:follow|silakan|silahkan|klik|tekan)\s.{0,160}\bgoogle\snews\b.{0,80}",
    ),
    rule(
        "channel",
        r"(?:simak|pilih|akses|baca)\s.{0,300}\bwhatsapp(?:\.com|\schannel)\b.{0,240}",
        Where.TAIL,
        600,
    ),
    rule(
        "newsletter",
        r"dapatkan\s(?:update|berita|informasi|info|kabar)\b.{0,200}"
        r"\b(?:setiap\s(?:hari|pagi)|email|e-mail|surel|aplikasi|akun|mendaftar|daftar|ponsel|facebook)\b.{0,120}",
        Where.TAIL,
        400,
    ),
    rule(
        "newsletter",
        r"dapatkan\s(?:update|berita|informasi|info|kabar)\b[^.,]{0,60}\bsetiap\s(?:hari|pagi|pekan)\b[^.,]{0,40}"
        r"|(?:daftarkan|masukkan)\s(?:alamat\s)?(?:email|e-mail|surel)\sanda\b.{0,160}",
        longest=200,
    ),
    rule("newsletter", r"muat\sturun\saplikasi\b.{0,80}", Where.TAIL, 120),
    rule(
        "follow-us",
        rf"(?:jangan\slupa\s)?(?:ikuti|follow|subscribe|like)\s(?:juga\s)?(?:akun\s)?{_NETWORK}\b"
        r"(?=.{0,80}(?:\bkami\b|@))[^.]{0,100}|ikuti\skami(?:\sdi.{0,40})?\W*",
        Where.TAIL,
        160,
    ),
    rule(
        "view-count",
        r"(?:artikel|berita)\sini\s(?:telah|sudah)\sdibaca\s.{1,20}|jumlah\s(?:pembaca|pengunjung|tayangan)"
        r"\s?[:：]?\s?[\d.,]{1,12}",
        longest=60,
    ),
    rule(
        "published-elsewhere",
        r"(?:artikel|berita)\s(?:ini\s)?(?:telah\s|sudah\s|pertama\skali\s)"
        r"(?:tayang|dimuat|terbit|diterbitkan|dipublikasikan)\s(?:sebelumnya\s)?di\s(?:halaman\s|laman\s|situs\s)?"
        r"(?P<agencies>[\w-]+(?:\.[\w-]+){1,3}|[A-Z][\w-]+)(?:\s(?:pada|dengan|berjudul)\b.*|[\s.,]*)",
        Where.TAIL,
        400,
    ),
    rule(  # the last lines of a page, where no <footer> says so: a firm, its street, its telephone
        "newsroom-contact",
        r"(?:pt|cv|alamat|redaksi)\b(?=.*(?:@|\d{4}[\s-]?\d{3})).{0,160}\b(?:telp|telepon|tlp|fax|jalan|jl)\b.{0,200}",
        Where.TAIL,
        400,
    ),
    rule(
        "copyright",
        r"(?:seluruh|semua|segala)\s(?:isi|konten|materi|hak|artikel)\b.{0,80}\b(?:dilindungi|hak\scipta)\b.{0,160}",
        Where.TAIL,
        300,
    ),
    rule("fact-check-notice", r"\W*fakta\satau\shoa(?:x|ks)\?.{0,300}", longest=340),
    rule("tag-line", r"#\w{2,40}(?:[\s,]+#\w{2,40}){0,14}|tags?", Where.TAIL),
    rule(
        "share-bar",
        r"(?:share\sthis\W*)?(?:click\sto\sshare|klik\suntuk\s(?:ber|mem)bagi)\w*\s.{0,400}",
        longest=500,
    ),
    rule(
        "share-bar",
        r"(?:like(?:\sthis)?|menyukai\sini|suka)\W*(?:loading|memuat)?\W*|bagikan\sini\W*",
        Where.TAIL,
        40,
    ),
    rule(
        "comments",
        r"(?:(?:tulis|kirim|beri|tinggalkan|lihat|baca)\s)?(?:\d{1,4}\s)?(?:komentar|balasan)(?:\s\(?\d{1,4}\)?)?"
        r"(?:\sditutup)?\W*|(?:tidak|belum)\sada\skomentar\W*|posting(?:kan)?\skomentar\W*|laporkan\s(?:tulisan|artikel)\W*",
        longest=40,
    ),
    rule(
        "comments",
        r"alamat\semail\sanda\stidak\sakan\sdipublikasikan\b.{0,120}"
        r"|your\semail\saddress\swill\snot\sbe\spublished\b.{0,120}",
        longest=200,
    ),
    rule(
        "newsroom-contact",
        r"(?:jika\sanda\s(?:memiliki|punya|mempunyai)|redaksi\smenerima|kirim(?:kan)?)\s.{0,160}\bredaksi\b.{0,80}",
        Where.TAIL,
        260,
    ),
)
