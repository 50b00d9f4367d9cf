"""What assistants can ask by the Model Context Protocol: search, explanations, questions, SPARQL; all with sources.

Queries run as those of ``kg serve`` do: in processes of their own on a snapshot, within its limits. Nothing can be
changed. A build beside it shows with the next call.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any, get_args

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations

from kg import __version__, queries
from kg.errors import UsageError
from kg.evidence import Claim
from kg.explain import explain
from kg.i18n import Lang
from kg.record import Record, Value
from kg.search import KINDS, search
from kg.search.index import Kind
from kg.serve import guard
from kg.serve.pool import Task
from kg.serve.settings import Settings
from kg.serve.state import State, View

MOST_ROWS = 200
_CLAIMS = 400  # that an explanation is made from
_SENTENCES = 3  # of one value
_RELATED = 50
_QUOTED = 30  # articles that an answer cites
_SPAN = re.compile(r"#char=(\d+),(\d+)$")

INSTRUCTIONS = """\
A knowledge graph of Indonesian local news on the three pillars: village government, army, police. Find the IRI of a
person, unit or place with search_graph, then explain_thing. For tables take list_questions and ask_question; run_sparql
for what no question asks. Cite the sentences, with outlet, date and URL, that come with every fact. A status
"deprecated" is a value found wrong, with the reason; several "normal" values are a contradiction left open."""


class Assistant:
    """The tools, over one graph."""

    def __init__(self, settings: Settings, lang: Lang) -> None:
        """Raises GraphError if the graph cannot be read."""
        self.state = State(settings)
        self.lang = lang

    async def view(self) -> View:
        """The newest state of the graph."""
        await asyncio.to_thread(self.state.refresh)
        return self.state.view()

    async def search_graph(self, words: str, kind: str = "", limit: int = 20) -> dict[str, Any]:
        """Find people, units, places and sentences by words; typing errors and old spellings are allowed.

        kind: person, organization, place or sentence; empty for all. Sentences come with their article.
        """
        kinds: tuple[Kind, ...] = tuple(known for known in KINDS if kind in ("", known))
        if not kinds:
            raise ToolError(f"kind: expected one of {', '.join(get_args(Kind))}, found {kind!r}")
        view = await self.view()
        return await asyncio.to_thread(self._search, view, words[:200], kinds, max(1, min(limit, MOST_ROWS)))

    def _search(self, view: View, words: str, kinds: tuple[Kind, ...], limit: int) -> dict[str, Any]:
        found = search(view, words, kinds=kinds, limit=limit)
        hits: list[dict[str, Any]] = []
        for hit in found:
            shown = {"iri": hit.iri, "kind": hit.kind, "label": hit.label, "detail": hit.detail, "score": hit.score}
            cited = {"citation": cited_article(view, hit.iri)} if hit.kind == "sentence" else {}
            hits.append({**shown, **cited})
        return {"hits": hits}

    async def explain_thing(self, thing: str) -> dict[str, Any]:
        """Everything known of one person, unit, place, event or claim: each fact with its standing and sentences.

        thing: an IRI, or a name if only one thing bears it.
        """
        view = await self.view()
        try:
            record = await asyncio.to_thread(explain, view, thing[:500], most=_CLAIMS)
        except (UsageError, ValueError) as error:
            raise ToolError(str(error)) from None
        return told(view, record, self.lang)

    async def list_questions(self) -> dict[str, Any]:
        """The saved questions with their parameters and the columns of their answers."""
        return {
            "questions": [
                {
                    "name": q.name,
                    "title": q.title_id if self.lang == "id" else q.title_en,
                    "columns": list(q.columns),
                    "parameters": [
                        {"name": p.name, "kind": p.kind, "required": p.required, "default": p.default, "note": p.note}
                        for p in q.params
                    ],
                }
                for q in queries.questions()
            ]
        }

    async def ask_question(
        self, name: str, parameters: dict[str, str] | None = None, limit: int = 50
    ) -> dict[str, Any]:
        """The answer of a saved question (see list_questions) as rows, with the articles it names."""
        view = await self.view()
        try:
            question = next((q for q in queries.questions() if q.name == name), None)
            if question is None:
                raise UsageError(f"there is no question {name!r}; list_questions tells all")
            text = queries.bound(view, question, parameters)
        except UsageError as error:
            raise ToolError(str(error)) from None
        return await self._rows(view, text, limit)

    async def run_sparql(self, query: str, limit: int = 50) -> dict[str, Any]:
        """A SPARQL 1.1 query (SELECT, ASK, CONSTRUCT, DESCRIBE); prefixes tp, rdfs, schema, skos, foaf, id are known.

        The default graph holds the best values of all articles; GRAPH ?g { … } the claims of each article.
        """
        return await self._rows(await self.view(), query, limit)

    async def _rows(self, view: View, query: str, limit: int) -> dict[str, Any]:
        try:
            guard.check(query)
        except UsageError as error:
            raise ToolError(str(error)) from None
        defaults, named = guard.from_clauses(query)
        several = len(defaults) > 1
        task = Task(
            query=query, defaults=defaults if several else (), named=named if several else (), graph_format="ntriples"
        )
        answer = await self.state.pool.run(task)
        if answer.status != 200:
            raise ToolError(answer.message)
        limit = max(1, min(limit, MOST_ROWS))
        if answer.format == "ntriples":
            lines = answer.body.decode("utf-8").splitlines()
            return {"triples": lines[:limit], "total": len(lines)}
        found = json.loads(answer.body)
        if "boolean" in found:
            return {"answer": found["boolean"]}
        bindings = found["results"]["bindings"]
        rows = [{name: cell["value"] for name, cell in row.items()} for row in bindings[:limit]]
        cited = await asyncio.to_thread(citations, view, (value for row in rows for value in row.values()))
        return {"columns": found["head"]["vars"], "rows": rows, "total": len(bindings), "citations": cited}


def told(view: View, record: Record, lang: Lang) -> dict[str, Any]:
    """A record with a few sentences for each value."""
    return {
        "iri": record.iri,
        "label": record.label,
        "kind": record.kind,
        "disputed": list(record.conflicts),
        "posts": [post._asdict() for post in record.posts],
        "facts": [_fact(view, value, lang) for value in record.facts],
        "related": [
            {"relation": r.property_label.of(lang), "iri": r.iri, "label": r.label} for r in record.related[:50]
        ],
    }


def _fact(view: View, value: Value, lang: Lang) -> dict[str, Any]:
    return {
        "property": value.property_label.of(lang),
        "value": value.label,
        "iri": value.value if value.value.startswith(("http:", "https:")) else None,
        "standing": value.status,
        "reason": value.reason.of(lang) if value.reason else None,
        "articles": len({claim.article for claim in value.evidence}),
        "citations": [_citation(view, claim) for claim in value.evidence[:_SENTENCES]],
    }


def _citation(view: View, claim: Claim) -> dict[str, Any]:
    cited = cited_article(view, claim.article) or {"article": claim.article}
    return {"sentence": claim.sentence, **cited, "start": claim.start, "end": claim.end, "confidence": claim.confidence}


def citations(view: View, values: Iterable[str]) -> list[dict[str, Any]]:
    """The articles among the values of an answer, each once."""
    articles = dict.fromkeys(value for value in values if value.startswith(f"{view.minter.base}article/"))
    return [found for iri in list(articles)[:_QUOTED] if (found := cited_article(view, iri))]


def cited_article(view: View, iri: str) -> dict[str, Any] | None:
    """Where an article, or the sentence of one, can be read; None for what is none."""
    article, _, _ = iri.partition("#")
    record = view.archive.get(article.rpartition("/")[2])
    if record is None:
        return None
    span = _SPAN.search(iri)
    sentence = {"sentence": " ".join(record.text[int(span[1]) : int(span[2])].split())} if span else {}
    return {
        **sentence,
        "article": article,
        "title": record.title,
        "outlet": record.publisher,
        "published": record.published,
        "url": record.url or record.source,
    }


def server(settings: Settings, lang: Lang = "id") -> MCPServer[None]:
    """The server over a graph, to be run over standard input and output. Raises GraphError if it cannot be read."""
    assistant = Assistant(settings, lang)

    @asynccontextmanager
    async def lifespan(_: MCPServer[None]) -> AsyncIterator[None]:
        await assistant.state.pool.start()
        try:
            yield
        finally:
            await assistant.state.pool.close()

    made: MCPServer[None] = MCPServer(
        "tigapilar-kg", instructions=INSTRUCTIONS, version=__version__, lifespan=lifespan, log_level="WARNING"
    )
    reads = ToolAnnotations(read_only_hint=True, open_world_hint=False)
    for tool in (
        assistant.search_graph, assistant.explain_thing, assistant.list_questions, assistant.ask_question,
        assistant.run_sparql,
    ):  # fmt: skip
        made.tool(annotations=reads)(tool)
    return made
