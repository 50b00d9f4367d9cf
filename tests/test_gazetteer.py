from __future__ import annotations

import pytest

from kg import gazetteer
from kg.gazetteer import Area, Gazetteer, key, same_rank

SMALL = Gazetteer(
    {
        "31": "DKI Jakarta",
        "31.71": "Kota Administrasi Jakarta Pusat",
        "31.71.03": "Kemayoran",
        "31.71.03.1008": "Utan Panjang",
        "33": "Jawa Tengah",
        "33.10": "Kabupaten Klaten",
        "33.10.01": "Prambanan",
        "33.10.01.2001": "Bugisan",
        "33.10.02.2001": "Bugisan",
    }
)


def test_area_has_bare_name_level_and_parent() -> None:
    assert SMALL.by_code("31.71") == Area("31.71", "Jakarta Pusat", "kota", "31")
    assert SMALL.by_code("33.10") == Area("33.10", "Klaten", "kabupaten", "33")
    assert SMALL.by_code("31") == Area("31", "DKI Jakarta", "provinsi", None)


def test_village_code_tells_kelurahan_from_desa() -> None:
    levels = [area.level for code in ("31.71.03.1008", "33.10.01.2001") if (area := SMALL.by_code(code))]
    assert levels == ["kelurahan", "desa"]


def test_unknown_code_gives_nothing() -> None:
    assert SMALL.by_code("99") is None
    assert SMALL.by_code("") is None


@pytest.mark.parametrize("name", ["Utan Panjang", "utan panjang", "Utanpanjang", "UTAN-PANJANG"])
def test_name_is_found_in_any_spacing_and_case(name: str) -> None:
    assert [area.code for area in SMALL.named(name)] == ["31.71.03.1008"]
    assert SMALL.is_area(name)


def test_namesakes_come_in_order_of_code() -> None:
    assert [area.code for area in SMALL.named("Bugisan")] == ["33.10.01.2001", "33.10.02.2001"]


@pytest.mark.parametrize(
    ("name", "level", "found"),
    [("Utan Panjang", "desa", 1), ("Utan Panjang", "kecamatan", 0), ("Klaten", "kota", 1), ("Kemayoran", "desa", 0)],
)
def test_level_narrows_by_height_only(name: str, level: str, found: int) -> None:
    assert len(SMALL.named(name, level)) == found


def test_ancestors_are_nearest_first_and_children_in_order_of_code() -> None:
    assert [area.name for area in SMALL.ancestors("31.71.03.1008")] == ["Kemayoran", "Jakarta Pusat", "DKI Jakarta"]
    assert [area.name for area in SMALL.children("31.71")] == ["Kemayoran"]
    assert SMALL.children("31.71.03.1008") == []


def test_slight_misspelling_is_found_among_the_areas_given() -> None:
    assert SMALL.nearly("Utan Panjag", SMALL.children("31.71.03")) == SMALL.by_code("31.71.03.1008")
    assert SMALL.nearly("Sumur Batu", SMALL.children("31.71.03")) is None
    assert SMALL.nearly("Utan Panjang", []) is None


@pytest.mark.parametrize(
    ("level", "other", "same"),
    [("kota", "kabupaten", True), ("desa", "kelurahan", True), ("desa", "kecamatan", False), ("rt", "rt", True)],
)
def test_levels_of_one_height(level: str, other: str, same: bool) -> None:
    assert same_rank(level, other) is same


def test_key_forgets_space_case_and_marks() -> None:
    assert key("Bukit Raya") == key("BUKITRAYA") == key("Bukit-Raya")


def test_installed_gazetteer_has_every_level() -> None:
    found = gazetteer.load()
    assert len(found) > 90_000
    assert [area.code for area in found.named("Utan Panjang", "kelurahan")] == ["31.71.03.1008"]
    assert [area.name for area in found.ancestors("31.71.03.1008")] == [
        "Kemayoran",
        "Jakarta Pusat",
        "Daerah Khusus Ibukota Jakarta",
    ]
