from __future__ import annotations

import pytest

from pipelines.bylines import STARTS, by_class, labelled
from pipelines.markup import parse
from pipelines.openings import opened


def found(body: str) -> dict[str, list[str]]:
    root = parse(f"<html><body>{body}</body></html>".encode()).root
    return labelled(element for _, element in opened(root, STARTS))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<div id=penulis>Penulis: Laila Sari</div>", {"reporter": ["Laila Sari"]}),
        ("<p>Editor : <a href=/x>Bagas P</a></p>", {"editor": ["Bagas P"]}),
        ("<div>Rep: Nadia P/ Red: Gilang</div>", {"reporter": ["Nadia P"], "editor": ["Gilang"]}),
        ("<div><span>Red: Gilang</span></div>", {"editor": ["Gilang"]}),
        ("<table><tr><td>Penulis</td><td>: Laila</td></tr></table>", {"reporter": ["Laila"]}),
        ("<p><b>PEWARTA</b> : Laila</p>", {"reporter": ["Laila"]}),
        ("<p><img> Editor: Bagas P</p>", {"editor": ["Bagas P"]}),
        ("<div>Sumber: <a href=/x>TribunSolo.com</a></div>", {"source": ["TribunSolo.com"]}),
        ("<div>Oleh: <a href=/x>Laila Sari</a></div>", {"reporter": ["Laila Sari"]}),
        ("<div>Oleh <a href=/x>Laila Sari</a> | Senin, 3 Maret 2025</div>", {"reporter": ["Laila Sari"]}),
        ("<div>Ditulis oleh Laila</div>", {"reporter": ["Laila"]}),
        ("<p>Oleh Laila, ikan itu dibawa pulang.</p>", {}),
        ("<p>Oleh karena itu</p>", {}),
        ("<p>Editor sebuah media menjadi saksi: ia melihat mobil itu.</p>", {}),
        ("<p>Penulis: " + "Laila " * 40 + "</p>", {}),
        ("<li>Editor: Bagas P</li>", {}),
        ("<script>Editor: 'x'</script>", {}),
        ("", {}),
    ],
)
def test_labelled_bylines_are_found_by_role(body: str, expected: dict[str, list[str]]) -> None:
    assert found(body) == expected


def test_first_byline_of_a_role_counts() -> None:
    assert found("<p>Penulis: Laila</p><p>Penulis: Orang lain</p>") == {"reporter": ["Laila"]}


def test_byline_by_its_class_stands_near_the_heading_and_is_no_photographer_s() -> None:
    root = parse(
        b"<html><body><h1>Judul</h1><div class=photo><span class=author>Juru Foto</span></div>"
        b"<div class=nmreporter><div>Dewi K</div><span>Jurnalis</span></div></body></html>"
    ).root
    assert by_class(root.find(".//h1")) == ["Dewi K"]
    assert by_class(None) == []
    labels = b'<h1>Judul</h1><div class="post-author-name"><i class="by">By</i> <a>Dewi K</a></div>'
    assert by_class(parse(labels).root.find(".//h1")) == ["Dewi K"]
    both = b"<h1>Judul</h1><div class=author>Dewi K | Editor: Rina</div>"
    assert by_class(parse(both).root.find(".//h1")) == ["Dewi K"]
    far = parse(
        b"<html><body><h1>Judul</h1>" + b"<i>x</i>" * 60 + b"<b class=author>Dewi K</b></body></html>"
    ).root
    assert by_class(far.find(".//h1")) == []
