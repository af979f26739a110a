"""A second reader speaks up where the first missed the article, and only there."""

from __future__ import annotations

from collections import Counter

from pipelines.markup import parse
from pipelines.opinion import agreement, doubts, second_opinion, stated_words, words

TEXT = [
    f"Kalimat nomor {number} menceritakan banjir di tepi sungai yang mulai surut pada pagi hari."
    for number in range(9)
]
PAGE = (
    f"<html><body><h1>Banjir</h1><article>{''.join(f'<p>{one}</p>' for one in TEXT)}</article></body></html>"
)


def test_agreement_is_one_for_the_same_words_and_zero_for_others() -> None:
    assert agreement(words(["satu dua dua"]), words(["dua satu", "dua"])) == 1
    assert agreement(words(["satu"]), words(["dua"])) == 0
    assert agreement(words(["satu dua"]), words(["dua tiga"])) == 0.5


def test_second_reader_finds_the_same_text() -> None:
    second = second_opinion(parse(PAGE.encode()).root)
    assert agreement(words(TEXT), second) > 0.9
    assert doubts(words(TEXT), second, Counter()) == ()


def test_reading_that_missed_the_article_is_doubted() -> None:
    second = second_opinion(parse(PAGE.encode()).root)
    (doubt,) = doubts(words(["Berita lain yang sedang ramai dibaca hari ini."]), second, Counter())
    assert doubt.startswith("a second reader agrees to ")


def test_stated_text_that_is_not_in_the_reading_is_a_doubt() -> None:
    node = {"@type": "NewsArticle", "articleBody": " ".join(TEXT) + "<p>"}
    stated = stated_words([node])
    assert doubts(words(TEXT), words(TEXT), stated) == ()
    (doubt,) = doubts(words(TEXT[:2]), Counter(), stated)
    assert "stated in JSON-LD" in doubt


def test_teaser_in_json_ld_proves_nothing() -> None:
    assert not stated_words([{"@type": "NewsArticle", "articleBody": TEXT[0]}])
    assert not stated_words([{"@type": "WebPage", "articleBody": " ".join(TEXT)}])
