"""Where it happened is told from what is mentioned besides; doubtful names follow text, then region."""

from __future__ import annotations

import pytest

from pipelines.labels.places import Place, find_places
from pipelines.labels.words import read


def events(text: str, *, title: str = "", region: str | None = None) -> list[str | None]:
    return [place.kabupaten_kota for place in find_places(read(text, title=title), region=region).events]


def only(text: str) -> Place:
    (place,) = find_places(text).events
    return place


def test_a_place_has_province_code_and_reasons() -> None:
    text = "BATURAJA - Api di Desa Lekis, Kecamatan Lubuk Raja, Kabupaten OKU, padam."
    words = read(text)
    places = find_places(words)
    (place,) = places.events
    assert (place.kabupaten_kota, place.provinsi, place.code) == (
        "Kabupaten Ogan Komering Ulu",
        "Sumatera Selatan",
        "16.01",
    )
    assert place.kecamatan == ("Lubuk Raja",)
    assert [words.quote(span) for span in place.evidence] == [
        "BATURAJA",
        "Kecamatan Lubuk Raja",
        "Kabupaten OKU",
    ]
    assert places.dateline == "BATURAJA"


def test_a_kecamatan_is_not_its_namesake_kabupaten() -> None:
    place = only("KAYUAGUNG - Ladang di Kecamatan Mesuji Raya terbakar.")
    assert (place.kabupaten_kota, place.kecamatan) == ("Kabupaten Ogan Komering Ilir", ("Mesuji Raya",))


def test_a_seat_called_kota_is_its_kabupaten() -> None:
    assert only("Pencuri ditangkap di Kota Baturaja, Sabtu.").code == "16.01"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Truk terguling di Martapura, Kabupaten OKU Timur.", "16.08"),
        ("Truk terguling di Martapura, Kalimantan Selatan.", "63.03"),
        ("Hujan di Bogor. Kecamatan Ciawi terendam.", "32.01"),
        ("Hujan di Bogor. Kecamatan Bogor Tengah terendam.", "32.71"),
        ("Hujan di Semarang, kata Polrestabes Semarang.", "33.74"),
        ("Hujan di Semarang, kata Wali Kota.", "33.74"),
        ("Hujan di Jayapura dan Sentani, Kabupaten Jayapura.", "91.03"),
    ],
)
def test_a_name_of_several_areas_follows_the_rest_of_the_text(text: str, code: str) -> None:
    assert find_places(text).events[0].code == code


def test_the_region_of_the_source_breaks_a_tie_only() -> None:
    text = "Polsek Martapura menahan dua orang di Martapura, Sabtu."
    assert find_places(text, region="Sumatera Selatan").events[0].code == "16.08"
    assert find_places(text, region="Kalimantan Selatan").events[0].code == "63.03"
    assert events("Kapal karam di Kabupaten Lahat.", region="Kalimantan Selatan") == ["Kabupaten Lahat"]
    assert events("Harga emas naik.", region="Sumatera Selatan") == []


@pytest.mark.parametrize(
    "text",
    [
        "Polisi Serang balik pelaku, nasib Malang menimpanya.",
        "Polisi Buru pelaku sampai Puncak.",
        "Batu itu jatuh. Batang pohon pun tumbang. Toba menang.",
        "Truk bernomor BG 1234 OI terbakar.",
        "Di sebuah desa api padam.",
        "",
    ],
)
def test_ordinary_words_and_number_plates_are_no_places(text: str) -> None:
    assert find_places(text).events == ()


def test_ordinary_words_are_places_with_their_level_or_unit() -> None:
    assert events("Gempa di Kabupaten Buru, Maluku.") == ["Kabupaten Buru"]
    assert events("Polres Serang menahan R. Ruko di Serang terbakar.") == ["Kabupaten Serang"]
    assert events("Vila di Kota Batu terbakar.") == ["Kota Batu"]


