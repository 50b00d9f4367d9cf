"""The application: routes of all modules behind one gate, and what runs beside the requests."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from kg.errors import GraphError
from kg.search import NotReady
from kg.serve import api, graphs, names, observe, overview, shelf, sparql
from kg.serve.http import Refused, refuse
from kg.serve.pages import asking, dictionary, disputes, graph, home, overviews, review, things
from kg.serve.render import STATIC
from kg.serve.security import Gate
from kg.serve.settings import Settings
from kg.serve.state import State

ROUTES: list[BaseRoute] = [
    *sparql.ROUTES,
    *graphs.ROUTES,
    *observe.ROUTES,
    *api.ROUTES,
    *home.ROUTES,
    *things.ROUTES,
    *overviews.ROUTES,
    *disputes.ROUTES,
    *review.ROUTES,
    *asking.ROUTES,
    *graph.ROUTES,
    *dictionary.ROUTES,
    Mount("/static", StaticFiles(directory=STATIC)),
]

_PREPARED = (shelf.shelf, *overview.PREPARED, asking.known_terms, review.prepare)
_LATER = (things.first_pages, graph.first_drawings)

_LOOK_AGAIN = 1.0  # seconds between two looks for a new snapshot


def create(settings: Settings) -> Starlette:
    """The server over a graph. Raises GraphError if it cannot be read."""
    state, metrics = State(settings, _PREPARED, _LATER), observe.Metrics()

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await state.pool.start()
        ended = threading.Event()
        threading.Thread(target=_watch, args=(state, ended), daemon=True).start()  # nobody waits for its end
        try:
            yield
        finally:
            ended.set()
            await state.pool.close()

    app = Starlette(
        routes=ROUTES,
        middleware=_middleware(settings, metrics),
        exception_handlers={Refused: refuse, ClientDisconnect: _too_long, NotReady: _not_ready},
        lifespan=lifespan,
    )
    app.state.kg = state
    app.state.metrics = metrics
    return app


def _middleware(settings: Settings, metrics: observe.Metrics) -> list[Middleware]:
    found = [Middleware(observe.Observed, metrics=metrics), Middleware(Gate, settings=settings)]
    if settings.origins:
        read = ["GET", "HEAD", "POST"]
        found.insert(
            1, Middleware(CORSMiddleware, allow_origins=settings.origins, allow_methods=read, allow_headers=["*"])
        )
    return found


async def _too_long(request: Request, error: Exception) -> Response:
    return PlainTextResponse("the body is longer than allowed, or was not sent to its end\n", 413)


async def _not_ready(request: Request, error: Exception) -> Response:
    return PlainTextResponse("the index for searching is being made; try again in a while\n", 503, {"Retry-After": "5"})


def _watch(state: State, ended: threading.Event) -> None:
    """Work out what the first pages need, then show what a build beside the server publishes, and keep the index up."""
    work: Callable[[], object] = partial(_begin, state)
    while True:
        try:
            work()
        except (GraphError, OSError, sqlite3.Error) as error:
            if ended.is_set():  # what it worked on was taken away
                return
            logging.getLogger("kg.serve").warning("%s", error)  # the view that is shown stays
        if ended.wait(_LOOK_AGAIN):
            return
        work = partial(_keep_up, state)


def _begin(state: State) -> None:
    names.keep_up(state.view())
    state.warm_up()


def _keep_up(state: State) -> None:
    if not state.refresh():
        state.settle()
    names.keep_up(state.view())
