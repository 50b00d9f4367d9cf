"""Quads on disk: the one gate to pyoxigraph. Knows graphs and queries, no article and no sentence.

One process writes; readers open a *snapshot*, a copy by hard links (10 ms) that the writer publishes when it has
finished, because opening the writer's own files from a second process is undefined.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, Variable, parse

from kg.errors import GraphError
from kg.lock import SharedHold, remove_unless_held
from kg.ns import PREFIXES
from kg.remote import Endpoint, SparqlStore
from kg.sorting import sorted_lines

_N_QUADS = RdfFormat.N_QUADS
_REPAIR = "rebuild it from the archive with: kg doctor --repair"


class QuadStore:
    """A pyoxigraph store, for writing or, opened from a snapshot, for reading; or one behind a SPARQL endpoint."""

    def __init__(
        self, store: Store | SparqlStore, hold: SharedHold | None = None, snapshot: Path | None = None
    ) -> None:
        self._store: Store | SparqlStore | None = store
        self._hold = hold
        self.snapshot = snapshot  # the folder that was opened, if it is one that never changes

    @classmethod
    def open(cls, folder: Path) -> QuadStore:
        """For writing, under the writer's lock; made if it is not there."""
        if folder.is_dir():
            # a killed bulk load leaves its half-written files for ever; with the lock held they are nobody's
            for leftover in folder.glob("bulk-*.sst"):
                leftover.unlink()
        try:
            return cls(Store(str(folder)))
        except (OSError, RuntimeError) as error:
            raise GraphError(f"{folder}: the store cannot be opened ({_first_line(error)}); {_REPAIR}") from error

    @classmethod
    def read_snapshot(cls, snapshots: Path) -> QuadStore:
        """The snapshot published last; later writes do not show in it."""
        for _ in range(10):  # between reading the name and holding the folder, a writer may publish the next
            try:
                name = (snapshots / "current").read_text("ascii").strip()
            except (OSError, ValueError):
                break
            hold = SharedHold(snapshots / name)
            if hold.taken:
                try:
                    return cls(Store.read_only(str(snapshots / name)), hold, snapshots / name)
                except (OSError, RuntimeError) as error:
                    hold.release()
                    raise GraphError(f"{snapshots}: cannot be read ({_first_line(error)}); {_REPAIR}") from error
            hold.release()
        raise GraphError(f"{snapshots}: expected a published state of the graph, found none; {_REPAIR}")

    @classmethod
    def at(cls, address: str) -> QuadStore:
        """The store at an endpoint, by an address as of ``kg.remote.Endpoint``; readers see what is written at once."""
        return cls(SparqlStore(Endpoint.of(address)))

    @property
    def store(self) -> Store:
        """The store itself, for libraries that want one; at an endpoint what behaves like one, as far as it goes."""
        if self._store is None:
            raise GraphError("the graph is closed")
        return cast(Store, self._store)

    def close(self) -> None:
        if isinstance(self._store, SparqlStore):
            self._store.close()
        self._store = None  # pyoxigraph closes a store when the last reference goes
        if self._hold:
            self._hold.release()

    # reading

    def query(self, sparql: str, *, substitutions: Mapping[str, Any] | None = None) -> Any:
        """Solutions, a boolean or triples, as pyoxigraph gives them; the prefixes of ``kg.ns`` are known.

        ``substitutions``: variable name -> term. Only variables that are selected can be bound. The default graph is
        the view of best values; it is never the union of the graphs, which pyoxigraph 0.5 counts wrongly.
        """
        bound = {Variable(name): term for name, term in (substitutions or {}).items()}
        return self.store.query(sparql, prefixes=PREFIXES, substitutions=bound)

    def quads(self, graph: str | None = None) -> Iterator[Quad]:
        """Quads of one named graph, or of the default graph."""
        return self.store.quads_for_pattern(None, None, None, _graph(graph))

    def about(self, subject: str, graph: str | None = None) -> Iterator[Quad]:
        """Quads of a graph with this subject."""
        return self.store.quads_for_pattern(NamedNode(subject), None, None, _graph(graph))

    def values(self, subject: str) -> dict[str, set[str]]:
        """What the default graph says of a subject: IRIs and lexical forms by predicate."""
        found: dict[str, set[str]] = {}
        for quad in self.about(subject):
            found.setdefault(quad.predicate.value, set()).add(_text(quad.object))
        return found

    def values_in(self, graph: str, predicates: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
        """For each of these predicates what has it in a named graph, and the value; IRIs and lexical forms."""
        found: dict[str, list[tuple[str, str]]] = {}
        for predicate in predicates:
            quads = self.store.quads_for_pattern(None, NamedNode(predicate), None, NamedNode(graph))
            found[predicate] = [(_text(quad.subject), _text(quad.object)) for quad in quads]
        return found

    def subjects(self, graph: str | None = None) -> set[str]:
        """IRIs that a graph says something of."""
        return {quad.subject.value for quad in self.quads(graph) if isinstance(quad.subject, NamedNode)}

    def graphs(self) -> list[str]:
        """IRIs of all named graphs, in order."""
        return sorted(name.value for name in self.store.named_graphs() if isinstance(name, NamedNode))

    def dump(self, output: IO[bytes] | str | None, format: RdfFormat, *, graph: str | None = None) -> bytes | None:
        """Everything, in a format of datasets; in a format of triples the default graph or the named one."""
        if format.supports_datasets and graph is None:
            return self.store.dump(output, format, prefixes=PREFIXES)
        return self.store.dump(output, format, from_graph=_graph(graph), prefixes=PREFIXES)

    def dump_sorted(self) -> Iterator[str]:
        """Lines of N-Quads of everything, sorted by code point, without line ends: equal graphs, equal text."""
        with tempfile.TemporaryDirectory(prefix="kg-dump-") as folder:
            whole = Path(folder, "all.nq")
            self.store.dump(str(whole), _N_QUADS)
            with open(whole, encoding="utf-8", newline="\n") as lines:
                yield from sorted_lines(line.rstrip("\n") for line in lines)

    # writing

    def add(self, quads: bytes, *, bulk: bool = False) -> None:
        """Load N-Quads; ``bulk`` is twice as fast and worth it from about 100 articles up. Each call is atomic."""
        if not quads:
            return
        if bulk:
            self.store.bulk_load(quads, _N_QUADS)
        else:
            self.store.load(quads, _N_QUADS)

    def replace(self, graph: str, quads: bytes) -> None:
        """Make a graph hold these quads, which must name it, and nothing else."""
        self.remove(graph)
        self.add(quads)

    def remove(self, graph: str | None) -> None:
        """Drop a named graph, or empty the default graph; nothing happens if it is not there."""
        self.store.remove_graph(_graph(graph))

    def update_subject(self, subject: str, lines: Iterable[str], graph: str | None = None) -> None:
        """Make the quads about a subject in one graph those of ``lines``, touching only what differs."""
        self._exchange(set(self.about(subject, graph)), lines)

    def update_hanging(self, subject: str, lines: Iterable[str], by: Iterable[str]) -> None:
        """Bring the default graph to these lines about a subject and the nodes that point at it with a property of
        ``by``, with the nodes named after those (``NODE#…``), touching only what differs."""
        old = set(self.about(subject))
        for predicate in by:
            pattern = (None, NamedNode(predicate), NamedNode(subject), DefaultGraph())
            found = self.store.quads_for_pattern(*pattern)
            for node in {quad.subject.value for quad in found if isinstance(quad.subject, NamedNode)}:
                described = set(self.about(node))
                values = {q.object.value for q in described if isinstance(q.object, NamedNode)}
                old |= described.union(*(self.about(value) for value in values if value.startswith(f"{node}#")))
        self._exchange(old, lines)

    def update_graph(self, graph: str, lines: Iterable[str]) -> None:
        """Make a small graph hold these lines, touching only what differs."""
        self._exchange(set(self.quads(graph)), lines)

    def _exchange(self, old: set[Quad], lines: Iterable[str]) -> None:
        text = "".join(f"{line}\n" for line in lines)
        new = set(parse(text.encode("utf-8"), _N_QUADS)) if text else set()
        for quad in old - new:
            self.store.remove(quad)
        if missing := new - old:
            self.store.extend(missing)

    def flush(self) -> None:
        self.store.flush()

    @contextmanager
    def flushing(self) -> Iterator[None]:
        """What was written goes to disk beside the work inside, which may read the store."""
        if isinstance(self._store, SparqlStore):
            yield
            self.flush()
            return
        with ThreadPoolExecutor(1, thread_name_prefix="kg-flush") as pool:
            flushed = pool.submit(self.flush)
            yield
            flushed.result()

    def optimize(self) -> None:
        """Order the files after a large load: else every process that writes begins to, and is gone before it is done.
        Does nothing at an endpoint."""
        if not isinstance(self._store, SparqlStore):
            self.store.optimize()

    def publish(self, snapshots: Path) -> None:
        """Make the present state the one that readers open; states nobody reads any more are taken away.

        At an endpoint readers always see the present state.
        """
        if isinstance(self._store, SparqlStore):
            self.flush()
            return
        snapshots.mkdir(exist_ok=True)
        numbers = [int(entry.name) for entry in snapshots.iterdir() if entry.name.isdigit()]
        name = f"{max(numbers, default=0) + 1:06d}"
        self.store.backup(str(snapshots / name))
        write_atomically(snapshots / "current", f"{name}\n")
        for entry in sorted(snapshots.iterdir()):
            if entry.name.isdigit() and entry.name != name:
                remove_unless_held(entry)


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write a file so that whoever opens it finds the old content or the new one, also after a power cut.

    Text is written as UTF-8.
    """
    temporary = path.with_name(f".{path.name}.new")
    with open(temporary, "wb") as file:
        file.write(content.encode("utf-8") if isinstance(content, str) else content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)


def _graph(graph: str | None) -> NamedNode | DefaultGraph:
    return NamedNode(graph) if graph else DefaultGraph()


def _text(term: Any) -> str:
    return str(term.value)


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
