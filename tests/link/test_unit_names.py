from __future__ import annotations

import pytest

from kg.link import unit_names
from kg.link.unit_names import UnitName, read
from kg.vocab import load


def named(text: str) -> UnitName:
    return read(text, load())


def test_name_is_taken_apart_at_the_kinds_of_unit_in_it() -> None:
    assert named("Koramil 02/Kemayoran Kodim 0501/JP") == UnitName(
        "Koramil", ("2",), ("kemayoran",), UnitName("Kodim", ("501",), ("jp",))
    )
    assert named("Koramil 0501-02/Kemayoran").parent == UnitName("", ("501",), ())


@pytest.mark.parametrize(
    "other", ["Koramil 02/Kmy", "Koramil 02/Kemayoran Kodim 0501/JP", "Koramil 0501-02 Kemayoran", "Koramil Kemayoran"]
)
def test_koramil_agrees_with_any_part_of_its_chain(other: str) -> None:
    assert unit_names.agree(named("Koramil 02/Kemayoran"), named(other)) in ("same", "short")
    assert unit_names.agree(named("Koramil Kemayoran"), named(other)) in ("same", "short")


@pytest.mark.parametrize(
    "other",
    ["Koramil 03/Kemayoran", "Koramil 02/Sawah Besar", "Polsek Kemayoran", "Koramil 02/Kemayoran Kodim 0502/JU"],
)
def test_another_number_name_kind_or_parent_is_another_unit(other: str) -> None:
    assert unit_names.agree(named("Koramil 02/Kemayoran Kodim 0501/JP"), named(other)) == "other"


def test_names_of_no_place_and_no_number_say_nothing() -> None:
    assert unit_names.agree(named("PKK"), named("PKK")) == "unknown"


def test_polsek_of_a_big_city_is_a_polsek() -> None:
    assert unit_names.agree(named("Polsek Metro Kemayoran"), named("Polsek Kemayoran")) != "other"


def test_kodim_stands_above_a_koramil_that_names_it_and_no_other() -> None:
    koramil = named("Koramil 02/Kemayoran Kodim 0501/JP")
    assert unit_names.above(named("Kodim 0501/Jakarta Pusat"), koramil)
    assert not unit_names.above(named("Kodim 0502/Jakarta Utara"), koramil)
    assert not unit_names.above(koramil, named("Kodim 0501/JP"))
