"""Titles, names and what follows them, read at the first word of a sentence."""

from __future__ import annotations

import pytest
import reader

from kg.extract.tails import Mentioned


def first(text: str) -> Mentioned | None:
    grammar = reader.grammar_of(text)
    return grammar.person(*grammar.chunker.doc.ranges[0])


def read(text: str) -> Mentioned:
    found = first(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "degrees"),
    [
        ("Lurah Agus Wibowo, S.Sos., M.Si. hadir", ["S.Sos.", "M.Si."]),
        ("Lurah Agus Wibowo SE MM hadir", ["SE", "MM"]),
        ("Lurah Agus Wibowo, S.H hadir", ["S.H"]),
        ("Lurah Agus Wibowo hadir", []),
    ],
)
def test_degrees_are_no_part_of_the_name(text: str, degrees: list[str]) -> None:
    found = read(text)
    assert (found.name, [d for d, _ in found.degrees]) == ("Agus Wibowo", degrees)


@pytest.mark.parametrize(
    ("text", "honorifics"),
    [
        ("H. Agus Wibowo hadir", ["H."]),
        ("Bapak Agus Wibowo hadir", ["Bapak"]),
        ("Ibu Hj. Agus Wibowo hadir", ["Ibu", "Hj."]),
        ("Lurah Drs. Agus Wibowo hadir", ["Drs."]),
        ("Ustaz Agus Wibowo hadir", ["Ustaz"]),
    ],
)
def test_honorifics_are_no_part_of_the_name(text: str, honorifics: list[str]) -> None:
    found = read(text)
    assert (found.name, [h for h, _ in found.honorifics]) == ("Agus Wibowo", honorifics)


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("Sertu Agus Wibowo hadir", "Sertu"),
        ("Kapten Inf Agus Wibowo hadir", "Kapten"),
        ("Letkol Inf. Agus Wibowo hadir", "Letkol"),
        ("Kolonel Laut (P) Agus Wibowo hadir", "Kolonel"),
        ("Mayjen TNI Agus Wibowo hadir", "Mayjen"),
        ("Brigjen Pol Agus Wibowo hadir", "Brigjen"),
        ("Kombes Pol. Agus Wibowo hadir", "Kombes"),
        ("AKBP Agus Wibowo hadir", "AKBP"),
        ("AIPDA Agus Wibowo hadir", "Aipda"),
        ("Brigpol Agus Wibowo hadir", "Brigadir"),
        ("Letnan Kolonel Arh Agus Wibowo hadir", "Letkol"),
        ("Peltu (Purn) Agus Wibowo hadir", "Peltu"),
        ("Serda Mar Agus Wibowo hadir", "Serda"),
    ],
)
def test_rank_comes_in_one_spelling_without_corps(text: str, rank: str) -> None:
    found = read(text)
    assert (found.name, found.rank and found.rank[0].notation) == ("Agus Wibowo", rank)


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Serda Agus, Babinsa Desa Bugisan, hadir", ["Babinsa"]),
        ("Serda Agus selaku Babinsa hadir", ["Babinsa"]),
        ("Serda Agus (Babinsa Desa Bugisan) hadir", ["Babinsa"]),
        ("Serda Agus yang menjabat sebagai Babinsa hadir", ["Babinsa"]),
        ("Babinsa Serda Agus yang juga Ketua RT 03 hadir", ["Babinsa", "Ketua RT"]),
        ("Serda Agus, Bripka Budi hadir", []),
        ("Babinsa Serda Agus, Lurah Bugisan, dan warga hadir", ["Babinsa"]),
        ("Kasubag Humas Polres Klaten Iptu Agus hadir", ["Kasubag Humas"]),
        ("Komandan Lanud, Marsma TNI Agus hadir", ["Komandan Lanud"]),
        ("Kades Bugisan Suyono hadir", ["Kepala Desa"]),
        ("Plt. Kepala Dinas Pertanian Ir. Agus hadir", ["Plt. Kepala Dinas Pertanian"]),
        ("Kepala SDN 9 Banawa, Suyono, S.Pd. hadir", ["Kepala SDN 9 Banawa"]),
    ],
)
def test_offices_before_and_after_the_name(text: str, roles: list[str]) -> None:
    assert [o.label for o in read(text).offices] == roles


@pytest.mark.parametrize(
    "text",
    [
        "Babinsa hadir",
        "Lurah mengatakan hal itu",
        "Kapolsek “siap” saja",
        "Bupati Nomor 12 Tahun 2020",
        "Camat, lurah, dan kepala desa",
        "Ketua RT dan RW",
    ],
)
def test_post_without_a_name_is_no_person(text: str) -> None:
    assert first(text) is None


def test_list_of_posts_after_a_name_belongs_to_others() -> None:
    found = read("Kapolsek Tebet Kompol Agus, Danramil, Camat hadir")
    assert [o.label for o in found.offices] == ["Kapolsek"]


def test_ages_are_skipped_so_that_the_tail_goes_on() -> None:
    grammar = reader.grammar_of("Karto (45), warga RT 03, hadir")
    found = grammar.untitled(*grammar.chunker.doc.ranges[0], "test", 1.0)
    assert found is not None
    assert found.name == "Karto"
    assert grammar.chunker.text(found.first, found.last).startswith("Karto (45), warga")
