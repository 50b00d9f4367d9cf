"""The explorer without a browser: pages in both languages, negotiated formats, hostile text, links that lead on."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from pyoxigraph import RdfFormat, parse
from served import Served

from kg import search
from kg.store import open_graph

PAGES = ["/", "/cari?q=tono", "/dasbor", "/tempat", "/linimasa", "/konflik"]


class Reader(HTMLParser):
    """Elements of a page in order, with their attributes, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def links(self, within: str = "") -> list[str]:
        return [str(a["href"]) for tag, a in self.elements if tag == "a" and within in str(a.get("href"))]


@pytest.fixture(scope="session")
def things(server: Served) -> dict[str, str]:
    """Name -> path of its page."""
    with open_graph(server.graph) as graph:
        base = graph.minter.base
        wanted = ("Siti Aminah", "Polsek Kencana", "Utan Panjang", "Kemayoran")
        found = {name: search.search(graph, name, limit=1)[0].iri for name in wanted}
        found["Tono Wibowo"] = str(next(iter(graph.query("SELECT ?p { ?p tp:militaryRank ?r }")))[0].value)
        found["hostile"] = search.search(graph, "<img src=x onerror=alert(3)>", limit=1)[0].iri
        found["event"] = str(next(iter(graph.query("SELECT ?e { ?e tp:eventDate ?d ; tp:place ?p }")))[0].value)
        articles = "SELECT ?a { GRAPH ?g { ?a tp:source ?s } } ORDER BY ?s"
        found["article"], _, found["hostile article"] = [str(row[0].value) for row in graph.query(articles)]
        outlet = "SELECT ?o { GRAPH ?g { ?a schema:publisher ?o } } ORDER BY ?o"
        found["outlet"] = str(next(iter(graph.query(outlet)))[0].value)
    return {name: "/id/" + iri.removeprefix(base) for name, iri in found.items()}


@pytest.mark.parametrize("path", PAGES)
def test_every_page_comes_in_both_languages_with_landmarks(server: Served, path: str) -> None:
    texts = {}
    for lang in ("id", "en"):
        page = server.page(path, headers={"Accept-Language": lang})
        reader = Reader(page)
        tags = [tag for tag, _ in reader.elements]
        assert ("html", {"lang": lang}) in reader.elements
        assert tags.count("main") == tags.count("h1") == 1
        assert "#main" in reader.links()
        texts[lang] = reader.words
    assert texts["id"] != texts["en"]


def test_each_kind_of_thing_has_a_page_at_its_own_path(server: Served, things: dict[str, str]) -> None:
    for name, path in things.items():
        reader = Reader(server.page(path))
        assert reader.words.strip(), name
    assert "Briptu" in server.page(things["Tono Wibowo"])
    assert "Mari kita jaga malam bersama" in server.page(things["Tono Wibowo"])
    assert "Siti Aminah" in server.page(things["Tono Wibowo"])  # they were at one event
    assert "2025-04-14" in server.page(things["event"])
    assert things["Tono Wibowo"] in server.page(things["Polsek Kencana"])
    assert things["Utan Panjang"] in server.page(things["Kemayoran"])


def test_facts_show_status_reason_and_sentence(server: Served, things: dict[str, str]) -> None:
    page = server.page(things["Tono Wibowo"], headers={"Accept-Language": "en"})
    assert re.search(r'class="deprecated">\s*<a class="value"[^>]*>Serka</a>', page)
    assert "rank of the post" in page
    assert "<blockquote>person|Tono Wibowo" in page
    assert "sources disagree" in page


def test_from_a_search_to_the_marked_sentence_in_three_steps(server: Served) -> None:
    found = Reader(server.page("/cari?q=Tono+Wibowwo")).links("/id/person/tono")
    evidence = [link for link in Reader(server.page(found[0])).links("?v=") if link.startswith("/id/article/")]
    page = server.page(evidence[0].partition("#")[0])
    assert re.search(r"<mark>.*Tono Wibowo.*</mark>|<mark>Tono Wibowo</mark>", page)
    assert '<span id="v"></span>' in page
    assert '<span class="sentence">' in page


def test_articles_are_found_by_their_words_with_the_words_marked(server: Served) -> None:
    page = server.page("/cari?q=jaga+malam")
    assert re.search("<mark>(?i:jaga malam)</mark>", page)
    assert Reader(page).links("/id/article/")


@pytest.mark.parametrize(
    ("accept", "ending", "format"),
    [
        ("text/turtle", ".ttl", RdfFormat.TURTLE),
        ("application/n-triples", ".nt", RdfFormat.N_TRIPLES),
        ("application/ld+json", ".jsonld", RdfFormat.JSON_LD),
        ("application/rdf+xml", ".rdf", RdfFormat.RDF_XML),
    ],
)
def test_programs_get_rdf_at_the_same_address(
    server: Served, things: dict[str, str], accept: str, ending: str, format: RdfFormat
) -> None:
    path = things["Tono Wibowo"]
    answers = [server.get(path, accept), server.get(path + ending), server.get(path + "?format=" + ending[1:])]
    sets = [{str(q.triple) for q in parse(a.content, format)} for a in answers[:2]]
    assert sets[0] == sets[1]
    assert any("militaryRank" in triple for triple in sets[0])
    assert any("Claim" in triple for triple in sets[0])
    assert answers[0].headers["content-type"].partition(";")[0] == accept


