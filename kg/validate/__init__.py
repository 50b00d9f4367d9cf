"""Is a graph what it promises to be? The shapes of ontology/shapes.ttl, and the checks of queries/checks/.

A check is a question that nobody should be able to answer: every row of it is a fault. Shapes look at one node and what
it names; checks look across the graph.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kg import queries, resources
from kg.errors import DataError
from kg.link.identity import Identity
from kg.lookup import Label
from kg.store import Graph
from kg.validate import shapes
from kg.validate.engine import Engine, Violation

SHAPES = resources.ONTOLOGY / "shapes.ttl"
CHECKS = resources.QUERIES / "checks"


class Outcome(NamedTuple):
    """What was found, worst first; ``graphs``: how many were looked at, the view of best values among them."""

    violations: tuple[Violation, ...]
    graphs: int

    @property
    def conforms(self) -> bool:
        """Warnings point at what an article says oddly; only violations break a promise."""
        return not any(found.severity == "Violation" for found in self.violations)


def validate(graph: Graph, *, since: str | None = None) -> Outcome:
    """The whole graph, or with ``since`` (ISO 8601, UTC) what articles stored from then on brought, without checks."""
    engine = Engine(graph.store.store, shapes.load(SHAPES))
    if since is None:
        names = ["", *graph.store.graphs()]
        found = [violation for name in names for violation in engine.graph(name)]
        found += [violation for path in sorted(CHECKS.glob("*.rq")) for violation in check(graph, path)]
    else:
        names = graph.archive.graphs_since(since)
        found = [violation for name in names for violation in engine.graph(name)]
        identity = Identity(graph.archive.merges())
        found += engine.subjects(sorted({identity.canonical(iri) for iri in graph.archive.subjects_since(since)}))
    return Outcome(tuple(sorted(set(found), key=_worst_first)), len(names))


def check(graph: queries.Queryable, path: Path) -> Iterator[Violation]:
    """The faults that one check finds: its column ``thing``, what is wrong with it in ``detail``."""
    question = queries.parse(path.read_text(encoding="utf-8"), path.stem)
    if not question.title_id or question.title_id == question.title_en:
        raise DataError(f"{path}: expected a title in Indonesian and English")
    message = Label(question.title_id, question.title_en)
    for row in queries.ask(graph, question):  # type: ignore[union-attr]
        thing, detail = row["thing"], row["detail"]
        shown = "" if detail is None else str(detail)
        yield Violation(path.stem, message, "Violation", "SPARQL", str(thing), "", shown, "", message)


def _worst_first(found: Violation) -> tuple[object, ...]:
    return (found.severity != "Violation", found.shape, found.focus, found.graph, found.path, found)
