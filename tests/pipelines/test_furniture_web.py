"""Lines of templates go, sentences that resemble them stay."""

from __future__ import annotations

import pytest

from pipelines.clean import clean

PROSE = tuple(f"Sentence number {number} tells what happened at the market that day." for number in range(14))
HEAD, MIDDLE, TAIL = 1, 7, 13

WEB_FURNITURE = [
    ("read-also", MIDDLE, "READ MORE: Flood waters recede along the river"),
    ("read-also", MIDDLE, "(MORE: Ten pictures of the flood)"),
    ("read-also", MIDDLE, "Related story | Mayor resigns"),
    ("read-on", MIDDLE, "Continue reading the main story"),
    ("read-on", MIDDLE, "Article continues below advertisement"),
    ("sponsored", MIDDLE, "Sponsored content"),
    ("share-bar", MIDDLE, "Click to share on Twitter (Opens in new window)"),
    ("share-bar", HEAD, "Share this article"),
    ("share-bar", HEAD, "Copy link"),
    ("comments", TAIL, "View 12 comments"),
    ("comments", TAIL, "Komentar adalah tanggapan pribadi, tidak mewakili kebijakan redaksi kami."),
    ("follow-us", TAIL, "Follow Rina Lestari on Twitter."),
    ("follow-us", TAIL, "Follow @koranronda"),
    ("newsletter", MIDDLE, "Sign up for our morning briefing"),
    ("newsletter", MIDDLE, "Subscribe now for full access"),
    ("newsletter", TAIL, "Get the latest headlines in your inbox"),
    ("newsletter", TAIL, "Download our news app"),
    ("newsletter", MIDDLE, "By signing up, you agree to our privacy policy and terms of use."),
    ("newsletter", TAIL, "For more stories like this, follow us on our Telegram channel."),
    ("copyright", TAIL, "™ & © 2013 The Ronda Network, Inc. All rights reserved."),
    ("copyright", TAIL, "Copyright 2019 Koran Ronda"),
    ("copyright", TAIL, "This material may not be published, broadcast or rewritten."),
    ("picture-credit", HEAD, "Image credit: Dedi Rahmadi"),
    ("picture-credit", MIDDLE, "Illustration by Sri Wahyuni"),
    ("picture-credit", MIDDLE, "A soldier on patrol (Getty Images)"),
    ("player", HEAD, "Listen to this article"),
    ("player", HEAD, "4 min read"),
    ("player", MIDDLE, "Show caption"),
    ("skip-link", HEAD, "Skip to content"),
    ("topics", TAIL, "Filed under: flood, river"),
]


@pytest.mark.parametrize(("rule", "place", "line"), WEB_FURNITURE, ids=[line for _, _, line in WEB_FURNITURE])
def test_line_of_a_template_goes_and_is_named(rule: str, place: int, line: str) -> None:
    cleaned = clean([*PROSE[:place], line, *PROSE[place:]])
    assert cleaned.paragraphs == PROSE
    assert [(one.rule, one.text) for one in cleaned.dropped] == [(rule, line)]


@pytest.mark.parametrize(
    "line",
    [
        "Copyright lagu itu milik ayahnya",
        "Copyright law was drafted by a committee of three.",
        "Share prices fell by a tenth on Monday.",
        "Follow the river north and you reach the village.",
        "Subscribers were told of the breach a week later.",
        "Comments made by the minister angered the union.",
        "Close to forty houses burned down.",
        "Watch towers were built along the fence.",
        "More than forty people came to the meeting.",
        "Photo editors at three papers refused to print it.",
        "By signing up early, she got the better seat.",
        "For more news of the boats the families waited all night.",
        "Download speeds have doubled in the province.",
        "Read the letter, he said: it explains everything.",
        "Topics of the meeting were water and roads.",
        "Get them out of here, the driver shouted.",
    ],
)
@pytest.mark.parametrize("place", [HEAD, MIDDLE, TAIL])
def test_sentence_that_resembles_a_template_stays(place: int, line: str) -> None:
    text = (*PROSE[:place], line, *PROSE[place:])
    assert clean(text).paragraphs == text


def test_what_a_line_says_stays_as_data() -> None:
    lines = (*PROSE, "Don’t miss: Mayor resigns", "Filed under: flood, river")
    cleaned = clean(lines)
    assert cleaned.related == ("Mayor resigns",)
    assert cleaned.tags == ("flood, river",)
