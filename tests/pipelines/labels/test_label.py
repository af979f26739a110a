"""All labels of a text together, as plain data, with and without their reasons."""

from __future__ import annotations

import json
from datetime import date, datetime

from crawler.clock import WIB
from pipelines.labels.label import label_text, to_record
from pipelines.labels.relevance import own_profile

TITLE = "Polsek Lubuk Batang Ringkus Pencuri Motor dalam Ops Sikat Musi 2026"
TEXT = (
    "KABARDESA.COM, BATURAJA -- Unit Reskrim Polsek Lubuk Batang, Polres OKU, menangkap pelaku pencurian "
    "sepeda motor di Desa Lunggaian, Kecamatan Lubuk Batang, Kabupaten OKU, Senin (16/2/2026).\n"
    '"Pelaku kami amankan bersama barang bukti," kata Kapolres OKU AKBP Andi Wijaya, Selasa (17/2/2026).\n'
    "Ia dijerat Pasal 363 KUHP. Kerugian korban Rp 12 juta.\n"
    "Baca juga: Densus 88 Tangkap Terduga Teroris di Palembang\n"
)
KEYS = [
    *("relevant", "score", "topics", "units", "places", "officials", "operation", "event_date", "dateline"),
    "agency",
]


def test_a_record_has_every_label_and_nothing_else() -> None:
    record = to_record(label_text(TEXT, title=TITLE))
    assert list(record) == KEYS
    assert record["relevant"] is True
    assert 0.9 < record["score"] <= 1
    assert record["topics"] == ["kriminal", "operasi"]
    assert set(record["units"]) == {"Polsek Lubuk Batang", "Polres Ogan Komering Ulu"}
    (place,) = record["places"]
    assert place == {
        "kabupaten_kota": "Kabupaten Ogan Komering Ulu",
        "provinsi": "Sumatera Selatan",
        "kecamatan": ["Lubuk Batang"],
        "code": "16.01",
    }
    (official,) = record["officials"]
    assert official == {
        "name": "Andi Wijaya",
        "rank": "AKBP",
        "post": "Kapolres Ogan Komering Ulu",
        "unit": "Polres Ogan Komering Ulu",
    }
    assert record["operation"] == "Operasi Sikat Musi 2026"
    assert record["event_date"] == "2026-02-16"
    assert record["dateline"] == "BATURAJA"
    assert record["agency"] == "KABARDESA.COM"


def test_the_reasons_are_words_of_the_text() -> None:
    labels = label_text(TEXT, title=TITLE)
    record = to_record(labels, why=True)
    why = record.pop("why")
    assert record == to_record(labels)
    assert why["event_date"]["text"] == "Senin (16/2/2026)"
    assert why["law"] == [{"pasal": "363", "act": "KUHP", "quotes": ["Pasal 363", "KUHP"]}]
    assert why["evidence"][0]["amount"] == 12_000_000
    assert {"kriminal", "operasi"} == set(why["topics"])
    plain = " ".join(f"{TITLE} {TEXT}".split())
    quotes = [
        *(quote for reason in why["relevance"] for quote in reason["quotes"]),
        *(quote for topic in why["topics"].values() for quote in topic["quotes"]),
        *(quote for unit in why["units"].values() for quote in unit),
        *(quote for place in why["places"].values() for quote in place),
    ]
    assert quotes
    assert all(quote in plain for quote in quotes)


def test_a_record_is_plain_json() -> None:
    record = to_record(label_text(TEXT, title=TITLE), why=True)
    assert json.loads(json.dumps(record)) == record


def test_the_day_of_publication_completes_the_event_only_beside_the_record() -> None:
    text = "Pelaku pencurian ditangkap Polres OKU pada Kamis malam (24/7)."
    labels = label_text(text, published_at=datetime(2025, 7, 25, 6, 0, tzinfo=WIB))
    assert to_record(labels)["event_date"] is None
    assert labels.event is not None
    assert labels.event.likely == date(2025, 7, 24)
    assert to_record(labels, why=True)["why"]["event_date"]["likely"] == "2025-07-24"


def test_a_topic_of_ones_own_judges_relevance_and_leaves_the_other_labels() -> None:
    profile = own_profile("sawit", words=["sawit"])
    labels = label_text(TEXT, title=TITLE, profile=profile)
    assert not labels.relevance.relevant
    assert [topic.name for topic in labels.topics] == ["kriminal", "operasi"]


def test_an_empty_text_has_a_record() -> None:
    record = to_record(label_text(""), why=True)
    assert record["relevant"] is False
    assert record["topics"] == ["lain"]
    assert record["event_date"] is record["agency"] is record["operation"] is None


def test_time_grows_with_the_length_alone() -> None:
    # the words of one article two hundred times: quadratic steps would take minutes
    labels = label_text(TEXT * 200, title=TITLE)
    assert labels.relevance.relevant
