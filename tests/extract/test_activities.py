from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from marked import article

from kg import vocab
from kg.extract.activities import find_activities
from kg.extract.narrative import read


def _activities(text: str) -> list[str]:
    found = article(text)
    narrative = read(found.doc, found.persons, found.organizations, found.statements, vocab.load())
    everywhere = range(len(found.doc.sentences))
    return [value.value for value, _ in find_activities(found.doc, narrative, everywhere, vocab.load())]


def test_tables_speak_of_listed_activities_only() -> None:
    loaded = vocab.load()
    listed = {concept.notation for concept in loaded.activities.values()}
    assert {row["activity"] for row in loaded.tables["activity-cues"]} == listed | {"-"}
    rivals = loaded.tables["activity-rivals"]
    assert {row[column] for row in rivals for column in ("activity", "implies")} <= listed


def test_no_cue_is_listed_twice_for_an_activity() -> None:
    rows = Counter((row["cue"], row["activity"]) for row in vocab.load().tables["activity-cues"])
    assert [row for row, count in rows.items() if count > 1] == []


@pytest.mark.parametrize(
    ("text", "activities"),
    [
        (
            "Babinsa Koramil 14/Sukolilo Sertu Wahyudi melaksanakan anjangsana ke rumah warga di Desa "
            "Baturejo, Kecamatan Sukolilo, Kabupaten Pati, Rabu (12/3/2025). Dalam kesempatan itu ia "
            "mendengarkan keluhan warga soal pupuk.",
            "komsos",
        ),
        (
            "Bhabinkamtibmas Polsek Denpasar Barat Aipda I Wayan Sudarma menyambangi warga di Banjar Pande, "
            "Jumat (2/2/2024) untuk menyampaikan pesan kamtibmas.",
            "komsos",
        ),
        ("Polsek Kuta Alam menggelar Jumat Curhat bersama para keuchik di warung kopi Solong, Banda Aceh.", "komsos"),
        ("Polres Gowa laksanakan Minggu Kasih di Gereja Toraja, Kapolres dengarkan aspirasi jemaat.", "komsos"),
        (
            "Personel Polsek Wonokromo melaksanakan patroli dialogis pada malam hari di kawasan Jalan "
            "Diponegoro guna mencegah tindak kejahatan 3C.",
            "patroli",
        ),
        ("KRYD Malam Minggu, Polres Barito Kuala Sisir Lokasi Rawan Balap Liar", "patroli"),
        (
            "Antisipasi gangguan kamtibmas, tiga pilar Kelurahan Cipinang Melayu berkeliling kampung dengan "
            "sepeda motor, Sabtu malam (6/7/2024).",
            "patroli",
        ),
        (
            "Warga RW 03 Kelurahan Tegalsari kembali mengaktifkan ronda malam di pos kamling. "
            "Bhabinkamtibmas Aiptu Slamet ikut berjaga bersama warga.",
            "siskamling",
        ),
        (
            "Lurah Rawa Buaya bersama Babinsa dan Bhabinkamtibmas mengecek poskamling di RW 07, Kamis "
            "(9/5/2024) malam.",
            "siskamling",
        ),
        (
            "Koramil 0815/13 Pacet bersama warga kerja bakti membersihkan saluran air di Dusun Sumberejo, "
            "Minggu (14/1/2024).",
            "kerja-bakti",
        ),
        ("Babinsa dan warga gotong royong bangun jalan setapak di Nagari Sungai Tarab", "kerja-bakti"),
        ("TNI Polri Bersama Warga Bersihkan Sampah di Pantai Kedonganan", "kerja-bakti"),
        (
            "Satbinmas Polres Lamongan memberikan penyuluhan bahaya narkoba kepada pelajar SMPN 2 Babat, "
            "Selasa (20/8/2024).",
            "sosialisasi",
        ),
        ("Bhabinkamtibmas Polsek Tambun Sosialisasikan Bahaya Judi Online kepada Warga", "sosialisasi"),
        (
            "Kodim 0607/Kota Sukabumi gelar pembinaan teritorial terpadu dengan materi wawasan kebangsaan "
            "bagi siswa SMA.",
            "sosialisasi",
        ),
        ("Polisi Sahabat Anak, Polsek Sape Terima Kunjungan Siswa TK Pembina", "kunjungan sosialisasi"),
        (
            "Kapolres Blitar memimpin apel gelar pasukan Operasi Ketupat Semeru 2024 di halaman Mapolres "
            "Blitar, Rabu (3/4/2024).",
            "apel",
        ),
        (
            "Kodim 0429/Lampung Timur melaksanakan upacara bendera hari Senin di lapangan Makodim, 17 Juli 2023.",
            "apel",
        ),
        (
            "Personel gabungan mengamankan jalannya ibadah malam Natal di Gereja Katedral Kupang, Selasa (24/12/2024).",
            "keagamaan pengamanan",
        ),
        ("Babinsa Kelurahan Sidotopo Sertu Agus mendampingi kegiatan posyandu balita di Balai RW 05.", "kesehatan"),
        ("Cegah Stunting, Babinsa Bagikan Makanan Tambahan di Posyandu Melati", "kesehatan"),
        ("Polres Sikka menggelar vaksinasi massal di Aula Nawacita, sebanyak 500 dosis disiapkan.", "kesehatan"),
        (
            "Koramil bersama Puskesmas Pondok Gede lakukan fogging di RW 11 setelah dua warga terjangkit DBD.",
            "kesehatan",
        ),
        ("Sambut HUT TNI ke-79, Kodim 1010/Tapin Gelar Donor Darah", "kesehatan perayaan"),
        (
            "Kapolsek Rupat menyalurkan bantuan sosial berupa 50 paket sembako kepada warga kurang mampu, "
            "Jumat (1/9/2023).",
            "bantuan-sosial",
        ),
        ("Babinsa dampingi penyaluran BLT DD tahap II di Desa Mekarsari", "bantuan-sosial"),
        ("Jumat Berkah, Polsek Medan Labuhan Bagikan Nasi Kotak ke Abang Becak", "bantuan-sosial"),
        ("Polsek Cakung bagi-bagi takjil kepada pengendara di Jalan Raya Bekasi.", "bantuan-sosial"),
        (
            "Bhabinkamtibmas Desa Ngletih Bripka Yoga melakukan problem solving perselisihan dua warga "
            "terkait utang piutang.",
            "mediasi",
        ),
        (
            "Cekcok antar tetangga di Kelurahan Kampung Melayu berakhir damai setelah dimediasi Bhabinkamtibmas.",
            "mediasi",
        ),
        ("Tiga Pilar Mediasi Warga yang Berselisih soal Batas Tanah di Pekon Way Jambu", "mediasi"),
        (
            "Satpol PP bersama TNI-Polri menertibkan pedagang kaki lima di Pasar Minggu, Senin (10/6/2024).",
            "penertiban",
        ),
        ("Operasi Yustisi, Puluhan Warga Tak Pakai Masker Disanksi Push Up", "penertiban"),
        ("Polsek Lubuk Baja razia knalpot brong, belasan motor ditilang.", "penertiban"),
        (
            "Banjir merendam ratusan rumah di Desa Batu Ampar, Babinsa dan Bhabinkamtibmas bantu evakuasi warga.",
            "bencana",
        ),
        ("Babinsa Bantu Padamkan Kebakaran Lahan di Desa Tanjung Leban", "bencana"),
        ("Rumah Warga Tertimpa Pohon Tumbang, Babinsa Gerak Cepat Bantu Evakuasi", "bencana"),
        (
            "Babinsa Koramil 03/Purworejo Serka Tarmuji membantu petani menanam padi di Desa "
            "Pangenjurutengah, Rabu (5/2/2025).",
            "pertanian",
        ),
        ("Wujudkan Swasembada Pangan, Kapolsek Bontang Selatan Hadiri Panen Raya Jagung", "pertanian"),
        ("Dampingi Petani, Babinsa Cek Hama Wereng di Sawah", "pertanian"),
        (
            "Danrem 081/DSJ kunjungan kerja ke Kodim 0807/Tulungagung, Kamis (11/1/2024). Kedatangan Danrem "
            "disambut Dandim Letkol Inf Moch Nafik.",
            "kunjungan",
        ),
        ("Tim Wasev TMMD Kunjungi Kodim Brebes", "kunjungan pembangunan"),
        ("Bupati Sumenep meninjau lokasi longsor di Desa Guluk-Guluk", "bencana kunjungan"),
        ("Kapolsek Mandau Hadiri Peringatan Isra Mi'raj di Masjid Arafah", "keagamaan"),
        ("Safari Ramadan, Wali Kota Metro Salat Tarawih Bersama Warga", "keagamaan"),
        ("Babinsa hadiri pengajian rutin dan doa bersama di Masjid Nurul Huda.", "keagamaan"),
        ("Meriahkan HUT RI ke-78, Warga RW 09 Gelar Lomba Tradisional", "perayaan"),
        ("Polsek Kraton amankan kirab budaya Hajad Dalem Grebeg Syawal.", "pengamanan perayaan"),
        ("Kodim 0503/JB gelar turnamen voli antar RW dalam rangka Hari Juang TNI AD.", "perayaan"),
        ("Petugas Pantarlih didampingi Babinsa melaksanakan coklit di Kelurahan Ngagel.", "pemilu"),
        ("Polres Tabalong kawal distribusi logistik Pilkada ke 12 kecamatan", "pemilu pengamanan"),
        ("TMMD ke-118, Satgas Kebut Pembangunan Jalan Rabat Beton di Desa Ranupani", "pembangunan"),
        ("Babinsa Bantu Bedah Rumah Warga Tidak Mampu di Desa Sukamulya", "pembangunan"),
        ("Warga Kampung Bahari Deklarasi Anti Tawuran, Disaksikan Tiga Pilar", "deklarasi"),
        ("Forkopimcam Kecamatan Tanah Abang tanda tangani komitmen bersama pemilu damai.", "deklarasi pemilu"),
        ("Satreskrim Polres Bima Kota menangkap dua pelaku curanmor, Sabtu (8/6/2024) dini hari.", "penangkapan"),
        ("Polsek Helvetia bekuk pengedar sabu, barang bukti 5 gram diamankan.", "penangkapan"),
        (
            "Camat Kebayoran Lama memimpin rapat koordinasi penanganan banjir di ruang rapat kantor kecamatan.",
            "bencana rapat-koordinasi",
        ),
        ("Babinsa Hadiri Musrenbangdes Desa Wonorejo Tahun Anggaran 2025", "rapat-koordinasi"),
        ("Kapolsek Pulogadung Hadiri Rembuk Stunting Tingkat Kecamatan", "rapat-koordinasi"),
        ("Polsek Palmerah menggelar FGD bersama tokoh masyarakat untuk mencegah tawuran.", "rapat-koordinasi"),
        ("Serah Terima Jabatan Danramil 05/Cilincing Berlangsung Khidmat", "lainnya"),
        ("Mayat Pria Tanpa Identitas Ditemukan Mengapung di Sungai Musi", "lainnya"),
        ("Polwan Polres Bone Atur Lalu Lintas di Depan Sekolah", "pengamanan"),
        ("Cooling System Pilkada, Kapolsek Sambangi Tokoh Agama", "komsos"),
        (
            "Bhabinkamtibmas Polsek Cempaka Putih sambang DDS ke toko kelontong, ajak pemilik waspada penipuan.",
            "komsos",
        ),
        ("Polresta Manado Gelar Operasi Pekat, Puluhan Botol Miras Disita", "penertiban"),
        ("Babinsa melatih Paskibraka tingkat Kecamatan Balong", "sosialisasi"),
        ("Kapolsek Sukaraja takziah ke rumah duka tokoh masyarakat Desa Cikeas.", "komsos"),
        (
            "Bhabinkamtibmas Kelurahan Maleer Aiptu Dadang menempelkan stiker imbauan waspada curanmor di "
            "Jalan Gatot Subroto.",
            "sosialisasi",
        ),
        ("Polsek Kintamani pantau pelaksanaan upacara ngaben massal di Desa Songan", "keagamaan pengamanan"),
        (
            "Babinsa Posramil Sausapor bersama warga kampung bangun pagar gereja secara gotong royong",
            "kerja-bakti pembangunan",
        ),
        ("Dukung ketahanan pangan, Polsek Kalijati manfaatkan pekarangan rumah tanam cabai dan sayuran.", "pertanian"),
        ("Babinsa dan Bhabinkamtibmas Melakukan Pendampingan Tracing Covid-19 di Kelurahan Gading", "kesehatan"),
        ("Penyemprotan disinfektan digelar tiga pilar Kelurahan Sunter Jaya di permukiman padat.", "kesehatan"),
        ("Satlantas Polres Ende menggelar sosialisasi tertib lalu lintas di SMAN 1 Ende.", "sosialisasi"),
        ("Kodim 0211/TT gelar karya bakti pembersihan Pasar Sibolga", "kerja-bakti"),
        ("Wakapolres Pimpin Upacara Peringatan Hari Sumpah Pemuda", "apel perayaan"),
        ("Babinsa Hadiri Pelantikan KPPS se-Kelurahan Jatinegara", "pemilu"),
        (
            "Bhabinkamtibmas bersama Babinsa menghadiri musyawarah desa pembentukan Koperasi Desa Merah "
            "Putih di Desa Kertasari",
            "rapat-koordinasi",
        ),
        ("Babinsa Ramil 1710-02/Timika gelar ngopi bareng pemuda di Kampung Nawaripi", "komsos"),
        ("Dandim 0735/Surakarta Lepas Peserta Jalan Sehat HUT Kota Solo", "perayaan"),
        ("Polisi Bubarkan Aksi Balap Liar di Jalan Lintas, 12 Motor Diangkut", "penertiban"),
        ("Danramil bersama Kapolsek dan Camat Bubulan melaksanakan sambang ke pos ronda.", "komsos siskamling"),
        ("Babinsa Amankan Pertandingan Sepak Bola Antar Kampung", "pengamanan perayaan"),
        ("Bupati Ajak Warga Aktifkan Kembali Siskamling", "siskamling"),
        (
            "Kapolsek Ciputat Timur Ipda Dian bersama anggota melakukan pengaturan arus lalu lintas dan "
            "pengamanan arus mudik di Terminal.",
            "pengamanan",
        ),
    ],
)
def test_headline_or_lead_tells_the_activities(text: str, activities: str) -> None:
    assert sorted(_activities(text)) == activities.split()


