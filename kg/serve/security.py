"""What every request passes: the name it came by, its size, its token; and what every answer tells browsers."""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve.settings import Settings

COOKIE = "kg_token"

POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
"""No script, style or picture but those of the server itself, none of them inside a page."""

_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
_OPEN = ("/health",)


class Gate:
    """Refuses what comes by another name, without its token, or too large; adds the headers to all answers."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add_headers(MutableHeaders(scope=message))
            await send(message)

        answer = self._refusal(scope)
        if answer is not None:
            await answer(scope, receive, with_headers)
            return
        await self.app(scope, _Limited(receive, self.settings.max_body), with_headers)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if _name(headers.get("host", "")) not in self.settings.hosts:
            return PlainTextResponse("this server does not answer to that name; see --host-name\n", 421)
        if int(headers.get("content-length", "0") or "0") > self.settings.max_body:
            return PlainTextResponse(f"the body is larger than {self.settings.max_body} bytes\n", 413)
        given = dict(parse_qsl(scope["query_string"].decode("latin-1"))).get("token", "")
        if given and scope["method"] == "GET" and self.knows(given):
            return self._signed_in(scope)
        may = self.knows(token(headers))
        scope.setdefault("state", {})["may_change"] = may and self.settings.allow_update
        if self.settings.protected and not may and scope["path"] not in _OPEN:
            return PlainTextResponse(
                "this server asks for its token: Authorization: Bearer TOKEN, or ?token=TOKEN in a browser\n",
                401,
                {"WWW-Authenticate": 'Basic realm="kg", charset="UTF-8"'},
            )
        return None

    def knows(self, given: str) -> bool:
        own = self.settings.token
        return bool(own) and hmac.compare_digest(given.encode(), own.encode())

    def _signed_in(self, scope: Scope) -> Response:
        """Keep the token in a cookie no script can read and no other site can use; take it out of the address."""
        rest = [(k, v) for k, v in parse_qsl(scope["query_string"].decode("latin-1")) if k != "token"]
        target = scope["path"] + (f"?{urlencode(rest)}" if rest else "")
        answer = RedirectResponse("/" + target.lstrip("/"), 303)
        answer.set_cookie(COOKIE, self.settings.token, httponly=True, samesite="strict", max_age=None)
        return answer


def _add_headers(headers: MutableHeaders) -> None:
    for name, value in _HEADERS.items():
        headers.setdefault(name, value)


class _Limited:
    """A body that is not longer than it may be, whatever its head says; the rest is as if the client had gone."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self.receive = receive
        self.left = limit

    async def __call__(self) -> Message:
        message = await self.receive()
        if message["type"] == "http.request":
            self.left -= len(message.get("body", b""))
            if self.left < 0:
                return {"type": "http.disconnect"}
        return message


def token(headers: Headers) -> str:
    """The token a request carries: as bearer, as password of whatever user, or in the cookie."""
    kind, _, value = headers.get("authorization", "").partition(" ")
    match kind.lower():
        case "bearer":
            return value.strip()
        case "basic":
            try:
                return base64.b64decode(value, validate=True).decode("utf-8").partition(":")[2]
            except (binascii.Error, UnicodeDecodeError):
                return ""
        case _:
            return _cookie(headers.getlist("cookie"))


def _cookie(values: Iterable[str]) -> str:
    try:
        found = SimpleCookie("; ".join(values)).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _name(host: str) -> str:
    """The name of a Host header without its port: ``[::1]:8000`` is ``::1``."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.rpartition(":")[0].lower() if ":" in host else host.lower()
