"""Where the index of a graph lies, and what keeps it in step: it can be thrown away at any time.

DIR/search.sqlite     the index
DIR/search.lock       held by the process that changes it

The archive names the state that the store is in, and the one that a writer is bringing it to. An index that names one
of the two is used, any other is made anew: by the next search, or by the next writer. A writer changes the index before
it publishes the store, so that one killed in between leaves an index that is one state ahead at the most.
"""

from __future__ import annotations

import fcntl
import functools
import hashlib
import os
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pyoxigraph import NamedNode

from kg import database
from kg.errors import KgError
from kg.link.names import SPELLINGS
from kg.lookup import Queryable, select
from kg.ns import NIF, RDF, RDFS, SCHEMA, SKOS, TP
from kg.search.index import VERSION, Index, Kind, Name

if TYPE_CHECKING:
    from kg.archive import Archive
    from kg.quadstore import QuadStore
    from kg.store import Graph

T = TypeVar("T")

FILES = frozenset({"search.sqlite", "search.sqlite-wal", "search.sqlite-shm", "search.lock"})

_CLASSES: dict[Kind, str] = {"person": TP + "Person", "organization": TP + "Organization", "place": TP + "Place"}
_WRITTEN = (RDFS + "label", SKOS + "altLabel", SCHEMA + "alternateName")
_FEW = 20  # articles that are never worth making the index anew for


@functools.cache
def rules() -> str:
    """Version of the index, and hash over the spellings it rests on."""
    digest = hashlib.sha256(VERSION.encode())
    for path in SPELLINGS:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


# for those who search


class NotReady(KgError):
    """There is no index to search in; somebody has to make it first."""


def ask(graph: Queryable, question: Callable[[Index], T], *, wait: bool = True) -> T:
    """What ``question`` gives on the index of a graph, which is made first if it is missing, stale or broken.

    Without ``wait`` nothing is made: a stale index answers as it is. Raises NotReady if there is none.
    """
    folder, archive = getattr(graph, "path", None), getattr(graph, "archive", None)
    if folder is None or archive is None:
        return question(_in_memory(graph))
    if not wait:
        return _asked_as_it_is(folder, question)
    for attempt in (_as_it_is, _made_anew):
        try:
            index = attempt(folder, archive)
        except (sqlite3.DatabaseError, OSError):
            continue  # broken, or nobody can write here
        if index is not None:
            try:
                return question(index)
            except sqlite3.DatabaseError:
                _forget(folder)
            finally:
                index.close()
    return question(_in_memory(graph))


def _asked_as_it_is(folder: Path, question: Callable[[Index], T]) -> T:
    """Of an index of any state."""
    try:
        with closing(Index(database.reading(folder / "search.sqlite"))) as index:
            if (found := index.about()) and found[1] == rules():
                return question(index)
    except (sqlite3.DatabaseError, OSError):
        pass  # missing, or broken
    raise NotReady(f"{folder}: the index for searching is being made; try again in a while")


def is_ready(folder: Path, archive: Archive) -> bool:
    """Whether there is an index of the present state."""
    try:
        index = _as_it_is(folder, archive)
    except (sqlite3.DatabaseError, OSError):
        return False
    if index:
        index.close()
    return index is not None


def _as_it_is(folder: Path, archive: Archive) -> Index | None:
    """The index if it is there and of the present state."""
    if not (folder / "search.sqlite").exists():
        return None
    index = Index(database.reading(folder / "search.sqlite"))
    if _is_current(index, archive):
        return index
    index.close()
    return None


def _made_anew(folder: Path, archive: Archive) -> Index | None:
    from kg.store import open_graph

    def make() -> None:
        with open_graph(folder) as graph, _writing(folder) as index:
            if not _is_current(index, archive):
                with index.transaction(archive.pending.states()[0], rules()):
                    fill(index, graph)

    _change(folder, make)
    return _as_it_is(folder, archive)


def _in_memory(graph: Queryable) -> Index:
    index = Index(sqlite3.connect(":memory:", isolation_level=None))
    with index.transaction("", rules()):
        fill(index, graph)
    return index


def _is_current(index: Index, archive: Archive) -> bool:
    found = index.about()
    return found is not None and found[0] in archive.pending.states() and found[1] == rules()


