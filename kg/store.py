"""A graph directory as one thing: the archive, the quad store over it, and what keeps the two in step.

DIR/kg.json           what this is: format, base, version of the ontology
DIR/articles.sqlite   the archive, the truth
DIR/store/            quads, the writer's own
DIR/snapshots/        the state that readers open
DIR/search.sqlite     an index for searching, see ``kg.search.upkeep``
DIR/lock              held by the one process that writes
"""

from __future__ import annotations

import functools
import json
import re
import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any

from pyoxigraph import Literal, Quad, RdfFormat

from kg import decisions, owngraphs, resources
from kg.archive import Archive
from kg.decisions import Decision
from kg.errors import GraphError, UsageError
from kg.link.identity import Identity
from kg.lock import WriterLock
from kg.ns import ID, PROV, RDF, RDFS, SKOS, TP
from kg.quadstore import QuadStore, write_atomically
from kg.rdf import terms
from kg.rdf.iris import Minter
from kg.rdf.reference import Reference
from kg.remote import Endpoint, SparqlStore

if TYPE_CHECKING:
    from kg.loading import Loader

FORMAT = 1
BULK_ARTICLES = 100  # from here on bulk loading is faster than one transaction an article
_BULK_GRAPHS = 250  # graphs a chunk

_OWN = frozenset({"kg.json", ".kg.json.new", "articles.sqlite", "store", "snapshots", "lock"})


@dataclass(frozen=True, slots=True)
class Meta:
    """What kg.json says. ``ontology``: version whose terms the articles were read with, the oldest if they differ;
    ``reference``: hash over the ontology and vocabulary files that were loaded."""

    format: int
    base: str
    ontology: str
    reference: str
    store: str = ""  # address of the endpoint that holds the quads; "": DIR/store


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
        if self._lock and (told := _failed_write(self.path, error)):
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
        return self.meta.ontology if len(self.archive) and _is_older(self.meta.ontology, own) else ""

    def note_ontology(self) -> None:
        """Record that every article was read with the present ontology."""
        self.meta = replace(self.meta, ontology=Reference(resources.ONTOLOGY).version)
        _write_meta(self.path, self.meta)

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
        """What a reader would call a thing: its name, the notation or label of a concept, else the end of its IRI."""
        found: dict[str, str] = {}
        for quad in self.store.about(iri):
            if isinstance(quad.object, Literal) and quad.object.language in (None, "id"):
                found[quad.predicate.value] = quad.object.value
        names = (RDFS + "label", SKOS + "notation", SKOS + "prefLabel")
        return next((found[name] for name in names if name in found), re.split(r"[/#]", iri)[-1])

    # writing: change the archive inside ``self.archive.transaction()``, then ``sync``

    def load_articles(self, loader: Loader) -> list[str]:
        """Give the store the graphs that the archive noted as unknown to it; many of them by ``loader``."""
        pending = self.archive.pending.graphs()
        for graph in (graph for graph, fresh in pending if not fresh):
            self.store.remove(graph)
        names = [graph for graph, _ in pending]
        if len(names) < BULK_ARTICLES:
            for graph in names:
                self.store.add(self.archive.graph_quads(graph) or self._other_quads(graph))
            return names
        self.store.add(b"".join(map(self._other_quads, names)))
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
        from kg import identify  # only writers need it, and it takes a third of a reader's start

        held = {decision.said for decision in decisions.standing(self.archive.decisions())}
        with self.archive.transaction():
            fresh = [decision for decision in new if decision.said not in held]
            recorded = [identify.decide(self.archive, decision, self.minter) for decision in fresh]
        self.sync()
        return recorded

    def keep(self, graphs: Mapping[str, str]) -> None:
        """Make these the graphs of users (IRI -> N-Quads), all or none, and let them be seen."""
        known = owngraphs.stored(self.archive.db)
        with self.archive.transaction():
            for graph in sorted(known.keys() | graphs.keys()):
                if known.get(graph, "") != graphs.get(graph, ""):
                    owngraphs.store(self.archive.db, graph, graphs.get(graph, ""))
                    self.archive.pending.note_graph(graph)
        self.sync()

    def sync(self) -> bool:
        """Bring the store up to date with the archive and let readers see it; False if there was nothing to do.

        Doing it twice, or again after being killed at any point, gives the same store.
        """
        from kg import identify  # as in ``decide``
        from kg.best import BestValues
        from kg.loading import Loader
        from kg.search import upkeep

        if not (self.archive.pending or (len(self.archive) and identify.is_stale(self.archive))):
            return False
        with Loader(self.store) as loader:
            loaded = self.load_articles(loader)
            with self.archive.transaction():
                identify.update(self.archive, self.minter)
                self.archive.pending.begin_state()
            BestValues(self.archive, self.store, self.minter).update(loader)
        self.identity = Identity(self.archive.merges())
        changed = self.archive.pending.things()
        upkeep.update(self, loaded, {*changed, *map(self.identity.canonical, changed)})
        self.store.update_graph(self.minter.graph("runs"), self._runs())
        self.store.flush()
        self.store.publish(self.path / "snapshots")
        with self.archive.transaction():
            self.archive.pending.clear()
        return True

    def _runs(self) -> list[str]:
        """Which versions of the extractor read the articles, and which version of an article came before which."""
        graph = terms.iri(self.minter.graph("runs"))
        lines = []
        for version in self.archive.versions():
            run = terms.iri(self.minter.run(version))
            lines.append(terms.quad(run, f"<{RDF}type>", f"<{PROV}Activity>", graph))
            lines.append(terms.quad(run, f"<{TP}extractorVersion>", terms.literal(version), graph))
        for new, old in self.archive.revisions():
            lines.append(terms.quad(terms.iri(new), f"<{PROV}wasRevisionOf>", terms.iri(old), graph))
        return lines

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
        self.store = _store_of(self.path, self.meta)
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


