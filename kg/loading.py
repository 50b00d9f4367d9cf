"""Bulk loading beside other work: chunks go into the store on threads of their own, which need no Python lock."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType

from kg.quadstore import QuadStore

_THREADS = 2  # more gain nothing: the store's own threads do the rest


class Loader:
    """Chunks of N-Quads on their way into a store. Leaving the context waits for all, and raises what went wrong.

    Each chunk is loaded whole or not at all; in which order is left open, so no chunk may rest on another.
    """

    def __init__(self, store: QuadStore) -> None:
        self._store = store
        self._pool = ThreadPoolExecutor(min(_THREADS, os.cpu_count() or 1), thread_name_prefix="kg-load")
        self._flying: deque[Future[None]] = deque()

    def add(self, chunk: Callable[[], bytes]) -> None:
        """Load what ``chunk`` gives; it is called on the thread that loads, so that few chunks are held at a time."""
        self._flying.append(self._pool.submit(self._load, chunk))

    def wait_below(self, chunks: int) -> None:
        """Wait until fewer than so many chunks are on their way."""
        while len(self._flying) >= chunks:
            self._flying.popleft().result()

    def _load(self, chunk: Callable[[], bytes]) -> None:
        self._store.add(chunk(), bulk=True)

    def __enter__(self) -> Loader:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._pool.shutdown(cancel_futures=error is not None)
        if error is None:
            self.wait_below(1)
