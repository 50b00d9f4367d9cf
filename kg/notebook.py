"""The graph in Python and in notebooks: questions as frames, the network as a networkx graph, exports."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal

from kg import answers, export, extras, network, queries
from kg.errors import UsageError
from kg.export.reader import Reader
from kg.export.source import Source
from kg.export.tables import TABLES
from kg.store import open_graph

if TYPE_CHECKING:
    import networkx as nx

FrameKind = Literal["pandas", "polars", "rows"]


class KnowledgeGraph:
    """A graph folder, opened for reading. Use as a context manager, or call ``close``.

    Frames are pandas by default, polars with ``frame="polars"``; ``frame="rows"`` is a list of dictionaries and needs
    neither. Whole numbers, decimals and truth values come as such, IRIs and dates as text, what is unbound as None.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._graph = open_graph(self.path)

    def __enter__(self) -> KnowledgeGraph:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"KnowledgeGraph({str(self.path)!r})"

    def close(self) -> None:
        self._graph.close()

    def questions(self, *, frame: FrameKind = "pandas") -> Any:
        """The questions that come with the package: name, title in both languages, parameters."""
        found = [(q.name, q.title_id, q.title_en, ", ".join(p.name for p in q.params)) for q in queries.questions()]
        return _frame(_columns(("name", "title_id", "title_en", "parameters"), found), frame)

    def ask(self, question: str, params: Mapping[str, str] | None = None, *, frame: FrameKind = "pandas") -> Any:
        """The answer to a question: the name of a bundled one, a file, or SPARQL itself (SELECT or ASK).

        ``params`` are bound as values. Raises UsageError on a question that is unknown, or wrong SPARQL.
        """
        asked = queries.parse(question) if "{" in question else queries.find(question)
        result = queries.ask(self._graph, asked, params)
        return _frame(answers.columns(result), frame)

    def table(self, name: str, *, frame: FrameKind = "pandas") -> Any:
        """One of the tables that ``kg export csv`` writes: persons, events, claims with their sentences …"""
        if name not in TABLES:
            raise UsageError(f"expected a table of {', '.join(TABLES)}, found {name!r}")
        rows = list(TABLES[name].rows(Reader(Source.of(self._graph))))
        return _frame(_columns(TABLES[name].columns, rows), frame)

    def network(self, view: str = "all", *, project: str | None = None, analysis: bool = False) -> nx.Graph[str]:
        """The network as ``kg.network`` describes it; with the measures of ``kg.analysis`` if asked for."""
        net = network.of_graph(self._graph, view=view, project=project)
        if analysis:
            from kg.analysis import analyse

            analyse(net)
        return net

    def export(self, format: str, path: str | Path, *, redact: bool = False, **options: Any) -> int:
        """Write a file, a folder or a .zip file; how much was written. ``options``: those of ``kg.export.Options``.

        ``redact`` masks everybody but officials in office (``kg.redact``).
        """
        wanted = export.Options(**options)
        if not redact:
            return export.export_to(self._graph, format, path, wanted)
        from kg.redact import key, redacted

        with redacted(Source.of(self._graph), key.read(self.path)) as masked:
            return export.export_to(masked, format, path, wanted)


def _columns(names: tuple[str, ...], rows: list[Any]) -> dict[str, list[Any]]:
    return {name: [row[place] for row in rows] for place, name in enumerate(names)}


def _frame(columns: dict[str, list[Any]], frame: FrameKind) -> Any:
    match frame:
        case "pandas":
            return extras.load("pandas", "frames", "a pandas frame").DataFrame(columns)
        case "polars":
            return extras.load("polars", "frames", "a polars frame").DataFrame(columns)
        case "rows":
            return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
        case _:
            raise UsageError(f"expected pandas, polars or rows, found {frame!r}")
