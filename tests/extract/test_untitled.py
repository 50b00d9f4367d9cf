"""Private people whom no rank, post or honorific announces, and capitals that are nobody's name: all of it made up."""

from __future__ import annotations

import pytest
import reader

# sentence, who is named in it
NAMED = [
    ("“Anak saya sudah tenang,” kata ibu korban, Rohani.", "Rohani"),
    ("Istri korban, Sumarni, tak kuasa menahan tangis.", "Sumarni"),
    ("Orang tua siswa, Hendrawan, mengaku puas.", "Hendrawan"),
    ("Pemilik warung, Tukinem, rugi puluhan juta.", "Tukinem"),
    ("Salah seorang penerima, Nurhayati (56), senang.", "Nurhayati"),
    ("Salah satu peserta bernama Dedi Kurnia mengaku baru pertama ikut.", "Dedi Kurnia"),
    ("Pelarian RS alias Kojek (29) berakhir.", "RS"),
    ("Rekannya, DP, lebih dulu tertangkap.", "DP"),
    ("Pelaku MR (27) dan HS (31) ditangkap.", "MR; HS"),
    ("Tersangka AS (34), warga Desa Sukamaju, ditahan.", "AS"),
    ("Keluhan pertama disampaikan Ventje Lontoh.", "Ventje Lontoh"),
    ("Ia mencuri sepeda motor milik Siti Aisyah.", "Siti Aisyah"),
    ("Rumah milik Bapak Sarimin ludes terbakar.", "Sarimin"),
    ("Rumah Sarimin (60) ludes terbakar.", "Sarimin"),
    ("Serta Baiq Nurlaela, S.Tr.Keb dari Puskesmas Keruak hadir.", "Baiq Nurlaela"),
    ("Hadir pula Nurhidayah, S.Tr.Keb., dari Puskesmas Keruak.", "Nurhidayah"),
    ("Petugas kesehatan Yuliana Bano memeriksa warga.", "Yuliana Bano"),
    ("Warga setempat, Parjo, berterima kasih.", "Parjo"),
    ("Seorang ibu rumah tangga, Sulastri, membeli beras murah.", "Sulastri"),
    ("Petani asal Desa Sukamaju, Karto, mengeluhkan pupuk.", "Karto"),
    ("Sopir truk, Aswin (34), meninggal.", "Aswin"),
    ("Kernetnya, Fadli (22), patah kaki.", "Fadli"),
    ("Saksi mata, Hasrun, menyebut truk oleng.", "Hasrun"),
    ("Pengendara motor, Andi Saputra, selamat.", "Andi Saputra"),
    ("Korban atas nama Suparjo sudah dimakamkan.", "Suparjo"),
    ("Korban yang diketahui bernama Lasmi (70) ditemukan warga.", "Lasmi"),
    ("Balita berusia dua tahun, Kenzo, sempat terjebak.", "Kenzo"),
    ("Anak ketiga pasangan Sutrisno dan Wagini itu dirawat.", "Sutrisno; Wagini"),
    ("Pasangan suami istri Slamet (40) dan Tini (38) selamat.", "Slamet; Tini"),
    ("Narasumber, Dr. Rahmat Hidayat, menjelaskan bahaya narkoba.", "Rahmat Hidayat"),
    ("Pembawa acara, Rina Nose, memandu kegiatan.", "Rina Nose"),
    ("Warga bernama lengkap Muhammad Fikri Ramadhan itu pulang.", "Muhammad Fikri Ramadhan"),
    ("Mbah Karso (78) menerima bantuan.", "Karso"),
    ("Pak Sugeng, peternak sapi, ikut senang.", "Sugeng"),
    ("Menurut Wagiman, harga pupuk naik.", "Wagiman"),
    ("Wagiman, salah seorang petani, mengaku senang.", "Wagiman"),
    ("Tamrin selaku pemilik lahan berterima kasih.", "Tamrin"),
    ("Kakek Tarmuji (81) tinggal sendirian.", "Tarmuji"),
    ("Bayi dari pasangan Agus Riyanto dan Nur Aini sehat.", "Agus Riyanto; Nur Aini"),
    ("Penerima bantuan antara lain Suminah, Painah, dan Kasinem.", "Suminah; Painah; Kasinem"),
    ("Kelima tersangka masing-masing berinisial AR (20), BS (21) dan CD (22) ditahan.", "AR; BS; CD"),
    ("Donatur kegiatan, Haji Lulung, hadir.", "Lulung"),
    ("Peserta termuda, Aisyah Putri (9), dapat hadiah.", "Aisyah Putri"),
    ("Wali murid bernama Suryani mengapresiasi.", "Suryani"),
    ("Adik korban, Rizal, mengaku kehilangan.", "Rizal"),
    ("Keluarga korban diwakili Abdul Hamid mengucapkan terima kasih.", "Abdul Hamid"),
    ("Mediasi mempertemukan Mukhtar (51) dengan Junaidi (47).", "Mukhtar; Junaidi"),
    ("Juara pertama diraih Bagas Prakoso.", "Bagas Prakoso"),
    ("Sambutan disampaikan oleh Suryono mewakili warga.", "Suryono"),
    ("Doa dipimpin Ustaz Salim.", "Salim"),
    ("Doa dipimpin oleh Nasrullah.", "Nasrullah"),
]

