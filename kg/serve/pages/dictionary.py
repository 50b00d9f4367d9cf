"""The dictionary of the ontology, with examples from the graph that is served: the page of ``kg ontology``."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from kg import dictionary
from kg.serve.http import view
from kg.serve.render import language


def ontology(request: Request) -> Response:
    """``/ontologi``: a page of its own with a policy of its own: it fetches nothing."""
    lang = language(request)
    content = view(request).once(f"ontology-{lang}", lambda seen: dictionary.write(seen, ".html", lang))
    return HTMLResponse(content, headers={"Content-Security-Policy": "frame-ancestors 'none'"})


ROUTES: list[BaseRoute] = [Route("/ontologi", ontology)]
