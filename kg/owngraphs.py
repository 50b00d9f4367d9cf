"""Named graphs that users keep beside the project's own: where they are stored, and what may stand in them.

The default graph and the graphs below the project's namespaces are made from the articles, and making them anew must
give the same; so nobody else writes there. What stands in a graph of a user must not pass for evidence either, nor give
the project's things another name, since questions read every graph.
"""

from __future__ import annotations

import functools
import sqlite3
from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse, serialize

from kg.errors import UsageError
from kg.ns import NIF, RDF, RDFS, SCHEMA, SKOS, TP

SCHEMA_SQL = "CREATE TABLE IF NOT EXISTS own_graph (graph TEXT PRIMARY KEY, quads TEXT NOT NULL) WITHOUT ROWID"

_EVIDENCE = (TP, NIF)
_CLAIMING = frozenset(RDF + name for name in ("subject", "predicate", "object"))


@functools.cache
def _naming() -> frozenset[str]:
    """What pages and questions read of the project's things, in whatever graph it stands."""
    from kg.rdf.mapping import PREDICATES  # only who writes needs it

    labels = (RDFS + "label", SKOS + "prefLabel", SKOS + "notation")
    return frozenset(
        (RDF + "type", *labels, SCHEMA + "headline", SCHEMA + "text", SCHEMA + "name", *PREDICATES.values())
    )


def stored(db: sqlite3.Connection) -> dict[str, str]:
    """IRI -> N-Quads of each graph; none in an archive that was last written to before there were any."""
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'own_graph'").fetchone():
        return {}
    return dict(db.execute("SELECT graph, quads FROM own_graph ORDER BY graph"))


def store(db: sqlite3.Connection, graph: str, quads: str) -> None:
    """Keep this as the content of a graph; empty text takes the graph away. Inside a transaction."""
    db.execute("DELETE FROM own_graph WHERE graph = ?", (graph,))
    if quads:
        db.execute("INSERT INTO own_graph VALUES (?, ?)", (graph, quads))


def is_own(graph: str, base: str) -> bool:
    """Whether a graph of that IRI is left to users."""
    return not graph.startswith((base, TP, NIF))


def by_graph(quads: bytes, base: str) -> dict[str, str]:
    """N-Quads as those of each graph, sorted. Raises UsageError for a quad that users may not write."""
    found: defaultdict[str, list[Quad]] = defaultdict(list)
    for quad in parse(quads, RdfFormat.N_QUADS):
        check(quad, base)
        assert isinstance(quad.graph_name, NamedNode)
        found[quad.graph_name.value].append(quad)
    return {graph: as_text(same) for graph, same in found.items()}


def as_text(quads: Iterable[Quad]) -> str:
    lines = serialize(quads, format=RdfFormat.N_QUADS) or b""
    return "".join(sorted(lines.decode("utf-8").splitlines(keepends=True)))


def check(quad: Quad, base: str) -> None:
    """Raises UsageError for a quad that users may not write, saying why."""
    if isinstance(quad.graph_name, DefaultGraph):
        raise UsageError(
            "the default graph is worked out from the articles and cannot be written to; name a graph of your own"
        )
    graph = str(quad.graph_name.value)
    predicate = quad.predicate.value
    if not isinstance(quad.graph_name, NamedNode) or not is_own(graph, base):
        raise UsageError(f"<{graph}> is made from the articles and cannot be written to; name a graph of your own")
    if predicate.startswith(_EVIDENCE) or predicate in _CLAIMING:
        raise UsageError(f"<{predicate}> is for evidence from articles; use a property of your own")
    kind = quad.object.value if predicate == RDF + "type" and isinstance(quad.object, NamedNode) else ""
    if kind.startswith(_EVIDENCE) or kind == SCHEMA + "NewsArticle":
        raise UsageError(f"<{kind}> is for what articles speak of; use a class of your own")
    subject = quad.subject.value if isinstance(quad.subject, NamedNode) else ""
    if subject.startswith((base, TP)) and predicate in _naming():
        raise UsageError(f"<{predicate}> of <{subject}> comes from the articles; say it with another property")
