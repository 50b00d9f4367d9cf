from __future__ import annotations

import re

import pytest
from graphs import POLSEK, article, lines
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, RdfFormat, Store, parse

from kg.errors import DataError
from kg.model import PROPERTIES
from kg.ns import PREFIXES, TP
from kg.rdf import terms
from kg.rdf.mapping import PREDICATES
from kg.vocab import load


def ask(text: str, query: str, **declared: str) -> list[tuple[str, ...]]:
    """Rows of a query over the graph of one article; its variables in the order they first stand in it."""
    store = Store()
    store.load(terms.to_bytes(lines(text, **declared)), RdfFormat.N_QUADS)
    names = list(dict.fromkeys(re.findall(r"\?(\w+)", query)))
    found = store.query(f"SELECT * WHERE {{ GRAPH ?g {{ {query} }} }}", prefixes=PREFIXES)
    return sorted(tuple(row[name].value for name in names) for row in found)


def test_lines_are_sorted_distinct_and_all_in_one_graph() -> None:
    found = lines(POLSEK)
    assert found == sorted(set(found))
    (graph,) = {quad.graph_name.value for quad in parse(terms.to_bytes(found), RdfFormat.N_QUADS)}
    declared = article(POLSEK)
    assert graph.endswith(f"graph/article/{declared.key}/{declared.sha256[:8]}")


def test_no_blank_node() -> None:
    quads = list(parse(terms.to_bytes(lines(POLSEK)), RdfFormat.N_QUADS))
    assert quads
    assert not any(isinstance(node, BlankNode) for quad in quads for node in (quad.subject, quad.object))


def test_claim_says_what_where_and_how() -> None:
    query = """?c a tp:Claim ; rdf:subject/rdfs:label "Hendra Saputra" ; rdf:predicate tp:militaryRank ; rdf:object ?o ;
               tp:valueLabel ?label ; tp:rule ?rule ; tp:confidence ?confidence ; tp:attributedTo tp:Narrator ;
               tp:rank tp:NormalRank ; prov:wasDerivedFrom/nif:anchorOf ?sentence"""
    ((_, *values),) = ask(POLSEK, query)
    assert values[:4] == [TP + "rank-Serda", "Serda", "test.rank", "0.9"]
    assert values[4].startswith("person|Hendra Saputra|")


def test_begin_and_end_give_the_surface() -> None:
    found = ask(POLSEK, "?c a tp:Claim ; tp:beginIndex ?b ; tp:endIndex ?e ; rdf:predicate tp:eventType")
    ((_, begin, end),) = found
    assert POLSEK[int(begin) : int(end)] == "rapat"


def test_status_and_reason_come_along() -> None:
    query = "?c rdf:predicate tp:militaryRank ; tp:valueLabel ?v ; tp:rank ?rank ; tp:rankReason ?why"
    found = {row[1]: (row[2].removeprefix(TP), row[3]) for row in ask(POLSEK, query)}
    reasons = load().reasons
    assert found == {
        "Briptu": ("PreferredRank", reasons["MatchesRoleInstitution"].iri),
        "Serka": ("DeprecatedRank", reasons["RankInstitutionMismatch"].iri),
    }


def test_conflict_joins_its_claims() -> None:
    found = ask(POLSEK, "?x a tp:Conflict ; tp:about ?about ; tp:conflictingClaim/tp:valueLabel ?value")
    assert [row[1:] for row in found] == [("rank", "Briptu"), ("rank", "Serka")]


def test_only_sentences_with_evidence_are_described() -> None:
    found = ask(POLSEK, "?s a nif:Sentence ; nif:anchorOf ?text")
    described = {text for _, text in found}
    assert not any(text.startswith(("publisher", "conflict")) for text in described)
    assert len(described) == POLSEK.count("\n") - 2


@pytest.mark.parametrize(("date", "datatype"), [("2025-04-14", "date"), ("2025-04", "gYearMonth"), ("2025", "gYear")])
def test_event_date_has_the_type_of_its_precision(date: str, datatype: str) -> None:
    text = POLSEK.replace("date=2025-04-14", f"date={date}")
    ((_, value),) = ask(text, f"?c rdf:predicate tp:eventDate ; rdf:object ?d FILTER(datatype(?d) = xsd:{datatype})")
    assert value == date


def test_short_form_of_a_name_is_an_alias() -> None:
    text = "person|Hendra Saputra|name=Hendra"
    assert ask(text, "[] rdf:predicate foaf:name ; rdf:object ?n") == [("Hendra Saputra",)]
    assert ask(text, "[] rdf:predicate skos:altLabel ; rdf:object ?n") == [("Hendra",)]


