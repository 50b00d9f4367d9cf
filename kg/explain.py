"""What the graph knows of one thing: each fact with status, reason, and the sentences it rests on."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from pyoxigraph import NamedNode

from kg.errors import UsageError
from kg.evidence import ORDER, Claim, Words, claims
from kg.lookup import Queryable, base, identity_of, labels, local_name, members, select
from kg.ns import FOAF, ORG, PREFIXES, SCHEMA, SKOS, TP
from kg.parameters import term
from kg.record import Record, Related, Value, to_json, to_text
from kg.search import Hit, search
from kg.waterfall import joined
from kg.weighed import WeighedValue, posts_of, values_of

__all__ = ["Ambiguous", "Record", "Related", "Value", "explain", "to_json", "to_text"]

_SURE = 0.85  # a name this close, with none near it, is taken for the one that was meant
_MARGIN = 0.1

_KINDS = {
    TP + "Person": "person",
    TP + "Organization": "organization",
    TP + "Place": "place",
    TP + "Event": "event",
    TP + "Statement": "statement",
    SCHEMA + "NewsArticle": "article",
    SCHEMA + "NewsMediaOrganization": "outlet",
    TP + "Claim": "claim",
}

_FIRST = (
    FOAF + "name", SCHEMA + "name", SKOS + "altLabel", TP + "honorific", TP + "degree", TP + "role",
    TP + "militaryRank", TP + "element", TP + "unit", TP + "assignedArea", TP + "unitKind", ORG + "unitOf",
    TP + "level", TP + "kemendagriCode", SCHEMA + "containedInPlace", TP + "eventType", TP + "eventDate",
    TP + "weekday", TP + "place", TP + "venue", TP + "organiser", TP + "participant", TP + "topic", SCHEMA + "text",
    TP + "speaker",
)  # fmt: skip
"""Order in which properties are told; others follow by name."""


class Ambiguous(UsageError):
    """A name that fits several things; ``hits`` are the candidates."""

    def __init__(self, thing: str, hits: list[Hit]) -> None:
        names = "; ".join(f"{hit.label} <{hit.iri}>" for hit in hits[:5])
        super().__init__(f"{thing!r} fits {len(hits)} things; give the IRI of one: {names}")
        self.hits = hits


def explain(graph: Queryable, thing: str, *, most: int = 0) -> Record:
    """``thing``: an IRI, a prefixed name (id:person/…), or a name. Raises UsageError if nothing fits, Ambiguous if
    several do. ``most``: so many claims, and things of one relation, at the most; 0 for all."""
    iri = as_iri(graph, thing)
    iri = members(graph, iri)[0] if iri else by_name(graph, thing)
    own = members(graph, iri)
    kind = kind_of(graph, own)
    if kind is None:
        raise UsageError(f"{thing}: the graph has nothing of this IRI; find it with: kg search WORDS")
    found: list[Claim] = []
    for member in own:
        if not most or len(found) < most:
            found += _claims(graph, member, kind, most - len(found) if most else 0)
    label = label_of(graph, own) or (found[0].label if found else local_name(iri))
    about = _ABOUT_OF_MANY if most and len(found) >= most else _ABOUT
    conflicts = {row[0] for m in own for row in select(graph, about, s=NamedNode(m))}
    return Record(
        iri=iri,
        label=label,
        kind=kind,
        facts=values(graph, iri, found),
        conflicts=tuple(sorted(conflicts)),
        related=_related(graph, iri, most) if kind != "claim" else (),
        posts=posts_of(graph, iri),
        same_as=joined(archive, own) if (archive := getattr(graph, "archive", None)) else (),
    )


def values(graph: Queryable, iri: str, found: Iterable[Claim]) -> tuple[Value, ...]:
    """Claims of one thing, which the view knows by this IRI, as values with the standing that each has."""
    weighed = {(value.predicate, value.value): value for value in values_of(graph, iri)}
    known = identity_of(graph)
    found = [claim._replace(object=known.canonical(claim.object)) for claim in found]
    words = Words(graph, [*found, *(_as_weighed(claim, weighed) for claim in found)])
    return _values(found, words, weighed)


def _as_weighed(claim: Claim, weighed: Mapping[tuple[str, str], WeighedValue]) -> Claim:
    """The claim with the standing that its value has over all articles, where that was weighed."""
    value = weighed.get((claim.predicate, claim.object))
    return claim._replace(status=value.status, reason=value.reason) if value else claim


def as_iri(graph: Queryable, thing: str) -> str | None:
    """The IRI that a text is, in full or with a prefix; None if it looks like a name."""
    prefix, colon, local = thing.partition(":")
    looks = re.match(r"<?(?:https?|urn|file):", thing) or (colon and prefix in PREFIXES and not re.search(r"\s", local))
    return term(thing, "IRI", prefixes={**PREFIXES, "id": base(graph)}).value if looks else None


def by_name(graph: Queryable, thing: str) -> str:
    """The person, unit or place of that name. Raises UsageError if there is none, Ambiguous if there are several."""
    hits = search(graph, thing, kinds=("person", "organization", "place"))
    exact = [hit for hit in hits if hit.score == 1.0]
    if len(exact) == 1:
        return exact[0].iri
    close = [hit for hit in hits if hit.score >= _SURE]
    if not exact and len(close) == 1 and all(hit.score < close[0].score - _MARGIN for hit in hits[1:]):
        return close[0].iri
    if not hits:
        raise UsageError(f"{thing!r}: nothing in the graph has a name like this; kg search looks in sentences, too")
    raise Ambiguous(thing, exact or hits)


def kind_of(graph: Queryable, own: Iterable[str]) -> str | None:
    """What kind of thing it is; None if no graph describes it."""
    best = "SELECT DISTINCT ?class WHERE { ?s a ?class }"
    anywhere = "SELECT DISTINCT ?class WHERE { GRAPH ?g { ?s a ?class } }"  # a province is in most graphs
    classes = {row[0] for iri in own for row in select(graph, best, s=NamedNode(iri))}
    classes = classes or {row[0] for iri in own for row in select(graph, anywhere, s=NamedNode(iri))}
    return next((kind for cls, kind in _KINDS.items() if cls in classes), "thing" if classes else None)


_ABOUT = "SELECT DISTINCT ?about WHERE { GRAPH ?g { ?c a tp:Conflict ; rdf:subject ?s ; tp:about ?about } }"
_ABOUT_OF_MANY = """SELECT DISTINCT ?about WHERE {
    { SELECT ?g ?c ?about WHERE { GRAPH ?g { ?c tp:about ?about } } } GRAPH ?g { ?c rdf:subject ?s } }"""
"""The same from the side of the conflicts: a city has more claims than there are conflicts in the whole graph."""

_STATEMENT = """
    SELECT ?p ?o (ISLITERAL(?o) AS ?literal) (COALESCE(?name, STR(?o)) AS ?label) ?begin ?end ?sentence ?article ?source
           ?outlet ?published ?confidence ?rule WHERE {
      GRAPH ?g { ?s a tp:Statement ; tp:quotedIn ?article ; tp:beginIndex ?begin ; tp:endIndex ?end ; ?p ?o }
      FILTER(?p IN (schema:text, tp:speaker, tp:speechVerb, tp:topic, tp:saidAt))
      OPTIONAL { GRAPH ?g { ?o rdfs:label ?name } }
      OPTIONAL { GRAPH ?g { ?article tp:source ?source } }
      OPTIONAL { GRAPH ?g { ?article tp:publisherName ?outlet } }
      OPTIONAL { GRAPH ?g { ?article schema:datePublished ?published } }
      OPTIONAL { GRAPH ?g { ?s tp:confidence ?confidence } }
      OPTIONAL { GRAPH ?g { ?s tp:rule ?rule } }
      OPTIONAL { GRAPH ?g { ?s prov:wasDerivedFrom ?at } }
      BIND(COALESCE(?at, <urn:none>) AS ?from) OPTIONAL { GRAPH ?g { ?from nif:anchorOf ?sentence } }
    } ORDER BY ?p ?label"""


def _claims(graph: Queryable, iri: str, kind: str, most: int) -> list[Claim]:
    match kind:
        case "claim":
            return claims(graph, "?c a tp:Claim .", c=iri)
        case "statement":
            return list(_of_statement(graph, iri))
        case _ if most:
            return claims(graph, f"{{ SELECT ?c WHERE {{ ?c rdf:subject {NamedNode(iri)} }} LIMIT {most} }}")
        case _:
            return claims(graph, "?c rdf:subject ?s .", s=iri)


def _of_statement(graph: Queryable, iri: str) -> Iterator[Claim]:
    """A statement is described in place, not by claims; its parts are shown as if they were."""
    for row in select(graph, _STATEMENT, s=NamedNode(iri)):
        p, o, literal, label, begin, end, sentence, article, source, outlet, published, confidence, rule = row
        shown = (_event_label(graph, o) if p == TP + "saidAt" else "") or label
        yield Claim(
            iri, iri, p, o, literal == "true", shown, "normal", "", float(confidence or 0), rule, int(begin), int(end),
            " ".join(sentence.split()), article, source, outlet, published, "",
        )  # fmt: skip


def label_of(graph: Queryable, own: Iterable[str]) -> str:
    best = "SELECT ?label WHERE { ?s rdfs:label ?label } ORDER BY ?label"
    if label := next((label for iri in own for (label,) in select(graph, best, s=NamedNode(iri))), ""):
        return label  # without a look into every graph that speaks of it
    sparql = """
        SELECT ?label WHERE {
          { GRAPH ?g { ?s rdfs:label|schema:headline|schema:text ?label BIND(2 AS ?order) } }
          UNION { GRAPH ?g { ?s tp:source ?label BIND(3 AS ?order) } }
        } ORDER BY ?order ?label"""
    found = (label for iri in own for (label,) in select(graph, sparql, s=NamedNode(iri)))
    return next(found, "") or next((_event_label(graph, iri) for iri in own), "")


def _event_label(graph: Queryable, iri: str) -> str:
    """An event has no name: what it was, when and where. "" for what is no event."""
    return event_labels(graph, [iri]).get(iri, "")


_EVENTS = """
    SELECT ?e ?kind ?d ?name WHERE {
      VALUES ?e { %s } ?e a tp:Event
      OPTIONAL { ?e tp:eventType ?kind }
      OPTIONAL { ?e tp:eventDate ?d }
      OPTIONAL { ?e tp:place ?place }
      BIND(COALESCE(?place, <urn:none>) AS ?at) OPTIONAL { ?at rdfs:label ?name }
    } ORDER BY ?e ?d"""


def event_labels(graph: Queryable, iris: Iterable[str]) -> dict[str, str]:
    """What each event was, when and where, in Indonesian; what is no event is left out."""
    nodes = " ".join(str(NamedNode(iri)) for iri in sorted(set(iris)))
    rows = list(select(graph, _EVENTS % nodes)) if nodes else []
    named = labels(graph, {kind for _, kind, _, _ in rows if kind})
    found: dict[str, str] = {}
    for iri, group in groupby(rows, key=lambda row: row[0]):
        same = list(group)
        kinds = sorted({named[kind].id for _, kind, _, _ in same if kind})
        places = sorted({place for _, _, _, place in same if place})
        found[iri] = "; ".join(filter(None, (", ".join(kinds), same[0][2], *places[:1])))
    return found


_POINTING = (
    "tp:speaker", "tp:participant", "tp:organiser", "tp:place", "tp:unit", "tp:assignedArea", "tp:saidAt", "tp:reports",
    "org:unitOf", "schema:containedInPlace", "schema:mentions", "tp:quotedIn",
)  # fmt: skip
_RELATED = """
    SELECT DISTINCT ?p ?x (COALESCE(?name, ?title, ?said, ?from, "") AS ?label) WHERE {
      %s
      OPTIONAL { ?x rdfs:label ?name }
      OPTIONAL { ?x schema:headline ?title }
      OPTIONAL { ?x schema:text ?said }
      OPTIONAL { ?x tp:source ?from }
    } ORDER BY ?p ?label ?x"""


def _related(graph: Queryable, iri: str, most: int) -> tuple[Related, ...]:
    node = NamedNode(iri)
    if most:
        some = (f"{{ SELECT ?p ?x WHERE {{ VALUES ?p {{ {p} }} ?x ?p {node} }} LIMIT {most} }}" for p in _POINTING)
        pattern = " UNION ".join(some)
    else:
        pattern = f"VALUES ?p {{ {' '.join(_POINTING)} }} ?x ?p {node} ."
    rows = list(select(graph, _RELATED % pattern))
    words = labels(graph, {p for p, _, _ in rows})
    events = event_labels(graph, (x for _, x, label in rows if not label))
    return tuple(
        Related(p, words[p], x, " ".join((label or events.get(x) or local_name(x)).split())) for p, x, label in rows
    )


def _values(found: Iterable[Claim], words: Words, weighed: Mapping[tuple[str, str], WeighedValue]) -> tuple[Value, ...]:
    """Claims of one value together, by property, then by status, then by how often it was claimed.

    A value has the standing it was given over all articles, else the best that any article gives it.
    """
    by_value: defaultdict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in found:
        by_value[claim.predicate, claim.object].append(claim)
    out = []
    for (predicate, value), same in by_value.items():
        standing = [_as_weighed(claim, weighed) for claim in same]
        status = min((claim.status for claim in standing), key=ORDER.index)
        reason = next((c.reason for c in standing if c.reason and c.status == status), "")
        over_all = weighed.get((predicate, value))
        out.append(
            Value(
                property=predicate,
                property_label=words.of(predicate),
                value=value,
                label=_shown(same),
                status=status,
                reason=words.of(reason) if reason else None,
                evidence=tuple(same),
                first=over_all.first if over_all else "",
                last=over_all.last if over_all else "",
            )
        )
    return tuple(sorted(out, key=_rank))


def _rank(value: Value) -> tuple[int, str, int, int, str]:
    place = _FIRST.index(value.property) if value.property in _FIRST else len(_FIRST)
    return place, value.property, ORDER.index(value.status), -len(value.evidence), value.label


def _shown(same: list[Claim]) -> str:
    """The value as most articles print it; a date in ISO form."""
    if same[0].is_literal:
        return same[0].object
    counted = Counter(claim.label for claim in same)
    return min(counted, key=lambda label: (-counted[label], label))
