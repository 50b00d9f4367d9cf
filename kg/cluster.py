"""One pure function over many items on the workers of a dask cluster, in the order of the items.

The counterpart of ``kg.parallel`` past one machine. Items travel in partitions: a task costs a millisecond or two
whatever is in it. A worker that dies costs time only, since the scheduler hands its partitions to others; an item that
kills every worker it is given to is told apart from the rest of its partition.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from kg import extras, fingerprint
from kg.errors import UsageError
from kg.parallel import WorkerDied

if TYPE_CHECKING:
    from distributed import Client, Future

T = TypeVar("T")
R = TypeVar("R")

PARTITION = 500  # items a task
_AHEAD = 3  # partitions in flight for each thread of the cluster
_PATIENCE = "30s"  # for the scheduler to answer


@dataclass(frozen=True, slots=True)
class Dask:
    """A cluster by the address of its scheduler, such as ``tcp://10.0.0.1:8786``."""

    scheduler: str
    partition: int = PARTITION

    def ordered(self, work: Callable[[T], R], items: Iterable[T]) -> Iterator[R | WorkerDied]:
        """``work`` of every item, in their order; items are drawn a little ahead of the results.

        ``work`` goes out by pickling. Raises UsageError if distributed is not installed, if no scheduler answers, or
        if a worker has other rules of reading than this process: its results would not be the same.
        """
        remaining = iter(items)
        with self._client() as client:
            flying: deque[tuple[list[T], Future[Any]]] = deque()
            while True:
                most = _AHEAD * max(1, sum(client.nthreads().values()))
                while len(flying) < most and (chunk := list(islice(remaining, self.partition))):
                    flying.append((chunk, client.submit(_run, work, chunk, pure=False)))
                if not flying:
                    return
                yield from _results(client, work, *flying.popleft())

    def _client(self) -> Client:
        distributed = extras.load("distributed", "dask", "--engine dask")
        try:
            client: Client = distributed.Client(self.scheduler, timeout=_PATIENCE, set_as_default=False)
            return client
        except (OSError, ValueError) as error:  # TimeoutError is an OSError
            raise UsageError(
                f"--scheduler: expected the address of a dask scheduler, found {self.scheduler!r}, where none answers; "
                "start one with: dask scheduler"
            ) from error


def _results(client: Client, work: Callable[[T], R], chunk: list[T], future: Future[Any]) -> Iterator[R | WorkerDied]:
    from distributed import KilledWorker

    try:
        rules, found = future.result()
    except KilledWorker:  # it was tried on several: some item of it ends whatever process works on it
        if len(chunk) == 1:
            yield WorkerDied()
            return
        for item in chunk:
            yield from _results(client, work, [item], client.submit(_run, work, [item], pure=False))
        return
    if rules != fingerprint.rules():
        raise UsageError(
            f"--scheduler: a worker has other rules of reading ({rules}) than this machine ({fingerprint.rules()}); "
            "install the same version of tigapilar-kg everywhere"
        )
    yield from found


def _run(work: Callable[[Any], Any], items: list[Any]) -> tuple[str, list[Any]]:
    return fingerprint.rules(), [work(item) for item in items]
