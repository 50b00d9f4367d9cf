"""Maps inside pages: areas of the graph where the file of coordinates says they lie (``kg serve --places``)."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request

from kg.serve import atlas, overview
from kg.serve.http import state, view


def marks(request: Request, counted: Mapping[str, float]) -> list[atlas.Mark]:
    """These areas (IRI -> number) as far as it is known where they lie; none without such a file."""
    geometries = state(request).settings.places
    if not geometries:
        return []
    seen = view(request)
    known, areas = overview.areas(seen), seen.minter.base + "area/"
    return atlas.marks(
        atlas.Place(iri, known[iri].label, number, geometries[code])
        for iri, number in counted.items()
        if iri in known and (code := iri.removeprefix(areas)) in geometries
    )
