"""Each question of queries/ against a small graph made by hand, with the table it must give: tests/queries/NAME/.

The graph is NAME/graph.trig, or for questions that look beyond one article the small world they share, world.trig.
"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import RdfFormat, Store

from kg import queries
from kg.parameters import bind, term

CASES = Path(__file__).parent / "queries"
NAMES = [question.name for question in queries.questions()]


def graph_of(name: str) -> Path:
    own = CASES / name / "graph.trig"
    return own if own.exists() else CASES / "world.trig"


def load(name: str) -> Store:
    store = Store()
    store.load(path=graph_of(name), format=RdfFormat.TRIG)
    return store


def given(name: str) -> dict[str, str]:
    params = CASES / name / "params.json"
    return dict(json.loads(params.read_text(encoding="utf-8"))) if params.exists() else {}


def expected(name: str) -> list[list[str]]:
    with (CASES / name / "expected.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


@pytest.mark.parametrize("name", NAMES)
def test_question_gives_the_expected_table(name: str) -> None:
    out = io.BytesIO()
    queries.write(queries.ask(load(name), queries.find(name), given(name)), "csv", out)
    assert len(expected(name)) > 1, "a table without rows proves nothing"
    assert list(csv.reader(io.StringIO(out.getvalue().decode("utf-8"), newline=""))) == expected(name)


@pytest.mark.parametrize("name", NAMES)
def test_question_on_an_empty_graph_gives_its_columns_and_no_row(name: str) -> None:
    answer = queries.ask(Store(), queries.find(name), given(name))
    assert tuple(variable.value for variable in answer.variables) == queries.find(name).columns  # type: ignore[union-attr]
    assert list(answer) == []  # type: ignore[call-overload]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("name", NAMES)
def test_another_engine_gives_the_same_table_in_the_same_order(name: str) -> None:
    question = queries.find(name)
    wanted = {param.name: param.default for param in question.params if param.default} | given(name)
    values = {param.name: term(wanted[param.name], param.kind) for param in question.params if param.name in wanted}
    dataset = rdflib.Dataset()
    dataset.parse(graph_of(name), format="trig")
    rows = [["" if cell is None else str(cell) for cell in row] for row in dataset.query(bind(question.text, values))]  # type: ignore[union-attr]
    assert rows == expected(name)[1:]


def test_every_case_belongs_to_a_question_and_the_eight_promised_ones_are_there() -> None:
    cases = sorted(path.parent.relative_to(CASES).as_posix() for path in CASES.rglob("expected.csv"))
    assert cases == sorted(NAMES)
    promised = {"articles", "persons", "places", "organizations", "events", "statements", "topics", "conflicts"}
    assert promised <= set(NAMES)
