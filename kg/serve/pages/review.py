"""Reviewing: are two things one, which of two values holds; answers become decisions, which can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import cast
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from kg import answering, questions
from kg.answering import Signature
from kg.decisions import VERDICTS, Decision
from kg.errors import GraphError, KgError
from kg.identify import comparer
from kg.lookup import labels
from kg.questions import Question
from kg.serve.http import Refused, change, may_change, media_type, one, text_of, view
from kg.serve.render import language, page
from kg.serve.state import View
from kg.store import Graph

_FORM = "application/x-www-form-urlencoded"


def review(request: Request) -> Response:
    """``/tinjau?n=3``: the third open question with its evidence."""
    seen = view(request)
    found = open_questions(seen)
    number = request.query_params.get("n", "1")
    at = min(int(number), len(found)) if number.isdecimal() and len(number) < 9 and int(number) else 1
    asked = found[at - 1] if found else None
    lang = language(request)
    told = comparer().weights[asked.kind].rows if asked else {}
    steps = [(told[s.evidence].told(lang), s.left, s.right, s.weight) for s in questions.steps(asked)] if asked else []
    return page(
        request, "review.html", q=asked, at=at, total=len(found), steps=steps, label=questions.label,
        described=questions.described, kind=questions.kind_label(asked.kind, lang) if asked else "",
    )  # fmt: skip


def open_questions(seen: View) -> list[Question]:
    """Open questions of identity, the most valuable first; worked out once a snapshot."""

    def found(view: View) -> list[Question]:
        try:
            return questions.questions(view.archive)
        except GraphError:  # a graph that was made before there was identity
            return []

    return seen.once("questions", found)


def prepare(seen: View) -> None:
    """Work out what the first page needs, and load the names of areas that it tells."""
    for asked in open_questions(seen)[:1]:
        questions.described(asked.left)


def decided(request: Request) -> Response:
    """``/tinjau/keputusan``: every decision, and how it stands."""
    seen = view(request)
    listed = answering.listed(cast(Graph, seen))
    names = labels(seen, (iri for each in listed for iri in each.decision.things))
    return page(request, "decisions.html", listed=listed[::-1], names={iri: each.id for iri, each in names.items()})


async def decide(request: Request) -> Response:
    """A verdict on two things: fields left, right, verdict, by, why, n."""
    form = await _form(request)
    verdict = one(form, "verdict", needed=True)
    chosen = next((known for known in VERDICTS if known == verdict), None)
    if chosen is None:
        raise Refused(400, f"verdict: expected {', '.join(VERDICTS)}, found {verdict!r}")
    left, right = one(form, "left", needed=True), one(form, "right", needed=True)
    signed = _signed(form)
    await _record(request, lambda graph: answering.between(graph, chosen, left, right, signed))
    return RedirectResponse("/tinjau?" + urlencode({"n": one(form, "n") or "1"}), 303)


async def prefer(request: Request) -> Response:
    """A value that holds: fields subject, about, value, by, why; ``back``: what the page of contradictions showed."""
    form = await _form(request)
    subject, about = one(form, "subject", needed=True), one(form, "about", needed=True)
    value = one(form, "value", needed=True).partition(" (")[0] if about == "date" else one(form, "value", needed=True)
    signed = _signed(form)
    await _record(request, lambda graph: answering.preferred(graph, subject, about, value, signed))
    shown = [(name, value) for name, value in parse_qsl(one(form, "back")) if name in ("q", "status", "about", "hal")]
    return RedirectResponse("/konflik?" + urlencode(shown or {"about": about}), 303)


async def undo(request: Request) -> Response:
    """Take a decision back: field decision, its number."""
    form = await _form(request)
    number = one(form, "decision", needed=True)
    if not number.isdecimal():
        raise Refused(400, f"decision: expected a number, found {number!r}")
    signed = _signed(form)
    await _record(request, lambda graph: answering.undo(graph, int(number), signed))
    return RedirectResponse("/tinjau/keputusan", 303)


async def _form(request: Request) -> QueryParams:
    """What was sent, by somebody who may change something, from a page of this server."""
    may_change(request)
    if media_type(request) != _FORM:
        raise Refused(415, f"expected {_FORM}")
    return QueryParams(await text_of(request))


def _signed(form: QueryParams) -> Signature:
    who = one(form, "by").strip()[:80]
    if not who:
        raise Refused(400, "by: expected a name, found nothing; say who decides")
    return Signature(who, datetime.now().astimezone().isoformat(timespec="seconds"), one(form, "why")[:500])


async def _record(request: Request, make: Callable[[Graph], Decision]) -> None:
    """Write the decision down, and show what follows from it."""

    def work(graph: Graph) -> None:
        graph.decide(make(graph))

    try:
        await change(request, work)
    except KgError as error:
        raise Refused(409, str(error)) from None


ROUTES: list[BaseRoute] = [
    Route("/tinjau", review),
    Route("/tinjau", decide, methods=["POST"]),
    Route("/tinjau/nilai", prefer, methods=["POST"]),
    Route("/tinjau/batal", undo, methods=["POST"]),
    Route("/tinjau/keputusan", decided),
]
