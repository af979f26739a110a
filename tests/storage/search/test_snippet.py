"""The piece of a text that is shown, and the marks in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from storage.search import Node, parse
from storage.search.meaning import meant
from storage.search.snippet import WORDS, snippet

FILLING = "kata lain yang tidak dicari. " * 20


def asked(words: str) -> Node:
    root = parse(words).root
    assert root is not None
    return meant(root, set)


def marked(text: str, words: str) -> list[str]:
    shown, marks = snippet(text, asked(words))
    return [shown[start:end] for start, end in marks]


def test_the_window_holds_most_different_words() -> None:
    text = f"Begal di sini. {FILLING}Di sana begal bersenjata ditangkap. {FILLING}"
    shown, _ = snippet(text, asked("begal ditangkap"))
    assert "bersenjata" in shown
    assert (shown[0], shown[-1]) == ("…", "…")
    assert len(shown.split()) <= WORDS + 1


def test_a_phrase_is_one_mark_and_two_words_are_two() -> None:
    assert marked("Ada laka lantas lagi.", '"laka lantas"') == ["laka lantas"]
    assert marked("Ada begal bersenjata.", "begal bersenjata") == ["begal", "bersenjata"]


def test_accents_and_line_ends_shift_no_mark() -> None:
    text = "Désiré\nditahan İstanbul\nbegal"
    shown, marks = snippet(text, asked("desire begal"))
    assert "\n" not in shown
    assert [shown[start:end] for start, end in marks] == ["Désiré", "begal"]


@given(st.text(max_size=300), st.sampled_from(["begal", "a", '"a b"', "é OR 1"]))
def test_marks_lie_in_the_snippet_and_do_not_overlap(text: str, words: str) -> None:
    shown, marks = snippet(text, asked(words))
    flat = [place for mark in marks for place in mark]
    assert flat == sorted(flat)
    assert all(0 <= place <= len(shown) for place in flat)
