from __future__ import annotations

from pipelines.stitch import join_parts


def test_parts_stand_in_order() -> None:
    assert join_parts([["a", "b"], ["c"], ["d"]]) == ["a", "b", "c", "d"]


def test_what_a_later_part_repeats_at_its_head_stands_once() -> None:
    first = ["Foto: Pasar pagi--", "Pembuka berita.", "Isi pertama."]
    second = ["JUDUL “BERITA”", "Foto: Pasar pagi--", "Pembuka berita.", "Isi kedua."]
    assert join_parts([first, second], ['Judul "Berita"']) == [*first, "Isi kedua."]


def test_part_that_is_the_first_again_adds_nothing() -> None:
    assert join_parts([["a", "b"], ["a", "b"], ["c"]]) == ["a", "b", "c"]


def test_repetition_inside_a_part_is_the_authors() -> None:
    assert join_parts([["Ya.", "b"], ["c", "Ya.", "Ya."]]) == ["Ya.", "b", "c", "Ya.", "Ya."]


def test_one_part_stays_as_it_is_and_none_is_nothing() -> None:
    assert join_parts([["a", "a"]], ["a"]) == ["a", "a"]
    assert join_parts([]) == []
