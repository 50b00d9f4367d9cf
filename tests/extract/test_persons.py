"""Who a report names, with rank, office, unit and area: one sentence a case, all of them made up."""

from __future__ import annotations

import pytest
import reader

# sentence -> "Name; rank; role; unit; area; pillar" of everyone in it
OFFICERS = [
    ("Babinsa Kelurahan Kalimulya Sertu Agus Salim menyapa warga.", "Agus Salim; Sertu; Babinsa; ; Kalimulya; TNI"),
    ("Serda Made Artana, Babinsa Desa Batubulan, ikut ronda.", "Made Artana; Serda; Babinsa; ; Batubulan; TNI"),
    ("Serda Wayan Dana selaku Babinsa Desa Peguyangan hadir.", "Wayan Dana; Serda; Babinsa; ; Peguyangan; TNI"),
    ("Babinsa Koramil 03/Serengan Serka Joko hadir.", "Joko; Serka; Babinsa; Koramil 03/Serengan; ; TNI"),
    ("Bhabinkamtibmas Desa Sukamaju Aipda Rahmat, S.H. hadir.", "Rahmat; Aipda; Bhabinkamtibmas; ; Sukamaju; Polri"),
    ("Bintara Pembina Desa (Babinsa) Kopda Yusuf hadir.", "Yusuf; Kopda; Babinsa; ; ; TNI"),
    ("Babhinkamtibmas Bripka Teguh Santosa menambahkan hal itu.", "Teguh Santosa; Bripka; Bhabinkamtibmas; ; ; Polri"),
    ("Danramil 07/Jebres Kapten Inf Suparno hadir.", "Suparno; Kapten; Danramil; Koramil 07/Jebres; Jebres; TNI"),
    ("Danramil 05/PY Letda Inf Sembiring hadir.", "Sembiring; Letda; Danramil; Koramil 05/PY; ; TNI"),
    ("Kapolsek Banyumanik Kompol Ali Santoso hadir.", "Ali Santoso; Kompol; Kapolsek; Polsek Banyumanik; Banyumanik; Polri"),
    ("Kepala Kepolisian Sektor Tebet AKP Rian Putra hadir.", "Rian Putra; AKP; Kapolsek; Polsek Tebet; Tebet; Polri"),
    ("Dandim 0735/Surakarta Letkol Arm Fictor Purba hadir.", "Fictor Purba; Letkol; Dandim; Kodim 0735/Surakarta; Surakarta; TNI"),
    ("Kapolres Sukoharjo AKBP Sigit Pramono hadir.", "Sigit Pramono; AKBP; Kapolres; Polres Sukoharjo; Sukoharjo; Polri"),
    ("Kapolres Kediri AKBP Bimo, S.I.K., M.H. hadir.", "Bimo; AKBP; Kapolres; Polres Kediri; Kediri; Polri"),
    ("Danrem 072/Pamungkas Brigjen TNI Puji Rahayu hadir.", "Puji Rahayu; Brigjen; Danrem; Korem 072/Pamungkas; ; TNI"),
    ("Pangdam IV/Diponegoro Mayjen TNI Widi Hartono hadir.", "Widi Hartono; Mayjen; Pangdam; Kodam IV/Diponegoro; ; TNI"),
    ("Kanit Binmas Polsek Tebet Iptu Dewi Lestari hadir.", "Dewi Lestari; Iptu; Kanit Binmas; Polsek Tebet; ; Polri"),
    ("Kasat Lantas Polres Klaten AKP Hari Wibowo hadir.", "Hari Wibowo; AKP; Kasat Lantas; Polres Klaten; ; Polri"),
    ("Kasat Resnarkoba Polres Tegal AKP Budi Wijaya hadir.", "Budi Wijaya; AKP; Kasat Resnarkoba; Polres Tegal; ; Polri"),
    ("Kasubag Humas Polres Batang Iptu Sari Dewi hadir.", "Sari Dewi; Iptu; Kasubag Humas; Polres Batang; ; Polri"),
    ("Komandan Lanal Sabang Kolonel Laut (P) Hendra Wirawan hadir.", "Hendra Wirawan; Kolonel; Komandan Lanal; Lanal Sabang; Sabang; TNI"),
    ("Palaksa Lanal Sabang Mayor Laut (KH) Eko Prabowo hadir.", "Eko Prabowo; Mayor; Palaksa; Lanal Sabang; ; TNI"),
    ("Batuud Koramil 02/Banjarsari Peltu Sukino hadir.", "Sukino; Peltu; Batuud; Koramil 02/Banjarsari; ; TNI"),
    ("Ws. Danramil 04/Jebres Lettu Cba Waluyo hadir.", "Waluyo; Lettu; Ws. Danramil; Koramil 04/Jebres; Jebres; TNI"),
    ("Kapten Inf (Purn) Darmaji ikut senam.", "Darmaji; Kapten; ; ; ; TNI"),
    ("Dokter Kodim, Lettu Ckm dr. Aditya Rukmana, memeriksa anak.", "Aditya Rukmana; Lettu; Dokter Kodim; ; ; TNI"),
]  # fmt: skip

