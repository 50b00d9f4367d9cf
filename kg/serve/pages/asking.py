"""Asking: the saved questions as forms, and the editor for SPARQL; both show answers as tables to click on."""

from __future__ import annotations

import dataclasses
import functools
from functools import partial
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from kg import queries
from kg.answers import short
from kg.errors import UsageError
from kg.i18n import Lang
from kg.lookup import select
from kg.serve import guard, lists, media, pictured, sparql
from kg.serve.http import Refused, one, view
from kg.serve.pages import maps
from kg.serve.pages.graph import framed
from kg.serve.pool import Answer
from kg.serve.render import language, page
from kg.serve.results import Table, table, with_names
from kg.serve.state import View

_ROWS = 250
_READ = 2_000  # rows of an answer that pictures are made from
_SMALL = 1_000  # articles up to which a question is asked without being told to
EXAMPLE = """SELECT ?name ?post ?area WHERE {
  ?person a tp:Person ; rdfs:label ?name ; tp:role/skos:prefLabel ?post .
  OPTIONAL { ?person tp:assignedArea/rdfs:label ?area }
  FILTER(LANG(?post) = "id")
}
ORDER BY ?name
LIMIT 100"""


@functools.cache
def questions() -> tuple[queries.Question, ...]:
    """The questions of the package, read once."""
    return queries.questions()


def saved(request: Request) -> Response:
    """``/tanya``: all saved questions by what they are about; ``?q=`` keeps those with these words."""
    words = request.query_params.get("q", "").strip().casefold()
    found = [q for q in questions() if words in f"{q.name} {q.title_id} {q.title_en}".casefold()]
    groups = [(name, list(group)) for name, group in groupby(found, key=lambda q: q.group)]
    return page(request, "questions.html", groups=groups, asked=words)


async def question(request: Request) -> Response:
    """``/tanya/NAME?parameter=value``: the form, and the answer once nothing that is needed is missing.

    On a large graph, which it may take seconds to read, only who says so (``ask``, or a parameter) is answered.
    """
    name = request.path_params["name"]
    found = next((q for q in questions() if q.name == name), None)
    if found is None:
        raise Refused(404, f"there is no question {name!r}; /tanya shows all")
    given = {p.name: value for p in found.params if (value := one(request.query_params, p.name).strip())}
    text, answer, problem = found.text, None, ""
    articles = len(view(request).archive)
    free = not any(p.required for p in found.params) and (given or articles <= _SMALL)
    asked = "ask" in request.query_params or bool(free)
    if asked:
        try:
            text = queries.bound(view(request), found, given)
            answer, problem = await _asked(request, text)
        except UsageError as error:
            problem = str(error)
    return await run_in_threadpool(
        _page, request, "question.html", text, answer, q=found, given=given, problem=problem, asked=asked,
        articles=articles,
    )  # fmt: skip


async def editor(request: Request) -> Response:
    """``/sparql`` in a browser: ``?query=`` is asked, ``?q=`` only written into the editor."""
    asked = one(request.query_params, "query")
    answer, problem = None, ""
    if asked:
        try:
            guard.check(asked)
            answer, problem = await _asked(request, asked)
        except UsageError as error:
            problem = str(error)
    text = asked or one(request.query_params, "q") or EXAMPLE
    return await run_in_threadpool(_page, request, "sparql.html", text, answer, problem=problem)


def _page(
    request: Request, template: str, text: str, answer: Table | None, *, problem: str, **context: Any
) -> Response:
    """A page with an answer, shown as ``?tampil=`` asks, if it can be: tabel, peta or graf."""
    seen = view(request)
    offered = ("tabel", *pictured.offers(seen, answer)) if answer else ()
    chosen = one(request.query_params, "tampil") or "tabel"
    shown: dict[str, Any] = {"offered": offered, "chosen": "tabel", "tree": (), "marks": [], "drawing": "", "used": 0}
    if chosen in offered:
        shown["chosen"] = chosen
    if answer and shown["chosen"] == "tabel":
        answer = with_names(answer, _ROWS, partial(lists.names, seen))
    if answer and shown["chosen"] == "peta":
        counted = pictured.areas(seen, answer)
        shown |= {"tree": pictured.tree(seen, counted), "marks": maps.marks(request, counted), "used": len(answer.rows)}
    if answer and shown["chosen"] == "graf":
        lang = language(request)
        seen.recent(_key(text, lang), lambda v: pictured.page(v, answer, lang))  # its frame asks for it next
        shown["drawing"] = "/graf/jawaban?" + urlencode({"query": text, "lang": lang})
        shown["used"] = pictured.rows_drawn(seen, answer)
    return page(
        request, template, sparql=text, table=answer, rows=_ROWS, problem=problem, downloads=downloads(text, answer),
        status=200 if not problem else 400, **shown, **context,
    )  # fmt: skip


async def drawing(request: Request) -> Response:
    """``/graf/jawaban?query=…``: the things of an answer and what ties them, as a page of its own to unfold."""
    text, lang = one(request.query_params, "query", needed=True), language(request)
    seen = view(request)
    content = seen.held(_key(text, lang))
    if content is None:
        try:
            guard.check(text)
            answer, problem = await _asked(request, text)
            if answer is None:
                raise UsageError(problem)
            content = await run_in_threadpool(seen.recent, _key(text, lang), lambda v: pictured.page(v, answer, lang))
        except UsageError as error:
            raise Refused(400, str(error)) from None
    return framed(content)


def _key(text: str, lang: Lang) -> str:
    return f"answer {lang} {text}"


async def _asked(request: Request, text: str) -> tuple[Table | None, str]:
    """The answer as a table, or why there is none."""
    task = sparql.task(request, request.query_params, text)
    task = dataclasses.replace(task, result_format="json", graph_format="ntriples")
    answer: Answer = await sparql.run(request, task)
    if answer.status != 200:
        return None, answer.message
    return await run_in_threadpool(table, answer, _READ), ""


def downloads(text: str, answer: Table | None) -> list[tuple[str, str]]:
    """(format, address) of the answer as a file."""
    if answer is None:
        return []
    formats = media.GRAPHS if answer.is_graph else media.RESULTS
    return [(name, "/sparql?" + urlencode({"query": text, "format": name, "download": 1})) for name in formats]


_TERMS = """
    SELECT DISTINCT ?term ?label WHERE {
      { GRAPH ?g { ?term rdfs:isDefinedBy ?o } } UNION { GRAPH ?g { ?term skos:inScheme ?o } }
      OPTIONAL { GRAPH ?h { ?term rdfs:label|skos:prefLabel ?label FILTER(LANG(?label) = "id") } }
    } ORDER BY ?term"""


def terms(request: Request) -> Response:
    """Terms of the ontology and concepts of the vocabularies, for completion while typing."""
    return JSONResponse({"schema": 1, "terms": known_terms(view(request))})


def known_terms(seen: View) -> list[list[str]]:
    """(Prefixed name, Indonesian label) of each term; worked out once a snapshot."""
    return seen.once("terms", _terms)


def _terms(seen: View) -> list[list[str]]:
    found = {short(iri): label for iri, label in select(seen, _TERMS)}
    found |= {short(row[0]): "" for row in select(seen, "SELECT DISTINCT ?p WHERE { ?s a tp:Person ; ?p ?o }")}
    return [[name, label] for name, label in sorted(found.items()) if ":" in name and "/" not in name]


ROUTES: list[BaseRoute] = [
    Route("/tanya", saved),
    Route("/tanya/{name:path}", question),
    Route("/graf/jawaban", drawing),
    Route("/api/terms", terms),
]
