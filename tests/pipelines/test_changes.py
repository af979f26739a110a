"""What changed between two versions is told by paragraph and word, and whether the outlet said so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.changes import Kind, Nature, changes, nature

LEAD = "Polisi menangkap dua orang terduga pencuri sawit di Kecamatan Lubuk Batang."
QUOTE = '"Keduanya sudah kami tahan," kata Kapolsek, Selasa.'
END = "Barang bukti berupa dua ton buah sawit disita."
SEEN = datetime(2026, 2, 16, 6, 0, tzinfo=UTC)


def told(before: list[str], after: list[str]) -> list[tuple[int, str]]:
    marks = {Kind.SAME: "{}", Kind.ADDED: "+{}+", Kind.REMOVED: "-{}-"}
    return [
        (change.number, "".join(marks[piece.kind].format(piece.text) for piece in change.pieces))
        for change in changes(before, after)
    ]


def test_nothing_changed_is_nothing_told() -> None:
    assert told([LEAD, QUOTE], [LEAD, QUOTE]) == []


def test_a_changed_word_is_told_within_its_paragraph() -> None:
    after = LEAD.replace("dua orang", "tiga orang")
    [(number, text)] = told([LEAD, QUOTE], [after, QUOTE])
    assert number == 1
    assert "-dua-+tiga+ orang" in text


def test_an_added_paragraph_is_told_with_its_place() -> None:
    assert told([LEAD, END], [LEAD, QUOTE, END]) == [(2, f"+{QUOTE}+")]


def test_a_removed_paragraph_is_told_with_the_place_it_had() -> None:
    assert told([LEAD, QUOTE, END], [LEAD, END]) == [(2, f"-{QUOTE}-")]


def test_a_paragraph_put_in_another_ones_place_is_no_changed_word() -> None:
    other = "Warga diminta melapor bila melihat orang asing masuk ke kebun pada malam hari."
    assert told([LEAD, QUOTE], [LEAD, other]) == [(2, f"+{other}+"), (2, f"-{QUOTE}-")]


def test_a_changed_and_an_added_paragraph_side_by_side_are_told_apart() -> None:
    found = told([LEAD, QUOTE], [LEAD, QUOTE.replace("Selasa", "Rabu"), END])
    assert [number for number, _ in found] == [2, 3]
    assert "-Selasa-+Rabu+" in found[0][1]


@given(
    st.lists(st.text("ab c.", max_size=20), max_size=6), st.lists(st.text("ab c.", max_size=20), max_size=6)
)
def test_every_word_of_both_versions_is_accounted_for(before: list[str], after: list[str]) -> None:
    found = changes(before, after)
    left = sorted(text for text in (change.before for change in found) if text)
    right = sorted(text for text in (change.after for change in found) if text)
    assert all(text in before for text in left)
    assert all(text in after for text in right)
    untouched_before = list(filter(None, before))
    untouched_after = list(filter(None, after))
    for text in left:
        untouched_before.remove(text)
    for text in right:
        untouched_after.remove(text)
    assert sorted(untouched_before) == sorted(untouched_after)


@pytest.mark.parametrize(
    ("after", "modified", "expected"),
    [
        ("Ralat: bukan dua, melainkan tiga orang.", None, Nature.CORRECTION),
        ("Berita ini telah dikoreksi redaksi.", SEEN + timedelta(hours=1), Nature.CORRECTION),
        ("Polisi menangkap tiga orang.", SEEN + timedelta(hours=1), Nature.NOTED),
        ("Polisi menangkap tiga orang.", None, Nature.SILENT),
        ("Polisi menangkap tiga orang.", SEEN - timedelta(hours=1), Nature.SILENT),
        ("Koreksian itu bukan ralatan.", None, Nature.SILENT),
    ],
)
def test_an_outlet_owns_up_or_does_not(after: str, modified: datetime | None, expected: Nature) -> None:
    found = nature(
        "Polisi menangkap dua orang.", after, seen_at=SEEN, modified_before=None, modified_after=modified
    )
    assert found is expected


def test_a_correction_that_stood_there_before_owns_up_to_no_later_edit() -> None:
    before = "Ralat: bukan dua, melainkan tiga orang."
    after = "Ralat: bukan dua, melainkan empat orang."
    assert nature(before, after, seen_at=SEEN, modified_before=None, modified_after=None) is Nature.SILENT
