"""What is exported: a store, the base of its IRIs, and which IRIs were decided to be one thing."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any, cast

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store, Triple, parse

from kg.link.identity import Identity
from kg.lookup import Queryable, base, identity_of, select
from kg.ns import PREFIXES, RDF
from kg.rdf.iris import Minter
from kg.sorting import sorted_lines

GraphName = NamedNode | DefaultGraph


@dataclass(frozen=True, slots=True)
class Source:
    """A store to read from. ``redacted``: names were masked, so that places in the text no longer fit the sentences."""

    store: Store
    minter: Minter = field(default_factory=Minter)
    identity: Identity = field(default_factory=lambda: Identity(()))
    redacted: bool = False

    @classmethod
    def of(cls, graph: Queryable) -> Source:
        """Of an open graph folder, a bare store, or a source as it is."""
        if isinstance(graph, cls):
            return graph
        store: Any = graph
        while not hasattr(store, "quads_for_pattern"):  # kg.store.Graph holds a QuadStore, which holds the store
            store = store.store
        return cls(store, Minter(base(graph)), identity_of(graph))

    def query(self, query: str, /) -> Any:
        """As ``pyoxigraph.Store.query``."""
        return self.store.query(query)

    def select(self, sparql: str, **given: NamedNode) -> Iterator[tuple[str, ...]]:
        """As ``kg.lookup.select``."""
        return select(self, sparql, **given)

    def prefixes(self) -> dict[str, str]:
        return {**PREFIXES, "id": self.minter.base}

    def graphs(self) -> list[GraphName]:
        """The default graph, then the named ones in order."""
        named = sorted(name.value for name in self.store.named_graphs() if isinstance(name, NamedNode))
        return [DefaultGraph(), *map(NamedNode, named)]

    def members(self, cls: str) -> Iterator[str]:
        """IRIs that the best-value view says to be of a class, in order."""
        quads = self.store.quads_for_pattern(None, NamedNode(RDF + "type"), NamedNode(cls), DefaultGraph())
        return sorted_lines(quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode))

    def lines(self, graph: GraphName) -> Iterator[str]:
        """The triples of one graph as lines of N-Triples without line ends, sorted; memory does not grow with them."""
        return sorted_lines(f"{quad.triple} ." for quad in self.store.quads_for_pattern(None, None, None, graph))

    def triples(self, graph: GraphName) -> Iterator[Triple]:
        """The triples of one graph, in the order of ``lines``."""
        return (quad.triple for quad in parse(cast("IO[bytes]", _Lines(self.lines(graph))), RdfFormat.N_TRIPLES))


class _Lines(io.RawIOBase):
    """Lines as a file that is read once, from begin to end."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._chunks = _joined(lines)
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._rest:
            chunk = next(self._chunks, None)
            if chunk is None:
                return 0
            self._rest = chunk
        taken = self._rest[: len(buffer)]
        self._rest = self._rest[len(taken) :]
        buffer[: len(taken)] = taken
        return len(taken)


def _joined(lines: Iterable[str], at_once: int = 64) -> Iterator[bytes]:
    batch: list[str] = []
    for line in lines:
        batch.append(line)
        if len(batch) == at_once:
            yield "".join(f"{each}\n" for each in batch).encode("utf-8")
            batch = []
    if batch:
        yield "".join(f"{each}\n" for each in batch).encode("utf-8")
