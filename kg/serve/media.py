"""Content negotiation: formats of answers, and which of them a request would rather have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

RESULTS: dict[str, str] = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
"""Short name -> media type of tables and of yes or no; the first is what clients without a wish get."""

GRAPHS: dict[str, str] = {
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdfxml": "application/rdf+xml",
    "trig": "application/trig",
    "nquads": "application/n-quads",
}
"""Short name -> media type of triples."""

SUFFIXES = {"ttl": "turtle", "nt": "ntriples", "jsonld": "jsonld", "rdf": "rdfxml"}
"""Ending of an address that asks for a format without a header."""

_OTHER_NAMES = {
    "application/json": RESULTS["json"],
    "application/xml": RESULTS["xml"],
    "text/xml": RESULTS["xml"],
    "application/x-turtle": GRAPHS["turtle"],
    "text/plain": GRAPHS["ntriples"],
    "text/n3": GRAPHS["turtle"],
}


class Wish(NamedTuple):
    type: str
    quality: float


def wishes(accept: str) -> list[Wish]:
    """An Accept header as media types with their quality, the best first; nothing said is anything.

    >>> wishes("text/html, text/turtle;q=0.5")
    [Wish(type='text/html', quality=1.0), Wish(type='text/turtle', quality=0.5)]
    """
    found = []
    for part in accept.split(","):
        name, *parameters = (each.strip() for each in part.split(";"))
        quality = next((_quality(p[2:]) for p in parameters if p.startswith("q=")), 1.0)
        if name and quality > 0:
            found.append(Wish(name.lower(), quality))
    return sorted(found, key=lambda wish: -wish.quality) or [Wish("*/*", 1.0)]


def _quality(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 1.0


def best(accept: str, offered: Sequence[str]) -> str | None:
    """The offered type that is wanted most; of equals the one named more exactly, then the one offered first."""
    ranked = []
    for place, type in enumerate(offered):
        fits = [(_exactness(w.type, type), w.quality) for w in wishes(accept)]
        exactness, quality = max(fits)
        if exactness:
            ranked.append((-quality, -exactness, place, type))
    return min(ranked)[3] if ranked else None


def _exactness(wanted: str, type: str) -> int:
    wanted = _OTHER_NAMES.get(wanted, wanted)
    if wanted == type:
        return 3
    if wanted == type.partition("/")[0] + "/*":
        return 2
    return 1 if wanted == "*/*" else 0


def chosen(accept: str, named: str, offered: Mapping[str, str]) -> str | None:
    """Short name of the format: the one that was named if it is offered, else by the Accept header; None if none."""
    if named in offered:
        return named
    type = best(accept, tuple(offered.values()))
    return next((name for name, offer in offered.items() if offer == type), None)


def prefers_html(accept: str) -> bool:
    """Whether a person reads this with a browser."""
    return best(accept, ("application/sparql-results+json", "text/html", *GRAPHS.values())) == "text/html"
