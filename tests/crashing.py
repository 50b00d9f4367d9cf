"""Commands on a graph in processes of their own that can be killed at any moment, without what starting one costs.

The processes are forked from one server that has everything loaded and never opened a store: a store has threads, which
do not survive a fork.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import random
import resource
import shutil
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphs import article, extract

from kg import gazetteer, identify, pipeline, vocab
from kg.decisions import Decision
from kg.errors import KgError, UsageError
from kg.model import Article
from kg.store import open_graph

vocab.load()
gazetteer.load().by_code("31.71.03.1008")
identify.comparer()

Command = tuple[Any, ...]  # ("build", articles, rules), ("remove", source), ("same", name)


def told(number: int, day: str, rank: str = "Serda", who: str = "Hendra Saputra") -> Article:
    """One of a lot of articles about the same people: what they say together depends on all of them."""
    text = (
        f"publisher|Media {number % 5}\npublished|{day}\n"
        f"place|Utan Panjang|level=kelurahan|code=31.71.03.1008\nunit|Koramil Kemayoran|kind=Koramil|pillar=TNI\n"
        f"person|{who}|rank={rank}|role=Babinsa|pillar=TNI|unit=Koramil Kemayoran|area=Utan Panjang\n"
        f"event|kegiatan {number}|activity=komsos|date={day}|place=Utan Panjang|participant={who}\n"
    )
    return article(text, f"{number}.txt", url=f"https://media{number % 5}.id/{number}")


def articles(count: int, rank: str = "Serda") -> list[Article]:
    names = ("Hendra Saputra", "Hendra Sapoetra", "Eko Wibowo")
    return [told(n, f"2024-{n % 12 + 1:02}-{n % 28 + 1:02}", rank, names[n % 3]) for n in range(count)]


def commands(count: int) -> list[Command]:
    """A life of a graph: added, partly replaced, decided on, partly removed."""
    many = articles(count)
    changed = [*many[: count // 2], *articles(count, "Sertu")[count // 2 :]]
    return [
        ("build", many, "r1"),
        ("build", changed, "r1"),
        ("different", "Hendra Saputra", "Hendra Sapoetra"),
        ("remove", many[0].url),
        ("remove", many[-1].url),
        ("build", many, "r2"),
    ]


def run(folder: Path, command: Command) -> None:
    match command:
        case "build", found, rules:
            pipeline.build(found, folder, extract=extract, vocab=vocab.load(), gazetteer=gazetteer.load(), rules=rules)
        case "remove", selector:
            with contextlib.suppress(UsageError):  # it had been removed when the process was killed
                pipeline.remove(folder, selector)
        case verdict, one, other:
            with open_graph(folder, write=True) as graph:
                iris = [_person(graph, name) for name in (one, other)]
                graph.decide(Decision(0, verdict, *iris, "Rina", "2025-05-01T09:00:00+07:00"))


def _person(graph: Any, name: str) -> str:
    sql = "SELECT iri FROM identity_node WHERE kind = 'person' AND json_extract(profile, '$[2]') = ? ORDER BY iri"
    return str(graph.archive.db.execute(sql, (name,)).fetchone()[0])


def _child(folder: str, command: Command, limit: int) -> None:
    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        run(Path(folder), command)
    except KgError as error:
        Path(f"{folder}.error").write_text(f"{type(error).__name__}: {error}", encoding="utf-8")
        os._exit(error.exit_code)
    os._exit(0)


_SERVER = multiprocessing.get_context("forkserver")
_SERVER.set_forkserver_preload(["crashing"])


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: exit code, minus the signal if it was killed; how long it ran, in seconds."""

    code: int
    seconds: float


def start(folder: Path, command: Command, *, kill_after: float | None = None, limit: int = 0) -> Ended:
    """Run a command in a process of its own; kill it after so many seconds; ``limit``: largest file, in bytes."""
    process = _SERVER.Process(target=_child, args=(str(folder), command, limit))
    began = time.perf_counter()
    process.start()
    process.join(kill_after)
    if process.is_alive() and process.pid:
        os.kill(process.pid, signal.SIGKILL)
        process.join()
    return Ended(process.exitcode or 0, time.perf_counter() - began)


def dump(folder: Path) -> list[str]:
    with open_graph(folder) as graph:
        return list(graph.dump_sorted())


@dataclass(frozen=True, slots=True)
class Whole:
    """What a life comes to that nobody disturbs: what the graph holds after each command, and the seconds it took."""

    states: list[list[str]]
    seconds: list[float]


def undisturbed(folder: Path, empty: Path, plan: Sequence[Command]) -> Whole:
    shutil.copytree(empty, folder)
    states, seconds = [dump(folder)], []
    for command in plan:
        ended = start(folder, command)
        assert ended.code == 0, Path(f"{folder}.error").read_text(encoding="utf-8")
        seconds.append(ended.seconds)
        states.append(dump(folder))
    return Whole(states, seconds)


def killed(folder: Path, empty: Path, plan: Sequence[Command], whole: Whole, chance: random.Random) -> int:
    """Live the same life while every command is killed at random moments and given again until one ends by itself.

    After every kill readers must see the graph as it was before the command or as it is after it, and in the end it
    must be the same to the byte. Gives the number of kills.
    """
    shutil.copytree(empty, folder)
    kills = 0
    for number, command in enumerate(plan):
        before, after = whole.states[number : number + 2]
        while True:
            ended = start(folder, command, kill_after=chance.uniform(0, 1.1 * whole.seconds[number]))
            if ended.code == 0:
                break
            assert ended.code == -signal.SIGKILL, Path(f"{folder}.error").read_text(encoding="utf-8")
            kills += 1
            assert dump(folder) in (before, after), f"{command[0]}: neither the state before nor the one after it"
        assert dump(folder) == after, f"{command[0]}: not what it comes to undisturbed"
    return kills
