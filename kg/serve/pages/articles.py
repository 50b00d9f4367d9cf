"""The page of an article: its text, the sentence behind a fact marked in it, the other facts beside it."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import Response

from kg.serve.http import Refused, view
from kg.serve.reading import read
from kg.serve.render import page

_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})")


def article(request: Request, iri: str) -> Response:
    """``?v=120-188``: these characters are the evidence."""
    found = read(view(request), iri, span(request.query_params.get("v", "")))
    if found is None:
        raise Refused(404, f"{iri}: there is no such article (any more)")
    return page(request, "article.html", a=found)


def span(text: str) -> tuple[int, int] | None:
    """Begin and end; None for what is no range of characters."""
    found = _SPAN.fullmatch(text)
    return (int(found[1]), int(found[2])) if found and int(found[1]) < int(found[2]) else None
