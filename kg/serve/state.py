"""What the requests share: the state of the graph they read, and what was worked out from it once.

A ``View`` is one published snapshot, and never changes. When a build has published the next one, requests that begin
from then on get a new view; those that run go on with theirs, which closes when the last of them ends.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar, cast

from kg.archive import Archive
from kg.errors import GraphError
from kg.link.identity import Identity
from kg.quadstore import QuadStore
from kg.rdf.iris import Minter
from kg.serve.pool import Pool
from kg.serve.settings import Settings
from kg.store import open_graph

T = TypeVar("T")

_QUIET = 60.0  # seconds without a newer view after which another is not expected
_RECENT = 200  # pages of things and pictures that are held


class View:
    """One snapshot of the graph; may be read by many threads. Asked as a graph is (``kg.lookup.Queryable``)."""

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        with open_graph(folder) as graph:  # says what is wrong with a folder that is no graph
            self.meta = graph.meta
        self.store = QuadStore.read_snapshot(folder / "snapshots")
        self.minter = Minter(self.meta.base)
        self.path = folder
        self.folder = folder / "snapshots" / name
        self.unwritable = False  # nobody can write an index for searching into this folder
        self._local = threading.local()
        self._lock = threading.Lock()
        self._made: dict[str, Future[Any]] = {}
        self._recent: OrderedDict[str, Any] = OrderedDict()

    def query(self, sparql: str, /) -> Any:
        return self.store.query(sparql)

    @property
    def archive(self) -> Archive:
        """The texts of the articles; a connection for each thread. It may know more than the snapshot does."""
        if not hasattr(self._local, "archive"):
            self._local.archive = Archive(self.path / "articles.sqlite")
        return cast(Archive, self._local.archive)

    @cached_property
    def identity(self) -> Identity:
        """Which IRIs were decided to be one thing."""
        return Identity(self.archive.merges())

    def once(self, key: str, make: Callable[[View], T]) -> T:
        """What ``make`` gives, worked out the first time it is asked for; others wait for it."""
        with self._lock:
            known = self._made.get(key)
            made: Future[Any] = known or self._made.setdefault(key, Future())
        if known is None:
            try:
                made.set_result(make(self))
            except BaseException as error:
                with self._lock:
                    self._made.pop(key)
                made.set_exception(error)
                raise
        return cast(T, made.result())

    def recent(self, key: str, make: Callable[[View], T]) -> T:
        """As ``once``, kept only while it is among the last that were asked for."""
        with self._lock:
            if key in self._recent:
                self._recent.move_to_end(key)
                return cast(T, self._recent[key])
        made = make(self)
        with self._lock:
            self._recent[key] = made
            while len(self._recent) > _RECENT:
                self._recent.popitem(last=False)
        return made

    def held(self, key: str) -> Any:
        """What ``recent`` made, if it is still kept; else None."""
        with self._lock:
            return self._recent.get(key)

    def is_made(self, key: str) -> bool:
        """Whether ``once`` would answer at once."""
        with self._lock:
            made = self._made.get(key)
        return made is not None and made.done()


class State:
    """Settings, the newest view, and the processes for queries of strangers."""

    def __init__(
        self,
        settings: Settings,
        prepared: Sequence[Callable[[View], object]] = (),
        later: Sequence[Callable[[View], object]] = (),
    ) -> None:
        """``prepared``: what pages need of a view, worked out before it is shown.

        ``later``: costly things, for the first view and then for one that stays the newest, since builds may follow one
        another.
        """
        self.settings = settings
        self.pool = Pool(settings)
        self._prepared = prepared
        self._later = later
        self._view = View(settings.graph, self._published())
        self._shown = time.monotonic()
        self._settled = ""  # name of the view that has the costly things as well
        self._opening = threading.Lock()
        self.prepared = False  # all that pages need was worked out once

    def view(self) -> View:
        return self._view

    def refresh(self) -> bool:
        """Show the snapshot published last, if it is a newer one; True if it was."""
        with self._opening:
            name = self._published()
            if name == self._view.name:
                return False
            view = View(self.settings.graph, name)
            self._prepare(view)
            self._view, self._shown = view, time.monotonic()
            return True

    def warm_up(self) -> None:
        """Work out beside the requests what the first pages need."""
        with self._opening:
            self._prepare(self._view)
        self.settle(after=0)
        self.prepared = True

    def settle(self, after: float = _QUIET) -> None:
        """Work out the costly things of a view that has been the newest for ``after`` seconds; once for each view."""
        view = self._view
        if view.name == self._settled or time.monotonic() - self._shown < after:
            return
        self._settled = view.name
        for prepare in self._later:
            prepare(view)

    def _prepare(self, view: View) -> None:
        for prepare in self._prepared:
            prepare(view)

    def _published(self) -> str:
        path = self.settings.graph / "snapshots" / "current"
        try:
            return path.read_text("ascii").strip()
        except OSError:
            with open_graph(self.settings.graph):  # raises with what is the matter
                raise GraphError(f"{path}: cannot be read") from None
