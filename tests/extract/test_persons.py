"""Who a report names, with rank, office, unit and area: one sentence a case, all of them made up."""

from __future__ import annotations

from pathlib import Path

import pytest
import reader

ROWS = reader.table(Path(__file__).with_name("persons.tsv"))

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
    ("Nasib sial menimpa RD (27).", "RD"),
    ("Tamat sudah petualangan RS (29).", "RS"),
    ("Pemiliknya sudah diketahui, inisialnya MY, kata petugas.", "MY"),
    ("- Kader Posyandu : Norlaila, Masitah, Hj. Jubaidah", "Norlaila; Masitah; Jubaidah"),
    ("Ia menjual mesin itu kepada RD, warga Kecamatan Wotu.", "RD"),
    ("Api terlihat dari dapur Wa Ode Nuriah.", "Wa Ode Nuriah"),
    ("Acara itu diakhiri doa Dt. Rajo Batuah.", "Dt. Rajo Batuah"),
    ("Air menggenangi sawah Nyoman Redana.", "Nyoman Redana"),
    ("Yohana Sampe tak henti mengusap tiang rumahnya.", "Yohana Sampe"),
    ("Siti Rohmah tersenyum lega.", "Siti Rohmah"),
    ("Sementara Jootje Wongkar meminta lampu diperbaiki.", "Jootje Wongkar"),
    ("Sambatan pindah ke rumah Parjiyo di Padukuhan Wareng.", "Parjiyo"),
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
    "Bandara I Gusti Ngurah Rai ramai.",
    "Masjid Teuku Umar penuh jemaah.",
    "Pasar Kebun Sayur berbenah.",
    "Merah Putih berkibar di Taman Budaya.",
    "Warung Makan Sederhana terbakar.",
    "RSUD Dr. Soetomo merawat pasien.",
    "Stadion Utama Gelora Bung Karno penuh.",
    "Mama-mama Papua berjualan pinang.",
    "BABINSA DAN BHABINKAMTIBMAS BANTU WARGA BERSIHKAN PARIT.",
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["sentence"])
def test_titled_person_is_read_with_office(row: dict[str, str]) -> None:
    expected = {column: value for column, value in row.items() if column != "sentence"}
    assert [reader.row(p) for p in reader.persons(row["sentence"])] == [expected]


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


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Hadir Kapolsek Mengkendek AKP Haruna yang diwakili oleh Aiptu Thomas Sarira.", "Polsek Mengkendek"),
        ("Babinsa Koramil 05/Meureubo Sertu Mukhlis bersama rekannya Kopda Zulfan bekerja.", "Koramil 05/Meureubo"),
        ("Kapolsek Ndona Ipda Stefanus melalui Brigpol Maria menyampaikan hal itu.", ""),
    ],
)
def test_who_comes_for_or_with_an_officer_serves_in_the_same_unit(text: str, unit: str) -> None:
    found = [reader.row(person) for person in reader.persons(text)][1]
    assert (found["role"], found["unit"]) == ("", unit)


def test_a_line_of_a_roster_gives_its_post_to_all_names_in_it() -> None:
    found = reader.persons("- Ketua RT : Suparno, Karman dan Bejo")
    assert {p.name: reader.row(p)["role"] for p in found} == dict.fromkeys(("Suparno", "Karman", "Bejo"), "Ketua RT")


def test_posts_of_a_list_are_handed_to_those_named_after_them() -> None:
    text = (
        "Danramil 08/Pahae Jae diserahkan dari Kapten Inf Jonner Purba kepada Lettu Inf Marihot Siregar, Danramil "
        "11/Muara dari Lettu Cba Pardomuan Sihite kepada Kapten Arm Suyatno, sedangkan Danramil 02/Siborongborong dari "
        "Kapten Inf Edison Tobing, yang memasuki masa purnatugas, kepada Letda Inf Rudi Hartanto."
    )
    units = {p.name: {value.label for kind, value in p.properties if kind == "unit"} for p in reader.persons(text)}
    assert units == {
        "Jonner Purba": {"Koramil 08/Pahae Jae"},
        "Marihot Siregar": {"Koramil 08/Pahae Jae"},
        "Pardomuan Sihite": {"Koramil 11/Muara"},
        "Suyatno": {"Koramil 11/Muara"},
        "Edison Tobing": {"Koramil 02/Siborongborong"},
        "Rudi Hartanto": {"Koramil 02/Siborongborong"},
    }


def test_a_post_that_somebody_stands_in_for_is_not_that_of_the_person_before() -> None:
    found = reader.persons(
        "Hadir Bhabinkamtibmas Bripka Samsul Rijal, Kapolsek Salahutu yang diwakili Aiptu Jems Tahapary."
    )
    roles = {p.name: [value.value for kind, value in p.properties if kind == "role"] for p in found}
    assert roles["Samsul Rijal"] == ["Bhabinkamtibmas"]
    assert "Kapolsek" not in roles["Jems Tahapary"]
