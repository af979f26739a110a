"""Topics of an article, each with the words that gave it."""

from __future__ import annotations

import pytest

from pipelines.labels.tally import headline_end
from pipelines.labels.topics import LAIN, OPERASI, find_topics, topic_names
from pipelines.labels.words import read

ARTICLES = {
    "narkoba": (
        "Dua Pengedar Sabu Diringkus di Prabumulih",
        "Satresnarkoba menyita 12 paket sabu dan timbangan digital dari rumah tersangka. "
        "Keduanya mengaku mendapat narkotika itu dari bandar di luar kota.",
    ),
    "kriminal": (
        "Maling Motor di Pasar Lama Dibekuk",
        "Unit Reskrim menangkap pelaku pencurian sepeda motor milik pedagang. Barang bukti diamankan dan "
        "pelaku dijerat pasal 363 KUHP. Korban berterima kasih.",
    ),
    "lalu-lintas": (
        "Truk Batu Bara Tabrak Bus, Tiga Luka",
        "Kecelakaan terjadi di jalan lintas. Sopir truk diduga mengantuk, kata Kasat Lantas. Satlantas "
        "mengatur arus lalu lintas yang macet.",
    ),
    "pemilu": (
        "Polres Amankan Distribusi Logistik Pemilu",
        "Surat suara dan kotak suara dikawal hingga TPS. KPU dan Bawaslu hadir pada pemungutan suara.",
    ),
    "terorisme-separatisme": (
        "Densus 88 Geledah Rumah Terduga Teroris",
        "Tim antiteror membawa bahan peledak. Jaringan terorisme itu diduga merencanakan teror.",
    ),
    "korupsi": (
        "Kades Jadi Tersangka Korupsi Dana Desa",
        "Unit Tipikor menghitung kerugian negara Rp 800 juta. Korupsi terjadi pada proyek fiktif, kata "
        "hasil audit.",
    ),
    "internal-polri": (
        "Kapolres Pimpin Sertijab Tiga Kapolsek",
        "Serah terima jabatan digelar di lapangan apel. Mutasi adalah hal biasa di institusi Polri, kata "
        "Kapolres kepada personel dan Bhayangkari.",
    ),
    "bencana-karhutla": (
        "Titik Api Bertambah, Karhutla Meluas",
        "BPBD mencatat kebakaran hutan dan lahan di lahan gambut. Kabut asap mulai terasa saat kemarau.",
    ),
    "sosial": (
        "Polres Bagikan Sembako untuk Anak Yatim",
        "Bakti sosial digelar di panti asuhan. Paket bantuan sosial disalurkan kepada warga kurang mampu.",
    ),
    "kamtibmas": (
        "Polsek Gencarkan Patroli Malam",
        "Patroli dialogis menjaga kamtibmas tetap kondusif. Bhabinkamtibmas mengimbau warga mengaktifkan "
        "siskamling demi keamanan dan ketertiban masyarakat.",
    ),
}


@pytest.mark.parametrize("topic", ARTICLES)
def test_the_likeliest_topic_is_what_a_reader_would_say(topic: str) -> None:
    title, body = ARTICLES[topic]
    words = read(body, title=title)
    first = find_topics(words)[0]
    assert first.name == topic
    assert 0.4 <= first.score <= 1
    assert first.evidence
    assert all(words.quote(span) for span in first.evidence)


def test_every_topic_has_an_article_here() -> None:
    assert set(topic_names()) == set(ARTICLES)


def test_an_article_of_two_things_has_two_topics() -> None:
    words = read(
        "Pencurian sepeda motor dan peredaran sabu diungkap. Dua pelaku pencurian dan tiga pengedar narkoba "
        "ditangkap. Barang bukti sabu dan motor curian disita.",
        title="Polres Ungkap Curanmor dan Narkoba dalam Sepekan",
    )
    assert {topic.name for topic in find_topics(words)} == {"kriminal", "narkoba"}


def test_a_named_operation_makes_operasi_a_topic() -> None:
    words = read("Sebanyak 300 pelanggar ditilang selama Operasi Patuh Musi 2026, kata Kasat Lantas.")
    topics = {topic.name: topic for topic in find_topics(words)}
    assert set(topics) == {"lalu-lintas", OPERASI}
    assert [words.quote(span) for span in topics[OPERASI].evidence] == ["Operasi Patuh Musi 2026"]


def test_without_any_topic_it_is_lain_and_has_no_words() -> None:
    (only,) = find_topics("Harga cabai di pasar turun menjadi Rp 30 ribu per kilogram.")
    assert (only.name, only.evidence) == (LAIN, ())
    assert find_topics("") == (only,)


def test_a_doubtful_topic_is_given_only_where_the_article_is_of_the_police() -> None:
    text = "Polisi memeriksa tiga saksi dan menetapkan tersangka setelah penyelidikan."
    assert [topic.name for topic in find_topics(text)] == [LAIN]
    assert [topic.name for topic in find_topics(text, relevant=True)] == ["kriminal"]


def test_pointers_to_other_articles_give_no_topic() -> None:
    text = (
        "Wali kota meresmikan taman bacaan.\nBaca juga: Bandar Sabu dan Pengedar Narkoba Ditangkap Polisi\n"
    )
    assert [topic.name for topic in find_topics(text)] == [LAIN]


def test_kabupaten_sabu_raijua_is_no_drug_and_suicide_no_murder() -> None:
    for text in ("Bupati Sabu Raijua meresmikan pasar di Sabu Raijua.", "Pria itu diduga bunuh diri."):
        assert [topic.name for topic in find_topics(text)] == [LAIN]


def test_a_short_first_line_is_the_headline_of_a_text_without_title() -> None:
    assert headline_end(read("Maling Motor Dibekuk\nPolisi menangkap pelaku.")) == 3
    assert headline_end(read("Polisi menangkap pelaku. Ia kabur.\nSelesai.")) == 0


@pytest.mark.parametrize(
    ("title", "text", "topic"),
    [
        (
            "Bawaslu OKU Terima Laporan Politik Uang",
            "BATURAJA - Bawaslu OKU menerima laporan politik uang calon bupati. Gakkumdu memeriksa saksi.",
            "pemilu",
        ),
        (
            "Polres OKI Kawal Logistik Pilkada",
            "KAYUAGUNG - Personel mengawal kotak suara dan surat suara ke TPS.",
            "pemilu",
        ),
        (
            "Kejari OKU Tahan Mantan Kades",
            "BATURAJA - Kejari OKU menahan tersangka korupsi dana desa. Kerugian negara Rp 500 juta.",
            "korupsi",
        ),
        (
            "Lahan Gambut Terbakar",
            "INDRALAYA - Polres Ogan Ilir dan Manggala Agni memadamkan kebakaran lahan; titik api meluas.",
            "bencana-karhutla",
        ),
        (
            "Kapolda Lantik Lima Kapolres",
            "PALEMBANG - Kapolda memimpin serah terima jabatan. Mutasi itu menurut surat telegram Kapolri.",
            "internal-polri",
        ),
        (
            "Polwan Gelar Donor Darah",
            "BANDAR LAMPUNG - Polwan menggelar bakti sosial, donor darah dan khitanan massal gratis.",
            "sosial",
        ),
        (
            "Densus 88 Tangkap Terduga Teroris",
            "JAKARTA - Densus 88 menangkap terduga teroris jaringan JAD dan menyita bahan peledak.",
            "terorisme-separatisme",
        ),
    ],
)
def test_each_topic_is_known_by_the_words_of_its_news(title: str, text: str, topic: str) -> None:
    assert topic in [found.name for found in find_topics(read(text, title=title))]