def test_homes_and_destinations_are_only_mentioned() -> None:
    places = find_places("PALEMBANG - Pria asal Kabupaten Lahat ditangkap di Kecamatan Sako, Palembang.")
    assert [place.kabupaten_kota for place in places.events] == ["Kota Palembang"]
    assert [place.kabupaten_kota for place in places.others] == ["Kabupaten Lahat"]
    assert places.events[0].kecamatan == ("Sako",)


def test_streets_rivers_and_villages_lend_their_names_only() -> None:
    assert events("Truk terguling di Jalan Palembang-Jambi, Kabupaten Banyuasin.") == ["Kabupaten Banyuasin"]
    assert events("Mayat di Sungai Kampar, Kabupaten Pelalawan, Riau.") == ["Kabupaten Pelalawan"]


def test_the_city_of_the_desk_is_not_where_it_happened() -> None:
    text = "PALEMBANG - Dua rumah di Kecamatan Semendawai Timur, Kabupaten OKU Timur, terbakar."
    places = find_places(text)
    assert [place.kabupaten_kota for place in places.events] == ["Kabupaten Ogan Komering Ulu Timur"]
    assert [place.kabupaten_kota for place in places.others] == ["Kota Palembang"]


def test_the_unit_in_charge_tells_where() -> None:
    assert events("Kapolsek Lawang Kidul Iptu Fulan memanen cabai.") == ["Kabupaten Muara Enim"]
    assert only("Kapolsek Lawang Kidul Iptu Fulan memanen cabai.").kecamatan == ("Lawang Kidul",)


def test_a_named_kecamatan_beats_that_of_the_polsek() -> None:
    place = only("Polsek Padang Cermin mendatangi Kecamatan Teluk Pandan, Kabupaten Pesawaran.")
    assert place.kecamatan == ("Teluk Pandan",)


def test_two_places_of_one_report_are_both_events() -> None:
    text = (
        "Mobil hilang di Kabupaten Rejang Lebong, Bengkulu, kini ada di Kabupaten Muratara, Sumatera Selatan."
    )
    assert set(events(text)) == {"Kabupaten Rejang Lebong", "Kabupaten Musi Rawas Utara"}


def test_without_kabupaten_the_province_is_the_place() -> None:
    place = only("Polda Lampung menyita sabu. Kapolda Lampung menyebut Lampung rawan.")
    assert (place.kabupaten_kota, place.provinsi, place.code) == (None, "Lampung", "18")


def test_a_list_of_all_kabupaten_is_a_matter_of_the_province() -> None:
    names = ["Way Kanan", "Pesawaran", "Mesuji", "Tanggamus", "Pringsewu", "Lampung Barat", "Lampung Utara"]
    text = "Titik panas di Lampung naik, kata Gubernur Lampung. " + " ".join(
        f"Kabupaten {n} ada 3 titik." for n in names
    )
    assert events(text) == [None]
    assert len(find_places(text).others) == len(names)


def test_a_dateline_alone_does_not_place_news_of_the_world() -> None:
    assert events("JAKARTA - Sebuah pesawat hilang di hutan Siberia, kata pejabat Rusia.") == []


def test_a_dateline_known_from_elsewhere_is_used() -> None:
    places = find_places("Dua pria ditangkap di Sekayu.", dateline="SEKAYU")
    assert places.dateline == "SEKAYU"
    assert [place.code for place in places.events] == ["16.06"]


def test_pointers_to_other_articles_place_nothing() -> None:
    assert events("Api padam.\nBaca juga: Kabupaten Lahat Banjir, Kabupaten Lahat Siaga\n") == []


def test_labels_do_not_depend_on_being_asked_twice() -> None:
    words = read("Polres Lahat menahan R di Kabupaten Lahat.", title="Begal di Lahat")
    assert find_places(words) == find_places(words)
    assert find_places(words) == find_places(
        read("Polres Lahat menahan R di Kabupaten Lahat.", title="Begal di Lahat")
    )