def _quads_of(archive: Path, graphs: Sequence[str]) -> bytes:
    """The quads of articles, read on a connection of its own, as every thread needs one."""
    opened = Archive(archive)
    try:
        return b"".join(opened.graph_quads(graph) or b"" for graph in graphs)
    finally:
        opened.close()


def open_graph(
    path: str | Path, *, write: bool = False, create: bool = False, base: str | None = None, store: str | None = None
) -> Graph:
    """Open a graph directory: as readers do, or as the one writer, who first makes good what a killed one left.

    ``create`` makes an empty graph where there is none (``write`` must be set); ``base`` is for a new graph, and must
    be that of an old one if given; so is ``store``, the address of an endpoint to keep the quads at. Raises GraphError,
    or UsageError if ``base`` or ``store`` does not fit.
    """
    folder = Path(path)
    if not write:
        meta = _meta(folder)
        _check_base(folder, meta, base)
        archive = Archive(folder / "articles.sqlite")
        try:
            quads = QuadStore.at(meta.store) if meta.store else QuadStore.read_snapshot(folder / "snapshots")
            return Graph(folder, meta, archive, quads)
        except GraphError:
            archive.close()
            raise
    if create:
        _prepare(folder)
    elif not (folder / "kg.json").is_file():
        _meta(folder)
    lock = _lock(folder)
    try:
        return _open_for_writing(folder, lock, base, store)
    except BaseException as error:
        lock.release()
        if told := _failed_write(folder, error):
            raise told from error
        raise


def _open_for_writing(folder: Path, lock: WriterLock, base: str | None, store: str | None) -> Graph:
    reference = Reference(resources.ONTOLOGY)
    new = not (folder / "kg.json").exists()
    if new:  # or its making was cut short: kg.json is written last
        meta = Meta(FORMAT, Minter(base or ID).base, "", "", store or "")
        shutil.rmtree(folder / "store", ignore_errors=True)
        if store:
            _claim(store)
            _write_meta(folder, meta)  # from here on what lies there is ours
    else:
        meta = _meta(folder)
        _check_base(folder, meta, base)
        _check_store(folder, meta, store)
        if _is_older(reference.version, meta.ontology):
            raise GraphError(
                f"{folder}: expected ontology {reference.version} or older, found {meta.ontology}: a newer kg made "
                "this graph; update kg"
            )
    archive = Archive(folder / "articles.sqlite", write=True)
    try:
        graph = Graph(folder, meta, archive, _store_of(folder, meta), lock)
    except BaseException:
        archive.close()
        raise
    graph.sync()
    if meta.reference != reference.sha256 or not (meta.store or (folder / "snapshots" / "current").exists()):
        graph._load_reference(reference)
        graph.store.flush()
        graph.store.publish(folder / "snapshots")
        version = graph.older_ontology or reference.version  # what was read with older terms is not new yet
        graph.meta = Meta(FORMAT, meta.base, version, reference.sha256, meta.store)
        _write_meta(folder, graph.meta)
    return graph


