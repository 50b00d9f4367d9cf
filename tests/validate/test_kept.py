"""Verdicts that are kept are the ones that would be given now, whatever changed or died since."""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import crashing
import graphs
import pytest
import small
from pyoxigraph import NamedNode, Quad, Store

from kg import pipeline
from kg.archive import pack, unpack
from kg.ns import PREFIXES, RDF, RDFS, TP
from kg.store import Graph, open_graph
from kg.validate import kept, verdicts
from kg.validate.engine import Engine
from kg.validate.whole import Outcome, validate

TEXTS = (small.MULYO, small.SEPI, small.HOSTILE)


def build(folder: Path, *texts: str) -> None:
    assert pipeline.build(small.articles(*texts), folder, extract=graphs.extract, rules="r").failed == ()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    build(tmp_path / "graph", *TEXTS[:2])
    return tmp_path / "graph"


def validated(folder: Path) -> Outcome:
    with open_graph(folder) as graph:
        return validate(graph)


def view_kept(folder: Path) -> tuple[str | None, dict[str, str]]:
    with kept.opened(folder) as opened:
        return opened.view_state(), {subject: verdict.to_text() for subject, verdict in opened.view()}


def view_given(graph: Graph) -> dict[str, str]:
    engine = Engine(graph.store.store, verdicts.checker(verdicts.SHAPES))
    return {subject: verdict.to_text() for subject, verdict in engine.view().items()}