def test_main_activity_comes_first() -> None:
    text = "# Polsek Gelar Patroli\nPolsek Tanete menggelar patroli di pasar. Petugas juga berbincang dengan warga."
    assert _activities(text)[0] == "patroli"


def test_programme_that_a_speaker_mentions_is_no_activity() -> None:
    text = """Kapolsek melaksanakan patroli di Jalan Merdeka, Senin malam.
    "{q: Kami juga punya program bedah rumah, donor darah dan panen raya jagung}," ucapnya."""
    assert _activities(text) == ["patroli"]


def test_activity_taken_up_in_speech_as_known_counts() -> None:
    text = """Suasana Kampung Baru tampak ramai sejak pagi hari tadi, kata warga yang lewat.
    "{q: Kerja bakti ini kami gelar tiap pekan, semua warga turun}," ucap ketua RT."""
    assert _activities(text) == ["kerja-bakti"]


def test_aim_is_no_activity() -> None:
    assert _activities(
        "Babinsa menyambangi warga Desa Ngasem guna mengaktifkan kembali siskamling dan ronda malam."
    ) == ["komsos"]


def test_name_of_a_body_is_no_activity() -> None:
    text = "{o: Tim Patroli Perintis Presisi Polres Bone} menyalurkan bantuan beras kepada warga miskin, Jumat."
    assert _activities(text) == ["bantuan-sosial"]


