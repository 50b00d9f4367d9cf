"""Whether a word is of a person's or an area's name, and where in a run of words the one ends and the other begins."""

from __future__ import annotations

from pathlib import Path

import pytest
import reader

from kg import gazetteer, vocab
from kg.extract import lexicon, name_shapes

TABLE = Path(__file__).parents[2] / "ontology" / "lexicon" / "name-shapes.tsv"

# post, what it is held for, holder: areas that the gazetteer has and such as it has not, names of all regions
PAIRS = [
    "Kepala Desa | Tirtosworo | Firmansyah",
    "Kepala Desa | Padang Pangrapat | Ilham Fauzi",
    "Sekretaris Desa | Padang Pangrapat | Ilham Fauzi",
    "Kepala Desa | Wonokriyo | Nasruddin",
    "Lurah | Karangsembung Kulon | Tri Handoko",
    "Kades | Sidomekar Jati | Wagimin",
    "Kuwu | Cibeureumwangi | Dadang Supriatna",
    "Perbekel | Batubelah | I Wayan Sudana",
    "Bendesa Adat | Tegal Linggah Kaja | I Ketut Suarnata",
    "Keuchik | Meunasah Blang Jrat | Zulkifli",
    "Wali Nagari | Koto Bapayuang | Afrizal Koto",
    "Kepala Kampung | Yobeh Dua | Yulianus Demetouw",
    "Kadus | Karang Sidemen Lauk | Lalu Ahmad Yani",
    "Kepala Dusun | Salubarani Timur | Daeng Ngalle",
    "Imam Desa | Tirta Kencana | Zainal Abidin",
    "Bidan Desa | Lamba Keli | Restu Amalia",
    "Ketua BPD | Sungai Rengat | Kaspul Anwar",
    "Kaur Keuangan Desa | Lumban Sitorang | Tumpal Siregar",
    "Camat | Jirak Jaya | Yudi Suhendra",
    "Sekcam | Tanah Grogot | Rusmiati",
    "Kapolsek | Sungai Tabuk | Mahyudin",
    "Ketua Karang Taruna | Sidowayah | Mahyudin",
    "Ketua PAC Ansor | Cigugur | Asep Sopian",
    "Kepala Pasar | Jabung | Sukirman",
    "Kepala SMPN 1 | Mojolaban | Retno Wulandari",
    "Kepala MTs | Al Hidayah | Zainal Abidin",
    "Ketua Bumdes | Parik Sinomba | Ronal Hutapea",
    "Ketua KWT | Melati | Siti Aminah",
    "Kepala Desa | | Firmansyah",
    "Camat | | Yobie Ranan",
    "Lurah | | Sri Mulyani",
    "Kepala Desa | | Bambang Irianto",
    "Kadus | | Wagimin",
]

# an area alone: whoever heads it is not named
NAMELESS = ["Kepala Desa Tirtosworo", "Lurah Karang Asem", "Camat Jirak Jaya", "Ketua Kelompok Tani Sumber Rejeki"]


@pytest.mark.parametrize("pair", PAIRS)
def test_an_areas_name_ends_where_that_of_its_head_begins(pair: str) -> None:
    post, area, name = (part.strip() for part in pair.split("|"))
    (person,) = reader.persons(" ".join(f"{post} {area} {name} membuka acara.".split()))
    found = reader.row(person)
    assert found["name"] == name
    if area:
        assert found["area"] == area or found["unit"].endswith(f" {area}")
    else:
        assert found["area"] == ""


@pytest.mark.parametrize("words", NAMELESS)
def test_an_area_alone_is_nobody(words: str) -> None:
    assert reader.persons(f"Rapat digelar di Kecamatan Tebet, Jakarta Selatan. {words} membuka acara.") == []


@pytest.mark.parametrize(
    "roster",
    [
        "Camat Busang, Kapolsek Busang, Danramil Busang, tokoh masyarakat dan warga",
        "Lurah Banjarejo, Ketua LPM Banjarejo, Ketua PKK Banjarejo, tokoh agama serta warga",
        "Kepala Desa Sukokerto, Sekdes Sukokerto, Ketua BPD Sukokerto dan Babinsa Sukokerto",
        "Ketua Karang Taruna Kaliurip, Ketua Bumdes Kaliurip, Ketua RT 03 Kaliurip, Imam Masjid Kaliurip",
        "Bupati Serdang Bedagai, Dandim Banjarnegara, Kepala Pasar Limboto, tokoh pemuda dan warga",
    ],
)
def test_posts_with_their_areas_are_nobody(roster: str) -> None:
    assert [person.name for person in reader.persons(f"Hadir pula {roster}.")] == []


@pytest.mark.parametrize("words", ["Babinsa Datangi Warung", "Lurah Ajak Warga Bersih Sungai"])
def test_words_written_small_elsewhere_are_no_area(words: str) -> None:
    text = f"{words}. Petugas datangi warung, ajak warga bersih sungai."
    assert [p.name for p in reader.persons(text)] == []


def test_a_word_of_many_areas_speaks_against_a_name_and_a_listed_one_for_it() -> None:
    shapes, places = lexicon.of(vocab.load()).name_shapes, gazetteer.load().words

    def odds(word: str) -> float:
        return shapes.odds(word, places.get(word, 0))

    assert odds("firmansyah") > 5
    assert odds("sukamaju") < -3
    assert odds("tirtosworo") < 0 < odds("suprihartono")
    assert odds("la") == 0


def test_shapes_are_learned_from_how_letters_follow_each_other() -> None:
    learned = name_shapes.fit(["suparno", "sutrisno"], {"sukamaju": 9, "karangmaju": 1})
    assert list(learned) == sorted(learned)
    assert name_shapes.shape(learned, "sumarno") > 0 > name_shapes.shape(learned, "sekarmaju")


def test_the_shipped_table_is_what_the_lists_and_the_gazetteer_give() -> None:
    tables = vocab.load().tables
    listed = {row["form"] for table in name_shapes.TEACHERS for row in tables[table] if row["form"].isalpha()}
    learned = name_shapes.fit(listed, gazetteer.load().words)
    rows = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert dict(rows[1:]) == {letters: f"{odds:g}" for letters, odds in learned.items()}
