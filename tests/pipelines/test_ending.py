"""Lists below a text go with their headings; what only sounds like such a heading stays."""

from __future__ import annotations

import pytest

from pipelines.ending import ending_at

PROSE = [
    f"Kalimat nomor {number} menceritakan bagaimana warga dan polisi membersihkan jalan yang tertimbun "
    "lumpur "
    "setelah hujan deras mengguyur kawasan itu sepanjang malam sampai pagi."
    for number in range(8)
]


@pytest.mark.parametrize(
    "heading",
    [
        "Berita Terkait",
        "BACA JUGA:",
        "Rekomendasi untuk Anda",
        "You might also like",
        "More from Koran Ronda",
        "Related stories",
        "Other Opinion Columns",
        "Komentar",
        "Leave a Reply",
        "» Terpopuler",
    ],
)
def test_list_below_a_text_goes_with_its_heading(heading: str) -> None:
    teasers = ["Bupati Resmikan Jembatan", "Harga Cabai Naik Lagi", "Pagi tadi harga cabai naik lagi."]
    assert ending_at([*PROSE, heading, *teasers]) == (PROSE, [heading, *teasers])


def test_heading_in_the_midst_goes_with_its_headlines_alone() -> None:
    text = [*PROSE[:4], "Baca juga", "Bupati Resmikan Jembatan", *PROSE[4:]]
    assert ending_at(text) == (PROSE, ["Baca juga", "Bupati Resmikan Jembatan"])


def test_short_sentence_behind_a_heading_in_the_midst_stays() -> None:
    text = [*PROSE[:4], "Baca juga", "Bupati Resmikan Jembatan", "“Kami siap,” katanya.", *PROSE[4:]]
    assert "“Kami siap,” katanya." in ending_at(text)[0]


SHORT = [
    f"Kalimat pendek nomor {number} dari laporan ini menceritakan kejadian di pasar." for number in range(8)
]


@pytest.mark.parametrize("place", [3, 5, 7])
@pytest.mark.parametrize(
    "label", ["Baca juga:", "BACA JUGA", "Lihat Juga:", "Pilihan Redaksi", "Berita Terkait"]
)
def test_label_between_short_paragraphs_takes_its_headlines_alone(label: str, place: int) -> None:
    text = [*SHORT[:place], label, "Bupati Resmikan Jembatan", "Harga Cabai Naik Lagi", *SHORT[place:]]
    assert ending_at(text) == (SHORT, [label, "Bupati Resmikan Jembatan", "Harga Cabai Naik Lagi"])


def test_teasers_below_a_label_go_with_it() -> None:
    teasers = [
        "Bupati Resmikan Jembatan",
        "Jembatan yang ditunggu warga dua desa itu akhirnya dibuka untuk umum, kata...",
    ]
    assert ending_at([*SHORT, "Berita Terkait", *teasers]) == (SHORT, ["Berita Terkait", *teasers])


@pytest.mark.parametrize(
    "line",
    [
        "Berita terkait penangkapan itu dibantah oleh keluarga korban.",
        "Komentar Kapolres",
        "Terkini dan Akurat",
        "Comments made by the minister angered the union.",
        "Related to this is the price of rice.",
    ],
)
def test_line_that_only_begins_like_a_heading_stays(line: str) -> None:
    text = [*PROSE[:4], line, *PROSE[4:]]
    assert ending_at(text) == (text, [])


def test_text_that_is_nothing_but_a_heading_stays() -> None:
    assert ending_at(["Komentar", "Satu", "Dua"]) == (["Komentar", "Satu", "Dua"], [])
    assert ending_at([]) == ([], [])