def _is_older(version: str, than: str) -> bool:
    """Whether a version comes before another; "0", and what is no row of numbers, comes before nothing.

    >>> _is_older("0.9.0", "0.10.0"), _is_older("1", "1.0"), _is_older("", "1")
    (True, True, False)
    """
    parts = [[int(part) for part in text.split(".") if part.isdecimal()] for text in (version, than)]
    return any(parts[0]) and parts[0] < parts[1]


def _write_meta(folder: Path, meta: Meta) -> None:
    write_atomically(folder / "kg.json", json.dumps(asdict(meta), indent=2) + "\n")


def _store_of(folder: Path, meta: Meta) -> QuadStore:
    """The store of a graph, for writing."""
    return QuadStore.at(meta.store) if meta.store else QuadStore.open(folder / "store")


def _claim(address: str) -> None:
    """Make sure that a new graph gets a dataset of its own: what is found at an endpoint is not ours to change."""
    store = SparqlStore(Endpoint.of(address))
    try:
        if not store.is_empty():
            raise GraphError(f"{address}: expected an empty dataset for a new graph, found triples; name another one")
    finally:
        store.close()


def _failed_write(folder: Path, error: BaseException | None) -> GraphError | None:
    """What to tell if the disk refused a write: what was archived is kept, and the next writer goes on from there."""
    if not isinstance(error, sqlite3.OperationalError | OSError):
        return None
    if isinstance(error, OSError) and error.filename and not Path(error.filename).is_relative_to(folder):
        return None  # an input or an output, not the graph
    reason = str(error).partition("\n")[0]
    return GraphError(f"{folder}: could not be written ({reason}); make room and give the same command again")


def _prepare(folder: Path) -> None:
    """Make the folder unless it is a graph; refuse one in which something else lies."""
    if (folder / "kg.json").exists():
        return
    if folder.exists() and not folder.is_dir():
        raise GraphError(f"{folder}: expected a folder for the graph, found a file; name another one")
    strangers = sorted(p.name for p in folder.iterdir() if not _is_own(p.name)) if folder.is_dir() else []
    if strangers:
        raise GraphError(
            f"{folder}: expected a graph or an empty folder, found {strangers[0]!r} in it; name another folder with -g"
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise GraphError(f"{folder}: cannot be made ({error.strerror}); name another folder with -g") from error


def _is_own(name: str) -> bool:
    return name in _OWN or name.startswith(("articles.sqlite-", "search."))


def _lock(folder: Path) -> WriterLock:
    try:
        return WriterLock(folder / "lock")
    except OSError as error:
        raise GraphError(f"{folder}: cannot be written to ({error.strerror})") from error


def _meta(folder: Path) -> Meta:
    """kg.json of a graph that is there and that this program can read."""
    path = folder / "kg.json"
    try:
        found = json.loads(path.read_text("utf-8"))
        meta = Meta(**found)
        number = int(meta.format)
    except FileNotFoundError:
        hint = f"make one with: kg build PATH… -g {folder}"
        if not folder.exists():
            raise GraphError(f"{folder}: no graph is there; {hint}") from None
        raise GraphError(f"{folder}: expected a graph, found no kg.json in it; {hint}") from None
    except NotADirectoryError:
        raise GraphError(f"{folder}: expected the folder of a graph, found a file") from None
    except (OSError, ValueError, TypeError) as error:
        if (later := _format_of(path)) and later > FORMAT:
            raise GraphError(_too_new(folder, later)) from None
        raise GraphError(f"{path}: cannot be read as the description of a graph ({error})") from error
    if number > FORMAT:
        raise GraphError(_too_new(folder, number))
    return meta


def _too_new(folder: Path, found: int) -> str:
    return f"{folder}: expected format {FORMAT}, found {found}: a newer version of kg made this graph; update kg"


def _format_of(path: Path) -> int | None:
    try:
        found = json.loads(path.read_text("utf-8"))
        return int(found["format"])
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _check_store(folder: Path, meta: Meta, store: str | None) -> None:
    if store is not None and store != meta.store:
        where = f"at {meta.store}" if meta.store else "in its folder"
        raise UsageError(
            f"{folder}: its store lies {where}, not at {store}; a graph keeps its store, build another one"
        )


def _check_base(folder: Path, meta: Meta, base: str | None) -> None:
    if base is not None and base != meta.base:
        raise UsageError(f"{folder}: its base is {meta.base}, not {base}; a graph keeps its base, build another one")
