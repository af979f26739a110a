from __future__ import annotations

from pipelines.body import read_body
from pipelines.markup import parse

STORY = "".join(
    f"<p>Kalimat ke-{n} laporan ini menceritakan warga yang menolong korban banjir di tepi sungai.</p>"
    for n in range(6)
)


def test_container_of_the_source_is_read_whole() -> None:
    root = parse(f"<nav>menu</nav><div class=isi>{STORY}</div><div>lain</div>".encode()).root
    body = read_body(root, [".isi"])
    assert body is not None
    assert (body.method, len(body.paragraphs)) == ("selector", 6)


def test_container_without_text_is_passed_over_for_the_next_of_its_kind() -> None:
    root = parse(f"<div class=isi></div><div class=isi>{STORY}</div>".encode()).root
    body = read_body(root, [".isi"])
    assert body is not None
    assert (body.method, len(body.paragraphs)) == ("selector", 6)


def test_page_of_an_unknown_template_is_read_by_trafilatura_without_its_comments() -> None:
    comments = (
        "<div id=comments><div class=comment><p>Mantap, semoga cepat surut airnya di sana.</p></div></div>"
    )
    root = parse(f"<html><body><article>{STORY}</article>{comments}</body></html>".encode()).root
    body = read_body(root, [])
    assert body is not None
    assert body.method == "trafilatura"
    assert len(body.paragraphs) == 6


def test_tree_is_left_as_it_was_for_the_next_reader() -> None:
    root = parse(f"<html><body><article>{STORY}</article><footer>kaki</footer></body></html>".encode()).root
    before = root.text_content()
    read_body(root, [])
    assert root.text_content() == before


def test_page_without_text_gives_none() -> None:
    assert read_body(parse(b"<html><body><img src=x></body></html>").root, [".isi"]) is None
