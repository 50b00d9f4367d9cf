"""What is told of a thing: values, statuses, reasons, sentences."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import small

from kg import explain
from kg.decisions import Decision
from kg.errors import UsageError
from kg.lookup import select
from kg.ns import TP
from kg.store import Graph, open_graph


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    with small.graph(Path(tmp_path_factory.mktemp("explain")), small.MULYO, small.SEPI) as opened:
        yield opened


def one(graph: Graph, pattern: str) -> str:
    """The first thing that meets a pattern."""
    return next(
        select(graph, f"SELECT ?x WHERE {{ {{ {pattern} }} UNION {{ GRAPH ?g {{ {pattern} }} }} }} ORDER BY ?x")
    )[0]


def officer(graph: Graph) -> str:
    return one(graph, "?x tp:militaryRank tp:rank-Briptu")


def test_a_persons_values_come_with_status_reason_and_sentence(graph: Graph) -> None:
    record = explain.explain(graph, officer(graph))
    ranks = [value for value in record.facts if value.property == TP + "militaryRank"]
    assert [(value.label, value.status) for value in ranks] == [("Briptu", "preferred"), ("Serka", "deprecated")]
    assert all(value.reason for value in ranks)
    (claim,) = ranks[1].evidence
    assert claim.sentence == "person|Tono Wibowo|rank=Serka:deprecated:RankInstitutionMismatch"
    assert (claim.source, claim.outlet) == ("1.txt", "Kabar Kota")
    text = small.MULYO
    assert text[claim.start : claim.end] == "Tono Wibowo"
    assert (record.kind, record.label, record.conflicts) == ("person", "Tono Wibowo", ("rank",))


def test_what_points_to_a_person_is_told_too(graph: Graph) -> None:
    related = {(r.property.rpartition("#")[2], r.label) for r in explain.explain(graph, officer(graph)).related}
    assert ("speaker", "Mari kita jaga malam bersama") in related
    assert ("participant", "siskamling; 2025-04-14; Utan Panjang") in related


def test_a_name_finds_its_thing(graph: Graph) -> None:
    assert explain.explain(graph, "siti aminah").label == "Siti Aminah"
    assert explain.explain(graph, "Siti Aminnah").label == "Siti Aminah"
    assert explain.explain(graph, "Polsek Kencana").kind == "organization"


def test_a_name_of_several_things_is_not_guessed(graph: Graph) -> None:
    with pytest.raises(explain.Ambiguous) as caught:
        explain.explain(graph, "Tono Wibowo")
    assert [hit.label for hit in caught.value.hits] == ["Tono Wibowo", "Tono Wibowo"]


@pytest.mark.parametrize("thing", ["Xyzzy Plugh", "https://example.org/nothing", "id:person/nobody"])
def test_what_is_not_there_is_said_to_be_missing(graph: Graph, thing: str) -> None:
    with pytest.raises(UsageError, match="nothing"):
        explain.explain(graph, thing)


def test_a_claim_a_statement_an_event_a_place_and_an_article_are_explained(graph: Graph) -> None:
    claim = explain.explain(graph, one(graph, "?x a tp:Claim ; rdf:object tp:rank-Serka"))
    assert (claim.kind, [value.label for value in claim.facts]) == ("claim", ["Serka"])
    statement = explain.explain(graph, one(graph, "?x a tp:Statement"))
    assert {v.label for v in statement.facts} >= {"Mari kita jaga malam bersama", "Tono Wibowo"}
    event = explain.explain(graph, one(graph, "?x a tp:Event ; tp:eventDate ?d"))
    assert event.label == "siskamling; 2025-04-14; Utan Panjang"
    assert {v.label for v in event.facts} >= {"siskamling", "2025-04-14", "Mulyo", "Tono Wibowo", "Siti Aminah"}
    assert explain.explain(graph, "Mulyo").kind == "place"
    article = explain.explain(graph, one(graph, "?x a schema:NewsArticle ; schema:headline ?h"))
    assert (article.kind, article.label) == ("article", "Warga Mulyo Jaga Malam")


def test_merged_persons_are_told_as_one_with_both_articles(tmp_path: Path) -> None:
    with small.graph(tmp_path, small.MULYO, small.SEPI) as graph:
        first, second = sorted(
            row[0] for row in select(graph, "SELECT ?x { ?x a tp:Person ; rdfs:label 'Tono Wibowo' }")
        )
    with open_graph(tmp_path / "graph", write=True) as writing:
        writing.decide(Decision(0, "same", second, first, "Rina", "2025-05-01T09:00:00+07:00"))
        ((second, first),) = writing.archive.merges()
    with open_graph(tmp_path / "graph") as graph:
        record = explain.explain(graph, second)
        assert record.iri == first
        (join,) = record.same_as
        assert (join.iri, join.beside) == (second, first)
        assert {c.source for value in record.facts for c in value.evidence} == {"1.txt", "2.txt"}


def test_report_in_words_has_each_value_once_and_decisions_in_brackets(graph: Graph) -> None:
    shown = explain.to_text(explain.explain(graph, officer(graph)), "id").splitlines()
    assert shown[0] == "Tono Wibowo (orang)"
    assert sum(line.startswith("  Briptu  [dipakai") for line in shown) == 1
    assert sum(line.startswith("  Serka  [tidak dipakai") for line in shown) == 1
    assert "  Polsek Kencana" in shown
    assert any("Kabar Kota, 1.txt, karakter " in line and line.endswith("keyakinan 0,90") for line in shown)
    assert "Sumber tidak sepakat tentang: pangkat" in shown


def test_properties_are_called_by_words_of_the_readers_language(graph: Graph) -> None:
    record = explain.explain(graph, officer(graph))
    assert {"nama", "pangkat"} <= set(explain.to_text(record, "id").splitlines())
    assert {"name", "rank"} <= set(explain.to_text(record, "en").splitlines())


def test_json_has_every_claim_with_offsets(graph: Graph) -> None:
    found = explain.to_json(explain.explain(graph, officer(graph)), "en")
    serka = next(fact for fact in found["facts"] if fact["label"] == "Serka")
    assert (serka["status"], serka["evidence"][0]["source"]) == ("deprecated", "1.txt")
    assert small.MULYO[serka["evidence"][0]["start"] : serka["evidence"][0]["end"]] == "Tono Wibowo"
    assert found["conflicts"] == ["rank"]
