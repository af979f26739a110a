"""Officials come out as one entry a person: name, rank, post with its unit or area."""

from __future__ import annotations

import pytest

from pipelines.labels.officials import Official, find_officials
from pipelines.labels.words import read
from tests.pipelines.labels.effort import calls


def officials(text: str, *, title: str = "") -> dict[str, Official]:
    return {official.name: official for official in find_officials(read(text, title=title))}


def posts(text: str, *, title: str = "") -> dict[str, str | None]:
    return {name: official.post for name, official in officials(text, title=title).items()}


@pytest.mark.parametrize(
    ("text", "name", "rank", "post"),
    [
        ("Kapolres OKU, AKBP Fulan Wijaya SIK hadir.", "Fulan Wijaya", "AKBP", "Kapolres Ogan Komering Ulu"),
        ("Kapolres Lahat AKBP. Fulan hadir.", "Fulan", "AKBP", "Kapolres Lahat"),
        ("Kapolres Lahat (AKBP Fulan) hadir.", "Fulan", "AKBP", "Kapolres Lahat"),
        ("Warga menemui AKBP Fulan selaku Kapolres OKI.", "Fulan", "AKBP", "Kapolres Ogan Komering Ilir"),
        ("Kata Iptu Fulan, Kasat Samapta Polres Lahat.", "Fulan", "Iptu", "Kasat Samapta Polres Lahat"),
        ("Kasatreskrim Polres Muba AKP Fulan", "Fulan", "AKP", "Kasat Reskrim Polres Musi Banyuasin"),
        ("Kasat Narkotika Polres Lahat AKP Fulan", "Fulan", "AKP", "Kasat Resnarkoba Polres Lahat"),
        (
            "Kepala Satuan Lalu Lintas (Kasat Lantas) Polres Lahat AKP Fulan",
            "Fulan",
            "AKP",
            "Kasat Lantas Polres Lahat",
        ),
        (
            "Kanit Pidum Satreskrim Polrestabes Palembang Iptu Fulan",
            "Fulan",
            "Iptu",
            "Kanit Pidum Satreskrim Polrestabes Palembang",
        ),
        (
            "Ps Kasubbagdalprogar Bagren Polres Lahat Iptu Fulan",
            "Fulan",
            "Iptu",
            "Ps Kasubbagdalprogar Bagren Polres Lahat",
        ),
        (
            "Direktur Reserse Narkoba Polda Sumsel Kombes Pol Fulan",
            "Fulan",
            "Kombes",
            "Dirresnarkoba Polda Sumatera Selatan",
        ),
        (
            "Kepala Bidang Hubungan Masyarakat Polda Riau Kombes Fulan",
            "Fulan",
            "Kombes",
            "Kabid Humas Polda Riau",
        ),
        ("Kepala Kepolisian Resor Lahat AKBP Fulan", "Fulan", "AKBP", "Kapolres Lahat"),
        ("Kapolres Nirwana Jaya AKBP Fulan hadir.", "Fulan", "AKBP", "Kapolres Nirwana Jaya"),
        ("Kapolri Jenderal Fulan hadir.", "Fulan", "Jenderal", "Kapolri"),
        (
            "Juru Bicara Densus 88 Antiteror Polri, AKBP Fulan",
            "Fulan",
            "AKBP",
            "Juru Bicara Densus 88 Antiteror Polri",
        ),
        ("Bhabinkamtibmas Desa Suka Damai Aipda Fulan", "Fulan", "Aipda", "Bhabinkamtibmas Desa Suka Damai"),
        ("Dandim 0403/OKU Letkol Inf Fulan", "Fulan", "Letkol Inf", "Dandim 0403/Ogan Komering Ulu"),
        (
            "Kapolsek yang baru, Iptu Fulan, memimpin Polsek Pengandonan.",
            "Fulan",
            "Iptu",
            "Kapolsek Pengandonan",
        ),
    ],
)
def test_post_rank_and_name_are_put_together(text: str, name: str, rank: str, post: str) -> None:
    found = officials(f"Hal itu terjadi pagi tadi. {text}")[name]
    assert (found.rank, found.post) == (rank, post)


