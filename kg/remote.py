"""A store behind a SPARQL 1.1 endpoint, met the way ``kg.quadstore`` meets a pyoxigraph store.

Named graphs are loaded and dropped by the Graph Store Protocol, single quads by SPARQL Update, in batches; results come
back as pyoxigraph's own objects. Every request can be repeated without harm, and is where an endpoint is busy or out of
reach. No request is made in the name of a user whose password would have to be written down: user and password, or a
token, come from the environment (KG_STORE_USER and KG_STORE_PASSWORD, KG_STORE_TOKEN).
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import parse_qs, urljoin, urlsplit

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    Quad,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    Variable,
    parse,
    parse_query_results,
    serialize,
)

from kg import extras
from kg.errors import GraphError, UsageError
from kg.ns import ID

if TYPE_CHECKING:
    import httpx

SCHEMES = ("sparql+http", "sparql+https")
_ATTEMPTS = 6
_PAUSE = 0.5  # seconds before the second attempt, doubled before each one after it
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})  # status codes of what may be over when asked again
_SECONDS = 120.0  # for an answer
_BATCH = 1_000_000  # characters of update text, and bytes of triples, that go into one request
# XML rather than JSON: Virtuoso writes booleans as 1 in JSON
_TRIPLES = "application/n-triples"
_ANSWERS = f"application/sparql-results+xml, {_TRIPLES};q=0.9"
_ASKED = Variable("__ASK_RETVAL")  # the column in which Virtuoso 7.2 answers ASK, as 1 or 0

_Graph = NamedNode | DefaultGraph


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The addresses of the three services of one dataset, and the graph that is its default graph if it has none."""

    query: str
    update: str
    data: str
    default: str | None = None

    @classmethod
    def of(cls, url: str) -> Endpoint:
        """From ``sparql+http://HOST/query?update=/update&data=/store``; the two behind "?" are for other names.

        ``default=IRI`` is for a server whose default graph is the union of all its graphs: what belongs into the
        default graph goes into that graph, every question names it as the default graph, and graphs of others on the
        same server are left alone. Raises UsageError for another scheme, for a password inside, for an IRI that is
        none, or if the other two services are not told.
        """
        parts = urlsplit(url)
        if parts.scheme not in SCHEMES or not parts.hostname:
            raise UsageError(f"--store: expected sparql+http://HOST/query or sparql+https://…, found {url!r}")
        if parts.username or parts.password:
            raise UsageError("--store: no password belongs into the address; set KG_STORE_USER and KG_STORE_PASSWORD")
        query = parts._replace(scheme=parts.scheme.removeprefix("sparql+"), query="", fragment="").geturl()
        told = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        if not parts.path.endswith("/query") and not {"update", "data"} <= told.keys():
            raise UsageError(
                f"--store: {url!r} does not end in /query: add where updates and graphs go, ?update=PATH&data=PATH"
            )
        default = told.get("default")
        if default and not _is_iri(default):
            raise UsageError(f"--store: default= expects an IRI such as https://example.org/kg, found {default!r}")
        update, data = (
            urljoin(query, told.get(name, usual)) for name, usual in (("update", "update"), ("data", "store"))
        )
        return cls(query, update, data, default)


