from __future__ import annotations

from collections import Counter

import pytest
from marked import article

from kg import vocab
from kg.extract.topics import find_topics


def _topics(text: str) -> list[str]:
    return [value.value for value in find_topics(article(text).doc, vocab.load())]


def test_table_speaks_of_listed_topics_only() -> None:
    loaded = vocab.load()
    listed = {concept.notation for concept in loaded.topics.values()}
    assert {row["topic"] for row in loaded.tables["topic-cues"]} == (listed - {"lainnya"}) | {"-"}


def test_no_cue_is_listed_twice_for_a_topic() -> None:
    rows = Counter((row["cue"], row["topic"]) for row in vocab.load().tables["topic-cues"])
    assert [row for row, count in rows.items() if count > 1] == []


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Bhabinkamtibmas menyampaikan pesan kamtibmas agar keamanan dan ketertiban terjaga.", "kamtibmas"),
        ("Warga diajak mengaktifkan siskamling dan ronda malam demi rasa aman.", "kamtibmas"),
        ("Lurah berpesan agar warga wajib lapor bila ada tamu dan menjaga keamanan lingkungan.", "kamtibmas"),
        ("Perselisihan dua warga diselesaikan secara kekeluargaan lewat problem solving.", "kerukunan"),
        ("Tokoh lintas agama menjaga toleransi dan kerukunan umat beragama di kampung itu.", "kerukunan"),
        ("Kapolsek meminta warga tidak percaya berita hoaks dan bijak bermedia sosial.", "hoaks"),
        ("Waspadai informasi bohong, saring sebelum sharing.", "hoaks"),
        ("Satresnarkoba menyita sabu dan ganja dari bandar narkoba.", "narkoba"),
        ("Penyuluhan P4GN dan bahaya penyalahgunaan narkotika bagi pelajar.", "narkoba"),
        ("Polisi membubarkan geng motor dan perang sarung untuk mencegah tawuran.", "tawuran"),
        ("Pelaku curanmor dan begal ditangkap polisi bersama barang bukti.", "kriminalitas"),
        ("Kasus penganiayaan itu ditangani penyidik, tersangka terancam penjara.", "kriminalitas"),
        ("Razia judi online dan sabung ayam digelar di kampung itu.", "perjudian"),
        ("Waspada paham radikal, warga diajak menangkal terorisme dan intoleransi.", "terorisme"),
        ("Pengobatan gratis dan donor darah digelar bersama tenaga kesehatan.", "kesehatan"),
        ("Posyandu balita dan imunisasi digelar di balai RW.", "kesehatan"),
        ("Pencegahan stunting digencarkan lewat pemberian makanan tambahan.", "stunting"),
        ("Vaksinasi Covid-19 dan penegakan protokol kesehatan selama PPKM.", "covid"),
        ("Warga isolasi mandiri selama pandemi virus corona.", "covid"),
        ("Fogging dan pemberantasan sarang nyamuk dilakukan setelah ada kasus demam berdarah.", "dbd"),
        ("Kerja bakti membersihkan sampah demi kebersihan lingkungan.", "kebersihan"),
        ("Bank sampah dan Jumat Bersih digalakkan di RW 05.", "kebersihan"),
        ("Banjir rob merendam permukiman, tanggul jebol.", "banjir"),
        ("Karhutla terjadi lagi, titik api muncul di lahan gambut.", "kebakaran"),
        ("Si jago merah melalap rumah, kebakaran dipadamkan warga.", "kebakaran"),
        ("Panen raya jagung mendukung ketahanan pangan dan swasembada.", "pangan"),
        ("Petani menerima pupuk dan benih padi dari dinas pertanian.", "pangan"),
        ("Penyaluran BLT DD bagi warga miskin meringankan ekonomi keluarga.", "ekonomi"),
        ("Bantuan sosial sembako dibagikan kepada warga kurang mampu.", "ekonomi"),
        ("UMKM dan koperasi desa merah putih mulai dibentuk.", "ekonomi"),
        ("Kepala sekolah dan siswa menyambut program pendidikan itu.", "pendidikan"),
        ("Karang Taruna mengajak generasi muda dan remaja berkegiatan positif.", "pemuda"),
        ("Logistik pilkada dan surat suara tiba di TPS.", "pemilu"),
        ("Coklit data pemilih oleh pantarlih dipantau KPU.", "pemilu"),
        ("Pengajian dan doa bersama digelar di masjid selama bulan suci Ramadan.", "keagamaan"),
        ("Umat Hindu merayakan Nyepi dan Galungan di pura.", "keagamaan"),
        ("Wawasan kebangsaan dan bela negara ditanamkan kepada pelajar.", "kebangsaan"),
        ("Upacara HUT RI menumbuhkan semangat nasionalisme dan cinta tanah air.", "kebangsaan"),
        ("Arus lalu lintas macet akibat parkir liar di bahu jalan.", "lalu-lintas"),
        ("Operasi Zebra menindak pengendara tanpa helm demi keselamatan berkendara.", "lalu-lintas"),
        ("Kekerasan terhadap perempuan dan anak dicegah lewat penyuluhan.", "perempuan-anak"),
        ("Isu penculikan anak membuat resah orang tua.", "perempuan-anak"),
        ("Musrenbang membahas perbaikan jalan dan infrastruktur lingkungan.", "pelayanan-publik"),
        ("Perekaman KTP dan pelayanan administrasi kependudukan dipercepat.", "pelayanan-publik"),
    ],
)
def test_best_topic(text: str, topic: str) -> None:
    assert _topics(text)[0] == topic


