"""A graph whose quads lie at a SPARQL endpoint: a real server, started here; and one that fails in every way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from graphs import POLSEK, article, extract
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat
from servers import VIRTUOSO_USER, oxigraph, virtuoso

from kg import pipeline, remote
from kg.errors import GraphError, UsageError
from kg.model import Article
from kg.ns import ID
from kg.pipeline import BuildReport, remove
from kg.remote import Endpoint, SparqlStore
from kg.store import open_graph

OTHER = POLSEK.replace("Hendra Saputra", "Rudi Hartono").replace("Kabar Kota", "Warta Lain")
Answer = Callable[[httpx.Request], httpx.Response]
Served = tuple[str, dict[str, str]]


SERVERS = {"oxigraph": (oxigraph, {}), "virtuoso": (virtuoso, VIRTUOSO_USER)}


@pytest.fixture(scope="module", params=SERVERS)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A real server: address of its dataset, and what the environment must hold to be let in."""
    start, environment = SERVERS[request.param]
    with start(tmp_path_factory.mktemp(request.param)) as address:
        yield address, environment


@pytest.fixture
def address(server: Served, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Address of an empty dataset."""
    address, environment = server
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    yield address
    store = SparqlStore(Endpoint.of(address))
    for graph in [DefaultGraph(), *store.named_graphs()]:
        store.remove_graph(graph)
    assert store.is_empty()


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "_PAUSE", 0.0)


def build(graph: Path, *articles: Article, **options: str) -> BuildReport:
    return pipeline.build(articles, graph, extract=extract, rules="r1", **options)  # type: ignore[arg-type]


def dump(graph: Path) -> list[str]:
    with open_graph(graph) as opened:
        return list(opened.dump_sorted())


def failing(answer: Answer) -> SparqlStore:
    return SparqlStore(Endpoint.of("sparql+http://example.org/query"), httpx.MockTransport(answer))


# a real server


def test_a_graph_at_an_endpoint_holds_what_one_in_a_folder_holds(address: str, tmp_path: Path) -> None:
    for graph, options in ((tmp_path / "here", {}), (tmp_path / "there", {"store": address})):
        build(graph, article(POLSEK, "a.txt"), article(OTHER, "b.txt"), **options)
        build(graph, article(POLSEK + "topic|narkoba", "a.txt"))
    assert dump(tmp_path / "here") == dump(tmp_path / "there")
    assert not (tmp_path / "there" / "store").exists()


def test_many_articles_at_once_and_removing_one(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.graph.BULK_ARTICLES", 2)
    monkeypatch.setattr("kg.graph._BULK_GRAPHS", 2)
    monkeypatch.setattr("kg.best._BULK_LINES", 10)
    articles = [article(f"{POLSEK}person|Orang {n}|role=Lurah", f"{n}.txt") for n in range(5)]
    for graph, options in ((tmp_path / "here", {}), (tmp_path / "there", {"store": address})):
        build(graph, *articles, **options)
        remove(graph, "3.txt")
    assert dump(tmp_path / "here") == dump(tmp_path / "there")


def test_questions_are_answered_at_the_endpoint(address: str, tmp_path: Path) -> None:
    build(tmp_path / "g", article(POLSEK, "a.txt"), store=address)
    with open_graph(tmp_path / "g") as graph:
        (row,) = graph.query('SELECT ?p WHERE { ?p foaf:name "Yusuf Maulana" }')
        assert graph.query(f"ASK {{ {row['p']} a tp:Person }}")
        made = list(graph.query("CONSTRUCT { ?p a tp:Person } WHERE { ?p a tp:Person }"))
        assert row["p"] in {triple.subject for triple in made}
        with pytest.raises(SyntaxError):
            graph.query("SELEC ?p")


def test_rebuilding_gives_the_same_dataset(address: str, tmp_path: Path) -> None:
    build(tmp_path / "g", article(POLSEK, "a.txt"), store=address)
    before = dump(tmp_path / "g")
    with open_graph(tmp_path / "g", write=True) as graph:
        graph.store.store.extend([Quad(NamedNode("urn:stray"), NamedNode("urn:p"), Literal("x"))])
        graph.store.flush()
        graph.rebuild()
    assert dump(tmp_path / "g") == before


def test_a_dataset_that_holds_something_is_not_taken(address: str, tmp_path: Path) -> None:
    store = SparqlStore(Endpoint.of(address))
    store.extend([Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal("theirs"))])
    store.flush()
    with pytest.raises(GraphError, match="empty dataset"):
        build(tmp_path / "g", article(POLSEK, "a.txt"), store=address)
    assert len(list(store.quads_for_pattern(None, None, None))) == 1


def test_hostile_text_comes_back_as_it_went(address: str) -> None:
    store = SparqlStore(Endpoint.of(address))
    words = Literal('a " <urn:g> . \\ } ; DROP ALL # \n \u2028 “é”')
    sent = {
        Quad(NamedNode("urn:s"), NamedNode("urn:p"), words, graph)
        for graph in (DefaultGraph(), NamedNode(f"{ID}g?a=b&c=d"))
    }
    store.extend(sent)
    assert set(store.quads_for_pattern(None, None, None)) == sent
    lines = "".join(f"{quad} .\n" for quad in sent).encode()
    for quad in sent:
        store.remove(quad)
    assert store.is_empty()
    store.load(lines, RdfFormat.N_QUADS)
    assert set(store.quads_for_pattern(None, NamedNode("urn:p"), None)) == sent


# an endpoint in trouble


def test_a_busy_endpoint_is_asked_again() -> None:
    answers = iter([503, 500, 429])

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(next(answers, 204))

    failing(answer).remove_graph(NamedNode("urn:g"))
    assert next(answers, None) is None


@pytest.mark.parametrize("trouble", [httpx.ReadTimeout("too slow"), httpx.ConnectError("refused")])
def test_an_endpoint_out_of_reach_is_an_error_of_the_graph(trouble: Exception) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise trouble

    with pytest.raises(GraphError, match="does not answer"):
        failing(answer).remove_graph(NamedNode("urn:g"))


def test_a_refused_password_says_what_to_set() -> None:
    with pytest.raises(GraphError, match="KG_STORE_USER"):
        failing(lambda request: httpx.Response(401)).remove_graph(NamedNode("urn:g"))


def test_user_and_token_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers["authorization"])
        return httpx.Response(204)

    monkeypatch.setenv("KG_STORE_TOKEN", "secret")
    failing(answer).remove_graph(NamedNode("urn:g"))
    monkeypatch.delenv("KG_STORE_TOKEN")
    monkeypatch.setenv("KG_STORE_USER", "me")
    monkeypatch.setenv("KG_STORE_PASSWORD", "x")
    failing(answer).remove_graph(NamedNode("urn:g"))
    assert seen == ["Bearer secret", "Basic bWU6eA=="]


def test_what_an_endpoint_failed_to_take_is_given_to_it_by_the_next_build(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path / "here", article(POLSEK, "a.txt"), article(OTHER, "b.txt"))
    build(tmp_path / "there", article(POLSEK, "a.txt"), store=address)
    with monkeypatch.context() as patch:
        patch.setattr(SparqlStore, "flush", _fail)
        with pytest.raises(GraphError):
            build(tmp_path / "there", article(OTHER, "b.txt"))
    build(tmp_path / "there")
    assert dump(tmp_path / "here") == dump(tmp_path / "there")


def _fail(store: SparqlStore) -> None:
    raise GraphError("expected success, found 500")


# addresses


def test_services_lie_beside_the_query_service_or_where_they_are_said_to() -> None:
    assert Endpoint.of("sparql+https://x.org/ds/query") == Endpoint(
        "https://x.org/ds/query", "https://x.org/ds/update", "https://x.org/ds/store"
    )
    assert Endpoint.of("sparql+http://x.org/sparql?update=/sparql-auth&data=/crud&default=urn:kg") == Endpoint(
        "http://x.org/sparql", "http://x.org/sparql-auth", "http://x.org/crud", "urn:kg"
    )


@pytest.mark.parametrize(
    "url",
    [
        "http://x.org/query",
        "sparql+http:///query",
        "sparql+http://x.org/sparql",
        "sparql+http://a:b@x.org/query",
        "sparql+http://x.org/query?default=no iri",
    ],
)
def test_an_address_that_will_not_do_is_refused(url: str) -> None:
    with pytest.raises(UsageError, match="--store"):
        Endpoint.of(url)


def test_a_graph_keeps_its_store(address: str, tmp_path: Path) -> None:
    build(tmp_path / "g", article(POLSEK, "a.txt"))
    with pytest.raises(UsageError, match="in its folder"):
        build(tmp_path / "g", store=address)
