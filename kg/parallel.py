"""One pure function over many items on several processes, in the order of the items, whatever happens to a process."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_CHUNK = 8  # items sent at once: a call costs a millisecond, an article some ten
_AHEAD = 3  # chunks in flight for each process


class WorkerDied:
    """Stands for the result of an item that ended the process that worked on it."""


def ordered(work: Callable[[T], R], items: Iterable[T], *, jobs: int) -> Iterator[R | WorkerDied]:
    """``work`` of every item, in their order; items are drawn a little ahead of the results.

    With more than one job ``work`` goes to each process once, by pickling. Processes are spawned, not forked: the
    store of the calling process has threads that do not survive a fork.
    """
    if jobs <= 1:
        yield from map(work, items)
        return
    remaining = iter(items)
    pool = _pool(work, jobs)
    flying: deque[tuple[list[T], Future[list[R]]]] = deque()
    try:
        while True:
            while len(flying) < jobs * _AHEAD and (chunk := list(islice(remaining, _CHUNK))):
                flying.append((chunk, pool.submit(_run, chunk)))
            if not flying:
                return
            chunk, future = flying[0]
            try:
                yield from future.result()
                flying.popleft()
            except BrokenProcessPool:
                # which item it was is not told: those in flight are gone through one by one
                pool.shutdown()
                for chunk, _ in flying:
                    yield from _one_by_one(work, chunk)
                flying.clear()
                pool = _pool(work, jobs)
    finally:
        pool.shutdown(cancel_futures=True)


def _one_by_one(work: Callable[[T], R], items: Iterable[T]) -> Iterator[R | WorkerDied]:
    pool = _pool(work, 1)
    for item in items:
        try:
            yield from pool.submit(_run, [item]).result()
        except BrokenProcessPool:
            pool.shutdown()
            yield WorkerDied()
            pool = _pool(work, 1)
    pool.shutdown()


def _pool(work: Callable[[Any], Any], jobs: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_install, initargs=(work,))


_work: Callable[[Any], Any]


def _install(work: Callable[[Any], Any]) -> None:
    global _work
    _work = work


def _run(items: list[Any]) -> list[Any]:
    return [_work(item) for item in items]
