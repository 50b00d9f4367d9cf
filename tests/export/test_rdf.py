"""The graph as files that other tools read: nothing lost, nothing added, the same bytes every time."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
import small
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from kg import export
from kg.answers import RDF
from kg.errors import UsageError
from kg.export import jsonld, rdf
from kg.lookup import quads
from kg.ns import OWL, PREFIXES, TP
from kg.ns import RDF as RDFNS
from kg.resources import ONTOLOGY
from kg.store import Graph

STREAMS = tuple(format for format in export.FORMATS if not export.is_folder(format))
TRIPLES = ("turtle", "ntriples", "rdfxml", "trig", "nquads", "jsonld")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    with small.graph(Path(tmp_path_factory.mktemp("export")), small.MULYO, small.SEPI) as opened:
        yield opened


def exported(graph: Graph | Store, format: str, profile: rdf.Profile = "clean") -> bytes:
    out = io.BytesIO()
    export.export(graph, format, out, export.Options(profile=profile))
    return out.getvalue()


@pytest.mark.parametrize("format", TRIPLES)
def test_clean_reads_back_as_the_view_of_best_values(graph: Graph, format: str) -> None:
    view = {quad.triple for quad in quads(graph, DefaultGraph())}
    assert len(view) > 100
    assert {quad.triple for quad in parse(exported(graph, format), format=RDF[format])} == view


@pytest.mark.parametrize("format", rdf.WITH_GRAPHS)
def test_full_reads_back_as_every_graph(graph: Graph, format: str) -> None:
    everything = set(quads(graph))
    assert len({quad.graph_name for quad in everything}) > 3
    assert set(parse(exported(graph, format, "full"), format=RDF[format])) == everything


@pytest.mark.parametrize("format", ["turtle", "ntriples", "rdfxml"])
def test_full_is_refused_where_graphs_cannot_be_told_apart(graph: Graph, format: str) -> None:
    with pytest.raises(UsageError, match="trig or nquads or jsonld"):
        exported(graph, format, "full")


def test_a_value_found_wrong_is_in_full_only(graph: Graph) -> None:
    assert b"rank-Serka" in exported(graph, "trig", "full")
    pairs = [(q.predicate.value, str(q.object)) for q in quads(graph, DefaultGraph())]
    assert (TP + "militaryRank", f"<{TP}rank-Briptu>") in pairs
    assert (TP + "militaryRank", f"<{TP}rank-Serka>") not in pairs


@pytest.mark.parametrize("format", STREAMS)
def test_bytes_do_not_depend_on_the_order_of_the_quads(graph: Graph, format: str) -> None:
    found = list(quads(graph))
    forwards, backwards = Store(), Store()
    for quad in found:
        forwards.add(quad)
    for quad in reversed(found):
        backwards.add(quad)
    assert exported(forwards, format) == exported(backwards, format) == exported(graph, format)


def test_bytes_do_not_depend_on_the_process(graph: Graph) -> None:
    program = f"""
import hashlib, io
from kg.export import export
from kg.store import open_graph
with open_graph({str(graph.path)!r}) as g:
    for format in {STREAMS!r}:
        out = io.BytesIO()
        export(g, format, out)
        print(hashlib.sha256(out.getvalue()).hexdigest())
