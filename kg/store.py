"""Opening a graph directory: as readers do, or as the one process that writes, in a folder that is nobody else's."""

from __future__ import annotations

import shutil
from pathlib import Path

from kg import resources
from kg.archive import Archive
from kg.errors import GraphError
from kg.graph import Graph, failed_write, store_of
from kg.lock import WriterLock
from kg.meta import FORMAT, Meta, check_base, check_store, is_older, read_meta, write_meta
from kg.ns import ID
from kg.quadstore import QuadStore
from kg.rdf.iris import Minter
from kg.rdf.reference import Reference
from kg.remote import Endpoint, SparqlStore

__all__ = ["FORMAT", "Graph", "Meta", "open_graph"]

_OWN = frozenset({"kg.json", ".kg.json.new", "articles.sqlite", "store", "snapshots", "lock"})


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
        meta = read_meta(folder)
        check_base(folder, meta, base)
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
        read_meta(folder)
    lock = _lock(folder)
    try:
        return _open_for_writing(folder, lock, base, store)
    except BaseException as error:
        lock.release()
        if told := failed_write(folder, error):
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
            write_meta(folder, meta)  # from here on what lies there is ours
    else:
        meta = read_meta(folder)
        check_base(folder, meta, base)
        check_store(folder, meta, store)
        if is_older(reference.version, meta.ontology):
            raise GraphError(
                f"{folder}: expected ontology {reference.version} or older, found {meta.ontology}: a newer kg made "
                "this graph; update kg"
            )
    archive = Archive(folder / "articles.sqlite", write=True)
    try:
        graph = Graph(folder, meta, archive, store_of(folder, meta), lock)
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
        write_meta(folder, graph.meta)
    return graph


def _claim(address: str) -> None:
    """Make sure that a new graph gets a dataset of its own: what is found at an endpoint is not ours to change."""
    store = SparqlStore(Endpoint.of(address))
    try:
        if not store.is_empty():
            raise GraphError(f"{address}: expected an empty dataset for a new graph, found triples; name another one")
    finally:
        store.close()


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
    return name in _OWN or name.startswith(("articles.sqlite-", "search.", "verdicts."))


def _lock(folder: Path) -> WriterLock:
    try:
        return WriterLock(folder / "lock")
    except OSError as error:
        raise GraphError(f"{folder}: cannot be written to ({error.strerror})") from error
