"""Who held which post after whom, from namings in articles."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

from crawler.officials import InOffice, Standing
from pipelines.labels.succession import succession

POST, UNIT = "Kapolres Ogan Komering Ulu", "Polres Ogan Komering Ulu"


def naming(number: int, name: str, day: int | None = None, **more: Any) -> InOffice:
    more = {"rank": "AKBP", "post": POST, "unit": UNIT, "acting": False, "standing": Standing.HOLDS} | more
    at = date(2025, 1, day) if day else None
    return InOffice(article_id=number, source=f"s{number % 3}", day=at, name=name, **more)


def test_holders_of_a_post_stand_in_the_order_they_were_seen() -> None:
    first, second, third = succession(
        [
            naming(3, "Budi Santoso", 20),
            naming(1, "Andi Wijaya", 5),
            naming(2, "Andi Wijaya", 9),
            naming(4, "Candra Putra"),
        ]
    )
    assert (first.name, first.first_seen, first.last_seen) == (
        "Andi Wijaya",
        date(2025, 1, 5),
        date(2025, 1, 9),
    )
    assert (first.articles, first.sources) == ((1, 2), ("s1", "s2"))
    assert second.name == "Budi Santoso"
    assert (third.name, third.first_seen) == ("Candra Putra", None)


def test_a_handover_counts_for_the_new_holder_from_then_and_for_the_old_one_until_then() -> None:
    old, new = succession(
        [
            naming(9, "Budi Santoso", 20, standing=Standing.TOOK),
            naming(9, "Andi Wijaya", 20, standing=Standing.LEFT),
            naming(8, "Andi Wijaya", 20),
            naming(11, "Budi Santoso", 25),
        ]
    )
    assert (old.name, old.last_seen, old.left, old.took) == (
        "Andi Wijaya",
        date(2025, 1, 20),
        date(2025, 1, 20),
        None,
    )
    assert (new.name, new.first_seen, new.took) == ("Budi Santoso", date(2025, 1, 20), date(2025, 1, 20))
    assert new.last_seen == date(2025, 1, 25)


def test_a_former_holder_was_not_in_office_on_that_day() -> None:
    (one,) = succession([naming(1, "Andi Wijaya", 20, standing=Standing.FORMER)])
    assert (one.first_seen, one.last_seen, one.articles) == (None, None, (1,))


def test_short_and_misspelt_names_are_the_same_person() -> None:
    (one,) = succession(
        [
            naming(1, "Arfianus Hadi", 1),
            naming(2, "Arfianus", 2),
            naming(3, "Arfinus Hadi", 3),
            naming(4, "Arfianus Hadi", 4, rank="Kombes"),
        ]
    )
    assert (one.name, one.articles) == ("Arfianus Hadi", (1, 2, 3, 4))
    assert one.rank == "Kombes"
    assert one.spellings == ("Arfinus Hadi", "Arfianus")


def test_names_alike_under_two_ranks_are_two_persons() -> None:
    assert len(succession([naming(1, "Arfianus Hadi", 1), naming(2, "Arfinus Hadi", 3, rank="Iptu")])) == 2


def test_a_short_name_that_fits_two_persons_stays_by_itself() -> None:
    found = succession(
        [naming(1, "Andi Wijaya", 1), naming(2, "Andi Putra", 5), naming(3, "Andi", 3), naming(4, "Andi", 4)]
    )
    assert [(one.name, one.articles) for one in found] == [
        ("Andi Wijaya", (1,)),
        ("Andi", (3, 4)),
        ("Andi Putra", (2,)),
    ]


def test_one_name_in_two_posts_is_two_tenures_and_the_chief_stands_first() -> None:
    found = succession(
        [
            naming(1, "Andi Wijaya", 9),
            naming(2, "Andi Wijaya", 1, post="Kasat Reskrim Polres Ogan Komering Ulu"),
            naming(3, "Budi", 1, post="Wakapolres Ogan Komering Ulu"),
        ]
    )
    assert [one.post.split()[0] for one in found] == ["Kapolres", "Wakapolres", "Kasat"]


def test_acting_is_who_was_never_named_otherwise() -> None:
    (one,) = succession([naming(1, "Andi Wijaya", 1, acting=True)])
    assert one.acting
    (one,) = succession([naming(1, "Andi Wijaya", 1, acting=True), naming(2, "Andi Wijaya", 2)])
    assert not one.acting


def test_the_order_of_articles_changes_nothing() -> None:
    namings = [
        naming(number, name, day)
        for number, (name, day) in enumerate(
            [
                ("Andi Wijaya", 1),
                ("Andi", 2),
                ("A. Wijaya", 3),
                ("Budi Santoso", 4),
                ("Budi", None),
                ("Budy Santoso", 6),
            ]
        )
    ]
    wanted = succession(namings)
    dice = random.Random(5)
    for _ in range(20):
        dice.shuffle(namings)
        assert succession(namings) == wanted
