from __future__ import annotations

import pytest

from pipelines.people import names, without_signatures


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Rendra Wijaya", ("Rendra Wijaya",)),
        ("Pewarta: Rendra Wijaya", ("Rendra Wijaya",)),
        ("Oleh Rendra Wijaya", ("Rendra Wijaya",)),
        ("Rina dan Joko", ("Rina", "Joko")),
        ("Rina / Joko; Edo", ("Rina", "Joko", "Edo")),
        ("Rina, Joko dan Edo", ("Rina", "Joko", "Edo")),
        ("Dandi Sandiaga", ("Dandi Sandiaga",)),
        ("Mulia Santika - Koran Dusun", ("Mulia Santika",)),
        ("Siti Nur-Aini", ("Siti Nur-Aini",)),
        ("Facebook", ()),
        ("Budi Santoso, S.H., M.Si", ("Budi Santoso",)),
        ("Kontributor Lhokseumawe, Masriadi", ("Masriadi",)),
        ("edo/dol", ("edo", "dol")),
        ("admin", ()),
        ("Redaksi", ()),
        ("Tim Redaksi Sumeks", ()),
        ("ANTARA", ()),
        ("Koran Dusun", ()),  # the site itself
        ("Kompas Cyber Media", ()),
        ("https://www.facebook.com/korandusun", ()),
        ("korandusun.id", ()),
        ("Rina <rina@korandusun.id>", ("Rina",)),
        ("12345", ()),
        ("Doug Stanglin, KORAN 8:42 a.m. EDT October 3, 2014", ("Doug Stanglin",)),
        ("Andi Wijaya - Senin, 3 November 2025 | 14:20 WIB", ("Andi Wijaya",)),
        ("9:39AM BST 05 Oct 2011", ()),
        ("edo23", ("edo23",)),
        ("Rina - detikNews", ("Rina",)),
        ("By RINA LESTARI, Executive Editor", ("RINA LESTARI",)),
        ("Rina, Admin Dusun", ("Rina",)),
        ("", ()),
    ],
)
def test_byline_gives_the_people_in_it(printed: str, expected: tuple[str, ...]) -> None:
    assert names([printed], sites=["Koran Dusun"]) == expected


def test_each_person_is_named_once() -> None:
    assert names(["Rina", "RINA; Joko"]) == ("Rina", "Joko")


def test_a_site_by_the_name_of_its_host_is_nobody() -> None:
    assert names(["Rina, CNN", "Koran Dusun"], sites=["edition.cnn.com", "korandusun.id"]) == ("Rina",)


def test_names_alone_at_the_edges_of_a_text_are_signatures() -> None:
    text = (
        "Banjir surut.",
        "Warga pulang.",
        "___",
        "Rina Lestari",
        "Pasar ramai.",
        "Hujan reda.",
        "Selesai.",
    )
    signed = ("RINA LESTARI", *text, "Rina Lestari | Edo")
    assert without_signatures(signed, ("Rina Lestari", "Edo")) == text
    assert without_signatures(("Edo",), ("Edo",)) == ("Edo",)
    assert without_signatures(("***", *text), ()) == ("***", *text)


@pytest.mark.parametrize(
    ("last", "stays"),
    [
        ("Rina Lestari is a reporter who covers the coast.", False),
        ("Rina Lestari adalah dosen di Universitas Uji.", False),
        ("Rina Lestari is not amused.", True),
        ("Edo Wijaya is a fisherman.", True),
        ("Rina Lestari is a reporter. " + "Kalimat lain. " * 40, True),
    ],
)
def test_last_line_that_says_who_the_author_is_goes(last: str, stays: bool) -> None:
    text = ("Banjir surut.", "Warga pulang.", "Air jernih.", "Pasar ramai.")
    assert without_signatures((*text, last), ("Rina Lestari",)) == ((*text, last) if stays else text)
