"""The process that runs queries of strangers: a snapshot read-only, no network, little memory; made to be killed.

The engine cannot stop a query and has no limit of memory, so each query runs here, one at a time, and whoever started
the process ends it when the time is over. Requests come as lines of JSON on standard input; an answer is a line of JSON
on standard output, followed by as many bytes as it says.
"""

from __future__ import annotations

import ctypes
import io
import json
import os
import resource
import sys
from pathlib import Path
from typing import Any

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    serialize,
)

from kg.errors import GraphError
from kg.ns import PREFIXES
from kg.quadstore import QuadStore
from kg.serve import saved
from kg.serve.media import GRAPHS, RESULTS

_NEW_USER, _NEW_NET = 0x10000000, 0x40000000  # flags of unshare(2)
_NICER = 10  # pages come first


class TooLarge(Exception):
    """The answer is larger than allowed."""


class Sink(io.BytesIO):
    """Keeps what is written, up to a limit of bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit

    def write(self, data: Any) -> int:
        if self.tell() + len(data) > self.limit:
            raise TooLarge
        return super().write(data)


class Reader:
    """The snapshot published last, opened anew when there is a newer one."""

    def __init__(self, snapshots: Path, memory_mb: int) -> None:
        self.snapshots = snapshots
        self.memory_mb = memory_mb
        self.name = ""
        self._quads: QuadStore | None = None

    def read(self) -> tuple[Store, Path | None]:
        """The store, and the folder it is read from."""
        name = (self.snapshots / "current").read_text("ascii").strip()
        if name != self.name or self._quads is None:
            limit_memory(None)
            if self._quads:
                self._quads.close()
            self._quads = QuadStore.read_snapshot(self.snapshots)
            self.name = name
            limit_memory(self.memory_mb)
        return self._quads.store, self._quads.snapshot


def isolate() -> None:
    """Take from this process what no query needs: network, writing to files, dumps of its memory, precedence."""
    ctypes.CDLL(None).unshare(_NEW_USER | _NEW_NET)  # where the system forbids it, the look through the query remains
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    os.nice(_NICER)


def limit_memory(megabytes: int | None) -> None:
    """Let the process grow by so much from where it is; None takes the limit away."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if megabytes is None:
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
        return
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + megabytes * 1_000_000, hard))


def answer(store: Store, task: dict[str, Any], snapshot: Path | None = None) -> tuple[dict[str, Any], bytes]:
    """Head and body of the answer to one task; see ``kg.serve.pool.Task`` for what it holds."""
    sink = Sink(task["max_result"])
    try:
        if task["update"]:
            format: str | None = _update(task, sink)
        else:
            format = _dump(store, task, sink) if task["graph"] is not None else _query(store, task, sink, snapshot)
    except TooLarge:
        return _refusal(413, f"the answer is larger than {sink.limit} bytes; add a LIMIT, or use kg export"), b""
    except (SyntaxError, ValueError) as error:
        return _refusal(400, str(error)), b""
    except PermissionError as error:
        return _refusal(403, str(error)), b""
    except KeyError as error:
        return _refusal(404, error.args[0]), b""
    except (OSError, RuntimeError) as error:
        return _refusal(500, f"the query could not be evaluated ({error})"), b""
    if format is None:
        return _refusal(406, "no format fits both the answer and the Accept header"), b""
    return {"status": 200, "format": format}, sink.getvalue()


def _refusal(status: int, message: str) -> dict[str, Any]:
    return {"status": status, "message": message}


def _query(store: Store, task: dict[str, Any], sink: Sink, snapshot: Path | None) -> str | None:
    """Name of the format that was written; None if none fits."""
    result = _evaluated(store, task, snapshot)
    if isinstance(result, QueryTriples):
        if format := task["graph_format"]:
            serialize(result, sink, format=rdf_format(format), prefixes=dict(PREFIXES))
        return format or None
    assert isinstance(result, QuerySolutions | QueryBoolean)
    if format := task["result_format"]:
        result.serialize(sink, format=QueryResultsFormat.from_media_type(RESULTS[format]))
    return format or None