def test_ranks_of_one_notation_are_told_apart_by_the_pillar() -> None:
    ranks = [rank for rank in load().ranks.values() if rank.notation == "Brigjen"]
    if len(ranks) < 2:
        pytest.skip("the vocabulary has one Brigjen only")
    for rank in ranks:
        text = f"person|Budi|rank=Brigjen|pillar={rank.pillar}"
        assert ask(text, "[] rdf:predicate tp:militaryRank ; rdf:object ?r") == [(rank.iri,)]


def test_value_outside_a_closed_list_is_refused_by_name() -> None:
    with pytest.raises(DataError, match=r"activity.*'lompat tali'"):
        lines("event|e|activity=lompat tali")


def test_post_outside_the_list_becomes_a_role_with_its_label() -> None:
    found = ask(
        "person|Budi|role=Penjaga Menara Air", "[] rdf:predicate tp:role ; rdf:object ?r . ?r skos:prefLabel ?l"
    )
    assert [row[1] for row in found] == ["Penjaga Menara Air"]


def test_acting_post_keeps_the_element_of_the_post() -> None:
    prefix = load().tables["acting"][0]["notation"]
    query = "[] rdf:predicate tp:role ; rdf:object ?r . ?r skos:broader ?post ; tp:element ?e"
    ((_, post, element),) = ask(f"person|Budi|role={prefix} Lurah", query)
    assert (post, element) == (load().posts["Lurah"].iri, TP + "unsurPemerintah")


def test_participants_without_a_name_are_a_group_of_their_article() -> None:
    text = "event|e|activity=komsos|participant=warga RW 05"
    query = "[] rdf:predicate tp:participant ; rdf:object ?group . ?group a tp:UnnamedGroup ; rdfs:label ?l"
    ((first, label),) = ask(text, query)
    assert label == "warga RW 05"
    ((second, _),) = ask(f"{text}\ntopic|hoaks", query)
    assert first != second


def test_statement_is_said_at_the_event_its_speaker_attended() -> None:
    text = """person|A|role=Lurah
person|B|role=Camat
event|satu|activity=komsos|participant=A
event|dua|activity=patroli|participant=B
statement|dari B|kind=indirect|speaker=B
statement|entah siapa|kind=direct"""
    found = ask(text, "?s schema:text ?t ; tp:saidAt ?e")
    assert [(row[1], row[2][-2:]) for row in found] == [("dari B", "/2")]


def test_topics_of_the_article_are_those_of_its_main_event() -> None:
    found = ask("event|satu|activity=komsos\nevent|dua|activity=patroli\ntopic|hoaks", "?e a tp:Event ; tp:topic ?t")
    assert [row[0][-2:] for row in found] == ["/1"]


def test_outlet_is_known_by_the_host_of_the_address() -> None:
    query = "?a schema:publisher ?o ; tp:publisherName ?name"
    ((_, first, _),) = ask("publisher|Kabar Kota", query, url="https://www.kabarkota.id/a/1")
    ((_, second, name),) = ask("publisher|KabarKota.id", query, url="http://kabarkota.id/b?x=2")
    assert first == second
    assert name == "KabarKota.id"


def test_declared_metadata_stand_in_where_the_text_says_nothing() -> None:
    query = "?a schema:headline ?t ; schema:author ?by ; schema:datePublished ?d ; schema:url ?u"
    declared = {"title": "Judul", "author": "Dede", "published": "2025-04-15", "url": "https://x.id/[1]"}
    ((_, *values),) = ask("topic|hoaks", query, **declared)
    assert values == ["Judul", "Dede", "2025-04-15", "https://x.id/[1]"]


def test_two_names_of_one_area_give_one_label() -> None:
    text = (
        "place|Utan Panjang|code=31.71.03.1008|level=kelurahan\nplace|Hutan Panjang|code=31.71.03.1008|level=kelurahan"
    )
    assert [row[1] for row in ask(text, "?p a tp:Place ; rdfs:label ?l")] == ["Utan Panjang"]


def test_every_predicate_is_for_a_property_of_the_model() -> None:
    assert all(property in PROPERTIES[kind] for kind, property in PREDICATES)


@settings(max_examples=40)
@given(name=st.text(st.characters(exclude_characters="|\n", exclude_categories=["Cs"]), min_size=1))
def test_hostile_names_survive_and_come_out_the_same_every_time(name: str) -> None:
    text = f"person|{name}|role=Babinsa|area={name}x\nstatement|{name}y|kind=direct|speaker={name}"
    found = lines(text, url=f"https://x.id/{name}")
    assert found == lines(text, url=f"https://x.id/{name}")
    labels = [
        q.object.value for q in parse(terms.to_bytes(found), RdfFormat.N_QUADS) if q.predicate.value.endswith("#label")
    ]
    assert name in labels


def test_one_reading_of_one_stretch_of_text_is_one_claim() -> None:
    assert len(ask("person|Budi|role=Lurah|role=Lurah", "?c rdf:predicate tp:role")) == 1
    assert len(ask("person|Budi|role=Lurah\nperson|Budi|role=Lurah", "?c rdf:predicate tp:role")) == 2
