from __future__ import annotations

import itertools

import pytest
from graphs import article, extract
from hypothesis import given
from hypothesis import strategies as st

from kg.link import Links, link
from kg.link.keys import name_key
from kg.ns import ID
from kg.rdf.iris import Minter
from kg.vocab import load

UTAN_PANJANG = "place|Utan Panjang|level=kelurahan|code=31.71.03.1008"
SELATAN = "place|Gunung Sahari Selatan|level=kelurahan|code=31.71.03.1005"
KEMAYORAN = "place|Kemayoran|level=kecamatan|code=31.71.03"
BATUCEPER = "place|Batuceper|level=kecamatan|code=36.71.02"
HERI = "person|Hendra Saputra|role=Babinsa|pillar=TNI|area=Utan Panjang"


def links(*lines: str, minter: Minter | None = None) -> Links:
    return link(extract(article("\n".join(lines)), load()), load(), minter)


def iri(local: str, *lines: str) -> str:
    return links(*lines)[local]


def test_grounded_place_is_its_code() -> None:
    assert iri("place-1", UTAN_PANJANG) == ID + "area/31.71.03.1008"


def test_every_entity_has_a_link_with_score_and_reason() -> None:
    found = links(UTAN_PANJANG, HERI, "event|rapat|activity=komsos", "statement|Mari|kind=direct", "unit|PKK|kind=PKK")
    assert sorted(found.by_local) == ["event-1", "organization-1", "person-1", "place-1", "statement-1"]
    assert found.by_local["place-1"].reason == "code"
    assert all(0 < each.score <= 1 for each in found.by_local.values())


def test_person_of_one_area_is_one_in_every_article() -> None:
    other = "person|HENDRA  SAPUTRA|rank=Serda|pillar=TNI|area=Utan Panjang"
    assert iri("person-1", UTAN_PANJANG, HERI) == iri("person-1", other, UTAN_PANJANG, "topic|hoaks")


def test_same_name_in_another_kelurahan_is_another_person() -> None:
    moved = HERI.replace("Utan Panjang", "Gunung Sahari Selatan")
    assert iri("person-1", UTAN_PANJANG, HERI) != iri("person-1", SELATAN, moved)


def test_same_name_in_another_pillar_is_another_person() -> None:
    other = HERI.replace("pillar=TNI", "pillar=Polri")
    assert iri("person-1", UTAN_PANJANG, HERI) != iri("person-1", UTAN_PANJANG, other)


def test_several_areas_give_the_same_person_in_any_order() -> None:
    def made(*areas: str) -> str:
        held = "".join(f"|area={area}" for area in areas)
        return iri("person-1", UTAN_PANJANG, SELATAN, f"person|Heri|pillar=TNI{held}")

    assert {made(*order) for order in itertools.permutations(["Utan Panjang", "Gunung Sahari Selatan"])} == {
        made("Gunung Sahari Selatan")
    }


def test_person_without_area_is_told_apart_by_the_unit() -> None:
    koramil = "unit|Koramil 06/Cibodas|kind=Koramil|pillar=TNI"
    person = "person|Budi|pillar=TNI|unit=Koramil 06/Cibodas"
    assert iri("person-1", koramil, person) == iri("person-1", koramil, person, "topic|hoaks")
    assert links(koramil, person).by_local["person-1"].reason == "name-and-unit"


def test_person_that_nothing_ties_down_stays_in_the_article() -> None:
    assert iri("person-1", "person|Budi|pillar=Masyarakat") != iri(
        "person-1", "person|Budi|pillar=Masyarakat", "topic|hoaks"
    )


def test_officer_is_told_apart_by_post_and_regency_and_a_citizen_is_not() -> None:
    def made(pillar: str, more: str) -> str:
        return iri("person-1", KEMAYORAN, f"person|Budi|role=Camat|pillar={pillar}", more)

    assert made("Pemerintah", "topic|hoaks") == made("Pemerintah", "topic|pemilu")
    assert made("Masyarakat", "topic|hoaks") != made("Masyarakat", "topic|pemilu")


def test_area_found_wrong_is_no_key() -> None:
    wrong = "person|Heri|pillar=TNI|area=Gunung Sahari Selatan:deprecated:WeekdayMismatch|area=Utan Panjang"
    assert iri("person-1", UTAN_PANJANG, SELATAN, wrong) == iri(
        "person-1", UTAN_PANJANG, "person|Heri|pillar=TNI|area=Utan Panjang"
    )


def test_koramil_of_one_name_in_two_regencies_are_two() -> None:
    unit = "unit|Koramil Sukajadi|kind=Koramil|pillar=TNI"
    assert iri("organization-1", unit, KEMAYORAN) != iri("organization-1", unit, BATUCEPER)
    assert iri("organization-1", unit, KEMAYORAN) == iri("organization-1", unit, UTAN_PANJANG)


def test_koramil_of_no_known_regency_stays_in_the_article() -> None:
    unit = "unit|Koramil Sukajadi|kind=Koramil|pillar=TNI"
    assert iri("organization-1", unit) != iri("organization-1", unit, "topic|hoaks")


def test_regency_is_that_of_the_main_event_where_several_are_named() -> None:
    unit = "unit|Koramil Sukajadi|kind=Koramil|pillar=TNI"
    event = "event|rapat|activity=komsos|place=Kemayoran"
    assert iri("organization-1", unit, KEMAYORAN, BATUCEPER, event) == iri("organization-1", unit, KEMAYORAN)


def test_command_whose_name_stands_alone_is_one_everywhere() -> None:
    unit = "unit|Kodam Jaya|kind=Kodam|pillar=TNI"
    assert iri("organization-1", unit, KEMAYORAN) == iri("organization-1", unit, BATUCEPER)


def test_unlisted_village_is_known_inside_its_kecamatan_and_a_dusun_only_inside_its_village() -> None:
    def made(level: str, within: str, more: str) -> str:
        return iri("place-1", f"place|Krajan|level={level}|within={within}", KEMAYORAN, UTAN_PANJANG, more)

    assert made("kelurahan", "Kemayoran", "topic|hoaks") == made("kelurahan", "Kemayoran", "topic|pemilu")
    assert made("dusun", "Utan Panjang", "topic|hoaks") == made("dusun", "Utan Panjang", "topic|pemilu")
    assert made("dusun", "Kemayoran", "topic|hoaks") != made("dusun", "Kemayoran", "topic|pemilu")


def test_base_moves_every_link() -> None:
    found = links(UTAN_PANJANG, HERI, "event|e|activity=komsos", minter=Minter("https://x.id/"))
    assert all(each.iri.startswith("https://x.id/") for each in found.by_local.values())


@pytest.mark.parametrize(
    ("one", "other"), [("Ma’ruf Amin", "MA'RUF AMIN"), ("Siti  Nur-Aini", "siti nur aini"), ("Café", "Cafe")]
)
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@given(st.text())
def test_name_key_of_a_key_is_itself(text: str) -> None:
    assert name_key(name_key(text)) == name_key(text)
