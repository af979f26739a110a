from __future__ import annotations

from dataclasses import replace

import pytest

from pipelines.stories.copies import TextFeatures, compare_texts, follow_up_reason, template_reason
from pipelines.stories.profile import Document, profile_of
from pipelines.stories.relations import Relation
from tests.pipelines.stories.newsdesk import (
    FLOOD,
    MORNING,
    THEFT,
    THEFT_RETOLD,
    article,
    labelled,
    prayer_times,
    shortened,
)


def text(document: Document) -> TextFeatures:
    return profile_of(document).text


def relation(one: Document, other: Document) -> Relation | None:
    verdict, mirrored = compare_texts(text(one), text(other)), compare_texts(text(other), text(one))
    assert verdict == mirrored
    return verdict.relation if verdict else None


def test_an_equal_text_elsewhere_is_verbatim() -> None:
    assert relation(article(1, THEFT), article(2, THEFT)) is Relation.VERBATIM


def test_another_dateline_and_other_credits_leave_a_copy_verbatim() -> None:
    dressed = "RAWA INTAN, HARIAN BARAT - " + THEFT.split(" - ", 1)[1]
    dressed += "\nBaca juga: Harga pupuk naik lagi\nEditor: Sari Wulandari"
    assert relation(article(1, THEFT), article(2, dressed)) is Relation.VERBATIM


def test_a_shortened_text_with_another_lead_is_a_light_edit() -> None:
    assert relation(article(1, THEFT), article(2, shortened(THEFT))) is Relation.LIGHT_EDIT


def test_the_same_event_in_other_words_is_no_copy() -> None:
    assert relation(article(1, THEFT), article(2, THEFT_RETOLD)) is None
    assert relation(article(1, THEFT), article(2, FLOOD)) is None


def test_a_round_up_that_holds_the_article_is_no_copy() -> None:
    others = "\n".join(
        f"Berita nomor {n}: warga kampung {n} membahas pembangunan jembatan gantung ke-{n} di balai desa {n} "
        f"bersama perangkat desa, tokoh adat serta {n} pemuda yang bersedia bergotong royong sampai selesai."
        for n in range(40, 90)
    )
    assert relation(article(1, FLOOD), article(2, f"{others}\n{FLOOD}")) is None


def test_tomorrows_prayer_times_are_no_copy_of_todays() -> None:
    today = article(1, prayer_times(16, 10), title="Jadwal Salat Muara Sawah Senin 16 Februari 2026")
    tomorrow = article(
        2, prayer_times(17, 11), title="Jadwal Salat Muara Sawah Selasa 17 Februari 2026", hours=24
    )
    assert relation(today, tomorrow) is None
    assert template_reason(text(today), text(tomorrow)) == "other days in title or lead"
    copied = replace(today, id=3, outlet="salinan.example")
    assert relation(today, copied) is Relation.VERBATIM


def test_two_headlines_that_count_differently_are_two_events() -> None:
    one = article(1, FLOOD, title="2 Hektare Lahan Terbakar di Rawa Intan")
    other = article(2, FLOOD, title="6,5 Hektare Lahan Terbakar di Teluk Bidara")
    assert relation(one, other) is None
    assert template_reason(text(one), text(other)) == "headlines count 2 hektare / 6,5 hektare"


def test_a_template_filled_in_for_another_place_is_no_copy() -> None:
    one = article(1, THEFT, labels=labelled(places="Kabupaten Muara Sawah", units="Polres Muara Sawah"))
    other = replace(one, id=2, labels=labelled(places="Kabupaten Rawa Intan", units="Polres Rawa Intan"))
    unread = replace(one, id=3, outlet="tiga.example", labels=labelled())
    assert relation(one, other) is None
    assert relation(one, unread) is Relation.VERBATIM


def test_places_of_one_and_units_of_the_other_say_nothing() -> None:
    one = article(1, THEFT, labels=labelled(places="Kabupaten Muara Sawah"))
    other = article(2, THEFT, labels=labelled(units="Polres Muara Sawah"))
    assert relation(one, other) is Relation.VERBATIM


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Tiga Motor Petani Muara Sawah Kembali ke Pemiliknya", Relation.LIGHT_EDIT),
        ("Pencuri Motor Petani Segera Jalani Rekonstruksi", None),
        ("5 Fakta Pencuri Motor Petani Muara Sawah", None),
    ],
)
def test_what_a_newsroom_makes_of_its_own_text_is_judged_by_the_headline(
    headline: str, expected: Relation | None
) -> None:
    kept = "\n".join(THEFT.split("\n")[1:5])
    news = (
        "Para petani berkumpul di balai desa untuk mendengar penjelasan petugas mengenai perkara ini.\n"
        "Mereka membawa surat kendaraan dan menunggu giliran sejak pagi sambil menikmati kopi dari panitia."
    )
    one = article(1, THEFT, outlet="koran.example")
    other = article(2, f"{news}\n{kept}", outlet="koran.example", title=headline)
    assert relation(one, other) is expected


def test_why_a_follow_up_is_one_is_said() -> None:
    one = text(article(1, THEFT))
    other = text(article(2, THEFT, title="Pencuri Motor Jalani Rekonstruksi"))
    assert follow_up_reason(one, other) == "another stage: reconstruction"


def test_captions_are_copies_only_word_for_word() -> None:
    caption = "Petugas menyita tiga motor di Telaga Pandan."
    assert relation(article(1, caption), article(2, caption)) is Relation.VERBATIM
    assert relation(article(1, caption), article(2, caption.replace("tiga", "dua"))) is None
    assert relation(article(1, ""), article(2, "")) is None


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no zone"):
        profile_of(article(1, THEFT, published_at=MORNING.replace(tzinfo=None)))
