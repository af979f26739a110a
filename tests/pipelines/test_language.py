from __future__ import annotations

from pipelines.language import code, language_of

INDONESIAN = [
    "Polisi menangkap dua orang yang dicari di kota itu dan membawa mereka ke kantor untuk diperiksa."
] * 3
ENGLISH = ["The police arrested two of the men and took them to the station for questioning on Monday."] * 3


def test_text_is_believed_before_the_template() -> None:
    assert language_of(INDONESIAN, stated="en-US") == "id"
    assert language_of(ENGLISH, stated="id", default="id") == "en"


def test_malay_source_stays_malay() -> None:
    assert language_of(INDONESIAN, default="ms") == "ms"


def test_short_text_has_the_stated_language_or_else_the_sources() -> None:
    assert language_of(["Foto."], stated="su-ID") == "su"
    assert language_of(["Foto."], stated="Bahasa", default="id") == "id"
    assert language_of([], default="jv") == "jv"


def test_codes_are_two_letters() -> None:
    assert [code(text) for text in ("id-ID", "EN_us", "ind", "", None, "x")] == [
        "id",
        "en",
        None,
        None,
        None,
        None,
    ]
