"""What the newsroom has to publish: enough, varied, dated from its base time, and no two pieces alike."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from itertools import combinations
from pathlib import Path

import pytest

from crawler.clock import WIB
from crawler.demo.library import SITES, Piece, before, in_round, load_pieces

MONDAY = datetime(2026, 2, 16, 12, 0, tzinfo=WIB)  # a Monday
PIECES = load_pieces(MONDAY)
RUN = 9  # words in a row that two writers do not choose alike by chance


def runs(piece: Piece) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", piece.text.lower())
    return {tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1)}


def test_there_are_at_least_forty_articles_in_the_first_round() -> None:
    counted = Counter(piece.site for piece in in_round(PIECES, 1))
    assert counted["antara"] >= 16
    assert counted["disway"] >= 14
    assert counted["wordpress"] >= 12


def test_no_two_pieces_share_a_passage_unless_they_are_declared_copies() -> None:
    latest = in_round(PIECES, 2)
    shingled = {piece: runs(piece) for piece in latest}
    for one, other in combinations(latest, 2):
        if not one.release or one.release != other.release:
            assert not shingled[one] & shingled[other], f"{one.slug} and {other.slug}"


def test_a_release_is_carried_by_all_three_sites_and_lightly_edited() -> None:
    releases: dict[str, list[Piece]] = {}
    for piece in PIECES:
        releases.setdefault(piece.release, []).append(piece)
    del releases[""]
    assert len(releases) >= 2
    for copies in releases.values():
        assert {piece.site for piece in copies} == set(SITES)
        assert len({piece.text for piece in copies}) == 3
        for one, other in combinations(copies, 2):
            assert len(runs(one) & runs(other)) > 0.4 * min(len(runs(one)), len(runs(other)))


def test_pieces_are_as_long_as_articles_are() -> None:
    for piece in PIECES:
        assert 5 <= len(piece.paragraphs) <= 16, piece.slug
        assert len(piece.text) > 600, piece.slug
        assert piece.title
        assert piece.author
        assert piece.editor
        assert piece.tags
        assert piece.caption


def test_texts_are_clean_and_have_no_place_left_to_fill() -> None:
    for piece in PIECES:
        assert "{" not in piece.text, piece.slug
        assert piece.text == " ".join(piece.text.split(" ")), piece.slug
        assert not re.search(r"  |\t|<|>", piece.text), piece.slug


def test_at_least_four_disway_pieces_are_split_and_lose_nothing_by_it() -> None:
    split = [piece for piece in in_round(PIECES, 1) if piece.parts > 1]
    assert {piece.site for piece in split} == {"disway"}
    assert len(split) >= 4
    assert {piece.parts for piece in split} == {2, 3}
    for piece in split:
        portions = piece.portions()
        assert len(portions) == piece.parts
        assert sum(portions, ()) == piece.paragraphs
        assert min(map(len, portions)) >= 3


def test_addresses_are_one_a_site() -> None:
    for number in (1, 2):
        current = in_round(PIECES, number)
        assert len({(piece.site, piece.id) for piece in current}) == len(current)
        assert len({(piece.site, piece.slug) for piece in current}) == len(current)


def test_the_same_base_time_gives_the_same_news() -> None:
    assert load_pieces(MONDAY) == PIECES
    assert load_pieces(MONDAY.astimezone(UTC)) == PIECES


def test_news_is_as_old_at_any_base_time() -> None:
    later = load_pieces(MONDAY + timedelta(days=40))
    for piece, same in zip(PIECES, later, strict=True):
        assert same.published - piece.published == timedelta(days=40)


def test_weekdays_and_dates_in_the_text_are_those_of_publication(tmp_path: Path) -> None:
    header = "site: wordpress\nsection: a\ntitle: T\nauthor: A\neditor: E\npublished: 2d\ntags: t\ncaption: c"
    (tmp_path / "001-satu.txt").write_text(f"{header}\n\nPada {{hari}} ({{tanggal}}), bukan {{hari-1}}.\n")
    (piece,) = load_pieces(MONDAY, tmp_path)
    assert piece.text == "Pada Sabtu (14/2/2026), bukan Jumat."


def test_round_two_brings_new_edited_and_gone_pieces() -> None:
    first = {(piece.site, piece.id): piece for piece in in_round(PIECES, 1)}
    second = {(piece.site, piece.id): piece for piece in in_round(PIECES, 2)}
    new, gone = second.keys() - first.keys(), first.keys() - second.keys()
    edited = [second[key] for key in first.keys() & second.keys() if first[key].text != second[key].text]
    assert len(new) >= 5
    assert {site for site, _ in new} == set(SITES)
    assert len(gone) == 1
    assert {piece.site for piece in edited} == set(SITES)
    assert sum("Ralat:" in piece.text for piece in edited) == 1
    for piece in edited:
        before_it = first[piece.site, piece.id]
        assert piece.slug == before_it.slug
        assert piece.published == before_it.published
        assert piece.modified is not None
        assert before_it.modified is None


@pytest.mark.parametrize(("ago", "minutes"), [("9m", 9), ("2h", 120), ("1d 2h 3m", 1563), ("3d", 4320)])
def test_spans_are_read(ago: str, minutes: int) -> None:
    assert MONDAY - before(MONDAY, ago) == timedelta(minutes=minutes)


@pytest.mark.parametrize("ago", ["", "soon", "3", "2h 1d"])
def test_what_is_no_span_is_refused(ago: str) -> None:
    with pytest.raises(ValueError, match="is no span"):
        before(MONDAY, ago)


def test_a_file_that_does_not_keep_to_the_form_is_named(tmp_path: Path) -> None:
    (tmp_path / "001-satu.txt").write_text("site: antara\n\nTeks.\n")
    with pytest.raises(ValueError, match=r"001-satu\.txt.*published"):
        load_pieces(MONDAY, tmp_path)


def test_every_article_and_template_is_declared_package_data() -> None:
    root = Path(str(files("crawler.demo"))).parents[1]
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = settings["tool"]["setuptools"]["package-data"]["crawler"]
    packed = {file for pattern in patterns for file in (root / "crawler").glob(pattern)}
    there = {file for kind in ("*.txt", "*.html") for file in (root / "crawler" / "demo").rglob(kind)}
    assert len(there) > len(PIECES)
    assert there <= packed
