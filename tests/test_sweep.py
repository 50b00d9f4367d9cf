"""A question asked of everything by its sweep: the same rows in the same order as its own text gives."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    parse_query_results,
)

from kg import queries, sweep
from kg.ns import XSD
from kg.queries import Question
from kg.resources import QUERIES
from kg.store import open_graph
from kg.sweep import Plan

CASES = Path(__file__).parent / "queries"
SWEPT = [question for question in queries.questions() if question.sweep]
SAMPLES = {"topic": "kamtibmas", "from": "2025-03-01", "to": "2025-05-31", "within": "id:area/31.71", "least": "1"}


def own_text(store: queries.Queryable, question: Question, params: dict[str, str]) -> list[tuple[object, ...]]:
    """The answer of the engine alone to the text of the question."""
    return [tuple(row) for row in store.query(queries.bound(store, question, params))]


def asked(store: queries.Queryable, question: Question, params: dict[str, str]) -> list[tuple[object, ...]]:
    return [tuple(row) for row in queries.ask(store, question, params)]  # type: ignore[union-attr, misc]


def parameters(question: Question) -> Iterator[dict[str, str]]:
    """What is needed, with and without what has a default."""
    needed = {param.name: SAMPLES[param.name] for param in question.params if param.required}
    free = [param.name for param in question.params if param.default is not None]
    for size in range(len(free) + 1):
        for chosen in combinations(free, size):
            yield needed | {name: SAMPLES[name] for name in chosen}


def worlds(question: Question) -> Iterator[Store]:
    """The graphs of the tests, whole; and with some of their triples lost, others given to another thing as well."""
    quads: list[Quad] = []
    for path in (CASES / "world.trig", CASES / question.name / "graph.trig"):
        if path.exists():
            store = Store()
            store.load(path=path, format=RdfFormat.TRIG)
            yield store
            quads += sorted(store, key=str)
    chance = random.Random(question.name)
    for _ in range(8):
        mixed = Store()
        mixed.extend(chance.sample(quads, len(quads) * 9 // 10))
        for one, other in zip(chance.choices(quads, k=60), chance.choices(quads, k=60), strict=True):
            mixed.add(Quad(one.subject, other.predicate, other.object, other.graph_name))
            same = [quad.object for quad in quads if quad.predicate == other.predicate]
            mixed.add(Quad(other.subject, other.predicate, chance.choice(same), other.graph_name))
        yield mixed


def shown(tsv: bytes) -> QuerySolutions:
    found = parse_query_results(tsv, QueryResultsFormat.TSV)
    assert isinstance(found, QuerySolutions)
    return found


def test_every_sweep_is_of_a_question_and_leaves_order_to_it() -> None:
    assert {path.stem for path in (QUERIES / "sweeps").iterdir()} == {question.name for question in SWEPT}
    for question in SWEPT:
        assert sweep.ordered(question.sweep) is None
        assert not sweep.is_distinct(question.sweep)


@pytest.mark.parametrize("question", SWEPT, ids=lambda q: q.name)
def test_a_sweep_gives_what_the_question_gives(question: Question) -> None:
    rows = 0
    for store in worlds(question):
        for params in parameters(question):
            expected = own_text(store, question, params)
            assert asked(store, question, params) == expected
            rows += len(expected)
    assert rows > 1, "answers without rows prove nothing"


@pytest.mark.parametrize("question", SWEPT, ids=lambda q: q.name)
def test_a_sweep_gives_what_the_question_gives_on_the_bundled_articles(
    question: Question, examples_graph: Path
) -> None:
    with open_graph(examples_graph) as graph:
        for params in parameters(question):
            assert asked(graph, question, params) == own_text(graph, question, params)


@pytest.mark.parametrize("question", SWEPT, ids=lambda q: q.name)
def test_what_narrows_the_answer_keeps_the_text_that_looks_up(question: Question) -> None:
    for param in question.params:
        narrows = not param.required and param.default is None
        assert (sweep.plan(question, [param.name]).text == question.sweep) is not narrows


# order -----------------------------------------------------------------------------------------------------

TEXTS = st.text(st.characters(blacklist_categories=("Cs",)), max_size=6) | st.sampled_from(
    ["a", "a\tb", "a b", 'a"', "a\\", "a\n", "\r", "\\t", "<a>", "_:a", "1", "true", "", "\u2028", "\ue000", "𐀀"]
)
DAYS = st.dates().map(lambda day: Literal(day.isoformat(), datatype=NamedNode(XSD + "date")))
TERMS = st.one_of(
    TEXTS.map(Literal),
    TEXTS.map(lambda text: Literal(text, language="id")),
    DAYS,
    st.booleans().map(Literal),
    st.sampled_from("ab-./A1").map(lambda end: NamedNode(f"http://example.org/a{end}")),
    st.sampled_from("abc").map(BlankNode),
    st.none(),
)
NUMBERS = st.integers(-20, 20).map(Literal)  # which no column of ours mixes with texts
COLUMNS = st.sampled_from([NUMBERS, TEXTS.map(Literal), DAYS, TERMS])


@settings(max_examples=150, deadline=None)
@given(data=st.data(), downwards=st.booleans())
def test_rows_come_in_the_order_of_the_engine(data: st.DataObject, downwards: bool) -> None:
    cells = data.draw(st.lists(data.draw(COLUMNS), max_size=8, unique_by=str))
    store = Store()
    for number, cell in enumerate(cells):
        row = NamedNode(f"urn:row:{number}")
        store.add(Quad(row, NamedNode("urn:is"), Literal(number % 2)))
        if cell is not None:
            store.add(Quad(row, NamedNode("urn:has"), cell))
    text = "SELECT ?cell ?row { ?row <urn:is> ?half OPTIONAL { ?row <urn:has> ?cell } }"
    rows = store.query(text)
    assert isinstance(rows, QuerySolutions)
    found = shown(sweep.arranged(rows, Plan(text, (("cell", downwards), ("row", False))), ("cell", "row")))
    expected = store.query(f"{text} ORDER BY {'DESC(?cell)' if downwards else '?cell'} ?row")
    assert [tuple(row) for row in found] == [tuple(row) for row in expected]  # type: ignore[union-attr, misc]


def test_a_column_that_only_sorts_is_not_shown_and_equal_rows_come_once_if_the_question_says_so() -> None:
    store = Store()
    rows = store.query('SELECT ?a ?place { VALUES (?a ?place) { ("x" 10) ("y" 9) ("y" 2) } }')
    assert isinstance(rows, QuerySolutions)
    found = shown(sweep.arranged(rows, Plan("", (("place", False),), distinct=True), ("a",)))
    assert [str(variable) for variable in found.variables] == ["?a"]
    assert [row["a"].value for row in found] == ["y", "x"]


@pytest.mark.parametrize(
    ("end", "keys"),
    [
        ("ORDER BY ?a DESC(?b)", (("a", False), ("b", True))),
        ("order by asc(?a) # DESC(?b)", (("a", False),)),
        ("", None),
        ("ORDER BY STR(?a)", None),
        ("ORDER BY ?a LIMIT 1", None),
        ("ORDER BY DESC(?a + 1)", None),
        ("# ORDER BY ?a", None),
    ],
)
def test_only_an_order_by_variables_at_the_end_is_taken_over(end: str, keys: object) -> None:
    text = f"SELECT ?a ?b WHERE {{ ?a ?p ?b }} {end}"
    found = sweep.ordered(text)
    assert (found and found.keys) == keys
    assert found is None or text[: found.start] == "SELECT ?a ?b WHERE { ?a ?p ?b } "


def test_what_a_user_wrote_is_left_to_the_engine() -> None:
    question = queries.parse("# title: Apa? / What?\n# columns: a\nSELECT ?a WHERE { ?a ?p ?b } ORDER BY ?a")
    assert sweep.plan(question, ()) == Plan(question.text)
