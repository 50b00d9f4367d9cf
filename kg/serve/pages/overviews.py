"""Pages over the whole graph: dashboard, tree of areas, timeline."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.serve import overview
from kg.serve.http import cut, view
from kg.serve.overview import Happening, months
from kg.serve.pages import maps
from kg.serve.render import page
from kg.stats import PILLARS

_ROWS = 100
_EVENTS = 100


def dashboard(request: Request) -> Response:
    seen = view(request)
    return page(
        request, "dashboard.html", d=overview.dashboard(seen), stats=overview.counts(seen),
        activities=overview.activities(seen), areas=overview.areas(seen), pillars=PILLARS,
    )  # fmt: skip


def places(request: Request) -> Response:
    """``/tempat?di=IRI&hal=2``: the areas inside one, the outermost without it, those with most events first."""
    seen = view(request)
    iri = request.query_params.get("di", "")
    known = overview.areas(seen)
    here = known.get(iri)
    inside = seen.once(f"inside {iri}" if here else "outermost", lambda v: overview.ranked(v, here))
    shown, at, pages = cut(request, inside, _ROWS)
    return page(
        request, "places.html", area=here, way=overview.way_to(seen, iri), shown=shown, pillars=PILLARS,
        most=inside[0].events if inside else 0, at=at, pages=pages,
        marks=maps.marks(request, {area.iri: area.events for area in inside}),
    )  # fmt: skip


def timeline(request: Request) -> Response:
    """``/linimasa?dari=2025-01&sampai=2025-06&jenis=IRI&di=IRI&tanpa=TNI``"""
    seen = view(request)
    asked = {key: request.query_params.get(key, "") for key in ("dari", "sampai", "jenis", "di", "tanpa")}
    every = overview.happenings(seen)
    if any(asked.values()):
        where = overview.in_area(seen, asked["di"]) if asked["di"] else range(len(every))
        found = [happening for at in where if _fits(happening := every[at], asked)]
    else:
        found = every
    counted = months(h.date for h in found) if any(asked.values()) else overview.dashboard(seen).months
    shown, at, pages = cut(request, found, _EVENTS)
    return page(
        request,
        "timeline.html",
        asked=asked,
        total=len(found),
        found=shown,
        at=at,
        pages=pages,
        months=counted[-60:],
        activities=overview.activities(seen),
        areas=overview.areas(seen),
        pillars=PILLARS,
    )


def _fits(happening: Happening, asked: dict[str, str]) -> bool:
    since, until = asked["dari"], asked["sampai"]
    return (
        (not since or happening.date >= since)
        and (not until or (happening.date > "" and happening.date[: len(until)] <= until))
        and (not asked["jenis"] or asked["jenis"] in happening.kinds)
        and (not asked["tanpa"] or asked["tanpa"] not in happening.pillars)
    )


ROUTES: list[BaseRoute] = [
    Route("/dasbor", dashboard),
    Route("/tempat", places),
    Route("/linimasa", timeline),
]
