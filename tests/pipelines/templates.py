"""Pages of sites that nobody knows: one story in twenty templates. Text and markup are our own.

Written in the manner of Indonesian sites: paragraphs of one short sentence, text split by `<br>` or in a
`<div>` each, boxes without a telling class, pointers between any two paragraphs.
"""

from __future__ import annotations

TITLE = "Buaya Dua Meter Ditemukan di Parit Pasar Sungai Rengas"
STORY = (
    "Seorang pedagang sayur menemukan seekor buaya muara di parit belakang pasar, Senin (3/11/2025) pagi.",
    "Hewan itu pertama kali dilihat Rahmat (45) ketika ia hendak membuang sampah.",
    '"Saya kira batang kayu, ternyata bergerak. Saya lari minta tolong," kata Rahmat kepada wartawan.',
    "Kapolsek Sungai Rengas AKP Budi Santoso menerima laporan itu pukul 06.30 WIB.",
    "Petugas gabungan membutuhkan hampir dua jam untuk mengikat moncong buaya dan mengangkatnya ke truk.",
    "Tidak ada korban, tetapi beberapa lapak sempat ditutup karena warga berdesakan menonton.",
    "Kepala balai konservasi menduga buaya itu terbawa arus pasang dari muara yang berjarak empat kilometer.",
    '"Kalau melihat lagi, segera hubungi kami atau polsek terdekat," ujarnya.',
    "Buaya itu akan dilepasliarkan setelah diperiksa dokter hewan pekan depan.",
)
_OTHERS = (
    "Harga Cabai Rawit Naik Jelang Akhir Tahun",
    "Bupati Resmikan Jembatan Gantung di Hulu Sungai",
    "Polisi Sita Ratusan Botol Minuman Keras",
    "Warga Gotong Royong Perbaiki Tanggul Jebol",
    "Tim Voli Putri Juara Turnamen Antarkecamatan",
    "Jadwal Kapal Feri Berubah Mulai Pekan Depan",
)
_MENU = "".join(
    f"<a href=/{name}>{name}</a> " for name in ("Beranda", "Daerah", "Ekonomi", "Olahraga", "Opini")
)
_FOOT = (
    "<div class=bawah><p>PT Media Rengas. Jalan Dermaga 12. Telp 0700-000000. Email: x@rengas.example</p>"
    "<p>Seluruh isi situs ini dilindungi undang-undang dan tidak boleh disalin tanpa izin redaksi.</p></div>"
)
_STEPS = ("1. Jangan panik", "2. Jauhi tepi air")
_ENTRIES = ("Memasang papan peringatan", "Menambah patroli malam")
_LEAD = "Langkah yang akan diambil antara lain:"


def _p(texts: tuple[str, ...], tag: str = "p") -> str:
    return "".join(f"<{tag}>{text}</{tag}>" for text in texts)


def _apart(texts: tuple[str, ...]) -> str:
    return "".join(f"<div dir=ltr><p>{text}</p></div>" for text in texts)


def _side(heading: str = "Terpopuler") -> str:
    items = (
        f"<div><h4><a href=/{number}>{other}</a></h4><em>{number} jam lalu</em></div>"
        for number, other in enumerate(_OTHERS)
    )
    return f"<div class=kanan><h3>{heading}</h3>{''.join(items)}</div>"


def _cards(heading: str = "<h3>Berita Terkait</h3>") -> str:
    items = (
        f"<div class=k><a href=/{number}>{other}</a>"
        f"<p>Ringkasan: {other.lower()}, menurut warga di kabupaten.</p></div>"
        for number, other in enumerate(_OTHERS)
    )
    return f"<div class=petak>{heading}{''.join(items)}</div>"


def _page(body: str, around: str = "") -> str:
    site = '<meta property="og:site_name" content="Harian Rengas">'
    head = f"<meta charset=utf-8><title>{TITLE} - Harian Rengas</title>{site}"
    return (
        f"<!doctype html><html><head>{head}</head><body><div>{_MENU}</div>{body}{around}{_FOOT}</body></html>"
    )


def _column(inner: str, *, meta: str = "", around: str | None = None) -> str:
    return _page(
        f"<div class=kiri><h1>{TITLE}</h1>{meta}<div class=isi>{inner}</div></div>",
        _side() + _cards() if around is None else around,
    )


_BR = "<br><br>"
_POINTER = f"<p><strong>Baca juga: <a href=/1>{_OTHERS[0]}</a></strong></p>"