def _evaluated(
    store: Store, task: dict[str, Any], snapshot: Path | None
) -> QuerySolutions | QueryBoolean | QueryTriples:
    """The engine counts a triple once for every default graph that has it: several are merged before."""
    given: dict[str, Any] = {}
    defaults, named = task["defaults"], task["named"]
    if len(defaults) > 1:
        store = _merged(store, defaults, named)
        given["default_graph"] = DefaultGraph()
    elif defaults:
        given["default_graph"] = NamedNode(defaults[0])
    elif named:
        given["default_graph"] = []
    if defaults or named:
        given["named_graphs"] = [NamedNode(iri) for iri in named]
    prefixes = PREFIXES if task["prefixes"] else None
    if given:
        return store.query(task["query"], prefixes=prefixes, **given)
    found: QuerySolutions | QueryBoolean | QueryTriples = saved.answer(
        lambda text: store.query(text, prefixes=prefixes), task["query"], snapshot
    )
    return found


def _merged(store: Store, defaults: list[str], named: list[str]) -> Store:
    merged = Store()
    for iri in defaults:
        for quad in store.quads_for_pattern(None, None, None, NamedNode(iri)):
            merged.add(Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()))
    for iri in named:
        merged.extend(store.quads_for_pattern(None, None, None, NamedNode(iri)))
    return merged


def _dump(store: Store, task: dict[str, Any], sink: Sink) -> str | None:
    """One graph whole; the default graph for ""."""
    graph = NamedNode(task["graph"]) if task["graph"] else DefaultGraph()
    if isinstance(graph, NamedNode) and not store.contains_named_graph(graph):
        raise KeyError(f"there is no graph {graph.value}")
    if format := task["graph_format"]:
        triples = (quad.triple for quad in store.quads_for_pattern(None, None, None, graph))
        serialize(triples, sink, format=rdf_format(format), prefixes=dict(PREFIXES))
    return format or None


_GUARD = NamedNode("urn:kg:guard")


def _update(task: dict[str, Any], sink: Sink) -> str:
    """What the graphs of users are after an update, which sees these alone. Raises PermissionError if it would change
    others.

    The default graph, a graph of the project, and each that the update may name, hold one triple in their stead.
    """
    store = Store()
    store.load(task["own"].encode("utf-8"), RdfFormat.N_QUADS)
    guarded: list[DefaultGraph | NamedNode] = [DefaultGraph(), *map(NamedNode, task["guarded"])]
    guards = [Quad(_GUARD, _GUARD, _GUARD, graph) for graph in guarded]
    store.extend(guards)
    store.update(task["query"], prefixes=PREFIXES if task["prefixes"] else None)
    for guard in guards:
        if list(store.quads_for_pattern(None, None, None, guard.graph_name)) != [guard]:
            raise PermissionError(
                "this would change the default graph, or a graph of the project: they are made from the articles; "
                "write to a named graph of your own, such as <urn:example:notes>"
            )
        store.remove(guard)
    if any(store.quads_for_pattern(_GUARD, None, None, None)):
        raise PermissionError("this would copy a graph of the project; ask for it, and insert the answer as data")
    store.dump(sink, RdfFormat.N_QUADS)
    return "nquads"


def rdf_format(name: str) -> RdfFormat:
    found = RdfFormat.from_media_type(GRAPHS[name])
    assert found is not None
    return found


def main() -> None:
    """``python -m kg.serve.worker SNAPSHOTS MEGABYTES``"""
    isolate()
    reader = Reader(Path(sys.argv[1]), int(sys.argv[2]))
    out = sys.stdout.buffer
    try:
        reader.read()
        _say(out, {"status": 200}, b"")
        for line in sys.stdin.buffer:
            store, snapshot = reader.read()
            _say(out, *answer(store, json.loads(line), snapshot))
    except (GraphError, OSError) as error:
        _say(out, _refusal(503, str(error)), b"")


def _say(out: Any, head: dict[str, Any], body: bytes) -> None:
    out.write(json.dumps({**head, "length": len(body)}).encode() + b"\n")
    out.write(body)
    out.flush()


if __name__ == "__main__":
    main()
