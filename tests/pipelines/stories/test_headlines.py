from __future__ import annotations

import pytest

from pipelines.stories.headlines import figures_differ, gathers, stage_gap


def gap(one: str, text: str, other: str, other_text: str) -> str | None:
    found = stage_gap(one.split(), text.split(), other.split(), other_text.split())
    assert found == stage_gap(other.split(), other_text.split(), one.split(), text.split())
    return found


def test_a_stage_of_which_the_other_has_no_word_parts_them() -> None:
    assert (
        gap("maling motor ditangkap", "polisi menangkap", "maling motor disidang", "hakim") == "arrest, court"
    )
    assert (
        gap("warga temukan mayat", "mayat di sungai", "mayat diautopsi autopsi selesai", "") == "examination"
    )


def test_a_stage_that_the_other_text_tells_in_another_form_does_not() -> None:
    assert gap("maling motor ditangkap", "", "maling motor babak belur", "polisi membekuk pelaku") is None
    assert gap("banjir rendam desa", "", "desa terendam", "") is None


@pytest.mark.parametrize(
    ("title", "several"),
    [
        ("populer sepekan banjir", True),
        ("5 fakta pencurian", True),
        ("polisi tangkap pencuri", False),
        ("", False),
    ],
)
def test_compilations_say_so(title: str, several: bool) -> None:
    assert gathers(title.split()) is several


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("2 hektare terbakar", "6,5 hektare terbakar", "2 hektare / 6,5 hektare"),
        ("dolar tembus rp 17.900", "dolar hampir rp 18.000", "17.900 rp / 18.000 rp"),
        ("8 kendaraan tabrakan 2 orang luka", "2 orang luka di rawa intan", None),
        ("2 orang tewas", "3 motor hilang", None),
        ("polisi tangkap 2", "polisi tangkap 3", None),
        ("dua orang tewas", "3 orang tewas", None),
        ("", "3 orang tewas", None),
    ],
)
def test_figures_conflict_only_in_one_unit(one: str, other: str, found: str | None) -> None:
    assert figures_differ(one.split(), other.split()) == found
    assert figures_differ(other.split(), one.split()) == found
