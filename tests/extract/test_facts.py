"""Findings become one flat, ordered list in which every fact has its words."""

from __future__ import annotations

import pytest

from kg import vocab
from kg.extract import extract
from kg.extract.as_json import to_json
from kg.model import PROPERTIES, Article, Extraction, Fact

TEXT = """Babinsa dan Bhabinkamtibmas Bugisan Ronda Bersama Warga

KLATEN - Babinsa Desa Bugisan Serda Agus Salim dan Bhabinkamtibmas Bripka Budi Utomo ikut ronda di Desa Bugisan, \
Kecamatan Prambanan, Kabupaten Klaten, Sabtu (5/4/2025) malam. Kegiatan itu diikuti Ketua RT 03 Slamet Riyadi.

"Ronda membuat kampung aman," kata Serda Agus Salim. Polsek Prambanan menyiapkan senter.
"""


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    return extract(Article(TEXT, "ronda.txt"), vocab.load())


def of(extraction: Extraction, name: str) -> dict[str, list[Fact]]:
    subject = next(e.id for e in extraction.entities if e.name == name)
    out: dict[str, list[Fact]] = {}
    for fact in extraction.facts:
        if fact.subject == subject:
            out.setdefault(fact.property, []).append(fact)
    return out


def test_person_has_all_that_is_said_of_him(extraction: Extraction) -> None:
    facts = of(extraction, "Agus Salim")
    labels = {p: facts[p][0].label for p in ("rank", "role", "pillar", "area")}
    assert labels == {"rank": "Serda", "role": "Babinsa", "pillar": "TNI", "area": "Bugisan"}


def test_area_of_an_office_is_the_place_itself(extraction: Extraction) -> None:
    place = next(e.id for e in extraction.entities if e.name == "Bugisan")
    assert [f.value for f in of(extraction, "Agus Salim")["area"]] == [place]


def test_area_that_is_no_administrative_place_is_an_entity_too(extraction: Extraction) -> None:
    value = of(extraction, "Slamet Riyadi")["area"][0].value
    entity = next(e for e in extraction.entities if e.id == value)
    assert (entity.kind, entity.name) == ("place", "RT 03")
    assert "level" not in of(extraction, "RT 03")


def test_facts_come_by_subject_property_and_span(extraction: Extraction) -> None:
    kinds = list(PROPERTIES)
    keys = []
    for fact in extraction.facts:
        kind, _, number = fact.subject.partition("-")
        keys.append((kinds.index(kind), int(number or 0), fact.property, fact.span))
    assert keys == sorted(keys)


def test_every_property_is_one_of_its_subject(extraction: Extraction) -> None:
    assert all(f.property in PROPERTIES[f.subject.partition("-")[0]] for f in extraction.facts)


def test_every_fact_stands_in_its_sentence(extraction: Extraction) -> None:
    for fact in extraction.facts:
        sentence = extraction.sentences[fact.sentence]
        assert sentence.span.start <= fact.span.start < sentence.span.end, fact


def test_no_fact_is_there_twice(extraction: Extraction) -> None:
    assert len(set(extraction.facts)) == len(extraction.facts)


def test_every_link_leads_to_an_entity(extraction: Extraction) -> None:
    ids = {e.id for e in extraction.entities}
    linking = {"area", "within", "parent", "participant", "speaker"}
    assert all(f.value in ids for f in extraction.facts if f.property in linking)


def test_same_as_json(extraction: Extraction) -> None:
    found = to_json(extraction)
    assert [p["name"] for p in found["persons"]] == ["Agus Salim", "Budi Utomo", "Slamet Riyadi"]
    assert found["persons"][0]["areas"] == ["Bugisan"]
    assert {p["name"]: p["level"] for p in found["places"]} == {
        "Bugisan": "desa",
        "Prambanan": "kecamatan",
        "Klaten": "kabupaten",
    }
    assert "Polsek Prambanan" in [o["name"] for o in found["organizations"]]
