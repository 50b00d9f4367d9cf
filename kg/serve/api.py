"""The JSON interface: what the scripts of the pages use, open to everybody, described by OpenAPI."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from kg import conflicts, record, stats
from kg.errors import UsageError
from kg.explain import explain
from kg.i18n import text
from kg.search import Hit
from kg.serve import names, overview, passages
from kg.serve.http import Refused, one, view
from kg.serve.openapi import document
from kg.serve.render import evidence_path, language, path_of

_MOST = 200


def suggest(request: Request) -> Response:
    """Names that begin with what was typed."""
    words = one(request.query_params, "q", needed=True)[:200]
    return JSONResponse({"schema": 1, "hits": [_hit(request, hit) for hit in names.suggest(view(request), words)]})


def search(request: Request) -> Response:
    """Things by name and articles by their words."""
    words = one(request.query_params, "q", needed=True)[:200]
    limit = _limit(request)
    seen = view(request)
    return JSONResponse(
        {
            "schema": 1,
            "hits": [_hit(request, hit) for hit in names.look_up(seen, words, limit=limit)],
            "articles": [
                {
                    "iri": p.article,
                    "title": p.title,
                    "publisher": p.publisher,
                    "published": p.published,
                    "text": p.text,
                    "path": evidence_path(p.article, p.start, p.end, seen.minter.base),
                }
                for p in passages.find(seen, words, limit)
            ],
        }
    )


def _hit(request: Request, hit: Hit) -> dict[str, object]:
    return {
        "iri": hit.iri,
        "kind": hit.kind,
        "kind_label": text("kind." + hit.kind, language(request)),
        "label": hit.label,
        "detail": hit.detail,
        "score": round(hit.score, 4),
        "path": path_of(hit.iri, view(request).minter.base),
    }


def thing(request: Request) -> Response:
    """Every fact of one thing with every sentence behind it."""
    iri = one(request.query_params, "iri", needed=True)
    try:
        return JSONResponse(record.to_json(explain(view(request), iri, most=2_000), language(request)))
    except (UsageError, ValueError) as error:
        raise Refused(404, str(error)) from None


def disputes(request: Request) -> Response:
    """Contradictions, settled ones first: ``?limit=&offset=``, and how many there are."""
    every = overview.disputes(view(request))
    offset = one(request.query_params, "offset") or "0"
    if not offset.isdecimal():
        raise Refused(400, f"offset: expected a number, found {offset!r}")
    start = int(offset[:9])
    found = conflicts.to_json(every[start : start + _limit(request, _MOST)], language(request))
    return JSONResponse({**found, "total": len(every)})


def counts(request: Request) -> Response:
    """Counts by class, pillar, outlet and month, and what is missing."""
    return JSONResponse(stats.to_json(overview.counts(view(request)), language(request)))


def openapi(request: Request) -> Response:
    return JSONResponse(document(str(request.base_url).rstrip("/")))


def _limit(request: Request, default: int = 20) -> int:
    number = one(request.query_params, "limit") or str(default)
    if not number.isdecimal() or not 0 < int(number[:9]) <= _MOST:
        raise Refused(400, f"limit: expected a number from 1 to {_MOST}, found {number!r}")
    return int(number)


ROUTES: list[BaseRoute] = [
    Route("/api/suggest", suggest),
    Route("/api/search", search),
    Route("/api/thing", thing),
    Route("/api/conflicts", disputes),
    Route("/api/stats", counts),
    Route("/openapi.json", openapi),
]