@pytest.mark.parametrize(
    ("text", "name", "post", "affiliation"),
    [
        ("Bupati OKU H. Fulan Basri", "Fulan Basri", "Bupati Ogan Komering Ulu", "Pemkab Ogan Komering Ulu"),
        ("Wawako Pagaralam Hj.Fulanah", "Fulanah", "Wakil Wali Kota Pagar Alam", "Pemkot Pagar Alam"),
        (
            "Gubernur Sumsel, Fulan Basri,",
            "Fulan Basri",
            "Gubernur Sumatera Selatan",
            "Pemprov Sumatera Selatan",
        ),
        (
            "Kadishub DKI Jakarta Fulan Basri",
            "Fulan Basri",
            "Kepala Dinas Perhubungan DKI Jakarta",
            "Pemprov DKI Jakarta",
        ),
        (
            "Kepala Dinas Pemuda, Olahraga, dan Pariwisata Kabupaten Lahat Fulan Basri",
            "Fulan Basri",
            "Kepala Dinas Pemuda, Olahraga, dan Pariwisata Kabupaten Lahat",
            "Pemkab Lahat",
        ),
        (
            "Kepala Badan Penanggulangan Bencana Daerah (BPBD) Kabupaten Lahat, Fulan Basri",
            "Fulan Basri",
            "Kepala BPBD Kabupaten Lahat",
            "Pemkab Lahat",
        ),
        (
            "Wakil Ketua II DPRD OKU Fulan Basri",
            "Fulan Basri",
            "Wakil Ketua II DPRD Kabupaten Ogan Komering Ulu",
            "DPRD Kabupaten Ogan Komering Ulu",
        ),
        ("Kepala Kejaksaan Negeri (Kajari) Lahat Fulan Basri", "Fulan Basri", "Kajari Lahat", "Kejari Lahat"),
        (
            "Kepala Seksi Intelijen Kejari Lahat, Fulan Basri,",
            "Fulan Basri",
            "Kasi Intelijen Kejari Lahat",
            "Kejari Lahat",
        ),
        (
            "Kalapas Kelas IIB Muaradua, Fulan Basri,",
            "Fulan Basri",
            "Kalapas Kelas IIB Muaradua",
            "Lapas Muaradua",
        ),
        (
            "Kepala Kantor Imigrasi Kotabumi Fulan Basri",
            "Fulan Basri",
            "Kepala Kantor Imigrasi Kotabumi",
            "Kantor Imigrasi Kotabumi",
        ),
        (
            "Lurah Melati yang bernama Fulan Basri di Kabupaten Lahat",
            "Fulan Basri",
            "Lurah Melati",
            "Pemkab Lahat",
        ),
        ("Kades Suka Damai, Fulan Basri,", "Fulan Basri", "Kepala Desa Suka Damai", "Pemdes Suka Damai"),
        (
            "Tokoh itu Fulan Basri, kini Ketua DPRD Provinsi Riau.",
            "Fulan Basri",
            "Ketua DPRD Provinsi Riau",
            "DPRD Provinsi Riau",
        ),
    ],
)
def test_holders_of_civil_posts_are_found_without_a_rank(
    text: str, name: str, post: str, affiliation: str
) -> None:
    found = officials(f"Bantuan itu sudah diterima warga. Menurut {text} mengatakan hal itu kemarin.")[name]
    assert (found.rank, found.post, found.affiliation) == (None, post, affiliation)


def test_village_named_elsewhere_parts_its_name_from_its_head() -> None:
    text = "Api membakar Desa Suka Damai, Lahat. Menurut Kades Suka Damai Fulan Basri api cepat padam."
    assert posts(text) == {"Fulan Basri": "Kepala Desa Suka Damai"}


def test_post_without_a_unit_takes_the_one_named_before() -> None:
    text = (
        "Polres Lahat menggelar razia. Kasat Lantas AKP Fulan dan Kanit Turjawali Ipda Basri hadir di sana."
    )
    assert posts(text) == {
        "Fulan": "Kasat Lantas Polres Lahat",
        "Basri": "Kanit Turjawali Polres Lahat",
    }


def test_polres_that_nothing_names_is_that_of_the_kabupaten() -> None:
    text = "Banjir melanda Kabupaten Lahat. Hal itu dikatakan Kapolres AKBP Fulan Wijaya kemarin."
    found = officials(text)["Fulan Wijaya"]
    assert (found.post, found.unit) == ("Kapolres Lahat", "Polres Lahat")


def test_chain_of_those_who_speak_for_others_is_told_apart() -> None:
    text = (
        "Kapolres Lahat AKBP Fulan Wijaya, S.I.K., M.H. melalui Kapolsek Kikim Timur Iptu Basri, S.H. "
        "menyampaikan hal itu, Senin."
    )
    found = officials(text)
    assert found["Fulan Wijaya"].role == "represented"
    assert found["Basri"].post == "Kapolsek Kikim Timur"
    assert found["Basri"].role == ""


@pytest.mark.parametrize("prefix", ["Plt", "Plt.", "Pelaksana Tugas (Plt)"])
def test_acting_holder_keeps_the_prefix(prefix: str) -> None:
    found = officials(f"Hal itu dikatakan {prefix} Kasi Humas Polres Lahat Ipda Fulan pada Senin.")["Fulan"]
    assert (found.post, found.role) == ("Plt Kasi Humas Polres Lahat", "acting")


