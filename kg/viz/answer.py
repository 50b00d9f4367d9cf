"""What an answer of a question names: things by IRI, or by the name an article gives them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import NamedNode, QueryBoolean, QueryTriples

from kg import queries
from kg.errors import UsageError
from kg.lookup import Label, Queryable, members
from kg.viz.model import Network

_SINGLE = "A yes-or-no question has nothing to draw"


def named(graph: Queryable, network: Network, question: str, params: Mapping[str, str]) -> tuple[list[str], Label]:
    """Things the answer names, in its order, and the title of the question. Raises UsageError if it names none."""
    asked = queries.find(question)
    result = queries.ask(graph, asked, params)
    if isinstance(result, QueryBoolean):
        raise UsageError(f"{question}: {_SINGLE}; see the answer with: kg query {question}")
    if isinstance(result, QueryTriples):
        rows: Iterable[tuple[object, ...]] = ((t.subject, t.object) for t in result)
    else:
        rows = (tuple(solution) for solution in result)
    finder = _Finder(graph, network)
    found: dict[str, None] = {}
    for row in rows:
        found.update(dict.fromkeys(finder.of_row(row)))
    if not found:
        raise UsageError(f"{question}: its answer names no person, unit, place, event or article that can be drawn")
    return list(found), Label(asked.title_id or question, asked.title_en or asked.title_id or question)


class _Finder:
    def __init__(self, graph: Queryable, network: Network) -> None:
        self.graph = graph
        self.network = network
        self.by_name: defaultdict[str, list[str]] = defaultdict(list)
        for thing in network.things.values():
            if thing.kind in ("person", "organization", "place"):
                for name in dict.fromkeys((thing.label.id, *thing.other_names)):
                    self.by_name[name].append(thing.iri)

    def of_row(self, row: tuple[object, ...]) -> Iterator[str]:
        """Things by IRI; then those that have a name of the row, in the articles of the row if it names some."""
        iris = [self.thing(term.value) for term in row if isinstance(term, NamedNode)]
        known = [iri for iri in iris if iri]
        yield from known
        articles = {iri for iri in known if self.network.things[iri].kind == "article"}
        for term in row:
            if term is None or isinstance(term, NamedNode):
                continue
            candidates = self.by_name.get(queries.plain(term), [])
            if articles:
                candidates = [iri for iri in candidates if articles & set(self.network.things[iri].articles)]
            if len(candidates) == 1 or articles:
                yield from candidates

    def thing(self, iri: str) -> str:
        """The thing in the network that this IRI stands for, "" if none."""
        if iri in self.network.things:
            return iri
        return next((other for other in members(self.graph, iri)[:1] if other in self.network.things), "")