@pytest.fixture
def nothing_is_judged(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    def refuse(*_: object) -> None:
        raise AssertionError("judged again")

    def forbid() -> None:
        monkeypatch.setattr(verdicts, "of_article", refuse)
        monkeypatch.setattr(Engine, "view", refuse)

    return forbid


def assert_in_step(folder: Path) -> None:
    """What is kept is of the present state, and what would be given now."""
    with open_graph(folder) as graph:
        state, found = view_kept(folder)
        assert state == graph.archive.pending.states()[0]
        assert found == view_given(graph) != {}
        with kept.opened(folder) as opened:
            articles = opened.articles()
        for name, packed in graph.archive.packed(graph.archive.graphs()):
            assert articles[name] == (verdicts.digest(packed), verdicts.of_article(packed, name).to_text())


def found(outcome: Outcome) -> list[tuple[str, str, str]]:
    return [(v.shape, v.component, v.graph) for v in outcome.violations]


def change_archive(folder: Path, old: str, new: str) -> str:
    """Change a text in the quads of an article behind everybody's back; gives its graph."""
    with closing(sqlite3.connect(folder / "articles.sqlite")) as db:
        for graph, packed in db.execute("SELECT graph, quads FROM article").fetchall():
            text = unpack(packed).decode("utf-8")
            if old in text:
                changed = pack(text.replace(old, new, 1).encode("utf-8"))
                db.execute("UPDATE article SET quads = ? WHERE graph = ?", (changed, graph))
                db.commit()
                return str(graph)
    raise AssertionError(f"no article holds {old}")


def with_store(graph: Graph) -> Store:
    """Let a graph have a store that can be changed; gives it."""
    store = Store()
    store.extend(graph.store.store)
    graph.store._store = store
    return store


def test_what_writers_judge_is_used_as_it_is(folder: Path, nothing_is_judged: Callable[[], None]) -> None:
    assert_in_step(folder)
    nothing_is_judged()
    assert validated(folder).graphs == 7
    build(folder, *TEXTS)
    assert validated(folder).graphs == 8
    build(folder, small.SEPI, *TEXTS[1:])  # the first is another one now
    assert validated(folder).graphs == 8
    pipeline.remove(folder, "https://example.org/2")
    assert validated(folder) == Outcome((), 7)


def test_verdicts_are_carried_through_a_life_of_a_graph(tmp_path: Path) -> None:
    for command in crashing.commands(6):
        crashing.run(tmp_path / "g", command)
        assert_in_step(tmp_path / "g")


def test_writers_that_are_killed_leave_no_wrong_verdict(tmp_path: Path) -> None:
    folder, chance = tmp_path / "g", random.Random(5)
    crashing.run(folder, ("build", [], "r1"))
    for command in crashing.commands(6):
        crashing.start(folder, command, kill_after=chance.uniform(0.02, 0.4))
        state, kept_view = view_kept(folder)
        with open_graph(folder) as graph:
            if graph.archive.pending.states() == (state, state):
                assert kept_view == view_given(graph)
            given = validate(graph)
            assert given == validate(graph, from_store=True)
        crashing.run(folder, command)
    assert_in_step(folder)


@pytest.mark.parametrize("name", ["verdicts.sqlite", "verdicts.*"])
def test_a_missing_file_is_made_by_the_next_validation(folder: Path, name: str) -> None:
    before = view_kept(folder)
    for path in folder.glob(name):
        path.unlink()
    assert validated(folder) == Outcome((), 7)
    assert view_kept(folder) == before
    assert_in_step(folder)


@pytest.mark.parametrize("damage", [b"no database at all" * 400, b""], ids=["garbage", "empty"])
def test_a_broken_file_is_made_anew_by_readers_and_by_writers(folder: Path, damage: bytes) -> None:
    path = folder / kept.NAME
    path.write_bytes(damage)
    assert validated(folder) == Outcome((), 7)
    assert_in_step(folder)
    path.write_bytes(damage)
    build(folder, *TEXTS)
    assert validated(folder) == Outcome((), 8)
    assert_in_step(folder)


def test_an_old_file_is_not_believed(folder: Path) -> None:
    old = (folder / kept.NAME).read_bytes()
    build(folder, *TEXTS)
    (folder / kept.NAME).write_bytes(old)
    pipeline.remove(folder, "https://example.org/1")  # a writer does not build on it either
    assert view_kept(folder)[0] not in _states(folder)
    assert validated(folder) == Outcome((), 7)
    assert_in_step(folder)


def _states(folder: Path) -> tuple[str, str]:
    with open_graph(folder) as graph:
        return graph.archive.pending.states()


def test_other_quads_under_the_same_name_are_judged(folder: Path) -> None:
    graph = change_archive(folder, f'<{TP}confidence> "', f'<{TP}confidence> "1')
    assert ("ClaimShape", "MaxInclusive", graph) in found(validated(folder))
    assert validated(folder) == validated(folder)
    change_archive(folder, f'<{TP}confidence> "1', f'<{TP}confidence> "')
    assert validated(folder) == Outcome((), 7)


def test_a_verdict_falls_with_what_it_rests_on_outside(folder: Path) -> None:
    with open_graph(folder) as graph:
        store = with_store(graph)
        kind = (NamedNode(TP + "rank-Briptu"), NamedNode(RDF + "type"), NamedNode(PREFIXES["skos"] + "Concept"))
        quads = list(store.quads_for_pattern(*kind, None))
        assert quads
        assert validate(graph).violations == ()
        for quad in quads:
            store.remove(quad)
        assert ("PersonShape", "Class", "") in found(validate(graph))
        store.add(Quad(*kind))
        assert validate(graph).violations == ()


def test_what_an_article_names_outside_of_its_graph_is_asked_of_the_store(folder: Path) -> None:
    inside = f"<{RDF}type> <{PREFIXES['nif']}Sentence>"
    graph = change_archive(folder, inside, f"<{RDF}type> <urn:other>")
    assert validated(folder) == Outcome((), 7)  # the store still knows the sentence
    with open_graph(folder) as opened:
        store = with_store(opened)
        for quad in list(store.quads_for_pattern(None, None, NamedNode(PREFIXES["nif"] + "Sentence"), None)):
            store.remove(quad)
        assert ("ClaimShape", "Class", graph) in found(validate(opened))


def test_other_shapes_begin_the_file_anew(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    strict = tmp_path / "strict.ttl"
    strict.write_text(
        f"""@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s#Strict> a sh:NodeShape ; sh:targetClass <{TP}Person> ;
        <{RDFS}label> "orang"@id , "person"@en ;
        sh:property [ sh:path <urn:email> ; sh:minCount 1 ; sh:message "tanpa surel"@id , "no e-mail"@en ] ."""
    )
    with monkeypatch.context() as patched:
        patched.setattr(verdicts, "SHAPES", strict)
        assert {shape for shape, _, _ in found(validated(folder))} == {"Strict"}
        build(folder, *TEXTS)
        assert len(found(validated(folder))) == 8
    assert validated(folder) == Outcome((), 8)


def test_where_nothing_can_be_written_the_answer_is_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = change_archive(folder, f'<{TP}confidence> "', f'<{TP}confidence> "1')

    def refuse(*_: Any, **__: Any) -> None:
        raise sqlite3.OperationalError("attempt to write a readonly database")

    monkeypatch.setattr(kept.database, "writing", refuse)
    assert ("ClaimShape", "MaxInclusive", graph) in found(validated(folder))


def test_many_articles_are_judged_by_several_processes_as_by_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change_archive(folder, f'<{TP}confidence> "', f'<{TP}confidence> "1')
    kept.forget(folder)
    one = validated(folder)
    kept.forget(folder)
    monkeypatch.setattr("kg.validate.whole._MANY", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert validated(folder) == one
    assert len(one.violations) == 1
