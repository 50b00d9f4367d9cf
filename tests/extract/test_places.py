"""Administrative places: level, chain, and the code that the surroundings leave."""

from __future__ import annotations

import pytest
import reader

from kg.extract.findings import Place

CHAIN = "Ronda digelar di Kelurahan Utan Panjang, Kecamatan Kemayoran, Jakarta Pusat."


def stated(text: str) -> list[Place]:
    return [p for p in reader.places(text) if any(name == "level" for name, _ in p.properties)]


def rows(text: str) -> list[tuple[str, str]]:
    return [(p.name, p.level) for p in stated(text)]


def codes(text: str) -> dict[str, str | None]:
    return {p.name: p.code for p in stated(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (CHAIN, [("Utan Panjang", "kelurahan"), ("Kemayoran", "kecamatan"), ("Jakarta Pusat", "kota")]),
        ("Warga Kabupaten Klaten hadir.", [("Klaten", "kabupaten")]),
        ("Ia tiba di Yogyakarta.", [("Yogyakarta", "kota")]),
        ("Distrik Sentani, Kabupaten Jayapura", [("Sentani", "kecamatan"), ("Jayapura", "kabupaten")]),
        ("Lurah Bugisan Slamet Riyadi hadir di Kabupaten Klaten.", [("Klaten", "kabupaten")]),
        ("Dusun Karanglo, Desa Bugisan", [("Karanglo", "dusun"), ("Bugisan", "desa")]),
        ("Rumah di Dk. Ngrapah, Desa Bugisan", [("Ngrapah", "dusun"), ("Bugisan", "desa")]),
        ("Warga Jaktim, Kota Jakarta Timur", [("Jakarta Timur", "kota")]),
        ("KABUPATEN KLATEN ramai. Warga Kabupaten Klaten hadir.", [("Klaten", "kabupaten")]),
        ("Kantor Polsek Prambanan ramai.", []),
        ("Warga Negeri Waai, Kecamatan Salahutu hadir.", [("Waai", "desa"), ("Salahutu", "kecamatan")]),
        ("Babinsa berkunjung ke Lembang Tikala.", [("Tikala", "desa")]),
        ("Warga Desa Negeri Baru, Kecamatan Lembang hadir.", [("Negeri Baru", "desa"), ("Lembang", "kecamatan")]),
        ("Kapolresta Ambon hadir. Warga pergi ke Ambon.", [("Ambon", "kota")]),
        ("Lomba Kampung Resik digelar.", []),
        ("Ketua RT 07/RW 02 hadir.", []),
        ("Turnamen Lurah Cup I Kelurahan Sikumana dibuka.", [("Sikumana", "kelurahan")]),
        ("Final Kades Cup Ngijo digelar.", []),
        ("Upacara di Banjar Gunung Sari, Desa Jatiluwih.", [("Gunung Sari", "dusun"), ("Jatiluwih", "desa")]),
        ("Warga Kabupaten Banjar hadir.", [("Banjar", "kabupaten")]),
        (
            "Patroli di Desa Kota Garo Kecamatan Tapung Hilir.",
            [("Kota Garo", "desa"), ("Tapung Hilir", "kecamatan")],
        ),
        ("Ia tiba di Kelurahan Kota Surabaya.", [("Surabaya", "kota")]),
        ("Jalan Kemayoran macet.", []),
    ],
)
def test_places_with_their_level(text: str, expected: list[tuple[str, str]]) -> None:
    assert [r for r in rows(text) if r in expected or r[0] not in ("Bugisan",)] == expected


def test_chain_is_grounded_to_codes() -> None:
    assert codes(CHAIN) == {"Utan Panjang": "31.71.03.1008", "Kemayoran": "31.71.03", "Jakarta Pusat": "31.71"}


def test_ancestors_are_nearest_first() -> None:
    village, district, city = stated(CHAIN)
    assert village.within == (district.id, city.id)
    assert city.within == ()


def test_name_of_many_villages_stays_without_a_code() -> None:
    assert codes("Warga Desa Sidomulyo bergotong royong.") == {"Sidomulyo": None}


def test_name_of_many_villages_is_told_apart_by_what_lies_around() -> None:
    found = codes("Desa Bugisan, Kecamatan Prambanan, Kabupaten Klaten")
    assert found["Bugisan"] is not None
    assert found["Bugisan"].startswith(str(found["Prambanan"]) + ".")
    assert str(found["Prambanan"]).startswith("33.10.")


def test_kampung_that_the_gazetteer_has_is_a_village() -> None:
    assert rows("Kampung Naramben, Distrik Skanto, Kabupaten Keerom, Papua")[0] == ("Naramben", "desa")


def test_kampung_that_no_gazetteer_has_is_a_village_before_its_district_in_papua() -> None:
    assert rows("Kampung Yobeh Baru, Distrik Sentani, Kabupaten Jayapura")[0] == ("Yobeh Baru", "desa")
    assert ("Rawa Indah", "desa") not in rows("Kampung Rawa Indah, Kecamatan Medan Satria, Kota Bekasi")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Warga Dusun Karya Bersama Desa Punggur Kecil bekerja.", "Karya Bersama"),
        ("Ia tinggal di Dusun Sinar Bersama, Desa Punggur Kecil.", "Sinar Bersama"),
        ("Kesebelasan Dusun To’ Pao, Desa Bugisan menang.", "To’ Pao"),
        ("Warga Dusun Ma'rang, Desa Bugisan hadir.", "Ma'rang"),
    ],
)
def test_name_of_a_hamlet_with_a_function_word_or_an_apostrophe(text: str, name: str) -> None:
    assert (name, "dusun") in rows(text)


def test_function_word_after_a_known_area_is_no_part_of_it() -> None:
    assert ("Bugisan", "desa") in rows("Babinsa Desa Bugisan Bersama Kecamatan Prambanan bekerja.")


def test_further_area_of_a_list_has_the_level_of_the_first() -> None:
    text = "Warga Kecamatan Prambanan, Jogonalan dan Gantiwarno, Kabupaten Klaten, hadir."
    assert ("Jogonalan", "kecamatan") in rows(text)
    assert ("Gantiwarno", "kecamatan") in rows(text)


def test_hamlet_outside_a_chain_lies_in_the_only_village() -> None:
    text = "Desa Bugisan, Kecamatan Prambanan, ramai. Warga Dusun Karanglo hadir."
    found = {p.name: p for p in stated(text)}
    assert found["Bugisan"].id in found["Karanglo"].within


def test_area_of_a_unit_is_a_place_where_the_text_says_it_is() -> None:
    text = "Polsek Prambanan berpatroli di wilayah Prambanan."
    assert rows(text) == [("Prambanan", "kecamatan")]
