"""All labels of a text together, as plain data, with and without their reasons."""

from __future__ import annotations

import json
import pickle
from datetime import date, datetime

from crawler.clock import WIB
from crawler.labels import Labels, OwnTopic, Watch, as_record
from pipelines.labels.article import labelled as labelled_article
from pipelines.labels.article import labeller, labels_of
from pipelines.labels.label import label_text
from pipelines.labels.relevance import own_profile
from tests.storage.samples import article

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


def labelled(text: str, title: str | None = None, published_at: datetime | None = None) -> Labels:
    return labels_of(text, title=title, published_at=published_at, watch=Watch())


def test_a_record_has_every_label_and_nothing_else() -> None:
    record = as_record(labelled(TEXT, TITLE))
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
    labels = labelled(TEXT, TITLE)
    record = as_record(labels, why=True)
    why = record.pop("why")
    assert record == as_record(labels)
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
    record = as_record(labelled(TEXT, TITLE), why=True)
    assert json.loads(json.dumps(record)) == record


def test_the_day_of_publication_completes_the_event_only_beside_the_record() -> None:
    text = "Pelaku pencurian ditangkap Polres OKU pada Kamis malam (24/7)."
    labels = labelled(text, published_at=datetime(2025, 7, 25, 6, 0, tzinfo=WIB))
    assert as_record(labels)["event_date"] is None
    assert labels.event_likely == date(2025, 7, 24)
    assert as_record(labels, why=True)["why"]["event_date"]["likely"] == "2025-07-24"


def test_a_topic_of_ones_own_judges_relevance_and_leaves_the_other_labels() -> None:
    profile = own_profile("sawit", words=["sawit"])
    labels = label_text(TEXT, title=TITLE, profile=profile)
    assert not labels.relevance.relevant
    assert [topic.name for topic in labels.topics] == ["kriminal", "operasi"]


def test_an_empty_text_has_a_record() -> None:
    record = as_record(labelled(""), why=True)
    assert record["relevant"] is False
    assert record["topics"] == ["lain"]
    assert record["event_date"] is record["agency"] is record["operation"] is None


def test_time_grows_with_the_length_alone() -> None:
    # the words of one article two hundred times: quadratic steps would take minutes
    labels = label_text(TEXT * 200, title=TITLE)
    assert labels.relevance.relevant


def test_the_labeller_changes_with_what_is_watched_for_and_not_otherwise() -> None:
    assert labeller(Watch()) == labeller(Watch()) == labelled(TEXT).labeller
    own = OwnTopic(name="sawit", words=("sawit",))
    others = (Watch(region="Lampung"), Watch(topics=(own,)), Watch(topic="sawit", topics=(own,)))
    assert len({labeller(watch) for watch in (Watch(), *others)}) == 4


def test_a_topic_of_ones_own_stands_beside_those_of_the_police() -> None:
    own = OwnTopic(name="motor", words=("sepeda motor",), regions=("Kabupaten Ogan Komering Ulu",))
    far = OwnTopic(name="jauh", words=("sepeda motor",), regions=("Lampung",))
    labels = labels_of(TEXT, title=TITLE, published_at=None, watch=Watch(topics=(own, far)))
    assert [one.topic for one in labels.topics] == ["kriminal", "operasi", "motor"]
    assert labels.topics[-1].quotes[0] == "sepeda motor"
    assert (labels.relevant, labels.judged_by) == (True, "polri")
    judged = labels_of(TEXT, title=TITLE, published_at=None, watch=Watch(topic="jauh", topics=(own, far)))
    assert (judged.relevant, judged.score, judged.judged_by) == (False, 0.0, "jauh")
    assert judged.off_topic == "not about jauh: score 0.00"


def test_what_no_topic_of_ours_fits_has_ones_own_alone() -> None:
    watch = Watch(topics=(OwnTopic(name="cabai", words=("cabai",)),))
    labels = labels_of("Harga cabai di pasar turun.", title=None, published_at=None, watch=watch)
    assert [one.topic for one in labels.topics] == ["cabai"]


def test_a_text_that_breaks_our_rules_is_kept_with_a_doubt() -> None:
    broken = OwnTopic(name="jauh", regions=("Atlantis",))  # never checked: the rule for it raises
    made = labelled_article(article(), Watch(topics=(broken,)))
    assert made.labels is None
    assert made.text == article().text
    assert made.doubts[0].startswith("not labelled: ValueError: topic 'jauh'")


def test_labels_travel_between_processes() -> None:
    made = labelled(TEXT, TITLE)
    assert pickle.loads(pickle.dumps(made)) == made
