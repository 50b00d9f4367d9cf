"""Contradictions with the sentences of both sides, and the decision that settles one."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.serve import overview
from kg.serve.http import cut, view
from kg.serve.render import page

_SHOWN = 50


def conflicts(request: Request) -> Response:
    """``/konflik?q=name&status=open|settled&about=rank&hal=2``"""
    seen = view(request)
    asked = {key: request.query_params.get(key, "") for key in ("q", "status", "about")}
    every = overview.disputes(seen)
    found = [
        report
        for report in sorted(every, key=lambda r: r.settled)
        if (not asked["q"] or asked["q"].casefold() in report.name.casefold())
        and (not asked["status"] or (asked["status"] == "settled") == report.settled)
        and (not asked["about"] or report.about == asked["about"])
    ]
    shown, at, pages = cut(request, found, _SHOWN)
    return page(
        request,
        "conflicts.html",
        asked=asked,
        total=len(found),
        shown=shown,
        abouts=sorted({report.about for report in every}),
        at=at,
        pages=pages,
        back=urlencode({**{key: value for key, value in asked.items() if value}, "hal": at}),
    )


ROUTES: list[BaseRoute] = [Route("/konflik", conflicts)]
