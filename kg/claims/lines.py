"""Weighed values and posts held, as lines of the default graph. Each node hangs on the thing that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.claims.reports import Span
from kg.claims.tenure import Tenure
from kg.claims.weigh import Value
from kg.ns import ORG, RDF, SCHEMA, TIME, TP
from kg.rdf import terms
from kg.rdf.iris import Minter

HANGING = (ORG + "member", RDF + "subject")
"""By which a node of the default graph hangs on a thing: the view of the thing is made anew with its nodes."""

_RANKS = {"p": f"<{TP}PreferredRank>", "n": f"<{TP}NormalRank>", "d": f"<{TP}DeprecatedRank>"}


def of_values(subject: str, values: Iterable[Value], minter: Minter) -> Iterator[str]:
    """The values that were decided on, or could not be: one rdf:Statement each."""
    for value in values:
        if not value.reason:
            continue
        node = minter.value(subject, value.predicate, value.object)
        yield _line(node, RDF + "type", f"<{RDF}Statement>")
        yield _line(node, RDF + "subject", terms.iri(subject))
        yield _line(node, RDF + "predicate", f"<{value.predicate}>")
        yield _line(node, RDF + "object", value.object)
        yield _line(node, TP + "rank", _RANKS[value.status])
        yield _line(node, TP + "rankReason", f"<{value.reason}>")
        yield _line(node, TP + "independentVoices", terms.integer(value.span.voices))
        yield from _reported(node, value.span)


def of_tenures(person: str, tenures: Iterable[Tenure], minter: Minter) -> Iterator[str]:
    """One org:Membership a tenure, with the interval of its reports if one of them has a day."""
    for tenure in tenures:
        node = minter.membership(person, tenure.role, *((tenure.area,) if tenure.area else tenure.units))
        yield _line(node, RDF + "type", f"<{ORG}Membership>")
        yield _line(node, ORG + "member", terms.iri(person))
        yield _line(node, ORG + "role", tenure.role)
        if tenure.area:
            yield _line(node, SCHEMA + "areaServed", tenure.area)
        for unit in tenure.units:
            yield _line(node, ORG + "organization", unit)
        yield _line(node, TP + "independentVoices", terms.integer(tenure.span.voices))
        if tenure.span.first:
            interval = f"{node}#reported"
            yield _line(node, ORG + "memberDuring", terms.iri(interval))
            yield _line(interval, RDF + "type", f"<{TIME}Interval>")
            yield from _reported(interval, tenure.span)


def _reported(node: str, span: Span) -> Iterator[str]:
    if span.first:
        yield _line(node, TP + "firstReported", terms.day(span.first))
        yield _line(node, TP + "lastReported", terms.day(span.last))


def _line(subject: str, predicate: str, term: str) -> str:
    return terms.triple(terms.iri(subject), f"<{predicate}>", term)
