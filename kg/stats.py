"""Counts over the graph, and what is missing in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, fields
from typing import Any

from kg.i18n import Lang, text
from kg.lookup import Queryable, select

Counts = tuple[tuple[str, int], ...]

PILLARS = ("TNI", "Polri", "Pemerintah")
"""The three pillars; an event without one of them is incomplete, not wrong."""


@dataclass(frozen=True, slots=True)
class Stats:
    """Each table is (label, count), largest first; months in order of time, kinds and gaps in a fixed order."""

    classes: Counts  # kind of thing
    pillars: Counts  # persons
    outlets: Counts  # articles; "" for those of no known outlet
    activities: Counts  # events
    months: Counts  # events
    missing: Counts  # kind of gap


_CLASSES = {
    "article": "{ GRAPH ?g { ?x a schema:NewsArticle } }",
    "person": "{ ?x a tp:Person }",
    "organization": "{ ?x a tp:Organization }",
    "place": "{ ?x a tp:Place }",
    "event": "{ ?x a tp:Event }",
    "statement": "{ ?x a tp:Statement }",
    "claim": "{ GRAPH ?g { ?x a tp:Claim } }",
    "conflict": "{ GRAPH ?g { ?x a tp:Conflict } }",
}

_GAPS = {
    "articles-without-facts": ("article", """{ { GRAPH ?g { ?c tp:claimedIn ?x } }
        UNION { GRAPH ?g { ?s tp:quotedIn ?x } } }"""),
    "articles-without-outlet": ("article", "{ GRAPH ?g { ?x a schema:NewsArticle ; schema:publisher ?o } }"),
    "events-without-date": ("event", "{ ?x a tp:Event ; tp:eventDate ?d }"),
    "events-without-place": ("event", "{ ?x a tp:Event ; tp:place ?p }"),
    "events-without-participants": ("event", "{ ?x a tp:Event ; tp:participant ?p }"),
    **{
        f"events-without-{pillar}": ("event", f"""{{ ?x a tp:Event ; tp:participant|tp:organiser ?w .
        ?w tp:element tp:unsur{pillar} }}""")
        for pillar in PILLARS
    },
    "places-not-grounded": ("place", "{ ?x a tp:Place ; tp:kemendagriCode ?c }"),
    "persons-without-role": ("person", "{ ?x a tp:Person ; tp:role ?r }"),
    "statements-without-speaker": ("statement", "{ ?x a tp:Statement ; tp:speaker ?s }"),
    "conflicts-open": ("conflict", """{ GRAPH ?g { ?x a tp:Conflict ; tp:conflictingClaim ?c .
        ?c tp:rank tp:PreferredRank } }"""),
}  # fmt: skip
"""Gap -> of which things, and which of them do not have it: counting what is there is fast, looking for what is not is
done anew for each thing."""

_PERSONS = "SELECT ?key (COUNT(DISTINCT ?x) AS ?n) WHERE { ?x a tp:Person ; tp:element ?key } GROUP BY ?key"
_OUTLETS = """
    SELECT ?key (COUNT(DISTINCT ?x) AS ?n) WHERE {
      GRAPH ?g { ?x a schema:NewsArticle OPTIONAL { ?x schema:publisher ?o OPTIONAL { ?o rdfs:label ?name } } }
      BIND(COALESCE(?name, STR(?o), "") AS ?key)
    } GROUP BY ?key"""
_ACTIVITIES = """
    SELECT ?key (COUNT(DISTINCT ?x) AS ?n) WHERE {
      ?x a tp:Event ; tp:eventType ?type OPTIONAL { ?type skos:notation ?notation }
      BIND(COALESCE(?notation, STR(?type)) AS ?key)
    } GROUP BY ?key"""
_MONTHS = """
    SELECT ?key (COUNT(DISTINCT ?x) AS ?n) WHERE {
      ?x a tp:Event ; tp:eventDate ?d FILTER(STRLEN(STR(?d)) >= 7) BIND(SUBSTR(STR(?d), 1, 7) AS ?key)
    } GROUP BY ?key"""


def stats(graph: Queryable) -> Stats:
    classes = {kind: _count(graph, pattern) for kind, pattern in _CLASSES.items()}
    return Stats(
        classes=tuple(classes.items()),
        pillars=_table(graph, _PERSONS, lambda iri: iri.rpartition("#")[2].removeprefix("unsur")),
        outlets=_table(graph, _OUTLETS),
        activities=_table(graph, _ACTIVITIES),
        months=tuple(sorted(_table(graph, _MONTHS))),
        missing=tuple((gap, classes[kind] - _count(graph, having)) for gap, (kind, having) in _GAPS.items()),
    )


def _count(graph: Queryable, pattern: str) -> int:
    return int(next(select(graph, f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {pattern}"))[0])


def _table(graph: Queryable, sparql: str, name: Callable[[str], str] = str) -> Counts:
    rows = ((name(key), int(number)) for key, number in select(graph, sparql))
    return tuple(sorted(rows, key=lambda row: (-row[1], row[0])))


def to_json(found: Stats, lang: Lang = "id") -> dict[str, Any]:
    """The tables as objects, in their order; keys do not change with the language."""
    return {"schema": 1, **{name: dict(table) for name, table in asdict(found).items()}}


def to_text(found: Stats, lang: Lang = "id") -> str:
    """A table under each heading; a gap that is none is left out."""
    lines: list[str] = []
    for field in fields(found):
        rows = list(_shown(field.name, getattr(found, field.name), lang))
        if rows:
            width = max(len(label) for label, _ in rows)
            lines += [text(f"stats.{field.name}", lang), *(f"  {label:{width}}  {n:>7}" for label, n in rows), ""]
    return "\n".join(lines)


def _shown(table: str, counts: Counts, lang: Lang) -> Iterator[tuple[str, int]]:
    for key, number in counts:
        match table:
            case "classes":
                yield text(f"kind.{key}", lang), number
            case "missing":
                if number:
                    yield text(f"missing.{key}", lang), number
            case _:
                yield key or text("stats.unknown", lang), number
