"""Values that cannot both be true: settled with a reason, or open; with the sentences they stand in.

Contradictions inside one article were recorded when it was read. Those between articles were found when their values
were weighed (``kg.claims``): two ranks of one person, unless one follows the other in time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pyoxigraph import NamedNode

from kg.evidence import ORDER, Claim, Words, claims, quotation
from kg.i18n import Lang, catalogue, text
from kg.link.identity import Identity
from kg.lookup import Label, Queryable, identity_of, select
from kg.ns import TP
from kg.rdf.mapping import PREDICATES
from kg.weighed import WeighedValue, contradicted, decided


@dataclass(frozen=True, slots=True)
class Quote:
    text: str
    source: str  # path or URL of the article
    outlet: str


@dataclass(frozen=True, slots=True)
class ConflictValue:
    """One of the values. ``reason`` tells in words why it has its status; None if nothing was decided. ``predicate``
    and ``object``: what is claimed, an IRI or a literal's text; a rank may be contradicted by a post."""

    label: str
    status: str  # preferred, normal, deprecated
    reason: Label | None
    quotes: tuple[Quote, ...]
    predicate: str = ""
    object: str = ""
    is_iri: bool = False


@dataclass(frozen=True, slots=True)
class ConflictReport:
    """One contradiction. ``article`` is "" where articles contradict one another; ``iri`` then too."""

    iri: str
    article: str
    subject: str  # IRI
    name: str  # of the subject
    about: str  # rank, name, degree, area, unit, date, weekday
    values: tuple[ConflictValue, ...]

    @property
    def settled(self) -> bool:
        """Whether one value was preferred over the others."""
        return any(value.status == "preferred" for value in self.values)


def conflicts(graph: Queryable) -> tuple[ConflictReport, ...]:
    """All contradictions, settled ones first, then by name of the subject."""
    inside, parts = _inside(graph)
    across = _across(graph)
    words = Words(graph, [claim for group in (*parts.values(), *across.values()) for claim in group])
    found = [
        ConflictReport(iri, article, subject, name, about, _values(parts[iri], words))
        for iri, article, subject, name, about in inside
    ]
    for (subject, predicate), group in across.items():
        found.append(ConflictReport("", "", subject, _name(graph, subject), _about(predicate), _values(group, words)))
    return tuple(sorted(found, key=lambda r: (not r.settled, r.name, r.about, r.article, r.iri)))


def _about(predicate: str) -> str:
    """What a contradiction is about, in the words of the reports."""
    name = next((name for (_, name), iri in PREDICATES.items() if iri == predicate), "")
    return name if f"conflicts.{name}" in catalogue() else "other"


def _name(graph: Queryable, subject: str) -> str:
    sparql = """SELECT ?name WHERE {
      { ?s rdfs:label ?name } UNION { ?s tp:eventType/skos:prefLabel ?name FILTER(LANG(?name) = "id") }
    } ORDER BY ?name"""
    return next((name for (name,) in select(graph, sparql, s=NamedNode(subject))), subject)


_CONFLICTS = """
    SELECT DISTINCT ?conflict ?article ?subject (COALESCE(?label, ?title, ?source, "") AS ?name) ?about ?claim WHERE {
      GRAPH ?g { ?conflict a tp:Conflict ; rdf:subject ?subject ; tp:about ?about ; tp:claimedIn ?article }
      OPTIONAL { GRAPH ?g { ?conflict tp:conflictingClaim ?claim } }
      OPTIONAL { GRAPH ?g { ?subject rdfs:label ?label } }
      OPTIONAL { GRAPH ?g { ?subject schema:headline ?title } }
      OPTIONAL { GRAPH ?g { ?subject tp:source ?source } }
    } ORDER BY ?conflict ?name ?claim"""

_KIND = """
    SELECT ?kind WHERE { GRAPH ?g { ?c rdf:subject ?s ; rdf:predicate tp:eventType ; tp:valueLabel ?kind } }
    ORDER BY ?kind LIMIT 1"""


def _inside(graph: Queryable) -> tuple[list[tuple[str, str, str, str, str]], dict[str, list[Claim]]]:
    """Contradictions of single articles (conflict, article, subject, name, about) and the claims of each, with the
    standing that a person gave them."""
    heads: dict[str, tuple[str, str, str, str, str]] = {}
    of_claim: defaultdict[str, set[str]] = defaultdict(set)
    for iri, article, subject, label, about, part in select(graph, _CONFLICTS):
        if iri not in heads:
            kinds = () if label else select(graph, _KIND, s=NamedNode(subject))  # an event has no name
            name = label or next((kind for (kind,) in kinds), subject)
            heads[iri] = (iri, article, subject, name, about)
        of_claim[part].add(iri)
    parts: dict[str, list[Claim]] = {iri: [] for iri in heads}
    chosen, known = decided(graph), identity_of(graph)
    for claim in claims(graph, "?conflict a tp:Conflict ; tp:conflictingClaim ?c ."):
        for iri in sorted(of_claim[claim.iri]):
            parts[iri].append(_as_decided(claim, chosen, known))
    return list(heads.values()), parts


