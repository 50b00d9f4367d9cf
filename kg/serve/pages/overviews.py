"""Pages over the whole graph: dashboard, tree of areas, timeline."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.serve import overview
from kg.serve.dossier import months
from kg.serve.http import view
from kg.serve.overview import Happening
from kg.serve.render import page
from kg.serve.state import View
from kg.stats import PILLARS

_ROWS = 25
_EVENTS = 200
_LOWEST = ("level-kelurahan", "level-desa")


def dashboard(request: Request) -> Response:
    seen = view(request)
    events, areas = overview.happenings(seen), overview.areas(seen)
    villages = [row for row in overview.tally(events, lambda h: h.places) if _is_village(seen, row[0])]
    absent = {pillar: sum(pillar in h.missing for h in events) for pillar in PILLARS}
    return page(
        request,
        "dashboard.html",
        stats=overview.counts(seen),
        events=len(events),
        months=months(h.date for h in events),
        kinds=overview.tally(events, lambda h: h.kinds),
        activities=overview.activities(seen),
        villages=villages[:_ROWS],
        areas=areas,
        absent=absent,
        complete=sum(not h.missing for h in events),
        pillars=PILLARS,
    )


def _is_village(seen: View, iri: str) -> bool:
    area = overview.areas(seen).get(iri)
    return area is not None and area.level.rpartition("#")[2] in _LOWEST


def places(request: Request) -> Response:
    """``/tempat?di=IRI``: the areas inside one, the outermost without it."""
    seen = view(request)
    iri = request.query_params.get("di", "")
    known = overview.areas(seen)
    here = known.get(iri)
    shown = here.inside if here else overview.outermost(seen)
    shown = sorted(shown, key=lambda area: (-area.events, -area.persons, area.label))
    return page(
        request, "places.html", area=here, way=overview.way_to(seen, iri), shown=shown, pillars=PILLARS,
        most=max((area.events for area in shown), default=0),
    )  # fmt: skip


def timeline(request: Request) -> Response:
    """``/linimasa?dari=2025-01&sampai=2025-06&jenis=IRI&di=IRI&tanpa=TNI``"""
    seen = view(request)
    asked = {key: request.query_params.get(key, "") for key in ("dari", "sampai", "jenis", "di", "tanpa")}
    found = [h for h in overview.happenings(seen) if _fits(h, asked)]
    if asked["di"]:
        within = overview.inside(seen, asked["di"])
        found = [h for h in found if not within.isdisjoint(h.places)]
    return page(
        request,
        "timeline.html",
        asked=asked,
        total=len(found),
        found=found[:_EVENTS],
        months=months(h.date for h in found)[-60:],
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
        and (not asked["tanpa"] or asked["tanpa"] in happening.missing)
    )


ROUTES: list[BaseRoute] = [
    Route("/dasbor", dashboard),
    Route("/tempat", places),
    Route("/linimasa", timeline),
]