# name → the page and the text that is its article
PAGES: dict[str, tuple[str, tuple[str, ...]]] = {
    "plain": (_column(_p(STORY)), STORY),
    "breaks": (
        _column(
            f"{_BR.join(STORY[:4])}{_BR}<b>Baca Juga:</b><br><a href=/1>{_OTHERS[0]}</a>"
            f"{_BR}{_BR.join(STORY[4:])}{_BR}Editor: Siti Rahma",
            meta="<small>Oleh: Andi Wijaya - Senin, 3 November 2025 | 14:20 WIB</small>",
        ),
        STORY,
    ),
    "divs": (
        _column(
            _p(STORY[:5], "div") + f"<div>Baca juga: <a href=/1>{_OTHERS[1]}</a></div>" + _p(STORY[5:], "div")
        ),
        STORY,
    ),
    "scroll": (
        _column(
            f"{_p(STORY[:3])}<div><div>ADVERTISEMENT</div><div>SCROLL TO RESUME CONTENT</div></div>"
            f"{_p(STORY[3:])}"
        ),
        STORY,
    ),
    "pointers in a list": (
        _column(
            f"{_p(STORY[:4])}<p><strong>BACA JUGA:</strong></p><ul><li><a href=/1>{_OTHERS[0]}</a></li>"
            f"<li><a href=/2>{_OTHERS[1]}</a></li></ul>{_p(STORY[4:])}"
        ),
        STORY,
    ),
    "pointers in paragraphs": (
        _column(
            f"{_p(STORY[:5])}<p><strong>Berita Terkait:</strong></p><p><a href=/1>{_OTHERS[0]}</a></p>"
            f"<p><a href=/2>{_OTHERS[1]}</a></p>{_p(STORY[5:])}"
        ),
        STORY,
    ),
    "pointers everywhere": (_column(_POINTER.join(_p((text,)) for text in STORY)), STORY),
    "split by an advertisement": (
        _page(
            f"<div><h1>{TITLE}</h1><div class=a>{_p(STORY[:4])}</div><span>Advertisement</span>"
            f"<div class=b>{_p(STORY[4:])}</div></div>",
            _cards() + _side(),
        ),
        STORY,
    ),
    "box between bare lines": (
        _column(
            f"{_BR.join(STORY[:5])}<div class=baca-juga><a href=/1>{_OTHERS[2]}</a></div>"
            f"{_BR.join(STORY[5:])}"
        ),
        STORY,
    ),
    "short": (_column(_p(STORY[:3])), STORY[:3]),
    "short, cards without a heading": (_column(_p(STORY[:5]), around=_side("Terkini")), STORY[:5]),
    "steps": (
        _column(
            f"{_p(STORY[:4])}<h3>{_STEPS[0]}</h3><img><small>ilustrasi</small>{_p(STORY[4:6])}"
            f"<h3>{_STEPS[1]}</h3>{_p(STORY[6:])}"
        ),
        (*STORY[:4], _STEPS[0], *STORY[4:6], _STEPS[1], *STORY[6:]),
    ),
    "announced list": (
        _column(f"{_p(STORY[:6])}<p>{_LEAD}</p><ul>{_p(_ENTRIES, 'li')}</ul>{_p(STORY[6:])}"),
        (*STORY[:6], _LEAD, *_ENTRIES, *STORY[6:]),
    ),
    "spans of Word": (
        _column(
            "".join(f"<p>{' '.join(f'<span>{word}</span>' for word in text.split())}</p>" for text in STORY)
        ),
        STORY,
    ),
    "wordpress": (
        _column(
            f"{_p(STORY)}<p>Penulis : Andi Wijaya<br>Editor : Siti Rahma</p><p>Post Views: 123</p>"
            "<h3>Share this:</h3><p>Like this: Loading...</p><div>Pages: 1 <a>2</a> <a>Show All</a></div>",
            around="<h3>Tinggalkan Balasan</h3><p>Alamat email Anda tidak akan dipublikasikan.</p>" + _side(),
        ),
        STORY,
    ),
    "newsletter": (
        _column(
            f"{_p(STORY[:5])}<div><h4>Dapatkan kabar pilihan setiap pagi</h4><p>Daftarkan email Anda untuk "
            f"menerima ringkasan dari redaksi kami.</p></div>{_p(STORY[5:])}"
            "<p>Follow Berita Harian Rengas di Google News</p>"
        ),
        STORY,
    ),
    "caption without a figure": (
        _page(
            f"<div><h1>{TITLE}</h1><div><img><p>Petugas mengangkat buaya. ANTARA/Andi Wijaya</p></div>"
            f"{_p(STORY)}</div>",
            _cards(),
        ),
        STORY,
    ),
    "a section's list after each part": (
        _page(
            f"<main><h1>{TITLE}</h1>{_apart(STORY[:5])}<section><h2>Artikel yang direkomendasikan</h2><ul>"
            f"{_p(tuple(f'<a href=/x>{other}</a>' for other in _OTHERS), 'li')}</ul></section>"
            f"{_apart(STORY[5:])}</main>",
            _cards(),
        ),
        STORY,
    ),
    "byline of a script": (
        _column(_p(STORY), meta="<div>Andi Wijaya<span> · </span>3 November 2025 14:20 WIB</div>"),
        STORY,
    ),
    "signature": (_column(_p((*STORY, "(Penulis: Andi Wijaya)"))), STORY),
}
