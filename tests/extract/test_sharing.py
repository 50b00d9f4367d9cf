"""What the persons of one sentence have in common: posts, units and areas told once for several."""

from __future__ import annotations

import pytest
import reader

SHARED = [
    (
        "Ikut turun Sertu Harmen Piliang dan Kopda Yogi Pratama, keduanya Babinsa dari Koramil 05/Batipuh.",
        "Harmen Piliang: Babinsa, Koramil 05/Batipuh; Yogi Pratama: Babinsa, Koramil 05/Batipuh",
    ),
    (
        "Kapolres Manggarai AKBP Yohanis Seran, S.I.K. didampingi Kabag Ops AKP Beni Nahak, Kasat Binmas Iptu Ferdy.",
        "Yohanis Seran: Kapolres, Polres Manggarai; Beni Nahak: Kabag Ops, Polres Manggarai; "
        "Ferdy: Kasat Binmas, Polres Manggarai",
    ),
    (
        "Dandim 1414/Tana Toraja Letkol Inf Bambang Adi didampingi Pasiter Kapten Inf Yunus Tandi meninjau jalan.",
        "Bambang Adi: Dandim, Kodim 1414/Tana Toraja; Yunus Tandi: Pasiter, Kodim 1414/Tana Toraja",
    ),
    (
        "Hadir Kapolsek Tamalate Kompol Syarif, Camat Tamalate Emil Yudi, dan Kanit Binmas Iptu Syahud.",
        "Syarif: Kapolsek, Polsek Tamalate; Emil Yudi: Camat, ; Syahud: Kanit Binmas, ",
    ),
]


@pytest.mark.parametrize(("text", "expected"), SHARED)
def test_units_told_once_for_several(text: str, expected: str) -> None:
    found = [reader.row(person) for person in reader.persons(text)]
    assert "; ".join(f"{p['name']}: {p['role']}, {p['unit']}" for p in found) == expected


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("Hadir Camat Langowan Timur Drs. Fredrik Kawu didampingi Sekcam Olga Sumual.", ["Langowan Timur"] * 2),
        ("Hadir Keuchik Gampong Ujong Tanoh T. Ridwan Syah, Sekretaris Gampong Marzuki.", ["Ujong Tanoh"] * 2),
        (
            "Hadir Camat Langowan Timur Fredrik Kawu, Kapolsek Iptu Hendra dan Sekcam Olga Sumual.",
            ["Langowan Timur", "", ""],
        ),
    ],
)
def test_staff_named_right_after_the_head_of_an_area_is_of_that_area(text: str, areas: list[str]) -> None:
    assert [reader.row(person)["area"] for person in reader.persons(text)] == areas


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("Warga Desa Sugihwaras berkumpul. Babinsa setempat, Serda Pujiono, hadir.", ["Sugihwaras"]),
        ("Api membakar rumah di Kelurahan Lasiana. Bhabinkamtibmas kelurahan itu, Aipda Yohanis, datang.", ["Lasiana"]),
        ("Warga Desa Sugihwaras dan Desa Bugisan hadir. Kades setempat Sutikno membuka acara.", ["Bugisan"]),
        ("Babinsa setempat Serda Budi datang ke Desa Sukamaju.", [""]),
        ("Warga Desa Sugihwaras berkumpul. Babinsa Serda Pujiono hadir.", [""]),
        ("Warga Desa Sugihwaras berkumpul. Kapolsek setempat, AKP Budi, hadir.", [""]),
    ],
)
def test_an_officer_of_the_place_is_of_the_village_named_before(text: str, areas: list[str]) -> None:
    assert [reader.row(person)["area"] for person in reader.persons(text)] == areas


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Babinsa dan Bhabinkamtibmas Desa Sukamaju, Serda Agus dan Bripka Budi, menyambangi warga.",
            [("Agus", "Babinsa", "Sukamaju"), ("Budi", "Bhabinkamtibmas", "Sukamaju")],
        ),
        (
            "Hadir Babinsa dan Bhabinkamtibmas Kelurahan Kalimulya Aiptu Dedi dan Sertu Asep.",
            [("Dedi", "Bhabinkamtibmas", "Kalimulya"), ("Asep", "Babinsa", "Kalimulya")],
        ),
        (
            "Bhabinkamtibmas bersama Babinsa Desa Karangsari yakni Aipda Roni dan Kopda Joko memantau pasar.",
            [("Roni", "Bhabinkamtibmas", "Karangsari"), ("Joko", "Babinsa", "Karangsari")],
        ),
        (
            "Camat dan Babinsa Desa Sukamaju, Serda Agus dan Serda Budi, hadir.",
            [("Agus", "Babinsa", "Sukamaju"), ("Budi", "Babinsa", "Sukamaju")],
        ),
    ],
)
def test_two_posts_before_two_names_go_by_rank(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = [reader.row(person) for person in reader.persons(text)]
    assert [(p["name"], p["role"], p["area"]) for p in found] == expected
