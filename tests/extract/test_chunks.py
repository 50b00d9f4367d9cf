"""Which words of a sentence are ranks, posts, units, areas and names, and where areas and units end."""

from __future__ import annotations

import pytest
import reader

from kg.extract.areas import AreaRef, fits
from kg.extract.units import UnitRef


def chunks(text: str) -> list[tuple[str, str]]:
    chunker = reader.grammar_of(text).chunker
    found = [c for first, last in chunker.doc.ranges for c in chunker.chunks(first, last)]
    return [(c.kind, chunker.text(c.first, c.last)) for c in found if c.kind not in ("word", "mark")]


def areas(text: str) -> list[tuple[str, str | None]]:
    chunker = reader.grammar_of(text).chunker
    values = [c.value for first, last in chunker.doc.ranges for c in chunker.chunks(first, last)]
    return [(v.name, v.level) for v in values if isinstance(v, AreaRef)]


def units(text: str) -> list[str]:
    chunker = reader.grammar_of(text).chunker
    values = [c.value for first, last in chunker.doc.ranges for c in chunker.chunks(first, last)]
    return [v.name for v in values if isinstance(v, UnitRef)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Serda Agus Salim", [("rank", "Serda"), ("name", "Agus Salim")]),
        ("Lurah H. Agus", [("post", "Lurah"), ("honorific", "H."), ("name", "Agus")]),
        ("Plt. Lurah Agus", [("acting", "Plt."), ("post", "Lurah"), ("name", "Agus")]),
        ("Kepala SDN 3 Klaten", [("head", "Kepala"), ("unit", "SDN 3 Klaten")]),
        ("seorang kapten kapal", []),
        ("Bintara Pembina Desa (Babinsa) Agus", [("post", "Bintara Pembina Desa (Babinsa)"), ("name", "Agus")]),
        ("Bhabinkabtimas Agus", [("post", "Bhabinkabtimas"), ("name", "Agus")]),
        ("Ratna-Sari datang", [("name", "Ratna-Sari")]),
        ("warga Jalan Kapten Tendean", []),
        ("Ahmad bin Kasim", [("name", "Ahmad bin Kasim")]),
    ],
)
def test_words_become_typed_chunks(text: str, expected: list[tuple[str, str]]) -> None:
    assert chunks(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("di Kelurahan Utan Panjang kemarin", [("Utan Panjang", "kelurahan")]),
        ("di Kel. Semper timur", [("Semper timur", "kelurahan")]),
        ("Desa Bugisan, Kec. Prambanan", [("Bugisan", "desa"), ("Prambanan", "kecamatan")]),
        ("Kabupaten Klaten Jawa Tengah", [("Klaten", "kabupaten")]),
        ("Kota Jakarta Pusat", [("Jakarta Pusat", "kota")]),
        ("Distrik Sentani", [("Sentani", "kecamatan")]),
        ("Kapanewon Prambanan", [("Prambanan", "kecamatan")]),
        ("Gampong Lamdingin", [("Lamdingin", "desa")]),
        ("RT 07/RW 05", [("RT 07", "rt"), ("RW 05", "rw")]),
        ("RT.02 RW.01", [("RT 02", "rt"), ("RW 01", "rw")]),
        ("Desa Kampung Delima", [("Kampung Delima", "desa")]),
        ("Kelurahan “Utan Panjang”", [("Utan Panjang", "kelurahan")]),
        ("desa binaan", []),
        ("Desa Wisata Nglanggeran", []),
        ("Desa Tangguh", []),
        ("seluruh kelurahan", []),
    ],
)
def test_area_ends_where_its_name_ends(text: str, expected: list[tuple[str, str]]) -> None:
    assert areas(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Koramil 06/Cibodas menggelar", ["Koramil 06/Cibodas"]),
        ("Koramil 05/ Sail menggelar", ["Koramil 05/Sail"]),
        ("Koramil 1615-07/Pringgabaya", ["Koramil 1615-07/Pringgabaya"]),
        ("Kodim 0506/Tgr", ["Kodim 0506/Tgr"]),
        ("Kodam XVIII/Kasuari", ["Kodam XVIII/Kasuari"]),
        ("Polsek Prambanan dan Polres Klaten", ["Polsek Prambanan", "Polres Klaten"]),
        ("POLSEK PRAMBANAN", ["Polsek Prambanan"]),
        ("Polres Malang Kota", ["Polres Malang Kota"]),
        ("Satpol PP Kota Serang", ["Satpol PP Kota Serang"]),
        ("Dinas Lingkungan Hidup (DLH) Kota Serang", ["Dinas Lingkungan Hidup Kota Serang"]),
        ("Puskesmas Prambanan", ["Puskesmas Prambanan"]),
        ("Karang Taruna Bina Remaja", ["Karang Taruna Bina Remaja"]),
        ("anggota polsek setempat", []),
        ("Polsek setempat", []),
        ("kantor kelurahan", []),
    ],
)
def test_unit_is_named_canonically(text: str, expected: list[str]) -> None:
    assert units(text) == expected


@pytest.mark.parametrize(
    ("level", "other", "expected"),
    [(None, "desa", True), ("desa", None, True), ("desa", "kelurahan", True), ("desa", "kota", False)],
)
def test_unknown_level_fits_every_level(level: str | None, other: str | None, expected: bool) -> None:
    assert fits(level, other) is expected