OFFICIALS = [
    ("Lurah Sukamulya Hendra Gunawan membuka acara.", "Hendra Gunawan; ; Lurah; ; Sukamulya; Pemerintah"),
    ("Lurah Menteng Dalam, Sri Rahayu, S.Sos., membuka acara.", "Sri Rahayu; ; Lurah; ; Menteng Dalam; Pemerintah"),
    ("Kades Wonosari Bambang Sutejo membuka acara.", "Bambang Sutejo; ; Kepala Desa; ; Wonosari; Pemerintah"),
    ("Kepala Desa Sidomulyo, Suwarti, mengaku lega.", "Suwarti; ; Kepala Desa; ; Sidomulyo; Pemerintah"),
    ("Camat Jebres Tamtomo Adi, S.STP. membuka acara.", "Tamtomo Adi; ; Camat; ; Jebres; Pemerintah"),
    ("Plt. Lurah Tipes Wahyu Nugroho membuka acara.", "Wahyu Nugroho; ; Plt. Lurah; ; Tipes; Pemerintah"),
    ("Plh. Camat Serengan Dyah Ayu membuka acara.", "Dyah Ayu; ; Plh. Camat; ; Serengan; Pemerintah"),
    ("Pj. Kepala Desa Sidoharjo Widodo membuka acara.", "Widodo; ; Pj. Kepala Desa; ; Sidoharjo; Pemerintah"),
    ("Bupati Klaten Sri Hartini membuka acara.", "Sri Hartini; ; Bupati; ; Klaten; Pemerintah"),
    ("Kepala Pekon Bumiayu, Sutrisno, membuka acara.", "Sutrisno; ; Kepala Pekon; ; Bumiayu; Pemerintah"),
    ("Kepala Kampung Yoka Yunus Wonda membuka acara.", "Yunus Wonda; ; Kepala Kampung; ; Yoka; Pemerintah"),
    ("Kepala Distrik Sentani Elia Ohee membuka acara.", "Elia Ohee; ; Kepala Distrik; ; Sentani; Pemerintah"),
    ("Sekdes Karangrejo Nur Hayati membuka acara.", "Nur Hayati; ; Sekretaris Desa; ; Karangrejo; Pemerintah"),
    ("Kepala Dinas Kesehatan Sragen Hargiyanto Putra hadir.", "Hargiyanto Putra; ; Kepala Dinas Kesehatan; Dinas Kesehatan Sragen; Sragen; Pemerintah"),
    ("Kepala Puskesmas Gambirsari dr. Tri Wahyuni hadir.", "Tri Wahyuni; ; Kepala Puskesmas; Puskesmas Gambirsari; Gambirsari; Pemerintah"),
    ("Kepala BPBD Kota Madiun Agus Purwanto hadir.", "Agus Purwanto; ; Kepala BPBD; BPBD Kota Madiun; Madiun; Pemerintah"),
    ("Petugas Puskesmas Jebres, Rina Marlina, hadir.", "Rina Marlina; ; Petugas Puskesmas; Puskesmas Jebres; Jebres; Pemerintah"),
]  # fmt: skip

COMMUNITY = [
    ("Ketua RT 03 Slamet Riyadi membagikan jadwal.", "Slamet Riyadi; ; Ketua RT; ; RT 03; Masyarakat"),
    ("Ketua RW 05, Sumarno, membagikan jadwal.", "Sumarno; ; Ketua RW; ; RW 05; Masyarakat"),
    ("Ketua RT 07/RW 02 Joko Susilo membagikan jadwal.", "Joko Susilo; ; Ketua RT; ; RT 07; Masyarakat"),
    ("Tokoh masyarakat H. Abdul Gani berterima kasih.", "Abdul Gani; ; Tokoh Masyarakat; ; ; Masyarakat"),
    ("Tokoh agama Ustaz Fahmi Idris berpesan singkat.", "Fahmi Idris; ; Tokoh Agama; ; ; Masyarakat"),
    ("Ketua FKDM Kecamatan Tebet, Suryadi, mengusulkan portal.", "Suryadi; ; Ketua FKDM; FKDM Kecamatan Tebet; Tebet; Masyarakat"),
    ("Ketua Kelompok Tani Sido Makmur, H. Wagimin, hadir.", "Wagimin; ; Ketua Kelompok Tani; Kelompok Tani Sido Makmur; ; Masyarakat"),
    ("Ketua Panitia Sedekah Bumi, Warsito, mengaku senang.", "Warsito; ; Ketua Panitia; ; ; Masyarakat"),
]  # fmt: skip

