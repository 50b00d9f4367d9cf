"""The SPARQL 1.1 Protocol: queries by GET, as a form, as a body; the dataset as the client wants it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress

from pyoxigraph import NamedNode
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.errors import UsageError
from kg.serve import description, guard, media, observe
from kg.serve.http import Fields, Refused, gone, media_type, one, state, text_of
from kg.serve.pool import Answer, Task

QUERY_TYPE = "application/sparql-query"
UPDATE_TYPE = "application/sparql-update"
FORM_TYPE = "application/x-www-form-urlencoded"


async def endpoint(request: Request) -> Response:
    """``/sparql``: a query is answered; without one, programs get the description of the service, people the editor."""
    if request.method in ("GET", "HEAD"):
        if media.prefers_html(request.headers.get("accept", "*/*")) and "format" not in request.query_params:
            from kg.serve.pages import asking  # which asks by way of this module

            return await asking.editor(request)
        if "query" not in request.query_params:
            return _without_query(request)
        return await query(request, request.query_params, one(request.query_params, "query"))
    match media_type(request):
        case "application/x-www-form-urlencoded":
            form = QueryParams(await text_of(request))
            if "update" in form:
                return await _update(request, form, one(form, "update"))
            return await query(request, form, one(form, "query", needed=True))
        case "application/sparql-query":
            return await query(request, request.query_params, await text_of(request))
        case "application/sparql-update":
            return await _update(request, request.query_params, await text_of(request))
        case other:
            raise Refused(415, f"expected {QUERY_TYPE} or {FORM_TYPE}, found {other or 'no content type'}")


async def _update(request: Request, fields: Fields, text: str) -> Response:
    from kg.serve import update  # which runs updates by way of this module

    return await update.update(request, fields, text)


def _without_query(request: Request) -> Response:
    if "update" in request.query_params:
        raise Refused(400, "an update cannot be sent by GET")
    return description.response(request)


async def query(request: Request, fields: Fields, sparql: str) -> Response:
    try:
        guard.check(sparql)
        answer = await run(request, task(request, fields, sparql))
    except UsageError as error:
        raise Refused(400, str(error)) from None
    return response(answer, fields)


def response(answer: Answer, fields: Fields) -> Response:
    """Raises Refused for an answer that says why there is none."""
    if answer.status != 200:
        raise Refused(answer.status, answer.message, **({"Retry_After": "2"} if answer.status == 503 else {}))
    return Response(answer.body, headers=_headers(answer, fields))


def task(request: Request, fields: Fields, sparql: str) -> Task:
    """The dataset of the protocol goes before that of the query, as the specification has it."""
    accept = request.headers.get("accept", "*/*")
    wanted = one(fields, "format")
    if wanted and wanted not in {**media.RESULTS, **media.GRAPHS}:
        raise UsageError(f"format: expected {', '.join((*media.RESULTS, *media.GRAPHS))}, found {wanted!r}")
    defaults, named = iris(fields.getlist("default-graph-uri")), iris(fields.getlist("named-graph-uri"))
    if not (defaults or named):
        inside, beside = guard.from_clauses(sparql)
        if len(inside) > 1:
            defaults, named = iris(inside), iris(beside)
    return Task(
        query=sparql,
        defaults=defaults,
        named=named,
        result_format=_format(accept, wanted, media.RESULTS),
        graph_format=_format(accept, wanted, media.GRAPHS),
        prefixes=request.query_params.get("prefixes", "on") != "off",
    )


def _format(accept: str, wanted: str, offered: dict[str, str]) -> str:
    """A format that was named decides for its own kind of answer; browsers and the rest get what comes first."""
    if wanted:
        return wanted if wanted in offered else next(iter(offered))
    first = next(iter(offered))
    return media.chosen(accept, "", offered) or (first if media.prefers_html(accept) else "")


def iris(values: Sequence[str]) -> list[str]:
    """Raises UsageError for a value that is no absolute IRI."""
    for value in values:
        try:
            NamedNode(value)
        except ValueError:
            raise UsageError(f"expected an absolute IRI, found {value!r}") from None
    return list(dict.fromkeys(values))


async def run(request: Request, task: Task) -> Answer:
    """Run a task; if whoever asked goes away meanwhile, its process is ended."""
    work = asyncio.ensure_future(state(request).pool.run(task))
    left = asyncio.ensure_future(gone(request))
    try:
        await asyncio.wait([work, left], return_when=asyncio.FIRST_COMPLETED)
        if not work.done():
            raise Refused(499, "the client went away")
        answer = work.result()
    finally:
        left.cancel()
        work.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.gather(work, return_exceptions=True)
    observe.query_done(request, answer)
    return answer


def _headers(answer: Answer, fields: Fields) -> dict[str, str]:
    type = {**media.RESULTS, **media.GRAPHS}[answer.format]
    headers = {"Content-Type": f"{type}; charset=utf-8" if type.startswith("text/") else type, "Vary": "Accept"}
    if one(fields, "download"):
        headers["Content-Disposition"] = f'attachment; filename="answer.{ENDINGS[answer.format]}"'
    return headers


ENDINGS = {
    "json": "srj", "xml": "srx", "csv": "csv", "tsv": "tsv", "turtle": "ttl", "ntriples": "nt", "jsonld": "jsonld",
    "rdfxml": "rdf", "trig": "trig", "nquads": "nq",
}  # fmt: skip

ROUTES: list[BaseRoute] = [Route("/sparql", endpoint, methods=["GET", "POST"])]
