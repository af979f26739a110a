"""The file of synonyms is sound, and each of its groups works both ways."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from storage import search
from storage.search.stop_words import STOP_WORDS
from storage.search.synonyms import thesaurus
from storage.search.words import tokens

DATA = tomllib.loads((Path(search.__file__).parent / "synonyms.toml").read_text(encoding="utf-8"))
GROUPS = DATA["same"]


def test_every_expression_is_written_as_the_index_has_it_and_says_something() -> None:
    for name in (name for group in (*GROUPS, *DATA["wider"].values()) for name in group):
        assert " ".join(tokens(name)) == name
        assert not set(tokens(name)) <= STOP_WORDS, name
    assert all(len(group) > 1 and len(set(group)) == len(group) for group in GROUPS)


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group[0])
def test_each_of_a_group_leads_to_all_the_others(group: list[str]) -> None:
    for name in group:
        length, others = thesaurus().at(tokens(name))
        assert length == len(tokens(name))
        assert {tuple(tokens(other)) for other in group if other != name} <= set(others)


def test_a_wide_word_leads_to_narrow_ones_and_they_do_not_lead_back() -> None:
    assert ("ganja",) in thesaurus().at(["narkoba"])[1]
    assert thesaurus().at(["ganja"]) == (0, [])


def test_the_longest_expression_counts_and_other_forms_of_it_are_known() -> None:
    assert thesaurus().at(["ogan", "komering", "ulu", "timur", "begal"])[0] == 4
    assert ("curanmor",) in thesaurus().at(["mencuri", "motor"])[1]
    assert thesaurus().at(["oil"]) == (0, [])
