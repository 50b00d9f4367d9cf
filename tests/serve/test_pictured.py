"""Answers of queries as graph, map and tree of areas: what is offered, what is shown, what is left alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner
from served import Served, serving

from kg.cli.app import cli

PEOPLE = "SELECT ?event ?who { ?event tp:participant ?who } ORDER BY ?who"
MET = "CONSTRUCT { ?a <urn:x#bertemu> ?b } { ?e tp:participant ?a, ?b FILTER(STR(?a) < STR(?b)) }"
BY_PLACE = "SELECT ?place (COUNT(?e) AS ?n) { ?e tp:place ?place } GROUP BY ?place"


def asked(query: str, **more: str) -> str:
    return "/sparql?" + urlencode({"query": query, "lang": "en", **more})


def offered(page: str) -> list[str]:
    return re.findall(r"tampil=(\w+)", page.partition("<iframe")[0])


def drawn(server: Served, query: str) -> dict[str, Any]:
    page = server.page("/graf/jawaban?" + urlencode({"query": query, "lang": "en"}))
    found: dict[str, Any] = json.loads(page.partition('id="data">')[2].partition("</script>")[0])
    return found


def ties(data: dict[str, Any]) -> set[tuple[str, str, str]]:
    """Between things that stand in the picture, by their names."""
    nodes, found = data["nodes"], data["ties"]
    names = [label if isinstance(label, str) else label[1] for label in nodes["label"]]
    rows = zip(found["s"], found["kind"], found["t"], strict=True)
    return {
        (names[s], found["kinds"][kind], names[t]) for s, kind, t in rows if None not in (nodes["x"][s], nodes["x"][t])
    }


@pytest.mark.parametrize(
    ("query", "ways"),
    [
        (PEOPLE, ["tabel", "peta", "graf"]),
        (MET, ["tabel", "peta", "graf"]),
        (BY_PLACE, ["tabel", "peta"]),
        ("SELECT ?name { ?p a tp:Person ; rdfs:label ?name }", []),
        ("SELECT ?s ?o { GRAPH ?g { ?s skos:broader ?o } }", []),
        ("ASK { ?p a tp:Person }", []),
    ],
)
def test_an_answer_is_offered_only_as_what_it_can_be_drawn_as(server: Served, query: str, ways: list[str]) -> None:
    assert offered(server.page(asked(query))) == ways


def test_rows_are_tied_as_the_graph_ties_them_with_the_sentence(server: Served) -> None:
    page = server.page(asked(PEOPLE, tampil="graf"))
    frame = unescape(re.findall(r'<iframe[^>]* src="([^"]+)"', page)[0])
    assert frame.startswith("/graf/jawaban?")
    assert server.page(frame).count("<canvas") == 3
    data = drawn(server, PEOPLE)
    assert {kind for _, kind, _ in ties(data)} == {"participant"}
    assert any(data["ties"]["proof"])
    assert sum(x is not None for x in data["nodes"]["x"]) == 7  # three events, four people


def test_what_only_the_answer_ties_is_called_as_the_answer_calls_it(server: Served) -> None:
    data = drawn(server, MET)
    assert {(frozenset((a, b)), kind) for a, kind, b in ties(data)} == {
        (frozenset(("Siti Aminah", "Tono Wibowo")), "bertemu")
    }
    rows = "SELECT ?one ?other { ?e tp:participant ?one, ?other FILTER(?one != ?other) }"
    assert {kind for _, kind, _ in ties(drawn(server, rows))} == {"other"}


def test_a_drawing_of_a_wrong_query_or_of_nothing_is_refused(server: Served) -> None:
    for query in ("SELECT * {", "SELECT * { SERVICE <http://x/> {} }", "SELECT ?x { VALUES ?x { 1 } }"):
        assert server.get("/graf/jawaban?" + urlencode({"query": query})).status_code == 400
    assert server.get("/graf/jawaban").status_code == 400


def test_without_coordinates_areas_are_a_tree_from_the_outermost_in(server: Served) -> None:
    page = server.page(asked(BY_PLACE, tampil="peta"))
    tree = page.partition('class="tree"')[2].partition("</div>")[0]
    assert "figure" not in tree
    assert tree.index("Jakarta") < tree.index("Kemayoran") < tree.index("Utan Panjang")
    assert re.search(
        r'<a class="value" href="/id/area/31.71.03.1008">Utan Panjang</a> <span class="muted">1</span>', tree
    )
    assert '<span class="muted">Kemayoran</span>' in tree


def test_events_and_persons_of_an_answer_lie_where_the_graph_has_them(server: Served) -> None:
    page = server.page(asked("SELECT ?e { ?e a tp:Event }", tampil="peta"))
    assert '/id/area/31.71.03.1008">' in page


@pytest.fixture(scope="module")
def located(small_graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that knows where two areas lie."""
    places = tmp_path_factory.mktemp("places") / "places.csv"
    places.write_text("code,lat,lon\n31.71.03.1008,-6.16,106.85\n31.71.03,-6.17,106.86\n", encoding="utf-8")
    with serving(small_graph, "-q", "--places", str(places)) as served:
        yield served


def test_areas_whose_coordinates_are_known_are_a_map_of_links(located: Served) -> None:
    page = located.page(asked(BY_PLACE, tampil="peta"))
    figure = page.partition('<figure class="map">')[2].partition("</figure>")[0]
    assert re.findall(r'<a href="([^"]+)"><title>([^<]+)</title>', figure) == [
        ("/id/area/31.71.03.1008", "Utan Panjang: 1")
    ]
    assert "circle" in figure
    assert '<figure class="map">' in located.page("/tempat?di=https://w3id.org/tigapilar/id/area/31.71")


def test_a_file_of_places_that_is_none_is_an_error_at_the_start(small_graph: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("a,b\n1,2\n", encoding="utf-8")
    result = CliRunner().invoke(cli, ["serve", "-g", str(small_graph), "--places", str(wrong)])
    assert result.exit_code == 3
    assert "code, lat and lon" in result.output


@pytest.mark.parametrize(("shown", "rows"), [("peta", "2,000"), ("graf", "[0-9,]+")])
def test_a_picture_of_a_part_of_the_answer_says_so(examples: Served, shown: str, rows: str) -> None:
    many = "SELECT ?place ?e ?s { ?e tp:place ?place . GRAPH ?g { ?s ?p ?o } } LIMIT 2500"
    ties = "SELECT ?e ?who ?s { ?e tp:participant ?who . GRAPH ?g { ?s ?p ?o } } LIMIT 2500"
    page = examples.page(asked(many if shown == "peta" else ties, tampil=shown))
    assert re.search(f'class="notice">This picture is of the first {rows} of 2,500 rows', page)


def test_a_picture_of_the_whole_answer_says_nothing_of_a_part(examples: Served) -> None:
    assert "This picture is of the first" not in examples.page(asked(BY_PLACE, tampil="peta"))
