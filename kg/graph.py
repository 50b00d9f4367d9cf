"""An open graph: the archive, the quad store over it, and what keeps the two in step.

DIR/kg.json           what this is: format, base, version of the ontology
DIR/articles.sqlite   the archive, the truth
DIR/store/            quads, the writer's own
DIR/snapshots/        the state that readers open
DIR/search.sqlite     an index for searching, see ``kg.search.upkeep``
DIR/verdicts.sqlite   what validation found, see ``kg.validate.kept``
DIR/lock              held by the one process that writes
"""

from __future__ import annotations

import functools
import re
import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

from kg import decisions, owngraphs, resources
from kg.archive import Archive
from kg.decisions import Decision
from kg.errors import GraphError
from kg.link.identity import Identity
from kg.lock import WriterLock
from kg.meta import Meta, is_older, write_meta
from kg.ns import PROV, RDF, RDFS, SCHEMA, SKOS, TP
from kg.quadstore import QuadStore
from kg.rdf import terms
from kg.rdf.iris import Minter
from kg.rdf.reference import Reference

if TYPE_CHECKING:
    from kg.loading import Loader

BULK_ARTICLES = 100  # from here on bulk loading is faster than one transaction an article
_BULK_GRAPHS = 250  # graphs a chunk
_CALLED = (RDFS + "label", SKOS + "notation", SKOS + "prefLabel", SCHEMA + "headline", SCHEMA + "text")
_REVISES = f"<{PROV}wasRevisionOf>"