def test_visit_of_residents_is_komsos_and_not_a_visit_of_state() -> None:
    text = "Babinsa berkunjung ke rumah warga dan bersilaturahmi. Kunjungan itu disambut hangat."
    assert _activities(text) == ["komsos"]


def test_nothing_of_the_kind_gives_nothing() -> None:
    assert _activities("Harga emas hari ini kembali naik tipis dibanding kemarin di pasar dunia.") == []


@pytest.mark.parametrize(
    ("text", "activities"),
    [
        ("Satgas Damai Cartenz Obati Warga Sakit di Kampung Pegunungan", "kesehatan"),
        ("Babinsa Bantu Tukang Pasang Genteng Rumah Warga Miskin", "pembangunan"),
        ("Danramil dan Kapolsek Lerai Warga yang Bertikai soal Air Irigasi", "mediasi"),
        ("Petugas Gabungan Ciduk Empat Pemuda Pembobol Sekolah", "penangkapan"),
        ("Lurah Sambut Tim Penilai Kampung KB dari Provinsi", "kunjungan"),
        ("Warga dan TNI Angkut Berton-ton Eceng Gondok dari Waduk", "kerja-bakti"),
        ("Ratusan Umat Hindu Ikuti Melasti di Pantai Selatan, Polisi Siaga", "keagamaan pengamanan"),
        ("Polisi Sita Puluhan Knalpot Bising dari Pelajar", "penertiban"),
        ("Angin Puting Beliung Rusak 20 Rumah, Babinsa Data Kerusakan", "bencana"),
        ("Kodim Bersama Petani Tebar Benih Padi Unggul", "pertanian"),
        ("Kecamatan Gelar Rembuk Warga Bahas Keamanan Lingkungan", "rapat-koordinasi"),
        ("Kapolsek Ngopi Bareng Sopir Angkot", "komsos"),
        ("Bhabinkamtibmas Jaga Malam Bersama Warga di Pos Ronda", "siskamling"),
        ("KPPS Dilantik, Camat Pesan Jaga Integritas", "pemilu"),
        ("Ribuan Peserta Ramaikan Jalan Sehat Hari Bhayangkara", "perayaan"),
        ("Prajurit Yonif Latihan Terjun Payung", ""),
        ("Satpol PP dan Polisi Periksa Tempat Hiburan Malam, 12 Orang Tanpa KTP", "penertiban"),
        ("Tim Gabungan Patroli Sungai Sekaligus Bagikan Pelampung", "bantuan-sosial patroli"),
        ("Sepuluh Kepala Desa Teken Komitmen Antikorupsi", "deklarasi"),
        ("Kapolres Pimpin Apel Pergeseran Pasukan ke TPS", "apel pemilu"),
        ("Kerja Bakti Bangun Jembatan Bambu di Desa Terpencil", "kerja-bakti pembangunan"),
        ("Petani Tewas Tersambar Petir di Sawah", ""),
    ],
)
def test_predicate_and_object_of_a_headline_tell_the_activity(text: str, activities: str) -> None:
    assert sorted(a for a in _activities(text) if a != "lainnya") == activities.split()


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("Bhabinkamtibmas memediasi sengketa batas sawah dua petani di balai desa, Senin.", "pertanian"),
        ("Babinsa mendengar keluhan petani tentang pupuk dan pencurian ternak di warung kopi.", "pertanian"),
        ("Dua kelompok pemuda didamaikan usai pertandingan voli antarkampung.", "perayaan"),
        ("Satgas membangun jalan desa, satu pos kamling dan dua jamban warga.", "siskamling"),
        ("Polisi membubarkan pesta syukuran yang tamunya mabuk, Sabtu malam.", "perayaan"),
        ("Babinsa menyosialisasikan larangan membakar lahan kepada pemilik kebun.", "bencana"),
    ],
)
def test_setting_party_or_background_is_no_activity(text: str, absent: str) -> None:
    assert _activities(text)
    assert absent not in _activities(text)


def test_word_inside_the_name_of_a_place_is_no_cue() -> None:
    found = article("Babinsa menyambangi warga Kelurahan {l kelurahan: Tumbang Banjir}, Senin.")
    narrative = read(found.doc, [], [], [], vocab.load(), found.places)
    kinds = [v.value for v, _ in find_activities(found.doc, narrative, range(len(found.doc.sentences)), vocab.load())]
    assert kinds == ["komsos"]


def _lines() -> list[tuple[str, str]]:
    lines = (Path(__file__).parent / "activities.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split(" | ", 1) for line in lines if line and line[0] != "#"]
    return [(text, activities) for activities, text in pairs]


@pytest.mark.parametrize(("text", "activities"), _lines())
def test_a_sentence_tells_what_was_done(text: str, activities: str) -> None:
    assert sorted(_activities(text)) == sorted(activities.split())
