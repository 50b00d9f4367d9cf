"""Bundled questions sent as SPARQL are recognised, and asked as quickly as by name."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from kg import queries
from kg.serve import saved

WORLD = Path(__file__).parents[1] / "queries" / "world.trig"
COVERAGE = queries.find("coverage-of-events")


class Watched:
    """A store that notes which texts it is asked."""

    def __init__(self) -> None:
        self.store = Store()
        self.store.load(path=WORLD, format=RdfFormat.TRIG)
        self.texts: list[str] = []

    def query(self, text: str) -> object:
        self.texts.append(text)
        return self.store.query(text)


@pytest.mark.parametrize("least", ["1", "2"])
@pytest.mark.parametrize("sent", [str, lambda text: text.replace("\n", "\r\n").strip()])
def test_the_text_of_a_question_is_asked_by_its_sweep(least: str, sent: type[str]) -> None:
    watched = Watched()
    text = queries.bound(watched, COVERAGE, {"least": least})
    rows = [tuple(row) for row in saved.answer(watched.query, sent(text))]
    assert rows == [tuple(row) for row in watched.store.query(text)]  # type: ignore[union-attr, misc]
    assert COVERAGE.sweep.splitlines()[-1] in watched.texts[0]
    assert "ORDER BY" not in watched.texts[0]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * WHERE { ?s ?p ?o } ORDER BY ?s",
        COVERAGE.text.replace("DESC(?articles)", "?articles"),
        queries.find("profile-of-person").text.replace("8)\n", '8) (tp:x "x" 9)\n'),
    ],
)
def test_a_changed_text_is_asked_as_it_is(text: str) -> None:
    watched = Watched()
    saved.answer(watched.query, text)
    assert watched.texts == [text]