class SparqlStore:
    """What ``QuadStore`` uses of ``pyoxigraph.Store``, at an endpoint. Raises GraphError where that does not answer.

    Changes to single quads wait until they fill a request, or until something is read or flushed.
    """

    def __init__(self, endpoint: Endpoint, transport: httpx.BaseTransport | None = None) -> None:
        self.endpoint = endpoint
        self._http = _client(transport)
        self._lock = threading.Lock()
        self._waiting: list[str] = []
        self._size = 0

    def close(self) -> None:
        self._http.close()

    # reading

    def query(
        self,
        sparql: str,
        *,
        prefixes: Mapping[str, str] | None = None,
        substitutions: Mapping[Variable, Any] | None = None,
    ) -> Any:
        """As ``pyoxigraph.Store.query``; raises SyntaxError for what the endpoint does not understand."""
        if substitutions:
            raise UsageError("an endpoint binds no variables; write the values into the query with kg.parameters.bind")
        prologue = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in (prefixes or {}).items())
        return self._ask(prologue + sparql)

    def _ask(self, sparql: str, graph: _Graph | None = None) -> Any:
        """The answer; ``graph`` is the one named graph that the query reads, if it reads one."""
        self.flush()
        form = {"query": sparql}
        if self.endpoint.default:
            form["default-graph-uri"] = self.endpoint.default
            if isinstance(graph, NamedNode):  # else Virtuoso finds nothing in a graph that is written out
                form["named-graph-uri"] = graph.value
        answer = self._send("POST", self.endpoint.query, headers={"Accept": _ANSWERS}, data=form)
        if answer.status_code == 406:  # Virtuoso takes only the first of several formats
            answer = self._send("POST", self.endpoint.query, headers={"Accept": _TRIPLES}, data=form)
        if answer.status_code == 400:
            raise SyntaxError(answer.text.strip() or "the endpoint refused the query")
        self._check(answer)
        if answer.headers["content-type"].startswith(_TRIPLES):
            found = Store()
            found.extend(parse(answer.content, RdfFormat.N_TRIPLES))
            return found.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
        results = parse_query_results(answer.content, format=QueryResultsFormat.XML)
        if isinstance(results, QuerySolutions) and results.variables == [_ASKED]:
            return any(row[_ASKED].value == "1" for row in results)
        return results

    def quads_for_pattern(self, subject: Any, predicate: Any, object: Any, graph_name: Any = None) -> Iterator[Quad]:
        """As pyoxigraph gives them: None stands for any."""
        names = ("s", "p", "o")
        given = (subject, predicate, object)
        triple = " ".join(f"?{name}" if term is None else str(term) for name, term in zip(names, given, strict=True))
        wanted = " ".join(f"?{name}" for name, term in zip(names, given, strict=True) if term is None)
        graphs: Iterable[_Graph] = [DefaultGraph(), *self.named_graphs()] if graph_name is None else [graph_name]
        for graph in graphs:
            where = triple if isinstance(graph, DefaultGraph) else f"GRAPH {graph} {{ {triple} }}"
            if not wanted:
                if self._ask(f"ASK {{ {where} }}", graph):
                    yield Quad(subject, predicate, object, graph)
                continue
            for row in self._ask(f"SELECT {wanted} WHERE {{ {where} }}", graph):
                s, p, o = (row[name] if term is None else term for name, term in zip(names, given, strict=True))
                yield Quad(s, p, o, graph)

    def named_graphs(self) -> Iterator[NamedNode]:
        """All but the default graph; on a server that others may use too, those of this project."""
        ours = f'FILTER(STRSTARTS(STR(?g), "{ID}"))' if self.endpoint.default else ""
        graphs = (row["g"] for row in self._ask(f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?s ?p ?o }} {ours} }}"))
        return (graph for graph in graphs if graph.value != self.endpoint.default)

    def is_empty(self) -> bool:
        return not self._ask("ASK { ?s ?p ?o }") and next(self.named_graphs(), None) is None

    def dump(
        self,
        output: IO[bytes] | str | None,
        format: RdfFormat,
        *,
        from_graph: _Graph | None = None,
        prefixes: dict[str, str] | None = None,
    ) -> bytes | None:
        """As ``pyoxigraph.Store.dump``; one graph after the other is fetched."""
        if from_graph is not None:
            triples = (quad.triple for quad in self._fetch(from_graph))
            return serialize(triples, output, format, prefixes=prefixes)
        graphs: list[_Graph] = [DefaultGraph(), *sorted(self.named_graphs(), key=str)]
        quads = chain.from_iterable(map(self._fetch, graphs))
        return serialize(quads, output, format, prefixes=prefixes)

    def _fetch(self, graph: _Graph) -> Iterator[Quad]:
        self.flush()
        answer = self._send("GET", self._address(graph), headers={"Accept": _TRIPLES})
        if answer.status_code == 404:
            return
        self._check(answer)
        for quad in parse(answer.content, RdfFormat.N_TRIPLES):
            yield Quad(quad.subject, quad.predicate, quad.object, graph)

    # writing

    def load(self, quads: bytes, format: RdfFormat) -> None:
        """Add N-Quads whose lines are grouped by graph, as this project writes them."""
        self.flush()
        for graph, lines in _by_graph(quads):
            headers = {"Content-Type": _TRIPLES}
            self._check(self._send("POST", self._address(graph), headers=headers, content=lines))

    bulk_load = load

    def remove_graph(self, graph: _Graph) -> None:
        """Drop a graph; nothing happens if it is not there."""
        self.flush()
        answer = self._send("DELETE", self._address(graph))
        if answer.status_code != 404:
            self._check(answer)

    def remove(self, quad: Quad) -> None:
        self._wait(f"DELETE DATA {{ {self._pattern(quad)} }}")

    def extend(self, quads: Iterable[Quad]) -> None:
        if lines := sorted(map(self._pattern, quads)):
            self._wait(f"INSERT DATA {{ {' '.join(lines)} }}")

    def flush(self) -> None:
        """Send the changes that wait."""
        with self._lock:
            operations, self._waiting, self._size = self._waiting, [], 0
        if operations:
            headers = {"Content-Type": "application/sparql-update"}
            content = " ;\n".join(operations).encode()
            self._check(self._send("POST", self.endpoint.update, headers=headers, content=content))

    def _wait(self, operation: str) -> None:
        with self._lock:
            self._waiting.append(operation)
            self._size += len(operation)
            full = self._size >= _BATCH
        if full:
            self.flush()

    # requests

    def _address(self, graph: _Graph) -> str:
        import httpx

        at = httpx.URL(self.endpoint.data)
        name = self._name(graph)
        return str(at.copy_add_param("default", "") if name is None else at.copy_add_param("graph", name))

    def _name(self, graph: Any) -> str | None:
        """What the endpoint calls a graph; None where it has a default graph of its own."""
        return self.endpoint.default if isinstance(graph, DefaultGraph) else graph.value

    def _pattern(self, quad: Quad) -> str:
        triple = f"{quad.subject} {quad.predicate} {quad.object} ."
        name = self._name(quad.graph_name)
        return triple if name is None else f"GRAPH {NamedNode(name)} {{ {triple} }}"

    def _send(self, method: str, url: str, **request: Any) -> httpx.Response:
        """The answer, whatever it is, after as many attempts as it takes; raises GraphError where none comes."""
        import httpx

        for attempt in range(_ATTEMPTS):
            last = attempt == _ATTEMPTS - 1
            try:
                answer = self._http.request(method, url, **request)
            except httpx.TransportError as error:
                if last:
                    what = str(error) or type(error).__name__
                    raise GraphError(
                        f"{url}: the endpoint does not answer ({what}); run the command again later"
                    ) from error
            else:
                if last or answer.status_code not in _PASSING:
                    return answer
            time.sleep(_PAUSE * 2**attempt)
        raise AssertionError("not reached")

    @staticmethod
    def _check(answer: httpx.Response) -> None:
        if not answer.is_success:
            hint = (
                "set KG_STORE_USER and KG_STORE_PASSWORD, or KG_STORE_TOKEN" if answer.status_code in (401, 403) else ""
            )
            said = answer.text.strip().partition("\n")[0][:200]
            hint = hint or "nothing is lost, run the command again when it works"
            raise GraphError(f"{answer.request.url}: expected success, found {answer.status_code} ({said}); {hint}")


