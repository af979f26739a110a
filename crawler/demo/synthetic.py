"""Any number of distinct articles for benchmarks, mixed from the sentences of our own."""

from __future__ import annotations

import random
import re
from datetime import datetime, timedelta

from crawler.clock import WIB, now
from crawler.demo.desk import slug
from crawler.demo.library import SITES, Piece, load_pieces

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"])")
_NUMBER = re.compile(r"(?<![\d.,/])[1-9]\d{0,2}(?![\d.,/])")
_MARKED = "Kasus"  # closes a title, so that no two are alike


def make_articles(
    count: int,
    seed: int = 1,
    *,
    base: datetime | None = None,
    sites: tuple[str, ...] = SITES,
    split_every: int = 0,
) -> tuple[Piece, ...]:
    """`count` pieces, the sites in turn, each three minutes older than the one before.

    The same for the same arguments; `base` is the newsroom's now (aware; the present without). Every
    `split_every`-th piece of a Disway-like site is shown in two parts; 0: none.
    """
    moment = (base or now()).astimezone(WIB)
    originals = load_pieces(moment)
    sentences = [
        text for piece in originals for paragraph in piece.paragraphs for text in _SENTENCE.split(paragraph)
    ]
    dice = random.Random(seed)  # noqa: S311 - a mixture, no secret
    made = []
    for number in range(1, count + 1):
        model, site = dice.choice(originals), sites[number % len(sites)]
        title = f"{model.title}, {_MARKED} {number}"
        split = site == "disway" and split_every and number // len(sites) % split_every == 0
        made.append(
            Piece(
                site=site,
                number=number,
                slug=slug(title),
                section="kriminal",
                title=title,
                author=dice.choice(originals).author,
                editor=dice.choice(originals).editor,
                published=moment - timedelta(minutes=3 * number),
                paragraphs=_paragraphs(sentences, dice),
                tags=model.tags,
                caption=model.caption,
                parts=2 if split else 1,
            )
        )
    return tuple(made)


def _paragraphs(sentences: list[str], dice: random.Random) -> tuple[str, ...]:
    """Six to eleven paragraphs of two to four sentences, all their small numbers thrown anew."""

    def thrown(match: re.Match[str]) -> str:
        return str(dice.randint(1, 999))

    return tuple(
        _NUMBER.sub(thrown, " ".join(dice.sample(sentences, dice.randint(2, 4))))
        for _ in range(dice.randint(6, 11))
    )
