"""The SPARQL 1.1 Protocol, its Service Description and the Graph Store Protocol, request by request.

The cases follow the protocol tests of the W3C: good queries by every road, bad requests, datasets.
"""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from pyoxigraph import RdfFormat, parse
from served import Served

from kg.store import open_graph

ASK = "ASK { ?s ?p ?o }"
ONE = "SELECT ?name WHERE { ?p a tp:Person ; rdfs:label ?name } ORDER BY ?name LIMIT 1"
FORM = "application/x-www-form-urlencoded"
JSON = "application/sparql-results+json"


def send(server: Served, method: str, **options: Any) -> httpx.Response:
    return httpx.request(method, server.url + "/sparql", timeout=40, **options)


@pytest.mark.parametrize(
    "options",
    [
        {"method": "GET", "params": {"query": ASK}},
        {"method": "POST", "data": {"query": ASK}},
        {"method": "POST", "content": ASK, "headers": {"Content-Type": "application/sparql-query"}},
        {"method": "POST", "content": ASK, "headers": {"Content-Type": "application/sparql-query; charset=UTF-8"}},
    ],
    ids=["get", "form", "body", "body-charset"],
)
def test_a_query_is_answered_by_every_road(server: Served, options: dict[str, Any]) -> None:
    answer = send(server, **options)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == JSON
    assert answer.json() == {"head": {}, "boolean": True}


def test_head_gives_the_head_of_the_answer(server: Served) -> None:
    answer = send(server, "HEAD", params={"query": ASK})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == JSON
    assert answer.content == b""


@pytest.mark.parametrize(
    ("accept", "type"),
    [
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("application/json", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
    ],
)
def test_tables_come_in_the_format_asked_for(server: Served, accept: str, type: str) -> None:
    answer = server.ask(ONE, accept)
    assert answer.headers["content-type"] == type
    assert "img src=x onerror=alert(3)" in answer.text
    assert answer.headers["vary"] == "Accept"


@pytest.mark.parametrize(
    ("accept", "format"),
    [
        ("text/turtle", RdfFormat.TURTLE),
        ("application/n-triples", RdfFormat.N_TRIPLES),
        ("application/rdf+xml", RdfFormat.RDF_XML),
        ("application/ld+json", RdfFormat.JSON_LD),
        ("*/*", RdfFormat.TURTLE),
    ],
)
@pytest.mark.parametrize("query", ["CONSTRUCT { ?s a ?c } WHERE { ?s a ?c }", "DESCRIBE tp:Babinsa"])
def test_graphs_come_in_the_format_asked_for(server: Served, accept: str, format: RdfFormat, query: str) -> None:
    answer = server.ask(query, accept)
    assert answer.status_code == 200
    assert list(parse(answer.content, format))


def test_a_format_that_fits_no_answer_of_the_kind_is_refused(server: Served) -> None:
    assert server.ask(ASK, "text/turtle").status_code == 406
    assert server.ask("DESCRIBE tp:Babinsa", "text/csv").status_code == 406
    assert server.ask(ASK, "text/turtle, text/csv;q=0.1").text == "true"


def test_a_named_format_and_a_download_are_for_links_in_pages(server: Served) -> None:
    answer = send(server, "GET", params={"query": ONE, "format": "csv", "download": "1"})
    assert answer.headers["content-disposition"] == 'attachment; filename="answer.csv"'
    assert answer.headers["content-type"].startswith("text/csv")
    assert send(server, "GET", params={"query": ONE, "format": "pdf"}).status_code == 400


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ({"method": "GET", "params": [("query", ASK), ("query", ASK)]}, 400),
        ({"method": "POST", "data": {"query": [ASK, ASK]}}, 400),
        ({"method": "POST", "data": {"nothing": "x"}}, 400),
        ({"method": "PUT", "params": {"query": ASK}}, 405),
        ({"method": "POST", "content": ASK, "headers": {"Content-Type": "text/plain"}}, 415),
        ({"method": "POST", "content": ASK}, 415),
        ({"method": "POST", "content": b"ASK {}\xff", "headers": {"Content-Type": "application/sparql-query"}}, 400),
        ({"method": "POST", "data": {"query": "ASK { ?s"}}, 400),
        ({"method": "GET", "params": {"update": "CLEAR ALL"}}, 400),
        ({"method": "POST", "data": {"update": "CLEAR ALL"}}, 403),
        ({"method": "POST", "content": "CLEAR ALL", "headers": {"Content-Type": "application/sparql-update"}}, 403),
        ({"method": "POST", "data": {"query": "CLEAR ALL"}}, 400),
        ({"method": "GET", "params": {"query": ASK, "default-graph-uri": "no iri"}}, 400),
    ],
)
def test_bad_requests_are_told_apart(server: Served, options: dict[str, Any], status: int) -> None:
    answer = send(server, **options)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/plain")


COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
NAMED = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"


def number(answer: httpx.Response) -> int:
    assert answer.status_code == 200, answer.text
    return int(answer.json()["results"]["bindings"][0]["n"]["value"])


def article_graphs(server: Served) -> list[str]:
    with open_graph(server.graph) as graph:
        return [name for name in graph.store.graphs() if "/graph/article/" in name]


def test_the_dataset_of_the_protocol_is_the_one_that_is_asked(server: Served) -> None:
    one, two, _ = article_graphs(server)
    sizes = {g: number(server.ask(COUNT, **{"default-graph-uri": g})) for g in (one, two)}
    assert all(sizes.values())
    assert number(server.ask(NAMED, **{"named-graph-uri": [one, two]})) == sum(sizes.values())
    assert number(server.ask(COUNT, **{"named-graph-uri": one})) == 0
    assert number(server.ask(NAMED, **{"default-graph-uri": one})) == 0
    both = {"default-graph-uri": one, "named-graph-uri": two}
    assert number(server.ask(COUNT, **both)) == sizes[one]
    assert number(server.ask(NAMED, **both)) == sizes[two]


def test_several_default_graphs_are_merged_and_nothing_is_counted_twice(server: Served) -> None:
    one, two, three = article_graphs(server)
    with open_graph(server.graph) as graph:
        merged = {q.triple for name in (one, two, three) for q in graph.quads(name)}
        total = sum(1 for name in (one, two, three) for _ in graph.quads(name))
    assert len(merged) < total
    assert number(server.ask(COUNT, **{"default-graph-uri": [one, two, three]})) == len(merged)
    inside = COUNT.replace("WHERE", f"FROM <{one}> FROM <{two}> FROM <{three}> WHERE")
    assert number(server.ask(inside)) == len(merged)


def test_the_dataset_of_the_protocol_goes_before_that_of_the_query(server: Served) -> None:
    one, two, _ = article_graphs(server)
    alone = number(server.ask(COUNT, **{"default-graph-uri": two}))
    asked = COUNT.replace("WHERE", f"FROM <{one}> WHERE")
    assert number(server.ask(asked)) != alone
    assert number(server.ask(asked, **{"default-graph-uri": two})) == alone


def test_without_a_query_the_endpoint_describes_itself(server: Served) -> None:
    answer = server.get("/sparql", "text/turtle")
    triples = {str(quad.triple) for quad in parse(answer.content, RdfFormat.TURTLE)}
    sd = "http://www.w3.org/ns/sparql-service-description#"
    assert f"<{server.url}/sparql> <{sd}endpoint> <{server.url}/sparql>" in triples
    assert f"<{server.url}/sparql> <{sd}supportedLanguage> <{sd}SPARQL11Query>" in triples
    assert any("formats/SPARQL_Results_JSON" in triple for triple in triples)
    assert server.get("/sparql", "application/rdf+xml").headers["content-type"] == "application/rdf+xml"
    assert server.get("/sparql", "image/png").status_code == 406


def test_graphs_can_be_read_whole_by_their_names(server: Served) -> None:
    name = article_graphs(server)[0]
    with open_graph(server.graph) as graph:
        own = {str(quad.triple) for quad in graph.quads(name)}
        best = {str(quad.triple) for quad in graph.quads()}
    answer = server.get("/graphs", "application/n-triples", params={"graph": name})
    assert {str(quad.triple) for quad in parse(answer.content, RdfFormat.N_TRIPLES)} == own
    answer = server.get("/graphs?default", "text/turtle")
    assert {str(quad.triple) for quad in parse(answer.content, RdfFormat.TURTLE)} == best
    assert httpx.head(server.url + "/graphs", params={"graph": name}).status_code == 200


def test_a_graph_that_is_not_there_and_requests_that_would_change_one_are_refused(server: Served) -> None:
    assert server.get("/graphs?graph=urn:none", "*/*").status_code == 404
    assert server.get("/graphs", "*/*").status_code == 400
    assert server.get("/graphs?default&graph=urn:x", "*/*").status_code == 400
    assert server.get("/graphs?graph=no iri", "*/*").status_code == 400
    for method in ("PUT", "POST", "DELETE"):
        answer = httpx.request(method, server.url + "/graphs?default", content="<urn:a> <urn:b> <urn:c> .")
        assert answer.status_code == 405
        assert answer.headers["allow"] == "GET, HEAD"
