"""The commands that read a graph: that each reaches its function, and prints and exits as promised."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Kg = Callable[..., Result]


@pytest.mark.parametrize(
    "line",
    [
        ("query", "persons"),
        ("explain", "Dimas Prayoga"),
        ("search", "posyandu"),
        ("conflicts",),
        ("stats",),
    ],
)
def test_every_report_is_a_text_or_json(kg: Kg, examples_graph: Path, line: tuple[str, ...]) -> None:
    text = kg(*line, "-g", examples_graph)
    assert text.exit_code == 0, text.output
    assert len(text.stdout.splitlines()) > 2
    assert text.stderr == ""
    found = kg(*line, "-g", examples_graph, "--json")
    assert found.exit_code == 0
    assert json.loads(found.stdout)


@pytest.mark.parametrize("command", ["explain", "conflicts", "stats"])
def test_reports_come_in_two_languages(kg: Kg, examples_graph: Path, command: str) -> None:
    thing = ["Dimas Prayoga"] if command == "explain" else []
    shown = {lang: kg(command, *thing, "-g", examples_graph, "--lang", lang).stdout for lang in ("id", "en")}
    assert shown["id"] != shown["en"]


def test_answers_in_the_formats_of_tables(kg: Kg, examples_graph: Path, tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(kg("query", "articles", "-g", examples_graph, "--format", "csv").stdout)))
    assert len(rows) == 7
    target = tmp_path / "articles.tsv"
    result = kg("query", "articles", "-g", examples_graph, "--format", "tsv", "-o", target)
    assert (result.stdout, result.exit_code) == ("", 0)
    assert len(target.read_text().splitlines()) == 8


def test_sparql_from_a_file_and_from_standard_input(kg: Kg, examples_graph: Path, tmp_path: Path) -> None:
    asked = "PREFIX tp: <https://w3id.org/tigapilar/ns#> SELECT (COUNT(?e) AS ?n) WHERE { ?e a tp:Event }"
    (tmp_path / "mine.rq").write_text(asked)
    by_file = kg("query", tmp_path / "mine.rq", "-g", examples_graph, "--format", "csv")
    by_stdin = kg("query", "-", "-g", examples_graph, "--format", "csv", stdin=asked)
    assert by_file.stdout == by_stdin.stdout
    assert int(by_file.stdout.split()[1]) >= 6  # seven reports, two of them of one event


def test_construct_gives_rdf(kg: Kg, examples_graph: Path) -> None:
    result = kg("query", "-", "-g", examples_graph, stdin="CONSTRUCT { ?s a ?o } WHERE { ?s a ?o } LIMIT 3")
    assert result.exit_code == 0
    assert "@prefix" in result.stdout


def test_a_parameter_is_a_value_and_never_part_of_the_query(kg: Kg, examples_graph: Path) -> None:
    asked = "SELECT ?name WHERE { ?p <http://xmlns.com/foaf/0.1/name> ?name }"
    hostile = 'Dimas Prayoga" } # '
    for value, rows in (("Dimas Prayoga", 1), (hostile, 0)):
        result = kg("query", "-", "-g", examples_graph, "--param", f"name={value}", "--format", "csv", stdin=asked)
        assert result.exit_code == 0, result.output
        assert len(result.stdout.splitlines()) == 1 + rows


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        (("query", "persns"), "did you mean persons"),
        (("query", "persons", "--format", "docx"), "docx"),
        (("explain", "Tidak Dikenal"), "Tidak Dikenal"),
        (("export", "docx"), "graphml"),
        (("export", "turtle", "-o", "/nowhere/x.ttl"), "/nowhere"),
    ],
)
def test_what_cannot_be_asked_is_wrong_use(kg: Kg, examples_graph: Path, line: tuple[str, ...], hint: str) -> None:
    result = kg(*line, "-g", examples_graph)
    assert result.exit_code == 2
    assert hint in result.stderr
    assert len(result.stderr.strip().splitlines()) <= 2
    assert result.stdout == ""


def test_an_update_is_not_a_question(kg: Kg, examples_graph: Path) -> None:
    result = kg("query", "-", "-g", examples_graph, stdin="DELETE WHERE { ?s ?p ?o }")
    assert result.exit_code == 2
    assert kg("query", "articles", "-g", examples_graph).stdout.count("examples/articles") == 7


@pytest.mark.parametrize("form", ["turtle", "ntriples", "graphml"])
def test_exports_are_the_same_twice(kg: Kg, examples_graph: Path, tmp_path: Path, form: str) -> None:
    for name in "ab":
        result = kg("export", form, "-g", examples_graph, "-o", tmp_path / name)
        assert result.exit_code == 0, result.output
        assert " written to " in result.stderr
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes() != b""


def test_eval_measures_and_holds_a_floor(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "gold").mkdir()
    text = "Babinsa Kelurahan Lakkang, Serda Rudi Hartono, menyapa warga Kelurahan Lakkang.\n"
    (tmp_path / "articles" / "x.txt").write_text(text)
    person = {
        "name": "Rudi Hartono",
        "ranks": ["Serda"],
        "roles": ["Babinsa"],
        "pillar": "TNI",
        "units": [],
        "areas": [],
    }
    gold = {"id": "x", "article": {}, "persons": [person]}
    lists = ("organizations", "places", "events", "statements", "topics", "conflicts")
    (tmp_path / "gold" / "x.json").write_text(json.dumps({**gold, **{name: [] for name in lists}}))
    shown = kg("eval", tmp_path, "--json")
    assert shown.exit_code == 0, shown.output
    assert kg("eval", tmp_path, "--min", "0").exit_code == 0
    below = kg("eval", tmp_path, "--min", "1")
    assert below.exit_code == 1
    assert "expected at least 1.000" in below.stderr
    assert kg("eval", tmp_path / "articles").exit_code == 3