NOBODY = [
    "Semoga jasanya dibalas Allah Taala.",
    "Karena itu kader Posyandu Melati menjemput bola ke rumah warga.",
    "Kegiatan digelar di Masjid Siti Aisyah, Jalan Ahmad Yani.",
    "Lomba diraih Tim Garuda dan Regu Melati.",
    "Bantuan berasal dari PT Agung Sedayu dan Toko Budi Jaya.",
    "Menurut Sunan Kalijaga, tradisi itu baik.",
    "Sekolah itu dikelola Yayasan Siti Khadijah.",
    "Pertandingan dimenangkan Persib Bandung.",
    "Gunung Merapi kembali bergejolak bersama Gunung Semeru.",
    "Rapat dipimpin langsung di Aula Wahyudi Center.",
    "Kendaraan Honda Beat dan Yamaha Mio milik korban hilang.",
    "Bersama Polsek Tebet, warga berpatroli di Kampung Rahmat.",
    "Acara dibuka dengan lagu Indonesia Raya dan doa.",
    "Warga Desa Suharto menggelar Maulid Nabi Muhammad SAW.",
    "Bulan Ramadan bersama Idul Fitri dirayakan.",
    "Pohon Trembesi ditanam bersama Mahoni.",
    "Program Jaksa Masuk Sekolah digelar oleh Kejaksaan.",
    "Proyek milik Adhi Karya itu selesai.",
    "Sumpah Pemuda diperingati oleh Pramuka.",
    "Peringatan Hari Kartini digelar bersama PKK.",
    "Bank Mandiri dan Indomaret bersama Alfamart membantu.",
    "Kawasan Candi Arjuna dikelola Dieng Pandawa.",
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_somebody_without_a_title_is_known_by_what_stands_around_the_name(text: str, expected: str) -> None:
    assert "; ".join(person.name for person in reader.persons(text)) == expected


@pytest.mark.parametrize("text", NOBODY)
def test_buildings_goods_and_feasts_are_nobody(text: str) -> None:
    assert [person.name for person in reader.persons(text)] == []


@pytest.mark.parametrize("degree", ["S.Agr", "S.Tr.Keb", "S.Akun", "S.Zzz", "M.Agr", "S.I.Pust"])
def test_a_degree_behind_a_comma_is_no_name(degree: str) -> None:
    assert [person.name for person in reader.persons(f"Lurah Menteng Budi Santoso, {degree}, hadir.")] == [
        "Budi Santoso"
    ]