"""
    env = {**os.environ, "PYTHONHASHSEED": "7"}
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, env=env, text=True)
    assert run.stdout.split() == [hashlib.sha256(exported(graph, format)).hexdigest() for format in STREAMS]


@pytest.mark.parametrize(("format", "name"), [("turtle", "turtle"), ("rdfxml", "xml"), ("jsonld", "json-ld")])
def test_rdflib_reads_the_same_triples(graph: Graph, format: str, name: str) -> None:
    read = rdflib.Graph().parse(data=exported(graph, format), format=name)
    assert len(read) == len(list(quads(graph, DefaultGraph())))


def test_jsonld_has_the_projects_context_and_short_names(graph: Graph) -> None:
    document = json.loads(exported(graph, "jsonld"))
    assert document["@context"] == jsonld.context()
    siti = next(node for node in document["@graph"] if node.get("rdfs:label") == "Siti Aminah")
    assert siti["@id"].startswith("id:person/siti-aminah-")
    assert siti["@type"] == ["foaf:Person", "Person"]
    assert siti["element"] == "tp:unsurMasyarakat"


def test_jsonld_keeps_awkward_terms() -> None:
    store = Store()
    s, p = NamedNode(PREFIXES["id"] + "x"), NamedNode("https://example.org/p")
    for value in (
        Literal('a "b"\n\\ é'),
        Literal("halo", language="id"),
        Literal(True),
        Literal("2025-04", datatype=NamedNode(PREFIXES["xsd"] + "gYearMonth")),
        Literal(1.5),
        NamedNode(PREFIXES["id"] + "//y"),
        NamedNode(PREFIXES["id"]),
    ):
        store.add(Quad(s, p, value))
    data = exported(store, "jsonld")
    assert len(list(store)) == 7
    assert set(parse(data, format=RdfFormat.JSON_LD)) == set(store)


def test_jsonld_reads_back_in_rdflib_with_its_coerced_types(graph: Graph) -> None:
    read = rdflib.Dataset()
    read.parse(data=exported(graph, "jsonld", "full"), format="json-ld")
    everything = {(str(q.subject), str(q.predicate), str(q.object), str(q.graph_name)) for q in quads(graph)}
    assert len(list(read.quads())) == len(everything)


def test_the_context_knows_every_property_that_leads_to_a_thing() -> None:
    context = jsonld.context()
    found = [q for path in sorted(ONTOLOGY.glob("*.ttl")) for q in parse(path=str(path))]
    leading = {q.subject.value for q in found if q.object == NamedNode(OWL + "ObjectProperty")}
    own = {iri.removeprefix(TP) for iri in leading if iri.startswith(TP)}
    assert len(own) > 25
    assert {name for name in own if context.get(name) != {"@id": f"tp:{name}", "@type": "@id"}} == set()
    assert {name: context[name] for name in PREFIXES} == PREFIXES


def test_rdf12_claims_reify_their_triple(graph: Graph) -> None:
    full = list(quads(graph))
    read = list(parse(exported(graph, "trig", "rdf12"), format=RdfFormat.TRIG))
    claims = {q.subject for q in full if (q.predicate.value, q.object) == (RDFNS + "type", NamedNode(TP + "Claim"))}
    reified = {q.subject: q.object for q in read if q.predicate.value == RDFNS + "reifies"}
    assert reified.keys() == claims
    assert len(read) == len(full) - 2 * len(claims)
    claim = next(iter(claims))
    parts = {q.predicate.value: q.object for q in full if q.subject == claim}
    assert reified[claim] == Triple(*(parts[RDFNS + name] for name in ("subject", "predicate", "object")))  # type: ignore[arg-type]
    assert set(read) == set(parse(exported(graph, "nquads", "rdf12"), format=RdfFormat.N_QUADS))


@pytest.mark.parametrize("format", ["jsonld", "turtle"])
def test_rdf12_is_refused_where_it_cannot_be_held(graph: Graph, format: str) -> None:
    with pytest.raises(UsageError, match="trig or nquads"):
        exported(graph, format, "rdf12")


def test_rdfxml_is_well_formed_whatever_a_text_holds() -> None:
    store = Store()
    store.add(Quad(NamedNode("https://example.org/s"), NamedNode("https://example.org/p"), Literal("a\x0bb\ufffe<")))
    (read,) = rdflib.Graph().parse(data=exported(store, "rdfxml"), format="xml")
    assert str(read[2]) == "a\ufffdb\ufffd<"


def test_memory_does_not_grow_with_the_graph() -> None:
    def peak(size: int) -> int:
        store = Store()
        store.bulk_load("".join(f'<s:{n}> <p:p> "{n}" .\n' for n in range(size)).encode(), RdfFormat.N_TRIPLES)
        tracemalloc.start()
        with open(os.devnull, "wb") as out:
            assert export.export(store, "turtle", out) == size
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.sorting.RUN", 4_000)
        small_peak, large_peak = peak(8_000), peak(40_000)
    assert large_peak < 1.5 * small_peak


def test_an_unknown_format_is_refused_with_the_known_ones(graph: Graph) -> None:
    with pytest.raises(UsageError, match="expected one of turtle, trig"):
        exported(graph, "docx")
