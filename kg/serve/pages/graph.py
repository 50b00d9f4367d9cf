"""The graph as a picture to unfold: the page of ``kg viz`` inside ours, over what lies around a thing."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from kg import viz
from kg.errors import UsageError
from kg.lookup import canonical
from kg.serve import around, names
from kg.serve.http import Refused, view
from kg.serve.render import language, page

_DEEPEST = 3


def graph(request: Request) -> Response:
    """``/graf?f=IRI&hop=2``: without ``f``, what the newest events tie together."""
    focus, depth = _asked(request)
    hits = names.look_up(view(request), request.query_params.get("cari", ""), limit=12)
    return page(request, "graph.html", focus=focus, depth=depth, hits=hits, deepest=_DEEPEST)


def picture(request: Request) -> Response:
    """The drawing alone, a page of its own with a policy of its own: it fetches nothing."""
    seen = view(request)
    focus, depth = _asked(request)
    if focus:
        focus = canonical(seen, focus)
    store = around.neighbourhood(seen, focus, depth + 1)  # one step more than is shown, to unfold
    try:
        content, _ = viz.write(store, viz.Wish(focus=focus, depth=depth, number=150), ".html", language(request))
    except UsageError as error:
        raise Refused(404, str(error)) from None
    headers = {"Content-Security-Policy": "frame-ancestors 'self'", "X-Frame-Options": "SAMEORIGIN"}
    return HTMLResponse(content, headers=headers)  # the policy against everything else stands in the page


def _asked(request: Request) -> tuple[str, int]:
    depth = request.query_params.get("hop", "1")
    if depth not in map(str, range(1, _DEEPEST + 1)):
        raise Refused(400, f"hop: expected 1 to {_DEEPEST}, found {depth!r}")
    return request.query_params.get("f", ""), int(depth)


ROUTES: list[BaseRoute] = [Route("/graf", graph), Route("/graf/gambar", picture)]