def test_json_has_every_fact_with_its_sentence(server: Served, things: dict[str, str]) -> None:
    record = server.get(things["Tono Wibowo"] + ".json").json()
    ranks = {f["label"]: f["status"] for f in record["facts"] if f["property"].endswith("militaryRank")}
    assert ranks == {"Briptu": "preferred", "Serka": "deprecated"}
    assert all(f["evidence"][0]["sentence"] for f in record["facts"])


def test_a_graph_has_its_own_address_too(server: Served) -> None:
    with open_graph(server.graph) as graph:
        name = next(name for name in graph.store.graphs() if "/graph/article/" in name)
        path = "/id/" + name.removeprefix(graph.minter.base)
    assert server.get(path, "application/n-triples").text.count("\n") > 20


def test_hostile_text_is_text_on_every_page(server: Served, things: dict[str, str]) -> None:
    hostile = "<img src=x onerror=alert(3)>"
    paths = [
        *PAGES,
        things["hostile"],
        things["hostile article"],
        things["hostile article"] + "?v=0-40",
        f"/cari?q={quote(hostile)}",
    ]
    seen = 0
    for path in paths:
        page = server.page(path)
        reader = Reader(page)
        tags = [tag for tag, _ in reader.elements]
        assert "img" not in tags, path
        assert [a for tag, a in reader.elements if tag == "script"] == [{"type": "module", "src": "/static/page.js"}]
        assert not any(name.startswith("on") or name == "style" for _, a in reader.elements for name in a), path
        seen += hostile in reader.words
    assert seen >= 3


def test_nothing_from_elsewhere_is_asked_for(server: Served, things: dict[str, str]) -> None:
    for path in [*PAGES, *things.values()]:
        for tag, attributes in Reader(server.page(path)).elements:
            for name in ("src", "srcset", "action", "data", "poster"):
                assert str(attributes.get(name, "/")).startswith("/"), (path, tag)
            if tag == "link":
                assert str(attributes["href"]).startswith("/")


@pytest.mark.parametrize("path", ["/id/person/nobody", "/id/article/0123", "/istilah?iri=urn:none", "/nowhere"])
def test_what_is_not_there_is_said_to_be_missing(server: Served, path: str) -> None:
    assert server.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/istilah?iri=no%20iri", "/api/search?q=x&limit=0", "/api/suggest"])
def test_wrong_questions_are_refused(server: Served, path: str) -> None:
    assert server.get(path).status_code == 400


@pytest.mark.parametrize(
    "path", ["/konflik?hal=99999999999", "/konflik?hal=x", "/linimasa?dari=%27&di=x", "/tempat?di=x"]
)
def test_odd_values_give_a_page(server: Served, path: str) -> None:
    server.page(path)


def test_the_language_of_the_address_stays_in_a_cookie(server: Served) -> None:
    answer = server.get("/?lang=en")
    assert "lang=en" in answer.headers["set-cookie"]
    assert '<html lang="en">' in server.page("/", headers={"Cookie": "lang=en", "Accept-Language": "id"})
    assert '<html lang="id">' in server.page("/?lang=id", headers={"Cookie": "lang=en"})
    assert '<html lang="id">' in server.page("/", headers={"Accept-Language": "fr, de"})


def test_suggestions_begin_with_what_was_typed(server: Served) -> None:
    hits = server.get("/api/suggest?q=to&lang=en").json()["hits"]
    assert [h["label"] for h in hits] == ["Tono Wibowo", "Tono Wibowo"]
    assert hits[0]["kind_label"] == "person"
    assert hits[0]["path"].startswith("/id/person/tono-wibowo-")
    assert server.get("/api/suggest?q=wibo").json()["hits"]  # a later word
    assert server.get("/api/suggest?q=tonno+wibowo").json()["hits"]  # a mistake


def test_the_timeline_can_be_narrowed(server: Served) -> None:
    def events(query: str) -> int:
        return len(Reader(server.page("/linimasa?" + query)).links("/id/event/"))

    assert events("") == 3
    assert events("dari=2025-05") == 1
    assert events("sampai=2025-04") == 1
    assert events("tanpa=TNI") == 1
    with open_graph(server.graph) as graph:
        place = search.search(graph, "Kemayoran", limit=1)[0].iri
    assert events("di=" + quote(place)) == 1


def test_the_tree_counts_what_is_inside(server: Served) -> None:
    with open_graph(server.graph) as graph:
        place = search.search(graph, "Kemayoran", limit=1)[0].iri
    page = server.page("/tempat?di=" + quote(place))
    row = re.search(r"<tr><td><a [^>]*>Utan Panjang</a></td>(.*?)</tr>", page)
    assert row
    assert re.findall(r'class="n">([^<]*)<', row[1]) == ["1", "–", "1", "–", "1", "0"]


def test_every_path_of_the_openapi_document_answers(server: Served) -> None:
    document = server.get("/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert document["servers"] == [{"url": server.url}]
    values = {"query": "ASK {}", "q": "tono", "iri": "https://w3id.org/tigapilar/ns#Babinsa"}
    for path, methods in document["paths"].items():
        if "get" in methods and "{" not in path:
            needed = {p["name"]: values[p["name"]] for p in methods["get"]["parameters"] if p.get("required")}
            given = {"graph": "urn:none"} if path == "/graphs" else needed
            assert server.get(path, "*/*", params=given).status_code in (200, 404), path


def test_the_dictionary_of_the_ontology_takes_its_examples_from_the_graph(server: Served) -> None:
    answer = server.get("/ontologi?lang=en")
    assert answer.status_code == 200
    assert 'id="militaryRank"' in answer.text
    assert "<blockquote" in answer.text
