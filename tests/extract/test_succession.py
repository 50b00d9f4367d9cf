"""Posts handed on from one person to another, and words behind a post that are neither holder nor area."""

from __future__ import annotations

import pytest
import reader

HANDED = [
    (
        "Serah terima jabatan Danramil 03/Tebet dari Mayor Inf Agus Salim kepada Kapten Inf Budi Santoso digelar.",
        "Agus Salim: Danramil Tebet; Budi Santoso: Danramil Tebet",
    ),
    (
        "Jabatan Kapolsek Pamulang diserahterimakan dari Kompol Hadi Wijaya kepada AKP Rina Puspita.",
        "Hadi Wijaya: Kapolsek Pamulang; Rina Puspita: Kapolsek Pamulang",
    ),
    (
        "Mutasi itu mencakup Danramil 01/Tebet dari Mayor Inf Ali kepada Kapten Inf Joko, dan Danramil 02/Sail dari "
        "Kapten Inf Budi kepada Lettu Inf Jaya.",
        "Ali: Danramil Tebet; Joko: Danramil Tebet; Budi: Danramil Sail; Jaya: Danramil Sail",
    ),
    (
        "Jabatan Danramil 11/Muara diserahkan dari Lettu Cba Tarigan kepada Letda Inf Rudi selaku pelaksana tugas.",
        "Tarigan: Danramil Muara; Rudi: Plt. Danramil Muara",
    ),
    (
        "Jabatan Kapolsek Tebet diserahterimakan dari AKP Budi Santoso kepada Iptu Rina Dewi sebagai pelaksana harian.",
        "Budi Santoso: Kapolsek Tebet; Rina Dewi: Plh. Kapolsek Tebet",
    ),
    ("Kapolsek lama AKP Surya digantikan Iptu Made Wirawan.", "Surya: Kapolsek ; Made Wirawan: Kapolsek "),
    (
        "Danramil 05/Cilincing Kapten Inf Suparno digantikan oleh Kapten Arm Wahyudi.",
        "Suparno: Danramil Cilincing; Wahyudi: Danramil Cilincing",
    ),
    (
        "Kapolsek Tebet dijabat oleh Kompol Murodih menggantikan Kompol Chitya Intania.",
        "Murodih: Kapolsek Tebet; Chitya Intania: Kapolsek Tebet",
    ),
    ("Babinsa Serda Budi menyerahkan sembako kepada Ibu Siti.", "Budi: Babinsa ; Siti:  "),
    (
        "Piagam diserahkan dari Kapolsek Tebet Kompol Murodih kepada Aipda Agus.",
        "Murodih: Kapolsek Tebet; Agus:  ",
    ),
    ("Kapolsek Tebet Kompol Murodih menyerahkan piagam kepada Serda Agus.", "Murodih: Kapolsek Tebet; Agus:  "),
]

QUALIFIED = [
    ("Camat yang baru, Andi Mappa, mengajak warga.", "Andi Mappa", "Camat", ""),
    ("Lurah terpilih, Joko Susilo, dilantik.", "Joko Susilo", "Lurah", ""),
    ("Kepala Desa terpilih Wonosari Agus Purnomo bersumpah.", "Agus Purnomo", "Kepala Desa", "Wonosari"),
    ("Danramil yang lama Kapten Inf Joko pindah tugas.", "Joko", "Danramil", ""),
    ("Ketua RW perempuan pertama, Sulastri, hadir.", "Sulastri", "Ketua RW", ""),
    ("Kapolsek setempat, Iptu Budi, hadir.", "Budi", "Kapolsek", ""),
    ("Direktur Budi Santoso hadir.", "Budi Santoso", "Direktur", ""),
]


@pytest.mark.parametrize(("text", "expected"), HANDED)
def test_a_post_is_of_who_leaves_it_and_of_who_takes_it(text: str, expected: str) -> None:
    found = [reader.row(person) for person in reader.persons(text)]
    assert "; ".join(f"{p['name']}: {p['role']} {p['area']}" for p in found) == expected


@pytest.mark.parametrize(("text", "name", "role", "area"), QUALIFIED)
def test_words_that_tell_which_holder_are_passed_over(text: str, name: str, role: str, area: str) -> None:
    (found,) = [reader.row(person) for person in reader.persons(text)]
    assert (found["name"], found["role"], found["area"]) == (name, role, area)
