"""Updates: graphs of users can be written by those who have the token; what is made from the articles cannot.

Cases of the W3C's SPARQL 1.1 Protocol tests stand beside those that follow them (update_post_form, bad_update_get, …).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
import small
from served import Served, serving

from kg import owngraphs
from kg.store import open_graph

TOKEN = "token-of-the-tests"
SIGNED = {"Authorization": f"Bearer {TOKEN}"}
NOTE = "INSERT DATA { GRAPH <urn:notes> { <urn:a> <urn:b> 'c' } }"
BODY = "application/sparql-update"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("update")
    with small.graph(folder, small.MULYO, small.SEPI):
        pass
    with serving(folder / "graph", "-q", "--allow-update", token=TOKEN) as served:
        yield served


def send(server: Served, update: str, **headers: str) -> httpx.Response:
    headers = {**SIGNED, "Content-Type": BODY, **headers}
    return httpx.post(server.url + "/sparql", content=update, headers=headers, timeout=60)


def ask(server: Served, pattern: str) -> bool:
    return bool(server.ask(f"ASK {{ {pattern} }}").json()["boolean"])


def quads(server: Served) -> list[str]:
    with open_graph(server.graph) as graph:
        return list(graph.dump_sorted())


def test_an_update_is_made_by_form_and_by_body(own: Served) -> None:
    """update_post_form, update_post_direct."""
    for number, options in enumerate(
        (
            {"data": {"update": "INSERT DATA { GRAPH <urn:way0> { <urn:a> <urn:b> 1 } }"}, "headers": SIGNED},
            {
                "content": "INSERT DATA { GRAPH <urn:way1> { <urn:a> <urn:b> 1 } }",
                "headers": {**SIGNED, "Content-Type": f"{BODY}; charset=UTF-8"},
            },
        )
    ):
        answer = httpx.post(own.url + "/sparql", timeout=60, **options)  # type: ignore[arg-type]
        assert answer.status_code == 204, answer.text
        assert ask(own, f"GRAPH <urn:way{number}> {{ <urn:a> <urn:b> 1 }}")


@pytest.mark.parametrize(
    ("method", "options", "status"),
    [
        ("GET", {"params": {"update": NOTE}}, 400),  # bad_update_get
        ("POST", {"data": {"update": [NOTE, NOTE]}}, 400),  # bad_multiple_updates
        ("POST", {"content": NOTE, "headers": {"Content-Type": "text/plain"}}, 415),  # bad_update_wrong_media_type
        ("POST", {"data": {"nothing": NOTE}}, 400),  # bad_update_missing_form_type
        ("POST", {"content": b"CLEAR GRAPH <urn:\xff>", "headers": {"Content-Type": BODY}}, 400),  # bad_update_non_utf8
        ("POST", {"data": {"update": "DELETE GARBAGE"}}, 400),  # bad_update_syntax
        *(
            ("POST", {"data": {"update": conflict, "using-graph-uri": "urn:x"}}, 400)  # bad_update_dataset_conflict
            for conflict in (
                "INSERT { GRAPH <urn:x> { ?s ?p ?o } } USING <urn:y> WHERE { ?s ?p ?o }",
                "INSERT { GRAPH <urn:x> { ?s ?p ?o } } USING NAMED <urn:y> WHERE { GRAPH ?g { ?s ?p ?o } }",
                "WITH <urn:x> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
            )
        ),
        ("POST", {"data": {"update": NOTE, "using-graph-uri": "no iri"}}, 400),
        ("POST", {"data": {"update": "LOAD <http://127.0.0.1:1/x>"}}, 400),
        ("POST", {"data": {"query": NOTE}}, 400),
        ("POST", {"data": {"update": "DROP GRAPH <https://w3id.org/tigapilar/\\u0069d/graph/vocab>"}}, 400),
    ],
)
def test_bad_updates_are_told_apart(own: Served, method: str, options: dict[str, Any], status: int) -> None:
    options = {**options, "headers": {**SIGNED, **options.get("headers", {})}}
    answer = httpx.request(method, own.url + "/sparql", timeout=60, **options)
    assert (answer.status_code, bool(answer.text)) == (status, True)


def test_only_who_has_the_token_may_and_only_where_it_was_allowed(own: Served, server: Served) -> None:
    for headers in ({}, {"Authorization": "Bearer wrong"}):
        answer = httpx.post(own.url + "/sparql", data={"update": NOTE}, headers=headers)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Basic")
    assert send(own, NOTE, Origin="https://evil.example").status_code == 403
    assert send(server, NOTE).status_code == 403


@pytest.mark.parametrize(
    "update",
    [
        "CLEAR ALL",
        "CLEAR DEFAULT",
        "DROP NAMED",
        "DELETE WHERE { GRAPH ?g { ?s ?p ?o } }",
        "DELETE WHERE { ?s ?p ?o }",
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "PREFIX g: <https://w3id.org/tigapilar/id/graph/> CLEAR GRAPH g:vocab",
        "DROP GRAPH <https://w3id.org/tigapilar/id/graph/decisions>",
        "PREFIX x: <https://w3id.org/tigapilar/id/> DROP GRAPH x:graph",
        "INSERT DATA { GRAPH <https://w3id.org/tigapilar/id/graph/mine> { <urn:a> <urn:b> <urn:c> } }",
        "INSERT { GRAPH <urn:x> { ?s ?p ?o } } WHERE { ?s ?p ?o }",
        "COPY DEFAULT TO <urn:x>",
        "MOVE <https://w3id.org/tigapilar/id/graph/vocab> TO <urn:x>",
        "INSERT DATA { GRAPH <urn:x> { <urn:a> a tp:Claim } }",
        "INSERT DATA { GRAPH <urn:x> { <urn:a> a schema:NewsArticle } }",
        "INSERT DATA { GRAPH <urn:x> { <urn:a> rdf:subject <urn:b> } }",
        "INSERT DATA { GRAPH <urn:x> { <urn:a> tp:role tp:Lurah } }",
        "INSERT DATA { GRAPH <urn:x> { tp:Lurah skos:prefLabel 'bos'@id } }",
        "INSERT DATA { GRAPH <urn:x> { <https://w3id.org/tigapilar/id/person/x> rdfs:label 'lain' } }",
    ],
)
def test_what_is_made_from_the_articles_cannot_be_changed(own: Served, update: str) -> None:
    before = quads(own)
    answer = send(own, update)
    assert (answer.status_code, len(answer.text) > 40) == (403, True), answer.text
    assert quads(own) == before


def test_a_graph_of_a_user_outlives_a_rebuild_and_leaves_no_trace_when_it_goes(own: Served) -> None:
    before = quads(own)
    person = "<https://w3id.org/tigapilar/id/person/x>"
    assert send(own, f"INSERT DATA {{ GRAPH <urn:notes> {{ {person} owl:sameAs <urn:q1> }} }}").status_code == 204
    noted = quads(own)
    assert len(noted) == len(before) + 1
    with open_graph(own.graph, write=True) as graph:
        graph.rebuild()
    assert quads(own) == noted
    changed = "DELETE { GRAPH <urn:notes> { ?s ?p ?o } } INSERT { GRAPH <urn:notes> { ?s <urn:p> 'x' } }"
    assert send(own, changed + " WHERE { GRAPH <urn:notes> { ?s ?p ?o } }").status_code == 204
    assert ask(own, f"GRAPH <urn:notes> {{ {person} <urn:p> 'x' }}")
    assert send(own, "DROP GRAPH <urn:notes>").status_code == 204
    assert quads(own) == before


def test_the_dataset_of_the_protocol_is_the_one_an_update_looks_in(own: Served) -> None:
    """update_dataset_default_graph, …_default_graphs, …_named_graphs, …_full."""
    data = "".join(f"GRAPH <urn:g{n}> {{ <urn:s{n}> <urn:p> '}} WHERE {{' }}" for n in range(4))
    assert send(own, f"INSERT DATA {{ {data} }}").status_code == 204
    both = """INSERT { GRAPH <urn:out> { ?s <urn:in> 'default' . ?t <urn:in> ?g } } # WHERE
        WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?t ?p ?o } } }"""
    fields = {"using-graph-uri": ["urn:g0", "urn:g1"], "using-named-graph-uri": ["urn:g2"]}
    for given in (fields, {"using-named-graph-uri": ["urn:g3"]}):
        answer = httpx.post(own.url + "/sparql", data={"update": both, **given}, headers=SIGNED, timeout=60)
        assert answer.status_code == 204, answer.text
    found = own.ask("SELECT ?s ?v { GRAPH <urn:out> { ?s <urn:in> ?v } } ORDER BY ?s").json()["results"]["bindings"]
    assert [(row["s"]["value"], row["v"]["value"]) for row in found] == [
        ("urn:s0", "default"), ("urn:s1", "default"), ("urn:s2", "urn:g2"), ("urn:s3", "urn:g3"),
    ]  # fmt: skip
    fields = {"using-named-graph-uri": ["urn:out", "urn:g0"]}
    address = own.url + "/sparql?" + urlencode(fields, doseq=True)
    gone = "DELETE WHERE { GRAPH ?g { <urn:s0> ?p ?o } } ; DELETE WHERE { GRAPH ?g { <urn:s1> ?p ?o } }"
    answer = httpx.post(address, content=gone, headers={**SIGNED, "Content-Type": BODY}, timeout=60)
    assert answer.status_code == 204, answer.text
    assert not ask(own, "GRAPH ?g { <urn:s0> ?p ?o }")
    assert ask(own, "GRAPH <urn:g1> { <urn:s1> ?p ?o }")  # not looked in
    assert (
        send(own, "DROP GRAPH <urn:out>; " + "; ".join(f"DROP SILENT GRAPH <urn:g{n}>" for n in range(4))).status_code
        == 204
    )


def test_a_graph_of_the_project_is_no_dataset_to_copy_from(own: Served) -> None:
    update = "INSERT { GRAPH <urn:x> { ?s ?p ?o } } WHERE { ?s ?p ?o }"
    for graph in ("https://w3id.org/tigapilar/id/graph/vocab", "https://w3id.org/tigapilar/id/graph/decisions"):
        fields = {"update": update, "using-graph-uri": graph}
        assert httpx.post(own.url + "/sparql", data=fields, headers=SIGNED, timeout=60).status_code == 403


def test_an_update_that_never_ends_is_stopped(tmp_path: Path) -> None:
    with small.graph(tmp_path, small.MULYO):
        pass
    rows = " ".join(str(number) for number in range(600))
    endless = f"""INSERT {{ GRAPH <urn:x> {{ <urn:a> <urn:b> ?n }} }} WHERE {{
        VALUES ?a {{ {rows} }} VALUES ?b {{ {rows} }} VALUES ?c {{ {rows} }} BIND(?a * ?b + ?c AS ?n) }}"""
    with serving(tmp_path / "graph", "-q", "--allow-update", "--timeout", "1", token=TOKEN) as served:
        assert send(served, endless).status_code in (422, 504)
        assert send(served, NOTE).status_code == 204


def test_the_service_description_tells_of_updates_only_where_they_are_allowed(own: Served, server: Served) -> None:
    assert "SPARQL11Update" in own.get("/sparql", "text/turtle").text
    assert "SPARQL11Update" not in server.get("/sparql", "text/turtle").text


def test_sparqlwrapper_and_rdflib_write_too(own: Served) -> None:
    from rdflib import Graph, Literal, URIRef
    from rdflib.plugins.stores.sparqlstore import SPARQLUpdateStore
    from SPARQLWrapper import BASIC, POST, SPARQLWrapper

    client = SPARQLWrapper(own.url + "/sparql")
    client.setHTTPAuth(BASIC)
    client.setCredentials("anybody", TOKEN)
    client.setMethod(POST)
    client.setQuery("INSERT DATA { GRAPH <urn:wrapper> { <urn:a> <urn:b> 1 } }")
    client.query()
    assert ask(own, "GRAPH <urn:wrapper> { <urn:a> <urn:b> 1 }")

    address = own.url + "/sparql"
    store = SPARQLUpdateStore(address, address, auth=("anybody", TOKEN), method="POST")
    graph = Graph(store, identifier=URIRef("urn:rdflib"))
    graph.add((URIRef("urn:a"), URIRef("urn:b"), Literal("c")))
    assert ask(own, "GRAPH <urn:rdflib> { <urn:a> <urn:b> 'c' }")


def test_kept_text_is_sorted_and_parts_by_graph() -> None:
    text = b"<urn:b> <urn:p> <urn:o> <urn:g> .\n<urn:a> <urn:p> <urn:o> <urn:g> .\n<urn:a> <urn:p> <urn:o> <urn:h> .\n"
    found = owngraphs.by_graph(text, "https://w3id.org/tigapilar/id/")
    assert list(found) == ["urn:g", "urn:h"]
    assert found["urn:g"].startswith("<urn:a>")