def _as_decided(claim: Claim, chosen: Mapping[tuple[str, str, str], WeighedValue], known: Identity) -> Claim:
    value = chosen.get((known.canonical(claim.subject), claim.predicate, known.canonical(claim.object)))
    return claim._replace(status=value.status, reason=value.reason) if value else claim


def _across(graph: Queryable) -> dict[tuple[str, str], list[Claim]]:
    """(Subject, predicate) -> claims, with the status and reason that weighing all articles gave their values."""
    groups = {}
    known = identity_of(graph)
    for (subject, predicate), weighed in contradicted(graph).items():
        own = known.members(subject)
        given = {value.value: value for value in weighed}
        claimed = [claim for iri in own for claim in claims(graph, _OF_ONE, s=iri, p=predicate)]
        group = [
            claim._replace(object=value, status=given[value].status, reason=given[value].reason)
            for claim in claimed
            if claim.status != "deprecated" and (value := known.canonical(claim.object)) in given
        ]
        if not _each_has_all(group):
            groups[subject, predicate] = group
    return groups


_OF_ONE = "?c rdf:subject ?s ; rdf:predicate ?p ."


def _each_has_all(group: list[Claim]) -> bool:
    """Whether each article has all the values: then every one of them reports the contradiction itself."""
    values: defaultdict[str, set[str]] = defaultdict(set)
    for claim in group:
        values[claim.article].add(claim.object)
    return all(len(found) > 1 for found in values.values())


def _values(group: Iterable[Claim], words: Words) -> tuple[ConflictValue, ...]:
    """Claims of one value together; preferred before normal before deprecated, then in the order of the text."""
    by_value: defaultdict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in group:
        by_value[claim.object, claim.status].append(claim)
    found = [
        ConflictValue(
            label=_shown(same[0]),
            status=status,
            reason=next((words.of(claim.reason) for claim in same if claim.reason), None),
            quotes=tuple(dict.fromkeys(Quote(c.sentence, c.source, c.outlet) for c in same)),
            predicate=same[0].predicate,
            object=same[0].object,
            is_iri=not same[0].is_literal,
        )
        for (_, status), same in by_value.items()
    ]
    return tuple(sorted(found, key=lambda value: ORDER.index(value.status)))


def _shown(claim: Claim) -> str:
    """A date in ISO form with the words it was read from, all else as printed."""
    if claim.predicate == TP + "eventDate" and claim.label != claim.object:
        return f"{claim.object} ({claim.label})"
    return claim.label


def to_json(reports: tuple[ConflictReport, ...], lang: Lang = "id") -> dict[str, Any]:
    return {
        "schema": 1,
        "conflicts": [
            {
                "conflict": report.iri or None,
                "article": report.article or None,
                "subject": report.subject,
                "name": report.name,
                "about": report.about,
                "settled": report.settled,
                "values": [_value_json(value, lang) for value in report.values],
            }
            for report in reports
        ],
    }


def _value_json(value: ConflictValue, lang: Lang) -> dict[str, Any]:
    return {
        "value": value.label,
        "status": value.status,
        "reason": value.reason.of(lang) if value.reason else None,
        "sentences": [{"text": q.text, "source": q.source, "outlet": q.outlet or None} for q in value.quotes],
    }


def to_text(reports: tuple[ConflictReport, ...], lang: Lang = "id") -> str:
    """Settled ones, then open ones, each value with its sentences."""
    if not reports:
        return text("conflicts.none", lang) + "\n"
    lines: list[str] = []
    for settled in (True, False):
        group = [report for report in reports if report.settled == settled]
        if group:
            lines.append(text("conflicts.settled" if settled else "conflicts.open", lang, number=len(group)))
            for report in group:
                lines += ["", *_report_lines(report, lang)]
            lines.append("")
    return "\n".join(lines)


def _report_lines(report: ConflictReport, lang: Lang) -> Iterator[str]:
    yield f"{report.name}: {text('conflicts.' + report.about, lang)}"
    for value in report.values:
        reason = f" – {value.reason.of(lang)}" if value.reason else ""
        yield f"  {value.label}  [{text('status.' + value.status, lang)}{reason}]"
        for quote in value.quotes:
            yield from (f"      {line}" for line in quotation(quote.text, quote.outlet, quote.source, lang))