def test_later_short_mentions_and_slips_of_the_pen_are_one_person() -> None:
    text = (
        "Kapolsek Tebing, AKP Arfinus Wijaya, datang. AKP Arfinus mengatakan hal itu.\n"
        "Warga lega. Demikian AKP Arfianus Wijaya menutup keterangannya."
    )
    found = find_officials(read(text))
    assert [official.name for official in found] == ["Arfinus Wijaya"]
    assert len(found[0].evidence) == 3


def test_two_of_one_first_name_stay_two() -> None:
    text = "Kasat Lantas Polres Lahat AKP Andi Basri dan Kasat Binmas AKP Andi Wijaya hadir bersama warga."
    assert set(posts(text)) == {"Andi Basri", "Andi Wijaya"}


def test_name_in_a_headline_ends_where_it_ends_in_the_text() -> None:
    title = "Kapolres Lahat AKBP Fulan Wijaya Tanam Jagung Bersama Petani"
    assert posts("Kapolres Lahat AKBP Fulan Wijaya menanam jagung.", title=title) == {
        "Fulan Wijaya": "Kapolres Lahat"
    }


def test_sentence_that_a_pointer_runs_into_is_read() -> None:
    text = (
        "Razia digelar Polres Lahat. Baca Juga : Polisi Gelar Apel Bersama Kapolsek Tebing AKP Fulan Basri "
        "mengatakan razia berlanjut."
    )
    assert posts(text)["Fulan Basri"] == "Kapolsek Tebing"


def test_pointer_to_another_article_names_nobody() -> None:
    text = (
        "Razia digelar Polres Lahat.\nBaca juga: Kapolres Muba AKBP Fulan Wijaya Dimutasi\nRazia berlanjut."
    )
    assert posts(text) == {}


def test_link_that_breaks_the_line_does_not_part_post_and_holder() -> None:
    text = "Razia terus berlanjut, kata \nKapolsek Tebing\nAKP Fulan Basri\n, Senin."
    assert posts(text) == {"Fulan Basri": "Kapolsek Tebing"}


def test_rank_and_file_are_members_of_the_unit_named_before_them() -> None:
    text = "Razia itu melibatkan anggota Polres Lahat Bripka Fulan dan Bripda Basri. Warga lega melihatnya."
    assert posts(text) == {"Fulan": "anggota Polres Lahat", "Basri": "anggota Polres Lahat"}


@pytest.mark.parametrize(
    "text",
    [
        "Brigpol EA ditemukan meninggal di Lahat.",
        "Mereka melintas di Jalan Jenderal Sudirman, Palembang.",
        "Piala Gubernur Sumsel Regional Palembang digelar kemarin.",
        "Peraturan Gubernur DKI Jakarta Nomor 88 masih berlaku.",
        "Direktur Utama PT Maju Jaya Fulan Basri diperiksa.",
        "Ketua RT 03 Fulan Basri melapor ke Polsek Tebing.",
        "Terdakwa Kopda Fulan Basri dituntut hukuman mati.",
        "Iptu (Purn) Fulan Basri menerima kunjungan.",
        "Kegiatan dihadiri Kapolres Lahat, Forkopimda dan warga.",
        "Kapolres Lahat, Senin (1/6/2026), mengatakan demikian.",
    ],
)
def test_no_official_where_none_is_named(text: str) -> None:
    assert posts(text) == {}


def test_evidence_is_where_the_text_says_it() -> None:
    words = read("Kegiatan itu dipimpin Kapolres OKU, AKBP Fulan Wijaya, S.I.K., dan berlangsung lancar.")
    (official,) = find_officials(words)
    assert [words.quote(span) for span in official.evidence] == ["Kapolres OKU, AKBP Fulan Wijaya"]


def test_text_without_anybody_costs_nothing_and_gives_nothing() -> None:
    assert find_officials(read("")) == ()
    assert find_officials(read("Hujan turun di Lahat sejak pagi.")) == ()


def test_many_people_of_like_names_are_compared_with_a_few_each() -> None:
    syllables = ("Ba", "Ce", "Di", "Fo", "Gu", "Ha", "Je", "Ki", "Lo", "Mu")
    names = [
        f"AKP {one}{other.lower()} Basri{third.lower()}"
        for one in syllables
        for other in syllables
        for third in syllables
    ]
    text = "Hadir di sana Kapolsek Tebing " + ", ".join(names) + "."
    work = {many: calls_for(text[: many * len(text) // 4]) for many in (1, 4)}
    assert work[4] <= 8 * work[1]  # 4 if linear, 16 if it grew with the square


def calls_for(text: str) -> int:
    words = read(text)
    find_officials(words)
    return calls(lambda: find_officials(words))
