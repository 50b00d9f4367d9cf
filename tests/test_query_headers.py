"""Every question says what it asks, what it gives and what it reads, and says so truly."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, QuerySolutions, RdfFormat, Store

from kg import queries
from kg.errors import DataError
from kg.ns import PREFIXES, TP
from kg.parameters import tokens
from kg.resources import ONTOLOGY, QUERIES

QUESTIONS = queries.questions()
FILES = sorted(QUERIES.rglob("*.rq"))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.name)
def test_header_has_a_title_in_both_languages_and_every_other_entry(question: queries.Question) -> None:
    assert question.title_id.endswith("?")
    assert question.title_en.endswith("?")
    assert question.title_id != question.title_en
    assert all((question.returns, question.order, question.reads, question.example))


def test_questions_come_group_by_group_and_every_group_has_some() -> None:
    groups = [question.group for question in QUESTIONS]
    assert groups == sorted(groups, key=queries.GROUPS.index)
    assert set(groups) == set(queries.GROUPS)


def test_a_question_of_an_unknown_group_is_refused(tmp_path: Path) -> None:
    text = (QUERIES / "articles.rq").read_text(encoding="utf-8")
    (tmp_path / "odd.rq").write_text(text.replace("# group: articles", "# group: weather"), encoding="utf-8")
    with pytest.raises(DataError, match=r"odd.*expected group articles, people.*'weather'"):
        queries.questions(tmp_path)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.name)
def test_columns_of_the_header_are_those_of_the_select(question: queries.Question) -> None:
    given = {param.name: _sample(param.kind) for param in question.params if param.required}
    answer = queries.ask(Store(), question, given)
    if isinstance(answer, QuerySolutions):
        assert tuple(variable.value for variable in answer.variables) == question.columns
    else:
        assert question.columns == ()


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.name)
def test_example_asks_this_question_with_all_it_needs(question: queries.Question) -> None:
    words = question.example.split()
    assert words[:3] == ["kg", "query", question.name]
    for param in question.params:
        assert not param.required or f"{param.name}=" in question.example


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(QUERIES).as_posix())
def test_prefixes_of_a_query_are_the_projects_and_all_are_used(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    declared = dict(re.findall(r"^PREFIX (\w+): <([^>]+)>$", text, re.MULTILINE))
    assert {prefix: PREFIXES.get(prefix) for prefix in declared} == declared
    body = re.sub(r"^(?:#|PREFIX).*$", "", text, flags=re.MULTILINE)
    used = {token.text.partition(":")[0] for token in tokens(body) if token.kind == "word" and ":" in token.text}
    assert used == set(declared)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(QUERIES).as_posix())
def test_every_term_of_the_projects_namespace_is_in_the_ontology(path: Path) -> None:
    known = _terms_of_the_ontology()
    used = {
        TP + token.text.removeprefix("tp:")
        for token in tokens(path.read_text(encoding="utf-8"))
        if token.kind == "word" and token.text.startswith("tp:") and token.text != "tp:"
    }
    assert used or path.parent.name == "checks", "a check may look at terms of other vocabularies alone"
    assert sorted(used - known) == []


def test_a_bundled_question_without_a_full_header_is_refused(tmp_path: Path) -> None:
    (tmp_path / "half.rq").write_text("# title: Apa? / What?\nSELECT * WHERE { ?s ?p ?o }\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"half\.rq.*missing: group, params, columns, returns, order, example, reads"):
        queries.questions(tmp_path)


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ("?x", "expected"),
        ("?x (colour, required)", "expected"),
        ("?y (IRI, required)", "stands nowhere"),
    ],
)
def test_a_parameter_that_is_not_well_declared_is_refused(entry: str, complaint: str) -> None:
    with pytest.raises(DataError, match=complaint):
        queries.parse(f"# params: {entry}\nSELECT ?x WHERE {{ ?x ?p ?o }}")


def _sample(kind: str) -> str:
    return {"IRI": "id:x", "date": "2025-01-01", "integer": "1", "decimal": "0.5", "boolean": "true"}.get(kind, "x")


def _terms_of_the_ontology() -> set[str]:
    store = Store()
    modules = [ONTOLOGY / name for name in ("kg.ttl", "evidence.ttl", "vocabulary.ttl")]
    files = [*modules, *sorted((ONTOLOGY / "vocab").glob("*.ttl"))]
    for file in files:
        store.load(path=file, format=RdfFormat.TURTLE)
    return {quad.subject.value for quad in store if isinstance(quad.subject, NamedNode)}
