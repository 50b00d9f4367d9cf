"""A graph of an older ontology: recognised by readers and writers, and brought up to date from what it keeps."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import graphs
import pytest
from click.testing import Result

from kg import migrate, resources
from kg.errors import GraphError
from kg.model import Extraction
from kg.pipeline import build
from kg.store import open_graph

Kg = Callable[..., Result]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A graph as version 0.0.9 of the ontology would have left it."""
    folder = tmp_path / "graph"
    build([graphs.article(graphs.POLSEK)], folder, extract=graphs.extract, rules="old")
    pretend(folder, "0.0.9")
    return folder


def pretend(folder: Path, version: str) -> None:
    path = folder / "kg.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "ontology": version, "reference": "another"}))


def version(folder: Path) -> str:
    return str(json.loads((folder / "kg.json").read_text())["ontology"])


def test_a_reader_sees_that_a_graph_is_of_an_older_ontology(old: Path) -> None:
    with open_graph(old) as graph:
        assert graph.older_ontology == "0.0.9"


def test_a_writer_that_adds_one_article_does_not_make_the_others_new(old: Path) -> None:
    build([graphs.article("topic|hoaks", "b.txt")], old, extract=graphs.extract, rules="new")
    assert version(old) == "0.0.9"


def test_repair_reads_the_archived_articles_anew(old: Path) -> None:
    def renamed(article: graphs.Article, vocab: graphs.Vocabulary) -> Extraction:
        read = graphs.Article(article.text.replace("Hendra Saputra", "Hendra Baru"), article.source)
        return graphs.extract(read, vocab)

    assert migrate.repair(old, extract=renamed, rules="new") == "0.0.9"
    assert version(old) == "0.1.0"
    with open_graph(old) as graph:
        assert graph.older_ontology == ""
        names = {row[0].value for row in graph.query("SELECT ?name WHERE { ?p foaf:name ?name }")}
        assert "Hendra Baru" in names
        assert "Hendra Saputra" not in names


def test_repair_reads_nothing_where_the_ontology_is_the_present_one(old: Path) -> None:
    pretend(old, "0.1.0")

    def never(article: graphs.Article, vocab: graphs.Vocabulary) -> Extraction:
        raise AssertionError(article.source)

    assert migrate.repair(old, extract=never, rules="new") == ""


def test_a_graph_whose_articles_cannot_all_be_read_anew_stays_old(old: Path) -> None:
    def fails(article: graphs.Article, vocab: graphs.Vocabulary) -> Extraction:
        raise RuntimeError("flaw")

    with pytest.raises(GraphError, match="1 of 1 articles"):
        migrate.repair(old, extract=fails, rules="new")
    assert version(old) == "0.0.9"


def test_a_writer_refuses_a_graph_of_a_newer_ontology(old: Path) -> None:
    pretend(old, "99.1")
    with pytest.raises(GraphError, match=r"found 99\.1.*update kg"):
        open_graph(old, write=True)


def test_a_build_that_reads_every_article_anew_makes_the_graph_new(old: Path) -> None:
    done = build([graphs.article(graphs.POLSEK)], old, extract=graphs.extract, rules="new")
    assert (done.older, version(old)) == ("", "0.1.0")


def test_a_build_tells_that_articles_are_of_an_older_ontology(old: Path, kg: Kg, tmp_path: Path) -> None:
    article = tmp_path / "b.txt"
    article.write_text(
        resources.EXAMPLES.joinpath("articles", "bandung-rapat-warga.txt").read_text(encoding="utf-8"), encoding="utf-8"
    )
    told = kg("build", article, "-g", old)
    assert told.exit_code == 0, told.output
    assert "in the terms of ontology 0.0.9" in told.stderr
    assert f"kg doctor --repair -g {old}" in told.stderr
    article.write_text(article.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert json.loads(kg("build", article, "-g", old, "--json").stdout)["older_ontology"] == "0.0.9"
    assert kg("doctor", "-g", old, "--repair").exit_code == 0
    assert "ontology" not in kg("build", article, "-g", old).stderr


def test_doctor_tells_of_an_older_ontology_and_repairs(old: Path, kg: Kg) -> None:
    told = kg("doctor", "-g", old)
    assert told.exit_code == 1
    assert "ontology 0.0.9" in told.stdout
    assert "kg doctor --repair" in told.stdout
    repaired = kg("doctor", "-g", old, "--repair")
    assert repaired.exit_code == 0, repaired.output
    assert "read anew" in repaired.stderr
    assert kg("doctor", "-g", old).exit_code == 0
