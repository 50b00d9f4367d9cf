"""Validates a graph: what changed since verdicts were kept is judged, what they rest on is asked of the store.

The graphs of articles are read from the archive, of which the store is an index; everything else from the store.
"""

from __future__ import annotations

import os
import sqlite3
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeVar

from kg import queries, resources
from kg.errors import DataError, KgError
from kg.link.identity import Identity
from kg.lookup import Label
from kg.parallel import WorkerDied, ordered
from kg.rdf.described import described_in
from kg.store import Graph, open_graph
from kg.validate import kept, verdicts
from kg.validate.engine import Engine
from kg.validate.kept import Kept
from kg.validate.nodes import Nodes, Violation
from kg.validate.verdicts import Verdict

T = TypeVar("T")

CHECKS = resources.QUERIES / "checks"
_MANY = 400  # articles from which other processes are worth their start


class Outcome(NamedTuple):
    """What was found, worst first; ``graphs``: how many were looked at, the view of best values among them."""

    violations: tuple[Violation, ...]
    graphs: int

    @property
    def conforms(self) -> bool:
        """Warnings point at what an article says oddly; only violations break a promise."""
        return not any(found.severity == "Violation" for found in self.violations)


@dataclass(frozen=True)
class _Judge:
    """Gives verdicts on graphs of articles, in any process."""

    shapes: Path

    def __call__(self, article: tuple[str, bytes]) -> str:
        graph, packed = article
        return verdicts.of_article(packed, graph, self.shapes).to_text()


def validate(graph: Graph, *, since: str | None = None, from_store: bool = False) -> Outcome:
    """The whole graph, or with ``since`` (ISO 8601, UTC) what articles stored from then on brought, without checks.

    ``from_store``: read every quad from the store, and use nothing that was kept.
    """
    engine = Engine(graph.store.store, verdicts.checker(verdicts.SHAPES))
    if since is None:
        names = ["", *graph.store.graphs()]
        if from_store:
            found = [violation for name in names for violation in engine.graph(name)]
        else:
            articles = graph.archive.graphs()
            names = ["", *{*names[1:], *articles}]
            found = [*_articles(graph, engine, articles), *_view(graph, engine)]
            found += [v for name in {*names[1:]}.difference(articles) for v in engine.graph(name)]
        found += _checks(graph)
    else:
        names = graph.archive.graphs_since(since)
        found = list(_articles(graph, engine, names))
        identity = Identity(graph.archive.merges())
        found += engine.subjects(sorted({identity.canonical(iri) for iri in graph.archive.subjects_since(since)}))
    return Outcome(tuple(sorted(set(found), key=_worst_first)), len(names))


# graphs of articles


def _articles(graph: Graph, engine: Engine, names: Collection[str]) -> Iterator[Violation]:
    """What these graphs of articles hold wrongly."""
    for name, text in _judged(graph, names):
        verdict = Verdict.of_text(text)
        if _holds(verdict, engine):
            yield from verdict.faults
        elif quads := graph.archive.graph_quads(name):
            described = described_in(quads.decode("utf-8").split("\n"), name)
            yield from engine.checker.check(Nodes(described, engine.has_class), name)


def _holds(verdict: Verdict, engine: Engine) -> bool:
    """Whether what a verdict takes for granted is so."""
    return all(engine.has_class(term, cls) for term, cls in verdict.outside)


def _judged(graph: Graph, names: Collection[str]) -> list[tuple[str, str]]:
    """Graphs and the verdicts on them, as text; those that were not kept are given on all cores, and kept."""
    known = _kept(graph, Kept.articles) or {}
    jobs = (os.cpu_count() or 1) if sum(name not in known for name in names) >= _MANY else 1
    judged: list[tuple[str, str]] = []
    waiting: deque[tuple[str, bytes]] = deque()

    def unknown() -> Iterator[tuple[str, bytes]]:
        for name, packed in graph.archive.packed(names):
            digest = verdicts.digest(packed)
            if name in known and known[name][0] == digest:
                judged.append((name, known[name][1]))
            else:
                waiting.append((name, digest))
                yield name, packed

    fresh: list[tuple[str, bytes, str]] = []
    for text in ordered(_Judge(verdicts.SHAPES), unknown(), jobs=jobs):
        name, digest = waiting.popleft()
        if isinstance(text, WorkerDied):
            raise KgError(f"{name}: the process that checked it ended; give the same command again")
        judged.append((name, text))
        fresh.append((name, digest, text))
    if fresh:
        _kept(graph, lambda kept: kept.put_articles(fresh))
    return judged


def _kept(graph: Graph, what: Callable[[Kept], T]) -> T | None:
    """Done with the verdicts beside a graph; None where nobody can write: then nothing is kept."""
    try:
        with kept.opened(graph.path) as opened:
            return what(opened)
    except sqlite3.Error:
        return None


# the view of best values


def _view(graph: Graph, engine: Engine) -> Iterator[Violation]:
    """What the default graph holds wrongly."""
    for thing, verdict in _view_verdicts(graph):
        yield from verdict.faults if _holds(verdict, engine) else engine.thing(thing)
    yield from engine.things_of([graph.minter.graph(name) for name in ("ontology", "vocab")])
    yield from engine.select()


def _view_verdicts(graph: Graph) -> Sequence[tuple[str, Verdict]]:
    """Those that were kept, if they are of the present state; else they are given anew, and kept."""
    before = graph.archive.pending.states()
    settled = before[0] == before[1]
    if (
        settled
        and (found := _kept(graph, lambda kept: kept.view() if kept.view_state() == before[0] else None)) is not None
    ):
        return found
    # opened anew, so that the store is of that state, or the state is another when all is done
    with open_graph(graph.path) as again:
        given = list(Engine(again.store.store, verdicts.checker(verdicts.SHAPES)).view().items())
        if settled and again.archive.pending.states() == before:
            _kept(graph, lambda kept: kept.put_view(before[0], given))
    return given


# checks


def _checks(graph: Graph) -> list[Violation]:
    """What all checks find, some of them at once: the store needs no Python lock while it answers."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = pool.map(lambda path: list(check(graph, path)), sorted(CHECKS.glob("*.rq")))
        return [violation for violations in found for violation in violations]


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