def _client(transport: httpx.BaseTransport | None) -> httpx.Client:
    library = extras.load("httpx", "remote", "--store")
    user, token = os.environ.get("KG_STORE_USER"), os.environ.get("KG_STORE_TOKEN")
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    auth: httpx.Auth | None = None
    if user:
        kind = library.DigestAuth if os.environ.get("KG_STORE_AUTH") == "digest" else library.BasicAuth
        auth = kind(user, os.environ.get("KG_STORE_PASSWORD", ""))
    client: httpx.Client = library.Client(
        auth=auth, headers=headers, timeout=_SECONDS, transport=transport, trust_env=False
    )
    return client


def _by_graph(quads: bytes) -> Iterator[tuple[_Graph, bytes]]:
    """N-Triples for each graph, of at most some size each, from the lines of N-Quads."""
    lines: list[bytes] = []
    size = 0
    name: bytes | None = None
    for line in quads.splitlines():
        triple, graph = _split(line)
        if lines and (graph != name or size >= _BATCH):
            yield _named(name), b"\n".join(lines) + b"\n"
            lines, size = [], 0
        name = graph
        lines.append(triple)
        size += len(triple)
    if lines:
        yield _named(name), b"\n".join(lines) + b"\n"


def _split(line: bytes) -> tuple[bytes, bytes]:
    """A triple with its final dot, and the graph of a line; b"" for the default graph."""
    body = line.removesuffix(b" .")
    _, _, rest = body.split(b" ", 2)
    # behind an object that is an IRI, or a literal ended by its quotation mark, datatype or language
    at = rest.rfind(b" <")
    if at < 0 or (rest[:1] == b'"' and rest.rfind(b'"') > at):
        return line, b""
    return body[: len(body) - len(rest) + at] + b" .", rest[at + 2 : -1]


def _named(name: bytes | None) -> _Graph:
    return NamedNode(name.decode()) if name else DefaultGraph()


def _is_iri(text: str) -> bool:
    try:
        return bool(NamedNode(text))
    except ValueError:
        return False