PRIVATE = [
    ("Seorang warga, Nurjanah, mengaku senang.", "Nurjanah"),
    ("Korban bernama Suparjo sudah pulang.", "Suparjo"),
    ("Pelaku berinisial RS ditahan.", "RS"),
    ("Tarmizi (45) menunjukkan kebunnya.", "Tarmizi"),
    ("Warga lain, Siti Khotimah (38), mengangguk.", "Siti Khotimah"),
    ("Salah seorang pedagang, Mujiyem, berharap jalan diperbaiki.", "Mujiyem"),
    ("“Kami senang,” kata Wagiman.", "Wagiman"),
    ("“Kami senang,” ujar Nengah Sukarta, petani setempat.", "Nengah Sukarta"),
    ("Warga yang hadir yakni Adam, Mediansyah, dan Anton.", "Adam; Mediansyah; Anton"),
    ("Sejumlah petani, di antaranya Karto, Darmo dan Sarno, hadir.", "Karto; Darmo; Sarno"),
]

NAMES = [
    ("Serda I Komang Juni Suantara hadir.", "I Komang Juni Suantara"),
    ("Serka Lalu Wirajaya hadir.", "Lalu Wirajaya"),
    ("Aipda I Gusti Ngurah Putu Alit hadir.", "I Gusti Ngurah Putu Alit"),
    ("Bripka Ni Luh Sari Dewi hadir.", "Ni Luh Sari Dewi"),
    ("Sertu M. Yatim hadir.", "M. Yatim"),
    ("Serda R Tarigan hadir.", "R Tarigan"),
    ("Kopda FX. Haryanto hadir.", "FX. Haryanto"),
    ("Serka Ma'ruf Amin Siregar hadir.", "Ma'ruf Amin Siregar"),
    ("Bripka Endro W. Kusumo hadir.", "Endro W. Kusumo"),
    ("Serda Ahmad bin Kasim hadir.", "Ahmad bin Kasim"),
    ("Aiptu Maria Goreti Ndai hadir.", "Maria Goreti Ndai"),
    ("Serma La Ode Muhidin hadir.", "La Ode Muhidin"),
    ("Serda Andi Baso Tenri hadir.", "Andi Baso Tenri"),
    ("Bripka Teuku Rizal hadir.", "Teuku Rizal"),
    ("Camat Sail Tengku Firdaus hadir.", "Tengku Firdaus"),
    ("Serka Frans Kaisiepo hadir.", "Frans Kaisiepo"),
    ("Bripda Bong Kim Fui hadir.", "Bong Kim Fui"),
    ("Lettu Inf Maruli Tua Hutagaol hadir.", "Maruli Tua Hutagaol"),
    ("Serda Wa Ode Nurhayati hadir.", "Wa Ode Nurhayati"),
    ("Kopda Mar Anton Tomasoa hadir.", "Anton Tomasoa"),
    ("AKP H. Syamsul Bahri, S.Sos., M.H. hadir.", "Syamsul Bahri"),
    ("KAPTEN INF SUPARDI hadir.", "SUPARDI"),
    ("Serda Heri hadir. Babinsa itu, Serda Heri Purwoko, tersenyum.", "Heri Purwoko"),
    ("Serda Muhammad Arif hadir. Serda M. Arif tersenyum.", "Muhammad Arif"),
]

NOBODY = [
    "Babinsa dan Bhabinkamtibmas Kelurahan Menteng hadir.",
    "Kegiatan Jumat Bersih digelar di Balai Desa Sidomulyo.",
    "Kapolsek berharap warga ikut ronda.",
    "Program itu diberi nama Polisi Sahabat Anak.",
    "Polsek Tebet bersama Koramil 05/Tebet berpatroli.",
    "Jalan Kapten Tendean ramai.",
    "Bupati Nomor 12 Tahun 2020 mengatur hal itu.",
    "Para Ketua RT dan Ketua RW hadir.",
    "Warga Kabupaten Klaten bergotong royong.",
]


@pytest.mark.parametrize(("text", "expected"), OFFICERS + OFFICIALS + COMMUNITY)
def test_titled_person_is_read_with_office(text: str, expected: str) -> None:
    assert [reader.row(p) for p in reader.persons(text)] == [expected]


@pytest.mark.parametrize(("text", "expected"), PRIVATE)
def test_private_person_is_of_the_community(text: str, expected: str) -> None:
    found = reader.persons(text)
    assert "; ".join(p.name for p in found) == expected
    assert {p.pillar for p in found} == {"Masyarakat"}


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_name_is_whole_and_without_titles(text: str, expected: str) -> None:
    assert [p.name for p in reader.persons(text)] == [expected]


@pytest.mark.parametrize("text", NOBODY)
def test_nobody_is_invented(text: str) -> None:
    assert [p.name for p in reader.persons(text)] == []