# for the writer


def update(graph: Graph, articles: Sequence[str], things: Callable[[], Collection[str]]) -> None:
    """Bring the index to the state that the writer is bringing the store to.

    ``articles``: graphs that came or went, ``things`` gives the IRIs whose best values may have changed. All of them at
    once are no less work than making the index anew, which asks for none.
    """
    state = graph.archive.pending.states()[1]

    def bring_up() -> None:
        with _writing(graph.path) as index:
            known = _is_current(index, graph.archive) and len(articles) < max(_FEW, len(graph.archive) / 2)
            with index.transaction(state, rules()):
                if known:
                    exchange(index, graph.store, articles, sorted(things()))
                else:
                    fill(index, graph)

    _change(graph.path, bring_up)


def _change(folder: Path, make: Callable[[], None]) -> None:
    """Change the index, which nobody else does meanwhile; one that turns out broken is thrown away first."""
    with _locked(folder):
        try:
            make()
        except sqlite3.DatabaseError as error:
            if _is_of_the_disk(error):
                raise
            _forget(folder)
            make()


def _is_of_the_disk(error: sqlite3.DatabaseError) -> bool:
    """Whether it is the disk (full, locked, read only) that is wrong, not what stands in the file."""
    return isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_ERROR


@contextmanager
def _writing(folder: Path) -> Iterator[Index]:
    db = database.writing(folder / "search.sqlite", synchronous="NORMAL")
    try:
        yield Index(db)
    finally:
        db.close()


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Wait for whoever changes the index."""
    descriptor = os.open(folder / "search.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _forget(folder: Path) -> None:
    for name in FILES - {"search.lock"}:
        (folder / name).unlink(missing_ok=True)


# what the graph says: all of it by questions, a little by looking it up


_ARTICLES = """
    SELECT ?g ?source ?day WHERE {
      GRAPH ?g { ?a a schema:NewsArticle ; tp:source ?source OPTIONAL { ?a schema:datePublished ?day } }
    }"""
_SENTENCES = "SELECT ?g ?sentence ?text WHERE { GRAPH ?g { ?sentence nif:anchorOf ?text } }"
_NAMES = """
    SELECT ?x ?label ?name WHERE {
      ?x a ?class ; rdfs:label ?label ; rdfs:label|skos:altLabel|schema:alternateName ?name
    }"""


def fill(index: Index, graph: Queryable) -> None:
    """Make an index anew; inside a transaction of its."""
    index.empty()
    articles: dict[str, tuple[int, str]] = {}
    for name, source, day in sorted(select(graph, _ARTICLES)):
        if name not in articles:
            articles[name] = (index.add_article(name, source, day), day)
    for name, sentence, text in select(graph, _SENTENCES):
        if name in articles:
            index.add_sentence(*articles[name], sentence, text)
    for kind, iri in _CLASSES.items():
        for thing, label, name in select(graph, _NAMES, **{"class": NamedNode(iri)}):
            index.add_names([Name(thing, kind, label, name)])


def exchange(index: Index, store: QuadStore, articles: Iterable[str], things: Iterable[str]) -> None:
    """What the index says of these articles and things becomes what the store says of them; inside a transaction."""
    for graph in articles:
        index.drop_article(graph)
        values = store.values_in(graph, (TP + "source", SCHEMA + "datePublished", NIF + "anchorOf"))
        if sources := sorted(source for _, source in values[TP + "source"]):
            day = min((day for _, day in values[SCHEMA + "datePublished"]), default="")
            number = index.add_article(graph, sources[0], day)
            for sentence, text in values[NIF + "anchorOf"]:
                index.add_sentence(number, day, sentence, text)
    for thing in things:
        index.drop_thing(thing)
        index.add_names(_names(store, thing))


def _names(store: QuadStore, thing: str) -> Iterator[Name]:
    """The label of a thing, and every other way it is written."""
    known = store.values(thing)
    for kind, iri in _CLASSES.items():
        if iri in known.get(RDF + "type", ()):
            for label in known.get(RDFS + "label", ()):
                for name in set().union(*(known.get(predicate, ()) for predicate in _WRITTEN)):
                    yield Name(thing, kind, label, name)
