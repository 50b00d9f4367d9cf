"""SPARQL 1.1 Update, for those who have the token: of the named graphs that users keep beside the project's own."""

from __future__ import annotations

import asyncio
from itertools import pairwise

from starlette.requests import Request
from starlette.responses import Response

from kg import owngraphs
from kg.errors import UsageError
from kg.parameters import tokens
from kg.serve import guard, sparql
from kg.serve.http import Fields, Refused, change, may_change, state, view
from kg.serve.pool import Task
from kg.store import Graph


async def update(request: Request, fields: Fields, text: str) -> Response:
    """Change the graphs of users; 403 for what would change another one, 204 when it is done and can be read."""
    may_change(request)
    if fields.getlist("using-graph-uri") or fields.getlist("using-named-graph-uri"):
        raise Refused(400, "using-graph-uri is not supported here; write USING into the update")
    try:
        guard.check(text, update=True)
    except UsageError as error:
        raise Refused(400, str(error)) from None
    loop = asyncio.get_running_loop()
    base = view(request).minter.base

    def work(graph: Graph) -> None:
        known = owngraphs.stored(graph.archive.db)
        task = Task(query=text, update=True, own="".join(known.values()), guarded=_named(text, base))
        answer = asyncio.run_coroutine_threadsafe(state(request).pool.run(task), loop).result()
        sparql.response(answer, fields)  # raises with what is the matter
        try:
            graph.keep(owngraphs.by_graph(answer.body, base))
        except UsageError as error:
            raise Refused(403, str(error)) from None

    await change(request, work)
    return Response(status_code=204)


def _named(text: str, base: str) -> tuple[str, ...]:
    """Graphs of the project that the update may mean: every IRI it writes below the project's, however it does."""
    prefixes: dict[str, str] = {"id:": base}
    found = {f"{base}graph/vocab"}
    words = [token.text for token in tokens(text)]
    for name, iri in pairwise(words):
        if name.endswith(":") and iri.startswith("<"):
            prefixes[name] = iri[1:-1]
    for word in words:
        prefix, colon, local = word.partition(":")
        iri = word[1:-1] if word.startswith("<") else prefixes.get(prefix + colon, "") + local if colon else ""
        if iri and not owngraphs.is_own(iri, base):
            found.add(iri)
    return tuple(sorted(found))
