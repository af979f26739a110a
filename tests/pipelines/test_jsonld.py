from __future__ import annotations

import pytest

from pipelines.jsonld import article_node, nodes, people, strings

ARTICLE = '{"@type":"NewsArticle","headline":"Judul","datePublished":"2026-02-16"}'


@pytest.mark.parametrize(
    "script",
    [
        ARTICLE,
        f"[{ARTICLE}]",
        f'{{"@context":"https://schema.org","@graph":[{{"@type":"WebSite"}},{ARTICLE}]}}',
        f"<!-- {ARTICLE} -->",
        f"//<![CDATA[\n{ARTICLE}\n//]]>",
        ARTICLE + ";",
        ARTICLE.replace("}", ",}"),
        ARTICLE.replace("Judul", "Ju\ndul"),
        ARTICLE.replace("NewsArticle", "http://schema.org/NewsArticle"),
        ARTICLE.replace('"NewsArticle"', '["Article","NewsArticle"]'),
        ARTICLE.replace("}", ',"description":"kutip "rusak" di sini"}'),
        f'{{"@type":"WebPage","mainEntity":{ARTICLE}}}',
    ],
)
def test_article_is_found_however_it_is_wrapped_or_broken(script: str) -> None:
    node = article_node(nodes([script]), "https://a.example/x")
    assert node["datePublished"] == "2026-02-16"
    assert str(node["headline"]).replace("\n", "") == "Judul"


def test_node_of_the_pages_own_address_is_preferred() -> None:
    other = '{"@type":"NewsArticle","headline":"Lain","url":"https://a.example/lain"}'
    own = '{"@type":"Article","headline":"Ini","mainEntityOfPage":{"@id":"https://a.example/ini/"}}'
    assert article_node(nodes([other, own]), "https://a.example/ini")["headline"] == "Ini"


def test_page_with_a_time_stands_in_for_a_missing_article() -> None:
    page = '{"@type":"WebPage","datePublished":"2026-02-16"}'
    assert article_node(nodes(['{"@type":"Person"}', page]), "u")["datePublished"] == "2026-02-16"
    assert article_node(nodes(['{"@type":"WebPage"}']), "u") == {}


@pytest.mark.parametrize(
    "script",
    ["", "{", "null", "3", '"x"', "[" * 100_000, '{"@type":5}', '{"@graph":{"@type":null}}', "1" * 9999],
)
def test_nonsense_gives_nothing_and_raises_nothing(script: str) -> None:
    assert article_node(nodes([script]), "u") == {}


def test_authors_are_people_however_they_are_written() -> None:
    rina = {"@type": "Person", "name": "Rina"}
    assert people({"author": rina}) == ["Rina"]
    assert people({"author": [rina, "Joko", {"@type": "Organization", "name": "Redaksi"}]}) == [
        "Rina",
        "Joko",
    ]
    assert people({"creator": {"name": ["Rina"]}}) == ["Rina"]
    assert people({"author": None}) == []


def test_texts_are_unescaped_and_taken_from_the_first_key_that_gives_any() -> None:
    assert strings({"url": "", "contentUrl": "a&amp;b"}, "url", "contentUrl") == ["a&b"]
    assert strings(["a", {"name": "b"}, 5, None], "name") == ["a", "b"]
