"""The graph as a picture to unfold: the page of ``kg viz`` inside ours, over what lies around a thing."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from kg import viz
from kg.errors import UsageError
from kg.i18n import LANGS, Lang
from kg.lookup import canonical
from kg.serve import around, names
from kg.serve.http import Refused, view
from kg.serve.render import language, page
from kg.serve.state import View

_DEEPEST = 3
_DRAWN = 100  # things at the start; what they hang on unfolds


def graph(request: Request) -> Response:
    """``/graf?f=IRI&hop=2``: without ``f``, what the newest events tie together."""
    focus, depth = _asked(request)
    hits = names.look_up(view(request), request.query_params.get("cari", ""), limit=12)
    return page(request, "graph.html", focus=focus, depth=depth, hits=hits, deepest=_DEEPEST)


def picture(request: Request) -> Response:
    """The drawing alone, a page of its own with a policy of its own: it fetches nothing."""
    seen = view(request)
    focus, depth = _asked(request)
    lang = language(request)
    try:
        content = seen.recent(f"picture {focus} {depth} {lang}", lambda v: drawn(v, focus, depth, lang))
    except UsageError as error:
        raise Refused(404, str(error)) from None
    return framed(content)


def framed(content: bytes) -> Response:
    """A drawing, for a frame in a page of ours."""
    headers = {"Content-Security-Policy": "frame-ancestors 'self'", "X-Frame-Options": "SAMEORIGIN"}
    return HTMLResponse(content, headers=headers)  # the policy against everything else stands in the page


def drawn(seen: View, focus: str, depth: int, lang: Lang) -> bytes:
    """The page of a drawing. Raises UsageError if the graph has nothing of this IRI."""
    focus = canonical(seen, focus) if focus else ""
    store = around.neighbourhood(seen, focus, depth + 1)  # one step more than is shown, to unfold
    return viz.write(store, viz.Wish(focus=focus, depth=depth, number=_DRAWN), ".html", lang)[0]


def first_drawings(seen: View) -> None:
    """What the page shows before anything is chosen, in both languages."""
    for lang in LANGS:
        seen.recent(f"picture  1 {lang}", lambda v, lang=lang: drawn(v, "", 1, lang))  # type: ignore[misc]


def _asked(request: Request) -> tuple[str, int]:
    depth = request.query_params.get("hop", "1")
    if depth not in map(str, range(1, _DEEPEST + 1)):
        raise Refused(400, f"hop: expected 1 to {_DEEPEST}, found {depth!r}")
    return request.query_params.get("f", ""), int(depth)


ROUTES: list[BaseRoute] = [Route("/graf", graph), Route("/graf/gambar", picture)]
