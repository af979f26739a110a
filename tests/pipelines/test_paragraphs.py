from __future__ import annotations

import pytest

from pipelines.markup import parse
from pipelines.paragraphs import paragraphs_of


def of(html: str) -> list[str]:
    return paragraphs_of(parse(f"<div id='t'>{html}</div>".encode()).root.get_element_by_id("t"))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Satu.</p><p>Dua.</p>", ["Satu.", "Dua."]),
        ("Satu.<br>Dua.<br/><br>Tiga.", ["Satu.", "Dua.", "Tiga."]),
        ("Kapal itu karam<br>di muara sungai.", ["Kapal itu karam di muara sungai."]),
        ("Kapal itu karam.<br>di muara", ["Kapal itu karam.", "di muara"]),
        ("Kapal itu karam<br><br>di muara", ["Kapal itu karam", "di muara"]),
        ("<p>Satu.<p>Dua.<p>Tiga.</p>", ["Satu.", "Dua.", "Tiga."]),
        ("<p><span>kepo</span><span>lis</span><span>ian</span></p>", ["kepolisian"]),
        ("Awal <b>tebal</b> <a href=x>tautan</a> akhir", ["Awal tebal tautan akhir"]),
        ("<p>Satu.</p> ekor <div>Dua.</div> ekor lagi", ["Satu.", "ekor", "Dua.", "ekor lagi"]),
        ("<ul><li>Satu</li><li>Dua <i>miring</i></li></ul>", ["Satu", "Dua miring"]),
        (
            "<table><tr><td>Bawang</td><td>Rp30</td></tr><tr><td>Cabai</td></tr></table>",
            ["Bawang | Rp30", "Cabai"],
        ),
        ("<blockquote>“Kutipan.”</blockquote>kata dia", ["“Kutipan.”", "kata dia"]),
        ("<h2>Antara judul</h2>teks", ["Antara judul", "teks"]),
        ("a<figure><img><figcaption>Keterangan</figcaption></figure>b", ["a", "b"]),
        ("a <iframe>x</iframe> b<noscript>mati</noscript>", ["a b"]),
        ("<p>\u00a0</p><p> \n\t </p>x", ["x"]),
        ("baris\n   sumber\t HTML", ["baris sumber HTML"]),
        ("", []),
    ],
)
def test_paragraphs_end_where_a_browser_starts_a_line(html: str, expected: list[str]) -> None:
    assert of(html) == expected


def test_text_behind_the_container_is_not_its_own() -> None:
    assert of("dalam</div>luar<div>") == ["dalam"]


def test_deep_nesting_is_walked_without_recursion() -> None:
    assert of("<span>" * 450 + "dalam") == ["dalam"]
