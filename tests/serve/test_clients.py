"""Clients that people use: SPARQLWrapper, rdflib's SPARQLStore, curl, and fetch-sparql-endpoint of JavaScript."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from served import Served

NAMES = """
    PREFIX tp: <https://w3id.org/tigapilar/ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
    SELECT DISTINCT ?name WHERE { ?p a tp:Person ; rdfs:label ?name } ORDER BY ?name"""
EXPECTED = ["<img src=x onerror=alert(3)>", "Siti Aminah", "Tono Wibowo"]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_sparqlwrapper(server: Served, method: str) -> None:
    from SPARQLWrapper import CSV, JSON, TURTLE, XML, SPARQLWrapper

    client = SPARQLWrapper(server.url + "/sparql")
    client.setMethod(method)
    client.setQuery(NAMES)
    client.setReturnFormat(JSON)
    rows = client.query().convert()["results"]["bindings"]
    assert [row["name"]["value"] for row in rows] == EXPECTED
    client.setReturnFormat(XML)
    assert [node.firstChild.data for node in client.query().convert().getElementsByTagName("literal")] == EXPECTED
    client.setReturnFormat(CSV)
    assert client.query().convert().decode().splitlines()[1:] == EXPECTED
    client.setQuery("DESCRIBE <https://w3id.org/tigapilar/ns#Babinsa>")
    client.setReturnFormat(TURTLE)
    assert b"Babinsa" in client.query().convert()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_sparqlstore(server: Served, method: str) -> None:
    from rdflib import Graph, URIRef
    from rdflib.namespace import RDF
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    graph = Graph(SPARQLStore(server.url + "/sparql", method=method, returnFormat="json"))
    assert [str(row[0]) for row in graph.query(NAMES)] == EXPECTED
    person = URIRef("https://w3id.org/tigapilar/ns#Person")
    assert len(set(graph.subjects(RDF.type, person))) == 4
    assert graph.query("ASK { ?s ?p ?o }").askAnswer


@pytest.mark.skipif(not shutil.which("curl"), reason="no curl here")
def test_curl(server: Served) -> None:
    line = ["curl", "-sf", server.url + "/sparql", "-H", "Accept: text/csv", "--data-urlencode", f"query={NAMES}"]
    done = subprocess.run(line, capture_output=True, text=True, timeout=40, check=True)
    assert done.stdout.splitlines()[1:] == EXPECTED


NPM = Path(__file__).resolve().parents[1] / "npm"


@pytest.mark.skipif(not shutil.which("node"), reason="no node here (Debian: apt-get install nodejs npm)")
@pytest.mark.skipif(
    not (NPM / "node_modules/fetch-sparql-endpoint").is_dir(), reason="not installed: npm install --prefix tests/npm"
)
def test_fetch_sparql_endpoint(server: Served) -> None:
    construct = "CONSTRUCT { ?s a ?class } WHERE { ?s a ?class } LIMIT 3"
    line = ["node", NPM / "endpoint.mjs", server.url + "/sparql", NAMES, construct]
    done = subprocess.run(line, capture_output=True, text=True, timeout=60, check=True)
    found = json.loads(done.stdout)
    assert found["names"] == EXPECTED
    assert found["triples"] == ["http://www.w3.org/1999/02/22-rdf-syntax-ns#type"] * 3
    assert found["yes"] is True
