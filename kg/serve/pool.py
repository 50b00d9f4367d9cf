"""Worker processes kept warm, one query each at a time, ended when their time is over and replaced."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kg.errors import GraphError
from kg.serve.settings import Settings

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Task:
    """A query over a dataset, or with ``graph`` a whole graph ("" the default graph), or with ``update`` an update.

    An update works on the N-Quads of ``own``, and must leave the graphs ``guarded`` alone; its answer is what they are
    afterwards.

    Formats are names of ``kg.serve.media``, "" if the client wants none of that kind. ``prefixes``: the project's own
    are known.
    """

    query: str = ""
    graph: str | None = None
    defaults: Sequence[str] = ()
    named: Sequence[str] = ()
    result_format: str = "json"
    graph_format: str = "turtle"
    prefixes: bool = True
    update: bool = False
    own: str = ""
    guarded: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """``status`` as in HTTP; ``format`` is that of ``body``; ``message`` says what went wrong."""

    status: int
    format: str = ""
    body: bytes = b""
    message: str = ""


class Worker:
    """One process. It holds a snapshot open, which it changes for a newer one by itself."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process

    @classmethod
    async def start(cls, settings: Settings) -> Worker:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "kg.serve.worker", str(settings.graph / "snapshots"), str(settings.memory_mb),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        worker = cls(process)
        ready = await worker._read()
        if ready.status != 200:
            raise GraphError(f"{settings.graph}: no process could be started for queries ({ready.message})")
        return worker

    async def run(self, task: dict[str, object]) -> Answer:
        assert self.process.stdin
        with suppress(ConnectionError):
            self.process.stdin.write(json.dumps(task).encode() + b"\n")
            await self.process.stdin.drain()
        return await self._read()

    async def _read(self) -> Answer:
        assert self.process.stdout
        line = await self.process.stdout.readline()
        if not line:
            return Answer(422, message=_died(await self.process.wait()))
        head = json.loads(line)
        body = await self.process.stdout.readexactly(head.pop("length"))
        return Answer(head["status"], head.get("format", ""), body, head.get("message", ""))

    def used(self) -> float:
        """Seconds of a processor so far; where the system does not tell, seconds on the clock."""
        try:
            fields = Path(f"/proc/{self.process.pid}/stat").read_bytes().rpartition(b")")[2].split()
        except OSError:
            return time.monotonic()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    @property
    def alive(self) -> bool:
        return self.process.returncode is None

    async def end(self) -> None:
        with suppress(ProcessLookupError):
            self.process.kill()
        await self.process.wait()


def _died(code: int) -> str:
    match -code:
        case signal.SIGABRT | signal.SIGKILL:
            return "the query needs more memory than it may have; narrow it, or add a LIMIT"
        case _:
            return "the query is too deeply nested, or of a kind the engine cannot evaluate; simplify it"


class Pool:
    """Runs tasks on up to ``settings.workers`` processes."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.running = self.waiting = 0
        self._idle: list[Worker] = []
        self._places = asyncio.Semaphore(settings.workers)
        self._wanted = asyncio.Event()  # somebody waits: who has run for long has to go
        self._starting: set[asyncio.Task[None]] = set()
        self._closed = False

    async def start(self) -> None:
        """Start the processes; the first one must work."""
        self._idle.append(await Worker.start(self.settings))
        for _ in range(self.settings.workers - 1):
            self._start_spare()

    async def close(self) -> None:
        self._closed = True
        for starting in self._starting:
            starting.cancel()
        await asyncio.gather(*self._starting, *(worker.end() for worker in self._idle), return_exceptions=True)
        self._idle.clear()

    async def run(self, task: Task) -> Answer:
        """The answer, or one that says why there is none: 503 too many wait, 504 out of time."""
        if self.waiting >= self.settings.waiting:
            return Answer(503, message="too many queries are waiting; try again in a few seconds")
        self.waiting += 1
        if self._places.locked():
            self._wanted.set()
        try:
            await self._places.acquire()
        finally:
            self.waiting -= 1
            if not self.waiting:
                self._wanted.clear()
        self.running += 1
        try:
            return await self._run(task)
        finally:
            self.running -= 1
            self._places.release()

    async def _run(self, task: Task) -> Answer:
        worker = await self._worker()
        work = asyncio.ensure_future(worker.run({**asdict(task), "max_result": self.settings.max_result}))
        try:
            if not await self._finishes(worker, work):
                return Answer(504, message=f"the query took longer than it may: {self.settings.timeout:g} seconds, or "
                              f"{self.settings.patience:g} while others wait; narrow it, or add a LIMIT")  # fmt: skip
            return work.result()
        finally:
            done = work.done() and not work.cancelled() and work.exception() is None
            if done and worker.alive and not self._closed:
                self._idle.append(worker)
            else:
                work.cancel()
                await worker.end()
                self._start_spare()

    async def _finishes(self, worker: Worker, work: asyncio.Future[Any]) -> bool:
        """Wait for it: until the time is over, or it has used its share of a processor and others wait for the place.

        A query that a busy machine keeps waiting is not the one that keeps others waiting.
        """
        loop = asyncio.get_running_loop()
        end, before = loop.time() + self.settings.timeout, worker.used()
        while not work.done():
            left, share = end - loop.time(), self.settings.patience - (worker.used() - before)
            if left <= 0 or (share <= 0 and self._wanted.is_set()):
                return False
            if share > 0:
                await asyncio.wait([work], timeout=min(left, max(share, 0.05)))
                continue
            asked: asyncio.Future[Any] = asyncio.ensure_future(self._wanted.wait())
            await asyncio.wait({work, asked}, timeout=left, return_when=asyncio.FIRST_COMPLETED)
            asked.cancel()
        return True

    async def _worker(self) -> Worker:
        while self._idle:
            worker = self._idle.pop()
            if worker.alive:
                return worker
        return await Worker.start(self.settings)

    def _start_spare(self) -> None:
        """Have the next process ready before it is asked for."""
        if self._closed:
            return
        starting = asyncio.ensure_future(self._add())
        self._starting.add(starting)
        starting.add_done_callback(self._starting.discard)

    async def _add(self) -> None:
        worker = await Worker.start(self.settings)
        if self._closed or len(self._idle) + self.running >= self.settings.workers:
            await worker.end()
        else:
            self._idle.append(worker)
