"""The first page, and what a search finds."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.search import NotReady
from kg.serve import names, overview, passages
from kg.serve.http import view
from kg.serve.pages import asking
from kg.serve.render import page

_SAVED = 8


def home(request: Request) -> Response:
    seen = view(request)
    events = overview.happenings(seen)[:10]
    disputes = overview.disputes(seen)
    return page(
        request,
        "home.html",
        counts=dict(overview.counts(seen).classes),
        events=events,
        activities=overview.activities(seen),
        areas=overview.areas(seen),
        people=overview.busiest(seen),
        open=sum(not report.settled for report in disputes),
        settled=sum(report.settled for report in disputes),
        questions=asking.questions()[:_SAVED],
    )


def search(request: Request) -> Response:
    """``/cari?q=…&kind=…``: people, units, places by name; articles by their words."""
    seen = view(request)
    words = request.query_params.get("q", "").strip()[:200]
    kind = request.query_params.get("kind", "")
    try:
        hits = names.look_up(seen, words) if words else []
        told = passages.find(seen, words) if words and kind in ("", "article") else []
        ready = True
    except NotReady:
        hits, told, ready = [], [], False
    found = {known: sum(hit.kind == known for hit in hits) for known in names.THINGS}
    shown = [hit for hit in hits if kind in ("", hit.kind)]
    answer = page(
        request, "search.html", status=200 if ready else 503, asked=words, kind=kind, hits=shown, found=found,
        passages=told, ready=ready,
    )  # fmt: skip
    if not ready:
        answer.headers["Retry-After"] = "5"
    return answer


ROUTES: list[BaseRoute] = [Route("/", home), Route("/cari", search)]