class Graph:
    """An open graph directory. Use as a context manager, or call ``close``."""

    def __init__(
        self, path: Path, meta: Meta, archive: Archive, quads: QuadStore, lock: WriterLock | None = None
    ) -> None:
        self.path = path
        self.meta = meta
        self.archive = archive
        self.minter = Minter(meta.base)
        self.store = quads
        self._lock = lock

    def __enter__(self) -> Graph:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()
        if self._lock and (told := failed_write(self.path, error)):
            raise told from error

    def close(self) -> None:
        self.store.close()
        self.archive.close()
        if self._lock:
            self._lock.release()

    @property
    def older_ontology(self) -> str:
        """Version of the ontology that articles of this graph were read with if it is an older one, else ""."""
        own = Reference(resources.ONTOLOGY).version
        return self.meta.ontology if len(self.archive) and is_older(self.meta.ontology, own) else ""

    def note_ontology(self) -> None:
        """Record that every article was read with the present ontology."""
        self.meta = replace(self.meta, ontology=Reference(resources.ONTOLOGY).version)
        write_meta(self.path, self.meta)

    # reading

    def query(self, sparql: str, *, substitutions: Mapping[str, Any] | None = None) -> Any:
        """As ``QuadStore.query``."""
        return self.store.query(sparql, substitutions=substitutions)

    def quads(self, graph: str | None = None) -> Iterator[Quad]:
        """Quads of one named graph, or of the default graph, the view of best values."""
        return self.store.quads(graph)

    def dump(self, output: IO[bytes] | str | None, format: RdfFormat, *, graph: str | None = None) -> bytes | None:
        return self.store.dump(output, format, graph=graph)

    def dump_sorted(self) -> Iterator[str]:
        """As ``QuadStore.dump_sorted``."""
        return self.store.dump_sorted()

    @functools.cached_property
    def identity(self) -> Identity:
        """Which IRIs are one thing; as far as the archive has worked it out."""
        return Identity(self.archive.merges())

    def label(self, iri: str) -> str:
        """What a reader would call a thing: its name or headline, the notation or label of a concept, an event's kind
        and day; else the end of its IRI."""
        found: dict[str, str] = {}
        # what was merged into another thing has no view of its own
        for quad in list(self.store.about(iri)) or self.store.about(self.identity.canonical(iri)):
            value = quad.object
            if isinstance(value, NamedNode) or (isinstance(value, Literal) and value.language in (None, "id")):
                found[quad.predicate.value] = value.value
        if kind := found.get(TP + "eventType"):
            return " ".join(filter(None, (self.label(kind), found.get(TP + "eventDate"))))
        return next((found[name] for name in _CALLED if name in found), re.split(r"[/#]", iri)[-1])

    # writing

    @contextmanager
    def change(self) -> Iterator[None]:
        """Change the archive inside, all or nothing. When it is left, what follows from the change is worked out in the
        same transaction, and the store is brought up to date for readers to see.
        """
        with self.archive.transaction():
            yield
            self._work_out()
        with self._loader() as loader:
            self._bring_up(self.load_articles(loader), loader)

    def sync(self) -> bool:
        """Bring the store up to date with the archive and let readers see it; False if there was nothing to do.

        Doing it twice, or again after being killed at any point, gives the same store.
        """
        from kg import identify  # only writers need it, and it takes a third of a reader's start

        if not (self.archive.pending or (len(self.archive) and identify.is_stale(self.archive))):
            return False
        with self._loader() as loader:
            loaded = self.load_articles(loader)  # beside which is worked out who is who
            with self.archive.transaction():
                self._work_out()
            self._bring_up(loaded, loader)
        return True

    def _loader(self) -> Loader:
        from kg.loading import Loader

        return Loader(self.store)

    def _work_out(self) -> None:
        """Who is who after a change, and the name of the state that the store gets to; inside a transaction."""
        from kg import identify

        if identify.update(self.archive, self.minter):
            self.__dict__.pop("identity", None)
        self.archive.pending.begin_state()

    def _bring_up(self, loaded: Sequence[str], loader: Loader) -> None:
        """Bring the view and the index up to date, publish the store, and forget what was pending."""
        from kg.best import BestValues
        from kg.search import upkeep
        from kg.validate import kept

        with kept.follow(self.path, self.archive) as judged:
            BestValues(self.archive, self.store, self.minter, self.identity, judged).update(loader)
        loader.wait_below(1)
        self._update_runs(loaded)
        if 2 * len(loaded) > len(self.archive) and len(loaded) >= BULK_ARTICLES:
            self.store.optimize()
        with self.store.flushing():
            upkeep.update(self, loaded, self._changed)
        self.store.publish(self.path / "snapshots")
        with self.archive.transaction(durable=False):  # who finds it undone does all of this again
            self.archive.pending.clear()

    def _changed(self) -> set[str]:
        """IRIs of what pending changes may show in: some ten for each article that came."""
        pending = self.archive.pending.things()
        return {*pending, *map(self.identity.canonical, pending)}

    def load_articles(self, loader: Loader) -> list[str]:
        """Give the store the graphs that the archive noted as unknown to it; many of them by ``loader``. That of the
        runs is brought up to date with every change."""
        pending = [each for each in self.archive.pending.graphs() if each.name != self.minter.graph("runs")]
        for graph in (graph for graph, fresh in pending if not fresh):
            self.store.remove(graph)
        names = [graph for graph, _ in pending]
        if len(names) < BULK_ARTICLES:
            for graph in names:
                self.store.add(self.archive.graph_quads(graph) or self._other_quads(graph))
            return names
        others = {self.minter.graph("decisions"), *owngraphs.stored(self.archive.db)}
        self.store.add(b"".join(self._other_quads(graph) for graph in names if graph in others))
        for at in range(0, len(names), _BULK_GRAPHS):
            loader.add(functools.partial(_quads_of, self.archive.path, names[at : at + _BULK_GRAPHS]))
        return names

    def _other_quads(self, graph: str) -> bytes:
        """A graph that is no article's (any more): the decisions, one of a user, or nothing."""
        if graph != self.minter.graph("decisions"):
            return owngraphs.stored(self.archive.db).get(graph, "").encode("utf-8")
        return terms.to_bytes(decisions.to_nquads(self.archive.decisions(), self.minter))

    def decide(self, *new: Decision) -> list[Decision]:
        """Record decisions, all or none, and let what follows be seen; gives them with their numbers.

        What was decided already, by the same person for the same reason, is not recorded again: a command that was
        killed can be given once more.
        """
        from kg import identify

        held = {decision.said for decision in decisions.standing(self.archive.decisions())}
        fresh = [decision for decision in new if decision.said not in held]
        if not fresh:
            return []
        with self.change():
            return [identify.decide(self.archive, decision, self.minter) for decision in fresh]

    def keep(self, graphs: Mapping[str, str]) -> None:
        """Make these the graphs of users (IRI -> N-Quads), all or none, and let them be seen."""
        known = owngraphs.stored(self.archive.db)
        changed = [name for name in sorted(known.keys() | graphs.keys()) if known.get(name, "") != graphs.get(name, "")]
        if not changed:
            return
        with self.change():
            for name in changed:
                owngraphs.store(self.archive.db, name, graphs.get(name, ""))
                self.archive.pending.note_graph(name)

    def _update_runs(self, loaded: Sequence[str]) -> None:
        """Which versions of the extractor read the articles, and which version of an article came before which; of the
        articles only those that were loaded can have changed."""
        graph = self.minter.graph("runs")
        runs = {self.minter.run(version): version for version in self.archive.versions()}
        known = {run for run, _ in self.store.values_in(graph, (RDF + "type",))[RDF + "type"]}
        for run in sorted(known | runs.keys()):
            lines = _run_lines(run, runs[run], graph) if run in runs else ()
            self.store.update_subject(run, lines, graph)
        revised = dict(self.archive.revisions(loaded))
        for new in loaded:
            old = (
                [terms.quad(terms.iri(new), _REVISES, terms.iri(revised[new]), terms.iri(graph))]
                if new in revised
                else ()
            )
            self.store.update_subject(new, old, graph)

    def rebuild(self) -> None:
        """Make the store anew from the archive."""
        with self.archive.transaction():
            self.archive.pending.note_all()
            if self.archive.decisions():
                self.archive.pending.note_graph(self.minter.graph("decisions"))
            for name in owngraphs.stored(self.archive.db):
                self.archive.pending.note_graph(name)
        self.store.close()
        shutil.rmtree(self.path / "store", ignore_errors=True)
        self.store = store_of(self.path, self.meta)
        if self.meta.store:
            for graph in (None, *self.store.graphs()):
                self.store.remove(graph)
        self._load_reference(Reference(resources.ONTOLOGY))
        self.sync()

    def _load_reference(self, reference: Reference) -> None:
        """Load the vocabularies and the ontology, and copy what questions ask of concepts into the default graph.

        A pattern such as ``?role tp:element/a tp:Pillar`` joins people with the vocabulary and names no graph. A union
        default graph would answer it too, but pyoxigraph 0.5 counts a triple once for every graph it stands in; so
        the few facts such patterns need stand in the default graph a second time, and nothing is counted twice.
        """
        graphs = reference.graphs(self.minter)
        known = {subject for graph in graphs for subject in self.store.subjects(graph)}
        for subject in sorted(known - reference.view().keys()):
            self.store.update_subject(subject, ())
        for graph, lines in graphs.items():
            self.store.remove(graph)
            self.store.add(terms.to_bytes(lines))
        for subject, lines in reference.view().items():
            self.store.update_subject(subject, lines)


