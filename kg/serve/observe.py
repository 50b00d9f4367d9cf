"""What goes on in the server: a line of JSON for each request, counters for Prometheus, and whether it is well."""

from __future__ import annotations

import json
import logging
import time
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg import __version__
from kg.serve.http import state, view
from kg.serve.pool import Answer

log = logging.getLogger("kg.serve")


class Metrics:
    """Counters of one server."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "kg_requests", "Requests answered", ("route", "method", "status"), registry=self.registry
        )
        self.seconds = Histogram(
            "kg_request_seconds", "Time until the answer was sent", ("route",), registry=self.registry
        )
        self.queries = Counter(
            "kg_queries", "Queries of clients by how they ended", ("status",), registry=self.registry
        )
        self.running = Gauge("kg_queries_running", "Queries that run now", registry=self.registry)
        self.waiting = Gauge("kg_queries_waiting", "Queries that wait for a place", registry=self.registry)


class Observed:
    """Counts and logs every request. Neither queries nor words that were searched for are logged: they name people."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = time.perf_counter()
        seen: dict[str, Any] = {"status": 500, "bytes": 0}

        async def watch(message: Message) -> None:
            if message["type"] == "http.response.start":
                seen["status"] = message["status"]
            elif message["type"] == "http.response.body":
                seen["bytes"] += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, watch)
        finally:
            self._done(scope, seen, time.perf_counter() - began)

    def _done(self, scope: Scope, seen: dict[str, Any], seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "") or "other"
        self.metrics.requests.labels(route, scope["method"], str(seen["status"])).inc()
        self.metrics.seconds.labels(route).observe(seconds)
        line = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
            "method": scope["method"],
            "path": scope["path"],
            **seen,
            "ms": round(seconds * 1000, 1),
        }
        log.info(json.dumps(line, ensure_ascii=False))


def query_done(request: Request, answer: Answer) -> None:
    request.app.state.metrics.queries.labels(str(answer.status)).inc()


def metrics(request: Request) -> Response:
    found: Metrics = request.app.state.metrics
    pool = state(request).pool
    found.running.set(pool.running)
    found.waiting.set(pool.waiting)
    return Response(generate_latest(found.registry), media_type=CONTENT_TYPE_LATEST)


def health(request: Request) -> Response:
    """200 while the graph can be read."""
    seen = view(request)
    seen.query("ASK { ?s ?p ?o }")
    pool = state(request).pool
    return JSONResponse(
        {
            "status": "ok",
            "version": __version__,
            "snapshot": seen.name,
            "prepared": state(request).prepared,
            "running": pool.running,
            "waiting": pool.waiting,
        }
    )


ROUTES: list[BaseRoute] = [Route("/metrics", metrics), Route("/health", health)]
