"""The work of all labels together grows with the length of a text and no faster, whatever it holds.

Counted in function calls, so that a busy machine changes nothing. What one call does inside is bounded by
its own limits, which the modules state.
"""

from __future__ import annotations

import pytest

from crawler.labels import Watch, as_record
from pipelines.labels.article import labels_of
from pipelines.labels.label import label_text
from tests.pipelines.labels.effort import calls

SIZE = 4_000  # characters
TIMES = 4
MOST = 1.35  # times the work that a linear step would do

TEXTS = {
    "report": "Polres OKU menangkap dua pencuri di Desa Lekis, Kecamatan Lubuk Raja, Senin (2/6/2025). "
    '"Sudah ditahan," kata Kapolres OKU AKBP Andi Wijaya, S.I.K., M.H., Selasa.\n',
    "one word": "polisi ",
    "one word in capitals": "POLISI ",
    "capitals": "KAPOLRES OKU AKBP ANDI WIJAYA MENANGKAP TERSANGKA ",
    "names in capitals": "Andi Wijaya Budi Santoso ",
    "numbers": "12.345,67 ",
    "dotted digits": "1.",
    "digits": "123456789",
    "ranks": "AKBP ",
    "ranks and names": "AKBP Andi Wijaya, ",
    "posts": "Kapolsek Rupit Iptu Andi Wijaya dan ",
    "units in a list": "Polres OKU, ",
    "pairs of units": "Polres Solok dan Polres Solok Kota, ",
    "names of areas": "Kota Muara Enim Ogan Komering Ulu Ilir Timur Polres Batu ",
    "places in a list": "Palembang, ",
    "kecamatan": "Kecamatan Sukarame ",
    "pointers": "Baca juga: ",
    "pointers with posts": "Baca juga Kapolres OKU AKBP Andi ",
    "days": "Senin (16/2/2025) ",
    "days without a date": "Senin Selasa ",
    "articles of law": "Pasal 114 ayat (1) Jo Pasal 132 ",
    "sums": "Rp 33 M ",
    "blanks": " ",
    "lines": "\n",
    "short lines": "Palembang\n",
    "dots": ". ",
    "villages": "Desa Suka Maju Kades Suka Maju Budi Hartono ",
    "degrees": "AKBP Andi, S.H., M.H., ",
    "brackets": "(Polres) ",
    "one letter": "A ",
    "operations": "Operasi Pekat Musi 2026 ",
    "handovers": "dijabat oleh AKP Andi menggantikan AKP Budi ",
    "deputies": "Kapolres OKU AKBP Andi melalui Kasat Reskrim ",
    "outlets": "dilansir www.kabar.com, ",
    "glued words": "Riaumenggelar tersangkaEks ",
    "one long word": "a",
    "one long word in capitals": "AB",
    "quotation marks": '"',
    "apostrophes": "Ka'u-",
}


def work(text: str) -> int:
    def said() -> object:
        return as_record(labels_of(text, title="Polres OKU", published_at=None, watch=Watch()), why=True)

    return calls(said)


@pytest.mark.parametrize("kind", TEXTS)
def test_the_work_grows_with_the_length_and_no_faster(kind: str) -> None:
    piece = TEXTS[kind]
    short = piece * (SIZE // len(piece))
    label_text(short)  # what is remembered of words is remembered
    assert work(short * TIMES) <= TIMES * MOST * work(short) + 500


def test_the_work_of_a_thousand_different_people_grows_with_their_number() -> None:
    syllables = ("Ba", "Ce", "Di", "Fo", "Gu", "Ha", "Je", "Ki", "Lo", "Mu")
    names = [
        f"AKP {one}{other.lower()} Basri{third.lower()}"
        for one in syllables
        for other in syllables
        for third in syllables
    ]
    assert work("Hadir " + ", ".join(names)) <= 8 * work("Hadir " + ", ".join(names[:250]))