def _run_lines(run: str, version: str, graph: str) -> tuple[str, str]:
    itself, whole = terms.iri(run), terms.iri(graph)
    return (
        terms.quad(itself, f"<{RDF}type>", f"<{PROV}Activity>", whole),
        terms.quad(itself, f"<{TP}extractorVersion>", terms.literal(version), whole),
    )


def _quads_of(archive: Path, graphs: Sequence[str]) -> bytes:
    """The quads of articles, read on a connection of its own, as every thread needs one."""
    opened = Archive(archive)
    try:
        return b"".join(opened.graph_quads(graph) or b"" for graph in graphs)
    finally:
        opened.close()


def store_of(folder: Path, meta: Meta) -> QuadStore:
    """The store of a graph, for writing."""
    return QuadStore.at(meta.store) if meta.store else QuadStore.open(folder / "store")


def failed_write(folder: Path, error: BaseException | None) -> GraphError | None:
    """What to tell if the disk refused a write: what was archived is kept, and the next writer goes on from there."""
    if not isinstance(error, sqlite3.OperationalError | OSError):
        return None
    if isinstance(error, OSError) and error.filename and not Path(error.filename).is_relative_to(folder):
        return None  # an input or an output, not the graph
    reason = str(error).partition("\n")[0]
    return GraphError(f"{folder}: could not be written ({reason}); make room and give the same command again")
