"""Small things every route needs: the state, what was sent, and answers that say what is wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TypeVar, cast
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import ImmutableMultiDict, QueryParams
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from kg.errors import GraphError
from kg.serve.state import State, View
from kg.store import Graph, open_graph

T = TypeVar("T")

_PATIENCE = 3.0  # seconds that whoever changed something waits to see it


class Refused(Exception):
    """A request that is not answered; ``status`` as in HTTP, the message is for whoever sent it."""

    def __init__(self, status: int, message: str, **headers: str) -> None:
        super().__init__(message)
        self.status = status
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


async def refuse(request: Request, error: Exception) -> Response:
    """The answer to a ``Refused``, in plain words."""
    refused = cast(Refused, error)
    return PlainTextResponse(f"{refused}\n", refused.status, refused.headers)


def state(request: Request) -> State:
    return cast(State, request.app.state.kg)


def view(request: Request) -> View:
    """The view this request reads, the same one to its end."""
    if not hasattr(request.state, "view"):
        request.state.view = state(request).view()
    return cast(View, request.state.view)


Fields = QueryParams | ImmutableMultiDict[str, str]


async def text_of(request: Request) -> str:
    """The body as UTF-8. Raises Refused if it is none."""
    body = await request.body()
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(400, "expected a body in UTF-8") from None


def media_type(request: Request) -> str:
    """Media type of the body, without parameters; "" if none is given."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def one(fields: Fields, name: str, *, needed: bool = False) -> str:
    """The value of a field that may stand there once. Raises Refused if it stands there twice, or is missing."""
    values = fields.getlist(name)
    if len(values) > 1:
        raise Refused(400, f"expected one {name!r}, found {len(values)}")
    if needed and not values:
        raise Refused(400, f"expected {name!r}, found none")
    return values[0] if values else ""


def may_change(request: Request) -> None:
    """Raises Refused unless this comes from somebody who may change something, from a program or a page of ours."""
    if not state(request).settings.allow_update:
        raise Refused(403, "nothing can be changed here; start the server with --allow-update")
    if not getattr(request.state, "may_change", False):
        raise Refused(401, "this needs the token of the server", WWW_Authenticate='Basic realm="kg", charset="UTF-8"')
    origin = request.headers.get("origin")
    if origin and urlsplit(origin).netloc != request.headers.get("host"):
        raise Refused(403, "this was sent by a page of another site")


async def change(request: Request, work: Callable[[Graph], None]) -> None:
    """Do something with the graph, opened for writing, in a thread of its own, and show what follows from it.

    Over a large graph that takes minutes: then the answer goes before it.
    """

    def run() -> None:
        with open_graph(state(request).settings.graph, write=True) as graph:
            work(graph)

    try:
        await run_in_threadpool(run)
    except GraphError as error:  # a build is writing
        raise Refused(503, str(error), Retry_After="5") from None
    shown = asyncio.ensure_future(run_in_threadpool(state(request).refresh))
    await asyncio.wait({shown}, timeout=_PATIENCE)  # if it takes longer it goes on beside the requests


async def gone(request: Request) -> None:
    """Returns when whoever asked has gone away. For use after the body was read."""
    while not await request.is_disconnected():
        await asyncio.sleep(0.2)


def cut(request: Request, found: Sequence[T], size: int) -> tuple[Sequence[T], int, int]:
    """The part of a list that ``?hal=`` asks for, the number of that page, and how many there are."""
    pages = max(1, -(-len(found) // size))
    number = request.query_params.get("hal", "1")
    at = min(max(int(number) if number.isdecimal() and len(number) < 9 else 1, 1), pages)
    return found[(at - 1) * size : at * size], at, pages