def test_headline_outweighs_the_body() -> None:
    text = "# Cegah Banjir, Warga Keruk Saluran\nWarga menjaga kamtibmas lewat ronda. Lurah hadir."
    assert _topics(text)[0] == "banjir"


def test_passing_word_is_no_topic() -> None:
    text = (
        "# Polisi Ringkus Pengedar Sabu\nPengedar narkotika ditangkap, barang bukti sabu disita. Penangkapan itu "
        "dilakukan di dekat sekolah."
    )
    assert "pendidikan" not in _topics(text)


def test_at_most_three_topics() -> None:
    text = "Narkoba, tawuran, judi online, hoaks, banjir, kebakaran dan stunting dibahas dalam pertemuan itu."
    assert len(_topics(text)) == 3


def test_name_of_the_health_office_does_not_make_health_outweigh_the_epidemic() -> None:
    assert _topics("Dinas Kesehatan mencatat kasus demam berdarah. Fogging digelar.")[0] == "dbd"


def test_article_without_a_listed_topic_is_other() -> None:
    assert _topics("Prajurit berlatih menembak di lapangan tembak batalyon.") == ["lainnya"]


def test_empty_article_has_no_topic() -> None:
    assert _topics("") == []


def test_topic_rests_on_its_words() -> None:
    found = article("Warga diminta waspada terhadap hoaks yang beredar.")
    topic = find_topics(found.doc, vocab.load())[0]
    assert found.doc.surface(topic.span) == "hoaks"


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("{p Babinsa: Sertu Agus} menyambangi dua warga yang bertikai lalu memediasi keduanya, Senin.", "kerukunan"),
        ("{p Kapolsek: AKP Budi} memimpin patroli di pasar desa, Sabtu malam.", "kamtibmas"),
        ("{p Babinsa: Sertu Agus} membagikan sembako, Jumat pagi.", "ekonomi"),
        ("{p Lurah: Wawan} bersama warga kerja bakti di gang, Minggu.", "kebersihan"),
    ],
)
def test_event_itself_is_a_topic(text: str, topic: str) -> None:
    found = article(text)
    topics = [value.value for value in find_topics(found.doc, vocab.load(), found.events())]
    assert topic in topics


def test_topic_known_from_the_event_alone_rests_on_its_words() -> None:
    found = article("{p Kapolsek: AKP Budi} memimpin penangkapan, Sabtu malam.")
    event = found.event()
    (only,) = find_topics(article("AKP Budi ada di sana.").doc, vocab.load(), [event])
    assert (only.value, only.rule, only.span) == ("kriminalitas", "topic.of-activity", event.activities[0].span)


def test_names_of_people_and_places_tell_no_topic() -> None:
    found = article("{p Lurah: Haji Malik} tiba di Kecamatan {l kecamatan: Sungai Banjir}.")
    names = [*found.persons, *found.places]
    assert [v.value for v in find_topics(found.doc, vocab.load(), names=names)] == ["lainnya"]
