"""SPARQL 1.1 Update, for those who have the token: of the named graphs that users keep beside the project's own."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from itertools import pairwise

from starlette.requests import Request
from starlette.responses import Response

from kg import owngraphs
from kg.errors import UsageError
from kg.parameters import Token, tokens
from kg.serve import guard, sparql
from kg.serve.http import Fields, Refused, change, may_change, state, view
from kg.serve.pool import Task
from kg.store import Graph


async def update(request: Request, fields: Fields, text: str) -> Response:
    """Change the graphs of users; 403 for what would change another one, 204 when it is done and can be read."""
    may_change(request)
    try:
        defaults, named = (sparql.iris(fields.getlist(f"using-{kind}graph-uri")) for kind in ("", "named-"))
        text = over(text, defaults, named) if defaults or named else text
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


def over(text: str, defaults: Sequence[str], named: Sequence[str]) -> str:
    """An update whose patterns are looked for in these graphs: the engine takes a dataset from the update alone.

    Raises UsageError if the update names graphs of its own with USING or WITH, as the protocol demands.
    """
    using = "".join([*(f"USING <{iri}> " for iri in defaults), *(f"USING NAMED <{iri}> " for iri in named)])
    out, done, depth = "", 0, 0
    known = list(tokens(text))
    for number, token in enumerate(known):
        depth += (token.text == "{") - (token.text == "}")
        word = token.text.upper() if token.kind == "word" and not depth else ""
        if word in ("USING", "WITH"):
            raise UsageError(f"{word} in the update and using-graph-uri beside it: give one of the two")
        if word == "WHERE":
            short = number > 0 and known[number - 1].text.upper() == "DELETE"  # its pattern is its template
            template = text[token.end : _end_of_group(known, number + 1)] if short else ""
            out += text[done : token.start] + template + f" {using}"
            done = token.start
    return out + text[done:]


def _end_of_group(known: Sequence[Token], start: int) -> int:
    """Where the braces that open at a token close; at the end of the update, if they do not."""
    depth = 0
    for token in known[start:]:
        depth += (token.text == "{") - (token.text == "}")
        if depth == 0:
            return token.end
    return known[-1].end


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
