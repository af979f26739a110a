from __future__ import annotations

import time
from contextlib import suppress

import pytest

from pipelines.markup import MAX_BYTES, Unreadable, decode, parse

TEXT = "Jum’at – “café”"


def root_text(body: bytes, content_type: str | None = None) -> str:
    return " ".join(parse(body, content_type).root.text_content().split())


@pytest.mark.parametrize(
    ("body", "content_type", "charset"),
    [
        (f"<p>{TEXT}".encode(), None, "utf-8"),
        (f"<p>{TEXT}".encode("utf-8-sig"), "text/html; charset=iso-8859-1", "utf-8"),
        (f"<p>{TEXT}".encode("utf-16"), None, "utf-16-le"),
        (f"<p>{TEXT}".encode("cp1252"), None, "utf-8"),  # declared nowhere, and no UTF-8
        (f"<p>{TEXT}".encode("cp1252"), "text/html; charset=ISO-8859-1", "cp1252"),
        (f"<meta charset=windows-1252><p>{TEXT}".encode("cp1252"), None, "cp1252"),
        # lies
        (f"<p>{TEXT}".encode(), "text/html; charset=ISO-8859-1", "utf-8"),
        (f"<meta charset=iso-8859-1><p>{TEXT}".encode(), None, "utf-8"),
        (f"<meta charset=utf-8><p>{TEXT}".encode("cp1252"), "text/html; charset=utf-8", "utf-8"),
        (f"<meta charset=utf-16><p>{TEXT}".encode("cp1252"), None, "utf-8"),
        (f"<p>{TEXT}".encode(), "text/html; charset=rot13", "utf-8"),
        (f"<p>{TEXT}".encode(), 'text/html; charset="no such thing"', "utf-8"),
    ],
)
def test_charset_is_found_whatever_is_claimed(body: bytes, content_type: str | None, charset: str) -> None:
    assert root_text(body, content_type) == TEXT
    assert decode(body, content_type)[1] == charset


def test_page_that_mixes_two_charsets_is_read_in_both() -> None:
    body = "<p>“Aman”".encode() + " – kata dia".encode("cp1252")
    assert root_text(body) == "“Aman” – kata dia"


def test_utf_7_is_never_believed() -> None:
    assert "<script" not in decode(b"<meta charset=utf-7>+ADw-script\xe9", "text/html; charset=utf-7")[0]


def test_json_ld_is_kept_aside_and_other_scripts_are_gone() -> None:
    markup = parse(
        b"<script>var a='<p>tidak</p>'</script><SCRIPT type='Application/LD+JSON'>{\"a\":1}</SCRIPT>"
        b"<style>p{}</style><svg><text>gambar</text></svg><p>ya"
    )
    assert markup.json_ld == ('{"a":1}',)
    assert markup.root.text_content() == "ya"


def test_script_in_a_comment_does_not_swallow_the_text() -> None:
    assert root_text(b"<p>satu</p><!-- <script> --><p>dua</p><script>x</script><p>tiga") == "satuduatiga"


def test_words_comments_leave_no_trace() -> None:
    word = (
        b"<p><!-- [if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]-->"
        b"<![if !supportLists]>1. <![endif]>teks</p><!--[if !IE]><!--><p>tampil</p><!--<![endif]-->"
    )
    assert root_text(word) == "1. tekstampil"


def test_unclosed_elements_of_word_cost_no_text() -> None:
    assert root_text(b"<span>" * 300 + b"akhir").endswith("akhir")


def test_inlined_picture_is_no_reason_to_refuse() -> None:
    picture = b"<img src='data:image/png;base64," + b"A" * 300_000 + b"'>"
    assert root_text(picture + b"<p>teks") == "teks"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "an empty page"),
        (b"x" * (MAX_BYTES + 1), "a page of 10 MB"),
        (b"<p " + b"a" * 70_000 + b">", "a tag of 700"),
        (b"<p " + b"a=b " * 10_000 + b">", "thousands of attributes"),
        (b"<div>" * 600, "nested over 500 deep"),
        (b"<i>" * 200_001, "over 200000 tags"),
    ],
)
def test_expensive_or_empty_page_is_refused_with_a_reason(body: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        parse(body)


@pytest.mark.parametrize(
    "piece", [b"<!--", b"<script>", b"<svg><style>", b"<a ", b"< ", b"<![", b"data:base64,A"]
)
def test_time_grows_no_faster_than_the_page(piece: bytes) -> None:
    started = time.process_time()
    with suppress(Unreadable):
        parse(b"<p>" + piece * (1_500_000 // len(piece)))
    assert time.process_time() - started < 2
