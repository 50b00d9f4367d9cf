"""Pages from templates: language of the reader, addresses of things, escaping everywhere."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg import __version__
from kg.i18n import LANGS, Lang, text
from kg.serve.http import state, view

FOLDER = Path(__file__).resolve().parent
STATIC = FOLDER / "static"
_LANG_COOKIE = "lang"
_A_YEAR = 365 * 24 * 3600


def language(request: Request) -> Lang:
    """That of the address, else of the cookie, else of the browser, else Indonesian."""
    known: dict[str, Lang] = {lang: lang for lang in LANGS}
    for said in (request.query_params.get("lang", ""), request.cookies.get(_LANG_COOKIE, "")):
        if said in known:
            return known[said]
    for part in request.headers.get("accept-language", "").split(","):
        code = part.strip()[:2].lower()
        if code in known:
            return known[code]
    return "id"


def path_of(iri: str, base: str) -> str:
    """Address of the page of a thing: below /id/ as below the base; a page by IRI for terms of vocabularies."""
    if iri.startswith(base):
        path, hash, fragment = iri.removeprefix(base).partition("#")
        return f"/id/{quote(path, safe='/.-_~')}" + (f"#{fragment}" if hash else "")
    return "/istilah?" + urlencode({"iri": iri})


def evidence_path(article: str, start: int, end: int, base: str) -> str:
    """Address of the article with these characters marked."""
    return f"{path_of(article, base)}?v={start}-{end}#v"


@functools.cache
def environment() -> Environment:
    found = Environment(
        loader=FileSystemLoader(FOLDER / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    found.filters["number"] = number
    return found


def number(value: float, lang: Lang = "id", digits: int = 0) -> str:
    """With the separators of the language.

    >>> number(12345), number(0.5, "id", 2), number(12345, "en")
    ('12.345', '0,50', '12,345')
    """
    shown = f"{value:,.{digits}f}"
    return shown.translate(str.maketrans(",.", ".,")) if lang == "id" else shown


def page(request: Request, template: str, /, *, status: int = 200, **context: Any) -> Response:
    """A page in the reader's language. Each has an address of its own in each language, and can be shared."""
    lang = language(request)
    base = view(request).minter.base
    body = environment().get_template(template).render(
        lang=lang,
        other="en" if lang == "id" else "id",
        t=functools.partial(text, lang=lang),
        path=functools.partial(path_of, base=base),
        proof=functools.partial(evidence_path, base=base),
        here=request.url.path,
        in_lang=lambda code: "?" + urlencode({**dict(request.query_params), "lang": code}),
        as_view=lambda name: "?" + urlencode({**dict(request.query_params), "tampil": name}),
        address=str(request.url.remove_query_params("lang")),
        version=__version__,
        snapshot=view(request).name,
        may_change=bool(getattr(request.state, "may_change", False)),
        allow_update=state(request).settings.allow_update,
        **context,
    )  # fmt: skip
    answer = HTMLResponse(body, status, headers={"Vary": "Accept, Accept-Language, Cookie"})
    if request.query_params.get("lang") == lang:
        answer.set_cookie(_LANG_COOKIE, lang, max_age=_A_YEAR, samesite="lax")
    return answer
