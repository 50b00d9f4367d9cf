"""The lists of a thing that are longer than its page shows: articles, statements, events, sentences of a fact."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from kg.errors import UsageError
from kg.explain import kind_of, label_of
from kg.lookup import local_name, members
from kg.serve import lists, overview
from kg.serve.dossier import part
from kg.serve.facts import backed, evidence
from kg.serve.http import Refused, cut, one, view
from kg.serve.render import page
from kg.serve.state import View

WORDS = {
    "artikel": "articles", "pernyataan": "statements", "peristiwa": "events", "anggota": "unit",
    "petugas": "assignedArea", "satuan": "unitOf", "tempat": "containedInPlace",
}  # fmt: skip
"""``?bagian=`` -> name of ``kg.serve.dossier.PARTS``."""

HANGING = [(name, word) for word, name in WORDS.items() if name in lists.POINTING]

_SIZE = 50


def is_asked(request: Request) -> bool:
    return "bagian" in request.query_params or "sifat" in request.query_params


def listed(request: Request, iri: str) -> Response:
    """``?bagian=artikel&hal=2``, or ``?sifat=IRI&nilai=VALUE&hal=2``: the sentences of one fact.

    Raises UsageError if the graph has nothing of this IRI.
    """
    seen = view(request)
    own = members(seen, iri) or (iri,)
    kind = kind_of(seen, own)
    if kind is None:
        raise UsageError(f"{iri}: the graph has nothing of this IRI")
    asked = {name: value for name in ("bagian", "sifat", "nilai") if (value := one(request.query_params, name))}
    name, whole = _whole(seen, own, kind, asked)
    shown, at, pages = cut(request, whole, _SIZE)
    return page(
        request, "part.html", name=name, found=_looked_up(seen, name, shown), total=len(whole), at=at, pages=pages,
        asked=asked, iri=own[0], label=label_of(seen, own) or local_name(own[0]), kind=kind, **events(seen),
    )  # fmt: skip


def events(seen: View) -> dict[str, Any]:
    """What a template needs to name events."""
    return {"activities": overview.activities(seen), "areas": overview.areas(seen)}


def _whole(seen: View, own: tuple[str, ...], kind: str, asked: dict[str, str]) -> tuple[str, Sequence[Any]]:
    """What is asked for, by name, and all of it. Raises Refused if there is no such list."""
    if predicate := asked.get("sifat", ""):
        return "evidence", backed(seen, own, predicate, asked.get("nilai", ""))
    if name := WORDS.get(asked.get("bagian", "")):
        return name, part(seen, own[0], kind, name)
    raise Refused(404, f"bagian: expected one of {', '.join(WORDS)}")


def _looked_up(seen: View, name: str, shown: Sequence[Any]) -> Sequence[Any]:
    match name:
        case "evidence":
            return evidence(seen, shown)
        case "articles":
            return lists.printed(seen, shown)
        case "statements":
            return lists.said(seen, shown)
        case "events":
            return shown
        case _:
            return lists.named(seen, shown)
