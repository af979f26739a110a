from __future__ import annotations

from crawler.items import Hints, Related
from pipelines.beside import Beside, distinct_related, pointers, read_beside
from pipelines.markup import parse

BASE = "https://koran.example/read/7/judul"


def beside(body: str, **hints: tuple[str, ...]) -> Beside:
    markup = parse(f"<html><body>{body}</body></html>".encode())
    return read_beside(markup, Hints(**hints), BASE)  # type: ignore[arg-type]  # all of them are tuples


def related(body: str) -> list[tuple[str, str | None]]:
    return [(one.title, one.url) for one in beside(body).related]


JEMBATAN = [("Jembatan gantung ditutup", "https://koran.example/read/8/jembatan")]


def test_pointer_is_found_in_every_form_that_sites_print() -> None:
    for body in (
        '<p>Baca juga: <a href="/read/8/jembatan">Jembatan gantung ditutup</a></p>',
        '<p><strong>BACA JUGA :</strong> <a href="/read/8/jembatan">Jembatan gantung ditutup</a></p>',
        '<p><a href="/read/8/jembatan">Baca Juga: Jembatan gantung ditutup</a></p>',
        '<h4>Baca Juga:</h4><ul><li><a href="/read/8/jembatan">Jembatan gantung ditutup</a></li></ul>',
        "<td><b>Simak juga:</b><a href='/read/8/jembatan'>Jembatan gantung ditutup</a></td>",
        '<p>See also: <a href="/read/8/jembatan">Jembatan gantung ditutup</a></p>',
        '<p>Baca juga: <a href="//read/8/jembatan">Jembatan gantung ditutup</a></p>',
    ):
        assert related(f"<div>{body}</div>") == JEMBATAN, body


def test_sentence_with_links_and_list_of_the_day_are_no_pointers() -> None:
    links = "".join(f'<li><a href="/read/{n}/x">Berita lain nomor {n}</a></li>' for n in range(9))
    assert related(f"<div><h3>Baca Juga</h3><ul>{links}</ul></div>") == []
    assert related('<p>Warga membaca <a href="/tag/pasar">pengumuman pasar</a> itu.</p>') == []
    assert related('<p>Baca juga: <a href="javascript:x">Jembatan gantung ditutup</a></p>') == []
    assert related("<p>Baca juga: Jembatan gantung ditutup</p>") == []


def test_captions_are_those_of_the_source_s_selector_or_else_of_figures() -> None:
    body = (
        "<figure><figcaption>Pasar sebelum terbakar.</figcaption></figure><p class='foto'>Pasar kini.</p>"
        "<aside><figure><figcaption>Harga cabai.</figcaption></figure></aside>"
    )
    assert beside(body).captions == ("Pasar sebelum terbakar.",)
    assert beside(body, caption=("p.foto",)).captions == ("Pasar kini.",)


def test_bylines_come_along_by_role() -> None:
    found = beside("<p>Penulis: Laila Sari</p><table><tr><td>Editor</td><td>: Bagas P</td></tr></table>")
    assert found.bylines == {"reporter": ["Laila Sari"], "editor": ["Bagas P"]}


def test_headline_with_an_address_stands_for_its_namesake_without() -> None:
    linked = Related(title="Jembatan Ditutup Lagi", url="https://koran.example/8")
    assert distinct_related(
        [*pointers(["Jembatan ditutup lagi BACA JUGA: Pasar terbakar malam"]), linked]
    ) == (
        linked,
        Related(title="Pasar terbakar malam"),
    )


def test_pointer_to_a_video_is_none() -> None:
    assert list(pointers([" Video: Aksi Warga Bangun Tanggul", "pendek"])) == []
